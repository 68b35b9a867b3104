"""What is wrong with a question; each message says what to change."""

from index.errors import DatelineError


class SearchError(DatelineError):
    """The question can't be answered as it is asked."""


class SearchEndedError(SearchError):
    """The answer takes more than a search may take."""


class SearchTimeoutError(SearchEndedError):
    """The answer took longer than a search may take; at another time it may not."""


class SearchTooCostlyError(SearchEndedError):
    """The answer takes more work than a search may, whenever it is asked for."""

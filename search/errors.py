"""What is wrong with a question; each message says what to change."""

from index.errors import DatelineError


class SearchError(DatelineError):
    """The question can't be answered as it is asked."""


class SearchTimeoutError(SearchError):
    """The answer took longer than a search may take."""

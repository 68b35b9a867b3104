"""The failures that Dateline reports to people; each message says what failed, where, and what to do."""


class DatelineError(Exception):
    """Anything that is reported in one line instead of a traceback."""


class UnreadableFileError(DatelineError):
    """A file, or a line of it, that no article could be read from."""


class IndexMissingError(DatelineError):
    """There is no published index where one was expected."""


class IndexDamagedError(DatelineError):
    """A file of the published index is missing or does not have the checksum of its manifest."""


class ForeignDirectoryError(DatelineError):
    """The index directory holds something that Dateline did not make, or made in another format."""


class IndexLockedError(DatelineError):
    """Another process is writing to the index."""


class NothingToIndexError(DatelineError):
    """None of the files held an article."""

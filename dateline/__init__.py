"""The door: what other programs import of Dateline; beside it, the command line.

Make an index of article files, ask it, read the answer:

>>> from dateline import Archive, SearchError, SearchRequest, annotate, rebuild
>>> rebuild(["examples/articles"], "archive-index").counts["articles"]
22
>>> page = Archive("archive-index").search(SearchRequest("speaker:okonjo bridge", date_from="2024-01-01"))
>>> [(hit.article.title, hit.ordinal) for hit in page.results][:1]
[('The bridges have nearly finished their song, engineers are told in Lagos', 2)]

Or find who speaks and where in a text, without an index:

>>> [place["name"] for place in annotate("“It is a log,” she said in Lerwick.")["paragraphs"][0]["locations"]]
['Lerwick']

What fails raises one of these, each with a sentence that says what to do:

    DatelineError
    ├── IndexMissingError       nothing is published where an index was expected
    ├── IndexDamagedError       a file of the index is not what was published
    ├── ForeignDirectoryError   the directory is not Dateline's, or of another format
    ├── ClusterError            a cluster does not do what it was asked
    │   └── ClusterUnavailableError  ... at the moment
    ├── IndexLockedError        another process is writing to the index
    ├── NothingToIndexError     none of the files held an article
    └── SearchError             the question can't be answered as it is asked
        └── SearchEndedError    the answer takes more than a search may take
            ├── SearchTimeoutError    ... more time
            └── SearchTooCostlyError  ... more work, whenever it is asked for

>>> try:
...     Archive("archive-index").search(SearchRequest("bridge", size=1000))
... except SearchError as error:
...     print(error)
A page holds 1 to 100 results; 1000 were asked for.

Everything is imported when it is first asked for: who rebuilds loads nothing that searches.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from dateline.installation import require_own

if TYPE_CHECKING:
    from dateline.annotation import ArticleAnnotation, annotate
    from index.errors import (
        ClusterError,
        ClusterUnavailableError,
        DatelineError,
        ForeignDirectoryError,
        IndexDamagedError,
        IndexLockedError,
        IndexMissingError,
        NothingToIndexError,
    )
    from index.pipeline.account import Account
    from index.pipeline.rebuild import rebuild
    from index.pipeline.removing import remove
    from index.pipeline.summary import Summary
    from index.pipeline.update import update
    from index.sources.options import ReadingOptions
    from search.archive import Archive
    from search.errors import SearchEndedError, SearchError, SearchTimeoutError, SearchTooCostlyError
    from search.limits import Limits
    from search.request import SearchRequest
    from search.results import CountTable, Hit, SearchPage, Suggestion

__all__ = [
    "Account",
    "Archive",
    "ArticleAnnotation",
    "ClusterError",
    "ClusterUnavailableError",
    "CountTable",
    "DatelineError",
    "ForeignDirectoryError",
    "Hit",
    "IndexDamagedError",
    "IndexLockedError",
    "IndexMissingError",
    "Limits",
    "NothingToIndexError",
    "ReadingOptions",
    "SearchEndedError",
    "SearchError",
    "SearchPage",
    "SearchRequest",
    "SearchTimeoutError",
    "SearchTooCostlyError",
    "Suggestion",
    "Summary",
    "annotate",
    "rebuild",
    "remove",
    "update",
]

_MODULES = {
    "dateline.annotation": ("ArticleAnnotation", "annotate"),
    "index.errors": (
        "ClusterError",
        "ClusterUnavailableError",
        "DatelineError",
        "ForeignDirectoryError",
        "IndexDamagedError",
        "IndexLockedError",
        "IndexMissingError",
        "NothingToIndexError",
    ),
    "index.pipeline.account": ("Account",),
    "index.pipeline.rebuild": ("rebuild",),
    "index.pipeline.removing": ("remove",),
    "index.pipeline.summary": ("Summary",),
    "index.pipeline.update": ("update",),
    "index.sources.options": ("ReadingOptions",),
    "search.archive": ("Archive",),
    "search.errors": ("SearchEndedError", "SearchError", "SearchTimeoutError", "SearchTooCostlyError"),
    "search.limits": ("Limits",),
    "search.request": ("SearchRequest",),
    "search.results": ("CountTable", "Hit", "SearchPage", "Suggestion"),
}


if not TYPE_CHECKING:  # to a type checker it would say that there is an attribute of any name

    def __getattr__(name: str) -> object:
        for module, names in _MODULES.items():
            if name in names:
                require_own("index", "search")
                return getattr(import_module(module), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__

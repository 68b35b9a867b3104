"""What the tests of the contract share: the engines, and how they ask."""

from collections.abc import Callable

from search.archive import Archive
from search.request import SearchRequest
from search.results import SearchPage
from tests.archives import archive_of

Make = Callable[..., Archive]
ENGINES: dict[str, Make] = {"embedded": archive_of}
"""By name, what makes an archive of stories in an empty folder."""


def ids(page: SearchPage) -> list[str]:
    return [hit.id for hit in page.results if not hit.missing]


def search(archive: Archive, query: str = "", **request: object) -> SearchPage:
    return archive.search(SearchRequest(query=query, **request))  # type: ignore[arg-type]

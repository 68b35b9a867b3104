"""What the tests of the contract share: the engines, and how they ask."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from index.store.updater import Policy
from search.archive import Archive
from search.request import SearchRequest
from search.results import SearchPage
from tests.archives import Said, Story, Told, archive_of, publish, update

Make = Callable[..., Archive]
STRAY = Story(
    "stray",
    (
        Told("“A stray tide in Izyum,” said Ada Lund.", (Said("A stray tide in Izyum,", "Ada Lund"),)),
        Told("A stray clock in Straytown, said Stray.", speakers=("Stray",), places=(("Straytown", "ZZ", ("Zed",)),)),
    ),
    "A stray winter",
    "2031-05-20",
    "The Stray Tide",
)
"""What is removed again, and must not count then."""


def by_updates(index: Path, *stories: Story, policy: Policy) -> Archive:
    """Make the archive of other texts under the same ids, and of articles that are removed, in two updates."""
    stale = [replace(story, paragraphs=(*story.paragraphs, *STRAY.paragraphs[1:])) for story in reversed(stories)]
    publish(index, [replace(STRAY, id="stray-1"), *stale, replace(STRAY, id="stray-2")])
    half = len(stories) // 2
    first = [*stories[:half], replace(STRAY, id="stray-3")]
    update(index, ["stray-1", *(story.id for story in first)], first, policy)
    second = stories[half:]
    update(index, ["stray-2", "stray-3", "never-there", *(story.id for story in second)], second, policy)
    return Archive(index)


ENGINES: dict[str, Make] = {
    "embedded": archive_of,
    "updated": partial(by_updates, policy=lambda sizes, live, added: len(sizes)),
    "updated and merged": partial(by_updates, policy=lambda sizes, live, added: len(sizes) // 2),
}
"""By name, what makes an archive of stories in an empty folder."""


def ids(page: SearchPage) -> list[str]:
    return [hit.id for hit in page.results if not hit.missing]


def search(archive: Archive, query: str = "", **request: object) -> SearchPage:
    return archive.search(SearchRequest(query=query, **request))  # type: ignore[arg-type]

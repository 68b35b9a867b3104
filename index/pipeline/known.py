"""What a rebuild knows of the index that it takes the place of: its articles, so that they keep their addresses."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import numpy as np

from index.deduplication.published import PublishedArticles
from index.errors import DatelineError
from index.pipeline.identities import Identities
from index.store import contents
from index.store.generation import IndexDirectory
from index.store.reader import StoredIndex
from index.store.removed import read_removed
from index.store.whoosh_codec import live_paragraphs

DAMAGED = (ValueError, KeyError, TypeError, IndexError)
"""What is raised by records that are not what was written."""


def known_by(directory: IndexDirectory) -> tuple[Identities, Mapping[str, str]]:
    """Know again, in a rebuild, the articles of what is published, and return those removed before, each with the day.

    A rebuild needs none of it: where nothing is published that can be read, nobody is known.
    """
    try:
        generation = directory.current()
        stored = StoredIndex(generation)
        is_live = live_paragraphs(stored.files.within(contents.POSTINGS))
        firsts = np.unique(stored.columns["article"], return_index=True)[1]
        numbers = np.flatnonzero(is_live[firsts]).tolist()
        published = PublishedArticles(map(stored.article, numbers))
        removed = read_removed(stored.files)
    except (DatelineError, OSError, *DAMAGED):
        return Identities(), {}
    return Identities(published, lambda number: stored.article(numbers[number])), removed


def removed_now(ids: Iterable[str], before: Mapping[str, str]) -> dict[str, str]:
    """Return the articles that are removed now, and those removed before, each with the day."""
    return {**dict.fromkeys(ids, datetime.now(UTC).date().isoformat()), **before}

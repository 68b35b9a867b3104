"""What a rebuild knows of the index that it takes the place of: its articles, so that they keep their addresses."""

from datetime import UTC, datetime

import numpy as np

from index.deduplication.published import PublishedArticles
from index.pipeline.identities import Identities
from index.store.reader import StoredIndex


def known_by(stored: StoredIndex | None) -> Identities:
    """Know again, in a rebuild, the articles of an index, if there is one."""
    if stored is None:
        return Identities()
    numbers = np.unique(stored.columns["article"]).tolist()
    return Identities(PublishedArticles(map(stored.article, numbers)), lambda number: stored.article(numbers[number]))


def removed_since(identities: Identities, stored: StoredIndex | None) -> dict[str, str]:
    """Return the articles that a rebuild did not meet again, and those removed before, each with the day."""
    today = datetime.now(UTC).date().isoformat()
    before = stored.removed if stored else {}
    return {**dict.fromkeys(identities.published.unmet(), today), **before}

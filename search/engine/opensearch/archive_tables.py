"""What is known of a state as a whole: its words, names, people and places, as the embedded engine has them.

They are files that lie in the cluster as documents (`index.opensearch.tables`).  Whoever opens a state reads them into
a folder of their own, checks them against the manifest, and maps them; then the folder is removed again, so that
nothing is left of it however the process ends.
"""

import weakref
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from index.opensearch.cluster import Cluster
from index.opensearch.tables import Tables, generation_of
from index.remembering import remembered
from index.store import contents
from index.store.columns import map_numbers
from index.store.completions import Completions
from index.store.facets import DICTIONARY
from index.store.files.folder import Folder
from index.store.files.records import Records
from index.store.files.term_dictionary import Dictionary
from index.store.people import read_people
from index.store.removed import read_removed
from search.engine.protocol import SnapshotInfo
from search.engine.vocabulary.completion import Completer
from search.engine.vocabulary.fields import FACETS, PLACE
from search.engine.vocabulary.names import Names
from search.engine.vocabulary.people import People
from search.engine.vocabulary.places import PlaceIndex
from search.engine.vocabulary.spelling import Vocabulary

VALUES_KEPT = 10_000
"""Values of a facet that are remembered: the most frequent are shown with almost every answer."""


class FacetTable:
    """The values of a facet by their codes, mapped: what kind each is of, and in how many paragraphs it counts."""

    def __init__(self, folder: Folder, name: str) -> None:
        self._values = Records(folder, name + DICTIONARY)
        self._kinds = folder.map(f"{name}.kinds")
        self._totals = map_numbers(folder, f"{name}.totals")

    def __len__(self) -> int:
        """Return how many codes there are, of values that count as others too."""
        return len(self._values)

    @remembered(VALUES_KEPT)
    def value(self, code: int) -> str:
        """Return the value that a code stands for."""
        text: bytes = self._values[code]
        return text.decode()

    def kind(self, code: int) -> int:
        """Return the kind of a value."""
        return self._kinds.item(code)

    def totals(self) -> NDArray[np.int64]:
        """Return for every code in how many paragraphs its value counts."""
        return self._totals.whole.astype(np.int64)

    def kinds_by_value(self) -> Mapping[str, int]:
        """Return the kind of each value that is not of the first one."""
        codes = np.flatnonzero(self._kinds.whole)
        return {self._values[code].decode(): self.kind(code) for code in codes.tolist()}


class ArchiveTables:
    """The tables of a state; safe to share between threads.

    Raises as `index.opensearch.tables` where one of them is not what was published.
    """

    def __init__(self, cluster: Cluster, index: str, publication: str) -> None:
        with TemporaryDirectory(prefix="dateline-") as path:
            manifest = Tables(cluster, index).download(Path(path))
            folder = Folder(Path(path))
            self.facets = {name: FacetTable(folder, name) for name in contents.FACETS}
            completions = {name: Completions(folder, name) for name in contents.COMPLETED}
            self._words = Dictionary.open(folder, contents.WORDS)
            self.people = People(read_people(folder), Completions(folder, contents.PEOPLE))
            self.removed: Mapping[str, str] = read_removed(folder)
            """The ids of articles that were removed, each with the day, ISO 8601."""
        self.completer = Completer(completions, self.facets)
        self.info = SnapshotInfo(
            generation_of(manifest.index),
            publication,
            manifest.created,
            manifest.counts,
            manifest.newest,
            manifest.languages,
        )

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The archive's words."""
        return Vocabulary(self._words)

    @cached_property
    def places(self) -> PlaceIndex:
        """The archive's places."""
        return PlaceIndex(self.facets[PLACE])

    @cached_property
    def names(self) -> Names:
        """What is answered of names."""
        itself = weakref.proxy(self)  # what belongs to it doesn't hold it
        return Names(self.completer, self.people, lambda: itself.vocabulary)

    def kind_of(self, speaker: str) -> str:
        """Return what a speaker is, one of `contents.KINDS`, by the name that stands for all of the person's."""
        return contents.KINDS[self._kinds.get(speaker, 0)]

    @cached_property
    def _kinds(self) -> Mapping[str, int]:
        return self.facets[FACETS["speaker"]].kinds_by_value()

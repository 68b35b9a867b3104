"""What the documents of an archive are told that is known of the whole only: those of which it is not so already.

It is told by a script, with which nothing changes when it is told twice.
"""

import json
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.documents.article_head import decode_head
from index.opensearch.bulk import Action
from index.opensearch.documents import paragraph_id
from index.store import contents
from index.store.columns import map_numbers, read_column
from index.store.facets import Facet
from index.store.files import filesystem
from index.store.files.folder import Folder
from index.store.files.records import DATA, OFFSETS, RecordPart, RecordWriter

NUMBERS, TOLD, STORIES_TOLD = "numbers", "told", "stories.told"
"""Files of the folder in which an archive is gathered: the number of each paragraph, what it was told before, and what
each article was."""
NOW = ".now"
"""Behind the name of a file while it is written anew."""
AT_ONCE = 1 << 16
"""Paragraphs of which it is seen at once whether they are to be told anything."""
AS_WRITTEN = b""
"""Stands for what a document was written with."""
_TELL = """
for (def one : params.set.entrySet()) { ctx._source[one.getKey()] = one.getValue() }
for (def name : params.unset) { ctx._source.remove(name) }
if (ctx._source.speech != null) {
    for (def one : ctx._source.speech) { if (one.name != null) { one.person = params.persons[one.name] } }
}
"""


class Told(NamedTuple):
    """What settling tells a paragraph; see `index.opensearch.mapping`."""

    person: Sequence[str]
    origin: int
    has_copies: bool | None
    quotation: int | None
    story: int | None

    @classmethod
    def of(cls, source: Mapping[str, Any]) -> "Told":
        """Return what a document was told, or written with."""
        return cls(
            list(source.get("person", ())),
            int(source["origin"]),
            source.get("has_copies"),
            source.get("quotation"),
            source.get("story"),
        )

    def encoded(self, speakers: Sequence[str], number: int) -> bytes:
        """Return it as bytes, the same for the same; AS_WRITTEN where a paragraph of a number and with these speakers
        is written with it."""
        if self == (list(speakers), number, None, None, None):
            return AS_WRITTEN
        return json.dumps(self, ensure_ascii=False).encode("utf-8", "surrogatepass")


class Changes:
    """What was found out, in a folder (`index.opensearch.settling`), beside what the documents were told before."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder.path
        self._numbers = folder.map(NUMBERS, "<i8").whole
        self._owners, self._ordinals = read_column(folder, "article"), read_column(folder, "ordinal")
        self._heads = RecordPart(folder, contents.ARTICLES)
        firsts = np.searchsorted(self._owners, np.arange(len(self._heads)))
        self._article_numbers = self._numbers[firsts]
        self._origins = _Firsts(folder, "copies", self._numbers)
        self._quotations = _Firsts(folder, "quoted", self._numbers)
        self._stories = _Firsts(folder, "stories", self._article_numbers)
        self._told, self._stories_told = RecordPart(folder, TOLD), RecordPart(folder, STORIES_TOLD)
        self._speakers = Facet(folder, "speaker_name")
        self._canonical = map_numbers(folder, "speaker_name.canonical").whole
        self._starts, self._codes = (map_numbers(folder, f"speaker_name.{one}").whole for one in ("starts", "codes"))

    def actions(self) -> Iterator[Action]:
        """Yield what is to be told, each document at most once: articles, then paragraphs.

        What they then were told takes the place of what they were told before.
        """
        yield from self._tell(STORIES_TOLD, len(self._heads), self._story_may_change, self._of_article)
        yield from self._tell(TOLD, len(self._numbers), self._may_change, self._of_paragraph)

    def _tell(
        self,
        name: str,
        count: int,
        may_change: Callable[[int, int], NDArray[np.bool_]],
        of_row: Callable[[int], Generator[Action, None, bytes]],
    ) -> Iterator[Action]:
        """Yield what is to be told to so many documents, and write what each was told then."""
        with self._told_now(name) as told_now:
            for begin in range(0, count, AT_ONCE):
                changing = may_change(begin, begin + AT_ONCE)
                now = [AS_WRITTEN] * len(changing)
                for row in np.flatnonzero(changing).tolist():
                    now[row] = yield from of_row(begin + row)
                told_now.extend(now)

    @contextmanager
    def _told_now(self, name: str) -> Iterator[RecordWriter]:
        writer = RecordWriter(self._folder, name + NOW)
        try:
            yield writer
        finally:
            writer.close()
        for suffix in (DATA, OFFSETS):
            filesystem.rename(self._folder / (name + NOW + suffix), self._folder / (name + suffix))

    def _story_may_change(self, begin: int, end: int) -> NDArray[np.bool_]:
        """Tell which of some articles may have to be told anything."""
        return np.asarray(self._stories.are_grouped[begin:end] | self._were_told(self._stories_told, begin, end))

    def _may_change(self, begin: int, end: int) -> NDArray[np.bool_]:
        """Tell which of some paragraphs may have to be told anything."""
        starts = self._starts[begin : end + 1].astype(np.int64)
        codes = self._codes[starts[0] : starts[-1]]
        rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        goes_by_another = np.zeros(len(starts) - 1, bool)
        goes_by_another[rows[self._canonical[codes] != codes]] = True
        return np.asarray(
            goes_by_another
            | self._origins.are_grouped[begin:end]
            | self._quotations.are_grouped[begin:end]
            | self._stories.are_grouped[self._owners[begin:end]]
            | self._were_told(self._told, begin, end)
        )

    def _were_told(self, told: RecordPart, begin: int, end: int) -> NDArray[np.bool_]:
        offsets = told.offsets.whole[begin : end + 1]
        return np.asarray(offsets[1:] != offsets[:-1])

    def _of_article(self, article: int) -> Generator[Action, None, bytes]:
        """Yield what is to be told to an article, if anything, and return what it was told then."""
        story = self._stories.of(article)
        now = AS_WRITTEN if story is None else str(story).encode()
        if now != self._stories_told[article]:
            article_id = self._article_id(article)
            yield _telling(article_id, article_id, {"story": story}, {})
        return now

    def _of_paragraph(self, row: int) -> Generator[Action, None, bytes]:
        """Yield what is to be told to a paragraph, if anything, and return what it was told then."""
        codes = self._speakers.codes_of(row)
        names = list(map(self._speakers.value, codes))
        persons = [self._speakers.value(int(self._canonical[code])) for code in codes]
        number, article = int(self._numbers[row]), int(self._owners[row])
        origin = self._origins.of(row)
        told = Told(
            list(dict.fromkeys(persons)),
            number if origin is None else origin,
            None if origin is None else True,
            self._quotations.of(row),
            self._stories.of(article),
        )
        now = told.encoded(names, number)
        if now != self._told[row]:
            article_id = self._article_id(article)
            to_tell = {**told._asdict(), "person": told.person or None}
            paragraph = paragraph_id(article_id, int(self._ordinals[row]))
            yield _telling(paragraph, article_id, to_tell, dict(zip(names, persons, strict=True)))
        return now

    def _article_id(self, article: int) -> str:
        return decode_head(self._heads[article]).id


class _Firsts:
    """The number of the first text of each group; one whose others were removed is in none."""

    def __init__(self, folder: Folder, name: str, numbers: NDArray[np.int64]) -> None:
        groups = map_numbers(folder, f"{name}.group").whole
        self._groups = np.where(np.bincount(groups)[groups] > 1, groups, 0) if len(groups) else groups
        self._first = np.zeros(int(self._groups.max(initial=0)) + 1, np.int64)
        for begin in range(0, len(numbers), AT_ONCE)[::-1]:
            part = slice(begin, begin + AT_ONCE)
            self._first[self._groups[part][::-1]] = numbers[part][::-1]  # of equal places, the last one assigned stays

    @property
    def are_grouped(self) -> NDArray[np.bool_]:
        """Which texts are in a group."""
        return np.asarray(self._groups > 0)

    def of(self, text: int) -> int | None:
        """Return the number of the first of a text's group; None where it is in none."""
        group = int(self._groups[text])
        return int(self._first[group]) if group else None


def _telling(document: str, article: str, told: Mapping[str, Any], persons: Mapping[str, str]) -> Action:
    """Set some fields of a document, remove those that are None, and say who the speakers are."""
    params = {
        "set": {name: value for name, value in told.items() if value is not None},
        "unset": [name for name, value in told.items() if value is None],
        "persons": persons,
    }
    return Action("update", document, article, {"script": {"source": _TELL, "lang": "painless", "params": params}})

"""What must hold of a generation, whatever it tells: its files agree with one another, and every record can be read.

A checksum vouches that a file is what was written.  This vouches that what was written makes sense: it tells of a fault
in what writes, or in the memory of the machine that wrote.  All postings and all records are read.
"""

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from index.errors import IndexDamagedError
from index.store import contents
from index.store.facets import Facet
from index.store.files.array_file import Array
from index.store.postings.invariants import faults_of_postings, faults_of_terms, parts_of_terms
from index.store.reader import StoredIndex
from index.store.whoosh_codec import FieldPostings, SegmentPostings, segments_of

UNDECODABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What is raised by records that are not what was written."""
Fault = tuple[str, str]
"""The name of a file, or of several that begin so, and what is wrong with it."""


def check_invariants(stored: StoredIndex) -> None:
    """Raise IndexDamagedError for the first thing that doesn't hold."""
    for check in (_columns, _facets, _postings, _completions, _records, _counts):
        for name, how in check(stored):
            raise IndexDamagedError(stored.files.path / name, how)


def _columns(stored: StoredIndex) -> Iterator[Fault]:
    for name, column in stored.columns.items():
        if len(column) != len(stored):
            yield f"{name}.column", f"has {len(column)} numbers for {len(stored)} paragraphs"
            return
    article = stored.columns["article"].astype(np.int64)
    if not len(article):
        return
    if (np.diff(article) < 0).any() or int(article[-1]) >= stored.articles:
        yield "article.column", "has articles out of order, or that there aren't"
        return
    is_live = _is_live(stored)
    firsts = np.flatnonzero(np.diff(article, prepend=-1))
    ordinals = np.arange(len(article)) - np.repeat(firsts, np.diff(np.append(firsts, len(article)))) + 1
    if not np.array_equal(stored.columns["ordinal"][is_live], ordinals[is_live]):
        yield "ordinal.column", "doesn't count the paragraphs of an article"
    for name in ("paragraphs", "quotations"):
        if len(getattr(stored.copies, name)) != len(stored):
            yield f"{name} of *.group", "has not a number a paragraph"
    if len(stored.copies.articles) != stored.articles:
        yield "stories.group", "has not a number an article"


def _facets(stored: StoredIndex) -> Iterator[Fault]:
    for name, facet in stored.facets.items():
        for how in facet.faults(len(stored)):
            yield f"{name}.*", f"is wrong: {how}"
            return
        yield from _undecodable(f"{name}.values", range(len(facet)), _value_of(stored, name, facet))


def _value_of(stored: StoredIndex, name: str, facet: Facet) -> Callable[[int], object]:
    return stored.place if name == "place" else facet.value


def _postings(stored: StoredIndex) -> Iterator[Fault]:
    segments = segments_of(stored.whoosh)
    if sum(segment.count for segment in segments) != len(stored):
        yield contents.POSTINGS, f"has not {len(stored)} paragraphs"
        return
    for segment in segments:
        yield from _postings_of(stored, segment)
    yield from ((f"{contents.WORDS}.*", f"is wrong: {how}") for how in faults_of_terms(stored.vocabulary))


def _postings_of(stored: StoredIndex, segment: SegmentPostings) -> Iterator[Fault]:
    if len(segment.deleted) and not 0 <= int(segment.deleted[0]) <= int(segment.deleted[-1]) < segment.count:
        yield contents.POSTINGS, "has deleted a paragraph that there isn't"
    for name, field in segment.fields.items():
        for how in faults_of_postings(field, segment.count):
            yield f"{contents.POSTINGS}/*.postings", f"is wrong in the field {name}: {how}"
            return
    if (text := segment.fields.get("text")) is not None:
        is_live = np.ones(segment.count, bool)
        is_live[segment.deleted] = False
        told = stored.columns["length"][segment.first : segment.first + segment.count]
        if not np.array_equal(_lengths(text, segment.count)[is_live], told[is_live]):
            yield "length.column", "doesn't count the words of a paragraph"


def _lengths(text: FieldPostings, paragraphs: int) -> Array:
    """Return how many words of a field each paragraph of a segment has."""
    lengths = np.zeros(paragraphs, np.int64)
    for first, end in parts_of_terms(text.token_starts):
        postings = text.of_terms(first, end)
        lengths += np.bincount(postings.numbers, postings.frequencies, paragraphs).astype(np.int64)
    return lengths


def _completions(stored: StoredIndex) -> Iterator[Fault]:
    for name, completions in {**stored.completions, contents.PEOPLE: stored.people_by_word}.items():
        values = sum(map(len, stored.people)) if name == contents.PEOPLE else len(stored.facets[name])
        for how in completions.faults(values):
            yield f"{name}.*", f"is wrong: {how}"


def _records(stored: StoredIndex) -> Iterator[Fault]:
    for name, records in stored.records().items():
        if not records.are_in_order():
            yield f"{name}.offsets", "has records out of order"
            return
    yield from _undecodable(contents.ARTICLES, range(stored.articles), stored.article)
    live = np.flatnonzero(_is_live(stored)).tolist()  # of others the values are gone that their places are among
    yield from _undecodable(contents.PARAGRAPHS, live, stored.paragraph)


def _undecodable(name: str, numbers: Iterable[int], decode: Callable[[int], object]) -> Iterator[Fault]:
    for number in numbers:
        try:
            decode(number)
        except UNDECODABLE as error:
            yield f"{name}.*", f"has a record that can't be read, {number} ({type(error).__name__})"
            return


def _counts(stored: StoredIndex) -> Iterator[Fault]:
    is_live = _is_live(stored)
    held = {
        "articles": len(np.unique(stored.columns["article"][is_live])),
        "paragraphs": int(is_live.sum()),
        "words": int(stored.columns["length"].sum(dtype=np.int64)),
        **{counted: int(np.count_nonzero(stored.facets[name].totals())) for name, counted in contents.COUNTED.items()},
    }
    for what, count in held.items():
        if stored.manifest.counts.get(what) != count:
            yield "manifest.json", f"tells of {stored.manifest.counts.get(what)} {what} and there are {count}"


def _is_live(stored: StoredIndex) -> Array:
    is_live = np.ones(len(stored), bool)
    for segment in segments_of(stored.whoosh):
        is_live[segment.deleted + segment.first] = False
    return is_live

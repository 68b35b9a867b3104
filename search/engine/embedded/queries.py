"""Query classes beside Whoosh's own, for what its language has no node for, and how queries are joined."""

from collections.abc import Iterable, Sequence

from whoosh import query as q

from index.analysis.analyzer import stem
from index.analysis.fields import NAMED

NAMED_SPEAKER = q.Term("speaker", NAMED)
"""Paragraphs in which somebody speaks who is surely named there."""


class OneSpeaker(q.And):  # type: ignore[misc]
    """Paragraphs where one and the same speaker answers to all subqueries, which are about `speaker`, `speaker_name`
    and `said`: the one who is asked for is the one who said it."""


class ExactWord(q.Query):  # type: ignore[misc]
    """Paragraphs with a word of a field as it is written, not with others of its stem."""

    def __init__(self, fieldname: str, word: str) -> None:
        self.fieldname, self.word, self.text = fieldname, word, stem(word)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ExactWord) and (other.fieldname, other.word) == (self.fieldname, self.word)

    def __hash__(self) -> int:
        return hash((ExactWord, self.fieldname, self.word))

    def is_leaf(self) -> bool:
        """Tell Whoosh that there is nothing below."""
        return True


class Preferred(ExactWord):
    """Paragraphs whose text has any word of a stem, those with one of them as it is written before the others."""

    def __init__(self, word: str) -> None:
        super().__init__("text", word)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Preferred) and other.word == self.word

    def __hash__(self) -> int:
        return hash((Preferred, self.word))


class NearBy(q.And):  # type: ignore[misc]
    """Paragraphs in which terms in a row stand at most `distance` words from others, before or behind."""

    def __init__(self, first: q.Query, second: q.Query, distance: int) -> None:
        super().__init__([first, second])
        self.distance = distance

    @property
    def rows(self) -> tuple[str, list[str], list[str]]:
        """The field, and the terms in a row, of both."""
        first, second = ([child.text] if isinstance(child, q.Term) else child.words for child in self)
        return self[0].fieldname, first, second

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NearBy) and super().__eq__(other) and other.distance == self.distance

    def __hash__(self) -> int:
        return hash((NearBy, self.distance))


class OfArticles(q.ConstantScoreQuery):  # type: ignore[misc]
    """All paragraphs of the articles the first of which matches a subquery."""


class HasValue(q.Query):  # type: ignore[misc]
    """Paragraphs with one of some values of a facet, given by their codes, or with any value where none are given."""

    def __init__(self, facet: str, codes: Sequence[int] | None = None) -> None:
        self.facet, self.codes = facet, codes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HasValue) and (other.facet, other.codes) == (self.facet, self.codes)

    def __hash__(self) -> int:
        return hash((HasValue, self.facet))

    def is_leaf(self) -> bool:
        """Tell Whoosh that there is nothing below."""
        return True


class CopiesOf(q.Query):  # type: ignore[misc]
    """Paragraphs with the text of an article's paragraph, or of the copies of an article."""

    def __init__(self, article_id: str, ordinal: int | None) -> None:
        self.article_id, self.ordinal = article_id, ordinal

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CopiesOf) and (other.article_id, other.ordinal) == (self.article_id, self.ordinal)

    def __hash__(self) -> int:
        return hash((CopiesOf, self.article_id, self.ordinal))

    def is_leaf(self) -> bool:
        """Tell Whoosh that there is nothing below."""
        return True


class NoDate(q.Query):  # type: ignore[misc]
    """Paragraphs of articles whose date is not known."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoDate)

    def __hash__(self) -> int:
        return hash(NoDate)

    def is_leaf(self) -> bool:
        """Tell Whoosh that there is nothing below."""
        return True


def conjunction(parts: Sequence[q.Query], joined: type[q.And] = q.And) -> q.Query:
    """Join queries that must all hold."""
    parts = [part for part in parts if part != q.NullQuery] or [q.NullQuery]
    parts = [part for part in parts if not isinstance(part, q.Every)] or parts[:1]
    return parts[0] if len(parts) == 1 else joined(list(parts))


def alternatives(readings_of_one: Sequence[q.Query]) -> q.Query:
    """Return the query for what can be read in several ways; what holds no letter or digit asks for nothing."""
    if len(readings_of_one) > 1:
        return q.Or(list(readings_of_one))
    return readings_of_one[0] if readings_of_one else q.NullQuery


def any_value(field: str, values: Iterable[str]) -> q.Query:
    """Return the query for paragraphs with one of the exact values of a facet field."""
    terms = [q.Term(field, value) for value in values]
    return terms[0] if len(terms) == 1 else q.Or(terms)

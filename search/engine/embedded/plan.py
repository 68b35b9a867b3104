"""From the query as read to Whoosh's query classes: words become the terms that the index holds.

Running text is indexed by stem, names by word.  A prefix is also looked for among the archive's words: `police*` must
find "police", whose stem is "polic".  What somebody said and who is asked for are tied to one speaker.

Query classes beside Whoosh's own, for what its language has no node for.

From a request to what is evaluated: what no result may miss, and the bare words of which some may miss some.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from whoosh import query as q

from index.analysis.analyzer import stem, words
from search.engine.embedded.people import People
from search.engine.embedded.spelling import Vocabulary
from search.limits import Limits
from search.query import And, DateRange, Leaf, MatchAll, Node, Not, Or, ParsedQuery, Phrase, Prefix, Word, parse
from search.query.expansion import gazetteer_names, with_other_names
from search.request import SearchRequest
from search.service.highlighting import Wanted


class SameSpeaker(q.And):  # type: ignore[misc]
    """Paragraphs where one and the same speaker answers to all subqueries, which are about `speaker`, `speaker_name`
    and `said`: the one who is asked for is the one who said it."""


class Beginning(q.Or):  # type: ignore[misc]
    """Paragraphs with a word that begins so: one whose index term does, or, looked at, one of the terms `unsure`, which
    other words share.  "Organize" is indexed as "organ", which "organiz" does not begin.
    """

    def __init__(self, field: str, beginning: str, unsure: Sequence[str]) -> None:
        super().__init__([q.Prefix(field, beginning), *(q.Term(field, term) for term in unsure)])
        self.beginning = beginning


STEMMED = {"text", "title", "said"}


SPEAKING = {"speaker", "speaker_name", "said"}


PREFIX_SCORE = 1.0
"""What a prefix scores, however many words it stands for."""


class Translator:
    """Translates the nodes of a query over one generation."""

    def __init__(self, people: People, vocabulary: Callable[[], Vocabulary]) -> None:
        self._people = people
        self._vocabulary = vocabulary

    def translate(self, node: Node) -> q.Query:
        """Return the Whoosh query of a node."""
        match node:
            case Word(field, text) | Phrase(field, text):
                return self._words(field, terms_of(field, text))
            case Prefix(field, text):
                return self._prefix(field, text)
            case DateRange(first, last):
                return date_range(first, last)
            case MatchAll():
                return q.Every()
            case Not(child):
                return q.Not(self.translate(child))
            case Or(children):
                return q.Or([self.translate(child) for child in children])
            case And(children):
                return conjunction([self.translate(child) for child in children])

    def _words(self, field: str, found: Sequence[str]) -> q.Query:
        if field == "country":
            return q.Term("country", "".join(found).upper())
        if not found:
            return q.NullQuery  # what holds no letter or digit asks for nothing: `conjunction` leaves it out
        as_written = q.Term(field, found[0]) if len(found) == 1 else q.Phrase(field, list(found))
        names = self._people.asked_for(found) if field == "speaker" else []
        return q.Or([as_written, any_value("speaker_name", names)]) if names else as_written

    def _prefix(self, field: str, text: str) -> q.Query:
        *before, beginning = words(text) or [""]
        one_word = q.NullQuery
        if beginning:
            unsure = self._vocabulary().stems_otherwise(beginning) if field in STEMMED else ()
            one_word = q.ConstantScoreQuery(Beginning(field, beginning, unsure), PREFIX_SCORE)
        if not before:
            return one_word
        return conjunction([self._words(field, [_term(field, word) for word in before]), one_word])


def conjunction(parts: Sequence[q.Query]) -> q.Query:
    """Join queries that must all hold; those about who speaks and what was said must hold for one speaker."""
    parts = [part for part in parts if part != q.NullQuery] or [q.NullQuery]
    parts = [part for part in parts if not isinstance(part, q.Every)] or parts[:1]
    speaking = [part for part in parts if _fields(part) <= SPEAKING and not isinstance(part, q.Not)]
    if any("said" in _fields(part) for part in speaking) and len(speaking) > 1:
        parts = [SameSpeaker(speaking), *(part for part in parts if part not in speaking)]
    return parts[0] if len(parts) == 1 else q.And(list(parts))


def about_speech(query: q.Query) -> q.Query | None:
    """Return the part of a conjunction that says what was said, and by whom; None where it doesn't."""
    parts = [query] if isinstance(query, SameSpeaker) or not isinstance(query, q.And) else list(query)
    return next((part for part in parts if "said" in _fields(part) and _fields(part) <= SPEAKING), None)


def date_range(first: int | None, last: int | None) -> q.Query:
    """Return the query for days from `first` to `last`, YYYYMMDD, both included, None for open."""
    return q.TermRange("date", f"{first or 0:08d}", f"{last or 99991231:08d}")


def any_value(field: str, values: Iterable[str]) -> q.Query:
    """Return the query for paragraphs with one of the exact values of a facet field."""
    terms = [q.Term(field, value) for value in values]
    return terms[0] if len(terms) == 1 else q.Or(terms)


def terms_of(field: str, text: str) -> list[str]:
    """List the index terms of words in a field, in order."""
    return [_term(field, word) for word in words(text)]


def _term(field: str, word: str) -> str:
    return stem(word) if field in STEMMED else word


def _fields(node: q.Query) -> set[str]:
    if isinstance(node, (q.Term, q.Phrase, q.Prefix)):
        return {node.fieldname}
    if node.is_leaf():
        return {""}
    return set().union(*(_fields(child) for child in node.children()))


QUERIES_KEPT = 1_000
"""Queries whose reading is remembered: the next page, another order, a filter more ask the same."""


@dataclass(frozen=True)
class Question:
    """A query as parsed and translated: the parts that no result may miss, and the bare words of which a next best may
    miss some."""

    parsed: ParsedQuery
    parts: tuple[q.Query, ...]
    wanted: tuple[tuple[Leaf, q.Query], ...]

    @cached_property
    def required(self) -> q.Query:
        """The query of the paragraphs that a next best may be among."""
        return conjunction(self.parts or [q.Every()])

    @cached_property
    def whole(self) -> q.Query:
        """The query of the paragraphs that have everything."""
        return conjunction([self.required, *(query for _, query in self.wanted)])

    @cached_property
    def marked(self) -> Wanted:
        """What of a paragraph is marked."""
        return Wanted.of(self.parsed)

    def words_of_text(self) -> list[str]:
        """List the index terms that are looked for in the text and may score, each as often as it is asked for."""
        return [word for query in (self.required, *(query for _, query in self.wanted)) for word in _text_words(query)]

    def bare_words(self) -> Iterator[tuple[str, str]]:
        """Yield the bare words that are looked for by one index term: as typed, and the term."""
        for leaf, query in self.wanted:
            if isinstance(leaf, Word) and isinstance(query, q.Term):
                yield leaf.text, query.text


class Questions:
    """Reads queries and requests over one generation, and remembers what it has read; safe to share between threads."""

    def __init__(self, limits: Limits, people: People, vocabulary: Callable[[], Vocabulary]) -> None:
        self._limits = limits
        self._people = people
        self._translator = Translator(people, vocabulary)
        self._common_name = gazetteer_names()
        self.of_query = lru_cache(QUERIES_KEPT)(self._read)
        """Return the question that a query asks."""

    def of(self, request: SearchRequest) -> Question:
        """Return the question that a request asks by its query and its filters."""
        question = self.of_query(request.query)
        filters = self._filters(request)
        return replace(question, parts=(*filters, *question.parts)) if filters else question

    def _read(self, query: str) -> Question:
        parsed = parse(query, self._limits)
        if parsed.root:
            parsed = replace(parsed, root=with_other_names(parsed.root, self._common_name))
        translate = self._translator.translate
        parts = tuple(translate(node) for node in parsed.required)
        translated = ((leaf, translate(leaf)) for leaf in parsed.wanted)
        wanted = tuple((leaf, query) for leaf, query in translated if query != q.NullQuery)
        if not (parts or wanted) and query.strip():
            # A query was typed and asks for nothing (a notice says so): the whole archive would look like an answer.
            parts = (q.NullQuery,)
        return Question(parsed, parts, wanted)

    def _filters(self, request: SearchRequest) -> Sequence[q.Query]:
        """Translate the filters; values of one are alternatives."""
        values = {
            "speaker_name": tuple(name for speaker in request.speakers for name in self._people.names_of(speaker)),
            "location_name": request.locations,
            "country": tuple(country.upper() for country in request.countries),
            "source_name": request.sources,
        }
        filters = [any_value(field, chosen) for field, chosen in values.items() if chosen]
        if request.date_from or request.date_to:
            filters.append(date_range(_number(request.date_from), _number(request.date_to)))
        return filters


def _number(day: str | None) -> int | None:
    return int(day.replace("-", "")) if day else None


def _text_words(node: q.Query) -> Iterator[str]:
    if isinstance(node, q.Term) and node.fieldname == "text":
        yield node.text
    elif isinstance(node, q.Phrase) and node.fieldname == "text":
        yield from node.words
    elif not isinstance(node, (q.Not, q.ConstantScoreQuery)):
        for child in node.children():
            yield from _text_words(child)

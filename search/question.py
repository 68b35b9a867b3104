"""From a request to what is evaluated: what no result may miss, and the bare words of which some may miss some."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from whoosh import query as q

from search.highlighting import Wanted
from search.language import Leaf, ParsedQuery, Word, parse
from search.limits import Limits
from search.people import People
from search.place_names import gazetteer_names, with_other_names
from search.request import SearchRequest
from search.spelling import Vocabulary
from search.translation import Translator, any_value, conjunction, date_range

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

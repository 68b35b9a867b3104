"""From a request to what is evaluated: what no result may miss, and the bare words of which some may miss some."""

from collections.abc import Iterator
from dataclasses import dataclass

from whoosh import query as q

from search.language import Leaf, ParsedQuery, Word
from search.people import People
from search.request import SearchRequest
from search.translation import Translator, any_value, conjunction, date_range


@dataclass(frozen=True, slots=True)
class Question:
    """A request as translated: what no result may miss, and the bare words of which a next best may miss some."""

    required: q.Query
    wanted: tuple[tuple[Leaf, q.Query], ...]

    def whole(self) -> q.Query:
        """Return the query of the paragraphs that have everything."""
        return conjunction([self.required, *(query for _, query in self.wanted)])

    def words_of_text(self) -> list[str]:
        """List the index terms that are looked for in the text and may score, each as often as it is asked for."""
        return [word for query in (self.required, *(query for _, query in self.wanted)) for word in _text_words(query)]

    def bare_words(self) -> Iterator[tuple[str, str]]:
        """Yield the bare words that are looked for by one index term: as typed, and the term."""
        for leaf, query in self.wanted:
            if isinstance(leaf, Word) and isinstance(query, q.Term):
                yield leaf.text, query.text


def question_of(request: SearchRequest, parsed: ParsedQuery, translator: Translator, people: People) -> Question:
    """Translate a request, whose query was parsed."""
    filters = {
        "speaker_name": tuple(name for speaker in request.speakers for name in people.names_of(speaker)),
        "location_name": request.locations,
        "country": tuple(country.upper() for country in request.countries),
        "source_name": request.sources,
    }
    required = [any_value(field, values) for field, values in filters.items() if values]
    if request.date_from or request.date_to:
        required.append(date_range(_number(request.date_from), _number(request.date_to)))
    required += [translator.translate(node) for node in parsed.required]
    translated = ((leaf, translator.translate(leaf)) for leaf in parsed.wanted)
    wanted = tuple((leaf, query) for leaf, query in translated if query != q.NullQuery)
    if not (required or wanted) and request.query.strip():
        # A query was typed and asks for nothing (a notice says so): the whole archive would look like an answer.
        return Question(q.NullQuery, ())
    return Question(conjunction(required or [q.Every()]), wanted)


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

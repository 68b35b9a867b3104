"""Answers questions from one generation: parse, translate, find, select, count, show."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from index.analyzer import fold
from index.columns import Days
from index.reader import StoredIndex
from search.articles import Articles
from search.completion import Completer
from search.deadline import Deadline
from search.execution import NOTHING, Executor, Matches, Slots
from search.facets import Counted, count_values, histogram
from search.finding import Found, find_articles, find_paragraphs
from search.language import ParsedQuery, parse
from search.limits import Limits
from search.people import People
from search.place_names import gazetteer_names, with_other_names
from search.places import PlaceIndex
from search.postings import Postings
from search.question import Question, question_of
from search.ranking import Collection
from search.request import SearchRequest
from search.results import ArticlePage, Facets, PlaceList, PlacePage, SearchPage, Suggestion
from search.selection import select
from search.sets import Numbers, flagged
from search.showing import Presenter
from search.spelling import Vocabulary, suggest_query
from search.translation import Translator, about_speech

QUERIES_KEPT = 1_000
"""Queries whose reading is remembered: the next page, another order, a filter more ask the same."""
WORDS_NAMED = 5
"""Words that a notice lists; a pasted sentence may lack many."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A request as parsed and translated, what it finds, and what evaluates more of it."""

    parsed: ParsedQuery
    question: Question
    found: Found
    executor: Executor
    notices: tuple[str, ...]


class Searcher:
    """Searches one generation; safe to share between threads."""

    def __init__(self, stored: StoredIndex, limits: Limits) -> None:
        self.stored = stored
        self._limits = limits
        self._postings = Postings(stored.whoosh)
        self._dates = stored.columns["date"]
        self._days = Days.of(self._dates)
        self._collection = Collection.of(stored.columns["length"])
        self._completer = Completer(stored.completions, stored.facets)
        self.people = People(stored.people, stored.people_by_word)
        self._common_name = gazetteer_names()
        self._parse = lru_cache(QUERIES_KEPT)(self._read_query)

    @cached_property
    def _articles(self) -> Articles:
        return Articles(self.stored.columns["article"], self.stored.columns["length"])

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The archive's words, for prefixes and misspellings."""
        return Vocabulary(self.stored.vocabulary)

    @cached_property
    def place_index(self) -> PlaceIndex:
        """The archive's places, read when they are first asked for."""
        return PlaceIndex(self.stored.facets["place"])

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer a request within the limits; raise SearchTimeoutError when it takes too long."""
        deadline = Deadline(self._limits.max_milliseconds)
        evaluated = self._evaluate(request, deadline)
        question, found = evaluated.question, evaluated.found
        chosen = self._choose(found.listed, request)
        total = len(found.listed)
        room = request.size - len(chosen) if len(chosen) or request.page == 1 else 0
        rest = select(found.next_best(), self._dates, "relevance", 0, room) if room else NOTHING
        unknown = self._unknown_words(question)
        speech = about_speech(question.whole())
        who = evaluated.executor.slots(speech, found.paragraphs.numbers) if speech is not None else None
        presenter = Presenter(self.stored, self.people, evaluated.parsed)
        hits = [presenter.hit(number, score) for number, score in _pairs(chosen)]
        missing = found.missing(question, rest.numbers)
        hits += (presenter.hit(*pair, lacks) for pair, lacks in zip(_pairs(rest), missing, strict=True))
        facets = self._facets(found.paragraphs.numbers, request, who)
        suggestion = self._suggestion(request.query, unknown)
        return SearchPage(
            total=total,
            took_ms=round(deadline.elapsed_ms(), 2),
            results=tuple(hits),
            facets=facets,
            suggestion=suggestion,
            notices=(*evaluated.notices, *_nowhere(unknown), *_past_the_end(request, total)),
            generation=self.stored.name,
        )

    def top(self, request: SearchRequest) -> tuple[int, list[tuple[int, float]]]:
        """Return the total of a request and its page as (paragraph number, score): the search alone, nothing shown."""
        found = self._evaluate(request, Deadline(self._limits.max_milliseconds)).found
        return len(found.listed), _pairs(self._choose(found.listed, request))

    def _choose(self, listed: Matches, request: SearchRequest) -> Matches:
        """Return what the page shows, in order."""
        start, stop = (request.page - 1) * request.size, request.page * request.size
        return select(listed, self._dates, request.sort, start, stop)

    def places(self, request: SearchRequest, limit: int) -> PlaceList:
        """Count the places that all matches of a request name; raise SearchTimeoutError when it takes too long."""
        place_index = self.place_index  # read before the time counts: that it was not yet is no fault of the question
        deadline = Deadline(self._limits.max_milliseconds)
        numbers = self._evaluate(request, deadline).found.paragraphs.numbers
        groups = self.stored.columns["article"][numbers] if request.group == "article" else None
        found = place_index.named(numbers, groups, limit)
        deadline.check()
        return found

    def place(self, place_id: str, limit: int) -> PlacePage | None:
        """Return a place and at most `limit` of those that lie in it; None when no paragraph names such a place."""
        return self.place_index.find(place_id, limit)

    def article(self, article_id: str, query: str) -> ArticlePage | None:
        """Return a whole article, the query's words marked; None when there is no such article."""
        numbers = self._postings.of("article", article_id).numbers
        if not len(numbers):
            return None
        presenter = Presenter(self.stored, self.people, self._parse(query))
        paragraphs = tuple(presenter.hit(int(number), 0.0) for number in numbers)
        return ArticlePage(paragraphs[0].article, paragraphs, self.stored.name)

    def suggest(self, prefix: str, field: str, limit: int) -> tuple[Suggestion, ...]:
        """Complete a name of a speaker, place or source, or a word, most frequent first."""
        if field == "word":
            completed = self.vocabulary.complete(fold(prefix), limit) if prefix else []
            return tuple(Suggestion(word, field, self.vocabulary.count(word)) for word in completed)
        return self._completer.complete(field, prefix, limit)

    def _evaluate(self, request: SearchRequest, deadline: Deadline) -> Evaluated:
        """Parse, translate and evaluate a request."""
        parsed = self._parse(request.query)
        translator = Translator(self.people, lambda: self.vocabulary)
        question = question_of(request, parsed, translator, self.people)
        executor = Executor(self.stored.whoosh, self._postings, self._collection, self._dates, self._text_of, deadline)
        if request.group == "article":
            found = find_articles(executor, question, self._articles)
        else:
            found = find_paragraphs(executor, question)
        return Evaluated(parsed, question, found, executor, parsed.notices)

    def _read_query(self, query: str) -> ParsedQuery:
        parsed = parse(query, self._limits)
        return replace(parsed, root=with_other_names(parsed.root, self._common_name)) if parsed.root else parsed

    def _text_of(self, number: int) -> str:
        """Return a paragraph's text and its article's title."""
        article = int(self.stored.columns["article"][number])
        return f"{self.stored.paragraph(number)['text']}\n{self.stored.article(article)['title']}"

    def _facets(self, paragraphs: Numbers, request: SearchRequest, who: Slots | None) -> Facets:
        """Count over all matches what `total` counts: paragraphs, or articles when they are grouped.

        `who` are the slots of those who said what was asked for: only they are counted as speakers.
        """
        facets, groups, one_a_group = self.stored.facets, None, paragraphs
        if request.group == "article":
            groups = self._articles.of_paragraph[paragraphs]
            one_a_group = paragraphs[self._articles.groups(paragraphs)[1]]
        with flagged(paragraphs, len(self.stored)) as is_among:
            counted = Counted(paragraphs, is_among, groups)
            return Facets(
                speaker=count_values(facets["speaker_name"], replace(counted, slots=who)),
                location=count_values(facets["location_name"], counted),
                country=count_values(facets["country"], counted),
                source=count_values(facets["source_name"], counted),
                date=histogram(self._days, one_a_group),
            )

    def _unknown_words(self, question: Question) -> tuple[str, ...]:
        """List the bare words that stand nowhere in the archive."""
        words = question.bare_words()
        return tuple(word for word, term in words if not self._postings.doc_frequency("text", term))

    def _suggestion(self, query: str, unknown: tuple[str, ...]) -> str | None:
        """Rewrite the query with words of the archive for those that stand nowhere in it."""
        corrections = {word: better for word in unknown if (better := self.vocabulary.correct(word))}
        return suggest_query(query, corrections) if corrections else None


def _pairs(matches: Matches) -> list[tuple[int, float]]:
    return list(zip(matches.numbers.tolist(), matches.scores.tolist(), strict=True))


def _past_the_end(request: SearchRequest, total: int) -> tuple[str, ...]:
    pages = -(-total // request.size)
    if request.page == 1 or request.page <= pages:
        return ()
    return (f"Page {request.page} is past the end: there {'is 1 page' if pages == 1 else f'are {pages} pages'}.",)


def _nowhere(unknown: tuple[str, ...]) -> tuple[str, ...]:
    if not unknown:
        return ()
    listed = ", ".join(f"“{word}”" for word in unknown[:WORDS_NAMED]) + (" …" if len(unknown) > WORDS_NAMED else "")
    return (f"{listed} {'stands' if len(unknown) == 1 else 'stand'} nowhere in the archive.",)

"""Answers questions from one generation: parse, translate, find, select, count, show."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from index.analyzer import fold, words
from index.columns import Days
from index.reader import StoredIndex
from search.articles import Articles
from search.atlas import Atlas
from search.completion import Completer
from search.deadline import Deadline
from search.execution import NOTHING, Executor, Matches, Slots
from search.exporting import Export, export
from search.facets import Counted, count_values, histogram
from search.finding import Found, find_articles, find_paragraphs
from search.language import ParsedQuery
from search.limits import Limits
from search.people import People
from search.places import PlaceIndex, ids_of
from search.postings import Postings
from search.profiles import PlaceProfile, Profiles, SpeakerPage, query_of_place
from search.question import Question, Questions
from search.ranking import Collection
from search.request import SearchRequest
from search.results import ArticlePage, Facets, Hit, PlaceList, PlacePage, SearchPage, Suggestion
from search.selection import select
from search.sets import Numbers, flagged
from search.showing import Presenter
from search.similar import SimilarPage, find_similar, marking, paragraph_number, telling_words, without_copies
from search.spelling import Vocabulary, suggest_query
from search.suggesting import title_query
from search.translation import about_speech
from search.values import FACET_OF, FilterField, ValueList, list_values, without_own_filter

NAMES_ALIKE = 20
"""Names among which one is sought that differs in its capitals or accents."""
WORDS_NAMED = 5
"""Words that a notice lists; a pasted sentence may lack many."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A request as parsed and translated, what it finds, and what evaluates more of it."""

    question: Question
    found: Found
    executor: Executor


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
        self._questions = Questions(limits, self.people, lambda: self.vocabulary)

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
        rest = select(found.next_best(room), self._dates, "relevance", 0, room) if room else NOTHING
        unknown = self._unknown_words(question)
        speech = about_speech(question.whole)
        who = evaluated.executor.slots(speech, found.paragraphs.numbers) if speech is not None else None
        presenter = Presenter(self.stored, self.people, question.parsed)
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
            notices=(*question.parsed.notices, *_nowhere(unknown), *_past_the_end(request, total)),
            generation=self.stored.name,
            articles=len(self._articles.groups(found.paragraphs.numbers)[1]),
        )

    def top(self, request: SearchRequest) -> tuple[int, list[tuple[int, float]]]:
        """Return the total of a request and its page as (paragraph number, score): the search alone, nothing shown."""
        found = self._evaluate(request, Deadline(self._limits.max_milliseconds)).found
        return len(found.listed), _pairs(self._choose(found.listed, request))

    def _choose(self, listed: Matches, request: SearchRequest) -> Matches:
        """Return what the page shows, in order."""
        start, stop = (request.page - 1) * request.size, request.page * request.size
        return select(listed, self._dates, request.sort, start, stop)

    def export(self, request: SearchRequest) -> Export:
        """Find all matches of a request, whatever its page, to be read one by one; raise as `search`."""
        evaluated = self._evaluate(request, Deadline(self._limits.max_milliseconds))
        listed = evaluated.found.listed
        chosen = select(listed, self._dates, request.sort, 0, self._limits.max_export_paragraphs)
        return export(listed, chosen, lambda: Presenter(self.stored, self.people, evaluated.question.parsed))

    def places(self, request: SearchRequest, limit: int) -> PlaceList:
        """Count the places that all matches of a request name; raise SearchTimeoutError when it takes too long."""
        place_index = self.place_index  # read before the time counts: that it was not yet is no fault of the question
        deadline = Deadline(self._limits.max_milliseconds)
        numbers = self._evaluate(request, deadline).found.paragraphs.numbers
        groups = self.stored.columns["article"] if request.group == "article" else None
        found = place_index.named(numbers, groups, limit)
        deadline.check()
        return found

    def values(self, request: SearchRequest, field: FilterField, limit: int) -> ValueList:
        """Count the values of a field over the matches of a request without its filter of that field."""
        deadline = Deadline(self._limits.max_milliseconds)
        evaluated = self._evaluate(without_own_filter(request, field), deadline)
        numbers = evaluated.found.paragraphs.numbers
        speech = about_speech(evaluated.question.whole) if field == "speaker" else None
        who = evaluated.executor.slots(speech, numbers) if speech is not None else None
        groups = self._articles.of_paragraph if request.group == "article" else None
        with flagged(numbers, len(self.stored)) as is_among:
            counted = Counted(numbers, is_among, groups, who)
            found = list_values(self.stored.facets[FACET_OF[field]], counted, limit)
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
        presenter = Presenter(self.stored, self.people, self._questions.of_query(query).parsed)
        paragraphs = tuple(presenter.hit(int(number), 0.0) for number in numbers)
        place_ids = ids_of(self.stored.facets["place"], numbers)
        return ArticlePage(paragraphs[0].article, paragraphs, self.stored.name, place_ids)

    def paragraph(self, article_id: str, ordinal: int) -> Hit | None:
        """Return one paragraph, nothing marked; None where there is none."""
        number = self._number(article_id, ordinal)
        return None if number is None else Presenter(self.stored, self.people, ParsedQuery(None)).hit(number, 0.0)

    def similar(self, article_id: str, ordinal: int, limit: int) -> SimilarPage | None:
        """Return a paragraph and at most `limit` paragraphs like it; None where there is no such paragraph."""
        number = self._number(article_id, ordinal)
        if number is None:
            return None
        text = self._own_text(number)
        telling = telling_words(text, self._postings, len(self.stored))
        executor = self._executor(Deadline(self._limits.max_milliseconds))
        alike = find_similar(telling, number, executor, self._dates, limit)
        chosen = without_copies(alike, text, self._own_text, limit)
        presenter = Presenter(self.stored, self.people, marking(telling))
        hits = tuple(presenter.hit(*pair) for pair in chosen)
        return SimilarPage(presenter.hit(number, 0.0), tuple(one.word for one in telling), hits, self.stored.name)

    def speaker(self, name: str) -> SpeakerPage | None:
        """Return what is known of a speaker, by any of the person's names; None for a name nobody speaks under.

        A name that is none may be one in other capitals, or without its accents.
        """
        spelled = words(name)
        alike = (one.value for one in self.suggest(name, "speaker", NAMES_ALIKE) if words(one.value) == spelled)
        found = self._profiles.speaker(name, self.place_index)
        return found or next((self._profiles.speaker(one, self.place_index) for one in alike), None)

    def place_profile(self, place_id: str, limit: int) -> PlaceProfile | None:
        """Return what is known of a place, with at most `limit` of those in it; None for an unknown id."""
        found = self.place(place_id, 1)
        if found is None:
            return None
        executor = self._executor(Deadline(self._limits.max_milliseconds))
        candidates = executor.numbers(query_of_place(found.place.name))
        return self._profiles.place(place_id, candidates, self.place_index, self._atlas, limit)

    @cached_property
    def _profiles(self) -> Profiles:
        return Profiles(self.stored, self._postings, self.people, self._days)

    @cached_property
    def _atlas(self) -> Atlas:
        return Atlas(self.stored.facets["place"])

    def _number(self, article_id: str, ordinal: int) -> int | None:
        return paragraph_number(self._postings, self.stored.columns["ordinal"], article_id, ordinal)

    def _own_text(self, number: int) -> str:
        text: str = self.stored.paragraph(number)["text"]
        return text

    def suggest(self, prefix: str, field: str, limit: int) -> tuple[Suggestion, ...]:
        """Complete a name of a speaker, place or source, or a word, most frequent first, or a title, best first."""
        if field == "title":
            return tuple(Suggestion(title, field, count) for title, count in self._titles(prefix, limit))
        if field == "word":
            completed = self.vocabulary.complete(fold(prefix), limit) if prefix else []
            return tuple(Suggestion(word, field, self.vocabulary.count(word)) for word in completed)
        return self._completer.complete(field, prefix, limit)

    def _titles(self, prefix: str, limit: int) -> Iterator[tuple[str, int]]:
        """Yield the titles of articles with the words of `prefix`, and in how many paragraphs these stand."""
        query = title_query(prefix)
        for number, _ in self.top(SearchRequest(query=query, group="article", size=limit))[1] if query else ():
            head = self.stored.article(int(self.stored.columns["article"][number]))
            yield head["title"], head["paragraphs"]

    def _evaluate(self, request: SearchRequest, deadline: Deadline) -> Evaluated:
        """Parse, translate and evaluate a request."""
        question = self._questions.of(request)
        executor = self._executor(deadline)
        if request.group == "article":
            found = find_articles(executor, question, self._articles)
        else:
            found = find_paragraphs(executor, question)
        return Evaluated(question, found, executor)

    def _executor(self, deadline: Deadline) -> Executor:
        return Executor(self.stored.whoosh, self._postings, self._collection, self._dates, self._text_of, deadline)

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
            groups = self._articles.of_paragraph
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

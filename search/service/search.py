"""Answers questions from one generation: parse, translate, find, select, count, show."""

from dataclasses import dataclass, replace

from search.engine.embedded.docsets import Numbers, flagged
from search.engine.embedded.engine import OpenIndex
from search.engine.embedded.executor import Executor, Slots
from search.engine.embedded.facets import FACET_OF, Counted, count_values, histogram, list_values
from search.engine.embedded.grouping import Found, find_articles, find_paragraphs
from search.engine.embedded.plan import Question, about_speech
from search.engine.embedded.top_k import NOTHING, Matches, select
from search.limits import Deadline
from search.query.correction import suggest_query
from search.request import FilterField, SearchRequest, without_own_filter
from search.results import Export, Facets, PlaceList, SearchPage, ValueList
from search.service.export import export

WORDS_NAMED = 5
"""Words that a notice lists; a pasted sentence may lack many."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A request as a question, what it finds, and what evaluates more of it."""

    question: Question
    found: Found
    executor: Executor


class Searcher:
    """Searches one generation; safe to share between threads."""

    def __init__(self, opened: OpenIndex) -> None:
        self._opened = opened

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer a request within the limits; raise SearchTimeoutError when it takes too long."""
        deadline = self._opened.deadline()
        evaluated = self._evaluate(request, deadline)
        question, found = evaluated.question, evaluated.found
        chosen = self._choose(found.listed, request)
        total = len(found.listed)
        room = request.size - len(chosen) if len(chosen) or request.page == 1 else 0
        rest = select(found.next_best(room), self._opened.dates, "relevance", 0, room) if room else NOTHING
        unknown = self._unknown_words(question)
        speech = about_speech(question.whole)
        who = evaluated.executor.slots(speech, found.paragraphs.numbers) if speech is not None else None
        presenter = self._opened.presenter(question.marked)
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
            generation=self._opened.stored.name,
            articles=len(self._opened.articles.groups(found.paragraphs.numbers)[1]),
        )

    def top(self, request: SearchRequest) -> tuple[int, list[tuple[int, float]]]:
        """Return the total of a request and its page as (paragraph number, score): the search alone, nothing shown."""
        found = self._evaluate(request, self._opened.deadline()).found
        return len(found.listed), _pairs(self._choose(found.listed, request))

    def export(self, request: SearchRequest) -> Export:
        """Find all matches of a request, whatever its page, to be read one by one; raise as `search`."""
        evaluated = self._evaluate(request, self._opened.deadline())
        listed = evaluated.found.listed
        chosen = select(listed, self._opened.dates, request.sort, 0, self._opened.limits.max_export_paragraphs)
        return export(listed, chosen, lambda: self._opened.presenter(evaluated.question.marked))

    def places(self, request: SearchRequest, limit: int) -> PlaceList:
        """Count the places that all matches of a request name; raise SearchTimeoutError when it takes too long."""
        place_index = self._opened.place_index  # read before the time counts: that is no fault of the question
        deadline = self._opened.deadline()
        numbers = self._evaluate(request, deadline).found.paragraphs.numbers
        groups = self._opened.articles.of_paragraph if request.group == "article" else None
        found = place_index.named(numbers, groups, limit)
        deadline.check()
        return found

    def values(self, request: SearchRequest, field: FilterField, limit: int) -> ValueList:
        """Count the values of a field over the matches of a request without its filter of that field."""
        deadline = self._opened.deadline()
        evaluated = self._evaluate(without_own_filter(request, field), deadline)
        numbers = evaluated.found.paragraphs.numbers
        speech = about_speech(evaluated.question.whole) if field == "speaker" else None
        who = evaluated.executor.slots(speech, numbers) if speech is not None else None
        groups = self._opened.articles.of_paragraph if request.group == "article" else None
        with flagged(numbers, len(self._opened.stored)) as is_among:
            counted = Counted(numbers, is_among, groups, who)
            found = list_values(self._opened.stored.facets[FACET_OF[field]], counted, limit)
        deadline.check()
        return found

    def _evaluate(self, request: SearchRequest, deadline: Deadline) -> Evaluated:
        """Read and evaluate a request."""
        question = self._opened.questions.of(request)
        executor = self._opened.executor(deadline)
        if request.group == "article":
            found = find_articles(executor, question, self._opened.articles)
        else:
            found = find_paragraphs(executor, question)
        return Evaluated(question, found, executor)

    def _choose(self, listed: Matches, request: SearchRequest) -> Matches:
        """Return what the page shows, in order."""
        start, stop = (request.page - 1) * request.size, request.page * request.size
        return select(listed, self._opened.dates, request.sort, start, stop)

    def _facets(self, paragraphs: Numbers, request: SearchRequest, who: Slots | None) -> Facets:
        """Count over all matches what `total` counts: paragraphs, or articles when they are grouped.

        `who` are the slots of those who said what was asked for: only they are counted as speakers.
        """
        facets, articles = self._opened.stored.facets, self._opened.articles
        groups, one_a_group = None, paragraphs
        if request.group == "article":
            groups = articles.of_paragraph
            one_a_group = paragraphs[articles.groups(paragraphs)[1]]
        with flagged(paragraphs, len(self._opened.stored)) as is_among:
            counted = Counted(paragraphs, is_among, groups)
            return Facets(
                speaker=count_values(facets["speaker_name"], replace(counted, slots=who)),
                location=count_values(facets["location_name"], counted),
                country=count_values(facets["country"], counted),
                source=count_values(facets["source_name"], counted),
                date=histogram(self._opened.days, one_a_group),
            )

    def _unknown_words(self, question: Question) -> tuple[str, ...]:
        """List the bare words that stand nowhere in the archive."""
        words = question.bare_words()
        return tuple(word for word, term in words if not self._opened.postings.doc_frequency("text", term))

    def _suggestion(self, query: str, unknown: tuple[str, ...]) -> str | None:
        """Rewrite the query with words of the archive for those that stand nowhere in it."""
        vocabulary = self._opened.vocabulary
        corrections = {word: better for word in unknown if (better := vocabulary.correct(word))}
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

"""What is looked up and not searched for: an article, a paragraph and those like it, a speaker, a place."""

from collections.abc import Callable, Sequence
from functools import cached_property

from index.analysis.analyzer import words
from search.engine.embedded.engine import OpenIndex
from search.engine.embedded.places import Atlas, ids_of
from search.results import ArticlePage, Hit, PlacePage, PlaceProfile, SimilarPage, SpeakerPage
from search.service.highlighting import Wanted
from search.service.more_like_this import find_similar, marking, paragraph_number, telling_words, without_copies
from search.service.profiles import Profiles, query_of_place

NAMES_ALIKE = 20
"""Names among which one is sought that differs in its capitals or accents."""


class Lookup:
    """Looks things up in one generation; safe to share between threads.

    `speakers_like` completes a text to so many names of speakers.
    """

    def __init__(self, opened: OpenIndex, speakers_like: Callable[[str, int], Sequence[str]]) -> None:
        self._opened = opened
        self._speakers_like = speakers_like
        self._profiles = Profiles(opened.stored, opened.postings, opened.people, opened.days)

    def article(self, article_id: str, query: str) -> ArticlePage | None:
        """Return a whole article, the query's words marked; None when there is no such article."""
        numbers = self._opened.postings.of("article", article_id).numbers
        if not len(numbers):
            return None
        presenter = self._opened.presenter(self._opened.questions.of_query(query).marked)
        paragraphs = tuple(presenter.hit(int(number), 0.0) for number in numbers)
        stored = self._opened.stored
        return ArticlePage(paragraphs[0].article, paragraphs, stored.name, ids_of(stored.facets["place"], numbers))

    def paragraph(self, article_id: str, ordinal: int) -> Hit | None:
        """Return one paragraph, nothing marked; None where there is none."""
        number = self._number(article_id, ordinal)
        return None if number is None else self._opened.presenter().hit(number, 0.0)

    def similar(self, article_id: str, ordinal: int, limit: int) -> SimilarPage | None:
        """Return a paragraph and at most `limit` paragraphs like it; None where there is no such paragraph."""
        number = self._number(article_id, ordinal)
        if number is None:
            return None
        opened = self._opened
        text = opened.text(number)
        telling = telling_words(text, opened.postings, len(opened.stored))
        alike = find_similar(telling, number, opened.executor(opened.deadline()), opened.dates, limit)
        chosen = without_copies(alike, text, opened.text, limit)
        presenter = opened.presenter(Wanted.of(marking(telling)))
        hits = tuple(presenter.hit(*pair) for pair in chosen)
        return SimilarPage(presenter.hit(number, 0.0), tuple(one.word for one in telling), hits, opened.stored.name)

    def speaker(self, name: str) -> SpeakerPage | None:
        """Return what is known of a speaker, by any of the person's names; None for a name nobody speaks under.

        A name that is none may be one in other capitals, or without its accents.
        """
        spelled = words(name)
        alike = (one for one in self._speakers_like(name, NAMES_ALIKE) if words(one) == spelled)
        places = self._opened.place_index
        found = self._profiles.speaker(name, places)
        return found or next((self._profiles.speaker(one, places) for one in alike), None)

    def place(self, place_id: str, limit: int) -> PlacePage | None:
        """Return a place and at most `limit` of those that lie in it; None when no paragraph names such a place."""
        return self._opened.place_index.find(place_id, limit)

    def place_profile(self, place_id: str, limit: int) -> PlaceProfile | None:
        """Return what is known of a place, with at most `limit` of those in it; None for an unknown id."""
        found = self.place(place_id, 1)
        if found is None:
            return None
        executor = self._opened.executor(self._opened.deadline())
        candidates = executor.numbers(query_of_place(found.place.name))
        return self._profiles.place(place_id, candidates, self._opened.place_index, self._atlas, limit)

    @cached_property
    def _atlas(self) -> Atlas:
        return Atlas(self._opened.stored.facets["place"])

    def _number(self, article_id: str, ordinal: int) -> int | None:
        return paragraph_number(self._opened.postings, self._opened.stored.columns["ordinal"], article_id, ordinal)

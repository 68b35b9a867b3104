"""A generation as it is held open: its postings, columns and people, and what evaluates and shows over them."""

from functools import cached_property

from index.store.columns import Days
from index.store.reader import StoredIndex
from search.engine.embedded.bm25 import Collection
from search.engine.embedded.executor import Executor
from search.engine.embedded.grouping import Articles
from search.engine.embedded.people import People
from search.engine.embedded.places import PlaceIndex
from search.engine.embedded.plan import Questions
from search.engine.embedded.postings import Postings
from search.engine.embedded.spelling import Vocabulary
from search.limits import Deadline, Limits
from search.service.highlighting import NOTHING_WANTED, Wanted
from search.service.hits import Presenter


class OpenIndex:
    """What all that is asked of one generation shares; safe to share between threads."""

    def __init__(self, stored: StoredIndex, limits: Limits) -> None:
        self.stored = stored
        self.limits = limits
        self.postings = Postings(stored.whoosh)
        self.dates = stored.columns["date"]
        self.days = Days.of(self.dates)
        self.people = People(stored.people, stored.people_by_word)
        self.questions = Questions(limits, self.people, lambda: self.vocabulary)
        self._collection = Collection.of(stored.columns["length"])

    @cached_property
    def articles(self) -> Articles:
        """The archive's articles, each with the length of its text."""
        return Articles(self.stored.columns["article"], self.stored.columns["length"])

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The archive's words, for prefixes and misspellings."""
        return Vocabulary(self.stored.vocabulary)

    @cached_property
    def place_index(self) -> PlaceIndex:
        """The archive's places, read when they are first asked for."""
        return PlaceIndex(self.stored.facets["place"])

    def deadline(self) -> Deadline:
        """Return the moment until which a search may take that begins now."""
        return Deadline(self.limits.max_milliseconds)

    def executor(self, deadline: Deadline) -> Executor:
        """Return what evaluates the queries of one search."""
        return Executor(self.stored.whoosh, self.postings, self._collection, self.dates, self._whole_text, deadline)

    def presenter(self, wanted: Wanted = NOTHING_WANTED) -> Presenter:
        """Return what shows paragraphs in one answer, what is wanted of them marked."""
        return Presenter(self.stored, self.people, wanted)

    def text(self, number: int) -> str:
        """Return a paragraph's text."""
        return self.stored.paragraph(number).text

    def _whole_text(self, number: int) -> str:
        """Return a paragraph's text and its article's title."""
        article = int(self.stored.columns["article"][number])
        return f"{self.text(number)}\n{self.stored.article(article)['title']}"

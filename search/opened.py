"""A generation as it is held open: its postings, columns and people, and what evaluates and shows over them."""

from functools import cached_property

from index.columns import Days
from index.reader import StoredIndex
from search.articles import Articles
from search.deadline import Deadline
from search.execution import Executor
from search.highlighting import NOTHING_WANTED, Wanted
from search.limits import Limits
from search.people import People
from search.places import PlaceIndex
from search.postings import Postings
from search.question import Questions
from search.ranking import Collection
from search.showing import Presenter
from search.spelling import Vocabulary


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

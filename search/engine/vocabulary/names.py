"""What names an archive has: those that begin so, that hold some words, that are near them, and whose they are."""

from collections.abc import Callable, Sequence

from index.analysis.analyzer import readings
from index.remembering import remembered
from search.engine.protocol import NameField, Person, SuggestField
from search.engine.vocabulary.completion import Completer
from search.engine.vocabulary.people import People
from search.engine.vocabulary.spelling import Vocabulary
from search.results import Suggestion

NAMES_LISTED = 20
"""Names with some words that are listed at most."""
NAMES_KEPT = 5_000
"""Words of which is remembered which names hold them."""


class Names:
    """Answers what `search.engine.protocol.Snapshot` says of names; safe to share between threads.

    `vocabulary` is not made before a word is to be completed.
    """

    def __init__(self, completer: Completer, people: People, vocabulary: Callable[[], Vocabulary]) -> None:
        self._completer = completer
        self._people = people
        self._vocabulary = vocabulary

    def complete(self, field: SuggestField, beginning: str, limit: int) -> Sequence[Suggestion]:
        """Return the most frequent words, or names with a word, that begin so."""
        if field != "word":
            return self._completer.complete(field, beginning, limit)
        one_word = next((reading[0] for reading in readings(beginning) if len(reading) == 1), "")
        words = self._vocabulary().complete(one_word, limit) if one_word else []
        return [Suggestion(word, field, self._vocabulary().count(word)) for word in words]

    def named(self, field: NameField, spelled: Sequence[str], limit: int) -> Sequence[Suggestion]:
        """Return the most frequent names that hold folded words one after another."""
        return self._named(field, tuple(spelled))[:limit]

    def nearest(self, field: NameField, spelled: Sequence[str], limit: int) -> Sequence[Suggestion]:
        """Return the names that folded words may be a misspelling or an abbreviation of, the likeliest first."""
        return self._completer.nearest(field, spelled, limit)

    def person(self, name: str) -> Person:
        """Return who goes by a name; whom the archive doesn't know goes by that name alone."""
        names = self._people.names_of(name)
        return Person(next(iter(names)), tuple(names), tuple(names.values()))

    @remembered(NAMES_KEPT)
    def _named(self, field: NameField, spelled: tuple[str, ...]) -> list[Suggestion]:
        known = self._completer.holding(field, spelled)
        if field == "speaker" and (others := self._people.asked_for(spelled)):
            counted = {one.value: one for one in known}
            for name in dict.fromkeys(map(self._people.canonical, others)):
                if name not in counted:
                    counted[name] = Suggestion(name, field, self._completer.count(field, name))
            known = sorted(counted.values(), key=lambda one: -one.count)
        return known[:NAMES_LISTED]

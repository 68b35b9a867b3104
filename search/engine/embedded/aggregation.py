"""What is counted of the paragraphs that one plan finds: the values of facets, places, combinations of fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from index.store.columns import Codes, Days
from index.store.contents import KINDS
from search.engine.embedded.docsets import Numbers
from search.engine.embedded.executor import Executor
from search.engine.embedded.facets import Counted, count_codes, list_values, pairs_of
from search.engine.embedded.speech import Slots
from search.engine.embedded.tables import Dimension, periods
from search.engine.embedded.translated import Translated
from search.engine.protocol import NO_PLACES
from search.engine.vocabulary.fields import FACETS, PLACE
from search.engine.vocabulary.places import PlaceIndex
from search.fields import FacetName
from search.request import CountedBy, Interval
from search.results import PlaceList, ValueList


@dataclass(frozen=True, slots=True)
class Aggregation:
    """Counts over the paragraphs `numbers`, which `plan` finds.

    `groups`, a column of all paragraphs, makes a value count once a group (an article).  `places` gives the
    generation's places, which are read when first asked for.
    """

    executor: Executor
    plan: Translated
    numbers: Numbers
    groups: Codes | None
    places: Callable[[], PlaceIndex]

    def values(self, facets: Mapping[FacetName, int]) -> Mapping[FacetName, ValueList]:
        """List so many values of each facet; as speakers, only those who said what was asked for."""
        if not facets:
            return {}
        who = self._slots() if "speaker" in facets else None
        with self.executor.scratch.flagged(self.numbers) as is_among:
            counted = Counted(self.numbers, is_among, self.groups)
            return {
                facet: self._listed(facet, replace(counted, slots=who) if facet == "speaker" else counted, limit)
                for facet, limit in facets.items()
            }

    def _listed(self, facet: FacetName, counted: Counted, limit: int) -> ValueList:
        self.executor.deadline.spend(len(self.numbers))
        if facet == "location":
            return self.places().values(*count_codes(self.executor.facets[PLACE], counted), limit)
        stored = self.executor.facets[FACETS[facet]]
        return list_values(stored, counted, limit, KINDS if facet == "speaker" else ("",))

    def named(self, limit: int) -> PlaceList:
        """List so many of the places that the paragraphs name; none are read for a `limit` of 0."""
        if not limit:
            return NO_PLACES
        self.executor.deadline.spend(len(self.numbers))
        with self.executor.scratch.flagged(self.numbers) as is_among:
            counted = Counted(self.numbers, is_among, self.groups)
            return self.places().named(*count_codes(self.executor.facets[PLACE], counted), limit)

    def dimension(self, by: CountedBy, days: Days, interval: Interval) -> Dimension:
        """Return a field as a dimension of a table, days by their `interval`."""
        self.executor.deadline.spend(len(self.numbers))
        if by == "date":
            return periods(days, self.numbers, interval)
        with self.executor.scratch.flagged(self.numbers) as is_among:
            counted = Counted(self.numbers, is_among, slots=self._slots() if by == "speaker" else None)
            facet = self.executor.facets[PLACE if by == "location" else FACETS[by]]
            value = self.places().called_apart if by == "location" else facet.value
            return Dimension(pairs_of(facet, counted), len(facet), value)

    def _slots(self) -> Slots | None:
        """Return which speakers of the paragraphs said what was asked for, None where nothing was."""
        about_speech = self.plan.about_speech
        return None if about_speech is None else self.executor.slots(about_speech, self.numbers)

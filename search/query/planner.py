"""From a request to a plan: what an engine is asked for, in conditions of the project's own.

The query is read; words that say nothing of what is asked are left out; a place asked for by one name is asked for by
its common name, too; filters become conditions.  What the archive itself must know, the names of a person, the words
that begin so, is left to the engine.
"""

from dataclasses import dataclass, replace
from functools import lru_cache, partial

from index.analysis.analyzer import words
from search.fields import FILTERS, FacetName
from search.limits import Limits
from search.query.expansion import gazetteer_names, with_other_names
from search.query.function_words import telling
from search.query.nodes import (
    Condition,
    CopiesOf,
    DateRange,
    Exactly,
    Leaf,
    MatchNone,
    Named,
    OfArticle,
    WithoutDate,
    any_of,
    positive_leaves,
)
from search.query.one_speaker import one_speaker
from search.query.parser import parse
from search.request import SearchRequest

QUERIES_KEPT = 1_000
"""Queries whose plan is remembered: the next page, another order, a filter more ask the same."""
PARSED_KEPT = 100
"""Queries whose reading is remembered: what is advised to those who find nothing is made of it several times."""

Filter = Exactly | DateRange | WithoutDate | Named


@dataclass(frozen=True, slots=True)
class Plan:
    """What a request asks for: `filters` and `required`, which no result may miss, and `wanted`, the bare words, of
    which a next best may miss some.  Without any of them it is all of the archive.

    `marked` is what is marked in a result; `notices` are sentences for the author of the query.
    """

    required: tuple[Condition, ...] = ()
    wanted: tuple[Leaf, ...] = ()
    filters: tuple[Filter, ...] = ()
    marked: tuple[Leaf, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it asks for anything, and not for all of the archive."""
        return bool(self.required or self.wanted or self.filters)

    @property
    def strict(self) -> tuple[Condition, ...]:
        """What no result may miss, as one conjunction."""
        return one_speaker((*self.filters, *self.required))

    def without(self, facet: FacetName) -> "Plan":
        """Return the plan without the filter of a facet."""
        kept = tuple(one for one in self.filters if not (isinstance(one, Exactly) and one.facet == facet))
        return replace(self, filters=kept)

    @property
    def asks_for_days(self) -> bool:
        """Tell whether what has no date is left out."""
        return any(isinstance(one, DateRange) for one in (*self.filters, *self.required))

    @property
    def asks_for_copies(self) -> bool:
        """Tell whether copies are asked for, which are all results then."""
        return any(isinstance(one, CopiesOf) for one in self.required)

    def undated(self) -> "Plan":
        """Return the plan for what has no date, in place of what is of the days that this one asks for."""
        filters = tuple(one for one in self.filters if not isinstance(one, DateRange))
        required = tuple(one for one in self.required if not isinstance(one, DateRange))
        return replace(self, filters=(*filters, WithoutDate()), required=required)

    def inside(self, article_id: str) -> "Plan":
        """Return the plan for what it finds in an article."""
        return replace(self, required=(*self.required, OfArticle(article_id)))

    def with_any(self) -> "Plan":
        """Return the plan for what has any of the wanted words, where this one asks for all."""
        return replace(self, required=(*self.required, any_of(self.wanted)), wanted=()) if self.wanted else self


class Planner:
    """Reads requests; safe to share between threads."""

    def __init__(self, limits: Limits) -> None:
        self.parse = lru_cache(PARSED_KEPT)(partial(parse, limits=limits))
        """Return a query as read, before anything is made of it."""
        self._common_name = gazetteer_names()
        self.of_query = lru_cache(QUERIES_KEPT)(self._read)
        """Return the plan of a query without filters."""

    def of(self, request: SearchRequest) -> Plan:
        """Return the plan of a request: of its query and its filters."""
        plan = self.of_query(request.query)
        filters = _filters(request)
        plan = replace(plan, filters=filters) if filters else plan
        return plan.undated() if request.undated == "only" else plan

    def _read(self, query: str) -> Plan:
        parsed = self.parse(query)
        if parsed.root:
            parsed = replace(parsed, root=with_other_names(parsed.root, self._common_name))
        required: tuple[Condition, ...] = parsed.required
        bare = tuple(leaf for leaf in parsed.wanted if words(leaf.text))
        wanted = telling(bare, others=bool(required))
        if not (required or wanted) and query.strip():
            # A query was typed and asks for nothing (a notice says so): the whole archive would look like an answer.
            required = (MatchNone(),)
        untold = {*bare} - {*wanted}
        marked = tuple(leaf for leaf in positive_leaves(parsed.root) if leaf not in untold)
        return Plan(required, wanted, (), marked, parsed.notices)


def _filters(request: SearchRequest) -> tuple[Filter, ...]:
    """Return the conditions of the filters; values of one are alternatives."""
    filters: list[Filter] = [
        Exactly(facet, tuple(value.upper() for value in chosen) if field.is_code else chosen)
        for facet, field in FILTERS.items()
        if (chosen := request.chosen(facet))
    ]
    if request.date_from or request.date_to:
        filters.append(DateRange(_number(request.date_from), _number(request.date_to)))
    if request.by == "name":
        filters.append(Named())
    return tuple(filters)


def _number(day: str | None) -> int | None:
    return int(day.replace("-", "")) if day else None

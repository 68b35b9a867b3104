"""All matches of a request, one after another, for who takes them elsewhere.

What matches is found and put in order at once; paragraphs are fetched some at a time, when it is their turn, so that an
export of any length needs the memory of a few.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from search.engine.protocol import Match, Snapshot
from search.limits import Deadline
from search.query import Leaf
from search.query.planner import Planner
from search.request import SearchRequest
from search.results import Export, Hit
from search.service.hits import hits_of

FETCHED_AT_ONCE = 100


def export(snapshot: Snapshot, planner: Planner, request: SearchRequest, limit: int, deadline: Deadline) -> Export:
    """Find all matches of a request, whatever its page, to be read one by one, at most `limit` of them."""
    plan = planner.of(request)
    total, matches = snapshot.scan(plan, request.sort, request.group, limit, deadline)
    [undated] = snapshot.count([plan.undated()], request.group, deadline) if plan.asks_for_days else [0]
    return Export(total, min(total, limit), _hits(snapshot, matches, plan.marked, lambda: deadline.pause(0)), undated)


def _hits(
    snapshot: Snapshot, matches: Iterator[Match], marked: tuple[Leaf, ...], pause: Callable[[], None]
) -> Iterator[Hit]:
    while some := list(islice(matches, FETCHED_AT_ONCE)):
        yield from hits_of(snapshot, some, marked, pause)

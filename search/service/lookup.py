"""What is looked up and not searched for: an article, a paragraph."""

from collections.abc import Sequence

from index.documents.provenance import MILESTONE, spans_of
from search.engine.protocol import FoundParagraph, Ref, Snapshot, Wanted
from search.limits import Deadline, Limits
from search.query import FieldName
from search.query.nodes import any_of
from search.query.planner import Plan, Planner
from search.request import SearchRequest
from search.results import ArticlePage, Hit
from search.service.hits import COPIES_LISTED, hits_without_score
from search.service.parts import Part, part_with

SHOWN_IN: tuple[FieldName, ...] = ("text", "said", "speaker", "location", "country", "demonym")
"""Fields whose words are marked in a paragraph."""
READ_AT_ONCE = 100
"""Paragraphs after which it is seen to that the time is not over."""


def article(
    snapshot: Snapshot, planner: Planner, article_id: str, asked: SearchRequest, deadline: Deadline
) -> ArticlePage | None:
    """Return a whole article, the query's words marked; None when there is no such article.

    Its hits are what the search finds in it or, where that is nothing, what has any of the words.
    """
    refs = snapshot.article(article_id)
    return _read(snapshot, planner.of(asked), article_id, refs, Part(0, len(refs)), deadline) if refs else None


def article_part(
    snapshot: Snapshot,
    planner: Planner,
    article_id: str,
    ordinal: int,
    asked: SearchRequest,
    limits: Limits,
    deadline: Deadline,
) -> ArticlePage | None:
    """Return that part of an article, as `article` does all of it, in which a paragraph stands; None where there is no
    such paragraph."""
    refs = snapshot.article(article_id)
    part = part_with(ordinal, snapshot.sizes(refs), limits)
    return _read(snapshot, planner.of(asked), article_id, refs, part, deadline) if part else None


def _read(
    snapshot: Snapshot, plan: Plan, article_id: str, refs: Sequence[Ref], part: Part, deadline: Deadline
) -> ArticlePage:
    milestone = part.start - part.start % MILESTONE
    found: list[FoundParagraph] = []
    for first in range(milestone, part.stop, READ_AT_ONCE):
        found += snapshot.paragraphs(refs[first : min(first + READ_AT_ONCE, part.stop)])
        deadline.check()
    before = part.start - milestone
    head = found[0].article
    stretches = spans_of(head.provenance.stretches, [len(one.paragraph.text) for one in found], milestone)
    hits: list[Hit] = []
    for first in range(before, len(found), READ_AT_ONCE):
        hits += hits_without_score(snapshot, found[first : first + READ_AT_ONCE], plan.marked, deadline.check)
        deadline.check()
    return ArticlePage(
        article=head,
        paragraphs=tuple(hits),
        stretches=tuple(stretches[before:]),
        total=len(refs),
        generation=snapshot.info.generation,
        previous=part.previous,
        following=part.following,
        hits=_matching(snapshot, plan, article_id, refs, deadline) if plan.asks else (),
        copies=snapshot.article_copies(article_id, COPIES_LISTED),
    )


def _matching(
    snapshot: Snapshot, plan: Plan, article_id: str, refs: Sequence[Ref], deadline: Deadline
) -> tuple[int, ...]:
    """Return the ordinals of what a plan finds in an article or, where that is nothing, of what has any word."""
    ordinals = {ref: ordinal for ordinal, ref in enumerate(refs, 1)}
    shown = [leaf for leaf in plan.marked if leaf.field in SHOWN_IN]
    for one in (plan, *([Plan((any_of(shown),))] if shown else ())):
        found = snapshot.find(one.inside(article_id), Wanted(sort="oldest", stop=len(refs)), deadline)
        if found.matches:
            return tuple(sorted([ordinals[match.ref] for match in found.matches]))
    return ()


def paragraph(snapshot: Snapshot, article_id: str, ordinal: int) -> Hit | None:
    """Return one paragraph, nothing marked; None where there is none."""
    ref = snapshot.paragraph(article_id, ordinal)
    return None if ref is None else hits_without_score(snapshot, snapshot.paragraphs([ref]))[0]

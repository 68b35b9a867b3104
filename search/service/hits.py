"""From paragraphs as they are stored to results: whoever speaks by the person's one name, what matched marked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from index.annotation.spans import Speaker
from index.documents.paragraph import PlaceMention
from search.engine.protocol import FoundParagraph, Match, Ref, Snapshot
from search.limits import never_waiting
from search.query import Leaf
from search.results import NO_COPIES, CopyList, Hit, Place, SpeakerName, place_shown
from search.service.highlighting import highlighter, spans_of

SCORE_DIGITS = 4
COPIES_LISTED = 20
"""Copies of a result that are listed with it, the earliest; a search lists them all."""
NO_MATCH = Match(Ref(None), 0.0)


def hits_of(
    snapshot: Snapshot,
    matches: Sequence[Match],
    marked: tuple[Leaf, ...] = (),
    check: Callable[[], None] = never_waiting,
) -> tuple[Hit, ...]:
    """Return what was found as results, in order, the words of a query marked; `check` is called before each, and now
    and then within a long one."""
    canonical = canonical_of(snapshot)
    refs = [match.ref for match in matches]
    found, copies = snapshot.paragraphs(refs), snapshot.copies(refs, COPIES_LISTED)
    hits = []
    for one in zip(found, matches, copies, strict=True):
        check()
        hits.append(_hit(*one, marked, canonical, check))
    return tuple(hits)


def hits_without_score(
    snapshot: Snapshot,
    found: Sequence[FoundParagraph],
    marked: tuple[Leaf, ...] = (),
    check: Callable[[], None] = never_waiting,
) -> tuple[Hit, ...]:
    """Return paragraphs as results, in order, that were looked up and not searched for; `check` is called now and then
    within a long one."""
    canonical = canonical_of(snapshot)
    return tuple([_hit(one, NO_MATCH, NO_COPIES, marked, canonical, check) for one in found])


def canonical_of(snapshot: Snapshot) -> Callable[[str], str]:
    """Return what gives the name that stands for all of a person's names."""
    return cache(lambda name: snapshot.person(name).name)


def _hit(
    found: FoundParagraph,
    match: Match,
    copies: CopyList,
    marked: tuple[Leaf, ...],
    canonical: Callable[[str], str],
    check: Callable[[], None],
) -> Hit:
    paragraph, wanted = found.paragraph, highlighter(marked, found.article.language)
    return Hit(
        article=found.article,
        ordinal=found.ordinal,
        text=paragraph.text,
        score=round(match.score, SCORE_DIGITS),
        marks=spans_of(paragraph, wanted, canonical, check),
        quotations=tuple([(quotation.start, quotation.end) for quotation in paragraph.quotations]),
        speakers=_speakers(paragraph.speakers, canonical),
        locations=_places(paragraph.places),
        missing=match.missing,
        more_in_article=match.more,
        copies=copies,
        voices=tuple([canonical(one.speaker) if one.speaker else None for one in paragraph.quotations]),
        sure_voices=tuple([one.sure for one in paragraph.quotations]),
        statements=tuple([replace(one, speaker=canonical(one.speaker)) for one in paragraph.statements]),
    )


def _speakers(speakers: Sequence[Speaker], canonical: Callable[[str], str]) -> tuple[SpeakerName, ...]:
    """Each speaker once, by the name that stands for the person, with the first role that a mention gives, as named
    where any mention is a name, and as sure where any is."""
    found: dict[str, SpeakerName] = {}
    for speaker in speakers:
        name = canonical(speaker.name)
        known = found.get(name)
        if known is None:
            found[name] = SpeakerName(name, speaker.kind, speaker.role, speaker.by, speaker.sure)
        else:
            by = "name" if speaker.by == "name" else known.by
            found[name] = replace(known, role=known.role or speaker.role, by=by, sure=known.sure or speaker.sure)
    return tuple(found.values())


def _places(mentions: Sequence[PlaceMention]) -> tuple[Place, ...]:
    """Each place once."""
    return tuple(dict.fromkeys([place_shown(mention.place) for mention in mentions]))

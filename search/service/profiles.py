"""Who a speaker is and what a place is about, over all of the archive: counts, the course of time, the latest words.

Everything is counted over all paragraphs.  What only their records tell (roles, how a name is written, whether somebody
is quoted) is read from the newest of them, at most RECORDS_READ.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from index.analysis.analyzer import words
from search.engine.protocol import Found, FoundParagraph, Snapshot, Wanted
from search.limits import Deadline
from search.query.nodes import Exactly, Exists, Within
from search.query.planner import Plan
from search.results import (
    Coverage,
    FacetValue,
    NearPlace,
    PlaceCount,
    PlacePage,
    PlaceProfile,
    SpeakerPage,
)
from search.service.hits import canonical_of, hits_without_score

RECORDS_READ = 200
LATEST = 10
"""Paragraphs that are shown."""
VALUES_LISTED = 20
"""Sources, and speakers."""
PLACES_LISTED = 20
ROLES_LISTED = 8
OFTEN = 5
"""Mentions of a speaker's most frequent role from which a role that is told once says little."""
RARELY = 20
"""Times that the most frequent role is told for each of another, beyond which that one says little."""
NAMES_ALIKE = 20
"""Names among which one is sought that differs in its capitals or accents."""
NEAR_KM = 100.0
NEAREST = 10

_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"(?:his|her|their|its|my|our|your|whose)\b", re.IGNORECASE)

NEWEST = Wanted(
    sort="newest",
    stop=RECORDS_READ,
    articles=True,
    facets={"source": VALUES_LISTED, "speaker": VALUES_LISTED},
    histogram=True,
    span=True,
)


def speaker_page(snapshot: Snapshot, name: str, deadline: Deadline) -> SpeakerPage | None:
    """Return what is known of a speaker, by any of the person's names; None for a name nobody speaks under.

    A name that is none may be one in other capitals, or without its accents.
    """
    spelled = words(name)
    alike = (one.value for one in snapshot.complete("speaker", name, NAMES_ALIKE) if words(one.value) == spelled)
    return next(filter(None, (_speaker(snapshot, one, deadline) for one in chain([name], alike))), None)


def place_page(snapshot: Snapshot, place_id: str, limit: int) -> PlacePage | None:
    """Return a place and at most `limit` of those that lie in it; None when no paragraph names such a place."""
    place = snapshot.place(place_id)
    return None if place is None else PlacePage(place, tuple(snapshot.places_in(place_id, limit)))


def place_profile(snapshot: Snapshot, place_id: str, limit: int, deadline: Deadline) -> PlaceProfile | None:
    """Return what is known of a place, with at most `limit` of those in it; None for an unknown id."""
    place = snapshot.place(place_id)
    if place is None:
        return None
    here = Within(place_id)
    found = snapshot.find(Plan((here,)), NEWEST, deadline)
    [spoken] = snapshot.count([Plan((here, Exists("speaker")))], "paragraph", deadline)
    newest = snapshot.paragraphs([match.ref for match in found.matches])
    return PlaceProfile(
        place=place,
        containers=tuple(snapshot.places_around(place_id)),
        contained=tuple(snapshot.places_in(place_id, limit)),
        near=tuple(NearPlace(one, away) for one, away in snapshot.places_near(place_id, NEAR_KM, NEAREST)),
        spellings=_ranked(Counter(_written(newest, place))),
        coverage=_coverage(found),
        spoken=spoken,
        latest=hits_without_score(snapshot, newest[:LATEST]),
        generation=snapshot.info.generation,
    )


def _speaker(snapshot: Snapshot, name: str, deadline: Deadline) -> SpeakerPage | None:
    person = snapshot.person(name)
    wanted = replace(NEWEST, places=PLACES_LISTED)
    found = snapshot.find(Plan(filters=(Exactly("speaker", (person.name,)),)), wanted, deadline)
    if not found.total:
        return None
    canonical = canonical_of(snapshot)
    newest = snapshot.paragraphs([match.ref for match in found.matches])
    speakers = [one for shown in newest for one in shown.paragraph.speakers]
    mentions = [one for one in speakers if canonical(one.name) == person.name]
    quoting = [
        shown
        for shown in newest
        if any(one.speaker and canonical(one.speaker) == person.name for one in shown.paragraph.quotations)
    ]
    held = snapshot.document_frequencies("speaker", person.names)
    return SpeakerPage(
        name=person.name,
        kind=Counter(one.kind for one in mentions).most_common(1)[0][0] if mentions else "unnamed",
        names=_ranked(Counter(dict(zip(person.names, held, strict=True)))),
        reasons={name: why for name, why in zip(person.names, person.reasons, strict=True) if why},
        roles=roles_of([one.role for one in mentions if one.role])[:ROLES_LISTED],
        read=len(newest),
        coverage=_coverage(found),
        places=found.places,
        latest=hits_without_score(snapshot, (quoting or newest)[:LATEST]),
        quoted=bool(quoting),
        generation=snapshot.info.generation,
    )


def roles_of(mentioned: Sequence[str]) -> tuple[FacetValue, ...]:
    """Count roles as they were mentioned, whatever their capitals and article, each as it is mostly written.

    What is somebody's to another ("his host") is no role, nor, where another is told often, what is hardly ever told.
    """
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for role in mentioned:
        shown = _ARTICLE.sub("", role.strip())
        if shown and not _OF_ANOTHER.match(role.strip()):
            written[" ".join(shown.casefold().split())][shown] += 1
    counts = Counter({min(forms, key=lambda one: (-forms[one], one)): forms.total() for forms in written.values()})
    ranked = _ranked(counts)
    most = ranked[0].count if ranked else 0
    least = max(2 if most >= OFTEN else 1, most / RARELY)
    return tuple(one for one in ranked if one.count >= least)


def _coverage(found: Found) -> Coverage:
    return Coverage(
        paragraphs=found.total,
        articles=found.articles,
        dates=found.histogram,
        sources=found.facets["source"].values,
        speakers=found.facets["speaker"].values,
        span=found.span,
    )


def _written(newest: Sequence[FoundParagraph], place: PlaceCount) -> list[str]:
    """List how paragraphs write a place otherwise than by its name, a mention each."""
    mentions = (
        found.paragraph.text[one.start : one.end]
        for found in newest
        for one in found.paragraph.places
        if one.place.id == place.id
    )
    usual = words(place.name)
    return [mention for mention in mentions if words(mention) != usual]


def _ranked(counts: Counter[str]) -> tuple[FacetValue, ...]:
    """Return what was counted, the most frequent first, then by name."""
    return tuple(
        FacetValue(value, count)
        for value, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if count
    )

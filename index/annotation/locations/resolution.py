"""Which of the places of one name is meant: a linear score over its readings, by the whole article.

Each name has one sense in an article.  A reading speaks for itself by its size and kind; beyond that the places of an
article lie together, so a reading gains by every other name's place that shares its country, its region or its
neighbourhood, and by a container written beside it ("Columbus, Ohio").  What the others mean is uncertain too:
the score is computed several times, each time from the senses that the time before preferred.

A region and the town that it is named after lie so close that nothing of this tells them apart.  Where no word does,
the town is meant.
"""

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np

from index.annotation.locations.article import COUNTED, Article
from index.annotation.locations.linear import weights
from index.annotation.locations.local_lexicon import NO_LEXICON, LocalLexicon, gain
from index.annotation.locations.places import Places
from index.annotation.locations.readings import ABSENT, FEATURES, FEW_READINGS, Floats, Readings, Rows, Toponym
from index.annotation.spans import EARTH_KM

ROUNDS = 3
SEATED = ("region", "district")
KNOWN = 1
"""The greatest role of a name by which a town is called as its region is: Oklahoma City is not called "Oklahoma"."""
SURE = 0.5
"""Chance of a place from which it speaks for its country."""

TOWN_PEOPLE, CITY_PEOPLE = 10_000, 50_000
"""People of a town that is known by its name, where it has few namesakes and where it has many."""

MUCH_BIGGER = 20
"""How many times the people of another place outweigh what is written beside it."""

SEAT_KM = 60.0
"""How far the point of a region may lie from the town that it shares its name with."""


@dataclass(slots=True)
class Sense:
    """The place chosen for a name, its probability, and the runner-up; `ABSENT` if the gazetteer doesn't have it."""

    place: int
    chance: float
    runner_up: int


def resolve(toponyms: Sequence[Toponym], article: Article, lexicon: LocalLexicon = NO_LEXICON) -> list[Sense]:
    """Choose a reading for every name; `lexicon` has the places of other articles of the same source."""
    if not toponyms:
        return []
    readings = Readings(toponyms, article)
    table = weights("resolution")
    vector = np.array([table.get(feature, 0.0) for feature in FEATURES])
    gained = gain(readings, lexicon, article.places)
    chosen, sure, chances = choose(readings, readings.fixed @ vector + gained)
    readings.consider(chances)
    for _ in range(ROUNDS):
        chosen, sure, chances = choose(readings, readings.columns(chosen, sure) @ vector + gained)
    senses = [_sense(readings, n, int(row), chances, article.places) for n, row in enumerate(chosen)]
    return _beside_partners(_recalled(senses, toponyms, article.places), toponyms, article.places)


def _recalled(senses: Sequence[Sense], toponyms: Sequence[Toponym], places: Places) -> list[Sense]:
    """Take a name of few readings, all in a country that other places of the article lie in, for a known place.

    The sources count nobody in "South Jakarta", which makes it look like a namesake of something else.
    """
    named = {places.country(sense.place) for sense in senses if sense.place != ABSENT and sense.chance >= SURE}
    return [
        Sense(sense.runner_up, 1.0 - sense.chance, ABSENT)
        if sense.place == ABSENT != sense.runner_up and _is_known(toponym, named, places)
        else sense
        for sense, toponym in zip(senses, toponyms, strict=True)
    ]


def _is_known(toponym: Toponym, named: Set[str | None], places: Places) -> bool:
    """Tell whether a name has few readings in one country, and that country is named or the name hardly another's."""
    if toponym.hint or not toponym.whole:
        return False
    if _is_dominant(toponym, places):
        return True
    countries = {places.country(place) for place, _ in toponym.readings}
    if len(toponym.readings) > FEW_READINGS or len(countries) > 1:
        return False
    if countries <= named:
        return True
    place, role = toponym.readings[0]
    return role <= KNOWN and (places.population[place] >= TOWN_PEOPLE or " " in toponym.key)


def _is_dominant(toponym: Toponym, places: Places) -> bool:
    """Tell whether a name is well known for one town, many times bigger than all others called so."""
    towns = sorted((-places.population[p], role) for p, role in toponym.readings if places.kind(p) == "city")
    if not towns or towns[0][1] > KNOWN or -towns[0][0] < CITY_PEOPLE:
        return False
    return len(towns) == 1 or towns[0][0] <= MUCH_BIGGER * towns[1][0]


def _beside_partners(senses: Sequence[Sense], toponyms: Sequence[Toponym], places: Places) -> list[Sense]:
    """Let a name that "and" joins to one of a single country mean what it does there: Punjab beside Haryana."""
    return [_beside_partner(n, senses, toponyms, places) for n in range(len(senses))]


def _beside_partner(n: int, senses: Sequence[Sense], toponyms: Sequence[Toponym], places: Places) -> Sense:
    sense, toponym = senses[n], toponyms[n]
    if sense.place == ABSENT or toponym.beside:
        return sense
    for other in sorted(toponym.partners):
        partner = senses[other].place
        if partner == ABSENT or places.country(partner) == places.country(sense.place):
            continue
        kind, country = places.kind(partner), places.country(partner)
        if kind not in COUNTED or {places.country(p) for p, role in toponyms[other].readings if role <= KNOWN} != {
            country
        }:
            continue
        alike = [
            place
            for place, role in toponym.readings
            if role <= KNOWN
            and places.kind(place) == kind
            and (kind == "country" or (places.country(place) == country and places.population[place] >= TOWN_PEOPLE))
        ]
        enough = places.population[sense.place] <= MUCH_BIGGER * max((places.population[p] for p in alike), default=0)
        if alike and enough and (kind != "country" or places.kind(sense.place) != kind):
            return Sense(alike[0], sense.chance, sense.place)
    return sense


def choose(readings: Readings, scores: Floats) -> tuple[Rows, Floats, Floats]:
    """Return each toponym's best row, that row's probability, and every row's."""
    top = np.maximum.reduceat(scores, readings.starts)
    powers = np.exp(scores - top[readings.toponym])
    chances = powers / np.add.reduceat(powers, readings.starts)[readings.toponym]
    ends = [*readings.starts[1:].tolist(), len(scores)]
    chosen = np.array(
        [s + int(np.argmax(scores[s:e])) for s, e in zip(readings.starts.tolist(), ends, strict=True)], dtype=np.intp
    )
    return chosen, chances[chosen], chances


def _sense(readings: Readings, n: int, row: int, chances: Floats, places: Places) -> Sense:
    start = int(readings.starts[n])
    end = int(readings.starts[n + 1]) if n + 1 < len(readings.starts) else len(chances)
    others = [r for r in range(start, end) if r != row]
    toponym, found = readings.toponyms[n], int(readings.place[row])
    if places.kind(found) in SEATED and not (toponym.unit_word or toponym.kind_word or toponym.code):
        seats = [r for r in others if _is_seat(readings, r, row, places) and toponym.readings[r - start][1] <= KNOWN]
        if seats:
            seat = max(seats, key=lambda r: chances[r])
            return Sense(int(readings.place[seat]), float(chances[row] + chances[seat]), found)
    runner_up = int(readings.place[max(others, key=lambda r: chances[r])]) if others else ABSENT
    return Sense(found, float(chances[row]), runner_up)


def _is_seat(readings: Readings, row: int, region: int, places: Places) -> bool:
    """Tell whether a reading is the town in and near a region, another reading of the same name.

    New York City is far from the middle of its state, but most of the state's people live in or around it.
    """
    place = int(readings.place[row])
    if place < 0 or places.kind(place) != "city" or int(readings.place[region]) not in places.parents(place):
        return False
    if places.population[place] * 2 > places.population[int(readings.place[region])]:
        return True
    north = readings.latitude[row] - readings.latitude[region]
    east = (readings.longitude[row] - readings.longitude[region]) * math.cos(readings.latitude[row])
    return EARTH_KM * math.hypot(north, east) <= SEAT_KM

"""Compile the places into arrays that can be mapped from disk.

Building dictionaries of half a million names at every start would take seconds and hundreds of megabytes in every
worker.  Instead each column becomes one array in a file of its own.  A name is found by binary search for the hash of
its key; `first` says where its readings (the places it may mean) begin.  `starts` cuts the sorted hashes into 65,536
ranges by their top 16 bits, so that the search looks at some twenty candidates only.

A key that begins longer names ("san" of "san antonio") is always present, if need be without readings; `reach` tells
the number of words of the longest one, so that a reader of text knows how far to look.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.gazetteer.entry import EVIDENCE, KINDS
from index.gazetteer.keys import hash_of, key_of, keys_of
from index.gazetteer.sources import Draft, Role, collect
from index.gazetteer.tables import rows
from index.store.files import filesystem

FORMAT = 14
"""Raised whenever the compiled files or the code that makes them change meaning."""

MIN_TOWN, MIN_ONLY = 100_000, 10_000
"""People of a town whose other name is well known: where other places have that name too, and where none has."""

MOST_NAMESAKE = 2_500
"""People of the biggest place that has the other name as its own: Berea is in Kentucky, though Aleppo was called so."""

MUCH_BIGGER = 8
"""How many times the next namesake's people such a town has at least."""

MIN_NAMESAKE = 20_000
"""People of a town abroad to which a district of the same name gives way."""

_PLAIN_ENGLISH = frozenset(("US", "GB", "CA", "AU", "NZ", "IE", "HK"))
"""Countries whose towns go by their names: what else the sources have for these are wards and names long gone."""

TOP_BITS = 16
LOG_STEPS = 4


def write(folder: Path) -> None:
    """Compile everything into .npy files in `folder`, which exists and is empty."""
    drafts = collect()
    for name, array in {**_entry_arrays(drafts), **_name_arrays(drafts)}.items():
        filesystem.write(folder / f"{name}.npy", _as_npy(array))


def _as_npy(array: NDArray[np.generic]) -> bytes:
    content = BytesIO()
    np.save(content, array, allow_pickle=False)
    return content.getvalue()


def _entry_arrays(drafts: list[Draft]) -> dict[str, NDArray[np.generic]]:
    texts = [draft.name.encode() for draft in drafts]
    return {
        "text": np.frombuffer(b"".join(texts), dtype=np.uint8),
        "text_start": np.cumsum([0, *map(len, texts)], dtype=np.uint32),
        "kind": np.array([KINDS.index(draft.kind) for draft in drafts], dtype=np.uint8),
        "capital": np.array([draft.capital for draft in drafts], dtype=np.uint8),
        "latitude": np.array([draft.latitude for draft in drafts], dtype=np.float32),
        "longitude": np.array([draft.longitude for draft in drafts], dtype=np.float32),
        "population": np.array([draft.population for draft in drafts], dtype=np.uint32),
        "country": np.array([_letters(draft.country) for draft in drafts], dtype=np.uint16),
        "parent": np.array([draft.parent for draft in drafts], dtype=np.int32),
        "geonames_id": np.array([draft.geonames_id for draft in drafts], dtype=np.uint32),
    }


def _letters(country: str | None) -> int:
    """Pack a two-letter code into one number; 0 stands for none."""
    return ord(country[0]) << 8 | ord(country[1]) if country else 0


def _name_arrays(drafts: list[Draft]) -> dict[str, NDArray[np.generic]]:
    readings: dict[str, dict[int, Role]] = defaultdict(dict)
    for number, draft in enumerate(drafts):
        for key, role in keys_of(draft):
            known = readings[key].get(number)
            if known is None or role < known:
                readings[key][number] = role
    _promote(readings, drafts)
    _outweigh(readings, drafts)
    _give_way(readings, drafts)
    _drop_echoes(readings, drafts)
    reach: dict[str, int] = defaultdict(lambda: 1)
    for key in readings:
        words = key.split()
        reach[words[0]] = max(reach[words[0]], len(words))
    counted = (key for key, *_ in rows("names-in-news"))
    by_hash = {hash_of(key): key for key in {*readings, *reach, *counted}}
    hashes = np.array(sorted(by_hash), dtype=np.uint64)
    keys = [by_hash[int(h)] for h in hashes]
    ordered = [sorted(readings[key].items()) if key in readings else [] for key in keys]
    starts = np.searchsorted(hashes >> np.uint64(64 - TOP_BITS), np.arange(2**TOP_BITS + 1))
    names: dict[str, NDArray[np.generic]] = {
        "hash": hashes,
        "starts": starts.astype(np.uint32),
        "first": np.cumsum([0, *map(len, ordered)], dtype=np.uint32),
        "reading": np.array([number for group in ordered for number, _ in group], dtype=np.uint32),
        "role": np.array([role for group in ordered for _, role in group], dtype=np.uint8),
        "reach": np.array([reach.get(key, 1) for key in keys], dtype=np.uint8),
    }
    return names | _evidence(hashes)


def _promote(readings: Mapping[str, dict[int, Role]], drafts: Sequence[Draft]) -> None:
    """Take another name of a town for well known where nothing else of its size is called so.

    The sources give every name of a place equal weight; "Gurgaon" is how news knows Gurugram, though, and no place of
    its own.  A name that news has as a person's or as a word stays as it is.
    """
    counted = {key: [int(cell) for cell in cells] for key, *cells in rows("names-in-news")}
    claimed = {key for key, counts in counted.items() if _is_no_place(*counts)}
    given = {key for key, counts in counted.items() if counts[EVIDENCE.index("given")]}
    for key, found in readings.items():
        if key in claimed or (" " in key and key.split()[0] in given):
            continue
        towns = [number for number in found if drafts[number].kind == "city"]
        biggest = max(towns, key=lambda number: drafts[number].population, default=-1)
        if biggest < 0 or found[biggest] != Role.ALTERNATE or drafts[biggest].country in _PLAIN_ENGLISH:
            continue
        town = drafts[biggest]
        others = [number for number in found if number != biggest and not _same(drafts[number], town)]
        own = max((drafts[n].population for n in others if found[n] != Role.ALTERNATE), default=0)
        most = max((drafts[n].population for n in others), default=0)
        enough = MIN_TOWN if others else MIN_ONLY
        if own <= MOST_NAMESAKE and town.population >= max(enough, MUCH_BIGGER * most):
            found[biggest] = Role.KNOWN


def _outweigh(readings: Mapping[str, dict[int, Role]], drafts: Sequence[Draft]) -> None:
    """Take a region's name for a short one where another country has a bigger town or district of that name.

    "Gaza" is no province of Mozambique and "Bari" none of Somalia unless a word says so.
    """
    for found in readings.values():
        for number, role in found.items():
            region = drafts[number]
            if role == Role.PRIMARY and region.kind == "region":
                abroad = [drafts[n] for n in found if drafts[n].country != region.country]
                if any(d.kind in ("city", "district") and d.population > region.population for d in abroad):
                    found[number] = Role.SHORT


def _give_way(readings: Mapping[str, dict[int, Role]], drafts: Sequence[Draft]) -> None:
    """Take a district's name for a short one where its seat is called otherwise and a town abroad is called so.

    "York" is no part of Ontario and "Stirling" none of Perth unless a word says so.
    """
    for key, found in readings.items():
        for number, role in found.items():
            unit = drafts[number]
            if role == Role.PRIMARY and unit.kind == "district" and key_of(unit.seat) != key:
                towns = [drafts[n] for n, other in found.items() if other <= Role.KNOWN and drafts[n].kind == "city"]
                if any(town.country != unit.country and town.population > MIN_NAMESAKE for town in towns):
                    found[number] = Role.SHORT


def _drop_echoes(readings: Mapping[str, dict[int, Role]], drafts: Sequence[Draft]) -> None:
    """Take another name from a town where a much bigger one of its country is called so: Durbanville's "Durban"."""
    for found in readings.values():
        own = {n for n, role in found.items() if role == Role.PRIMARY and drafts[n].kind == "city"}
        for number in [n for n, role in found.items() if role == Role.ALTERNATE and drafts[n].kind == "city"]:
            town = drafts[number]
            people = max((drafts[n].population for n in own if drafts[n].country == town.country), default=0)
            if people > MIN_TOWN and people > MUCH_BIGGER * town.population:
                del found[number]


def _is_no_place(
    place: int, alone: int, left: int, right: int, person: int, lower: int, given: int, family: int
) -> bool:
    """Tell whether the counts of a name say that it is a word or a person's name more often than a place's."""
    return lower + person + given + family > place


def _same(other: Draft, town: Draft) -> bool:
    """Tell whether a place is the unit around a town or the town under another entry."""
    if other.country != town.country:
        return False
    return other.kind != "city" or other.population * MUCH_BIGGER < town.population


def _evidence(hashes: NDArray[np.uint64]) -> dict[str, NDArray[np.generic]]:
    """Lay the counts of names-in-news.tsv on the names as `log_of` them; a name that isn't in the table has zeros."""
    counts = np.zeros((len(hashes), len(EVIDENCE)), dtype=np.uint8)
    for key, *cells in rows("names-in-news"):
        wanted = np.uint64(hash_of(key))
        at = int(np.searchsorted(hashes, wanted))
        if at < len(hashes) and hashes[at] == wanted:
            counts[at] = [log_of(int(cell)) for cell in cells]
    return {"evidence": counts}


def log_of(count: int) -> int:
    """Return a count on a scale that doubles every `LOG_STEPS` steps and fits a byte."""
    return min(255, round(LOG_STEPS * math.log2(1 + count)))

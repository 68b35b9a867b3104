"""Facets carried over: the old codes and the added ones as codes into one dictionary, which holds what is used."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.columns import NUMBER, map_numbers
from index.store.facets import DICTIONARY, write_counted
from index.store.files import filesystem
from index.store.files.array_file import Array
from index.store.files.folder import Folder
from index.store.files.records import RecordPart, RecordWriter
from index.store.updating.carrying import LEFT_OUT, Carrying


def _itself(value: bytes) -> bytes:
    return value


def _id_of_place(value: bytes) -> bytes:
    identity: str = json.loads(value)["id"]
    return identity.encode()


KEYS: Mapping[str, Callable[[bytes], bytes]] = {"place": _id_of_place}
"""What a value of a facet is known by, where that is not all of it."""


@dataclass(frozen=True, slots=True)
class CarriedFacet:
    """A facet as it is now: its `values` by code; the code that each counts as; in how many paragraphs each stands and
    is counted as that; which of them stand in a paragraph themselves; which code each old one has now, LEFT_OUT where
    it has none."""

    values: list[bytes]
    canonical: NDArray[Any]
    totals: NDArray[np.int64]
    is_named: NDArray[np.bool_]
    new_codes: NDArray[np.int64]


def carry_facet(old: Folder, added: Folder, folder: Path, name: str, paragraphs: Carrying) -> CarriedFacet:
    """Write the facet `name`.

    A value that was there before goes on counting as what it counted as, and is of the kind it was of; one that is new
    counts as what it does in what is added, or as that one does.
    """
    old_values, added_values = (RecordPart(part, name + DICTIONARY).to_list() for part in (old, added))
    key = KEYS.get(name, _itself)
    code_of = {key(value): code for code, value in enumerate(old_values)}
    of_added = np.array([code_of.setdefault(key(value), len(code_of)) for value in added_values], np.int64)
    is_new = of_added >= len(old_values)
    counts, codes = paragraphs.sparse(_numbers(old, name, "starts"), _numbers(old, name, "codes"))
    counts = np.concatenate([counts, np.diff(_numbers(added, name, "starts").astype(np.int64))])
    codes = np.concatenate([codes.astype(np.int64), of_added.take(_numbers(added, name, "codes"))])
    canonical = np.concatenate([_numbers(old, name, "canonical").astype(np.int64), of_added.compress(is_new)])
    counted_as = of_added.take(_numbers(added, name, "canonical")).compress(is_new)
    canonical[of_added.compress(is_new)] = canonical.take(counted_as)
    kinds = np.concatenate([_kinds(old, name), _kinds(added, name).compress(is_new)])
    is_named = np.zeros(len(canonical), bool)
    is_named[codes] = True
    is_used = is_named.copy()
    is_used[canonical.compress(is_named)] = True
    in_order = _as_they_come(codes, is_used)
    new_codes = np.full(len(is_used), LEFT_OUT)
    new_codes[in_order] = np.arange(len(in_order))
    _write_numbers(folder, name, "starts", np.concatenate([[0], np.cumsum(counts)]))
    _write_numbers(folder, name, "codes", new_codes.take(codes))
    now_canonical = new_codes.take(canonical.take(in_order)).astype(NUMBER)
    _write_numbers(folder, name, "canonical", now_canonical)
    filesystem.write_array(folder / f"{name}.kinds", kinds.take(in_order))
    every = old_values + [value for value, new in zip(added_values, is_new.tolist(), strict=True) if new]
    values = [every[code] for code in in_order.tolist()]
    dictionary = RecordWriter(folder, name + DICTIONARY)
    dictionary.extend(values)
    dictionary.close()
    totals = write_counted(folder, name, now_canonical)
    return CarriedFacet(values, now_canonical, totals, is_named.take(in_order), new_codes[: len(old_values)])


def _as_they_come(codes: NDArray[np.int64], is_used: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the codes that are used in the order in which they first come, as a rebuild would number them."""
    first = len(codes) + np.arange(len(is_used))
    first[codes[::-1]] = np.arange(len(codes))[::-1]  # of equal places, the last one assigned stays
    used = np.flatnonzero(is_used)
    return used.take(np.argsort(first.take(used)))


def _numbers(folder: Folder, name: str, suffix: str) -> Array:
    return map_numbers(folder, f"{name}.{suffix}").whole


def _write_numbers(folder: Path, name: str, suffix: str, numbers: Array) -> None:
    filesystem.write_array(folder / f"{name}.{suffix}", numbers.astype(NUMBER))


def _kinds(folder: Folder, name: str) -> Array:
    return folder.map(f"{name}.kinds").whole

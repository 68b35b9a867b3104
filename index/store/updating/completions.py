"""Completions carried over: names that are gone are left out, new ones are put in their places, and all ranked anew."""

from bisect import bisect_left
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.store.columns import map_numbers
from index.store.completions import LONGEST, SPELLED, ranked, spell, write_completions, write_entries
from index.store.files import filesystem
from index.store.files.array_file import Array
from index.store.files.folder import Folder
from index.store.updating.carrying import LEFT_OUT

LINE_END = ord("\n")
FEW = 8
"""New names are put among others one by one where there are as many times as many of those; else all is sorted."""


def carry_completions(
    old: Folder, folder: Path, name: str, new_codes: NDArray[np.int64], values: Sequence[str], counts: NDArray[np.int64]
) -> None:
    """Write what completes the values of the facet `name`, given in order of code, with their counts as for
    `write_completions`; `new_codes` has for every old code the one it has now, or LEFT_OUT."""
    frequent, ranks = ranked(counts)
    rank_now = np.append(ranks, LEFT_OUT)  # for LEFT_OUT, which is the last place
    old_frequent, old_ranks = (map_numbers(old, f"{name}.{suffix}").whole for suffix in ("frequent", "ranks"))
    rank_of = rank_now.take(new_codes.take(old_frequent))
    is_there = np.zeros(len(frequent), bool)
    is_there[rank_of.compress(rank_of >= 0)] = True
    new = np.flatnonzero(~is_there).tolist()
    if len(new) * FEW > len(frequent):
        write_completions(folder, name, values, counts)
        return
    entries = map_numbers(old, f"{name}.entries").whole.astype(np.int64)
    ranks_of_entries = rank_of.take(old_ranks)
    is_kept = ranks_of_entries >= 0
    text, entries = _kept_lines(old.map(f"{name}{SPELLED}").whole, entries, is_kept)
    added = BytesIO()
    new_entries, new_ranks = spell(((values[frequent[rank]], rank) for rank in new), added)
    text, first = text + added.getvalue(), len(text)
    new_entries += first
    places = _places(text, entries, new_entries)
    filesystem.write(folder / f"{name}{SPELLED}", text)
    all_ranks = np.insert(ranks_of_entries.compress(is_kept), places, new_ranks)
    write_entries(folder, name, np.insert(entries, places, new_entries), all_ranks, frequent, counts)


def _kept_lines(letters: NDArray[np.uint8], entries: Array, is_kept: NDArray[np.bool_]) -> tuple[bytes, Array]:
    """Return the lines in which the kept entries are, and where these begin in them."""
    ends = np.flatnonzero(letters == LINE_END) + 1
    lines = ends.searchsorted(entries, side="right")
    is_line_kept = np.zeros(len(ends), bool)
    is_line_kept[lines.compress(is_kept)] = True
    lengths = np.diff(ends, prepend=0)
    left_out_before = np.cumsum(np.where(is_line_kept, 0, lengths))
    kept = letters.compress(np.repeat(is_line_kept, lengths))
    return kept.tobytes(), (entries - left_out_before.take(lines)).compress(is_kept)


def _places(text: bytes, entries: Array, new: Array) -> list[int]:
    """Return before which of the entries, which are in order, each of some new ones belongs."""

    def spelled(entry: int) -> bytes:
        return text[entry : min(text.index(b"\n", entry), entry + LONGEST)]

    ordered = entries.tolist()
    return [bisect_left(ordered, spelled(entry), key=spelled) for entry in new.tolist()]

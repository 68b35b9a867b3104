"""The people of a generation who go by several names.

A line of `people.jsonl` is a JSON object a person: their names, first the one that stands for all, each with why it was
joined.  Beside it lies what finds all these names by their words, numbered in the same order.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from index.store import contents
from index.store.completions import write_completions
from index.store.counts import Joined
from index.store.files import filesystem
from index.store.files.folder import Folder


def write_people(folder: Path, joined: Mapping[str, Joined]) -> None:
    """Write the people, of whom `joined` maps each name that counts as another to that one, and what finds them."""
    every_name = write_names(folder, joined)
    write_completions(folder, contents.PEOPLE, every_name, np.ones(len(every_name), np.int64))


def write_names(folder: Path, joined: Mapping[str, Joined]) -> list[str]:
    """Write the people, without what finds them, and return all their names in order."""
    people: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, (goes_by, reason) in joined.items():
        people[goes_by][name] = reason
    lines = (json.dumps({goes_by: ""} | people[goes_by], ensure_ascii=False) + "\n" for goes_by in sorted(people))
    filesystem.write(folder / f"{contents.PEOPLE}.jsonl", "".join(lines))
    return [name for goes_by in sorted(people) for name in (goes_by, *people[goes_by])]


def read_people(folder: Folder) -> list[dict[str, str]]:
    """Return the people: of each the names, first the one that stands for all, and why each was joined."""
    lines = folder.read(f"{contents.PEOPLE}.jsonl").decode().rstrip("\n").replace("\n", ",")
    people: list[dict[str, str]] = json.loads(f"[{lines}]")
    return people


def joined_names(folder: Folder) -> dict[str, Joined]:
    """Return the names that count as others, each with the one it counts as."""
    people = ((next(iter(names)), names) for names in read_people(folder))
    return {
        name: Joined(goes_by, reason) for goes_by, names in people for name, reason in names.items() if name != goes_by
    }

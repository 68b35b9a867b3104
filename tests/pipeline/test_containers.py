"""A file of many articles is read as a stream beside this process, and costs no other file anything."""

import json
import os
from pathlib import Path

from index.documents.article import Article
from index.pipeline.allowances import Allowance, unwatched
from index.pipeline.containers import Containers, read_between
from index.readers import unpack
from index.sources import limits
from index.sources.files import BadInput, FoundFile
from index.sources.options import DEFAULTS
from index.sources.walk import find_files


def file_of_geese(path: Path, geese: int) -> FoundFile:
    path.write_text("".join(json.dumps({"text": f"Goose {n} crossed the pond."}) + "\n" for n in range(geese)))
    [found] = find_files([path])
    assert isinstance(found, FoundFile)
    return found


def test_what_is_read_beside_is_what_is_read_here(tmp_path: Path) -> None:
    large = file_of_geese(tmp_path / "large.jsonl", geese=3_000)
    small = file_of_geese(tmp_path / "small.jsonl", geese=3)
    assert large.size > limits.LIGHT_BYTES > small.size
    counted: list[int] = []
    with Containers(DEFAULTS) as containers:
        for found in (large, small, large):
            assert list(containers.unpacked(found, counted.append)) == list(unpack(found))
    assert sum(counted) == 2 * large.size + small.size


def test_a_file_that_is_left_in_the_midst_leaves_no_process(tmp_path: Path) -> None:
    large = file_of_geese(tmp_path / "large.jsonl", geese=3_000)
    with Containers(DEFAULTS) as containers:
        assert isinstance(next(containers.unpacked(large)), Article)
        assert len(list(containers.unpacked(large))) == 3_000


def test_a_file_that_hangs_its_reader_is_refused_and_the_next_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pipe.jsonl"
    os.mkfifo(path)
    pipe = FoundFile(path, "pipe.jsonl", "pipe.jsonl", "json lines", "", size=limits.LIGHT_BYTES + 1)
    with Containers(DEFAULTS, Allowance(waiting=1)) as containers:
        reason = "nothing came of it in 1 seconds; what follows in it was not read"
        assert list(containers.unpacked(pipe)) == [BadInput("pipe.jsonl", None, reason)]
        assert len(list(containers.unpacked(file_of_geese(tmp_path / "large.jsonl", geese=3_000)))) == 3_000


def test_a_file_may_be_read_from_one_place_to_another(tmp_path: Path) -> None:
    found = file_of_geese(tmp_path / "small.jsonl", geese=9)
    parts = list(read_between(DEFAULTS, found, unwatched, start=2, until=5))
    read = [item.line for _, held in parts for item in held if isinstance(item, Article)]
    assert read == [3, 4, 5]

"""A bit that changed: whatever is asked gets the answer of the sound index, or is told that the index is damaged."""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.errors import ExhaustedError, IndexDamagedError
from index.store.generation import Generation, IndexDirectory
from index.store.manifest import Manifest
from search.archive import Archive
from search.engine.embedded.engine import EmbeddedEngine
from search.engine.protocol import Ref
from search.request import SearchRequest
from tests.archives import TIDES, publish, update
from tests.soak.bits import told

FLIPS_A_FILE = 1
QUESTIONS: list[Callable[[Archive], object]] = [
    *(
        lambda archive, query=query: archive.search(SearchRequest(query))
        for query in ("tide", "clocks porvoo zebra", '"tide is late"', "ti*", "clokcs", "speaker:lund said:tide", "")
    ),
    lambda archive: archive.search(SearchRequest("location:finland", group="article", sort="newest")),
    lambda archive: archive.search(SearchRequest("tide", speakers=("Ada Lund",), date_from="2031-01-03")),
    lambda archive: archive.article("story-1", "tide"),
    lambda archive: archive.places(SearchRequest("clocks")),
    lambda archive: archive.place("porvoo-uusimaa-fi"),
    *(lambda archive, field=field: archive.suggest("lu", field) for field in ("speaker", "location", "source", "word")),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("index"), TIDES)


def flipped(file: Path) -> Iterator[int]:
    """Change a bit of the file, anew for each number that it yields, and mend it in the end."""
    sound = file.read_bytes()
    dice = random.Random(file.suffix)  # not the name, which Whoosh makes up anew each time
    for bit in sorted(dice.sample(range(8 * len(sound)), min(FLIPS_A_FILE, 8 * len(sound)))):
        content = bytearray(sound)
        content[bit // 8] ^= 1 << bit % 8
        file.write_bytes(content)
        yield bit
    file.write_bytes(sound)


def ask_everything(index: Path) -> list[str | None]:
    """Return what was answered to each question; None where damage was told."""
    archive = Archive(index)
    answers: list[str | None] = []
    for ask in QUESTIONS:
        try:
            answers.append(told(ask(archive)))
        except IndexDamagedError:
            answers.append(None)
    return answers


def test_a_bit_changed_anywhere_gives_the_answer_or_says_damage(index: Path) -> None:
    generation = IndexDirectory(index).current()
    sound = ask_everything(index)
    assert None not in sound
    for name in generation.manifest().files:
        for bit in flipped(generation.folder / name):
            with pytest.raises(IndexDamagedError, match="does not have its checksum"):
                generation.verify()
            answers = ask_everything(index)
            wrong = [answer for answer, expected in zip(answers, sound, strict=True) if answer not in (expected, None)]
            assert not wrong, f"bit {bit} of {name} was changed"
    generation.verify()


def test_a_failure_over_a_sound_index_is_not_called_damage(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(index)
    archive.search(SearchRequest("tide"))

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("search.engine.embedded.snapshot.EmbeddedSnapshot.find", fail)
    with pytest.raises(ZeroDivisionError):
        archive.search(SearchRequest("tide"))


def test_damage_is_remembered_until_another_index_is_published(index: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(index, tmp_path / "copy")
    archive = Archive(copy)
    archive.search(SearchRequest("tide"))
    [records] = copy.glob("generations/*/articles.records")
    for _ in flipped(records):
        with pytest.raises(IndexDamagedError, match=r"articles\.records"):
            Archive(copy).search(SearchRequest("tide"))
        with pytest.raises(IndexDamagedError, match=r"articles\.records"):
            archive.verify()
    with pytest.raises(IndexDamagedError, match=r"articles\.records"):
        archive.search(SearchRequest("zebra"))
    publish(copy, TIDES)
    assert archive.search(SearchRequest("tide")).total


@pytest.mark.parametrize("outcome", [None, ExhaustedError("No more files."), OSError("It is away.")])
def test_a_failure_that_is_not_explained_by_damage_verifies_once(
    index: Path, monkeypatch: pytest.MonkeyPatch, outcome: Exception | None
) -> None:
    archive, verified = Archive(index), list[str]()
    archive.search(SearchRequest("tide"))

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    verify = Generation.verify

    def counting(generation: Generation, *given: Any) -> Manifest:
        verified.append(generation.name)
        if outcome:
            raise outcome
        return verify(generation, *given)

    monkeypatch.setattr(Generation, "verify", counting)
    monkeypatch.setattr("search.engine.embedded.snapshot.EmbeddedSnapshot.find", fail)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            archive.search(SearchRequest("tide"))
    assert len(verified) == 1


def test_what_is_damaged_after_a_verification_is_told_when_it_is_first_read(index: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(index, tmp_path / "copy")
    archive = Archive(copy)
    archive.verify()
    [records] = copy.glob("generations/*/paragraphs.records")
    for _ in flipped(records):
        with pytest.raises(IndexDamagedError, match=r"paragraphs\.records"):
            archive.search(SearchRequest("tide"))


def test_what_was_read_through_is_read_again_only_where_that_is_wanted(tmp_path: Path) -> None:
    archive = Archive(publish(tmp_path, TIDES))

    def reads(*, again: bool) -> int:
        paces: list[None] = []
        archive.verify(lambda: paces.append(None), again=again)
        return len(paces)

    everything = reads(again=False)
    assert reads(again=False) == 0
    update(tmp_path, ["story-1"], [replace(TIDES[0], title="Clocks and tides")], lambda sizes, live, added: len(sizes))
    assert 0 < reads(again=False) < reads(again=True)
    assert everything > 0


def test_damage_of_what_was_read_through_is_found_when_all_is_read_again(tmp_path: Path) -> None:
    archive = Archive(publish(tmp_path, TIDES))
    archive.verify()
    [keys] = tmp_path.glob("generations/*/stories.keys")
    before = keys.stat()
    content = keys.read_bytes()
    keys.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    os.utime(keys, ns=(before.st_atime_ns, before.st_mtime_ns))  # as a disk that damages it does
    archive.verify(again=False)
    with pytest.raises(IndexDamagedError, match=r"stories\.keys"):
        archive.verify()


def test_once_damage_was_found_the_next_generation_is_checked_from_the_beginning(tmp_path: Path) -> None:
    engine = EmbeddedEngine(publish(tmp_path, TIDES))
    assert engine.snapshot().paragraphs([Ref(0)])
    [records] = tmp_path.glob("generations/*/paragraphs.records")
    before = records.stat()
    records.write_bytes(bytes(before.st_size))
    os.utime(records, ns=(before.st_atime_ns, before.st_mtime_ns))  # as a disk that damages it does
    with pytest.raises(IndexDamagedError, match=r"paragraphs\.records"):
        engine.verify()
    _, opened = engine._opening()
    with pytest.raises(IndexDamagedError, match=r"paragraphs\.records"):
        opened.paragraphs([Ref(0)])


def test_what_fails_after_a_verification_is_looked_into(index: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(index, tmp_path / "copy")
    archive = Archive(copy)
    archive.search(SearchRequest("tide"))
    archive.verify()
    [records] = copy.glob("generations/*/paragraphs.records")
    records.write_bytes(bytes(records.stat().st_size))
    with pytest.raises(IndexDamagedError, match=r"paragraphs\.records"):
        archive.search(SearchRequest("tide"))

"""What `dateline verify` finds where every file is what was written, but what was written makes no sense."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexDamagedError
from index.store.files.array_file import map_arrays
from index.store.files.folder import Folder
from index.store.generation import IndexDirectory
from index.store.invariants import check_invariants
from index.store.manifest import NAME, Manifest
from index.store.reader import StoredIndex
from tests.soak.bits import build

Change = Callable[[Path], None]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("built"), 10)


@pytest.fixture
def index(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "index")


def set_number(file: str, place: int, value: int, dtype: str = "<u4") -> Change:
    def change(folder: Path) -> None:
        numbers = np.fromfile(folder / file, dtype)
        numbers[place] = value
        numbers.tofile(folder / file)

    return change


def set_posting(array: str, place: int, value: int) -> Change:
    """Change a number of the larger segment's postings."""

    def change(folder: Path) -> None:
        path = max((folder / "whoosh").glob("*.postings"), key=lambda path: path.stat().st_size)
        offset, count, dtype = map_arrays(Folder(path.parent).open(path.name)).directory["arrays"][array]
        numbers = np.memmap(path, dtype, "r+", offset, (count,))
        numbers[place] = value
        numbers.flush()

    return change


def swap_positions(folder: Path) -> None:
    """Swap the positions of a term that stands twice in a paragraph."""
    path = max((folder / "whoosh").glob("*.postings"), key=lambda path: path.stat().st_size)
    arrays = map_arrays(Folder(path.parent).open(path.name)).arrays
    frequencies = arrays["text/frequencies"].whole
    posting = int(np.flatnonzero(frequencies == 2)[0])
    first = int(frequencies[:posting].sum())
    one, other = arrays["text/positions"][first : first + 2].tolist()
    set_posting("text/positions", first, other)(folder)
    set_posting("text/positions", first + 1, one)(folder)


def replace_text(file: str, old: str, new: str) -> Change:
    def change(folder: Path) -> None:
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")

    return change


def test_all_holds_of_what_is_written_and_updated(index: Path) -> None:
    check_invariants(StoredIndex(IndexDirectory(index).current()))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (set_number("article.column", 3, 9), "article.column has articles out of order"),
        (set_number("article.column", -1, 90), "article.column has articles out of order, or that there aren't"),
        (set_number("ordinal.column", 3, 9), "ordinal.column doesn't count"),
        (set_number("length.column", 3, 900), "length.column doesn't count"),
        (lambda folder: (folder / "date.column").write_bytes(b""), "date.column has 0 numbers"),
        (set_number("source_name.starts", 3, 900), "source_name.* values don't lie in order"),
        (set_number("speaker_name.codes", 3, 900), "speaker_name.* beyond its values"),
        (set_number("speaker_name.codes", 3, 1), "speaker_name.* what is counted"),
        (set_number("location_name.first", 3, 0), "location_name.* what is counted"),
        (set_number("country.canonical", 0, 1), "country.* (counts as one that counts|what is counted)"),
        (set_number("speaker_name.ranks", 0, 900), "speaker_name.* beyond the end"),
        (set_number("speaker_name.frequent", 0, 900), "speaker_name.* isn't such a name"),
        (set_number("speaker_name.frequencies", 0, 0), "speaker_name.* doesn't stand first"),
        (set_number("words.counts", 0, 0), "words.* stands nowhere"),
        (set_number("words.offsets", 3, 0, "<u8"), "words.* don't lie in order"),
        (set_number("articles.offsets", 3, 1, "<u8"), "articles.offsets has records out of order"),
        (replace_text("paragraphs.records", '["', '{"'), "paragraphs.* can't be read, 0"),
        (replace_text("articles.records", '"title"', '"titel"'), "articles.* can't be read, 0"),
        (replace_text("place.values.records", '"within"', '"whitin"'), "place.values.* can't be read"),
        (set_posting("text/numbers", 0, 900), "field text.* isn't"),
        (set_posting("text/starts", 1, 0), "field text.* (stands nowhere|in order)"),
        (set_posting("text/frequencies", 0, 9), "field text.* as often as"),
        (set_posting("text/frequencies", 0, 0), "field text.* no time"),
        (set_posting("text/terms", 0, 255), "field text.* don't ascend"),
        (set_posting("text/term_offsets", 1, 900), "field text.* in order"),
        (set_posting("text/position_starts", 1, 0), "field text.* tokens don't lie in order"),
        (swap_positions, "field text.* positions of a term don't ascend"),
        (set_posting("speaker_name/numbers", 1, 0), "field speaker_name.* don't ascend"),
    ],
)
def test_what_makes_no_sense_is_damage(index: Path, change: Change, said: str) -> None:
    generation = IndexDirectory(index).current()
    manifest = generation.manifest()
    change(generation.folder)
    (generation.folder / NAME).unlink()
    Manifest.of(generation.folder, manifest.created, manifest.counts).write(generation.folder)
    generation.verify()
    with pytest.raises(IndexDamagedError, match=said):
        check_invariants(StoredIndex(generation))


def test_a_manifest_that_counts_wrong_is_damage(index: Path) -> None:
    generation = IndexDirectory(index).current()
    manifest = generation.manifest()
    Manifest(manifest.created, manifest.counts | {"articles": 7}, manifest.files).write(generation.folder)
    with pytest.raises(IndexDamagedError, match="tells of 7 articles and there are 11"):
        check_invariants(StoredIndex(generation))

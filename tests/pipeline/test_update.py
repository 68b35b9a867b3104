"""An update annotates what is new or changed, and leaves the rest as it is.  All stories are invented."""

import gc
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline import IndexDamagedError, NothingToIndexError, remove, update
from index.pipeline import removing
from index.pipeline import update as updating
from index.pipeline.local_lexicons import LocalLexicons
from index.pipeline.rebuild import rebuild
from index.pipeline.summary import Changes, Summary
from index.sources.files import Outcome
from index.store.built import Built
from index.store.generation import IndexDirectory
from index.store.removed import read_removed
from search.archive import Archive
from search.request import SearchRequest
from tests.descriptors import descriptors, mapped_files
from tests.interleaving import once_before

STORY = "The goose of {} sleeps on the roof of the town hall."


def today() -> str:
    return datetime.now(UTC).date().isoformat()


@pytest.fixture
def geese(tmp_path: Path) -> Path:
    folder = tmp_path / "geese"
    folder.mkdir()
    for name in ("brown", "grey", "white"):
        write(folder / f"{name}.txt", name)
    return folder


@pytest.fixture
def published(geese: Path, index: Path) -> Path:
    rebuild([geese], index, processes=1)
    return index


def write(path: Path, name: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(STORY.format(name))


def ids(index: Path) -> dict[str, str]:
    """Return the id of each article by the word that only it has, as the index finds them."""
    hits = Archive(index).search(SearchRequest("goose", size=100, copies="each")).results
    found = {hit.text.split()[3]: hit.article.id for hit in hits}
    assert len(found) == len(hits)
    return found


def bring_up_to_date(index: Path, *paths: Path, prune: bool = False) -> Changes:
    summary = update(paths, index, prune=prune, processes=1)
    assert summary.account.found == sum(
        (
            *(summary.changes.new, summary.changes.changed, summary.changes.moved, summary.changes.unchanged),
            *(summary.account.refused, summary.account.repeated, *summary.account.passed_over.values()),
        )
    )
    return summary.changes


def test_what_is_new_is_added_and_alone_annotated(geese: Path, published: Path, annotated: list[str]) -> None:
    before = ids(published)
    write(geese / "black.txt", "black")
    assert bring_up_to_date(published, geese) == Changes(new=1, unchanged=3)
    assert {**before, "black": ids(published)["black"]} == ids(published)
    assert [text.split()[3] for text in annotated] == ["black"]


def test_a_process_that_updates_again_and_again_holds_no_more(geese: Path, published: Path) -> None:
    held = []
    for number in range(4):
        write(geese / "black.txt", f"black{number}")
        bring_up_to_date(published, geese)
        gc.collect()
        held.append((len(mapped_files()), descriptors()))
    assert held[1:] == held[:1] * 3


def test_what_changed_is_replaced_under_its_address(geese: Path, published: Path, annotated: list[str]) -> None:
    before = ids(published)
    write(geese / "grey.txt", "silver")
    assert bring_up_to_date(published, geese) == Changes(changed=1, unchanged=2)
    after = ids(published)
    assert after.pop("silver") == before.pop("grey")
    assert after == before
    assert len(annotated) == 1
    page = Archive(published).article(ids(published)["silver"])
    assert page is not None
    assert page.article.changes == (today(),)


def test_where_nothing_changed_nothing_is_published(geese: Path, published: Path) -> None:
    generation = IndexDirectory(published).current()
    summary = update([geese], published, processes=1)
    assert summary.changes == Changes(unchanged=3)
    assert (summary.generation, summary.counts["articles"]) == (generation.name, 3)
    assert IndexDirectory(published).current() == generation
    assert [path.name for path in (published / "generations").iterdir()] == [generation.name]


def test_where_there_is_no_index_one_is_made(geese: Path, index: Path) -> None:
    assert bring_up_to_date(index, geese) == Changes(new=3)
    assert len(ids(index)) == 3


def test_of_two_that_make_the_index_the_second_adds_to_it(
    geese: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had looked before what came through a pipe was read, and replaced what had been published meanwhile."""
    (geese.parent / "pond.txt").write_text("The goose of black sleeps beside the pond.")

    def publish() -> None:
        update([geese.parent / "pond.txt"], index, processes=1)

    once_before(monkeypatch, updating, "with_standard_input", publish)
    assert update([geese], index, processes=1).changes == Changes(new=3)
    assert set(ids(index)) == {"black", "brown", "grey", "white"}


def test_a_file_that_is_moved_keeps_its_address_and_is_not_annotated(
    geese: Path, published: Path, annotated: list[str]
) -> None:
    before = ids(published)
    (geese / "deep").mkdir()
    (geese / "grey.txt").rename(geese / "deep" / "zebra.txt")
    assert bring_up_to_date(published, geese, prune=True) == Changes(moved=1, unchanged=2)
    assert ids(published) == before
    assert annotated == []
    assert bring_up_to_date(published, geese, prune=True) == Changes(unchanged=3)


def test_what_is_gone_stays_until_it_is_pruned(geese: Path, published: Path) -> None:
    grey = ids(published)["grey"]
    (geese / "grey.txt").unlink()
    assert bring_up_to_date(published, geese) == Changes(unchanged=2)
    assert "grey" in ids(published)
    assert bring_up_to_date(published, geese, prune=True) == Changes(unchanged=2, removed=1)
    assert set(ids(published)) == {"brown", "white"}
    assert Archive(published).removed_on(grey) == today()
    write(geese / "grey.txt", "grey")
    assert bring_up_to_date(published, geese, prune=True) == Changes(new=1, unchanged=2)
    assert ids(published)["grey"] == grey


def test_pruning_leaves_what_was_read_from_elsewhere(geese: Path, published: Path, tmp_path: Path) -> None:
    write(tmp_path / "ducks" / "teal.txt", "teal")
    assert bring_up_to_date(published, tmp_path / "ducks", prune=True) == Changes(new=1)
    (tmp_path / "ducks" / "teal.txt").unlink()
    write(tmp_path / "ducks" / "pink.txt", "pink")
    assert bring_up_to_date(published, tmp_path / "ducks", prune=True) == Changes(new=1, removed=1)
    assert set(ids(published)) == {"brown", "grey", "white", "pink"}


def test_a_folder_that_is_gone_is_pruned(geese: Path, published: Path, tmp_path: Path) -> None:
    write(tmp_path / "ducks" / "teal.txt", "teal")
    bring_up_to_date(published, tmp_path / "ducks")
    (tmp_path / "ducks" / "teal.txt").unlink()
    (tmp_path / "ducks").rmdir()
    assert bring_up_to_date(published, tmp_path / "ducks") == Changes()
    assert bring_up_to_date(published, tmp_path / "ducks", prune=True) == Changes(removed=1)


def test_what_can_no_longer_be_read_is_not_gone(geese: Path, published: Path) -> None:
    (geese / "grey.txt").write_bytes(b"\0\0\0")
    summary = update([geese], published, prune=True, processes=1)
    assert [bad.outcome for bad in summary.bad] == [Outcome.REFUSED]
    assert summary.changes == Changes(unchanged=2)
    assert set(ids(published)) == {"brown", "grey", "white"}


def test_articles_of_a_file_of_many_are_known_one_by_one(tmp_path: Path, index: Path, annotated: list[str]) -> None:
    file = tmp_path / "geese.jsonl"

    def put(*names: str) -> Changes:
        lines = [{"id": name[0], "text": STORY.format(name)} for name in names]
        file.write_text("\n".join(map(json.dumps, lines)))
        return bring_up_to_date(index, file, prune=True)

    assert put("brown", "grey") == Changes(new=2)
    before = ids(index)
    assert put("brown", "golden", "white") == Changes(changed=1, unchanged=1, new=1)
    assert ids(index) == {"brown": before["brown"], "golden": before["grey"], "white": ids(index)["white"]}
    assert put("white") == Changes(unchanged=1, removed=2)
    assert len(annotated) == 4


def test_a_url_is_the_article_wherever_it_comes_from(tmp_path: Path, index: Path) -> None:
    def put(name: str, text: str) -> Changes:
        (tmp_path / name).write_text(f"---\nurl: https://geese.example/pond\n---\n{STORY.format(text)}")
        return bring_up_to_date(index, tmp_path / name)

    assert put("monday.md", "grey") == Changes(new=1)
    before = ids(index)
    assert put("tuesday.md", "silver") == Changes(changed=1)
    assert ids(index) == {"silver": before["grey"]}


def test_a_copy_of_what_is_published_is_reported(geese: Path, published: Path, tmp_path: Path) -> None:
    write(tmp_path / "ducks" / "copy.txt", "grey")
    for _ in range(2):
        summary = update([tmp_path / "ducks"], published, processes=1)
        [bad] = summary.bad
        assert (bad.outcome, summary.changes) == (Outcome.REPEATED, Changes())
        assert f"from {geese / 'grey.txt'}; the first one is kept" in bad.reason
    write(geese / "a.txt", "grey")
    summary = update([geese], published, processes=1)
    assert summary.changes == Changes(unchanged=3)
    assert len(summary.bad) == 1


def test_folders_that_share_paths_do_not_take_each_others_articles(tmp_path: Path, index: Path) -> None:
    """Each is named by itself, so that both files have the same path from the folder that was named."""
    for year in ("2021", "2022"):
        write(tmp_path / year / "may.txt", year)
        assert bring_up_to_date(index, tmp_path / year) == Changes(new=1)
    before = ids(index)
    assert set(before) == {"2021", "2022"}
    write(tmp_path / "2022" / "may.txt", "late")
    assert bring_up_to_date(index, tmp_path / "2022") == Changes(changed=1)
    assert ids(index) == {"2021": before["2021"], "late": before["2022"]}
    assert bring_up_to_date(index, tmp_path / "2021") == Changes(unchanged=1)


def test_an_archive_that_moved_keeps_its_addresses(geese: Path, published: Path, tmp_path: Path) -> None:
    before = ids(published)
    moved = geese.rename(tmp_path / "elsewhere")
    write(moved / "grey.txt", "silver")
    assert bring_up_to_date(published, moved) == Changes(moved=2, changed=1)
    assert ids(published)["silver"] == before["grey"]
    assert bring_up_to_date(published, moved, prune=True) == Changes(unchanged=3)


def test_paths_of_updates_are_told_beside_the_first_ones(geese: Path, published: Path, tmp_path: Path) -> None:
    write(geese / "black.txt", "black")
    write(tmp_path / "more" / "gold.txt", "gold")
    for path in (geese / "black.txt", tmp_path / "more"):
        bring_up_to_date(published, path)

    paths = Built.read(IndexDirectory(published).current().files()).paths

    assert paths == (str(geese), str(tmp_path / "more"))


def test_it_is_told_how_often_an_index_was_updated(geese: Path, published: Path) -> None:
    rebuilt = Built.read(IndexDirectory(published).current().files())
    for number, name in enumerate(("black", "gold"), 1):
        write(geese / f"{name}.txt", name)
        bring_up_to_date(published, geese)
        assert Built.read(IndexDirectory(published).current().files()) == Built(rebuilt.rebuilt, number, (str(geese),))
    rebuild([geese], published, processes=1)
    assert Built.read(IndexDirectory(published).current().files()).updates == 0


def test_standard_input_is_taken(published: Path) -> None:
    line = json.dumps({"id": "pink", "text": STORY.format("pink")}).encode()
    for expected in (Changes(new=1), Changes(unchanged=1)):
        summary = update(["-"], published, stdin=io.BytesIO(line), processes=1, prune=True)
        assert summary.changes == expected
    assert set(ids(published)) == {"brown", "grey", "white", "pink"}


def test_a_source_is_known_by_what_the_last_rebuild_learned(tmp_path: Path, index: Path) -> None:
    story = "The town band of Richmond bought a tuba."
    towns = ("Berea", "Lexington", "Winchester", "Frankfort")
    lines = [
        {"id": town, "source": "Gazette", "text": f"A goose closed the library of {town}, Kentucky."} for town in towns
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    rebuild([tmp_path / "a.jsonl"], index, processes=1)
    assert len(LocalLexicons.read(IndexDirectory(index).current().files()).entries["Gazette"]) == 4
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "tuba", "source": "Gazette", "text": story}))
    bring_up_to_date(index, tmp_path / "b.jsonl")
    assert Archive(index).search(SearchRequest("tuba location:kentucky")).total == 1
    assert len(LocalLexicons.read(IndexDirectory(index).current().files()).entries["Gazette"]) == 4


def test_people_are_known_by_one_name_after_an_update(tmp_path: Path, index: Path) -> None:
    def said(name: str, number: int) -> dict[str, str]:
        return {"id": f"{number}", "text": f"“Snow, and more of it, on day {number},” said Mayor {name} in Oslo."}

    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(said("Ada Lund", number)) for number in range(3)))
    rebuild([tmp_path / "a.jsonl"], index, processes=1)
    (tmp_path / "b.jsonl").write_text(json.dumps(said("Ada Lund", 7)))
    bring_up_to_date(index, tmp_path / "b.jsonl")
    facet = Archive(index).search(SearchRequest("snow")).facets.speaker
    assert [(one.value, one.count) for one in facet] == [("Ada Lund", 4)]


def test_damage_is_told_and_a_rebuild_mends_it(geese: Path, published: Path) -> None:
    [records] = IndexDirectory(published).current().folder.glob("articles*.records")
    records.write_bytes(records.read_bytes().replace(b'"id"', b'"xx"'))
    write(geese / "black.txt", "black")
    with pytest.raises(IndexDamagedError, match=records.name):
        update([geese], published, processes=1)
    rebuild([geese], published, processes=1)
    assert len(ids(published)) == 4


def removed_from(index: Path, summary: Summary) -> set[str]:
    assert set(read_removed(IndexDirectory(index).current().files()).values()) <= {today()}
    assert summary.generation == IndexDirectory(index).current().name
    return set(ids(index))


def test_articles_are_removed_by_their_ids(published: Path) -> None:
    known = ids(published)
    summary = remove(published, [known["grey"], known["grey"], "nobody"])
    assert removed_from(published, summary) == {"brown", "white"}
    assert (summary.changes, summary.counts["articles"]) == (Changes(removed=1), 2)
    unknown, back = summary.bad
    assert str(unknown) == "no article has the id “nobody”"
    assert back.outcome is Outcome.REMARK
    assert Archive(published).removed_on(known["grey"]) == today()


def test_what_is_published_is_told_by_its_own_name(
    geese: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(geese / "black.txt", "black")
    once_before(monkeypatch, removing, "Account", lambda: update([geese], published, processes=1))
    assert remove(published, [ids(published)["grey"]]).generation == "000002"
    assert IndexDirectory(published).current().name == "000003"


def test_nothing_is_published_where_nothing_is_removed(published: Path) -> None:
    generation = IndexDirectory(published).current().name
    assert remove(published, ["nobody"]).changes == Changes()
    assert IndexDirectory(published).current().name == generation


@pytest.fixture
def dated(tmp_path: Path, index: Path) -> Path:
    """Make an index of geese of two papers, and of one without a date."""
    geese = (("grey", "Gazette", "2021-05-03"), ("white", "Gazette", "2022-05-03"), ("brown", "Herald", "2021-07-01"))
    lines = [{"id": name, "source": source, "date": day, "text": STORY.format(name)} for name, source, day in geese]
    lines.append({"id": "pink", "source": "Herald", "text": STORY.format("pink")})
    (tmp_path / "geese.jsonl").write_text("\n".join(map(json.dumps, lines)))
    rebuild([tmp_path / "geese.jsonl"], index, processes=1)
    return index


@pytest.mark.parametrize(
    ("sources", "before", "left"),
    [
        (["gazette"], None, {"brown", "pink"}),
        (["Gazette", "Nobody"], None, {"brown", "pink"}),
        ([], "2022", {"white", "pink"}),
        ([], "2021-06", {"white", "brown", "pink"}),
        ([], "2021-05-03", {"grey", "white", "brown", "pink"}),
        (["Gazette"], "2022-01-01", {"white", "brown", "pink"}),
    ],
)
def test_articles_are_removed_by_source_and_date(
    dated: Path, sources: list[str], before: str | None, left: set[str]
) -> None:
    assert removed_from(dated, remove(dated, sources=sources, before=before)) == left


def test_the_last_article_is_not_removed(dated: Path) -> None:
    with pytest.raises(NothingToIndexError, match="No article would be left"):
        remove(dated, sources=["Gazette", "Herald"])
    assert len(ids(dated)) == 4

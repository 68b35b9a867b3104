"""A rebuilt archive, asked: a source's home region, and peoples, which are no places.  All stories are invented."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from index.errors import NothingToIndexError
from index.pipeline import parallel
from index.pipeline.progress import Silence
from index.pipeline.rebuild import rebuild
from index.sources.files import BadInput, FoundFile
from index.sources.walk import find_files
from search.archive import Archive
from search.request import SearchRequest

HOMES = {
    "Bluegrass Goose": ("Berea, Kentucky", "Lexington, Kentucky", "Winchester, Kentucky", "Frankfort, Kentucky"),
    "Dales Goose": ("Darlington, England", "Northallerton, North Yorkshire", "Catterick, North Yorkshire", "Ripon"),
}
STORY = "The town band of Richmond bought a tuba from a Ukrainian baker."


def articles() -> Iterable[dict[str, str]]:
    """Yield the same story of three papers, one of them unknown, before two of them tell where they are at home."""
    for source in (*HOMES, ""):
        yield {"id": f"{source} tuba", "source": source, "text": STORY}
    for source, towns in HOMES.items():
        for town in towns:
            yield {"id": f"{source} {town}", "source": source, "text": f"A goose closed the library of {town}."}


def indexed(folder: Path, processes: int) -> Archive:
    lines = [json.dumps(article) for article in articles()]
    (folder / "geese.jsonl").write_text("\n".join([*lines, "no JSON"]), "utf-8")
    index = folder / f"index-{processes}"
    summary = rebuild([folder / "geese.jsonl"], index, processes=processes)
    assert [item.line for item in summary.bad] == [len(lines) + 1]
    return Archive(index)


class Counted(Silence):
    """Adds up what a rebuild tells."""

    def __init__(self) -> None:
        self.total = self.bytes = self.paragraphs = 0

    def start(self, total_bytes: int) -> None:
        self.total = total_bytes

    def read(self, count: int) -> None:
        self.bytes += count

    def wrote(self, paragraphs: int) -> None:
        self.paragraphs += paragraphs


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return indexed(tmp_path_factory.mktemp("geese"), processes=1)


def told_by(archive: Archive, query: str) -> set[str]:
    return {hit.article.source for hit in archive.search(SearchRequest(query, copies="each")).results}


def test_a_paper_means_the_town_of_its_region(archive: Archive) -> None:
    assert told_by(archive, "tuba location:kentucky") == {"Bluegrass Goose"}
    assert told_by(archive, 'tuba location:"united kingdom"') == {"Dales Goose"}


def test_without_a_source_the_town_is_what_it_is_to_everybody(archive: Archive) -> None:
    assert "" in told_by(archive, "tuba location:richmond")
    assert "" not in told_by(archive, "tuba location:kentucky") | told_by(archive, 'tuba location:"united kingdom"')


def test_the_archive_is_the_same_from_two_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTH_PROCESSES", 0)
    monkeypatch.setattr(parallel, "available_cores", lambda: 2)
    archive = indexed(tmp_path, processes=2)
    assert told_by(archive, "tuba location:kentucky") == {"Bluegrass Goose"}
    assert told_by(archive, 'tuba location:"united kingdom"') == {"Dales Goose"}


def test_what_is_read_twice_counts_once(tmp_path: Path) -> None:
    (tmp_path / "geese.jsonl").write_text("\n".join(map(json.dumps, articles())))
    counted = Counted()
    summary = rebuild([tmp_path / "geese.jsonl"], tmp_path / "index", progress=counted)
    assert counted.bytes == counted.total == (tmp_path / "geese.jsonl").stat().st_size
    assert counted.paragraphs == summary.counts["paragraphs"] == len(list(articles()))


@pytest.mark.parametrize("batch_characters", [1, 200_000], ids=["a batch each", "one batch"])
def test_of_articles_with_one_id_the_first_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch_characters: int
) -> None:
    monkeypatch.setattr("index.pipeline.batching.BATCH_CHARACTERS", batch_characters)
    for name, ids in (("one", "ab"), ("two", "bca")):
        lines = [json.dumps({"url": f"https://geese.example/{one}", "text": f"{one} in {name}."}) for one in ids]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines))
    summary = rebuild([tmp_path / "one.jsonl", tmp_path / "two.jsonl"], tmp_path / "index", processes=1)
    assert summary.counts["articles"] == 3
    assert [bad.reason.count("was read before, from") for bad in summary.bad] == [1, 1]
    assert all("one.jsonl" in bad.reason for bad in summary.bad)
    archive = Archive(tmp_path / "index")
    assert archive.search(SearchRequest("two")).total == 1


@pytest.mark.parametrize("processes", [1, 2])
def test_which_is_the_first_goes_by_the_order_of_the_files(tmp_path: Path, processes: int) -> None:
    """Whether they hold one article, and other processes read them, or many."""
    page = "---\nurl: https://geese.example/{}\n---\nThe goose of {} sleeps."
    for name in ("a", "c"):
        (tmp_path / f"{name}.md").write_text(page.format("grey", name))
    line = {"url": "https://geese.example/grey", "text": "The goose of b sleeps."}
    (tmp_path / "b.jsonl").write_text(f"{json.dumps(line)}\nno JSON\n")
    index = tmp_path.with_suffix(".index")
    summary = rebuild([tmp_path], index, processes=processes)
    repeated = f"was read before, from {tmp_path / 'a.md'}; the first one is kept"
    assert [Path(bad.path).name for bad in summary.bad] == ["b.jsonl", "b.jsonl", "c.md"]
    assert [bad.reason.endswith(repeated) for bad in summary.bad] == [True, False, True]
    assert [hit.text for hit in Archive(index).search(SearchRequest("goose")).results] == ["The goose of a sleeps."]


def test_one_article_at_three_addresses_is_remarked_on_and_kept(tmp_path: Path) -> None:
    for name, place in (("a", "geese.example/grey"), ("b", "geese.example/amp/grey"), ("d", "ducks.example/grey")):
        (tmp_path / f"{name}.md").write_text(f"---\nurl: http://{place}\n---\nThe grey goose sleeps.")
    (tmp_path / "c.md").write_text("---\nurl: http://geese.example/grey?from=feed\n---\nThe grey goose sleeps.")
    summary = rebuild([tmp_path], tmp_path.with_suffix(".index"))
    assert summary.counts["articles"] == 4
    assert [(Path(item.path).name, item.failures) for item in summary.bad] == [("b.md", 0), ("c.md", 0)]
    assert str(summary.bad[1]).endswith(
        f"http://geese.example/grey?from=feed has the text of another address of its source, from {tmp_path}/a.md; "
        "both are kept"
    )


def test_what_holds_no_paragraph_is_not_the_first_of_its_id(tmp_path: Path) -> None:
    """A page may have been fetched twice, and the first time only its banner came."""
    for name, text in (("a", "Accept all cookies"), ("b", "The goose sleeps.")):
        (tmp_path / f"{name}.md").write_text(f"---\nurl: https://geese.example/grey\n---\n{text}")
    summary = rebuild([tmp_path], tmp_path.with_suffix(".index"))
    assert [Path(bad.path).name for bad in summary.bad] == ["a.md"]
    assert "no paragraph is left" in summary.bad[0].reason
    assert summary.counts["articles"] == 1


@pytest.mark.parametrize("query", ["demonym:ukrainian", "demonym:ukraine", "demonym:ukrain*", 'demonym:"Ukrainian"'])
def test_a_people_is_found_by_its_name_and_by_its_country(archive: Archive, query: str) -> None:
    assert archive.search(SearchRequest(query)).total == 3


@pytest.mark.parametrize("query", ["location:ukrainian", "location:ukraine", "country:UA", "demonym:richmond"])
def test_a_people_is_no_place(archive: Archive, query: str) -> None:
    assert archive.search(SearchRequest(query)).total == 0


def test_an_article_in_another_language_is_found_and_not_annotated(tmp_path: Path) -> None:
    (tmp_path / "vorn.md").write_text(
        "---\ntitle: Brücke gesperrt\n---\n\n“Die Häuser am Fluss bleiben leer”, sagte die Bürgermeisterin Ada Lund in "
        "Berlin, nachdem die alte Brücke am Montag gesperrt worden war.\n"
    )
    rebuild([tmp_path / "vorn.md"], tmp_path / "index", processes=1)
    [hit] = Archive(tmp_path / "index").search(SearchRequest("haus")).results
    assert (hit.article.other_language, hit.speakers, hit.locations) == ("German", (), ())


def test_where_all_is_passed_over_that_is_why_nothing_was_indexed(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text("<rss version='2.0'><channel><item><title>Rain</title></item></channel></rss>")

    with pytest.raises(
        NothingToIndexError, match=r"all there was is passed over \(1 entries of feeds without a text\)"
    ):
        rebuild([tmp_path / "feed.xml"], tmp_path / "index", processes=1)


def test_files_that_vanish_after_they_were_found_are_named_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "geese"
    (folder / "moved").mkdir(parents=True)
    for name in ("a.txt", "moved/b.txt", "moved/c.jsonl", "moved/d.zip"):
        (folder / name).write_text('{"text": "The goose sleeps."}')

    def found_and_gone(paths: object) -> list[FoundFile | BadInput]:
        found = list(find_files([folder]))
        shutil.rmtree(folder / "moved")
        return found

    monkeypatch.setattr("index.pipeline.rebuild.find_files", found_and_gone)

    summary = rebuild([folder], tmp_path / "index")

    assert summary.counts["articles"] == 1
    assert [item.reason for item in summary.bad] == ["it can't be read: No such file or directory"] * 3

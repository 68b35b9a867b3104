"""What is sampled of an archive, and which lexicon an article gets."""

import random
from itertools import pairwise
from pathlib import Path

import pytest

from index.annotation.locations import NO_LEXICON
from index.documents.article import Article
from index.pipeline import local_lexicons
from index.pipeline.local_lexicons import NO_LEXICONS, LocalLexicons, Sample, beginning, evenly, sampled
from index.readers import unpack
from index.sources.files import FoundFile
from index.sources.walk import find_files
from index.store.files.folder import Folder


def article(number: int, source: str = "Goose Gazette", text: str = "A goose.") -> Article:
    return Article(f"goose-{number}", "geese.jsonl", text, source=source)


def page(number: int) -> FoundFile:
    return FoundFile(Path(f"{number}.html"), f"{number}.html", f"{number}.html", "html", "", 1)


def kept(*articles: Article) -> list[str]:
    sample = Sample()
    for one in articles:
        sample.add(one)
    return [one.id for one in sample.articles()]


def test_of_a_source_the_same_few_are_kept_in_any_order() -> None:
    geese = [article(number) for number in range(100)]
    in_order = kept(*geese)
    random.Random(1).shuffle(geese)
    assert kept(*geese) == in_order
    assert len(in_order) == local_lexicons.MOST_OF_A_SOURCE


def test_of_many_sources_each_has_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_lexicons, "MOST_ARTICLES", 20)
    geese = [article(number, f"Gazette {number % 4}") for number in range(80)]
    in_order = kept(*geese)
    assert len(in_order) == 20
    assert kept(*reversed(geese)) == in_order


def test_of_too_many_sources_the_first_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_lexicons, "MOST_ARTICLES", 20)
    found = kept(*(article(number, f"Gazette {number}") for number in range(50)))
    assert sorted(found) == sorted(f"goose-{number}" for number in range(20))


def test_an_article_without_a_source_is_not_kept() -> None:
    assert kept(article(1, source="")) == []


def test_only_the_beginning_is_looked_at() -> None:
    short = article(1, text="A goose.")
    assert beginning(short) is short
    text = beginning(article(1, text="Lerwick " * local_lexicons.CHARACTERS)).text
    assert set(text.split()) == {"Lerwick"}
    assert len(text) <= local_lexicons.CHARACTERS


@pytest.mark.parametrize(("there", "read"), [(0, 0), (3, 3), (100, 40), (2_000, 100), (50_000, 500)])
def test_files_of_one_article_are_read_at_even_distances(there: int, read: int) -> None:
    pages = [page(number) for number in range(there)]
    chosen = evenly(pages)
    assert len(chosen) == read == len({one.shown for one in chosen})
    gaps = {int(b.path.stem) - int(a.path.stem) for a, b in pairwise(chosen)}
    assert len(gaps) <= 2


def test_bad_lines_and_files_without_a_source_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('no JSON\n{"text": "A goose."}\n{"text": "A goose.", "source": "Gazette"}\n')
    (tmp_path / "b.txt").write_text("A goose.")
    (tmp_path / "c.md").write_text("---\nsource: Gazette\n---\nA goose.")
    article, file = sampled(list(find_files([tmp_path, tmp_path / "absent"])), unpack)
    assert isinstance(article, Article)
    assert isinstance(file, FoundFile)
    assert file.relative == "c.md"


def test_a_text_that_begins_with_much_space_has_no_beginning() -> None:
    assert not beginning(article(1, text=" " * local_lexicons.CHARACTERS + "Lerwick")).text


def test_an_article_is_left_out_of_its_own_lexicon() -> None:
    learned = LocalLexicons.of([("Gazette", "goose-1", {1}), ("Gazette", "goose-2", {2}), ("Herald", "goose-3", {3})])
    assert set(learned.for_article(article(1, "Gazette")).places) == {2}
    assert set(learned.for_article(article(9, "Gazette")).places) == {1, 2}


def test_an_article_without_a_source_or_of_an_unknown_one_has_no_lexicon() -> None:
    learned = LocalLexicons.of([("Gazette", "goose-1", {1})])
    assert learned.for_article(article(9, "")) == learned.for_article(article(9, "Herald")) == NO_LEXICON
    assert NO_LEXICONS.for_article(article(1)) == NO_LEXICON


def test_lexicons_are_kept_with_a_generation(tmp_path: Path) -> None:
    lexicons = LocalLexicons.of([("Goose Gazette", "goose-1", {3, 1}), ("Zoë’s Paper", "goose-2", {2})])
    lexicons.write(tmp_path)
    assert LocalLexicons.read(Folder(tmp_path)) == lexicons
    assert LocalLexicons.read(Folder(tmp_path / "without")) == NO_LEXICONS


def test_lexicons_of_another_gazetteer_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    LocalLexicons.of([("Goose Gazette", "goose-1", {1})]).write(tmp_path)
    monkeypatch.setattr(local_lexicons, "gazetteer_key", lambda: "another")
    assert LocalLexicons.read(Folder(tmp_path)) == NO_LEXICONS

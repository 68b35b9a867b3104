"""The engines are asked the same of the same: drawn alike, answered alike, and what differs is said."""

import dataclasses
import gzip
import io
import json
import random
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from benchmarks.engine import building, corpora, preparing, stories, synthetic, timing
from benchmarks.engine.__main__ import main
from benchmarks.engine.adapters import BUILDS, ENGINES, Opened
from benchmarks.engine.frequencies import Frequencies
from benchmarks.engine.queries import Drawn, Filter, Query, draw
from index.annotation.spans import Annotation

pytestmark = pytest.mark.slow

NOUNS = ["harbour", "bridge", "mayor", "winter", "ferry", "council", "lighthouse", "storm", "museum", "orchard"]
VERBS = ["closed", "opened", "measured", "painted", "repaired", "visited", "feared", "praised"]
ODDITIES = ["the U.S. envoy", "O’Brien’s boat", "1,000.5 tonnes of salt", "Zürich’s tram", "a naïve plan"]
PARAGRAPHS = 300
CLASSES = (
    "term",
    "frequent term",
    "AND of 2",
    "AND of 3",
    "OR of 2",
    "OR of 3",
    "phrase of 2",
    "filtered term",
    "prefix",
)


def sentence(numbers: random.Random) -> str:
    noun, other = numbers.sample(NOUNS, 2)
    return f"On that day the {noun} {numbers.choice(VERBS)} the {other} near {numbers.choice(ODDITIES)}."


def article(number: int) -> dict[str, object]:
    numbers = random.Random(number)
    text = "\n\n".join(f"{sentence(numbers)} {sentence(numbers)}" for _ in range(5))
    date = f"20{number % 20 + 10}-0{number % 9 + 1}-15T12:00:00" if number % 7 else None
    return {"id": f"a{number}", "title": "", "date": date, "source": f"The Paper, No. {number % 3}", "text": text}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two invented corpora of 40 articles with 5 paragraphs each."""
    path = tmp_path_factory.mktemp("corpora")
    for at, name in enumerate(corpora.FILES):
        with gzip.open(path / name, "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(article(number)) + "\n" for number in range(at * 40, at * 40 + 40))
    return path


@pytest.fixture(scope="module")
def work(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the documents made ready."""
    path = tmp_path_factory.mktemp("work")
    preparing.prepare(folder, path, PARAGRAPHS, seed=3)
    return path


@pytest.fixture(scope="module")
def drawn(work: Path) -> Drawn:
    return draw(Frequencies.of(stories.read(preparing.documents(work)), seed=3), 12, seed=3)


@pytest.fixture(scope="module")
def opened(work: Path) -> Mapping[str, Opened]:
    """Every engine that is installed, with an index of the documents."""
    engines = {}
    for build in BUILDS:
        if build.function == "build" and not ENGINES[build.engine].lacks():
            (work / build.folder).mkdir()
            figures = building.build_here(build, stories.read(preparing.documents(work)), work / build.folder)
            assert figures.paragraphs == PARAGRAPHS
            assert figures.index_bytes > 0
            engines[build.engine] = ENGINES[build.engine].open(work / build.folder)
    return engines


def taken(folder: Path, paragraphs: int, seed: int = 1) -> list[corpora.Cleaned]:
    return list(corpora.take(folder, paragraphs, seed))


def test_a_sample_is_of_whole_articles_in_the_order_of_the_corpora(folder: Path) -> None:
    ids = [cleaned.source.id for cleaned in taken(folder, 48)]
    assert len(ids) == 10
    assert ids == sorted(ids, key=lambda name: int(name[1:]))
    assert ids == [cleaned.source.id for cleaned in taken(folder, 48)]
    assert ids != [cleaned.source.id for cleaned in taken(folder, 48, seed=2)]


def test_beyond_the_corpora_articles_are_copied_with_other_ids_and_later_dates(folder: Path) -> None:
    articles = [cleaned.source for cleaned in taken(folder, 900)]
    assert len(articles) == len({source.id for source in articles}) == 180
    original, copy, second = articles[1], articles[81], articles[161]
    assert (copy.text, copy.source, copy.id) == (original.text, original.source, "a1-1")
    assert (original.date, copy.date, second.date) == ("2011-02-15", "2012-03-21", "2013-04-25")


def test_an_absent_corpus_is_named_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--corpora", str(tmp_path)]) == 1
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith(f"{tmp_path / corpora.FILES[0]} is needed, and is not part of the project")


def test_stories_are_read_as_they_were_written(work: Path) -> None:
    told = list(stories.read(preparing.documents(work)))
    assert sum(len(story.passages) for story in told) == PARAGRAPHS
    assert sum(len(story.passages) for story in stories.first(told, 11)) == 15
    first = told[0].passages[0]
    assert first.tokens.startswith("on that day the ")
    assert first.speakers == tuple(dict.fromkeys(speaker.name for speaker in first.annotation.speakers))


def test_invented_names_are_as_many_as_meant_and_always_the_same() -> None:
    def some() -> list[Annotation]:
        return [annotation for annotation, _ in zip(synthetic.annotations(5), range(20_000), strict=False)]

    found = some()
    assert found == some()
    speakers = sum(len(annotation.speakers) for annotation in found) / len(found)
    places = [location for annotation in found for location in annotation.locations]
    assert speakers == pytest.approx(0.6, abs=0.02)
    assert len(places) / len(found) == pytest.approx(0.8, abs=0.03)
    assert sum(place.country is not None for place in places) / len(places) > 0.75


def test_queries_are_drawn_alike_for_the_same_seed_only(work: Path, drawn: Drawn) -> None:
    known = Frequencies.of(stories.read(preparing.documents(work)), seed=3)
    assert draw(known, 12, seed=3) == drawn
    assert draw(known, 12, seed=4) != drawn
    assert tuple(drawn.classes) == CLASSES
    assert all(len(set(queries)) == len(queries) == 12 for queries in drawn.classes.values())


def test_a_term_is_typed_as_a_word_that_is_read_as_it(work: Path) -> None:
    known = Frequencies.of(stories.read(preparing.documents(work)), seed=3)
    assert known.typed("u.s") == "u.s"
    assert known.typed("bridg") == "bridge"


def test_a_prefix_that_words_and_stems_complete_differently_is_not_drawn() -> None:
    known = Frequencies()
    known.terms.update({"cri": 50, "winter": 50})
    known.words_of.update({"cri": {"cry", "cries"}, "winter": {"winter"}})
    drawn = draw(known, 5, seed=1)
    assert {query.terms for query in drawn.classes["prefix"]} == {("win",), ("wint",)}
    assert drawn.repeated["of a prefix that words and their stems complete differently"] > 0


@pytest.mark.parametrize("name", CLASSES)
def test_all_engines_find_as_many(opened: Mapping[str, Opened], drawn: Drawn, name: str) -> None:
    for query in drawn.classes[name]:
        totals = {engine: one.top(query) for engine, one in opened.items()}
        assert len(set(totals.values())) == 1, (query, totals)
    assert any(opened["fts5"].top(query) for query in drawn.classes[name])


@pytest.mark.parametrize(
    ("term", "word"), [("u.s", "u.s."), ("obrien", "o'brien"), ("1000.5", "1,000.5"), ("zurich", "zurich")]
)
def test_a_term_with_signs_in_it_is_one_token_for_all(opened: Mapping[str, Opened], term: str, word: str) -> None:
    query = Query("term", (term,), (word,))
    totals = {engine: one.top(query) for engine, one in opened.items()}
    assert len(set(totals.values())) == 1, totals
    assert totals["whoosh"] > 0


def test_a_value_with_signs_in_it_is_one_token_for_all(opened: Mapping[str, Opened]) -> None:
    query = Query("term", ("the",), ("the",), Filter("source", ("The Paper, No. 1",)))
    totals = {engine: one.top(query) for engine, one in opened.items()}
    assert len(set(totals.values())) == 1, totals
    assert 0 < totals["fts5"] < PARAGRAPHS


@pytest.mark.parametrize("name", [name for name, engine in ENGINES.items() if engine.makes_pages])
def test_a_page_has_the_total_of_the_top(opened: Mapping[str, Opened], drawn: Drawn, name: str) -> None:
    if name not in opened:
        pytest.skip(ENGINES[name].lacks() or "")
    for query in (query for queries in drawn.classes.values() for query in queries):
        assert opened[name].page(query) == opened[name].top(query)


def test_engines_take_turns_and_a_slow_one_is_asked_less(drawn: Drawn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "QUERIES_A_TURN", 2)
    asked: list[str] = []

    def answer(name: str, total: int) -> timing.Answer:
        def one(query: Query) -> int:
            asked.append(name)
            return total

        return one

    queries = drawn.classes["term"][:5]
    measured = timing.measure({"fast": answer("fast", 7), "slow": answer("slow", 8)}, queries, {"slow": 3})
    assert "".join(name[0] for name in asked) == "fffff" + "sss" + "ffss" + "sff" + "f"
    assert (len(measured["fast"].milliseconds), len(measured["slow"].milliseconds)) == (5, 3)
    differing = timing.disagreements(queries, measured)
    assert [one.query for one in differing] == queries[:3]
    assert differing[0].totals == {"fast": 7, "slow": 8}


def test_an_engine_that_fails_is_left_out_and_says_how(drawn: Drawn) -> None:
    def broken(query: Query) -> int:
        raise IndexError("out of bounds")

    queries = drawn.classes["term"]
    measured = timing.measure({"broken": broken, "sound": lambda query: 1}, queries, {})
    assert measured["broken"].failure == f"{queries[0]}: IndexError: out of bounds"
    assert not len(measured["broken"].milliseconds)
    assert len(measured["sound"].milliseconds) == len(queries)
    assert timing.disagreements(queries, measured) == []


@pytest.fixture(scope="module")
def printed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the command prints of two engines."""
    kept = tmp_path_factory.mktemp("kept")
    command = ["--corpora", str(folder), "--work", str(kept), "--paragraphs", "50", "--queries", "3"]
    out = io.StringIO()
    with redirect_stdout(out):
        assert main([*command, "--engines", "fts5,whoosh"]) == 0
        assert main([*command, "--engines", "fts5,whoosh"]) == 0
    return out.getvalue()


def test_the_tables_are_printed(printed: str) -> None:
    first = printed.partition("Built in an earlier run")[0]
    assert first.startswith("50 paragraphs, 3 queries a class, seed 1, synthetic names.")
    assert "|  | Whoosh ms | FTS5 ms |" in first
    assert all(f"\n| {name} | " in first for name in CLASSES)
    assert "Totals: Whoosh, FTS5 agree on all 27 queries." in first
    assert "\n| Whoosh, its own StemmingAnalyzer | 50 | " in first
    assert "\n| FTS5, from tokens | 50 | " in first


def test_what_an_earlier_run_built_is_said(printed: str) -> None:
    assert "Built in an earlier run: Whoosh, from tokens\n" in printed
    assert "Built in an earlier run: FTS5, from tokens\n" in printed


def test_a_build_that_fails_is_reported_by_its_last_words(work: Path, tmp_path: Path) -> None:
    absent = dataclasses.replace(BUILDS[-1], function="build_otherwise")
    with pytest.raises(building.BuildError, match="has no attribute 'build_otherwise'"):
        building.measure(absent, preparing.documents(work), tmp_path)

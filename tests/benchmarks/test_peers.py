"""The peers speak Dateline's form, and the table that they stand in says plainly what could not be measured."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import scoring, table
from benchmarks.peers.lines import Mention, annotated, paragraphs
from tests.conftest import PROJECT

pytestmark = pytest.mark.slow

TEXT = "Rain in Hamburg.\n\n“We will build the new bridge here in Germany,” said Anna Lind on Friday."
SPEAKER = {"Anna Lind"}
PLACES = {"Hamburg", "Germany"}


def annotate(peer: str) -> list[dict[str, list[Mention]]]:
    """Run a peer over TEXT; its paragraphs."""
    if lack := table.lacking(sys.executable, peer):
        pytest.skip(lack)
    command = [sys.executable, "-m", f"benchmarks.peers.{peer}"]
    line = json.dumps({"id": "bridge", "text": TEXT})
    run = subprocess.run(command, input=line, cwd=PROJECT, capture_output=True, text=True, check=True)
    answer = json.loads(run.stdout)
    assert answer["id"] == "bridge"
    return list(answer["paragraphs"])


def named(found: list[dict[str, list[Mention]]], field: str) -> list[Mention]:
    return [mention for paragraph in found for mention in paragraph[field]]


@pytest.mark.parametrize("peer", table.SPEAKERS.peers)
def test_a_peer_for_speakers_names_who_is_quoted(peer: str) -> None:
    found = named(annotate(peer), "speakers")
    assert {speaker["name"] for speaker in found} == SPEAKER
    assert {TEXT[speaker["start"] : speaker["end"]] for speaker in found} == SPEAKER


@pytest.mark.parametrize("peer", table.LOCATIONS.peers)
def test_a_peer_for_locations_finds_places_and_their_points(peer: str) -> None:
    found = named(annotate(peer), "locations")
    assert {place["name"] for place in found} == PLACES
    assert {TEXT[place["start"] : place["end"]] for place in found} == PLACES
    assert {place["country"] for place in found} == {"DE"}
    assert all(47 < place["latitude"] < 55 for place in found)


def test_paragraphs_stand_between_blank_lines() -> None:
    assert list(paragraphs("\n one\ntwo \n \n\nthree")) == [(2, "one\ntwo"), (14, "three")]


def test_mentions_are_laid_at_offsets_into_the_article() -> None:
    paragraph = annotated(10, "Anna Lind", [{"name": "Anna Lind", "start": 0, "end": 9}], [])
    assert paragraph["speakers"] == [{"name": "Anna Lind", "start": 10, "end": 19}]
    assert (paragraph["start"], paragraph["end"]) == (10, 19)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A gold file of one article."""
    person = {"kind": "person-name", "name": "Anna Lind", "full": "Anna Lind", "direct": True, "speech": True}
    span = {"start": TEXT.index("“"), "end": len(TEXT)}
    article = {"id": "bridge", "text": TEXT, "compartment": "dev", "paragraphs": [span], "gold": [[person]]}
    path = tmp_path / "gold.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(article) + "\n")
    return path


PERFECT = """
import json, sys
for line in sys.stdin:
    article = json.loads(line)
    at = article["text"].find("Anna Lind")
    speakers = [{"name": "Anna Lind", "start": at, "end": at + 9}] if at >= 0 else []
    print(json.dumps({"id": article["id"], "paragraphs": [{"speakers": speakers}]}))
"""


@pytest.mark.shared
def test_an_annotator_is_measured_by_the_shared_scorer(gold: Path) -> None:
    figures = scoring.measure("speakers", gold, [], [sys.executable, "-c", PERFECT])
    assert figures["precision"] == figures["F1 named"] == figures["fullest name"] == "100.0"


@pytest.mark.shared
def test_a_failing_command_is_reported_with_its_own_last_words(gold: Path) -> None:
    failing = [sys.executable, "-c", "import sys; sys.exit('the model is broken')"]
    with pytest.raises(
        scoring.MeasuringError, match=r"^the command failed with exit status 1 \(the model is broken\)$"
    ):
        scoring.measure("speakers", gold, [], failing)


@pytest.mark.shared
def test_the_table_names_what_failed_and_what_was_left_out(
    gold: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(table, "DATELINE", [sys.executable, "-c", "import sys; sys.exit('no gazetteer')"])
    monkeypatch.setattr(table, "lacking", lambda python, peer: "No module named 'spacy'")

    status = table.main(table.SPEAKERS, ["--gold", str(gold), "--part", "all"])

    printed = capsys.readouterr().out
    assert status == 1
    assert "Failed: **Dateline**: the command failed with exit status 1 (no gazetteer)" in printed
    assert "Left out: textacy `direct_quotations`, by paragraph: No module named 'spacy'" in printed


def test_rows_are_laid_out_as_a_markdown_table() -> None:
    rows = {"one": {"precision": "90", "speed": "1,000"}, "two": {"precision": "80", "speed": "9"}}
    assert table.markdown(rows) == (
        "|  | precision | speed |\n| --- | --- | --- |\n| one | 90 | 1,000 |\n| two | 80 | 9 |"
    )

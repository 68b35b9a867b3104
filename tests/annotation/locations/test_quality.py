"""Floors below which places must not fall, on the corpora beside the project.

The weights were learned on the same articles, so these figures flatter: they guard against breakage.  Cross-validated
by source (benchmarks/locations_learn.py --folds 5) they are F1 92.1, precision 90.8, end to end 87.1.
"""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.annotation.locations import locate
from index.annotation.speakers import attribute
from index.gazetteer import Gazetteer


def located(text: str, gazetteer: Gazetteer) -> list[dict[str, Any]]:
    paragraphs = text.split("\n")
    people = attribute(paragraphs)
    mentions = [paragraph.person_mentions for paragraph in people.paragraphs]
    found, at = [], 0
    for paragraph, places in zip(paragraphs, locate(paragraphs, gazetteer, people.people, mentions), strict=True):
        for place in places:
            start, end = at + place.start, at + place.end
            found.append(
                {
                    "start": start,
                    "end": end,
                    "text": text[start:end],
                    "lat": place.latitude,
                    "lon": place.longitude,
                    "country": place.country,
                }
            )
        at += len(paragraph) + 1
    return found


@pytest.mark.shared
def test_recognition_and_resolution_stay_above_their_floors(shared: Path, tmp_path: Path, gazetteer: Gazetteer) -> None:
    gold = shared / "corpora" / "locations-dev.jsonl.gz"
    predictions = tmp_path / "predictions.jsonl"
    with gzip.open(gold, "rt", encoding="utf-8") as lines, predictions.open("w", encoding="utf-8") as file:
        for line in lines:
            article = json.loads(line)
            file.write(json.dumps({"id": article["id"], "locations": located(article["text"], gazetteer)}) + "\n")
    scorer = [sys.executable, str(shared / "evals" / "locations.py"), str(gold), str(predictions), "--json"]
    figures = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)["figures"]["ALL"]
    assert figures["overlap_F1"] >= 92.5
    assert figures["overlap_P"] >= 91
    assert figures["e2e"] >= 87.5


@pytest.mark.shared
def test_the_first_article_has_its_places(shared: Path, gazetteer: Gazetteer) -> None:
    text = (shared / "articles" / "kharkiv-counteroffensive.txt").read_text(encoding="utf-8")
    names = {place["text"] for place in located(text, gazetteer)}
    wanted = {"Russia", "Ukraine", "Kharkiv", "Balakliia", "Kupiansk", "Izyum", "Donbas", "Kherson", "Moscow", "Kyiv"}
    assert wanted | {"Oskil", "Black Sea", "Donetsk"} <= names
    assert not names & {"Ferris", "Putin", "Western", "NATO"}

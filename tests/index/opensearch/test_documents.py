"""The documents of an archive hold the terms that the embedded engine would index, each at its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.batch import IndexedBatch
from index.documents.article_head import decode_head
from index.opensearch.documents import SPACE, documents_of, spelled
from index.opensearch.mapping import GAP, HOLE, OTHER_FORM
from tests.archives import Said, Story, Told, batches_of

STORY = Story(
    "bells",
    (
        Told(
            "“Re-elect the bell ringers twice,” Ada Lund told Bo Ek in Porvoo. “Never,” Ek said, and “ring”.",
            (Said("Re-elect the bell ringers twice,", "Ada Lund"), Said("Never,", "Bo Ek"), Said("ring", None)),
            places=(("Porvoo", "FI", ("Uusimaa", "Finland")),),
        ),
        Told("Eleven"),
    ),
    "The bells of Brannoc",
    "2031-05-09",
    "Lantern Wire",
)


def sources(batch: IndexedBatch) -> list[Mapping[str, Any]]:
    return [document.source for document in documents_of(batch, 7)]


def batch_of(story: Story) -> IndexedBatch:
    [batch] = batches_of([story])
    return batch


def read(values: Sequence[str]) -> Iterator[tuple[str, int]]:
    """What the cluster makes of values of tokens: terms and their positions."""
    position = -GAP
    for value in values:
        position += GAP
        for word in value.split(" "):
            if word != HOLE:
                yield from ((term.replace(SPACE, " "), position) for term in word.split(OTHER_FORM))
            position += 1


def test_an_article_and_its_paragraphs_are_documents() -> None:
    documents = list(documents_of(batch_of(STORY), 7))
    article, first, second = (document.source for document in documents)
    assert [document.id for document in documents] == ["bells", "bells#1", "bells#2"]
    assert {document.article for document in documents} == {"bells"}
    assert [one["number"] for one in (article, first, second)] == [7, 7, 8]
    assert [one["family"] for one in (article, first)] == ["article", {"name": "paragraph", "parent": "bells"}]
    assert decode_head(article["head"].encode()).title == "The bells of Brannoc"
    assert article["whole"] == [*first["text"], *second["text"]]
    assert (first["day"], first["month"], first["year"]) == (20310509, 203105, 2031)
    assert (first["origin"], second["origin"], second["ordinal"]) == (7, 8, 2)
    assert (first["is_prose"], first["is_spoken"]) == (True, True)
    assert (second["is_prose"], second["is_spoken"]) == (False, False)
    assert (first["source_name"], first["source"]) == ("Lantern Wire", ["lantern wire"])


def test_what_each_speaker_says_is_apart() -> None:
    _, first, second = sources(batch_of(STORY))
    lund, ek, nobody = first["speech"]
    assert first["speaker_name"] == first["person"] == ["Ada Lund", "Bo Ek"]
    assert (lund["name"], lund["person"], lund["named"], lund["speaker"]) == (
        "Ada Lund",
        "Ada Lund",
        True,
        ["ada lund"],
    )
    assert "elect" in lund["said"][0] and "ring" not in lund["said"][0].split()
    assert ek["said"] == ["never"]
    assert nobody == {"said": ["ring"], "said_word": ["ring"]}
    assert "speech" not in second and "person" not in second


def test_places_are_told_by_the_article() -> None:
    article, first, _ = sources(batch_of(STORY))
    assert list(article["described"]) == first["place"]
    assert (first["location_name"], first["country"]) == (["Porvoo"], ["FI"])


@pytest.mark.parametrize("field", ["text", "location", "speaker_name"])
def test_terms_are_those_of_the_batch(field: str) -> None:
    batch = batch_of(STORY)
    tokens = batch.fields[field]
    terms = sorted(tokens.terms[number] for number in tokens.ids.tolist())
    values = [one.get(field, []) for one in sources(batch) if one["kind"] == "paragraph"]
    found = [[(one, 0) for one in value] if field == "speaker_name" else list(read(value)) for value in values]
    assert sorted(term for row in found for term, _ in row) == terms


def test_a_name_that_is_no_text_is_escaped() -> None:
    batch = batch_of(STORY)
    [head] = batch.heads
    article = sources(replace(batch, heads=[replace(head, path="caf\udce9")]))[0]
    assert article["head"].isprintable() and decode_head(article["head"].encode()).path == "caf\udce9"


@given(st.lists(st.tuples(st.sampled_from(["tide", "bell", "new york", "elf"]), st.integers(0, 250)), unique=True))
def test_terms_keep_their_distances(terms: list[tuple[str, int]]) -> None:
    ordered = sorted(terms, key=lambda term: term[1])
    found = list(read(spelled(ordered)))
    assert sorted(term for term, _ in found) == sorted(term for term, _ in ordered)
    steps = [after - before for (_, before), (_, after) in pairwise(ordered)]
    kept = [after - before for (_, before), (_, after) in pairwise(found)]
    assert all(one == other or min(one, other) > GAP for one, other in zip(steps, kept, strict=True))

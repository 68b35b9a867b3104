"""Paragraphs as numbers of terms: the same as going through each text by itself, batch after batch."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import batch_analyzer
from index.analysis.analyzer import OTHER_FORM, WORD_BREAK, chunk_words, placed_terms, stem
from index.analysis.batch_analyzer import BatchAnalyzer

texts = st.lists(
    st.text(st.sampled_from("aBst'., \n-北ﷺ"))
    | st.sampled_from(["The tides", "U.S.-led", "re-elected mid-F-16s", "Österåker’s Götz", "—", ""]),
    max_size=6,
)


def analyzed(batch: list[str], analyzer: BatchAnalyzer) -> tuple[list[list[str]], list[list[int]], dict[str, int]]:
    found = analyzer.analyze(batch)
    text = found.text
    borders = np.cumsum(text.counts)[:-1]
    assert text.positions is not None
    in_paragraphs = [[text.terms[term] for term in ids] for ids in np.split(text.ids, borders)] if batch else []
    positions = [part.tolist() for part in np.split(text.positions, borders)] if batch else []
    return in_paragraphs, positions, dict(zip(found.words, found.paragraphs.tolist(), strict=True))


def expected(batch: list[str]) -> tuple[list[list[str]], list[list[int]], dict[str, int]]:
    stand_in = Counter(word for text in batch for word in spelled(text))
    found = [placed_terms(text) for text in batch]
    return [spelled for spelled, _ in found], [positions for _, positions in found], dict(stand_in)


def spelled(text: str) -> set[str]:
    found = filter(None, chunk_words(text.split()))
    return {word.lstrip(OTHER_FORM) for words in found for word in words.split(WORD_BREAK)}


@given(st.lists(texts, max_size=4))
def test_batches_are_analyzed_as_each_text_by_itself(batches: list[list[str]]) -> None:
    analyzer = BatchAnalyzer()
    for batch in batches:
        assert analyzed(batch, analyzer) == expected(batch)


def test_no_more_chunks_are_remembered_than_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_analyzer, "CHUNKS_KEPT", 3)
    analyzer = BatchAnalyzer()
    for batch in (["The tide is late"], ["A hum"], ["The tide, the tides"], ["Clocks"]):
        assert analyzed(batch, analyzer) == expected(batch)
        assert len(analyzer) < 3 + 4


def forms(batch: list[str], analyzer: BatchAnalyzer) -> list[list[str]]:
    found = analyzer.analyze(batch).forms
    return [[found.terms[form] for form in ids] for ids in np.split(found.ids, np.cumsum(found.counts)[:-1])]


@given(st.lists(st.lists(st.sampled_from(["tide", "tides", "tidal", "U.S.-led", "clock", "clocks"]), max_size=5)))
def test_a_word_is_a_form_where_its_stem_alone_would_not_tell(paragraphs: list[list[str]]) -> None:
    if not paragraphs:
        return
    expected = []
    for said in paragraphs:
        different = spelled(" ".join(said))
        others = {stem(word) for word in different if stem(word) != word}
        expected.append(sorted(word for word in different if stem(word) != word or word in others))

    assert [sorted(found) for found in forms([" ".join(said) for said in paragraphs], BatchAnalyzer())] == expected

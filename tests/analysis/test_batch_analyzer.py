"""Paragraphs as numbers of terms: the same as going through each text by itself, batch after batch."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import batch_analyzer as lexicon
from index.analysis.analyzer import terms, words
from index.analysis.batch_analyzer import Lexicon, spell
from index.store.counts import Vocabulary

texts = st.lists(
    st.text(st.sampled_from("aBst'., \n-北ﷺ")) | st.sampled_from(["The tides", "U.S.-led", "—", ""]), max_size=6
)


def spelled(batch: list[str], by: Lexicon | None = None) -> tuple[list[list[str]], list[list[int]], dict[str, int]]:
    text, different, stand_in = spell(batch) if by is None else by.spell(batch)
    borders = np.cumsum(text.counts)[:-1]
    assert text.positions is not None
    in_paragraphs = [[text.terms[term] for term in ids] for ids in np.split(text.ids, borders)] if batch else []
    positions = [part.tolist() for part in np.split(text.positions, borders)] if batch else []
    return in_paragraphs, positions, dict(zip(different, stand_in.tolist(), strict=True))


def expected(batch: list[str]) -> tuple[list[list[str]], list[list[int]], dict[str, int]]:
    stand_in = Counter(word for text in batch for word in set(words(text)))
    return [terms(text) for text in batch], [list(range(len(terms(text)))) for text in batch], dict(stand_in)


@given(st.lists(texts, max_size=4))
def test_a_lexicon_spells_as_the_analyzer_does(batches: list[list[str]]) -> None:
    one = Lexicon()
    for batch in batches:
        assert spelled(batch, one) == expected(batch)


def test_a_full_lexicon_is_put_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "CHUNKS_KEPT", 3)
    monkeypatch.setattr(lexicon, "_lexicon", Lexicon())
    for batch in (["The tide is late"], ["A hum"], ["The tide, the tides"], ["Clocks"]):
        assert spelled(batch) == expected(batch)
        assert len(lexicon._lexicon) < 3 + 4


def test_the_rarest_words_are_forgotten() -> None:
    vocabulary = Vocabulary(kept=2)
    vocabulary.add({"tide": 3, "hum": 1, "clock": 2, "boat": 1})
    assert dict(vocabulary.items()) == {"tide": 3, "hum": 1, "clock": 2, "boat": 1}
    vocabulary.add({"hum": 1, "bridge": 1})
    assert dict(vocabulary.items()) == {"tide": 3, "hum": 2}


def test_words_come_in_the_order_of_a_dictionary() -> None:
    vocabulary = Vocabulary(kept=9)
    for batch in ({"tide": 3}, {"hum": 1, "zürich": 1}, {"北": 4, "tide": 1}):
        vocabulary.add(batch)
    assert list(vocabulary.items()) == [("hum", 1), ("tide", 4), ("zürich", 1), ("北", 4)]

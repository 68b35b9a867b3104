"""Words are counted in bounded memory."""

from index.store.counts import WordCounts


def test_the_rarest_words_are_forgotten() -> None:
    counts = WordCounts(kept=2)
    counts.add({"tide": 3, "hum": 1, "clock": 2, "boat": 1})
    assert dict(counts.items()) == {"tide": 3, "hum": 1, "clock": 2, "boat": 1}
    counts.add({"hum": 1, "bridge": 1})
    assert dict(counts.items()) == {"tide": 3, "hum": 2}


def test_words_come_in_the_order_of_a_dictionary() -> None:
    counts = WordCounts(kept=9)
    for batch in ({"tide": 3}, {"hum": 1, "zürich": 1}, {"北": 4, "tide": 1}):
        counts.add(batch)
    assert list(counts.items()) == [("hum", 1), ("tide", 4), ("zürich", 1), ("北", 4)]

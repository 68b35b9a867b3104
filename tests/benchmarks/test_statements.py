"""The extents of indirect speech are measured, and stay as good as they were."""

import pytest

from benchmarks import statements

FLOORS = {"dev": {"exact F1": 94.0, "overlap F1": 96.0}, "held": {"exact F1": 84.0, "overlap F1": 95.0}}


def test_exact_ends_and_common_words_are_counted() -> None:
    text = "Ek said it was late in Sund."
    figures = statements.figures([(text, [(8, 19)], [(8, 27)]), (text, [(8, 27)], [(8, 27)])])
    assert figures["exact F1"] == 50
    assert figures["overlap F1"] == 200 * 8 / (8 + 10)


def test_every_sentence_has_its_brackets_in_pairs_and_both_parts_are_large() -> None:
    for part in FLOORS:
        read = statements.sentences(part)
        assert len(read) >= 40
        assert all(0 <= start < end <= len(text) for text, spans in read for start, end in spans)


@pytest.mark.parametrize("part", FLOORS)
def test_no_figure_is_below_its_floor(part: str) -> None:
    figures, _ = statements.measure(part)
    assert not {name: figures[name] for name, floor in FLOORS[part].items() if figures[name] < floor}

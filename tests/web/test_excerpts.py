import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.rendering.excerpts import MAX_WORDS, excerpt, sentences

FILLER = "The tide table was read aloud again to an empty hall. "


def spans(text: str, *words: str) -> list[tuple[int, int]]:
    return [(text.index(word), text.index(word) + len(word)) for word in words]


def test_short_paragraph_is_shown_whole() -> None:
    shown = excerpt("The ferry waits.", [(4, 9)], [])

    assert (shown.text, shown.marks, shown.before, shown.after) == ("The ferry waits.", ((4, 9),), False, False)


def test_long_paragraph_is_cut_to_the_sentences_around_the_hits() -> None:
    text = FILLER * 10 + "A walrus sang in Bergen. " + FILLER * 10
    shown = excerpt(text, spans(text, "walrus"), [])

    assert "walrus" in [shown.text[start:end] for start, end in shown.marks]
    assert shown.text.startswith("The tide") or shown.text.startswith("A walrus")
    assert shown.text.endswith(".")
    assert len(shown.text.split()) <= MAX_WORDS
    assert shown.before and shown.after


def test_beginning_is_shown_where_nothing_is_marked() -> None:
    shown = excerpt(FILLER * 20, [], [])

    assert not shown.before and shown.after


def test_quotation_is_never_divided() -> None:
    said = FILLER.strip() + " " + FILLER * 3
    text = f"{FILLER * 8}“{said.strip()}” said the walrus. {FILLER * 3}"
    quotation = (text.index("“") + 1, text.index("”"))
    shown = excerpt(text, spans(text, "walrus"), [quotation])

    assert [shown.text[start:end] for start, end in shown.quotations] == [said.strip()]


def test_abbreviations_and_initials_end_no_sentence() -> None:
    text = "Gen. J. Oril left. “Good,” said Dr. Quill. Then No. 7 sailed."

    assert [text[start:end].strip() for start, end in sentences(text, [(20, 25)])] == [
        "Gen. J. Oril left.",
        "“Good,” said Dr. Quill.",
        "Then No. 7 sailed.",
    ]


@given(st.lists(st.sampled_from(["Seal.", "Tide", "“We", "wait.”", "J.", "go", "Now?", "…"]), max_size=150))
def test_any_text_is_cut_at_words(words: str) -> None:
    text = " ".join(words)
    shown = excerpt(text, [], [])

    assert shown.text in text
    assert set(shown.text.split()) <= set(words)


@pytest.mark.parametrize("text", ["鷗" * 5_000, "鷗の声。" * 1_000, "g" * 50_000, "g" * 30_000 + "鷗" * 3_000])
def test_what_has_no_spaces_is_cut_too(text: str) -> None:
    at = len(text) // 2
    cut = excerpt(text, [(at, at + 1)], [])

    assert cut.before and cut.after
    assert len(cut.text) <= 40 * MAX_WORDS
    assert len(cut.marks) == 1


def test_endless_sentence_is_cut_between_words_around_its_mark() -> None:
    text = "lantern " * 2_500 + "zeppelin " + "orchard " * 2_499 + "end."
    start = text.index("zeppelin")
    cut = excerpt(text, [(start, start + 8)], [])

    assert (cut.before, cut.after) == (True, True)
    assert len(cut.text.split()) == MAX_WORDS
    ((left, right),) = cut.marks
    assert cut.text[left:right] == "zeppelin"

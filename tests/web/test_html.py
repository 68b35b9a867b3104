import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.rendering.html import mark, merge, typeset

Spans = list[tuple[int, int]]
SPANS = st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30)), max_size=6)


@pytest.mark.parametrize(
    ("spans", "merged"),
    [
        ([(4, 6), (0, 2)], [(0, 2), (4, 6)]),
        ([(0, 3), (2, 5)], [(0, 5)]),
        ([(0, 3), (3, 5)], [(0, 5)]),
        ([(0, 9), (2, 3)], [(0, 9)]),
        ([(3, 3), (5, 2)], []),
        ([(-4, 2), (8, 99)], [(0, 2), (8, 10)]),
    ],
)
def test_spans_that_overlap_or_touch_become_one(spans: Spans, merged: Spans) -> None:
    assert merge(spans, 10) == merged


def test_text_is_escaped_inside_and_outside_of_marks() -> None:
    assert mark("a <b> & c", [(2, 5)]) == "a <mark>&lt;b&gt;</mark> &amp; c"


def test_quotation_is_set_off() -> None:
    assert typeset("“Yes,” he said", [], [(1, 5)]) == '“<span class="said">Yes,</span>” he said'


def test_mark_over_the_edge_of_a_quotation_is_divided() -> None:
    assert typeset("abcdef", [(1, 5)], [(3, 6)]) == ('a<mark>bc</mark><span class="said"><mark>de</mark>f</span>')


@given(text=st.text("ab<>&\"' ", max_size=28), marks=SPANS, quotations=SPANS)
def test_text_stays_the_same_without_the_markup(text: str, marks: Spans, quotations: Spans) -> None:
    assert mark(text, marks).striptags().split() == text.split() or "<" in text or "&" in text
    bare = typeset(text, marks, quotations)
    for element in ('<span class="said">', "</span>", "<mark>", "</mark>"):
        bare = bare.replace(element, "")

    assert bare.unescape() == text

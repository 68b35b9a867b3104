"""A long article in parts: each paragraph in one, none too long, and each part known from its neighbours."""

from hypothesis import given
from hypothesis import strategies as st

from search.limits import Limits
from search.service.parts import part_with
from tests.archives import archive_of, texts

LIMITS = Limits(max_part_paragraphs=5, max_part_bytes=100)
SIZES = st.lists(st.integers(0, 150), min_size=1, max_size=60)


@given(SIZES)
def test_parts_follow_one_another_and_hold_every_paragraph_once(sizes: list[int]) -> None:
    parts = [part_with(ordinal, sizes, LIMITS) for ordinal in range(1, len(sizes) + 1)]
    distinct = list(dict.fromkeys(parts))

    for ordinal, part in enumerate(parts, 1):
        assert part and part.start < ordinal <= part.stop
    for one, following in zip([None, *distinct], [*distinct, None], strict=True):
        if one and following:
            assert (one.stop, one.following) == (following.start, following.start + 1)
            assert following.previous == one.start + 1
        elif one or following:
            assert (one.following if one else following.previous if following else 0) is None


@given(SIZES)
def test_no_part_is_too_long_unless_one_paragraph_is(sizes: list[int]) -> None:
    for ordinal in range(1, len(sizes) + 1):
        part = part_with(ordinal, sizes, LIMITS)
        assert part and part.stop - part.start <= LIMITS.max_part_paragraphs
        assert sum(sizes[part.start : part.stop]) <= LIMITS.max_part_bytes or part.stop - part.start == 1


def test_there_is_no_part_with_a_paragraph_that_there_is_not() -> None:
    assert part_with(0, [1], LIMITS) is None
    assert part_with(2, [1], LIMITS) is None
    assert part_with(1, [], LIMITS) is None


def test_parts_together_are_the_article(tmp_path) -> None:  # type: ignore[no-untyped-def]
    archive = archive_of(tmp_path, texts(*(f"The bell {n} rang." for n in range(1, 451))), texts("A bell.", id="b"))
    whole = archive.article("a", "bell 7")
    assert whole

    parts, ordinal = [], 1
    while part := archive.article_part("a", ordinal, "bell 7"):
        parts.append(part)
        if part.following is None:
            break
        ordinal = part.following

    assert [hit for part in parts for hit in part.paragraphs] == list(whole.paragraphs)
    assert [spans for part in parts for spans in part.stretches] == list(whole.stretches)
    assert {part.hits for part in parts} == {whole.hits} == {(7,)}
    assert {part.total for part in parts} == {450}
    assert archive.article_part("a", 451) is None
    assert archive.article_part("c") is None

"""What holds for any text whatever."""

import re
from collections.abc import Iterator

from hypothesis import example, given
from hypothesis import strategies as st

from search.fields import FIELDS, FieldName
from search.limits import Limits
from search.query import And, MatchAll, Node, Not, Or, Phrase, all_of, field_query, parse, positive_leaves, unparse
from search.query.lexer import phrase_text

_PIECES = st.sampled_from(
    [
        *"\"“”«»()-–—*?~^:.,…>=<|&+#’'/\\0 9 a é \n",
        *(
            "AND",
            "OR",
            "NOT",
            " AND ",
            " OR ",
            " NOT ",
            " -",
            " NEAR/3 ",
            "~1",
            "speaker:",
            "date:",
            "text:",
            "place:",
            "foo:",
            "http://",
        ),
        *(
            "izyum",
            "Ізюм",
            "U.S.",
            "2022",
            "2022-09",
            "2022-02-30",
            "..",
            "e\u0301",
            "\u00a0",
            "\u200b",
            "\ud800",
            "\0",
        ),
        *("乌克兰", "ｘ", "：", "（", "）", "²", "ß", "İ"),
    ]
)
QUERIES = st.lists(_PIECES, max_size=30).map("".join) | st.text(
    st.characters(codec=None, exclude_categories=()), max_size=60
)


def nodes(root: Node | None) -> Iterator[Node]:
    if root is None:
        return
    yield root
    for child in (root.child,) if isinstance(root, Not) else getattr(root, "children", ()):
        yield from nodes(child)


@given(st.sampled_from(FIELDS), QUERIES)
@example("speaker", 'Ada "the \uff02Owl“ Quill” Okonjo')
@example("location", "Port «Nowhere»*")
def test_a_value_of_a_field_is_asked_for_whatever_characters_it_has(field: FieldName, value: str) -> None:
    asked, text = parse(field_query(field, value), Limits()), phrase_text(value)

    if any(map(str.isalnum, text)):
        assert asked.root == Phrase(field, text)
        assert asked.notices == ()


@given(QUERIES)
def test_a_description_is_read_as_the_same_tree_without_notices(query: str) -> None:
    root = parse(query, Limits()).root
    again = parse(unparse(root), Limits())
    assert again.root == root
    assert again.notices == ()


@given(QUERIES)
@example("a OR -b")
@example("-(-(-a b) c)")
def test_a_tree_is_in_normal_form(query: str) -> None:
    root = parse(query, Limits()).root
    inside_and = {id(child) for node in nodes(root) if isinstance(node, And) for child in node.children}
    for node in nodes(root):
        if isinstance(node, And | Or):
            assert len(set(node.children)) == len(node.children) >= 2
            assert not any(type(child) is type(node) for child in node.children)
        if isinstance(node, And):
            assert not all(isinstance(child, Not) for child in node.children)
        if isinstance(node, Not | MatchAll):
            assert id(node) in inside_and


@given(QUERIES)
def test_wanted_and_required_together_are_the_query(query: str) -> None:
    parsed = parse(query, Limits())
    parts = {*parsed.wanted, *parsed.required}
    assert len(parts) == len(parsed.wanted) + len(parsed.required)
    if parsed.root is not None:
        whole = all_of([*parsed.required, *parsed.wanted])
        assert set(nodes(whole)) - {whole} == set(nodes(parsed.root)) - {parsed.root}


@given(QUERIES)
def test_notices_are_a_handful_of_different_sentences(query: str) -> None:
    notices = parse(query, Limits()).notices
    assert len(set(notices)) == len(notices) <= 6
    assert all(notice.endswith(".") and len(notice) < 250 for notice in notices)


@given(QUERIES, st.integers(1, 5), st.integers(1, 5))
def test_limits_hold(query: str, max_query_terms: int, max_nesting: int) -> None:
    root = parse(query, Limits(max_query_terms=max_query_terms, max_nesting=max_nesting)).root
    words = [word for leaf in positive_leaves(root) for word in re.findall(r"[^\W_]+", leaf.text)]
    assert len(words) <= max_query_terms
    assert depth(root) <= 3 * (max_nesting + 1)


@given(QUERIES)
def test_what_was_typed_reaches_the_tree_in_words(query: str) -> None:
    for leaf in positive_leaves(parse(query, Limits()).root):
        assert any(map(str.isalnum, leaf.text))
        assert not set(leaf.text) & set('"“”„«»')


def depth(root: Node | None) -> int:
    if root is None:
        return 0
    children = (root.child,) if isinstance(root, Not) else getattr(root, "children", ())
    return 1 + max(map(depth, children), default=0)

"""A query as typed, and how it is read: each example is a query and the canonical text of its tree."""

import pytest

from search.limits import Limits
from search.query import (
    And,
    CopiesOf,
    MatchAll,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Similar,
    Word,
    parse,
    unparse,
)


def read(query: str, **limits: int) -> str:
    return unparse(parse(query, Limits(**limits)).root)


def notices(query: str, **limits: int) -> tuple[str, ...]:
    return parse(query, Limits(**limits)).notices


@pytest.mark.parametrize(
    ("query", "root"),
    [
        ("flag", Word("text", "flag")),
        ('"the flag"', Phrase("text", "the flag")),
        ("govern*", Prefix("text", "govern")),
        ("izyum flag", And((Word("text", "izyum"), Word("text", "flag")))),
        ("izyum AND flag", And((Word("text", "izyum"), Word("text", "flag")))),
        ("izyum OR flag", Or((Word("text", "izyum"), Word("text", "flag")))),
        ("izyum -flag", And((Word("text", "izyum"), Not(Word("text", "flag"))))),
        ("-flag", And((MatchAll(), Not(Word("text", "flag"))))),
        ("speaker:girkin", Word("speaker", "girkin")),
        ("col*r", Pattern("text", "col*r", 100)),
        ("title:organi?ation,", Pattern("title", "organi?ation", 100)),
        ("tide~", Similar("text", "tide", 1, 100)),
        ("speaker:harbour~", Similar("speaker", "harbour", 2, 100)),
        ("harbour~1", Similar("text", "harbour", 1, 100)),
        ("copies:lake-monster-ceb5", CopiesOf("lake-monster-ceb5", None)),
        ("copies:Lake-monster-ceb5#p12", CopiesOf("lake-monster-ceb5", 12)),
        ('flag copies:"tide#3"', And((Word("text", "flag"), CopiesOf("tide", 3)))),
        ("-copies:tide", And((MatchAll(), Not(CopiesOf("tide", None))))),
        ("budget NEAR/5 port", Near(Word("text", "budget"), Word("text", "port"), 5)),
        (
            'tide NEAR/2 "late ferry" c',
            And((Near(Word("text", "tide"), Phrase("text", "late ferry"), 2), Word("text", "c"))),
        ),
    ],
)
def test_each_construct_has_its_node(query: str, root: Node) -> None:
    assert parse(query, Limits()).root == root


def test_copies_of_what_is_no_article_are_left_out_with_a_notice() -> None:
    assert read("flag copies:lake_monster") == "flag"
    assert "write it like copies:lake-monster-ceb5" in notices("copies:#3")[0]
    assert read("copies:tide#3 flag") == "copies:tide#3 flag"


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("a OR b c -d", "a OR b c -d"),
        ("(a OR b) c", "(a OR b) c"),
        ("a (b (c d))", "a b c d"),
        ("a OR (b OR c)", "a OR b OR c"),
        ("NOT a b", "-a b"),
        ("a AND NOT (b OR c)", "a -(b OR c)"),
        ("-(-a -b)", "a OR b"),
        ("NOT NOT a", "a"),
        ("NOT -a", "a"),
        ("izyum izyum", "izyum"),
        ("and or not", "and or not"),
        ("a b NEAR/2 c NEAR/3 d", "a b NEAR/2 c c NEAR/3 d"),
        ("a NEAR/2 b OR c", "a NEAR/2 b OR c"),
        ("a -(b NEAR/2 c)", "a -(b NEAR/2 c)"),
        ("said:(a NEAR/2 b)", "said:a NEAR/2 said:b"),
    ],
)
def test_operators_bind_not_then_and_then_or(query: str, canonical: str) -> None:
    assert read(query) == canonical
    assert notices(query) == ()


@pytest.mark.parametrize("query", ["TIDE AND CLOCK MEET", "MAYOR DOES NOT SWIM", "TIDE OR ELSE"])
def test_a_line_in_capitals_is_words(query: str) -> None:
    assert read(query).replace("text:", "") == query
    assert "read as a word" in notices(query)[0]


@pytest.mark.parametrize("query", ["(TIDE OR CLOCK)", '"TIDE" OR CLOCK', "TIDE OR clock", "1914 OR 1918"])
def test_an_operator_is_told_from_a_line_in_capitals(query: str) -> None:
    assert isinstance(parse(query, Limits()).root, Or)
    assert notices(query) == ()


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ('speaker:"Igor Girkin"', 'speaker:"Igor Girkin"'),
        ("Speaker:girkin", "speaker:girkin"),
        ("place:izyum", "location:izyum"),
        ("speaker:gir*", "speaker:gir*"),
        ("speaker:(girkin OR putin)", "speaker:girkin OR speaker:putin"),
        ("said:(winter -peace)", "said:winter -said:peace"),
        ("speaker:(girkin location:izyum)", "speaker:girkin location:izyum"),
        ("-speaker:girkin", "-speaker:girkin"),
        ("speaker:-girkin", "-speaker:girkin"),
        ("source:a:b", "source:a:b"),
        ("text:flag", "flag"),
        ("speaker:OR", "speaker:OR"),
    ],
)
def test_a_field_holds_for_its_value(query: str, canonical: str) -> None:
    assert read(query) == canonical
    assert notices(query) == ()


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("“izyum flag”", '"izyum flag"'),
        ("„izyum flag“", '"izyum flag"'),
        ("«ізюм прапор»", '"ізюм прапор"'),
        ("«газета “день” пише»", '"газета день пише"'),
        ("ａ　ＯＲ　（ｂ）", "a OR b"),
        ("izyum\u00a0flag\u200b", "izyum flag"),
        ("izyum –flag", "izyum -flag"),
        ("izyum − flag", "izyum flag"),
        ("the city – a hub — fell", "the city a hub fell"),
        ("izyum\x00flag\ud800", "izyum flag"),
    ],
)
def test_text_is_taken_as_people_paste_it(query: str, canonical: str) -> None:
    assert read(query) == canonical


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("10:30", "10:30"),
        ("Kyiv: the city", "Kyiv the city"),
        ("who fled izyum?", "who fled izyum"),
        ("counter-attack, then", "counter-attack then"),
        ("U.S. troops.", "U.S. troops"),
        ("it's O'Brien’s", "it's O'Brien’s"),
    ],
)
def test_punctuation_of_prose_means_nothing(query: str, canonical: str) -> None:
    assert read(query) == canonical
    assert notices(query) == ()


def test_a_web_address_is_one_word() -> None:
    parsed = parse("http://example.com/a?b=c*", Limits())
    assert parsed.root == Word("text", "http://example.com/a?b=c")
    assert parsed.notices == ()


def test_a_hyphenated_prefix_is_a_word_and_a_prefix() -> None:
    assert parse("counter-offens*", Limits()).root == And((Word("text", "counter"), Prefix("text", "offens")))


def test_bare_words_are_wanted_and_everything_else_is_required() -> None:
    parsed = parse('izyum "the flag" win* speaker:girkin -putin (a OR b)', Limits())
    assert parsed.wanted == (Word("text", "izyum"), Phrase("text", "the flag"), Prefix("text", "win"))
    assert parsed.required == (
        Word("speaker", "girkin"),
        Not(Word("text", "putin")),
        Or((Word("text", "a"), Word("text", "b"))),
    )


def test_words_in_redundant_parentheses_are_wanted_too() -> None:
    assert parse("(izyum flag)", Limits()).wanted == (Word("text", "izyum"), Word("text", "flag"))


def test_alternatives_are_required() -> None:
    parsed = parse("izyum OR flag", Limits())
    assert parsed.wanted == ()
    assert parsed.required == (parsed.root,)


def test_negations_alone_leave_nothing_wanted() -> None:
    parsed = parse("-izyum", Limits())
    assert parsed.wanted == ()
    assert parsed.required == (Not(Word("text", "izyum")),)


@pytest.mark.parametrize("query", ["", "   \n"])
def test_an_empty_query_asks_for_nothing_and_needs_no_notice(query: str) -> None:
    assert parse(query, Limits()).root is None
    assert notices(query) == ()


def test_a_query_without_words_says_so() -> None:
    assert parse("?! …", Limits()).root is None
    assert notices("?! …") == ("The query has no word to search for.",)

"""A query that can't be read as meant is answered all the same, with a notice that says how it was read."""

import pytest

from search.limits import Limits
from search.query import parse, unparse


@pytest.mark.parametrize(
    ("query", "canonical", "part_of_notice"),
    [
        ('izyum "flag', 'izyum "flag"', "quotation mark before “flag” was never closed; it was read as closing at"),
        ('izyum"', "izyum", "quotation mark at the end opens nothing"),
        ('izyum ""', "izyum", "Quotation marks with nothing between them"),
        ("(izyum", "izyum", "parenthesis was never closed"),
        ("izyum)", "izyum", "closing parenthesis that closes nothing"),
        ("izyum ()", "izyum", "Parentheses with nothing between them"),
        ("OR izyum", "izyum", "“OR” has nothing to apply to"),
        ("izyum AND", "izyum", "“AND” has nothing to apply to"),
        ("izyum OR OR flag", "izyum OR flag", "“OR” has nothing to apply to"),
        ("izyum AND OR flag", "izyum flag", "“OR” has nothing to apply to"),
        ("izyum NOT", "izyum", "“NOT” has nothing to apply to"),
        ("(izyum OR) flag", "izyum flag", "“OR” has nothing to apply to"),
        ("izyum -", "izyum", "A - on its own"),
        ("izyum - flag", "izyum flag", "A - on its own"),
        ("izyum --flag", "izyum flag", "A -- on its own"),
        ("izyum speaker:", "izyum", "“speaker:” has no value"),
        ('speaker:"" izyum', "izyum", "“speaker:” has no value"),
        ("speaker:, izyum", "izyum", "“speaker:” has no value"),
        ("speaker: location:izyum", "location:izyum", "“speaker:” has no value"),
        ("speaker: girkin", "speaker:girkin", "space after “speaker:” was ignored"),
        ("foo:bar", "foo bar", "no field “foo”"),
        ("foo:bar", "foo bar", "speaker:, said:, location:, source:, title:"),
        ('-author:"Bob Smith"', '-(author "Bob Smith")', "no field “author”"),
        ("foo:OR izyum", "foo text:OR izyum", "no field “foo”"),
        ("*iz*um", "iz um", "“*iz*um” was read as “iz um”"),
        ("*yum", "yum", "“*yum” was read as “yum”"),
        ("* izyum", "izyum", "A * with no letters before it"),
        ("?iz?um", "iz um", "“?iz?um” was read as “iz um”"),
        ("izyum~9", "izyum~2", "“izyum~9” was read as “izyum~2”"),
        ("izyum~0", "izyum", ""),
        ("izyum NEAR/5 -flag", "izyum -flag", "NEAR stands between words or phrases of one field"),
        ("said:tide NEAR/5 flag", "said:tide flag", "NEAR stands between words or phrases of one field"),
        ("tide NEAR/500 flag", "tide NEAR/100 flag", "“NEAR/500” was read as “NEAR/100”"),
        ("NEAR/5 flag", "flag", "“NEAR/5” has nothing to apply to"),
        ("flag NEAR/5", "flag", "“NEAR/5” has nothing to apply to"),
        ("~9 izyum", "9 izyum", "“~9” was read as “9”"),
        ("izyum^2.5", "izyum", "“izyum^2.5” was read as “izyum”"),
        ('"izyum flag"~3', '"izyum flag"', "“~3” has no meaning after quotation marks"),
        ('"izy* flag"', '"izy flag"', "A * has no meaning inside quotation marks"),
        ("w*", "w", "“w*” was read as a word"),
        ("C++ tide", "C tide", "“C++” was read as “C”: signs such as + aren’t searched for."),
        ("title:C#", "title:C", "“C#” was read as “C”: signs such as # aren’t searched for."),
        ("5%", "5", "“5%” was read as “5”: signs such as % aren’t searched for."),
        ("$40 hats", "40 hats", "“$40” was read as “40”"),
        ('"rise of 5%"', '"rise of 5"', "“5%” was read as “5”"),
        ("tide 🌊", "tide", "“🌊” was left out: signs aren’t searched for."),
        ("☕️", "", "“☕” was left out: signs aren’t searched for."),
        ("date:-2022", "-date:2022", "“date:-” was read as “-date:”, all other days"),
    ],
)
def test_what_cannot_be_read_as_meant_is_read_more_plainly(query: str, canonical: str, part_of_notice: str) -> None:
    parsed = parse(query, Limits())
    assert unparse(parsed.root) == canonical
    assert part_of_notice in " ".join(parsed.notices)


@pytest.mark.parametrize("query", ["AT&T", "Salt & Sons", "a | b", "yes/no", "a+b", 'source:"Salt & Sons"', "5.5"])
def test_signs_between_words_are_read_over(query: str) -> None:
    assert not parse(query, Limits()).notices


def test_a_notice_is_given_once() -> None:
    assert len(parse("a OR OR OR b OR OR c", Limits()).notices) == 1


def test_there_are_a_handful_of_notices_at_most() -> None:
    notices = parse(" ".join(f"word{n}^1" for n in range(50)), Limits()).notices
    assert len(notices) == 6
    assert notices[-1] == "Other parts of the query were read more plainly too."


def test_a_long_text_is_quoted_shortened() -> None:
    (notice,) = parse('"' + "izyum " * 1000, Limits(max_query_terms=5000)).notices
    assert len(notice) < 200


def test_parentheses_beyond_the_limit_are_ignored() -> None:
    parsed = parse("(a OR (b (c OR d)))", Limits(max_nesting=1))
    assert unparse(parsed.root) == "a OR b c OR d"
    assert parsed.notices == ("Parentheses more than 1 deep were ignored.",)


def test_three_thousand_parentheses_are_no_problem() -> None:
    assert unparse(parse("(" * 3000 + "izyum" + ")" * 3000, Limits()).root) == "izyum"


def test_words_beyond_the_limit_are_left_out() -> None:
    parsed = parse("one two three OR four", Limits(max_query_terms=2))
    assert unparse(parsed.root) == "one two"
    assert parsed.notices == ("Only the first 2 words of the query were searched for.",)


def test_a_phrase_counts_its_words_and_is_cut() -> None:
    assert unparse(parse('one "two three four" five', Limits(max_query_terms=3)).root) == 'one "two three"'


def test_a_parenthesis_that_opens_on_nothing_is_told_of_once() -> None:
    assert parse("izyum AND (", Limits()).notices == ("Parentheses with nothing between them were left out.",)
    assert len(parse("(izyum (", Limits()).notices) == 2

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analyzer import stem, tokenize
from search.highlighting import Wanted, merged, spans_of
from search.language import parse
from search.limits import Limits
from search.wanted_words import STEMS_OF_YING, opening

ENDINGS = ["ed", "ing", "ies", "ied", "y", "ational", "ization", "biliti", "bility", "ical", "ly", "le", "s", "e"]
NOTHING: dict[str, Any] = {"speakers": [], "quotations": [], "locations": []}


def marked(text: str, query: str, annotation: dict[str, Any] = NOTHING) -> list[str]:
    wanted = Wanted.of(parse(query, Limits()))
    return [text[start:end] for start, end in spans_of(text, wanted, annotation)]


def span(text: str, mention: str) -> dict[str, int]:
    start = text.index(mention)
    return {"start": start, "end": start + len(mention)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("flag", ["flags", "flag"]),
        ("zurich", ["Zürich’s"]),
        ("rais*", ["raised"]),
        ('"the flag"', ["the flag"]),
        ("flag-raised", []),
        ("raised-flags", ["raised flags"]),
        ('"raised flags" flag', ["raised flags", "flag"]),
        ("raised OR city", ["raised", "city"]),
        ("city -flag", ["city"]),
        ("title:flag source:city", []),
    ],
)
def test_what_is_wanted_is_marked_where_it_stands(query, expected):
    assert marked("They raised flags in Zürich’s city, and the flag fell.", query) == expected


def test_a_word_of_a_phrase_is_marked_only_within_the_phrase():
    assert marked("The flag, the old flag of the old city", '"old flag"') == ["old flag"]


def test_words_said_are_marked_only_inside_quotations():
    text = "Winter came. “Winter is hard,” he said of the winter."
    annotation = NOTHING | {"quotations": [span(text, "Winter is hard,") | {"speaker": None}]}
    assert spans_of(text, Wanted.of(parse("said:winter", Limits())), annotation) == ((14, 20),)


def test_a_phrase_said_does_not_run_from_one_quotation_into_the_next():
    text = "“We go,” she said. “Home”"
    quotations = [span(text, "We go,") | {"speaker": "Ann"}, span(text, "Home") | {"speaker": "Ann"}]
    assert marked(text, 'said:"go home"', NOTHING | {"quotations": quotations}) == []
    assert marked(text, 'said:"we go"', NOTHING | {"quotations": quotations}) == ["We go"]


def test_with_a_speaker_that_speakers_words_are_marked():
    text = "“Winter is hard,” Ann said. “A winter of war,” said Bob."
    quotations = [
        span(text, "Winter is hard,") | {"speaker": "Ann"},
        span(text, "A winter of war,") | {"speaker": "Bob"},
    ]
    annotation = NOTHING | {"quotations": quotations}
    assert marked(text, "said:winter speaker:bob", annotation) == ["winter"]
    assert marked(text, "said:winter", annotation) == ["Winter", "winter"]


def test_a_speaker_is_marked_where_mentioned_be_it_by_a_pronoun():
    text = "The flag is ours, he said."
    speakers = [span(text, "he ") | {"name": "Igor Girkin", "role": "commander", "kind": "person"}]
    annotation = NOTHING | {"speakers": speakers}
    assert marked(text, "speaker:girkin", annotation) == ["he "]
    assert marked(text, 'speaker:"igor girkin"', annotation) == ["he "]
    assert marked(text, "speaker:commander", annotation) == ["he "]
    assert marked(text, "speaker:putin", annotation) == []


def test_a_place_is_marked_for_its_name_its_mention_and_what_contains_it():
    text = "The Ukrainian town fell."
    places = [span(text, "town") | {"name": "Izyum", "within": ["Kharkiv Oblast", "Ukraine"], "country": "UA"}]
    annotation = NOTHING | {"locations": places}
    for query in ("location:izyum", "location:town", "location:ukraine", "country:UA", "location:khark*"):
        assert marked(text, query, annotation) == ["town"]
    assert marked(text, "location:kyiv", annotation) == []


def test_no_query_marks_nothing():
    assert marked("The flag", "") == []


@pytest.mark.parametrize("query", ["demonym:ukrainian", "demonym:ukrainians", "demonym:ukraine"])
def test_a_people_is_marked_for_its_name_and_its_countrys(query):
    text = "Ukrainians wrote to the French."
    peoples = [span(text, "Ukrainians") | {"name": "Ukraine"}, span(text, "French") | {"name": "France"}]
    assert marked(text, query, NOTHING | {"demonyms": peoples}) == ["Ukrainians"]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 10)).map(lambda pair: (pair[0], sum(pair)))))
def test_merged_spans_cover_the_same_characters_in_order_and_apart(spans):
    result = merged(spans)
    assert {c for span in result for c in range(*span)} == {c for span in spans for c in range(*span)}
    assert all(left[1] < right[0] for left, right in pairwise(result))


SIGNS = "., \u00a0\n'’ʼ“—_-…5İK\u030112中ßﬁ½éÉ"
WORDS = ["die", "dying", "Skies", "sky", "possibility", "possible", "hoped", "HOPING", "go", "U.S.", "1,000.5", "ﬁnd"]


@st.composite
def invented(draw: st.DrawFn) -> str:
    """Words, parts of words and signs, with and without spaces between them."""
    part = st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(["said", "\U0001d41a", "a b", "go go"]),
        st.text(SIGNS, max_size=2),
        st.just(" "),
    )
    return "".join(draw(st.lists(part, max_size=20)))


@given(
    invented(),
    st.lists(
        st.sampled_from(
            [*WORDS, "skies*", "di*", "5*", '"go go"', '"possible sky hope"', "u.s.-led", "find", "kelvin*", "é*"]
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["text", "speaker"]),
)
def test_matches_are_those_of_all_tokens_of_the_text(text, query, field):
    wanted = getattr(Wanted.of(parse(" OR ".join(f"{field}:{word}" for word in query), Limits())), field)
    assert list(wanted.spans_in(text)) == list(wanted.spans(list(tokenize(text))))


@given(st.text("abcdehiklnorstuy", min_size=1, max_size=6), st.lists(st.sampled_from(ENDINGS), max_size=3).map("".join))
def test_a_word_begins_as_its_stem_does(beginning, ending):
    word = beginning + ending
    assert word.startswith(opening(stem(word)))


@pytest.mark.parametrize("word", ["dying", "lying", "tying", "skis", "skies", "idly", "by", "is", "cry", "tied", "u"])
def test_a_short_word_begins_as_its_stem_does(word):
    assert word.startswith(opening(stem(word)))
    assert word.startswith(stem(word)[:2]) or stem(word) in STEMS_OF_YING


@given(
    st.text(st.sampled_from("ab.,' \u0301é’"), max_size=40), st.sampled_from(["a", "a*", '"a b"', "a OR said:b", "ab"])
)
def test_marks_are_spans_of_the_text(text, query):
    annotation = NOTHING | {"quotations": [{"start": 0, "end": len(text) // 2, "speaker": None}]}
    end = 0
    for start, stop in spans_of(text, Wanted.of(parse(query, Limits())), annotation):
        assert end <= start < stop <= len(text)
        end = stop

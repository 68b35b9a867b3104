from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.analyzer import Token, stem, tokenize
from index.analysis.stemming import STEMS_OF_YING, opening
from index.annotation.spans import Quotation, Speaker
from index.documents.paragraph import KnownPlace, PeopleMention, PlaceMention, StoredParagraph
from search.errors import SearchTimeoutError
from search.limits import CHECKED_AT_ONCE, Limits
from search.query import ParsedQuery, parse, positive_leaves
from search.service import word_matcher
from search.service.highlighting import Highlighter, highlighter, merged, spans_of

ENDINGS = ["ed", "ing", "ies", "ied", "y", "ational", "ization", "biliti", "bility", "ical", "ly", "le", "s", "e"]


def marker(parsed: ParsedQuery) -> Highlighter:
    return highlighter(tuple(positive_leaves(parsed.root)))


def marked(paragraph: str | StoredParagraph, query: str) -> list[str]:
    told = StoredParagraph(paragraph) if isinstance(paragraph, str) else paragraph
    return [told.text[start:end] for start, end in spans_of(told, marker(parse(query, Limits())))]


def span(text: str, mention: str) -> tuple[int, int]:
    start = text.index(mention)
    return start, start + len(mention)


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
def test_what_is_wanted_is_marked_where_it_stands(query: str, expected: list[str]) -> None:
    assert marked("They raised flags in Zürich’s city, and the flag fell.", query) == expected


def test_a_word_of_a_phrase_is_marked_only_within_the_phrase() -> None:
    assert marked("The flag, the old flag of the old city", '"old flag"') == ["old flag"]


def test_words_said_are_marked_only_inside_quotations() -> None:
    text = "Winter came. “Winter is hard,” he said of the winter."
    paragraph = StoredParagraph(text, quotations=(Quotation(*span(text, "Winter is hard,")),))
    assert spans_of(paragraph, marker(parse("said:winter", Limits()))) == ((14, 20),)


def test_a_phrase_said_does_not_run_from_one_quotation_into_the_next() -> None:
    text = "“We go,” she said. “Home”"
    quotations = (Quotation(*span(text, "We go,"), "Ann"), Quotation(*span(text, "Home"), "Ann"))
    paragraph = StoredParagraph(text, quotations=quotations)
    assert marked(paragraph, 'said:"go home"') == []
    assert marked(paragraph, 'said:"we go"') == ["We go"]


def test_with_a_speaker_that_speakers_words_are_marked() -> None:
    text = "“Winter is hard,” Ann said. “A winter of war,” said Bob."
    quotations = (Quotation(*span(text, "Winter is hard,"), "Ann"), Quotation(*span(text, "A winter of war,"), "Bob"))
    paragraph = StoredParagraph(text, quotations=quotations)
    assert marked(paragraph, "said:winter speaker:bob") == ["winter"]
    assert marked(paragraph, "said:winter") == ["Winter", "winter"]


def test_a_speaker_is_marked_where_mentioned_be_it_by_a_pronoun() -> None:
    text = "The flag is ours, he said."
    paragraph = StoredParagraph(text, (Speaker("Igor Girkin", "person", *span(text, "he "), "commander"),))
    assert marked(paragraph, "speaker:girkin") == ["he "]
    assert marked(paragraph, 'speaker:"igor girkin"') == ["he "]
    assert marked(paragraph, "speaker:commander") == ["he "]
    assert marked(paragraph, "speaker:putin") == []


def test_a_speaker_is_marked_for_the_name_that_stands_for_the_person() -> None:
    text = "The flag is ours, Strelkov said."
    paragraph = StoredParagraph(text, (Speaker("Strelkov", "person", *span(text, "Strelkov")),))
    wanted = marker(parse("speaker:girkin", Limits()))
    assert spans_of(paragraph, wanted) == ()
    assert spans_of(paragraph, wanted, {"Strelkov": "Igor Girkin"}.__getitem__) == (span(text, "Strelkov"),)


def test_a_place_is_marked_for_its_name_its_mention_and_what_contains_it() -> None:
    text = "The Ukrainian town fell."
    izyum = KnownPlace("1", "Izyum", "city", 49.2, 37.3, "UA", ("Kharkiv Oblast", "Ukraine"))
    paragraph = StoredParagraph(text, places=(PlaceMention(izyum, *span(text, "town"), None, None),))
    for query in ("location:izyum", "location:town", "location:ukraine", "country:UA", "location:khark*"):
        assert marked(paragraph, query) == ["town"]
    assert marked(paragraph, "location:kyiv") == []


def test_no_query_marks_nothing() -> None:
    assert marked("The flag", "") == []


@pytest.mark.parametrize("query", ["demonym:ukrainian", "demonym:ukrainians", "demonym:ukraine"])
def test_a_people_is_marked_for_its_name_and_its_countrys(query: str) -> None:
    text = "Ukrainians wrote to the French."
    peoples = (PeopleMention("Ukraine", *span(text, "Ukrainians")), PeopleMention("France", *span(text, "French")))
    assert marked(StoredParagraph(text, peoples=peoples), query) == ["Ukrainians"]


def test_a_people_in_ss_keeps_its_name() -> None:
    text = "The Swiss agreed."
    paragraph = StoredParagraph(text, peoples=(PeopleMention("Switzerland", *span(text, "Swiss")),))
    assert marked(paragraph, "demonym:swiss") == ["Swiss"]
    assert marked(paragraph, "demonym:swis") == []


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 10)).map(lambda pair: (pair[0], sum(pair)))))
def test_merged_spans_cover_the_same_characters_in_order_and_apart(spans: list[tuple[int, int]]) -> None:
    result = merged(spans)
    assert {c for span in result for c in range(*span)} == {c for span in spans for c in range(*span)}
    assert all(left[1] < right[0] for left, right in pairwise(result))


SIGNS = "., \u00a0\n'’ʼ“—_-…5İK\u030112中文\uf900か\u3099ｶ한국\u1112\u1161ßﬁ½éÉ"
WORDS = ["die", "dying", "Skies", "sky", "possibility", "possible", "hoped", "HOPING", "go", "U.S.", "1,000.5", "ﬁnd"]
FOREIGN = ["é*", "中", "中文", "中*", "\u8c48", "が", "한", "한국*", "中-文", "하"]


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
            [
                *WORDS,
                "skies*",
                "di*",
                "5*",
                '"go go"',
                '"possible sky hope"',
                "u.s.-led",
                "find",
                "kelvin*",
                "é*",
                *FOREIGN,
            ]
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["text", "speaker"]),
)
def test_matches_are_those_of_all_tokens_of_the_text(text: str, query: str, field: str) -> None:
    wanted = getattr(marker(parse(" OR ".join(f"{field}:{word}" for word in query), Limits())), field)
    assert merged(wanted.spans_in(text)) == merged(wanted.spans(list(tokenize(text))))


@given(st.text("abcdehiklnorstuy", min_size=1, max_size=6), st.lists(st.sampled_from(ENDINGS), max_size=3).map("".join))
def test_a_word_begins_as_its_stem_does(beginning: str, ending: str) -> None:
    word = beginning + ending
    assert word.startswith(opening(stem(word)))


@pytest.mark.parametrize("word", ["dying", "lying", "tying", "skis", "skies", "idly", "by", "is", "cry", "tied", "u"])
def test_a_short_word_begins_as_its_stem_does(word: str) -> None:
    assert word.startswith(opening(stem(word)))
    assert word.startswith(stem(word)[:2]) or stem(word) in STEMS_OF_YING


@given(
    st.text(st.sampled_from("ab.,' \u0301é’"), max_size=40), st.sampled_from(["a", "a*", '"a b"', "a OR said:b", "ab"])
)
def test_marks_are_spans_of_the_text(text: str, query: str) -> None:
    paragraph = StoredParagraph(text, quotations=(Quotation(0, len(text) // 2),))
    end = 0
    for start, stop in spans_of(paragraph, marker(parse(query, Limits()))):
        assert end <= start < stop <= len(text)
        end = stop


LONG = {
    "ideographs": "中" * 10_000, "words": "the gull cries, " * 1_000, "between hyphens": "gull-" * 2_000,
    "either in turn": "gull中" * 2_000,
}  # fmt: skip


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize("query", ["中 gull", '"中中" "gull cries"', "gu* 中", "c?y gul~1", "said:gull said:中"])
def test_a_long_paragraph_sees_to_the_time_again_and_again(text: str, query: str) -> None:
    paragraph = StoredParagraph(text, quotations=(Quotation(0, len(text) // 2), Quotation(len(text) // 2, len(text))))
    wanted, seen = marker(parse(query, Limits())), list[int]()
    spans_of(paragraph, wanted, check=lambda: seen.append(1))
    assert len(seen) >= 1

    def end() -> None:
        raise SearchTimeoutError("It takes too long.")

    with pytest.raises(SearchTimeoutError):
        spans_of(paragraph, wanted, check=end)


def test_how_often_a_paragraph_sees_to_the_time_grows_with_it() -> None:
    def checks(characters: int) -> int:
        seen = list[int]()
        wanted = marker(parse('"中中"', Limits()))
        spans_of(StoredParagraph("中" * characters), wanted, check=lambda: seen.append(1))
        return len(seen)

    assert checks(CHECKED_AT_ONCE) == 0
    assert checks(40 * CHECKED_AT_ONCE) >= 4 * checks(10 * CHECKED_AT_ONCE) >= 4 * 10


def test_ideographs_that_are_not_asked_for_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def tokenized(text: str, start: int = 0) -> Iterator[Token]:
        assert "中" not in text[start:]
        return tokenize(text, start)

    monkeypatch.setattr(word_matcher, "tokenize", tokenized)
    assert marked("gull " + "中" * 10_000 + " gull", "gull") == ["gull", "gull"]

import json
import time
from itertools import pairwise
from pathlib import Path
from string import ascii_uppercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.cleaning import clean, has_paragraphs
from index.documents.article import Paragraph

STORY = (
    "The lighthouse of Saltmere gave notice on Monday and will leave the coast at the end of the month.",
    "“I have stood here long enough,” the lighthouse said in a statement that took nine hours to flash.",
    "Keeper Odile Brandt said that she had not been told. The town council meets on Thursday to look for another.",
)


def texts(text: str, title: str = "") -> list[str]:
    return [paragraph.text for paragraph in clean(text, title)]


def assert_pieces_are_of(text: str, paragraph: Paragraph) -> None:
    end = 0
    for piece in paragraph.pieces:
        taken = paragraph.text[piece.start : piece.start + piece.length]
        assert taken == text[piece.source : piece.source + piece.length]
        assert piece.length > 0
        assert paragraph.text[end : piece.start] in ("", " ")
        end = piece.start + piece.length
    assert end == len(paragraph.text)


def test_blank_lines_separate_paragraphs() -> None:
    assert texts("\n\n".join(STORY)) == list(STORY)


def test_without_blank_lines_every_line_is_a_paragraph() -> None:
    assert texts("\n".join(STORY)) == list(STORY)


def test_windows_line_endings_are_line_endings() -> None:
    assert texts("\r\n".join(STORY)) == list(STORY)


WRAPPED = """\
The paper ferry of Nether Wallop sank on its first crossing, an hour
after the mayor had called it unsinkable, and came up again on its
second, which nobody had called anything.

A spokeswoman for the boatyard said the crew had been dried and
returned to their owners.
"""


def test_wrapped_lines_are_joined_with_spaces() -> None:
    assert texts(WRAPPED) == [" ".join(block.split()) for block in WRAPPED.split("\n\n")]


def test_a_short_last_line_ends_a_paragraph_of_wrapped_text_without_blank_lines() -> None:
    assert texts(WRAPPED.replace("\n\n", "\n")) == texts(WRAPPED)


def test_an_advertisement_mark_does_not_break_wrapped_lines_apart() -> None:
    assert texts(WRAPPED.replace("\n\n", "\nAdvertisement\n")) == texts(WRAPPED)


def test_a_list_of_short_lines_is_not_taken_for_wrapped_text() -> None:
    harbours = ["Little Saltmere and the sands to its west", "Great Saltmere", "Saltmere without the sea", "Dry Bay"]

    assert texts("\n".join(harbours)) == harbours


@pytest.mark.parametrize(
    "line",
    [
        "Our site uses cookies, which help us to offer you the best experience. You can change this at any time.",
        "We use cookies and similar technologies to personalise content.",
        "By continuing to browse this site you agree to our use of cookies.",
        "Accept all cookies",
        "Cookie settings",
        "You may like",
        "You might also like:",
        "Read more:",
        "READ MORE: Lighthouse keepers through the ages",
        "Related: Ten lighthouses that never moved",
        "Advertisement",
        "ADVERTISEMENT",
        "[Advertisement]",
        "Continue reading",
        "Article continues below advertisement",
        "Share this article",
        "Share on Facebook Tweet Email",
        "12 comments",
        "Follow us on Twitter",
        "Follow us on Twitter @SaltmereNews and Facebook.",
        "Sign up for our weekly newsletter, and receive the news of the coast in your inbox.",
        "Subscribe to our newsletter",
        "Get the Saltmere briefing delivered to your inbox. Sign up here.",
        "(Getty Images)",
        "Ottilie Quill/Getty Images",
        "Photo: Ottilie Quill",
        "Image source, Ottilie Quill",
        "Image copyright Saltmere Pictures",
        "© 2031 The Saltmere Herald. All rights reserved.",
        "Copyright 2031 Saltmere Herald",
        "* * *",
    ],
)
def test_boilerplate_goes(line: str) -> None:
    assert texts(f"{STORY[0]}\n\n{line}\n\n{STORY[1]}") == list(STORY[:2])


@pytest.mark.parametrize(
    "line",
    [
        "Cookies were the first thing the lighthouse asked for when it arrived in the capital on Tuesday morning.",
        "“This website uses cookies,” the banner in the museum of Saltmere reads, framed and lit from above.",
        "This website uses cookies because its owner bakes them, the court was told on Wednesday by Odile Brandt.",
        "You may like the sea, but it has never been shown that the sea likes anybody in Saltmere back.",
        "Follow the coast on foot for nine miles and a second lighthouse comes into view, which denies everything.",
        "Advertisement for the post of keeper closed on Friday with no applicant but a heron.",
        "Sign up or ship out, the harbourmaster told the heron.",
        "“Read more,” she said.",
        "Share prices of lamp oil fell by half.",
        "Photographs of the empty cliff were shown to the council.",
        "Subscribe is not a word that the lighthouse uses.",
        "Copyright in the beam lies with the keeper, the judge found.",
        "Nobody answered.",
        "Got it?",
    ],
)
def test_the_article_s_own_words_stay(line: str) -> None:
    assert texts(f"{STORY[0]}\n\n{line}\n\n{STORY[1]}") == [STORY[0], line, STORY[1]]


def test_only_the_leftover_before_a_caption_goes() -> None:
    text = "Image copyright Saltmere Pictures Image caption The cliff at Saltmere, where a lighthouse was."

    assert texts(f"{STORY[0]}\n\n{text}") == [STORY[0], "The cliff at Saltmere, where a lighthouse was."]


LEAD_IN = "According to Rear Warden Philippa Moss,"
REST = "Two lamps “stationed in the bay” had been “rested and relit” in time for the fog."


def test_a_lead_in_is_joined_to_what_follows() -> None:
    assert texts(f"{STORY[0]}\n{LEAD_IN}\n{REST}\n{STORY[1]}") == [STORY[0], f"{LEAD_IN} {REST}", STORY[1]]


def test_a_lead_in_is_joined_across_blank_lines_and_boilerplate() -> None:
    assert texts(f"{LEAD_IN}\n\nYou may like\n\n{REST}") == [f"{LEAD_IN} {REST}"]


def test_offsets_of_a_mended_paragraph_lead_to_both_lines() -> None:
    text = f"{STORY[0]}\n{LEAD_IN}\n{REST}"
    mended = clean(text)[1]

    name = mended.text.index("Philippa Moss")
    bay = mended.text.index("bay")

    assert text[slice(*mended.to_source(name, name + 13))] == "Philippa Moss"
    assert text[slice(*mended.to_source(bay, bay + 3))] == "bay"


def test_a_sentence_that_breaks_off_in_a_small_word_is_joined_where_it_goes_on_in_lower_case() -> None:
    assert texts("She sold the lamp to\n\na dealer in fog.") == ["She sold the lamp to a dealer in fog."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Dear Editor,", "I write about the lighthouse."),
        ("What the heron came to look for", "The heron declined to say."),
        ("It began with the fog. It went on with the bells, and nobody could stop them,", "The council was silent."),
        ("A lamp, a bell and", "• a boat with oars"),
    ],
)
def test_what_does_not_go_on_is_not_joined(first: str, second: str) -> None:
    assert texts(f"{first}\n\n{second}") == [first, second]


def test_the_title_is_not_repeated_as_a_paragraph() -> None:
    assert texts(f"LIGHTHOUSE GIVES NOTICE.\n\n{STORY[0]}", title="Lighthouse gives notice") == [STORY[0]]


def test_a_text_that_is_only_its_title_keeps_it() -> None:
    assert texts("Lighthouse gives notice", title="Lighthouse gives notice") == ["Lighthouse gives notice"]


def test_white_space_is_evened_out() -> None:
    assert texts("  The lamp\u00a0of \t Saltmere \u200b is out. ") == ["The lamp of Saltmere is out."]


def test_soft_hyphens_do_not_part_a_word() -> None:
    assert texts("The light\u00adhouse left.") == ["The lighthouse left."]


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["Advertisement", "According to Ms. Moss,", "the bell and", "“Quite so,” she said.", " x ", ""]
        ),
        st.text(alphabet="ab,. \t\u00a0\u200b\u00ad“”\u2028A1-", max_size=30),
        st.text(max_size=30),
    ),
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(lines=LINES, ending=st.sampled_from(["\n", "\n\n", "\r\n", "\r"]))
def test_every_piece_of_a_paragraph_stands_in_the_text_in_order(lines: list[str], ending: str) -> None:
    text = ending.join(lines)

    paragraphs = clean(text, "According to Ms. Moss")

    for paragraph in paragraphs:
        assert_pieces_are_of(text, paragraph)
        assert paragraph.text == paragraph.text.strip()
        assert paragraph.text
    sources = [(piece.source, piece.source + piece.length) for p in paragraphs for piece in p.pieces]
    assert all(before[1] <= after[0] for before, after in pairwise(sources))


@pytest.mark.parametrize("unit", [" ", "[", ",", ", ", "\n", "a \u00a0", "“", "(", "cookies "])
def test_a_line_of_a_megabyte_takes_linear_time(unit: str) -> None:
    began = time.process_time()

    clean(unit * (1_000_000 // len(unit)))

    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "line",
    ["a", "a,", "the", "word " * 15, "share tweet " * 12 + "z", "image copyright a-a-a-a-a", "follow a b c " * 20],
)
def test_many_hostile_lines_take_linear_time(line: str) -> None:
    began = time.process_time()

    clean(f"{line}\n" * (200_000 // len(line)))

    assert time.process_time() - began < 10


@pytest.mark.shared
def test_the_article_this_project_began_with_has_its_nineteen_paragraphs(shared: Path) -> None:
    folder = shared / "articles"
    text = (folder / "kharkiv-counteroffensive.txt").read_text(encoding="utf-8")
    expected = json.loads((folder / "kharkiv-counteroffensive.expected.json").read_text(encoding="utf-8"))

    found = texts(text)

    starts = [paragraph["starts"] for paragraph in expected["paragraphs"]]
    assert len(found) == len(starts)
    assert [text[: len(start)] for text, start in zip(found, starts, strict=True)] == starts
    assert found[3].startswith(f"{starts[3]}, Russian soldiers")


@given(st.text(st.sampled_from("ab .\n\t\N{BULLET}|") | st.characters(), max_size=60))
def test_whether_there_is_a_paragraph_is_known_without_making_them(text: str) -> None:
    assert has_paragraphs(text) == bool(clean(text))


@pytest.mark.parametrize("text", ["", "Accept all cookies", "Share this\n\nAdvertisement\n"])
def test_boilerplate_alone_is_no_paragraph(text: str) -> None:
    assert not has_paragraphs(text)


ISLES = [letter + ending for letter in ascii_uppercase for ending in ("arra", "elmo Isle", "oss")]


def test_what_a_form_offers_to_choose_from_is_left_out() -> None:
    form = f"Get the Harbour Letter. Choose your island {' '.join(ISLES)}. You may leave the list at any time."
    assert texts("\n".join([STORY[0], form, STORY[2]])) == [STORY[0], STORY[2]]


def test_a_list_in_a_sentence_and_a_table_stay() -> None:
    sentence = f"The ferry stops at {', '.join(ISLES)}, in that order, said the harbourmaster."
    table = " ".join(f"{isle} {number}" for number, isle in enumerate(ISLES))
    assert texts("\n".join([sentence, table])) == [sentence, table]

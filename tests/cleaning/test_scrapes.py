"""What a scraped page puts between and into paragraphs goes, and sentences about such things stay."""

import pytest

from index.cleaning import clean
from tests.cleaning.test_cleaning import STORY, assert_pieces_are_of, texts


@pytest.mark.parametrize(
    ("scraped", "shown"),
    [
        ("Sen. Mara Alda Mara Rosa AldaHarbour tax: poll | Ek leaves MORE (R) said no.", "Sen. Mara Alda (R) said no."),
        ("He met Odile Núñez Odile NunezWHIP LIST: the votes MORE and left.", "He met Odile Núñez and left."),
        ("Mayor Bo van Lind Bo van LindThe tide in pictures MORE's term ended.", "Mayor Bo van Lind's term ended."),
        ("Bo Holm Jr. Bo (Bo) Holm Jr.Tide turns MORE spoke to Ada Ek Ada EkMORE.", "Bo Holm Jr. spoke to Ada Ek."),
        ("Speaker Bo Holm Bo Paul Holm Gardeners ask for rain MORE spoke.", "Speaker Bo Holm spoke."),
        ("THE TIDE IS THE HIGHEST IN MORE YEARS THAN WE KNOW", "THE TIDE IS THE HIGHEST IN MORE YEARS THAN WE KNOW"),
        ("The harbour wants MORE ships, Bo Holm said.", "The harbour wants MORE ships, Bo Holm said."),
    ],
)  # fmt: skip
def test_link_texts_inside_a_sentence_are_left_out(scraped: str, shown: str) -> None:
    (paragraph,) = clean(scraped)
    assert paragraph.text == shown
    assert_pieces_are_of(scraped, paragraph)


@pytest.mark.parametrize(
    "line",
    [
        "JUST WATCHED Keeper says the lamp is out Replay More Videos ... MUST WATCH Keeper says the lamp is out 03:38",
        "SEE ALSO: Mayor says ‘the lamp is out’",
        "Related Coverage: Saltmere asks for rain",
        "Facebook Twitter Pinterest Illustration: Saltmere Press.",
    ],
)
def test_links_to_other_articles_and_videos_go_whatever_they_say(line: str) -> None:
    assert texts("\n".join([STORY[0], line, STORY[2]])) == [STORY[0], STORY[2]]


def test_share_buttons_before_a_caption_go() -> None:
    assert texts("\n".join([STORY[0], "Facebook Twitter Pinterest The lamp, at dawn. Saltmere is dark.", STORY[2]]))[
        1
    ] == ("The lamp, at dawn. Saltmere is dark.")


@pytest.mark.parametrize(
    "line",
    [
        "More:Keeper says the lamp was ‘never lit’",
        "Read or Share this story: https://gazette.example/2oLamp",
        "Click for more from the Harbour Gazette.",
        "Read more about the lighthouse here.",
        "( Also on GAZETTE: Lamp oil: the numbers)",
        "(MORE: The herons of Saltmere)",
        "Opinion: Why the lamp should stay",
        "Don't see the graphic above? Click here.",
        "Lamp oil: the key questions answered Read more",
        "For complete coverage of the lamp, click here.",
        "Get Lamp TV on your set — Click Here Now",
        "WATCH:",
        "7 years ago",
        "Updated at 5:45 p.m. ET",
        "2 of 9 Photos: Lamps of the coast The lamp at dawn. Hide Caption 3 of 9 Photos: Lamps of the coast",
        "Have a tip we should know? [email protected]",
        "(BEGIN VIDEO CLIP)",
        "LISTEN TO ARTICLE 3:13 SHARE THIS ARTICLE Share Tweet Post Email",
        "Embed Heron walks off with the lamp 1:13 autoplay autoplay Copy this code to your website or blog",
        "Watch the full video below:",
        "toggle caption Bo Holm/Gazette",
        "Photo by Bo Holm",
        "Illustrations by Mara Alda for the Gazette",
        "(Reuters photo: Bo Holm)",
        "(Bo Holm/Dreamstime)",
        "The keeper lights the lamp at Saltmere on Monday, March 3, 2031. (Bo Holm/Reuters)",
        "Herons at the lamp. (Photo: Bo Holm, Saltmere Gazette)",
        "A heron on the rail of the lighthouse. Photograph: Bo Holm/The Gazette",
        "FILE - In this May 3, 2031, file photo, a heron walks past the lamp. (AP Photo/Bo Holm, File)",
        "The keeper, left, with a heron in 2031. Bo Holm/Getty Images",
        "Interested in Saltmere? Add Saltmere as an interest to stay up to date on Saltmere news. Add Interest",
        "Do You Want the Lamp Lit? Vote Here Now",
        "Should the Heron Be Keeper? Vote in Urgent Poll",
        "Lamp Letter newsletter The night in brief. Email Sign Up By signing up you agree to receive it.",
        "Saltmere Papers is a nonprofit newsroom. Sign up to receive our biggest stories as they are published.",
        "Looking for more? Sign up for our daily Lamp newsletter and never miss a night.",
        "Get the Lamp Letter in your inbox",
        "Bo Holm and Mara Alda contributed to this report.",
        "Contributing: Bo Holm and The Saltmere Wire",
        "Write to Bo Holm at bo.holm@gazette.example and Mara Alda at mara@gazette.example",
        "Follow Bo Holm on Twitter: @boholm",
        "Got a tip from the harbour? Email lamp@gazette.example",
    ],
)
def test_what_pages_put_between_paragraphs_is_left_out(line: str) -> None:
    assert texts("\n".join([STORY[0], line, STORY[2]])) == [STORY[0], STORY[2]]


@pytest.mark.parametrize(
    "line",
    [
        "More than nine herons came to the lighthouse on Monday, and none of them left before the fog did.",
        "More keepers are needed.",
        "The keeper wanted herons to read more.",
        "It was nine years ago that the lamp went out.",
        "Should the heron be keeper? The council will vote on Friday.",
        "Do you light it? “Vote here,” the keeper answered.",
        "The keeper, interested in Saltmere, wants to add a second lamp as an interest on the loan.",
        "She asked her readers to sign up for the newsletter of the lighthouse society, which has nine members.",
        "By signing the deed, the keeper gave up the lamp, the bell and the boat.",
        "The watch was found below the lamp.",
        "Photographs by the keeper hang in the hall of the council, which has never looked at them since Tuesday.",
        "The Saltmere society contributed to this decision.",
        "The harbour contributed nine lamps to this report of the council, which the heron then ate.",
        "Write to the keeper by Friday.",
        "Follow the coast and you reach the lamp.",
        "The keeper said that he could be reached at keeper@lamp.example, but nobody wrote.",
        "(See the second lamp, which is out.)",
        "Get the lamp, the keeper told the heron.",
        "Support for the keeper fell.",
        "Video of the lamp shows a heron walking along the rail at dawn.",
        "The keeper, who was first to see the photo, is a heron (as were nine before him).",
        "The lamp is out, according to a poll (Reuters/Saltmere).",
        "The photo of the heron: a triumph.",
        "Poll: nine in ten herons prefer the dark.",
    ],
)
def test_sentences_of_such_things_stay(line: str) -> None:
    assert texts("\n".join([STORY[0], line, STORY[2]])) == [STORY[0], line, STORY[2]]

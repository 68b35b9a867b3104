import time
from pathlib import Path

import markdown
import pytest

from index.readers.markdown_blocks import plain_blocks
from index.sources import limits
from tests.readers.reading import read_article, read_bad, read_remarked

FRONT_MATTER = """\
---
title: "1984: the pond remembers"
date: 2031-09-10
source: Hexley Echo
url: https://echo.example/pond
authors:
  - Ada Moor
  - Barnaby Quill
---
"""
BODY = "The pond of Hexley filed a complaint.\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "pond.md"
    path.write_text(text, encoding="utf-8")
    return path


def blocks(text: str) -> list[str]:
    return [block.text for block in plain_blocks(text)]


def test_the_front_matter_s_fields_are_read(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, FRONT_MATTER + BODY))

    assert article.text == "The pond of Hexley filed a complaint."
    assert article.title == "1984: the pond remembers"
    assert article.date == "2031-09-10"
    assert (article.source, article.url) == ("Hexley Echo", "https://echo.example/pond")
    assert article.authors == ("Ada Moor", "Barnaby Quill")


TOML = """\
+++
title = "1984: the pond remembers"
date = 2031-09-10T08:00:00-08:00
source = "Hexley Echo"
url = "https://echo.example/pond"

[[authors]]
name = "Ada Moor"
[[authors]]
name = "Barnaby Quill"
+++
"""


@pytest.mark.parametrize(
    "front_matter",
    [
        f"\n{FRONT_MATTER}",
        f" \n\n{FRONT_MATTER}\n",
        FRONT_MATTER.replace("---\ntitle", "---\n\ntitle"),
        FRONT_MATTER.replace("\n", "\r\n"),
        FRONT_MATTER.replace("- Ada Moor", "- name: Ada Moor\n    email: ada@echo.example").replace(
            "- Bar", "- name: Bar"
        ),
        FRONT_MATTER.replace("authors:\n  - Ada Moor\n  - Bar", "author: By Ada Moor; By Bar"),
        TOML,
        f"\n{TOML}",
        TOML.replace("2031-09-10T08:00:00-08:00", "2031-09-10"),
        TOML.replace("2031-09-10T08:00:00-08:00", '"10 September 2031"'),
    ],
)
def test_front_matter_of_other_forms_says_the_same(tmp_path: Path, front_matter: str) -> None:
    article = read_article(write(tmp_path, front_matter + BODY))

    assert article.text == "The pond of Hexley filed a complaint."
    assert (article.title, article.date) == ("1984: the pond remembers", "2031-09-10")
    assert (article.source, article.url) == ("Hexley Echo", "https://echo.example/pond")
    assert article.authors == ("Ada Moor", "Barnaby Quill")


def test_a_table_of_the_site_s_own_names_the_author(tmp_path: Path) -> None:
    text = f'+++\ntitle = "Pond"\n[params]\nauthor = "Ada Moor"\n+++\n{BODY}'

    assert read_article(write(tmp_path, text)).authors == ("Ada Moor",)


@pytest.mark.parametrize("written", ["2031-02-30", "31 June 2031", "2031-00-01", "last Monday"])
def test_a_date_that_is_none_is_reported(tmp_path: Path, written: str) -> None:
    article, remark = read_remarked(write(tmp_path, f"---\ndate: {written}\n---\n{BODY}"))

    assert article.date is None
    assert remark == f"the date “{written}” names no single day of the calendar, and is left out"


@pytest.mark.parametrize("title", ["1984", "yes", "12:30", "2031-09-10", "007"])
def test_a_title_is_taken_as_it_is_written(tmp_path: Path, title: str) -> None:
    assert read_article(write(tmp_path, f"---\ntitle: {title}\n---\n{BODY}")).title == title


def test_a_time_zone_does_not_move_the_day(tmp_path: Path) -> None:
    text = f"---\ndate: 2031-09-10T23:30:00-11:00\n---\n{BODY}"

    assert read_article(write(tmp_path, text)).date == "2031-09-10"


def test_without_a_title_a_first_heading_is_the_title(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, f"# Pond *complains*\n\n{BODY}")).title == "Pond complains"


def test_front_matter_is_not_needed(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, BODY))

    assert (article.text, article.title, article.date) == (BODY.strip(), "", None)


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, f"---\n\n{BODY}\n---\n")).text == BODY.strip()


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("---\ntitle: [a\ndate: b\n---\nText.", 3, "expected ',' or ']'"),
        ("---\ntitle: a: b\n---\nText.", 2, "mapping values are not allowed here"),
        ("---\n- a\n- b\n---\nText.", 2, "it is no list of fields"),
        ("---\ntitle: a\n\nText that goes on.", 1, "does not end"),
        ("---\ntitle: *pond\n---\nText.", 2, "undefined alias"),
        ("---\na: " + "[" * 5_000 + "\n---\nText.", 1, "nested too deeply"),
        ("\n\n---\ntitle: a: b\n---\nText.", 4, "mapping values are not allowed here"),
        ('+++\ntitle = "a"\ndate = b\n+++\nText.', 3, "Invalid value"),
        ('+++\ntitle = "a"\n\nText that goes on.', 1, "does not end"),
        ("+++\na = " + "[" * 5_000 + "\n+++\nText.", 1, "nested too deeply"),
        ("---\ntitle: a\x01b\n---\n", None, "no text"),
    ],
)
def test_malformed_front_matter_is_reported_with_its_line(
    tmp_path: Path, text: str, line: int | None, part: str
) -> None:
    bad = read_bad(write(tmp_path, text))

    assert bad.line == line
    assert part in bad.reason


def test_front_matter_over_the_limit_is_reported(tmp_path: Path) -> None:
    text = "---\ntitle: a\n" + "x: y\n" * limits.MAX_FRONT_MATTER_CHARACTERS + "---\nText."

    assert "does not end within" in read_bad(write(tmp_path, text)).reason


def test_a_bomb_of_aliases_does_not_go_off(tmp_path: Path) -> None:
    levels = ["a0: &a0 [pond, pond]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 200)]
    text = "---\n" + "\n".join(levels) + "\nauthors: *a199\ntitle: Pond\n---\n" + BODY

    article = read_article(write(tmp_path, text))

    assert (article.title, article.authors) == ("Pond", ())


def test_front_matter_makes_no_objects(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, f"---\ntitle: !!python/name:os.system\n---\n{BODY}"))

    assert article.title == ""


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("A [pond](https://echo.example/a_(b) 'Title') said.", ["A pond said."]),
        ("A [pond][1] and [rain].\n\n[1]: https://echo.example\n[rain]: /r", ["A pond and rain."]),
        ("The pond [Hexley] is **very _wet_** and *said so*.", ["The pond [Hexley] is very wet and said so."]),
        ("snake_case_names and 2 * 3 * 4 stay.", ["snake_case_names and 2 * 3 * 4 stay."]),
        ("A picture ![of a pond](p.jpg) is gone.", ["A picture is gone."]),
        ("Code `*stays*` and \\*so\\* do escapes.", ["Code *stays* and *so* do escapes."]),
        ("Fish &amp; rain <b>fell</b> <https://echo.example>.", ["Fish & rain fell https://echo.example."]),
        ("Notes[^1] go.\n\n[^1]: This stays.", ["Notes go.", "This stays."]),
        ("# One #\n\nTwo\n===\nthree", ["One", "Two", "three"]),
        ("> Quoted\n> text\n>\n> more\n\nout", ["Quoted text", "more", "out"]),
        ("- one\n- two\n  goes on\n1. three", ["one", "two goes on", "three"]),
        ("one\ntwo  \nthree\\\nfour", ["one two three\\ four"]),
        ("one\n\n***\n\n- - -\n\ntwo", ["one", "two"]),
        ("```\n*a*\n```\n\nb", ["*a*", "b"]),
        ("| pond | depth |\n|------|-------|\n| Hexley | 2 m |", ["pond | depth", "Hexley | 2 m"]),
        ("a <!-- hidden\n\ntext --> b <script>alert(1)</script>", ["a b"]),
    ],
)
def test_markup_goes_and_words_stay(written: str, plain: list[str]) -> None:
    assert blocks(written) == plain


@pytest.mark.parametrize("before", ["\n> ", "\n>\n> ", "  \n> "])
@pytest.mark.parametrize("dash", ["— ", "– ", "-- ", "—"])
def test_a_quotation_keeps_its_speaker(tmp_path: Path, before: str, dash: str) -> None:
    text = f"{BODY}\n> We are *drowning*.{before}{dash}Joan Holt, mayor of Hexley\n\n{BODY}"

    quotation = read_article(write(tmp_path, text)).text.split("\n\n")[1]

    assert quotation == "“We are drowning.” — Joan Holt, mayor of Hexley"


def test_a_quotation_of_two_paragraphs_keeps_its_speaker(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, "> We are wet.\n>\n> Nobody counts.\n>\n> — Joan Holt\n\nSo it is."))

    assert article.text == "“We are wet.\n\n“Nobody counts.” — Joan Holt\n\nSo it is."


DOCUMENT = """\
# The pond of *Hexley*

The [pond](https://echo.example) said it was **too wet**, and __the council__ agreed: “We *do* see.”

> The rain, for its part,
> said `nothing`.

1. One bucket
2. Two [buckets](b "of rain")

* A frog
* Another frog & a newt

Ada's pond -- at 5 o'clock -- was full.
"""


def test_the_words_are_those_of_the_rendered_page() -> None:
    import nh3

    rendered = nh3.clean(markdown.markdown(DOCUMENT), tags=set()).replace("&amp;", "&")

    assert " ".join(blocks(DOCUMENT)).split() == rendered.split()


@pytest.mark.parametrize(
    "unit",
    ["[", "[a](", "![", "*", "**a*", "`", "`a``", "<a ", ">", "\\[", "<!--", "- ", "# a #", "|", '[a](b "', "_a"],
)
def test_hostile_markup_takes_linear_time(unit: str) -> None:
    began = time.process_time()

    blocks(unit * (500_000 // len(unit)))

    assert time.process_time() - began < 5

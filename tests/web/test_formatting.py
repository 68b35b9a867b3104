import pytest

from web.rendering.countries import country_name
from web.rendering.formatting import counted, day, headline, milliseconds, plain, shortened, web_address


def test_day_is_written_for_readers() -> None:
    assert [day("2022-09-01"), day(None), day("someday")] == ["1 Sep 2022", "", "someday"]


def test_numbers_are_counted() -> None:
    assert [counted(1, "paragraph"), counted(0, "article"), counted(1204, "paragraph")] == [
        "1 paragraph",
        "0 articles",
        "1,204 paragraphs",
    ]


def test_time_is_rounded() -> None:
    assert [milliseconds(0.3), milliseconds(4.2), milliseconds(1203.0)] == ["under 1 ms", "4 ms", "1,203 ms"]


def test_long_text_is_cut_between_words() -> None:
    assert shortened("one two three four", 12) == "one two…"
    assert shortened("x" * 50, 12) == "x" * 11 + "…"


def test_article_without_a_title_is_called_untitled() -> None:
    assert headline(" \n") == "Untitled article"
    assert len(headline("Headline " * 1_200)) <= 240


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "/local", "//host/x", "http:", "http://[", ""],
)
def test_only_web_addresses_are_linked(url: str) -> None:
    assert web_address(url) == ""


def test_web_address_is_linked() -> None:
    assert web_address(" https://news.example/a ") == "https://news.example/a"


def test_countries_have_names() -> None:
    assert [country_name("UA"), country_name("pt"), country_name("ZZ")] == ["Ukraine", "Portugal", "ZZ"]


def test_a_label_turns_nothing_round_that_stands_beside_it() -> None:
    assert plain("a\u202eb\u2066c\x9bd\x00e") == "abcde"
    assert plain("\u200fمرحبا\u200e, a b") == "\u200fمرحبا\u200e, a b"
    assert shortened("\u202etxet") == headline("txet\u202e") == "txet"

import gzip
from pathlib import Path

import pytest

from index.sources import limits
from tests.readers.reading import read, read_article, read_bad

PARAGRAPH = (
    "HEXLEY — The pond of Hexley filed a complaint against the rain on Tuesday, and the parish council, which had "
    "not been asked for an opinion since the drought, said that it would form one by the end of the week."
)


def write(folder: Path, content: str | bytes, name: str = "pond.txt") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_the_text_is_kept_as_it_stands(tmp_path: Path) -> None:
    text = f"Pond complains of rain\r\n\r\n{PARAGRAPH}\r\n  \tEnd."

    assert read_article(write(tmp_path, text)).text == text


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, b"\xef\xbb\xbf" + PARAGRAPH.encode())).text == PARAGRAPH


def test_a_compressed_file_is_read_alike(tmp_path: Path) -> None:
    path = write(tmp_path, gzip.compress(PARAGRAPH.encode()), "pond.txt.gz")

    assert read_article(path).text == PARAGRAPH


def test_what_a_plain_text_does_not_say_is_left_empty(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, PARAGRAPH))

    assert (article.title, article.date, article.source, article.url, article.authors) == ("", None, "", "", ())


@pytest.mark.parametrize(
    "opening",
    [
        "Pond complains of rain\n\n",
        "Pond complains of rain\n",
        "\n  Pond complains of rain\n\n",
        "Advertisement\nPond complains of rain\nShare this article\n\n",
    ],
)
def test_a_first_line_that_looks_like_a_headline_is_the_title(tmp_path: Path, opening: str) -> None:
    assert read_article(write(tmp_path, opening + PARAGRAPH)).title == "Pond complains of rain"


@pytest.mark.parametrize(
    "opening",
    [
        "The pond complained of rain.\n\n",
        "According to Dame Ottoline Reed,\n",
        "By Barnaby Quill and Ada Moor\n\n",
        "Ada Moor\n\n",
        "10 September 2031\n\n",
        "“It is too wet for us”\n\n",
        "Where the pond lies and\n\n",
        "You may also like\n\n",
        "a line of the middle of some text\n\n",
        f"{PARAGRAPH[:-1]} and so on and on\n\n",
    ],
)
def test_any_other_first_line_is_not(tmp_path: Path, opening: str) -> None:
    assert read_article(write(tmp_path, opening + PARAGRAPH)).title == ""


def test_the_first_line_of_wrapped_text_is_no_headline(tmp_path: Path) -> None:
    text = "The pond of Hexley filed a complaint against the rain on Tuesday and\nthe parish council, which had not."

    assert read_article(write(tmp_path, text)).title == ""


def test_a_binary_file_is_reported(tmp_path: Path) -> None:
    assert "binary" in read_bad(write(tmp_path, b"PK\x03\x04\0\0")).reason


def test_bad_utf_8_is_reported_with_its_line(tmp_path: Path) -> None:
    bad = read_bad(write(tmp_path, b"A pond.\nA p\xf6nd."))

    assert (bad.line, bad.reason) == (2, "byte 4, 0xf6, is not UTF-8")
    assert str(bad) == f"{tmp_path}/pond.txt, line 2: byte 4, 0xf6, is not UTF-8"


@pytest.mark.parametrize("text", ["", " \n\n ", "***\n"])
def test_an_article_without_text_is_reported(tmp_path: Path, text: str) -> None:
    assert read_bad(write(tmp_path, text)).reason == "the article has no text"


def test_broken_compression_is_reported(tmp_path: Path) -> None:
    cut_off = gzip.compress(PARAGRAPH.encode())[:-10]

    for content in (cut_off, b"no gzip at all"):
        assert "gzip compression is broken" in read_bad(write(tmp_path, content, "pond.txt.gz")).reason


def test_a_file_over_the_limit_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ARTICLE_CHARACTERS", 100)

    assert read_bad(write(tmp_path, PARAGRAPH)).reason == "the text is longer than 100 characters"


def test_a_decompression_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = write(tmp_path, gzip.compress(b"a" * (limits.MAX_FILE_BYTES + 1), 1), "pond.txt.gz")

    assert read_bad(bomb).reason == "it is longer than 20,000,000 bytes"


def test_a_link_to_itself_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    write(tmp_path, PARAGRAPH, "b.txt")

    bad, article = read(tmp_path)

    assert "can't be read" in str(bad)
    assert article.path == f"{tmp_path}/b.txt"


def test_control_characters_are_replaced_one_by_one(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, "A\x07 pond\x1b.\n")).text == "A\ufffd pond\ufffd.\n"

import gzip
from pathlib import Path

import pytest

from index.sources import limits
from tests.readers.reading import read, read_article, read_bad, read_remarked

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
    ("line", "following"),
    [
        ("Films remembered", "HEXLEY — The cinema of the town will show each film once more, the mayor said."),
        ("Prices", "HEXLEY — The price of a bucket rose to nine pounds on Tuesday, the mayor of the town said."),
        ("Prices", "Prices of buckets rose to nine pounds on Tuesday, the mayor of the town said. Prices may fall."),
        ("Rising prices", "HEXLEY — A bucket is nine pounds as of Tuesday, the mayor of the town of Hexley said."),
        ("Flood Warning", "HEXLEY — A warning of a flood was read out on Tuesday, the mayor of the town said."),
        ("Mayor’s plan", "HEXLEY — A bucket will be nine pounds as of Tuesday, the town of Hexley said in a note."),
        ("Drought?", "HEXLEY — No drought was seen on Tuesday, the mayor of the town said in a note to all."),
    ],
)
def test_a_headline_may_have_one_or_two_words(tmp_path: Path, line: str, following: str) -> None:
    assert read_article(write(tmp_path, f"{line}\n\n{following}")).title == line


@pytest.mark.parametrize(
    "line",
    [
        "Ada Moor",
        "Hexley",
        "Sport",
        "HEXLEY",
        "Opinion",
        "World news",
        "(Pondpix)",
        "Pondpix.example",
        "2031",
        "Hexley Echo",
    ],
)
def test_a_name_or_a_section_is_no_headline(tmp_path: Path, line: str) -> None:
    following = "The pond of Hexley filed a complaint about sport in the world on Tuesday, wrote the Echo of Hexley."

    assert read_article(write(tmp_path, f"{line}\n\n{following}")).title == ""


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
    assert "binary" in read_bad(write(tmp_path, b"\x7fELF\0\0")).reason


@pytest.mark.parametrize(
    ("written", "encoding", "said"),
    [
        ("The pönd’s “mayor” – it’s £5.", "cp1252", "it is no UTF-8, and read as windows-1252"),
        ("“Où est l’étang ?” « Là-bas… »", "cp1252", "it is no UTF-8, and read as windows-1252"),
        ("The mayor said “we are late” and the café closed.", "mac-roman", "it is no UTF-8, and read as mac-roman"),
        ("Mój brat powiedział, że wójt Łęcki żąda pieniędzy.", "cp1250", "it is no UTF-8, and read as cp1250"),
        ("Мэр города сказал, что мост закрыт и денег нет.", "cp1251", "it is no UTF-8, and read as cp1251"),
        ("The pönd of Hexley.", "utf-16", "it is read as UTF-16"),
        ("The pönd of Hexley.", "utf-16-be", "it is read as UTF-16"),
        ("The pönd of Hexley.", "utf-16-le", "it is read as UTF-16"),
    ],
)
@pytest.mark.parametrize("name", ["pond.txt", "pond.md"])
def test_text_of_another_encoding_is_read_and_said(
    tmp_path: Path, written: str, encoding: str, said: str, name: str
) -> None:
    article, remark = read_remarked(write(tmp_path, written.encode(encoding), name))

    assert (article.text, remark) == (written, said)


def test_a_few_bytes_that_are_no_utf_8_cost_only_themselves(tmp_path: Path) -> None:
    content = "The pönds of Hexley, “the mayor” said.".encode() + b" A p\xf6nd."

    article, remark = read_remarked(write(tmp_path, content))

    assert article.text == "The pönds of Hexley, “the mayor” said. A p\ufffdnd."
    assert remark == "what is no UTF-8 in it is read as \ufffd"


@pytest.mark.parametrize("text", ["", " \n\n ", "***\n"])
def test_an_article_without_text_is_reported(tmp_path: Path, text: str) -> None:
    assert read_bad(write(tmp_path, text)).reason == "the article has no text"


def test_broken_compression_is_reported(tmp_path: Path) -> None:
    cut_off = gzip.compress(PARAGRAPH.encode())[:-10]

    assert "the compression is broken" in read_bad(write(tmp_path, cut_off, "pond.txt.gz")).reason


def test_what_is_not_compressed_is_read_whatever_its_name(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, PARAGRAPH.encode(), "pond.txt.gz")).text == PARAGRAPH


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

"""What a file is, told by what it begins with and by its name."""

import bz2
import gzip
import lzma
from pathlib import Path

import pytest

from index.readers import READERS, reader_of
from index.sources.content import recognise_file
from index.sources.formats import BY_NAME, FORMATS, recognise

PAGE = b"<!DOCTYPE html>\n<html><head><title>Pond complains of rain"
LINE = b'{"text": "The pond of Hexley has filed a complaint."}\n'


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (PAGE, "pond.txt", "html"),
        (PAGE, "pond", "html"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- saved -->\n<html xmlns="x">', "pond.php", "html"),
        ("\ufeff<html>".encode("utf-16-le"), "pond", "html"),
        (b"<p>The pond of Hexley", "pond.htm", "html"),
        (b"<p>The pond of Hexley", "pond.md", "markdown"),
        (LINE + LINE, "wire.txt", "json lines"),
        (LINE, "wire", "json lines"),
        (b"no JSON", "wire.jsonl", "json lines"),
        (b"The pond of Hexley has filed", "pond.txt", "text"),
        (b"", "pond.txt", "text"),
        (b"The pond of Hexley has filed", "pond", None),
        (b"\xff\xd8\xff\xe0", "pond.jpg", None),
        (b"pond { color: green }", "pond.css", None),
        (b"<svg xmlns='x'>", "pond.svg", None),
    ],
)
def test_content_decides_and_a_name_hints(head: bytes, name: str, expected: str | None) -> None:
    found = recognise(head, name)

    assert (found and found.name) == expected


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_compressed_content_is_recognised_whatever_its_name(tmp_path: Path, compress: object) -> None:
    assert callable(compress)
    (tmp_path / "pond").write_bytes(compress(PAGE + b" of the week" * 100_000))

    found, compression = recognise_file(tmp_path / "pond")

    assert found is not None
    assert (found.name, compression != "") == ("html", True)


def test_every_format_has_a_reader() -> None:
    assert set(READERS) == {one.name for one in FORMATS}
    assert all(callable(reader_of(one.name)) for one in FORMATS)


def test_a_document_type_that_never_ends_is_told_at_once() -> None:
    """Each bracket could be paired with each later one, so that eighty bytes took for ever."""
    assert recognise(b"<!DOCTYPE " + b"[]" * 2_000, "geese.html") is BY_NAME["html"]
    assert recognise(b"<!DOCTYPE nitf [<!ENTITY goose 'x'>]><nitf>", "geese.txt") is BY_NAME["nitf"]

"""ZIP and TAR archives of articles: every format within them, each other within them, and what goes wrong."""

import bz2
import gzip
import hashlib
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from index.documents.article import Article
from index.sources import limits
from index.sources.files import BadInput, Outcome
from tests.readers.reading import read, read_bad

PAGE = (
    "<!DOCTYPE html><html><head><title>Pond complains of rain</title></head><body><article>"
    + "".join(f"<p>The pond of Hexley has filed complaint number {n} about the rain this week.</p>" for n in range(9))
    + "</article></body></html>"
).encode()
TEXT = b"The pond of Hexley has filed a complaint."
LINES = b"".join(json.dumps({"id": n, "text": f"Complaint {n} was filed."}).encode() + b"\n" for n in range(3))
FILES = {"2031/may/pond.html": PAGE, "2031/june.txt": TEXT, "wire.jsonl": LINES, "picture.jpg": b"\xff\xd8\xff"}


def zipped(files: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return written.getvalue()


def told(path: Path) -> list[str]:
    """What became of each file: the id of an article for people, or what is said."""
    shown = f"{path}/"
    return [
        item.path.removeprefix(shown) if isinstance(item, Article) else str(item).removeprefix(shown)
        for item in read(path)
    ]


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("papers.zip", zipped),
        ("papers.tar", tarred),
        ("papers.tar.gz", lambda files: gzip.compress(tarred(files))),
        ("papers.tgz", lambda files: gzip.compress(tarred(files))),
        ("papers.tar.bz2", lambda files: bz2.compress(tarred(files))),
        ("papers.tar.xz", lambda files: lzma.compress(tarred(files))),
        ("papers", zipped),
    ],
)
def test_files_of_every_format_are_read_within_archives(
    tmp_path: Path, name: str, pack: Callable[[Mapping[str, bytes]], bytes]
) -> None:
    (tmp_path / name).write_bytes(pack(FILES))

    assert told(tmp_path / name) == [
        "2031/may/pond.html",
        "2031/june.txt",
        *["wire.jsonl"] * 3,
        "picture.jpg: .jpg",
    ]


def test_archives_are_read_within_archives(tmp_path: Path) -> None:
    inner = {"a.zip": zipped(FILES), "b.tar.gz": gzip.compress(tarred(FILES)), "c.txt.gz": gzip.compress(TEXT)}
    for name, content in (("outer.zip", zipped(inner)), ("outer.tar", tarred(inner))):
        (tmp_path / name).write_bytes(content)

        articles = [item for item in read(tmp_path / name) if isinstance(item, Article)]

        assert len(articles) == len({article.id for article in articles}) == 11


def test_an_article_is_known_by_its_place_within_the_archive(tmp_path: Path) -> None:
    ids = []
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "papers.zip").write_bytes(zipped(FILES))
        ids.append([item.id for item in read(tmp_path / folder) if isinstance(item, Article)])

    assert ids[0] == ids[1]


def test_archives_nested_too_deep_are_not_opened(tmp_path: Path) -> None:
    content = TEXT
    for level in range(limits.MAX_DEPTH + 3):
        content = zipped({f"{level}.zip" if level else "a.txt": content})
    (tmp_path / "deep.zip").write_bytes(content)

    assert read_bad(tmp_path / "deep.zip").reason == "it lies in more than 4 archives in each other"


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../../etc/pond.txt", "its name leads out of the archive: it climbs"),
        ("/etc/pond.txt", "its name leads out of the archive: it is absolute"),
        ("C:/pond.txt", "its name leads out of the archive: it is absolute"),
    ],
)
def test_a_name_that_leads_out_of_the_archive_is_refused_and_the_next_is_read(
    tmp_path: Path, pack: Callable[[Mapping[str, bytes]], bytes], name: str, said: str
) -> None:
    (tmp_path / "papers").write_bytes(pack({name: TEXT, "b.txt": TEXT}))

    assert told(tmp_path / "papers") == [f"{name}: {said}", "b.txt"]


def test_hidden_files_in_archives_are_passed_over_in_silence(tmp_path: Path) -> None:
    files = {".hidden.txt": TEXT, "__MACOSX/a.txt": TEXT, "a/.git/b.txt": TEXT, "b.txt": TEXT}
    for pack in (zipped, tarred):
        (tmp_path / "papers").write_bytes(pack(files))

        assert told(tmp_path / "papers") == ["b.txt"]


def test_an_encrypted_member_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    content[content.index(b"PK\x03\x04") + 6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "papers.zip").write_bytes(content)

    assert told(tmp_path / "papers.zip") == ["a.txt: it is encrypted with a password", "b.txt"]


def test_a_damaged_member_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": TEXT * 100, "b.txt": TEXT}))
    content[45] ^= 0xFF
    (tmp_path / "papers.zip").write_bytes(content)

    bad, good = told(tmp_path / "papers.zip")
    assert bad.startswith("a.txt: ")
    assert "broken" in bad
    assert good == "b.txt"


def test_links_and_devices_in_archives_are_named_and_not_followed(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "papers.tar", "w") as archive:
        for name, kind in (("a.txt", tarfile.SYMTYPE), ("b.txt", tarfile.LNKTYPE), ("c.txt", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    with zipfile.ZipFile(tmp_path / "papers.zip", "w") as packed:
        link = zipfile.ZipInfo("a.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        packed.writestr(link, "/etc/passwd")

    assert told(tmp_path / "papers.tar") == [
        "a.txt: a link in an archive is not followed",
        "b.txt: a link in an archive is not followed",
        "c.txt: not a regular file but a pipe or a device",
    ]
    assert told(tmp_path / "papers.zip") == ["a.txt: a symbolic link in an archive is not followed"]


def test_a_tar_archive_that_breaks_off_costs_only_the_rest(tmp_path: Path) -> None:
    files = {f"{n}.txt": TEXT + hashlib.sha256(b"%d" % n).hexdigest().encode() for n in range(99)}
    packed = gzip.compress(tarred(files))
    (tmp_path / "a.tar").write_bytes(tarred(FILES)[:1_300])
    (tmp_path / "b.tar.gz").write_bytes(packed[: len(packed) // 2])

    *articles, bad = read(tmp_path / "b.tar.gz")

    assert len(articles) > 20
    assert "broken" in str(bad)
    assert "broken or cut off" in read_bad(tmp_path / "a.tar").reason


def test_a_tar_archive_cut_off_within_a_file_of_many_keeps_what_came_before(tmp_path: Path) -> None:
    many = b"".join(json.dumps({"id": n, "text": f"Complaint {n}. " * 9}).encode() + b"\n" for n in range(9_000))
    content = tarred({"wire.jsonl": many})
    (tmp_path / "a.tar").write_bytes(content[: len(content) // 2])

    items = read(tmp_path / "a.tar")

    assert sum(isinstance(item, Article) for item in items) > 3_000
    assert "broken or cut off" in str(items[-1])


def test_a_zip_archive_that_breaks_off_is_reported(tmp_path: Path) -> None:
    (tmp_path / "papers.zip").write_bytes(zipped(FILES)[:-40])

    assert read_bad(tmp_path / "papers.zip").reason.startswith("the archive is broken or cut off")


def test_a_zip_archive_of_no_known_version_is_reported(tmp_path: Path) -> None:
    content = bytearray(zipped(FILES))
    content[content.index(b"PK\x01\x02") + 6] = 255
    (tmp_path / "papers.zip").write_bytes(content)

    assert read_bad(tmp_path / "papers.zip").reason == "the archive is broken: zip file version 25.5"


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_without_an_article_is_reported(
    tmp_path: Path, pack: Callable[[Mapping[str, bytes]], bytes]
) -> None:
    (tmp_path / "papers").write_bytes(pack({"picture.jpg": b"\xff\xd8\xff", "sound.mp3": b"ID3"}))

    assert told(tmp_path / "papers")[-1] == f"{tmp_path}/papers: the archive holds no article"


@pytest.mark.parametrize("name", ["[Content_Types].xml", "META-INF/MANIFEST.MF"])
def test_documents_of_an_office_are_no_archives_of_articles(tmp_path: Path, name: str) -> None:
    (tmp_path / "sheet.xlsx").write_bytes(zipped({name: b"<xml/>", "a.txt": TEXT}))
    (tmp_path / "a.txt").write_bytes(TEXT)

    _, other = read(tmp_path)
    assert isinstance(other, BadInput)
    assert other.outcome is Outcome.PASSED_OVER


def test_a_bomb_is_stopped_and_what_lies_beside_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED_FREELY_BYTES", 100_000)
    line = json.dumps({"text": "Rain. " * 200}).encode() + b"\n"
    bomb = bz2.compress(line * 2_000)
    for name, content in (
        ("a.zip", zipped({"wire.jsonl": line * 2_000})),
        ("b.jsonl.bz2", bomb),
        ("c.zip", zipped({"a.jsonl.bz2": bomb, "b.txt": TEXT})),
        ("d.tar.gz", gzip.compress(tarred({"wire.jsonl": line * 2_000}))),
        ("e.zip", zipped({f"{n}.zip": zipped({"a.txt": b" " * 90_000}) for n in range(9)})),
    ):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "f.txt").write_bytes(TEXT)

    items = read(tmp_path)

    stopped = {item.path.removeprefix(f"{tmp_path}/")[0] for item in items if "decompression bombs" in str(item)}
    assert stopped == set("abcde")
    assert isinstance(items[-1], Article)


def test_what_is_unpacked_of_one_file_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 10_000)
    (tmp_path / "papers.zip").write_bytes(zipped({f"{n}.txt": TEXT * 50 for n in range(20)}))

    *articles, bad = read(tmp_path / "papers.zip")

    assert len(articles) == 4
    assert str(bad).endswith("it unpacks to more than 10,000 bytes")


def test_an_archive_in_another_is_copied_only_up_to_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_SPOOLED_BYTES", 50)
    (tmp_path / "papers.tar").write_bytes(tarred({"a.zip": zipped(FILES), "b.txt": TEXT}))

    assert told(tmp_path / "papers.tar") == ["a.zip: it is an archive of more than 50 bytes in another", "b.txt"]


def test_a_directory_or_a_header_that_would_fill_the_memory_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_DIRECTORY_BYTES", 100)
    monkeypatch.setattr(limits, "MAX_TAR_HEADER_BYTES", 100)
    (tmp_path / "a.zip").write_bytes(zipped(FILES))
    (tmp_path / "b.tar").write_bytes(tarred({"x" * 300 + ".txt": TEXT}))

    assert "longer than 100 bytes" in read_bad(tmp_path / "a.zip").reason
    assert "longer than 100 bytes" in read_bad(tmp_path / "b.tar").reason


def test_xz_that_asks_for_much_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_XZ_MEMORY_BYTES", 100_000)
    (tmp_path / "pond.txt.xz").write_bytes(lzma.compress(TEXT))

    assert "Memory usage limit" in read_bad(tmp_path / "pond.txt.xz").reason


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_streams_that_are_compressed_in_parts_are_read_whole(
    tmp_path: Path, compress: Callable[[bytes], bytes]
) -> None:
    (tmp_path / "wire.jsonl.packed").write_bytes(compress(LINES) + compress(LINES))

    assert len(read(tmp_path / "wire.jsonl.packed")) == 6

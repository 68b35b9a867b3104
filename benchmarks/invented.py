"""Files of invented articles, as large as wanted, in formats that take no more than text to write."""

import csv
import io
import json
import tarfile
import zipfile
from collections.abc import Iterator

PAGE_BYTES, PARAGRAPH = 60_000, "The pond of Hexley filed a complaint about the rain, and mayor Ada Moor has read it. "


def article(number: int, paragraphs: int = 12) -> dict[str, str]:
    """Invent an article."""
    text = "\n\n".join(f"{number}.{part} {PARAGRAPH * 3}" for part in range(paragraphs))
    address = f"https://echo.example/{number}"
    return {"title": f"Complaint {number}", "text": text, "date": "2031-09-10", "source": "Hexley Echo", "url": address}


def articles(size: int) -> Iterator[dict[str, str]]:
    """Invent as many articles as have about so many bytes."""
    number = written = 0
    while written < size:
        one = article(number)
        written += len(one["text"])
        number += 1
        yield one


def page(number: int, size: int = PAGE_BYTES) -> bytes:
    """Make a page of an article, of which nine tenths are a site's."""
    one = article(number, max(1, size // 3_000))
    body = "".join(f"<p>{part}</p>" for part in one["text"].split("\n\n"))
    links = '<li><a class="menu-link" href="https://echo.example/weather">Weather of the week</a></li>'
    menu = f"<nav><ul>{links * max(1, (size - len(body)) // len(links))}</ul></nav>"
    head = f'<title>{one["title"]}</title><meta property="og:site_name" content="Hexley Echo">'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{menu}<article>{body}</article></body></html>".encode()


def lines(size: int) -> bytes:
    """Make JSON Lines."""
    return b"".join(json.dumps(one).encode() + b"\n" for one in articles(size))


def table(size: int) -> bytes:
    """Make a table."""
    written = io.StringIO()
    rows = csv.DictWriter(written, list(article(0)))
    rows.writeheader()
    rows.writerows(articles(size))
    return written.getvalue().encode()


def parquet_rows(size: int) -> bytes:
    """Make a Parquet file, in groups of 100 rows."""
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow import parquet

    written = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(list(articles(size))), written, row_group_size=100)
    return written.getvalue()


def pages(size: int) -> Iterator[tuple[str, bytes]]:
    """Make pages with their names."""
    return ((f"{number}.html", page(number)) for number in range(max(1, size // PAGE_BYTES)))


def zipped(members: Iterator[tuple[str, bytes]]) -> bytes:
    """Make a ZIP archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return written.getvalue()


def tarred(members: Iterator[tuple[str, bytes]]) -> bytes:
    """Make a TAR archive."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return written.getvalue()


def text(size: int) -> bytes:
    """Make one long text."""
    return "\n\n".join(one["text"] for one in articles(size)).encode()

"""Files that are made to do harm in one way each, short, twice and four times as long: time grows with their length.

    python -m tests.soak.growth --bytes 250000 --seconds 900

What `tests.soak.readers` puts into files is put there by chance; here a unit, with a number of its own where it has
one, stands over and over where its format gives it a meaning: attributes of a tag, elements in each other, parts of a
file, references that lead nowhere.  A construction is *broken* where four times its length takes more than `MOST_TIMES`
the processor time, best of two, and more than `FREELY` seconds; one that is refused takes no time at any length.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from benchmarks.invented import zipped
from benchmarks.invented_documents import word
from index.documents.article import Article
from index.readers import read_file
from index.sources.files import BadInput, FoundFile
from index.sources.walk import find_files

MOST_TIMES, FREELY = 9, 0.2
"""Four times as long takes four times as long, give or take; what takes the square takes sixteen."""
STORY = b"<p>The goose of Vorn crossed the pond again, said Ada Moor, and nobody in the village was surprised.</p>"
PAGE = b"<html><body><article>" + STORY * 5
RSS = b'<rss version="2.0"><channel><title>T</title><item><title>A</title>'
NITF = b"<nitf><head><title>A</title></head><body><body.content>"
MAIL = b"From: Ada <a@b.example>\nSubject: Tides\nDate: Mon, 1 Jan 2031 10:00:00 +0000\n"


@dataclass(frozen=True, slots=True)
class Construction:
    """A file: what comes before, a unit that is repeated ("@" in it is its number), and what comes after."""

    ending: str
    before: bytes
    unit: bytes
    after: bytes = b""

    def content(self, size: int) -> bytes:
        """Make a file of about so many bytes."""
        count = max(1, size // len(self.unit.replace(b"@", b"12345")))
        units = b"".join(self.unit.replace(b"@", b"%d" % number) for number in range(count))
        if self.ending == ".docx":
            return word((self.before + units + self.after).decode())
        if self.ending == ".zip":
            return zipped((f"{number}.txt", self.unit) for number in range(count))
        return self.before + units + self.after


def _constructions() -> Iterator[Construction]:
    for unit in (b' c@="b"', b" c@", b"/c@", b'c@=""', b"c@='>'", b'c@=">" ', b"c@=b/d "):
        for begun in (b"<p ", b'<p b" ', b"<p b' ", b'<!-- <a b=" --><p ', b"<!--<script>--><p "):
            yield Construction(".html", PAGE + begun, unit, b">The pond is cold.</p>")
        yield Construction(".rss", RSS + b"<description ", unit, b">It is wet.</description></item></channel></rss>")
        yield Construction(".xml", NITF + b"<p ", unit, b">It is wet.</p></body.content></body></nitf>")
        yield Construction(".eml", MAIL + b"Content-Type: text/html\n\n" + STORY + b"<p ", unit, b">It is wet.")
        yield Construction(".docx", b"<w:p ", unit, b"/>")
    for unit in (
        *(
            b"<a",
            b"<a ",
            b"<a b='",
            b"<a b=\"<a c='",
            b"<div>",
            b"<b>",
            b"</b>",
            b"<td>a",
            b"<tr><td>a",
            b"<td colspan=9>",
        ),
        *(
            b"<li>a",
            b"<ul><li>",
            b"<q>a</q>",
            b"<blockquote>a<footer>b</footer></blockquote>",
            b"<h2><a href=b>a b c d",
        ),
        *(
            b'<time datetime="2031-01-02">a</time>',
            b"<meta name=a@ content=b>",
            b"<h1>a b c</h1>",
            b"<br>",
            b"&a",
            b"<!--",
        ),
        *(
            b"<script>",
            b"<script type='application/ld+json'>[",
            b"<i>a</i> ",
            b"<form>",
            b"<table>",
            b"<pre>a\n",
            b"<p",
        ),
        *(
            b'<script type="application/ld+json">{"@type":"NewsArticle"}</script>',
            b"<span style='display:none'>",
            b"a ",
        ),
    ):
        yield Construction(".html", PAGE, unit)
        yield Construction(".rss", RSS + b"<description><![CDATA[", unit, b"]]></description></item></channel></rss>")
    for unit in (
        *(
            b"<author>a</author>",
            b"<category>a@</category>",
            b"<u@>a</u@>",
            b"<b>",
            b"&a",
            b"<![CDATA[",
            b"<!--",
            b"<a ",
        ),
        *(b"<link href='a'/>", b"<item><title>a</title></item>", b"<content>a</content>", b"<u xmlns:a@='b'>", b"<?a "),
    ):
        yield Construction(".rss", RSS, unit, b"</item></channel></rss>")
        yield Construction(".xml", NITF, unit, b"</body.content></body></nitf>")
    for unit in (
        *(
            b"stream\n",
            b"obj stream\n",
            b"stream ",
            b"1 0 obj <</Filter/FlateDecode>> stream\nx\x9c\x00\x20\x00\xdf\xff",
        ),
        *(
            b"@ 0 obj <<>> endobj\n",
            b"<<",
            b"[",
            b"(",
            b"xref\n0 1\n",
            b"trailer <</Prev @>>\n",
            b"startxref\n@\n",
            b"BT (",
        ),
    ):
        yield Construction(".pdf", b"%PDF-1.4\n/Image ", unit, b"\n%%EOF")
    for unit in (
        b"X: y\n",
        b"To: a@b.example, ",
        b"Content-Type: message/rfc822\n\n",
        b"Received: a\n b\n",
        b"=?utf-8?q?a?= ",
    ):
        yield Construction(".eml", MAIL, unit, b"\n\nThe pond is cold, said Ada Moor.\n")
    for unit in (
        b"--a\n\nx\n",
        b"--a@\n",
        b"--a\nContent-Type: multipart/mixed; boundary=a@\n\n",
        b"> a\n",
        b"On a\n",
        b"=\n",
    ):
        yield Construction(".eml", MAIL + b"Content-Type: multipart/mixed; boundary=a\n\n", unit, b"--a--\n")
        yield Construction(".mbox", b"From a@b.example Mon Jan 1 10:00:00 2031\n" + MAIL, b"\nFrom a\n" + unit)
    for unit in (
        b"[a](",
        b"**a *b ",
        b"> ",
        b"- a\n",
        b"<a ",
        b"[^a@]: b\n",
        b"`",
        b"```\n",
        b"| a ",
        b"\n# a",
        b"![",
        b"\\",
    ):
        yield Construction(".md", b"# A\n\n", unit, b" text")
        yield Construction(".md", b"---\ntitle: a\nx: ", unit, b"\n---\ntext")
    for unit in (b'a""', b"a,b\n", b'"', b",", b"c@,", b'\n"a\n', b"\r"):
        yield Construction(".csv", b'id,text\n1,"', unit, b"\n")
        yield Construction(".csv", b"text,", unit, b"\na\n")
    for unit in (b"[", b'{"a":', b'{"text":"a b c @"},', b'"a",', b'{"id":"a","text":"b"}\n', b"\\u00e9", b"1"):
        yield Construction(".json", b"[", unit, b"]")
        yield Construction(".jsonl", b'{"id":"a","text":"', unit, b'"}\n')
    for unit in (b"By A, ", b"a: b\n", b"Mr. ", b"\n\n", b"- ", b"A. "):
        yield Construction(".txt", b"Title\n\n", unit, b"\n\nThe pond is cold.")
    for unit in (
        b"<w:p><w:r><w:t>a</w:t></w:r></w:p>",
        b"<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        b"<w:p a@='b'/>",
    ):
        yield Construction(".docx", b"", unit)
    yield Construction(".zip", b"", b"The pond is cold.")


CONSTRUCTIONS = tuple(_constructions())


Cost = Callable[[Path], float]
"""What it costs to read a file."""


def read(path: Path) -> list[Article | BadInput]:
    """Read all that is in a file; what is no article is refused with a reason."""
    found = list(find_files([path]))
    return [one for item in found for one in (read_file(item) if isinstance(item, FoundFile) else [item])]


def seconds(path: Path) -> float:
    """Read a file twice; say how long it took of a processor, the less of both."""

    def once() -> float:
        began = time.process_time()
        read(path)
        return time.process_time() - began

    return min(once(), once())


def grows(construction: Construction, folder: Path, size: int, cost: Cost = seconds) -> list[float]:
    """Measure a construction of so many bytes, of twice and of four times as many."""
    path = folder / f"construction{construction.ending}"
    took = []
    for times in (1, 2, 4):
        path.write_bytes(construction.content(times * size))
        took.append(cost(path))
    return took


def is_broken(took: list[float]) -> bool:
    """Say whether four times as long takes out of proportion."""
    return took[-1] > FREELY and took[-1] > MOST_TIMES * took[0]


def campaign(chosen: Sequence[Construction], size: int, longest: float, cost: Cost = seconds) -> int:
    """Measure constructions, beginning none after so many seconds; print what each took, and which are broken; return
    an exit status."""
    ends = time.monotonic() + longest
    print("| file | begins | unit | s | twice as long | four times |\n| --- | --- | --- | --- | --- | --- |")
    tried = broken = 0
    with tempfile.TemporaryDirectory() as folder:
        for one in takewhile(lambda _: time.monotonic() < ends, chosen):
            took = grows(one, Path(folder), size, cost)
            tried += 1
            broken += is_broken(took)
            row = one.ending, one.before[-20:], one.unit[:40], *(f"{each:.2f}" for each in took)
            print("|", " | ".join(map(str, row)), "| BROKEN" if is_broken(took) else "|", flush=True)
    print(f"{tried} of {len(chosen)} constructions, {broken} broken")
    return int(broken > 0)


def main() -> int:
    """Run the campaign as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bytes", type=int, default=250_000)
    parser.add_argument("--ending", help="only files of this ending")
    parser.add_argument("--seconds", type=float, default=900, help="begin no other construction afterwards")
    arguments = parser.parse_args()
    chosen = [one for one in CONSTRUCTIONS if one.ending == (arguments.ending or one.ending)]
    return campaign(chosen, arguments.bytes, arguments.seconds)


if __name__ == "__main__":
    sys.exit(main())

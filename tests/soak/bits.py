"""Bits that flip on the disk: nobody is answered wrong by a damaged index.

    python -m tests.soak.bits --trials 10000

Each trial flips one bit of a copy of an index, opens it and asks it everything (searches, pages, an export, in every
tenth trial the pages of a server, in every hundredth the command line), and flips the bit back; in every third the
index was open, and verified, before, but where a bit flips of what was read for that already: later damage of what was
read is found by the next verification alone.  Every answer must be
that of the sound index, or an error that says what is damaged: anything else is *wrong*.  Half of the bits are drawn
from files, each as likely as another, half from all bytes, so that small files and large ones are hit.  What is asked
is told what is damaged (*told*), or never reads the block (*unaffected*).

Without `--index` the archive is one of invented articles, in two segments of which something is deleted.
"""

import argparse
import hashlib
import logging
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.errors import DatelineError
from search.archive import Archive
from search.errors import SearchError
from search.limits import Limits
from search.request import SearchRequest
from tests.archives import Said, Story, Told, publish, update
from web.app import create_app

ARTICLES, PARAGRAPHS = 120, 8
EVERY_VERIFIED, EVERY_PAGES, EVERY_COMMAND = 3, 10, 100
"""In every so many trials an index is verified before, and a server's pages and the command line are asked as well."""
READ_AT_OPENING = ("date.column", "length.column")
"""Files that are read, and stay mapped, when an index is opened."""
QUERIES = (
    "lantern porvoo zebra",
    '"the tide is late"',
    "tide NEAR/5 clock",
    "ti*",
    "lantren",
    "speaker:lund said:tide title:clocks -zebra",
    "location:finland date:2031-02",
)
REQUESTS = (
    *(SearchRequest(query, size=3) for query in QUERIES),
    SearchRequest("tide OR clock", group="article", sort="newest", page=2, size=3),
    SearchRequest("harbour", group="origin", speakers=("Ada Lund",), date_from="2031-01-03", size=3),
)
PAGES = (
    "/",
    "/?q=tide&group=article",
    "/articles/story-7?q=tide",
    "/speakers/Ada%20Lund",
    "/places/porvoo-uusimaa-fi",
    "/map?q=clock",
    "/api/counts?q=tide&by=speaker,location",
    "/export.jsonl?q=harbour+date:2031-03-04",
)
COMMAND = ("-m", "dateline", "search", "tide harbour", "--json")
NAMES = ("Ada Lund", "Bo Ek", "Cleo Marsh", "Dov Pell", "Edda Quist")
PLACES = (
    ("Porvoo", "FI", ("Uusimaa", "Finland")),
    ("Lundby", "SE", ("Skaraborg", "Sweden")),
    ("Marsh End", "GB", ("Kent", "England")),
)

TIME = re.compile(r"took_ms\W+[0-9.]+|[0-9]+ ms")
Ask = Callable[[Archive], object]
UNHURRIED = Limits(max_milliseconds=3_600_000)
"""A search that is ended for its time says so, which is no answer of the sound index."""


def stories(first: int, count: int) -> list[Story]:
    """Return invented articles, of numbers from the first on."""
    return [_story(number) for number in range(first, first + count)]


def _story(number: int) -> Story:
    dice = random.Random(number)
    paragraphs = []
    for place in range(PARAGRAPHS):
        name, where = dice.choice(NAMES), dice.choice(PLACES)
        rare = " ".join(f"{dice.choice('bdgklmnprst')}{dice.choice('aeiou')}{dice.randrange(900)}" for _ in range(30))
        quoted = f"The tide is {dice.choice(('late', 'early', 'high'))} in the harbour {place},"
        paragraphs.append(
            Told(
                f"“{quoted}” {name} said in {where[0]}, where {dice.randrange(40)} clocks and a lantern count: {rare}.",
                (Said(quoted, name),),
                (name,),
                places=(where,),
            )
        )
    day = f"2031-{1 + number % 12:02d}-{1 + number % 28:02d}"
    return Story(f"story-{number}", tuple(paragraphs), f"Tides and clocks {number}", day, f"Wire {number % 5}")


def build(index: Path, articles: int) -> Path:
    """Publish an archive of two segments, of the first of which an article is deleted."""
    publish(index, stories(0, articles))
    return update(index, ["story-3"], stories(articles, articles // 5), lambda sizes, live, added: len(sizes))


def questions() -> Iterator[tuple[str, Ask]]:
    """Yield what is asked, and how."""
    for request in REQUESTS:
        yield f"search {request.query!r}", lambda archive, request=request: archive.search(request)  # type: ignore[misc]
    yield (
        "export",
        lambda archive: [hit.to_dict() for hit in archive.export(SearchRequest("harbour date:2031-03-04")).hits],
    )
    yield "articles", lambda archive: [whole for whole, _ in zip(archive.articles(), range(3), strict=False)]
    yield "article", lambda archive: archive.article("story-7", "tide")
    yield "similar", lambda archive: archive.similar("story-5", 2)
    yield "speaker", lambda archive: archive.speaker("Ada Lund")
    yield "place", lambda archive: archive.place_profile("porvoo-uusimaa-fi")
    yield "places", lambda archive: archive.places(SearchRequest("clock"))
    yield "counts", lambda archive: archive.counts(SearchRequest("tide"), ["speaker", "date"])
    yield "values", lambda archive: archive.values(SearchRequest("tide"), "source")
    yield "removed", lambda archive: archive.removed_on("story-3")
    for field in ("speaker", "location", "source", "word"):
        yield f"suggest {field}", lambda archive, field=field: archive.suggest("lu", field)  # type: ignore[misc]
    yield "info", lambda archive: archive.info()


def told(answer: object) -> str:
    """Return what an answer says, without the time that it took."""
    return hashlib.sha256(TIME.sub("", repr(answer)).encode()).hexdigest()


def asked(archive: Archive) -> dict[str, str]:
    """Ask an archive everything that the library answers: of each question what was told, "" where damage was."""
    answers = {}
    for name, ask in questions():
        try:
            answers[name] = told(ask(archive))
        except SearchError as error:
            answers[name] = str(error)
        except DatelineError:
            answers[name] = ""
    return answers


def served(index: Path) -> dict[str, str]:
    """Ask a server for pages."""
    client = create_app(index, UNHURRIED).test_client()
    answers = {}
    for path in PAGES:
        response = client.get(path)
        try:
            content = "" if response.status_code == 503 else told((response.status_code, response.text))
        except DatelineError:  # of an export that had begun
            content = ""
        answers[path] = content
    return answers


def commanded(index: Path) -> dict[str, str]:
    """Ask the command line."""
    done = subprocess.run([sys.executable, *COMMAND, "--index", index], capture_output=True, text=True, check=False)
    is_plain = done.returncode == 1 and done.stderr.startswith("Error: ") and done.stderr.count("\n") == 1
    return {"command": "" if is_plain else told((done.returncode, done.stdout))}


@contextmanager
def flipped(file: Path, bit: int) -> Iterator[None]:
    """Flip a bit of a file meanwhile, where it lies, so that it looks as if nobody had written to it."""
    _flip(file, bit)
    try:
        yield
    finally:
        _flip(file, bit)


def _flip(file: Path, bit: int) -> None:
    status = file.stat()
    with file.open("r+b") as opened:
        opened.seek(bit // 8)
        [byte] = opened.read(1)
        opened.seek(bit // 8)
        opened.write(bytes([byte ^ 1 << bit % 8]))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def drawn(files: Sequence[Path], dice: random.Random) -> tuple[Path, int]:
    """Draw a bit of a file: each file is as likely as another, or each byte."""
    sizes = [file.stat().st_size for file in files]
    [number] = dice.choices(range(len(files)), sizes if dice.random() < 0.5 else None)
    return files[number], dice.randrange(sizes[number] * 8)


def campaign(index: Path, trials: int, seed: int, seconds: float, commands: bool) -> tuple[Counter[str], list[str]]:
    """Run trials on an index, which is damaged meanwhile; return how many ended how, and what was wrong."""
    sound = asked(Archive(index, UNHURRIED)) | served(index) | (commanded(index) if commands else {})
    silent = [name for name, answer in sound.items() if not answer]
    if silent:
        raise ValueError(f"the index is not sound, or too small: {silent} failed")
    files = [
        file for file in sorted(index.rglob("*")) if file.is_file() and file.stat().st_size and file.name != "LOCK"
    ]
    dice, outcomes, wrong, latest = random.Random(seed), Counter[str](), [], time.monotonic() + seconds
    for trial in range(trials):
        if time.monotonic() > latest:
            break
        file, bit = drawn(files, dice)
        archive = Archive(index, UNHURRIED)
        if trial % EVERY_VERIFIED == 0 and file.name not in READ_AT_OPENING:
            archive.verify()
        with flipped(file, bit):
            answers = asked(archive)
            if trial % EVERY_PAGES == 0:
                answers |= served(index)
            if commands and trial % EVERY_COMMAND == 0:
                answers |= commanded(index)
        differing = [name for name, answer in answers.items() if answer and answer != sound[name]]
        outcome = "wrong" if differing else "told" if "" in answers.values() else "unaffected"
        outcomes[outcome] += 1
        if differing:
            wrong.append(f"bit {bit} of {file.relative_to(index)}: {', '.join(differing)}")
    return outcomes, wrong


def main() -> int:
    """Run the campaign; 1 where something was told wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--trials", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=3_600, help="bound of the whole campaign")
    parser.add_argument("--index", type=Path, help="an index that is copied, in place of the invented one")
    given = parser.parse_args()
    logging.disable()  # a server notes damage, too
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        if given.index:
            shutil.copytree(given.index, index)
        else:
            build(index, ARTICLES)
        began = time.monotonic()
        outcomes, wrong = campaign(index, given.trials, given.seed, given.seconds, commands=True)
    print(f"{outcomes.total():,} flipped bits in {time.monotonic() - began:.0f} s")
    for outcome in ("told", "unaffected", "wrong"):
        print(f"  {outcome:<10} {outcomes[outcome]:>7,}")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""The day of an article: never guessed, and what is questionable about it said."""

import json
from datetime import date
from pathlib import Path

import pytest

from index.documents.article import Article
from index.readers import publication_dates, read_file
from index.readers.dates import parse_day
from index.readers.publication_dates import question
from index.sources import limits
from index.sources.files import BadInput, FoundFile, Outcome
from index.sources.options import ReadingOptions
from index.sources.walk import find_files

EITHER = "03/04/2022"
TEXT = "The pond of Hexley filed its complaint against the rain on Tuesday, the parish council said."
FILES = {
    "pond.md": f"---\ndate: {EITHER}\n---\n{TEXT}",
    "pond.html": f"<html><head><meta name='date' content='{EITHER}'></head><body><article><h1>Pond complains</h1>"
    f"<p>{TEXT}</p><p>{TEXT}</p></article></body></html>",
    "pond.jsonl": json.dumps({"text": TEXT, "date": EITHER}),
    "pond.json": json.dumps({"articles": [{"text": TEXT, "date": EITHER}, {"text": TEXT, "date": EITHER}]}, indent=1),
    "pond.xml": '<rss version="2.0"><channel><title>Echo</title><item><title>Pond</title>'
    f"<pubDate>{EITHER}</pubDate><description>{TEXT}</description></item></channel></rss>",
    "pond.nitf": f'<?xml version="1.0"?><nitf><head><docdata><date.issue norm="{EITHER}"/></docdata></head>'
    f"<body><body.content><p>{TEXT}</p></body.content></body></nitf>",
    "pond.eml": f"From: Ada Moor <ada@echo.example>\nSubject: Pond\nDate: {EITHER}\n\n{TEXT}\n",
    "pond.csv": f"text,date\n{TEXT.replace(',', '')},{EITHER}",
}


def read(path: Path, day_first: bool | None = None) -> tuple[list[Article], list[BadInput]]:
    (found,) = find_files([path])
    assert isinstance(found, FoundFile)
    items = list(read_file(found, ReadingOptions(day_first=day_first)))
    return [one for one in items if isinstance(one, Article)], [one for one in items if isinstance(one, BadInput)]


def write(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text(FILES[name], "utf-8")
    return path


@pytest.mark.parametrize("name", FILES)
def test_day_and_month_are_not_guessed(tmp_path: Path, name: str) -> None:
    articles, remarks = read(write(tmp_path, name))

    assert {article.date for article in articles} == {None}
    named = [one for one in remarks if one.outcome is Outcome.AMBIGUOUS_DATE]
    assert len(named) == len(articles)
    assert not any(one.failures for one in remarks)
    assert named[0].reason.endswith("the date “03/04/2022” may be 2022-04-03 or 2022-03-04, and is left out")


@pytest.mark.parametrize(("day_first", "day"), [(True, "2022-04-03"), (False, "2022-03-04")])
@pytest.mark.parametrize("name", FILES)
def test_whoever_reads_decides_on_their_order(tmp_path: Path, name: str, day_first: bool, day: str) -> None:
    articles, remarks = read(write(tmp_path, name), day_first)

    assert {article.date for article in articles} == {day}
    assert not [one for one in remarks if "date" in one.outcome]


@pytest.mark.parametrize("day_first", [True, False])
@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("13/03/2022", "2022-03-13"),
        ("03/13/2022", "2022-03-13"),
        ("2022-03-04", "2022-03-04"),
        ("Sunday 03/04/2022", "2022-04-03"),
        ("4 March 2022", "2022-03-04"),
        ("05/05/2022", "2022-05-05"),
    ],
)
def test_what_is_one_day_stays_it_in_either_order(written: str, day: str, day_first: bool) -> None:
    assert parse_day(written, day_first) == day


@pytest.mark.parametrize(
    ("written", "about"),
    [
        ("1599-12-31", "the date “1599-12-31” is before 1600, and is left out"),
        ("0001-01-01T00:00:00Z", "the date “0001-01-01T00:00:00Z” is before 1600, and is left out"),
        ("9999-12-31", "the date “9999-12-31” is after 2199, and is left out"),
        ("31 June 2022", "the date “31 June 2022” names no single day of the calendar, and is left out"),
        ("1600-01-01", ""),
        ("", ""),
    ],
)
def test_what_no_newspaper_can_be_of_is_left_out_and_said(written: str, about: str) -> None:
    assert question(written)[1] == about
    assert (parse_day(written) is None) == bool(about or not written)


def test_a_day_in_the_future_is_kept_and_questioned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publication_dates, "today", lambda: date(2031, 9, 10))
    path = tmp_path / "wire.jsonl"
    days = ("2031-09-10", "2031-09-11", "2031-09-12")
    path.write_text("\n".join(json.dumps({"text": TEXT, "date": day}) for day in days))

    articles, remarks = read(path)

    assert tuple(article.date for article in articles) == days
    (remark,) = remarks
    assert (remark.line, remark.count) == (3, 0)
    assert remark.reason == "the date “2031-09-12” is in the future; it is kept"


def test_a_time_zone_never_moves_the_day(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    written = ("2031-09-10T23:59:00-11:00", "2031-09-10T00:01:00+14:00", "Wed, 10 Sep 2031 23:59:00 -0800")
    path.write_text("\n".join(json.dumps({"text": TEXT, "date": day}) for day in written))

    articles, remarks = read(path)

    assert {article.date for article in articles} == {"2031-09-10"}
    assert tuple(article.written_date for article in articles) == written
    assert not remarks


def test_very_many_are_counted_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BAD_LINES", 3)
    path = tmp_path / "wire.jsonl"
    path.write_text("\n".join([json.dumps({"text": TEXT, "date": EITHER})] * 10))

    articles, (*singly, last) = read(path)

    assert len(articles) == 10
    assert [one.line for one in singly] == [1, 2, 3]
    assert (last.count, last.outcome, last.failures) == (7, Outcome.AMBIGUOUS_DATE, 0)
    assert last.reason == "7 more dates may be of two days, and are left out; not listed singly"

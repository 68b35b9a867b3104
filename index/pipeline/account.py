"""Keep account of everything that a build finds: what was read, what was not and why, and what is remarkable.

Every article that is indexed, every file, line or member that is refused, repeated or passed over is counted once, so
that the sums add up: what was found is what was read and what was not.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from index.documents.article_head import ArticleHead
from index.errors import DatelineError
from index.pipeline.stages import Packed
from index.sources.files import BadInput, Outcome
from index.text import json_line

READ = "read"
"""What became of an article that is indexed, in a report; the others are an `Outcome`."""

_PARTICULAR = re.compile(r"“[^”]*”|\b0x[0-9a-f]+\b|\d[\d,]*")
"""What differs between reasons of one kind."""


@dataclass(frozen=True, slots=True)
class Account:
    """What became of all that was found.

    `articles` are indexed, `unchanged` ones are there as they were read; `refused` files and lines could not be read,
    by kinds of `reasons`; `repeated` articles were there already; `passed_over` are files of no format that is read, by
    their endings, and members of containers that are no articles, by what they are called.  Of the articles, `undated`
    have no date.  `unread_dates` is how many dates name no day, `ambiguous_dates` how many may have day or month first,
    `guessed_encodings` how many files are not in UTF-8 and do not say what they are in.

    >>> from dateline import Account, rebuild
    >>> account: Account = rebuild(["examples/formats/umbrella-weekend.zip"], "weekend-index").account
    >>> account.found, account.articles, account.passed_over
    (3, 2, {'.png': 1})
    """

    articles: int = 0
    unchanged: int = 0
    refused: int = 0
    repeated: int = 0
    passed_over: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)
    undated: int = 0
    unread_dates: int = 0
    ambiguous_dates: int = 0
    guessed_encodings: int = 0

    @property
    def found(self) -> int:
        """Return how much was found: what was read, and what was not."""
        return self.articles + self.unchanged + self.refused + self.repeated + sum(self.passed_over.values())


class ReportError(DatelineError):
    """A report could not be written."""


class Ledger:
    """Notes what becomes of each thing that is found, and writes it as a line of JSON to a report, if there is one."""

    def __init__(self, report: TextIO | None = None) -> None:
        self._report = report
        self._outcomes: Counter[str] = Counter()
        self._passed_over: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._undated = 0

    def noting(self, results: Iterable[Packed]) -> Iterator[Packed]:
        """Pass results on, of what is bad all but what is passed over, which only the account tells of."""
        for batch, bad in results:
            for head in batch.heads:
                self._read(head)
            for item in bad:
                self._not_read(item)
            yield batch, [item for item in bad if item.outcome is not Outcome.PASSED_OVER]

    def account(self, unchanged: int = 0) -> Account:
        """Return what was noted, and how many articles beside that are there as they were read."""
        return Account(
            articles=self._outcomes[READ],
            unchanged=unchanged,
            refused=self._outcomes[Outcome.REFUSED],
            repeated=self._outcomes[Outcome.REPEATED],
            passed_over=dict(self._passed_over.most_common()),
            reasons=dict(self._reasons.most_common()),
            undated=self._undated,
            unread_dates=self._outcomes[Outcome.DATE],
            ambiguous_dates=self._outcomes[Outcome.AMBIGUOUS_DATE],
            guessed_encodings=self._outcomes[Outcome.ENCODING],
        )

    def complete(self) -> None:
        """Have all of the report written; raise ReportError where that can't be done: before anything is published."""
        if self._report:
            with _failures(self._report.name):
                self._report.close()

    def _read(self, head: ArticleHead) -> None:
        self._outcomes[READ] += 1
        self._undated += head.date is None
        self._write({"path": head.path, "outcome": READ, "id": head.id, "title": head.title, "date": head.date})

    def _not_read(self, item: BadInput) -> None:
        self._outcomes[item.outcome] += max(1, item.count)
        if item.outcome is Outcome.PASSED_OVER:
            self._passed_over[item.reason] += item.count
        elif item.outcome is Outcome.REFUSED:
            self._reasons[_PARTICULAR.sub("…", item.reason)] += item.count
        line = {"path": item.path, "line": item.line, "outcome": item.outcome, "reason": item.reason}
        self._write({**line, "count": item.count} if item.count > 1 else line)

    def _write(self, line: Mapping[str, object]) -> None:
        if self._report:
            known = {name: value for name, value in line.items() if value is not None}
            with _failures(self._report.name):
                self._report.write(json_line(json.dumps(known, ensure_ascii=False)).decode() + "\n")


@contextmanager
def ledger(report: Path | None) -> Iterator[Ledger]:
    """Keep a ledger, and write its report to a file, which is replaced; raise ReportError where that can't be done.

    Only `Ledger.complete` says that all of it was written.
    """
    if report is None:
        yield Ledger()
        return
    with _failures(report):
        file = report.open("w", encoding="utf-8", errors="replace")
    try:
        yield Ledger(file)
    finally:
        with suppress(OSError):
            file.close()


@contextmanager
def _failures(report: Path | str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ReportError(f"The report {report} can't be written: {error.strerror or error}.") from error

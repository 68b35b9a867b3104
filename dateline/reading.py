"""What the commands that read articles have in common: options for how they are read, and the account of it."""

import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast

import click

from dateline.background import step_back
from dateline.group import PATH, PATH_OR_DASH
from dateline.options import BYTES_A_MEGABYTE, CACHE_OPTION, INDEX_OPTION, PROCESSES_OPTION, REPORT_OPTION, Index
from dateline.stopping import stoppable
from index.errors import DatelineError
from index.sources.columns import FIELDS
from index.sources.options import ReadingOptions
from index.text import one_line

if TYPE_CHECKING:
    from index.pipeline.account import Account
    from index.pipeline.summary import Summary
    from index.sources.files import BadInput

BAD_INPUTS_SHOWN = 20
REASONS_SHOWN = 5

Command = TypeVar("Command", bound=Callable[..., Any])


def _encoding(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from index.sources.encodings import codec_of

    try:
        return value and codec_of(value) and value
    except LookupError:
        raise click.BadParameter(
            f"{value!r} is no encoding that is known; utf-8, windows-1252 and koi8-r are."
        ) from None


def _columns(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    columns = {}
    for value in values:
        field, _, column = (part.strip() for part in value.partition("="))
        if field not in FIELDS or not column:
            raise click.BadParameter(f"{value!r} is not FIELD=NAME with one of the fields {', '.join(FIELDS)}.")
        columns[field] = column
    return columns


def _sources(context: click.Context, parameter: click.Parameter, value: Path | None) -> Mapping[str, str]:
    from index.readers.source_names import table_of

    if value is None:
        return {}
    try:
        return table_of(value.read_text("utf-8-sig").splitlines())
    except UnicodeDecodeError:
        raise DatelineError(f"The table of sources {value} can't be read: it is not in UTF-8.") from None
    except OSError as error:
        raise DatelineError(f"The table of sources {value} can't be read: {error.strerror or error}.") from None
    except ValueError as error:
        raise DatelineError(f"The table of sources {value} can't be read: {error}.") from None


def reading_options(command: Command) -> Command:
    """Give a command options for how articles are read; it is called with what they make, as its `options`."""

    @wraps(command)
    def with_options(
        *given: Any,
        encoding: str | None,
        columns: Mapping[str, str],
        day_first: bool | None,
        sources: Mapping[str, str],
        **others: Any,
    ) -> Any:
        return command(*given, options=ReadingOptions(encoding, columns, day_first, sources), **others)

    for option in (
        click.option(
            "--sources",
            metavar="FILE",
            type=PATH,
            callback=_sources,
            help="Names of sources: a line the name to be shown and others that it goes by, parted by tabs.",
        ),
        click.option(
            "--day-first/--month-first",
            default=None,
            help="Read 03/04/2022 as 3 April, or as 4 March [default: as no date, and say so].",
        ),
        click.option(
            "--map",
            "columns",
            metavar="FIELD=NAME",
            multiple=True,
            callback=_columns,
            help="Column of tables, or member of JSON, that holds a field: title=headline. Repeatable.",
        ),
        click.option("--encoding", callback=_encoding, help="Read all text as this [default: as it looks]."),
    ):
        option(with_options)
    return cast(Command, with_options)


def standard_input(paths: Sequence[str]) -> BinaryIO:
    """Give what comes through a pipe; raise DatelineError where a path stands for it and it is closed."""
    if sys.stdin is None:
        if "-" in paths:
            raise DatelineError("Standard input is closed.")
        return io.BytesIO()
    return sys.stdin.buffer


@dataclass(frozen=True, slots=True)
class Intake:
    """What is read, how, and into which index."""

    paths: Sequence[str]
    index: Index
    options: ReadingOptions
    report: Path | None
    processes: int | None
    cache_size: int

    def run(self, build: "Callable[..., Summary]", say: "Callable[[Summary], str]", **more: object) -> "Summary":
        """Have `build` read all that, with progress in the terminal, until it is stopped; say what came of it, and what
        became of what was found."""
        from dateline.progress import TerminalProgress, compile_gazetteer

        compile_gazetteer()
        stdin = standard_input(self.paths)
        with stoppable(self.index):
            with TerminalProgress() as progress:
                summary = build(
                    self.paths,
                    self.index,
                    processes=self.processes,
                    progress=progress,
                    options=self.options,
                    stdin=stdin,
                    report=self.report,
                    cache_bytes=self.cache_size * BYTES_A_MEGABYTE,
                    **more,
                )
            click.echo(say(summary))
        for line in told(summary.account):
            click.echo(line)
        for line in listed(summary.bad):
            click.echo(line, err=True)
        return summary


def intake(command: Command) -> Command:
    """Give a command paths, an index and options of reading; it is called with what they make, as its `intake`."""

    @click.argument("paths", nargs=-1, required=True, type=PATH_OR_DASH)
    @INDEX_OPTION
    @reading_options
    @REPORT_OPTION
    @PROCESSES_OPTION
    @CACHE_OPTION
    @wraps(command)
    def with_intake(
        paths: Sequence[str],
        index: Index,
        options: ReadingOptions,
        report: Path | None,
        processes: int | None,
        cache_size: int,
        **others: Any,
    ) -> Any:
        step_back()  # what is imported from here on takes half a second of the processor
        return command(intake=Intake(paths, index, options, report, processes, cache_size), **others)

    return cast(Command, with_intake)


def told(account: "Account") -> Iterator[str]:
    """Yield in a line or three what became of all that was found."""
    passed_over = sum(account.passed_over.values())
    others = [
        f"{account.unchanged:,} unchanged" * bool(account.unchanged),
        f"{account.refused:,} refused" * bool(account.refused),
        f"{account.repeated:,} there already" * bool(account.repeated),
        f"{passed_over:,} passed over ({_counted(account.passed_over.items())})" if passed_over else "",
    ]
    yield f"Of {account.found:,} found, {', '.join(filter(None, [f'{account.articles:,} read', *others]))}."
    if len(account.reasons) > 1:
        yield f"Refused: {_counted(account.reasons.items(), '; ')}."
    remarks = [
        _noun(account.undated, "article has no date", "articles have no date"),
        _noun(account.unread_dates, "date could not be read", "dates could not be read"),
        _noun(account.guessed_encodings, "file is not in UTF-8", "files are not in UTF-8"),
    ]
    if any(remarks):
        yield f"{'; '.join(filter(None, remarks))}."
    if two_ways := _noun(account.ambiguous_dates, "date is left out that", "dates are left out that"):
        yield f"{two_ways} may have day or month first: --day-first or --month-first decides."


def listed(bad: Sequence["BadInput"]) -> Iterator[str]:
    """Yield the first reports, those of failures before mere remarks."""
    yield from map(str, sorted(bad, key=lambda item: not item.failures)[:BAD_INPUTS_SHOWN])


def failed(bad: Sequence["BadInput"], account: "Account") -> str:
    """Say how much is not there that should be; an empty string where all is."""
    parts = [
        _noun(account.refused, "file or line could not be read", "files or lines could not be read"),
        _noun(account.repeated, "article was there already", "articles were there already"),
    ]
    rest = f", of which the first {BAD_INPUTS_SHOWN} are listed" if len(bad) > BAD_INPUTS_SHOWN else ""
    return " and ".join(filter(None, parts)) + rest if any(parts) else ""


def _noun(count: int, one: str, more: str) -> str:
    return f"{count:,} {one if count == 1 else more}" if count else ""


def _counted(counts: Any, between: str = ", ") -> str:
    counted = list(counts)
    shown = [f"{one_line(name)}: {count:,}" for name, count in counted[:REASONS_SHOWN]]
    others = sum(count for _, count in counted[REASONS_SHOWN:])
    return between.join([*shown, f"others: {others:,}"] if others else shown)

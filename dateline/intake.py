"""What rebuild and update are given, and do, alike: paths, an index, and how articles are read into it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from dateline.group import PATH_OR_DASH
from dateline.options import BYTES_A_MEGABYTE, CACHE_OPTION, INDEX_OPTION, PROCESSES_OPTION, REPORT_OPTION
from dateline.reading import listed, reading_options, standard_input, told
from dateline.stopping import stoppable
from index.sources.options import ReadingOptions

if TYPE_CHECKING:
    from index.pipeline.summary import Summary

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Intake:
    """What is read, how, and into which index."""

    paths: Sequence[str]
    index_path: Path
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
        with stoppable(self.index_path):
            with TerminalProgress() as progress:
                summary = build(
                    self.paths,
                    self.index_path,
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
        index_path: Path,
        options: ReadingOptions,
        report: Path | None,
        processes: int | None,
        cache_size: int,
        **others: Any,
    ) -> Any:
        return command(intake=Intake(paths, index_path, options, report, processes, cache_size), **others)

    return cast(Command, with_intake)

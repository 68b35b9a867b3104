"""The commands that change an index article by article: `dateline update | remove | watch`."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.background import step_back
from dateline.group import PATH
from dateline.options import BYTES_A_MEGABYTE, CACHE_OPTION, INDEX_OPTION, PROCESSES_OPTION, Index
from dateline.reading import BAD_INPUTS_SHOWN, Intake, intake, listed, reading_options
from dateline.stopping import ended_by_signals, stoppable
from index.sources.options import ReadingOptions
from index.text import one_line

if TYPE_CHECKING:
    from index.pipeline.destinations.share import Share
    from index.pipeline.summary import Summary

HELD = ("articles", "paragraphs", "words", "speakers", "places")
"""What an index is told to hold."""
CHANGED = ("new", "changed", "moved", "removed", "unchanged")
"""What articles are to what was published, in the order in which it is told."""


@click.command()
@click.option("--prune", is_flag=True, help="Remove articles that were read from PATHS and are there no longer.")
@intake
def update(intake: Intake, prune: bool) -> None:
    """Take what is new or changed in files and folders PATHS into the index.

    What is there already is left as it is and not annotated again; an article keeps its address when its file is moved
    or its text changes.  Reads what rebuild does, and makes the index where there is none.
    """
    from index.pipeline.update import update as update_index

    summary = intake.run(update_index, lambda summary: what_changed(summary, intake.index), prune=prune)
    if count := summary.account.refused:
        unread = f"{count:,} {'file or line' if count == 1 else 'files or lines'} could not be read"
        shown = f", of which the first {BAD_INPUTS_SHOWN} are listed" if len(summary.bad) > BAD_INPUTS_SHOWN else ""
        raise click.ClickException(f"{unread}{shown}; the rest is indexed.")


@click.command()
@click.argument("ids", nargs=-1)
@INDEX_OPTION
@click.option("--source", "sources", metavar="NAME", multiple=True, help="All articles of a source. Repeatable.")
@click.option("--before", metavar="DATE", help="Those from before YYYY, YYYY-MM or YYYY-MM-DD; with --source, of it.")
def remove(ids: Sequence[str], index: Index, sources: Sequence[str], before: str | None) -> None:
    """Remove articles from the index: those of IDS, or those of a --source or from --before a day.

    An article's id is the last part of its address, /articles/ID.  Files are left alone: one that still lies in a
    folder is read again by the next update of that folder.
    """
    from index.pipeline.removing import remove as remove_from_index

    if bool(ids) == bool(sources or before is not None):
        raise click.UsageError("Name the IDs of articles, or a --source, a --before or both.")
    if before is not None and not _is_day(before):
        raise click.BadParameter(f"{before!r} is no date such as 2022, 2022-09 or 2022-09-10.", param_hint="--before")
    step_back()
    with stoppable(index):
        summary = remove_from_index(index, ids, sources=sources, before=before)
        click.echo(what_changed(summary, index))
    for line in listed(summary.bad):
        click.echo(line, err=True)
    if count := summary.account.refused:
        raise click.ClickException(f"{count:,} {'article is' if count == 1 else 'articles are'} not in the index.")


@click.command()
@click.argument("folder", type=PATH)
@INDEX_OPTION
@click.option("--prune", is_flag=True, help="Remove articles of files that are removed from FOLDER.")
@click.option(
    "--settle",
    metavar="SECONDS",
    type=click.FloatRange(0.1, 3_600),
    default=1.0,
    show_default=True,
    help="How long a file must stay as it is until it is taken for whole.",
)
@reading_options
@PROCESSES_OPTION
@CACHE_OPTION
def watch(
    folder: Path,
    index: Index,
    prune: bool,
    settle: float,
    options: ReadingOptions,
    processes: int | None,
    cache_size: int,
) -> None:
    """Take files into the index as they come into FOLDER or change there, until Ctrl-C.

    Begins with all that happened while nobody watched.  A line tells of each update.  What could not be read is tried
    again; a folder that is gone is waited for.
    """
    from dateline.progress import compile_gazetteer
    from index.pipeline.watching import Watched
    from index.pipeline.watching import watch as watch_folder

    def tell(news: "Summary | str") -> None:
        for line in [news] if isinstance(news, str) else [what_changed(news, index), *listed(news.bad)]:
            click.echo(f"{datetime.now():%H:%M:%S}  {one_line(line)}")

    step_back()
    compile_gazetteer()
    watched = Watched(folder, index, prune, processes, options, cache_size * BYTES_A_MEGABYTE, settle)
    try:
        with ended_by_signals():
            watch_folder(watched, tell)
    except KeyboardInterrupt:
        tell("Stopped; what was published is complete.")


def what_changed(summary: "Summary", index: Index) -> str:
    """Say in a sentence what was published, and what of it is new."""
    if not summary.changes.any:
        return f"Nothing changed in {one_line(str(index))}: {_held(summary)}, in {summary.seconds:.1f} seconds."
    changes = ", ".join(f"{count:,} {name}" for name in CHANGED if (count := getattr(summary.changes, name)))
    return what_is_published(summary, index, f"{changes}; ")


def what_is_published(summary: "Summary", index: Index, changes: str = "") -> str:
    """Say in a sentence what was published."""
    named = f"generation {summary.generation} in {one_line(str(index))}"
    return f"Published {named}: {changes}{_held(summary)} in {summary.seconds:.1f} seconds."


def what_was_written(summary: "Summary", index: Index, share: "Share") -> str:
    """Say in a sentence what a share holds, which is published later."""
    named = f"share {share} of generation {summary.generation} to {one_line(str(index))}"
    return (
        f"Wrote {named}: {_held(summary)} in {summary.seconds:.1f} seconds. When all {share.of} are there, "
        "`dateline publish` publishes them."
    )


def _held(summary: "Summary") -> str:
    from web.rendering.formatting import counted

    return ", ".join(counted(summary.counts[name], name[:-1]) for name in HELD if name in summary.counts)


def _is_day(written: str) -> bool:
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", written):
        return False
    try:
        return bool(date.fromisoformat((written + "-01-01")[:10]))
    except ValueError:
        return False

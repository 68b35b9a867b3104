"""The command line: `dateline rebuild | publish | update | remove | watch | annotate | search | serve | info | export |
verify`.

The one module that knows all the others.  `search` and `web` are imported by the commands that need them, so that a
rebuild does not load a web server.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.background import step_back
from dateline.group import PATH_OR_DASH, QUERY_CONTEXT, Commands, QueryCommand
from dateline.options import INDEX_OPTION, Index
from dateline.reading import BAD_INPUTS_SHOWN, Intake, failed, intake, reading_options, standard_input
from dateline.stopping import stoppable
from dateline.updating import remove, update, watch, what_changed, what_is_published, what_was_written
from index.errors import DatelineError
from index.sources.options import ReadingOptions
from index.text import encodable, json_line, one_line

if TYPE_CHECKING:
    from index.pipeline.destinations.share import Share


def _print_json(answer: Any) -> None:
    click.echo(json_line(json.dumps(answer, ensure_ascii=False)))  # JSON is UTF-8, whatever the locale


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dateline", prog_name="dateline")
def main() -> None:
    """Search a news archive by paragraph: who said what, and where."""


main.add_command(update)
main.add_command(remove)
main.add_command(watch)


def _share(context: click.Context, parameter: click.Parameter, value: str | None) -> "Share | None":
    from index.pipeline.destinations.share import Share

    try:
        return Share.parsed(value) if value else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@main.command()
@click.option(
    "--share",
    metavar="K/N",
    callback=_share,
    help="Of an archive in a cluster: read the K-th of N shares of what there is, until `dateline publish`.",
)
@intake
def rebuild(intake: Intake, share: "Share | None") -> None:
    """Read the articles in files and folders PATHS and replace the whole index.

    Reads plain text, Markdown, HTML, web crawls (WARC), feeds, JSON, JSON Lines, tables (CSV, TSV), NewsML-G2, NITF,
    EPUB, mail, PDF and Word, in ZIP and TAR archives too, each also compressed; PATH - is standard input.  The index
    that was there is served until the new one is complete, and stays if anything fails.  A rebuild that was stopped
    goes on where it was: no article is annotated twice.
    """
    from index.pipeline.rebuild import rebuild as rebuild_index

    if share and "-" in intake.paths:
        raise click.UsageError("Standard input is not shared: name files and folders that each machine has.")
    summary = intake.run(
        rebuild_index,
        lambda summary: (
            what_was_written(summary, intake.index, share) if share else what_is_published(summary, intake.index)
        ),
        share=share,
    )
    if failure := failed(summary.bad, summary.account):
        raise click.ClickException(f"{failure}; the rest is indexed.")
    if len(summary.bad) > BAD_INPUTS_SHOWN:
        click.echo(f"{len(summary.bad):,} remarks, of which the first {BAD_INPUTS_SHOWN} are listed.", err=True)


@main.command()
@INDEX_OPTION
def publish(index: Index) -> None:
    """Publish an archive of a cluster that was written in shares, by `dateline rebuild --share`.

    Says which shares are not there, if some aren't.  What is published is served until then, and stays if anything
    fails; so do the shares.
    """
    from index.pipeline.publishing import publish as publish_shares

    step_back()
    with stoppable(index):
        summary = publish_shares(index)
        click.echo(what_changed(summary, index))


def _unread(count: int) -> str:
    return f"{count:,} {'file or line' if count == 1 else 'files or lines'} could not be read"


@main.command()
@click.argument("paths", nargs=-1, required=True, type=PATH_OR_DASH)
@click.option("--json", "as_json", is_flag=True, help="One JSON object an article, a line each.")
@reading_options
def annotate(paths: Sequence[str], as_json: bool, options: ReadingOptions) -> None:
    """Show who speaks and which places are named in the articles of PATHS, without indexing.

    PATHS are files and folders, or - for JSON Lines {"id", "text"} on standard input.
    """
    from dateline.annotation import annotate_paths, as_text
    from dateline.progress import compile_gazetteer

    compile_gazetteer()
    failures = 0
    for annotated in annotate_paths(paths, standard_input(paths), options):
        if not isinstance(annotated, dict):
            failures += annotated.failures
            click.echo(str(annotated), err=True)
        elif as_json:
            _print_json(annotated)
        else:
            click.echo(as_text(annotated))
    if failures:
        raise click.ClickException(f"{_unread(failures)}; the rest is annotated.")


@main.command(cls=QueryCommand, context_settings=QUERY_CONTEXT)
@click.argument("query")
@INDEX_OPTION
@click.option("--json", "as_json", is_flag=True, help="The JSON that /api/search gives.")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Paragraphs to show.")
def search(query: str, index: Index, as_json: bool, limit: int) -> None:
    """Find paragraphs: words, "phrases", speaker:name, said:word, location:place, date:2022-09 and more."""
    from dateline.terminal import as_text
    from search.archive import Archive
    from search.limits import Limits
    from search.request import SearchRequest
    from web.api.members import search_members

    archive = Archive(index, Limits.from_environment())
    request = SearchRequest(query=encodable(query), size=limit)
    page = archive.search(request)
    if as_json:
        _print_json(search_members(request, page, archive.limits.max_window))
    else:
        click.echo(as_text(page, color=sys.stdout.isatty() and "NO_COLOR" not in os.environ))


@main.command()
@INDEX_OPTION
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0: any free one.")
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    help="Processes that answer [default: one a core, at most 4; 1 for an index under 100,000 paragraphs].",
)
@click.option(
    "--public-url",
    default="",
    envvar="DATELINE_PUBLIC_URL",
    help="Address by which others reach this server, for exports, feeds and citations.",
)
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    help="Site whose pages may read the answers for programs, such as https://news.example; * for all. Repeatable.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    help="Name by which this server may be asked, besides localhost and that of --host. Repeatable.",
)
@click.option(
    "--prefix",
    metavar="PATH",
    default="",
    envvar="DATELINE_PREFIX",
    help="Path under which it stands on its host, such as /archive [default: that of --public-url].",
)
@click.option(
    "--trusted-proxy",
    "proxies",
    metavar="ADDRESS",
    multiple=True,
    help="Address or network of a proxy whose X-Forwarded-For, -Host and -Proto are believed. Repeatable.",
)
@click.option(
    "--log",
    metavar="FILE|-",
    type=PATH_OR_DASH,
    envvar="DATELINE_LOG",
    help="Note every request as a line of JSON in FILE, or on standard error, without what was asked for.",
)
@click.option(
    "--log-queries", is_flag=True, envvar="DATELINE_LOG_QUERIES", help="With --log: the addresses asked for, too."
)
@click.option(
    "--verify-every",
    "verify_minutes",
    metavar="MINUTES",
    type=click.FloatRange(0),
    default=60,
    show_default=True,
    envvar="DATELINE_VERIFY_EVERY",
    help="How often all of the index is read through for damage; 0: never.",
)
def serve(
    index: Index,
    host: str,
    port: int,
    processes: int | None,
    public_url: str,
    origins: tuple[str, ...],
    names: tuple[str, ...],
    prefix: str,
    proxies: tuple[str, ...],
    log: str | None,
    log_queries: bool,
    verify_minutes: float,
) -> None:
    """Serve the search page and the JSON endpoint, on this machine only unless --host says otherwise."""
    from dateline.information import warning
    from dateline.progress import compile_gazetteer
    from search.limits import Limits
    from web.http.request_log import Log
    from web.server.processes import default_processes
    from web.server.server import serve as serve_web

    compile_gazetteer()
    if outdated := warning(index):
        click.echo(outdated, err=True)
    paragraphs = _paragraphs(index)
    serve_web(
        index,
        host,
        port,
        limits=Limits.from_environment(),
        processes=processes or default_processes(paragraphs),
        public_url=public_url,
        origins=origins,
        names=names,
        prefix=prefix,
        proxies=proxies,
        log=Log(log, log_queries) if log else None,
        verify_minutes=verify_minutes,
    )


def _paragraphs(index: Index) -> int:
    """Return how many paragraphs the published index has; 0 where there is none, which is said."""
    from index.pipeline.destinations import destination

    try:
        return destination(index).counts().get("paragraphs", 0)
    except DatelineError as error:
        click.echo(str(error), err=True)
        return 0


@main.command()
@INDEX_OPTION
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def info(index: Index, as_json: bool) -> None:
    """Say what the published index holds, when it was rebuilt and updated, and what it was built from."""
    from dateline.information import as_text, information

    about = information(index)
    if as_json:
        _print_json(about)
    else:
        for line in as_text(about):
            click.echo(line)


@main.command()
@click.argument("path", metavar="FILE|-", type=PATH_OR_DASH)
@INDEX_OPTION
@click.option(
    "--format",
    type=click.Choice(["jsonl", "parquet"]),
    help="JSON Lines or Parquet [default: by the ending of FILE, else jsonl].",
)
def export(path: str, index: Index, format: str | None) -> None:
    """Write all articles with what was found in them to FILE, or to standard output.

    An article is a line of JSON or a row of Parquet, with its paragraphs, their speakers, quotations, statements and
    places, and where it comes from.  What is written can be indexed again.
    """
    from dateline.exporting import article_members, complete_file, writer_of
    from search.archive import Archive
    from web.rendering.formatting import counted

    write = writer_of(format or ("parquet" if path.endswith(".parquet") else "jsonl"))
    articles = map(article_members, Archive(index).articles())
    if path == "-":
        write(articles, sys.stdout.buffer)
        return
    with complete_file(Path(path)) as file:
        count, paragraphs = write(articles, file)
    click.echo(f"Wrote {counted(count, 'article')}, {counted(paragraphs, 'paragraph')} to {one_line(path)}.")


@main.command()
@INDEX_OPTION
def verify(index: Index) -> None:
    """Check every file of the published index against its checksum, and what the files say of each other.

    Of an archive in a cluster, its tables are checked so, how many articles and paragraphs there are, and its health.
    """
    from index.pipeline.destinations import destination

    click.echo(destination(index).verify())

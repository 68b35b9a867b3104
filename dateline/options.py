"""Options that several commands have: which index, how many processes, how much is kept."""

import os

import click

from dateline.group import PATH

DEFAULT_INDEX = "dateline-index"
BYTES_A_MEGABYTE = 1_000_000

INDEX_OPTION = click.option(
    "--index",
    "index_path",
    metavar="DIR",
    type=PATH,
    default=lambda: os.environ.get("DATELINE_INDEX") or DEFAULT_INDEX,
    help=f"The index directory [default: $DATELINE_INDEX, else ./{DEFAULT_INDEX}].",
)
PROCESSES_OPTION = click.option(
    "--processes", type=click.IntRange(1, 256), help="Processes that annotate [default: one a core]."
)
CACHE_OPTION = click.option(
    "--cache-size",
    metavar="MB",
    type=click.IntRange(0),
    default=2_000,
    show_default=True,
    envvar="DATELINE_CACHE_SIZE",
    help="Most that is kept in DIR/cache, so that no article is annotated twice; 0: nothing.",
)
REPORT_OPTION = click.option(
    "--report", metavar="FILE", type=PATH, help="Write a line of JSON for each article, and for each refusal."
)

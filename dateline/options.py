"""Options that several commands have: which index, how many processes, how much is kept."""

import os
from pathlib import Path
from typing import Any

import click

from dateline.group import PATH, NamedPath
from index.opensearch.address import is_address, parsed

DEFAULT_INDEX = "dateline-index"
BYTES_A_MEGABYTE = 1_000_000

Index = Path | str
"""A directory, or the address of an archive in a cluster."""


class _Index(NamedPath):
    """A path, or an address, which is checked before anything is done."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a path as a Path, an address as a string; raise AddressError."""
        return str(parsed(value)) if is_address(value) else super().convert(value, param, ctx)


INDEX_OPTION = click.option(
    "--index",
    metavar="DIR|ADDRESS",
    type=_Index(path_type=Path, readable=False),
    default=lambda: os.environ.get("DATELINE_INDEX") or DEFAULT_INDEX,
    help=f"A directory, or opensearch+http(s)://HOST:PORT/NAME [default: $DATELINE_INDEX, else ./{DEFAULT_INDEX}].",
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

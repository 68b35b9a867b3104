"""What is told of what takes long: of a rebuild one line on a terminal, of the gazetteer a sentence or two."""

import sys
import time
from types import TracebackType
from typing import NoReturn, Self

from tqdm import tqdm

from index.text import one_line


def compile_gazetteer() -> None:
    """Compile the gazetteer where it is not yet compiled, and say so on standard error, for it takes long."""
    from index.gazetteer.cache import cache_directory, compiled, is_compiled

    if is_compiled():
        return
    print("The gazetteer is being compiled: some 20 seconds, this once.", file=sys.stderr, flush=True)
    kept = compiled().parent
    if kept != cache_directory():
        print(
            f"It can't be kept in {one_line(str(cache_directory()))}, so it is kept in {one_line(str(kept))} for now: "
            f"set DATELINE_CACHE to a folder that can be written to.",
            file=sys.stderr,
            flush=True,
        )


class TerminalProgress:
    """One line with the share done, the time left and the rate; a context manager that wipes the line at the end."""

    def __init__(self) -> None:
        self._paragraphs = 0
        self._began = time.monotonic()
        self._bar: tqdm[NoReturn] = tqdm(
            desc="Indexing",
            total=0,
            bar_format="{desc} {percentage:3.0f} % |{bar:30}| {remaining} left{postfix}",
            disable=not sys.stderr.isatty(),
            leave=False,
        )

    def start(self, total_bytes: int) -> None:
        """Begin the line."""
        self._bar.reset(total_bytes)

    def read(self, count: int) -> None:
        """Move the bar on."""
        self._bar.update(count)

    def wrote(self, paragraphs: int) -> None:
        """Bring the rate up to date."""
        self._paragraphs += paragraphs
        rate = self._paragraphs / max(time.monotonic() - self._began, 1e-3)
        self._bar.set_postfix_str(f"{self._paragraphs:,} paragraphs, {rate:,.0f} a second", refresh=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()

"""What a rebuild shows while it runs: on a terminal a line with the rate and the time left, elsewhere nothing."""

import sys
from types import TracebackType
from typing import NoReturn, Self

from tqdm import tqdm

from index.document import IndexedArticle
from index.readers import BadInput


class RebuildProgress:
    """A progress callback for `index.rebuild.rebuild`; a context manager that cleans its line up."""

    def __init__(self) -> None:
        self._bar: "tqdm[NoReturn]" = tqdm(
            desc="Indexing", unit=" paragraphs", unit_scale=True, disable=not sys.stderr.isatty(), leave=False
        )

    def __call__(self, done: IndexedArticle | BadInput) -> None:
        """Count an article that was written, or one that could not be read."""
        if isinstance(done, IndexedArticle):
            self._bar.update(len(done.paragraphs))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()

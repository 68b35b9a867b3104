"""The engines, a module each: how it builds an index of the stories, and how it answers a query in its own best form.

A module has

- `build(stories, folder)` and, where another way of building is measured too, functions of the same kind: write a
  finished index into an existing, empty folder;
- `Opened(folder)`, the index opened for searching, with `top(query)`: find the best ten, as identifiers and scores,
  and return the exact total; and `page(query)`, where the engine can make a whole page, with the same result;
- `NOTE`: what is asked of the engine, for the reader of the tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from benchmarks.engine.queries import Query

TOP = 10
"""Results of a page."""


class Opened(Protocol):
    """An index, opened."""

    def top(self, query: Query) -> int:
        """Find the best ten; return the total."""
        ...

    def page(self, query: Query) -> int:
        """Make a whole page: the best ten, shown, with marks, facets and histogram; return the total."""
        ...


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine by its module in this package.  `queries` is how many of a class it is asked, None: all of them."""

    title: str
    module: str
    makes_pages: bool = False
    queries: int | None = None

    def lacks(self) -> str | None:
        """Tell which module is not installed that the engine needs; None when it can be run."""
        try:
            self._module()
        except ModuleNotFoundError as error:
            return str(error)
        return None

    def note(self) -> str:
        """Tell what the engine is asked."""
        return str(self._module().NOTE)

    def open(self, folder: Path) -> Opened:
        """Open the index that its `build` made in the folder."""
        opened: Opened = self._module().Opened(folder)
        return opened

    def _module(self) -> Any:
        return import_module(f"{__name__}.{self.module}")


@dataclass(frozen=True, slots=True)
class Build:
    """A way to build: a function of an engine's module.  `paragraphs` is how many at most; None: all of them."""

    title: str
    engine: str
    function: str = "build"
    paragraphs: int | None = None

    @property
    def folder(self) -> str:
        """The name of the folder that the index is built in."""
        return self.engine if self.function == "build" else f"{self.engine}-{self.function}"


WHOOSH_QUERIES = 20
WHOOSH_STEMMING_PARAGRAPHS = 50_000

ENGINES: Mapping[str, Engine] = {
    "dateline": Engine("Dateline", "dateline", makes_pages=True),
    "whoosh": Engine("Whoosh", "whoosh_stock", queries=WHOOSH_QUERIES),
    "tantivy": Engine("tantivy", "tantivy_native", makes_pages=True),
    "fts5": Engine("FTS5", "fts5"),
    "opensearch": Engine("Dateline over OpenSearch", "opensearch", makes_pages=True),
}
"""The engines by the name that the command line knows; what all others are held against is the first."""

BUILDS = (
    Build("Dateline, from text", "dateline"),
    Build("Whoosh, its own StemmingAnalyzer", "whoosh", "build_stemming", WHOOSH_STEMMING_PARAGRAPHS),
    Build("Whoosh, from tokens", "whoosh"),
    Build("tantivy, from tokens", "tantivy"),
    Build("Dateline over OpenSearch, from text", "opensearch"),
    Build("FTS5, from tokens", "fts5"),
)

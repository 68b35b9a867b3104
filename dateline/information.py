"""What `dateline info` tells of an index: what it holds, what it was built from, and by which annotator."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from index.errors import DatelineError
from index.pipeline.versions import annotator_version
from index.store.built import Built
from index.store.generation import IndexDirectory
from index.store.origins import origins_of
from index.store.reader import StoredIndex
from index.text import encodable, one_line

UP_TO_DATE = "`dateline rebuild PATH...` brings the index up to date"
LOOKED_AT = 100
"""Articles that are looked at for a warning."""


def information(index: Path) -> dict[str, Any]:
    """Return what is told of the index published at a path, as JSON can write it; raise what opening it raises."""
    generation = IndexDirectory(index).current()
    stored = StoredIndex(generation)
    manifest, origins, built = stored.manifest, origins_of(stored), Built.read(stored.files)
    return {
        "index": encodable(str(index)),
        "generation": stored.name,
        "created": manifest.created,
        "rebuilt": built.rebuilt,
        "updates": built.updates,
        **manifest.counts,
        "bytes": sum(checksums.size for checksums in manifest.files.values()),
        "paths": list(built.paths),
        "files": dict(origins.files),
        "annotators": dict(origins.annotators),
        "readers": dict(origins.readers),
        "annotator": annotator_version(),
    }


def as_text(about: Mapping[str, Any]) -> Iterator[str]:
    """Lay it out, a line each."""
    for name, value in about.items():
        if name in ("annotators", "readers", "annotator"):
            continue
        if isinstance(value, int):
            shown = f"{value:,}"
        elif isinstance(value, dict):
            shown = ", ".join(f"{one}: {count:,}" for one, count in value.items())
        else:
            shown = ", ".join(value) if isinstance(value, list) else value
        yield one_line(f"{name:<11} {shown}")
    yield f"{'annotator':<11} {_annotator(about)}"


def _annotator(about: Mapping[str, Any]) -> str:
    current = about["annotator"]
    others = sum(count for version, count in about["annotators"].items() if version != current)
    if not others:
        return f"{current}, that of this version of Dateline"
    which = "all" if others == about["articles"] else f"{others:,}"
    return f"{current}; {which} of the articles were annotated by another one: {UP_TO_DATE}"


def warning(index: Path) -> str:
    """Say that an index, or some of it, was annotated by another version than this one; "" where it was not.

    Some articles tell; what can't be opened or read is for others to report.
    """
    try:
        stored = StoredIndex(IndexDirectory(index).current())
        articles = stored.articles
        looked_at = (stored.article(number) for number in range(0, articles, max(1, articles // LOOKED_AT)))
        if all(head.provenance.annotator == annotator_version() for head in looked_at):
            return ""
    except DatelineError:
        return ""
    return f"Another version of Dateline annotated this index: {UP_TO_DATE}."

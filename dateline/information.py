"""What `dateline info` tells of an index: what it holds, what it was built from, and by which annotator."""

from collections.abc import Iterator, Mapping
from typing import Any

from dateline.options import Index
from index.errors import DatelineError
from index.pipeline.destinations import destination
from index.pipeline.versions import annotator_version
from index.text import encodable, one_line

UP_TO_DATE = "`dateline rebuild PATH...` brings the index up to date"
LOOKED_AT = 100
"""Articles that are looked at for a warning."""


def information(index: Index) -> dict[str, Any]:
    """Return what is told of the published index, as JSON can write it; raise what opening it raises."""
    about = destination(index).about()
    return {
        "index": encodable(str(index)),
        "engine": about.engine,
        "generation": about.generation,
        "created": about.created,
        "rebuilt": about.built.rebuilt,
        "updates": about.built.updates,
        **about.counts,
        "bytes": about.bytes,
        "paths": list(about.built.paths),
        "files": dict(about.origins.files),
        "annotators": dict(about.origins.annotators),
        "readers": dict(about.origins.readers),
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


def warning(index: Index) -> str:
    """Say that an index, or some of it, was annotated by another version than this one; "" where it was not.

    Some articles tell; what can't be opened or read is for others to report.
    """
    try:
        looked_at = destination(index).sample(LOOKED_AT)
        if all(head.provenance.annotator == annotator_version() for head in looked_at):
            return ""
    except DatelineError:
        return ""
    return f"Another version of Dateline annotated this index: {UP_TO_DATE}."

"""`dateline annotate`: what is found in articles, shown without indexing them.

Offsets in what is shown are character offsets into the article's text as given, also where cleaning mended or dropped
lines of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, BinaryIO

from index.analysis.document import DEMONYM
from index.annotation.spans import Annotation
from index.documents.article import Article, Paragraph
from index.gazetteer import Gazetteer
from index.pipeline.stages import AnnotatedArticle, annotate_article, sources
from index.readers import read_file, read_stream
from index.sources.files import BadInput, FoundFile, find_files

STANDARD_INPUT = "-"
Found = dict[str, Any]


def annotate_paths(paths: Sequence[str], stdin: BinaryIO) -> Iterator[Found | BadInput]:
    """Annotate the articles of files and folders, in order; the path `-` is JSON Lines from `stdin`."""
    gazetteer = Gazetteer.open()
    for item in _articles(paths, stdin):
        annotated = item if isinstance(item, BadInput) else annotate_article(item, gazetteer)
        yield annotated if isinstance(annotated, BadInput) else document(annotated)


def document(annotated: AnnotatedArticle) -> Found:
    """Return what was found as the object that `--json` prints."""
    article = annotated.article
    paragraphs = [
        _paragraph(article.text, paragraph, annotation)
        for paragraph, annotation in zip(annotated.paragraphs, annotated.annotations, strict=True)
    ]
    return {
        "id": article.own_id or article.id,
        "path": article.path,
        "title": article.title,
        "paragraphs": paragraphs,
    }


def as_text(found: Found) -> str:
    """Lay one annotated article out for reading."""
    lines = [found["title"] or found["id"], ""]
    for number, paragraph in enumerate(found["paragraphs"], 1):
        lines.append(f"{number:3} {paragraph['text']}")
        said = [_with_role(speaker) for speaker in paragraph["speakers"]]
        named = [", ".join((place["name"], *place["within"])) for place in paragraph["locations"]]
        for label, values in (("who", said), ("where", named)):
            if values:
                lines.append(f"    {label}: {'; '.join(dict.fromkeys(values))}")
    return "\n".join([*lines, ""])


def _articles(paths: Sequence[str], stdin: BinaryIO) -> Iterator[Article | BadInput]:
    for path in paths:
        if path == STANDARD_INPUT:
            yield from read_stream(stdin, "standard input")
            continue
        for source in sources(find_files([path])):
            yield from read_file(source) if isinstance(source, FoundFile) else (source,)


def _paragraph(text: str, paragraph: Paragraph, annotation: Annotation) -> Found:
    found: Found = {"start": paragraph.start, "end": paragraph.end, "text": paragraph.text}
    spans = asdict(annotation)
    spans["demonyms"] = [span for span in spans["locations"] if span["kind"] == DEMONYM]
    spans["locations"] = [span for span in spans["locations"] if span["kind"] != DEMONYM]
    for group, members in spans.items():
        found[group] = [_in_article(text, paragraph, group, span) for span in members]
    return found


def _in_article(text: str, paragraph: Paragraph, group: str, span: Found) -> Found:
    """Give a span its offsets in the article's text, and its words there; leave out what is not known."""
    start, end = paragraph.to_source(span["start"], span["end"])
    placed = span | {"start": start, "end": end}
    if group == "quotations":
        return placed
    optional = ("role", "geonames_id", "probability", "runner_up")
    return {name: value for name, value in placed.items() if value is not None or name not in optional} | {
        "mention": text[start:end]
    }


def _with_role(speaker: Found) -> str:
    return f"{speaker['name']} ({speaker['role']})" if speaker.get("role") else str(speaker["name"])

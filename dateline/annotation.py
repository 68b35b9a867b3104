"""What is found in articles, without indexing them: `annotate` for programs, `annotate_paths` for the command.

Offsets in what is found are character offsets into the article's text as given, also where cleaning mended or dropped
lines of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any, BinaryIO, NotRequired, TypedDict, cast

from index.analysis.places import DEMONYM
from index.annotation.spans import Annotation, Location, ShownBy, Speaker, SpeakerKind
from index.documents.article import Article, Paragraph
from index.errors import DatelineError
from index.gazetteer import Gazetteer
from index.pipeline.annotated_article import AnnotatedArticle
from index.pipeline.parallel import annotate_files
from index.pipeline.stages import annotate_article
from index.sources.files import BadInput, Outcome
from index.sources.options import DEFAULTS, ReadingOptions
from index.text import running

LEFT_OUT_WHERE_UNKNOWN = frozenset({"role", "geonames_id", "probability", "runner_up"})


class SpeakerAnnotation(TypedDict):
    """Somebody who speaks: the `mention` that shows it, and the fullest `name` that the article gives."""

    name: str
    kind: SpeakerKind
    start: int
    end: int
    role: NotRequired[str]
    by: ShownBy
    sure: bool
    mention: str


class QuotationAnnotation(TypedDict):
    """The words between quotation marks, and the name of their speaker, None where nobody is known."""

    start: int
    end: int
    speaker: str | None
    sure: bool


class StatementAnnotation(TypedDict):
    """What somebody says indirectly, to the end of its clause, and the name of the speaker."""

    start: int
    end: int
    speaker: str
    sure: bool


class LocationAnnotation(TypedDict):
    """The mention of a place, or of a people, and what the gazetteer knows of it, as `index.annotation.spans` tells."""

    name: str
    kind: str
    start: int
    end: int
    latitude: float | None
    longitude: float | None
    country: str | None
    within: list[str]
    geonames_id: NotRequired[int]
    probability: NotRequired[float]
    runner_up: NotRequired[str]
    mention: str


class ParagraphAnnotation(TypedDict):
    """A paragraph's cleaned text, and all that was found in it, in order; `demonyms` name peoples and their country."""

    start: int
    end: int
    text: str
    speakers: list[SpeakerAnnotation]
    quotations: list[QuotationAnnotation]
    statements: list[StatementAnnotation]
    locations: list[LocationAnnotation]
    demonyms: list[LocationAnnotation]


class ArticleAnnotation(TypedDict):
    """What was found in an article, as a dict that `json` can write; `dateline annotate --json` prints the same.

    | of | the members |
    | --- | --- |
    | the article | id, path, title, paragraphs |
    | a paragraph | start, end, text, speakers, quotations, statements, locations, demonyms |
    | a speaker | name, kind ("person", "organization" or "unnamed"), start, end, mention; if known role |
    | | by: what the mention is, "name", "description" or "pronoun" |
    | | sure: True where that is right in at least 95 of 100, else likely |
    | a quotation | start, end, marks excluded; speaker, a name or None; sure |
    | a statement | start, end, cue excluded; speaker, sure |
    | a location, | name, kind, start, end, mention, latitude, longitude, country, within; |
    | a demonym | if known geonames_id, probability, runner_up |

    >>> from dateline import ArticleAnnotation, annotate
    >>> def voices(found: ArticleAnnotation) -> set[str]:
    ...     return {speaker["name"] for paragraph in found["paragraphs"] for speaker in paragraph["speakers"]}
    >>> voices(annotate("“It is a log,” said Ada Lund."))
    {'Ada Lund'}
    """

    id: str
    path: str
    title: str
    language: str
    paragraphs: list[ParagraphAnnotation]


def annotate(text: str, title: str = "", *, article_id: str = "") -> ArticleAnnotation:
    """Find who speaks and which places are named in the text of one article, without an index.

    Menus, banners and the like are left out, as is a first paragraph that only repeats the title.  Names and pronouns
    are resolved within the text.  The same text gives the same answer, in any process.

    It is done here and now, however long and however much memory it takes: an article of 30,000 words some seconds.
    Whoever annotates what strangers send does so in a process that can be ended, as `dateline annotate` does.

    >>> from dateline import annotate
    >>> text = "Ada Lund is mayor of Vorn.\\n\\n“The monster is a log,” she said in Lerwick."
    >>> said = annotate(text)["paragraphs"][1]
    >>> [(speaker["name"], speaker["mention"]) for speaker in said["speakers"]]
    [('Ada Lund', 'she')]
    >>> [text[quotation["start"] : quotation["end"]] for quotation in said["quotations"]]
    ['The monster is a log,']
    >>> [(place["name"], place["country"], place["within"]) for place in said["locations"]]
    [('Lerwick', 'GB', ['Shetland Islands', 'Scotland', 'United Kingdom'])]
    """
    article = Article(id=article_id, path="", text=text, title=title)
    annotated = annotate_article(article, _gazetteer())
    if isinstance(annotated, BadInput):
        raise DatelineError(str(annotated))
    return document(annotated)


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()


def annotate_paths(
    paths: Sequence[str], stdin: BinaryIO, options: ReadingOptions = DEFAULTS
) -> Iterator[ArticleAnnotation | BadInput]:
    """Annotate the articles of files and folders, in order; the path `-` is JSON Lines from `stdin`.

    What takes more time or memory than one file may is refused, as in a rebuild, and the rest goes on.
    """
    for annotated in annotate_files(paths, stdin, options):
        if isinstance(annotated, AnnotatedArticle):
            yield document(annotated)
        elif annotated.outcome is not Outcome.PASSED_OVER:
            yield annotated


def document(annotated: AnnotatedArticle) -> ArticleAnnotation:
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
        "language": annotated.language,
        "paragraphs": paragraphs,
    }


def as_text(found: ArticleAnnotation) -> str:
    """Lay one annotated article out for reading; speakers who are not sure are told apart, as likely."""
    lines = [found["title"] or found["id"], ""]
    for number, paragraph in enumerate(found["paragraphs"], 1):
        lines.append(f"{number:3} {paragraph['text']}")
        said = [_with_role(speaker) for speaker in paragraph["speakers"] if speaker["sure"]]
        likely = [_with_role(speaker) for speaker in paragraph["speakers"] if not speaker["sure"]]
        named = [", ".join((place["name"], *place["within"])) for place in paragraph["locations"]]
        for label, values in (("who", said), ("who, likely", likely), ("where", named)):
            if values:
                lines.append(f"    {label}: {'; '.join(dict.fromkeys(values))}")
    return "\n".join([*map(running, lines), ""])


def _paragraph(text: str, paragraph: Paragraph, annotation: Annotation) -> ParagraphAnnotation:
    def locations(*, demonyms: bool) -> list[LocationAnnotation]:
        spans = [span for span in annotation.locations if (span.kind == DEMONYM) == demonyms]
        return [cast(LocationAnnotation, _mention(text, paragraph, span)) for span in spans]

    return {
        "start": paragraph.start,
        "end": paragraph.end,
        "text": paragraph.text,
        "speakers": [cast(SpeakerAnnotation, _mention(text, paragraph, span)) for span in annotation.speakers],
        "quotations": [
            {"start": start, "end": end, "speaker": span.speaker, "sure": span.sure}
            for span in annotation.quotations
            for start, end in [paragraph.to_source(span.start, span.end)]
        ],
        "statements": [
            {"start": start, "end": end, "speaker": span.speaker, "sure": span.sure}
            for span in annotation.statements
            for start, end in [paragraph.to_source(span.start, span.end)]
        ],
        "locations": locations(demonyms=False),
        "demonyms": locations(demonyms=True),
    }


def _mention(text: str, paragraph: Paragraph, span: Speaker | Location) -> dict[str, Any]:
    """Give a span its offsets in the article's text, and its words there; leave out what is not known."""
    start, end = paragraph.to_source(span.start, span.end)
    placed = asdict(span) | {"start": start, "end": end}
    known = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in placed.items()
        if value is not None or name not in LEFT_OUT_WHERE_UNKNOWN
    }
    return known | {"mention": text[start:end]}


def _with_role(speaker: SpeakerAnnotation) -> str:
    role = speaker.get("role")
    return f"{speaker['name']} ({role})" if role else speaker["name"]

"""What the tests of this folder ask of the annotator, in few words."""

from index.annotation.spans import Speaker
from index.annotation.speakers import attribute


def speakers_of(*paragraphs: str) -> list[list[Speaker]]:
    return [list(paragraph.speakers) for paragraph in attribute(paragraphs).paragraphs]


def names_of(*paragraphs: str) -> list[str]:
    """The names of those who speak in the last paragraph."""
    return [speaker.name for speaker in speakers_of(*paragraphs)[-1]]


def persons_of(*paragraphs: str) -> list[str]:
    """The names of the persons who speak in the last paragraph."""
    return [speaker.name for speaker in speakers_of(*paragraphs)[-1] if speaker.kind == "person"]


def quotations_of(*paragraphs: str) -> list[tuple[str, str | None]]:
    """The quoted words of the last paragraph, each with its speaker."""
    text = paragraphs[-1]
    found = attribute(paragraphs).paragraphs[-1].quotations
    return [(text[quotation.start : quotation.end], quotation.speaker) for quotation in found]

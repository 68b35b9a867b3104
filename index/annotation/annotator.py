"""Both annotators over one article: first who speaks, then where, with the people found as evidence against places."""

from collections.abc import Sequence

from index.annotation.locations import Places, locate
from index.annotation.spans import Annotation
from index.annotation.speakers import attribute


def annotate(paragraphs: Sequence[str], gazetteer: Places) -> list[Annotation]:
    """Annotate an article's paragraphs, in order; one Annotation a paragraph, offsets into its text."""
    attribution = attribute(paragraphs)
    places = locate(paragraphs, gazetteer, attribution.people)
    return [
        Annotation(attributed.speakers, attributed.quotations, located)
        for attributed, located in zip(attribution.paragraphs, places, strict=True)
    ]

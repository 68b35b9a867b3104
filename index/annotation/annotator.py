"""Both annotators over one article: first who speaks, then where, with the people found as evidence against places."""

from collections.abc import Sequence

from index.annotation.composition import Composed
from index.annotation.locations import NO_LEXICON, LocalLexicon, Places, locate
from index.annotation.spans import Annotation
from index.annotation.speakers import attribute


def annotate(paragraphs: Sequence[str], gazetteer: Places, lexicon: LocalLexicon = NO_LEXICON) -> list[Annotation]:
    """Annotate an article's paragraphs, in order; one Annotation a paragraph, offsets into its text.

    Names of peoples are among the locations, with the kind "demonym".  `lexicon` has the places of other articles of
    the same source, if the caller knows any.
    """
    composed = list(map(Composed.of, paragraphs))
    read = [one.text for one in composed]
    attribution = attribute(read)
    places = locate(read, gazetteer, attribution.people, lexicon=lexicon, demonyms=True)
    return [
        one.as_given(Annotation(attributed.speakers, attributed.quotations, located, attributed.statements))
        for one, attributed, located in zip(composed, attribution.paragraphs, places, strict=True)
    ]

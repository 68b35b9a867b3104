"""Both annotators over one article: first who speaks, then where, with the people found as evidence against places."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from index.annotation.composition import Composed
from index.annotation.locations import NO_LEXICON, LocalLexicon, Places, locate
from index.annotation.spans import Annotation
from index.annotation.speakers import attribute
from index.annotation.stretches import joined, stretches


def annotate(paragraphs: Sequence[str], gazetteer: Places, lexicon: LocalLexicon = NO_LEXICON) -> list[Annotation]:
    """Annotate an article's paragraphs, in order; one Annotation a paragraph, offsets into its text.

    Names of peoples are among the locations, with the kind "demonym".  `lexicon` has the places of other articles of
    the same source, if the caller knows any.
    """
    composed = list(map(Composed.of, paragraphs))
    parts = [(number, stretch) for number, one in enumerate(composed) for stretch in stretches(one.text)]
    read = [stretch.text for _, stretch in parts]
    attribution = attribute(read)
    places = locate(read, gazetteer, attribution.people, lexicon=lexicon, demonyms=True)
    annotated = [
        (number, stretch, Annotation(found.speakers, found.quotations, located, found.statements))
        for (number, stretch), found, located in zip(parts, attribution.paragraphs, places, strict=True)
    ]
    return [
        composed[number].as_given(joined([(stretch, found) for _, stretch, found in of_paragraph]))
        for number, of_paragraph in groupby(annotated, itemgetter(0))
    ]

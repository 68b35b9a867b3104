"""From paragraph numbers to what is shown: the text, its head, who speaks, where, and what matched."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from index.annotation.spans import Speaker
from index.documents.paragraph import PlaceMention
from index.store.reader import StoredIndex
from search.engine.embedded.people import People
from search.results import ArticleSummary, Hit, Place, SpeakerName, place_shown
from search.service.highlighting import Wanted, spans_of


class Presenter:
    """Shows paragraphs of one generation in one answer, what is wanted of them marked."""

    def __init__(self, stored: StoredIndex, people: People, wanted: Wanted) -> None:
        self._stored = stored
        self._people = people
        self._wanted = wanted
        self._summary = lru_cache(maxsize=None)(self._read_summary)  # lives as long as one answer

    def hit(self, number: int, score: float, missing: tuple[str, ...] = ()) -> Hit:
        """Return the paragraph `number` as a result."""
        columns, canonical = self._stored.columns, self._people.canonical
        paragraph = self._stored.paragraph(number)
        return Hit(
            article=self._summary(columns["article"].item(number)),
            ordinal=columns["ordinal"].item(number),
            text=paragraph.text,
            score=round(score, 4),
            marks=spans_of(paragraph, self._wanted, canonical),
            quotations=tuple([(quotation.start, quotation.end) for quotation in paragraph.quotations]),
            speakers=_speakers(paragraph.speakers, canonical),
            locations=_places(paragraph.places),
            missing=missing,
            voices=tuple([canonical(one.speaker) if one.speaker else None for one in paragraph.quotations]),
        )

    def _read_summary(self, article: int) -> ArticleSummary:
        head = self._stored.article(article)
        return ArticleSummary(
            head["id"], head["title"], head["source"], head["url"], head["date"], tuple(head["authors"])
        )


def _speakers(speakers: Sequence[Speaker], canonical: Callable[[str], str]) -> tuple[SpeakerName, ...]:
    """Each speaker once, by the name that stands for the person, with the first role that a mention gives."""
    found: dict[str, SpeakerName] = {}
    for speaker in speakers:
        name = canonical(speaker.name)
        known = found.get(name)
        if known is None or known.role is None:
            found[name] = SpeakerName(name, speaker.kind, speaker.role)
    return tuple(found.values())


def _places(mentions: Sequence[PlaceMention]) -> tuple[Place, ...]:
    """Each place once."""
    return tuple(dict.fromkeys([place_shown(mention.place) for mention in mentions]))

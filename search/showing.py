"""From paragraph numbers to what is shown: the text, its head, who speaks, where, and what matched."""

from functools import lru_cache
from typing import Any

from index.reader import StoredIndex
from search.highlighting import Wanted, spans_of
from search.people import People
from search.results import ArticleSummary, Hit, Place, SpeakerName


class Presenter:
    """Shows paragraphs of one generation in one answer, what is wanted of them marked."""

    def __init__(self, stored: StoredIndex, people: People, wanted: Wanted) -> None:
        self._stored = stored
        self._people = people
        self._wanted = wanted
        self._summary = lru_cache(maxsize=None)(self._read_summary)  # lives as long as one answer

    def hit(self, number: int, score: float, missing: tuple[str, ...] = ()) -> Hit:
        """Return the paragraph `number` as a result."""
        record = self._with_canonical_names(self._stored.paragraph(number))
        return Hit(
            article=self._summary(int(self._stored.columns["article"][number])),
            ordinal=record["ordinal"],
            text=record["text"],
            score=round(score, 4),
            marks=spans_of(record["text"], self._wanted, record),
            quotations=tuple((quotation["start"], quotation["end"]) for quotation in record["quotations"]),
            speakers=_speakers(record),
            locations=_places(record),
            missing=missing,
            voices=tuple(quotation["speaker"] for quotation in record["quotations"]),
        )

    def _with_canonical_names(self, record: dict[str, Any]) -> dict[str, Any]:
        """Name speakers as the archive does, and keep the name that the article uses as `written`."""
        canonical = self._people.canonical
        speakers = [s | {"name": canonical(s["name"]), "written": s["name"]} for s in record["speakers"]]
        quotations = [q | {"speaker": canonical(q["speaker"] or "") or None} for q in record["quotations"]]
        return record | {"speakers": speakers, "quotations": quotations}

    def _read_summary(self, article: int) -> ArticleSummary:
        head = self._stored.article(article)
        return ArticleSummary(
            head["id"], head["title"], head["source"], head["url"], head["date"], tuple(head["authors"])
        )


def _speakers(record: dict[str, Any]) -> tuple[SpeakerName, ...]:
    """Each speaker once, by name, with the first role that a mention gives."""
    found: dict[str, SpeakerName] = {}
    for speaker in record["speakers"]:
        known = found.get(speaker["name"])
        if known is None or known.role is None:
            found[speaker["name"]] = SpeakerName(speaker["name"], speaker["kind"], speaker["role"])
    return tuple(found.values())


def _places(record: dict[str, Any]) -> tuple[Place, ...]:
    """Each place once."""
    places = (
        Place(place["name"], place["kind"], place["latitude"], place["longitude"], place["country"])
        for place in record["locations"]
    )
    return tuple(dict.fromkeys(places))

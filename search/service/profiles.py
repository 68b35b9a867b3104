"""Who a speaker is and what a place is about, over all of the archive: counts, the course of time, the latest words.

Everything is counted over all paragraphs.  What only their records tell (roles, how a name is written, whether somebody
is quoted) is read from the newest of them, at most RECORDS_READ.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from whoosh import query as q

from index.analysis.analyzer import words
from index.documents.paragraph import StoredParagraph
from index.store.columns import Days
from index.store.reader import StoredIndex
from search.engine.embedded.docsets import Numbers, flagged
from search.engine.embedded.facets import Counted, count_values, histogram
from search.engine.embedded.people import People
from search.engine.embedded.places import Atlas, PlaceIndex
from search.engine.embedded.postings import NO_NUMBERS, Postings
from search.engine.embedded.top_k import Matches, select
from search.results import (
    Coverage,
    FacetValue,
    Hit,
    NearPlace,
    PlaceCount,
    PlaceList,
    PlaceProfile,
    SpeakerPage,
)
from search.service.highlighting import NOTHING_WANTED
from search.service.hits import Presenter

RECORDS_READ = 200


LATEST = 10
"""Paragraphs that are shown."""


PLACES_LISTED = 20


ROLES_LISTED = 8


@dataclass(frozen=True, slots=True)
class Profiles:
    """Makes profiles from one generation."""

    stored: StoredIndex
    postings: Postings
    people: People
    days: Days

    def speaker(self, name: str, place_index: PlaceIndex) -> SpeakerPage | None:
        """Return what is known of a speaker by any of the person's names; None for a name that nobody speaks under."""
        canonical = self.people.canonical(name)
        each = {one: self.postings.of("speaker_name", one).numbers for one in self.people.names_of(canonical)}
        numbers = np.unique(np.concatenate([NO_NUMBERS, *each.values()])).astype(np.uint32)
        if not len(numbers):
            return None
        newest = self._newest(numbers)
        records = [self.stored.paragraph(number) for number in newest]
        mentions = [one for record in records for one in record.speakers if self._is(one.name, canonical)]
        quoting = [
            number
            for number, record in zip(newest, records, strict=True)
            if any(self._is(quotation.speaker, canonical) for quotation in record.quotations)
        ]
        return SpeakerPage(
            name=canonical,
            kind=Counter(one.kind for one in mentions).most_common(1)[0][0] if mentions else "unnamed",
            names=_ranked(Counter({one: len(held) for one, held in each.items()})),
            roles=_ranked(Counter(one.role for one in mentions if one.role))[:ROLES_LISTED],
            read=len(newest),
            coverage=self._coverage(numbers),
            places=place_index.named(numbers, None, PLACES_LISTED),
            latest=self._shown(quoting or newest),
            quoted=bool(quoting),
            generation=self.stored.name,
        )

    def place(
        self, place_id: str, candidates: Numbers, place_index: PlaceIndex, atlas: Atlas, limit: int
    ) -> PlaceProfile | None:
        """Return what is known of a place, with at most `limit` of those in it; None for an unknown id.

        `candidates` are all paragraphs that name it or a place in it, ascending; some may name a namesake instead.
        """
        page = place_index.find(place_id, limit)
        if page is None:
            return None
        place, codes = page.place, place_index.codes_within(place_id)
        numbers = self._naming(candidates, codes)
        containers = atlas.containers(place)
        left_out = [*codes, *(code for _, code in containers if code is not None)]
        newest = self._newest(numbers)
        records = [self.stored.paragraph(number) for number in newest]
        return PlaceProfile(
            place=place,
            containers=tuple(
                (name, None if code is None else place_index.of_code(code).id) for name, code in containers
            ),
            contained=page.contained,
            near=tuple(NearPlace(place_index.of_code(code), away) for code, away in atlas.near(place, left_out)),
            spellings=_ranked(Counter(_written(records, place))),
            coverage=self._coverage(numbers),
            spoken=len(np.unique(self.stored.facets["speaker_name"].gather(numbers).rows)),
            latest=self._shown(newest),
            generation=self.stored.name,
        )

    def _is(self, name: str | None, canonical: str) -> bool:
        return name is not None and self.people.canonical(name) == canonical

    def _naming(self, candidates: Numbers, codes: Sequence[int]) -> Numbers:
        """Keep the paragraphs that name one of the places."""
        facet = self.stored.facets["place"]
        found = facet.gather(candidates)
        return candidates[np.unique(found.rows[np.isin(found.codes, np.array(codes, np.int64))])]

    def _newest(self, numbers: Numbers) -> list[int]:
        matches = Matches(numbers, np.zeros(len(numbers), np.float32))
        found: list[int] = select(matches, self.stored.columns["date"], "newest", 0, RECORDS_READ).numbers.tolist()
        return found

    def _shown(self, numbers: Sequence[int]) -> tuple[Hit, ...]:
        presenter = Presenter(self.stored, self.people, NOTHING_WANTED)
        return tuple(presenter.hit(number, 0.0) for number in numbers[:LATEST])

    def _coverage(self, numbers: Numbers) -> Coverage:
        facets = self.stored.facets
        articles = int(np.count_nonzero(np.bincount(self.stored.columns["article"][numbers])))
        with flagged(numbers, len(self.stored)) as is_among:
            counted = Counted(numbers, is_among)
            return Coverage(
                paragraphs=len(numbers),
                articles=articles,
                dates=histogram(self.days, numbers),
                sources=count_values(facets["source_name"], counted),
                speakers=count_values(facets["speaker_name"], counted),
            )


def query_of_place(name: str) -> q.Query:
    """Return the query for the paragraphs that name a place, or one in it, by the words of its name."""
    spelled = words(name)
    return q.Term("location", spelled[0]) if len(spelled) == 1 else q.Phrase("location", spelled)


def namesake(found: PlaceList, name: str) -> PlaceCount | None:
    """Return the most frequent of the listed places that has the name; None where none has."""
    return next((place for place in found.places if place.name == name), None)


def _written(records: Sequence[StoredParagraph], place: PlaceCount) -> list[str]:
    """List how records write a place otherwise than by its name, a mention each."""
    mentions = (
        record.text[one.start : one.end] for record in records for one in record.places if one.place.id == place.id
    )
    usual = words(place.name)
    return [mention for mention in mentions if words(mention) != usual]


def _ranked(counts: Counter[str]) -> tuple[FacetValue, ...]:
    """Return what was counted, the most frequent first, then by name."""
    return tuple(
        FacetValue(value, count)
        for value, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if count
    )

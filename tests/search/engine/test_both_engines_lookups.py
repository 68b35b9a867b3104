"""What is looked up beside a search is the same in both engines: profiles, paragraphs like one, completions, marks.

Asked of 20,000 paragraphs of the corpora, by names, words and paragraphs that a seed draws from the archive's own.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from search.archive import Archive
from search.request import SearchRequest
from search.results import Hit, PlaceCount, PlaceProfile, SimilarPage, SpeakerPage, Suggestion
from tests.search.engine.both import Both, shown

pytestmark = [pytest.mark.cluster, pytest.mark.slow, pytest.mark.shared]

DRAWN = 25
"""Names, places, paragraphs and queries of each kind."""
ALIKE = 0.05
"""By so much of a score the engines may differ."""
LISTED = 20


@pytest.fixture
def chance() -> random.Random:
    return random.Random(16)


def drawn(values: Sequence[Any]) -> list[Any]:
    """Draw some of what is in order of its frequency, half of them among the most frequent."""
    chance, most = random.Random(15), len(values) // 10
    return [*chance.sample(values[:most], DRAWN // 2), *chance.sample(values[most:], DRAWN - DRAWN // 2)]


@pytest.fixture(scope="module")
def speakers(news_in_both: Both) -> list[str]:
    return drawn([one.value for one in news_in_both.embedded.values(SearchRequest(), "speaker", 1_000).values])


@pytest.fixture(scope="module")
def places(news_in_both: Both) -> list[PlaceCount]:
    return drawn(news_in_both.embedded.places(SearchRequest(), 500).places)


@pytest.fixture(scope="module")
def hits(news_in_both: Both) -> list[Hit]:
    """Paragraphs in which somebody is quoted, and that are long enough to have words to draw from."""
    found = news_in_both.embedded.export(SearchRequest("said:the", sort="oldest")).hits
    return random.Random(14).sample([hit for hit in found if len(hit.text) > 200], DRAWN)


def test_speakers_have_the_same_profile(news_in_both: Both, speakers: Sequence[str]) -> None:
    several = 0
    for name in speakers:
        own, other = (of_speaker(archive, name) for archive in news_in_both.archives)
        assert own == other
        several += len(own.names) > 1
        for one in own.names:
            assert of_speaker(news_in_both.cluster, one.value) == own
    assert several


def of_speaker(archive: Archive, name: str) -> SpeakerPage:
    page = archive.speaker(name)
    assert page is not None
    return replace(page, latest=tuple(map(shown, page.latest)), generation="")


def test_places_have_the_same_profile(news_in_both: Both, places: Sequence[PlaceCount]) -> None:
    for place in places:
        own, other = (of_place(archive, place.id) for archive in news_in_both.archives)
        assert own == other
        page, page_too = (archive.place(place.id) for archive in news_in_both.archives)
        assert page == page_too
        called, called_too = (archive.places_called(place.name) for archive in news_in_both.archives)
        assert called == called_too


def of_place(archive: Archive, place_id: str) -> PlaceProfile:
    page = archive.place_profile(place_id)
    assert page is not None
    return replace(page, latest=tuple(map(shown, page.latest)), generation="")


def test_paragraphs_like_one_are_the_same(news_in_both: Both, hits: Sequence[Hit]) -> None:
    compared = 0
    for hit in hits:
        own, other = (similar(archive, hit) for archive in news_in_both.archives)
        assert (shown(own.paragraph), own.words) == (shown(other.paragraph), other.words)
        require_alike(own.similar, other.similar)
        require_alike(other.similar, own.similar)
        compared += len(own.similar)
    assert compared > DRAWN


def similar(archive: Archive, hit: Hit) -> SimilarPage:
    page = archive.similar(hit.article.id, hit.ordinal, LISTED)
    assert page is not None
    return page


def require_alike(these: Sequence[Hit], those: Sequence[Hit]) -> None:
    """Require of paragraphs, best first, that the others have them, too, as they are, but for what scores no more than
    the last of as many as are listed, or than would be listed at all."""
    others = {hit.id: hit for hit in those}
    least = those[-1].score if those else 0.0
    scores = [hit.score for hit in these]
    assert scores == sorted(scores, reverse=True)
    for hit in these:
        if hit.id in others:
            assert shown(hit) == shown(others[hit.id])
            assert hit.score == pytest.approx(others[hit.id].score, rel=ALIKE)
        else:
            assert hit.score <= least * (1 + ALIKE), hit.id


@pytest.mark.parametrize("field", ["all", "word", "speaker", "location", "source"])
def test_beginnings_are_completed_alike(
    news_in_both: Both,
    chance: random.Random,
    speakers: Sequence[str],
    places: Sequence[PlaceCount],
    hits: Sequence[Hit],
    field: str,
) -> None:
    typed = [word for hit in hits for word in chance.sample(hit.text.split(), 2)]
    completed = 0
    for whole in (*speakers, *(place.name for place in places), *(hit.article.source for hit in hits), *typed):
        beginning = whole[: chance.randint(1, len(whole))]
        own, other = (archive.suggest(beginning, field, LISTED) for archive in news_in_both.archives)
        assert without_titles(own) == without_titles(other), beginning
        assert len(own) == len(other), beginning
        completed += bool(own)
    assert completed >= DRAWN


def without_titles(suggested: Sequence[Suggestion]) -> list[Suggestion]:
    """Leave out titles: they are ranked by their scores, which may be nearly the same."""
    return [one for one in suggested if one.field != "title"]


def test_what_matches_is_marked_alike(news_in_both: Both, chance: random.Random, hits: Sequence[Hit]) -> None:
    marked = 0
    for hit in hits:
        for query in queries_for(hit, chance):
            asked = SearchRequest(query, sort="newest", size=LISTED)
            own, other = (archive.search(asked) for archive in news_in_both.archives)
            first, second = ({one.id: shown(one) for one in page.results} for page in (own, other))
            common = first.keys() & second.keys()
            assert own.total == other.total, query
            assert len(common) == len(first) or own.total > LISTED, query
            assert [first[id] for id in common] == [second[id] for id in common], query
            marked += sum(len(first[id].marks) for id in common)
    assert marked > 4 * DRAWN


def queries_for(hit: Hit, chance: random.Random) -> list[str]:
    """Return queries that are made of what a paragraph says, and of who says it."""
    words = [word for word in hit.text.split() if word.isalpha()]
    at = chance.randrange(len(words) - 2)
    one, two, three = words[at : at + 3]
    long = chance.choice([word for word in words if len(word) > 4])
    who = f'speaker:"{chance.choice(hit.speakers).name}"' if hit.speakers else f"title:{one}"
    quoted = [hit.text[start:end].split()[0].strip("“”,.?!") for start, end in hit.quotations]
    return [f"{one} {three}", f'"{one} {two}"', f"{long[:4]}*", who, *(f"said:{word}" for word in quoted[:1])]

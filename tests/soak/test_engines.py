"""The campaign of two engines in some seconds, over invented stories: a cluster answers what a directory answers."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.archive import Archive
from tests.archives import Said, Story, Told, archive_of
from tests.cluster.cluster import Cluster
from tests.search.engine.in_cluster import IN_CLUSTER, archives_in
from tests.soak.engines import campaign
from tests.soak.queries import Author, words_of

pytestmark = pytest.mark.cluster

STORIES = 80
ENGLISH = (
    "tide tides clock clocks clocking harbour harbours ferry ferries winter wintry snow police policing govern governs "
    "government seal seals ramp council councils budget re-elected reelected colour color organise organised late "
    "later U.S. München Muenchen 10,000 the of and said"
)
GERMAN = "haus häuser hafen häfen ufer uhr uhren leer verkauft winter schnee die am wurde"
PEOPLE = ("Ada Lund", "Bo Lund", "Lund", "Igor Vorn", "Vorn", "Igor P. Vorn", "Maud Tane", "the harbour master")
PLACES = (
    ("Izyum", "UA", ("Kharkiv Oblast", "Ukraine")),
    ("Lerwick", "GB", ("Scotland", "United Kingdom")),
    ("Porvoo", "FI", ("Uusimaa", "Finland")),
    ("Lerwick", "US", ("Ohio", "United States")),
)
SOURCES = ("The Sample Courier", "Harbour Gazette", "Lantern Wire", "")
DATES = (None, "2031-01-01", "2031-01-02", "2031-02-01", "2030-06-11", "2010-05-05")
REPEATED = (
    "The bell of Sankt Brannoc rang eleven times at noon, and nobody in the whole valley could say why it did so.",
    "Shepherds on the far slope counted the strokes of the bell on their fingers, and so did the old postman of Vorn.",
)


def told(chance: random.Random, language: str) -> Told:
    """A paragraph, in which somebody may say something, and places may be named."""
    if chance.random() < 0.1:
        return Told(chance.choice(REPEATED))
    words = (GERMAN if language == "de" else ENGLISH).split()
    sentence = " ".join(chance.choices(words, k=chance.randint(3, 25))).capitalize()
    said: list[Said] = []
    for number, by in enumerate(chance.sample([*PEOPLE, None], chance.choice((0, 0, 1, 1, 2)))):
        quoted = f"{' '.join(chance.choices(words, k=chance.randint(2, 6)))} {number}"
        sentence += f". “{quoted},” {by or 'somebody'} said"
        said.append(Said(f"{quoted},", by))
    places = chance.sample(PLACES, chance.choice((0, 0, 1, 2)))
    sentence += "".join(f" in {place[0]}" for place in places)
    names = tuple(dict.fromkeys(one.by for one in said if one.by))
    speakers = tuple(chance.sample(PEOPLE, chance.choice((0, 0, 0, 1))))
    pronouns = names[:1] if chance.random() < 0.2 else ()
    return Told(f"{sentence}.", tuple(said), speakers, tuple(places), pronouns=pronouns)


def stories(chance: random.Random) -> Iterator[Story]:
    """Invented articles of all kinds: with copies, of two languages, without a date, of people with several names."""
    for number in range(STORIES):
        language = "de" if chance.random() < 0.15 else "en"
        paragraphs = tuple(told(chance, language) for _ in range(chance.randint(1, 7)))
        title = " ".join(chance.choices(ENGLISH.split(), k=chance.randint(0, 5))).capitalize()
        yield Story(f"s{number}", paragraphs, title, chance.choice(DATES), chance.choice(SOURCES), language=language)


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Story]]:
    index, invented = tmp_path_factory.mktemp("both") / "index", list(stories(random.Random(16)))
    archive_of(index, *invented)
    return index, invented


@pytest.mark.parametrize("name", IN_CLUSTER)
def test_a_cluster_answers_what_a_directory_answers(
    embedded: tuple[Path, list[Story]], node: Cluster, tmp_path: Path, name: str
) -> None:
    index, invented = embedded
    with archives_in(node, IN_CLUSTER[name]) as make:
        archives = Archive(index), make(tmp_path, *invented)
        compared = campaign(archives, Author(random.Random(16), words_of(index)), trials=150, seconds=300)
    assert not compared.differing, compared.report()
    assert compared.asked > compared.ended

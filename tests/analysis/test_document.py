"""What is stored of an annotated article: the places it is found by, and what is told of each."""

import json
from dataclasses import replace

import pytest

from index.analysis.batch import pack
from index.analysis.batch_analyzer import BatchAnalyzer
from index.analysis.document import IndexedArticle, index_article
from index.analysis.fields import NAMED
from index.analysis.places import place_id
from index.annotation.spans import Annotation, Location, ShownBy, Speaker
from index.documents.article import Article, Paragraph, Piece
from index.documents.paragraph import describe_place

IZYUM = Location("Izyum", "city", 0, 5, 49.2, 37.25, "UA", ("Kharkiv Oblast", "Ukraine"), 707292)
DONBAS = Location("Donbas", "area", 0, 6, 48.0, 38.0, "UA", ("Ukraine",))
UKRAINIAN = Location("Ukraine", "demonym", 9, 18, 49.0, 32.0, "UA", (), 690791)


def indexed(text: str, *locations: Location) -> IndexedArticle:
    paragraph = Paragraph(text, (Piece(0, 0, len(text)),))
    article = Article("a", "a.txt", text)
    return index_article(article, [paragraph], [Annotation(locations=locations)])


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (IZYUM, "707292"),
        (DONBAS, "donbas-ua"),
        (Location("Black Sea", "sea", 0, 9, 43.0, 34.0, None), "black-sea"),
        (Location("Tromsø’s Brygge", "quarter", 0, 9, 69.6, 18.9, "NO", ("Tromsø", "Troms", "Norway")),
         "tromso-brygge-tromso-troms-no"),
        (Location("西湖", "lake", 0, 2, 30.2, 120.1, "CN", ("China",)), "西-湖-cn"),
    ],
)  # fmt: skip
def test_a_place_has_the_number_of_geonames_or_a_slug(location: Location, expected: str) -> None:
    assert place_id(location) == expected


def test_streets_of_one_name_in_two_towns_are_two_places() -> None:
    street = Location("Main Street", "road", 0, 11, 39.0, -95.7, "US", ("Topeka", "Kansas", "United States"))
    assert place_id(street) == "main-street-topeka-kansas-us"
    assert place_id(replace(street, within=("Wichita", "Kansas", "United States"))) == "main-street-wichita-kansas-us"


def test_a_place_is_described_as_compact_json_with_sorted_keys() -> None:
    [(identity, location)] = indexed("Izyum", IZYUM).places.items()
    assert identity == "707292"
    assert describe_place(identity, location) == (
        '{"country":"UA","id":"707292","kind":"city","latitude":49.2,"longitude":37.25,"name":"Izyum",'
        '"within":["Kharkiv Oblast","Ukraine"]}'
    )


def test_a_place_that_is_named_twice_is_one() -> None:
    assert len(indexed("Izyum, Izyum", IZYUM, replace(IZYUM, start=7, end=12)).places) == 1


def test_places_are_no_field_of_whoosh() -> None:
    batch = pack([indexed("Izyum", IZYUM)], BatchAnalyzer())
    assert "place" not in batch.fields
    assert batch.places.terms == ["707292"]


def test_a_demonym_is_no_place_that_a_paragraph_is_found_by() -> None:
    paragraph = indexed("In Izyum Ukrainian flags rose", replace(IZYUM, start=3, end=8, within=()), UKRAINIAN)
    assert set(paragraph.fields["location"].terms) == {"izyum"}
    assert paragraph.fields["location_name"].terms == ["Izyum"]
    assert paragraph.fields["country"].terms == ["UA"]
    assert list(paragraph.places) == ["707292"]
    alone = indexed("In Izyum Ukrainian flags rose", UKRAINIAN)
    assert not any(alone.fields[name].terms for name in ("location", "location_name", "country"))
    assert not alone.places


def test_a_demonym_is_kept_in_the_record_apart_from_the_places() -> None:
    record = indexed("In Izyum Ukrainian flags rose", IZYUM, UKRAINIAN).records[0]
    assert json.loads(record)[3:] == [[[0, 0, 5, None, None]], [["Ukraine", 9, 18]]]
    assert len(json.loads(indexed("Izyum", IZYUM).records[0])) == 4


def test_mentions_of_one_place_have_its_number_among_the_places_of_the_paragraph() -> None:
    again = replace(IZYUM, start=20, end=25)
    paragraph = indexed(
        "Izyum wrote to Lyman, Izyum to nobody", IZYUM, replace(IZYUM, geonames_id=2, name="Lyman"), again
    )
    assert paragraph.fields["place"].terms == ["707292", "2"]
    assert [number for number, *_ in json.loads(paragraph.records[0])[3]] == [0, 1, 0]


@pytest.mark.parametrize(
    ("text", "mention", "by", "gender"),
    [
        ("Mrs. Vorn said so.", "Vorn", "name", "f"),
        ("Sir Otto Vorn said so.", "Otto Vorn", "name", "m"),
        ("“So,” she said.", "she", "pronoun", "f"),
        ("He said so.", "He", "pronoun", "m"),
        ("Ada Vorn said so.", "Ada Vorn", "name", None),
        ("They said so.", "They", "pronoun", None),
    ],
)
def test_the_gender_that_a_speaker_is_shown_with_is_told(text: str, mention: str, by: ShownBy, gender: str) -> None:
    start = text.index(mention)
    paragraph = Paragraph(text, (Piece(0, 0, len(text)),))
    spoken = Annotation((Speaker("Vorn", "person", start, start + len(mention), by=by),))
    assert index_article(Article("a", "a.txt", text), [paragraph], [spoken]).speakers == [
        ("Vorn", "person", None, gender)
    ]


def test_who_works_for_a_person_is_not_found_by_that_persons_name() -> None:
    text = "Mara Alda left. Bo Ek, Alda adviser, stayed. An Alda ally sang."
    speakers = (
        Speaker("Mara Alda", "person", 0, 9, "mayor"),
        Speaker("Bo Ek", "person", 16, 21, "Alda adviser"),
        Speaker("Alda ally", "unnamed", 49, 58),
        Speaker("Alda campaign", "organization", 49, 58),
    )
    paragraph = Paragraph(text, (Piece(0, 0, len(text)),))
    article = index_article(Article("a", "a.txt", text), [paragraph], [Annotation(speakers=speakers)])
    found = [NAMED, "mara", "alda", "mayor", NAMED, "bo", "ek", "adviser", NAMED, "ally", NAMED, "alda", "campaign"]
    assert article.fields["speaker"].terms == found

"""What is read back of a record and of a description is what was written."""

import json

from hypothesis import given
from hypothesis import strategies as st

from index.annotation.spans import Location, Quotation, Speaker, Statement
from index.documents.paragraph import (
    KnownPlace,
    PeopleMention,
    PlaceMention,
    StoredParagraph,
    decode_paragraph,
    describe_place,
    encode_paragraph,
    known_place,
)

text = st.text(st.characters(exclude_categories=["Cs"]))
numbers = st.floats(allow_nan=False) | st.integers()
ways = st.sampled_from(["name", "description", "pronoun"])
speakers = st.lists(
    st.builds(Speaker, text, text, st.integers(0), st.integers(0), st.none() | text, ways, st.booleans()), max_size=2
)
quotations = st.lists(st.builds(Quotation, st.integers(0), st.integers(0), st.none() | text, st.booleans()), max_size=2)
locations = st.lists(
    st.builds(
        Location, text, text, st.integers(0), st.integers(0), st.none() | numbers, st.none() | numbers,
        st.none() | text, st.lists(text, max_size=2).map(tuple), st.none() | st.integers(), st.none() | numbers,
        st.none() | text,
    ),
    max_size=3,
)  # fmt: skip


def known(location: Location) -> KnownPlace:
    return known_place(describe_place("an id", location))


@given(text, speakers, quotations, locations, locations)
def test_a_paragraph_is_read_back_as_it_was_written(
    told: str, spoke: list[Speaker], said: list[Quotation], named: list[Location], peoples: list[Location]
) -> None:
    reported = [Statement(4, 9, one.name, one.sure) for one in spoke]
    record = encode_paragraph(told, spoke, said, list(enumerate(named)), peoples, reported)

    places = list(map(known, named))
    mentions = [
        PlaceMention(place, one.start, one.end, one.probability, one.runner_up)
        for place, one in zip(places, named, strict=True)
    ]
    about = tuple(PeopleMention(one.name, one.start, one.end) for one in peoples)
    paragraph = StoredParagraph(told, tuple(spoke), tuple(said), tuple(mentions), about, tuple(reported))
    assert decode_paragraph(record, places) == paragraph


def test_what_is_empty_at_the_end_of_a_record_is_left_out() -> None:
    assert json.loads(encode_paragraph("The clock hums.", [], [], [], [])) == ["The clock hums."]
    quotation = Quotation(0, 3, None)
    assert json.loads(encode_paragraph("Hum", [], [quotation], [], [])) == ["Hum", [], [[0, 3, None]]]


def test_only_what_is_not_sure_takes_room_in_a_record() -> None:
    speakers = [Speaker("Ek", "person", 0, 2), Speaker("Alda", "person", 3, 7, sure=False)]
    quotations = [Quotation(8, 9, "Ek"), Quotation(8, 9, "Alda", sure=False)]
    assert json.loads(encode_paragraph("Ek Alda x", speakers, quotations, [], []))[1:] == [
        [["Ek", "person", 0, 2, None], ["Alda", "person", 3, 7, None, "name", False]],
        [[8, 9, "Ek"], [8, 9, "Alda", False]],
    ]


@given(text, locations)
def test_a_place_is_described_by_its_members_in_order(identity: str, places: list[Location]) -> None:
    members = ("country", "kind", "latitude", "longitude", "name", "within")
    for place in places:
        told = dict(sorted([("id", identity), *((name, getattr(place, name)) for name in members)]))
        description = describe_place(identity, place)
        assert description == json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        assert known_place(description) == KnownPlace(**told)

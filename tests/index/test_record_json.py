"""Records from templates are what `json` would write."""

import json
from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from index.annotation.spans import Location, Quotation, Speaker
from index.article import Paragraph, Piece
from index.record_json import describe_place, paragraph_json

text = st.text(st.characters(exclude_categories=["Cs"]))
numbers = st.floats() | st.integers()
speakers = st.lists(st.builds(Speaker, text, text, st.integers(0), st.integers(0), st.none() | text), max_size=2)
quotations = st.lists(st.builds(Quotation, st.integers(0), st.integers(0), st.none() | text), max_size=2)
locations = st.lists(
    st.builds(
        Location, text, text, st.integers(0), st.integers(0), st.none() | numbers, st.none() | numbers,
        st.none() | text, st.lists(text, max_size=2).map(tuple), st.none() | st.integers(), st.none() | numbers,
        st.none() | text,
    ),
    max_size=2,
)  # fmt: skip


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@given(text, speakers, quotations, locations, locations)
def test_a_record_is_the_json_of_its_members(
    told: str, spoke: list[Speaker], said: list[Quotation], named: list[Location], peoples: list[Location]
) -> None:
    record = {
        "ordinal": 3, "start": 7, "end": 7 + len(told), "text": told,
        "speakers": list(map(asdict, spoke)), "quotations": list(map(asdict, said)),
        "locations": list(map(asdict, named)), **({"demonyms": list(map(asdict, peoples))} if peoples else {}),
    }  # fmt: skip
    paragraph = Paragraph(told, (Piece(0, 7, len(told)),))
    assert paragraph_json(3, paragraph, spoke, said, named, peoples).decode() == compact(record)


@given(text, locations)
def test_a_place_is_described_by_its_members_in_order(identity: str, places: list[Location]) -> None:
    for place in places:
        members = ("country", "kind", "latitude", "longitude", "name", "within")
        told = dict(sorted([("id", identity), *((name, getattr(place, name)) for name in members)]))
        assert describe_place(identity, place) == compact(told)

from itertools import pairwise

import pytest

from index.annotation.locations import locate
from index.annotation.spans import Location
from index.gazetteer import Gazetteer


def places(gazetteer: Gazetteer, *paragraphs: str, **options: object) -> list[Location]:
    return [place for found in locate(paragraphs, gazetteer, **options) for place in found]  # type: ignore[arg-type]


def mentions(gazetteer: Gazetteer, *paragraphs: str, **options: object) -> list[str]:
    texts = iter(paragraphs)
    return [
        text[place.start : place.end]
        for text, found in zip(texts, locate(paragraphs, gazetteer, **options), strict=True)  # type: ignore[arg-type]
        for place in found
    ]


def test_one_group_a_paragraph(gazetteer: Gazetteer) -> None:
    found = locate(["The ferry left Odesa.", "It rained.", "It reached Istanbul."], gazetteer)
    assert [[place.name for place in group] for group in found] == [["Odesa"], [], ["Istanbul"]]


def test_offsets_delimit_the_name(gazetteer: Gazetteer) -> None:
    text = "The kite festival opened in Lisbon on Sunday."
    (place,) = places(gazetteer, text)
    assert text[place.start : place.end] == "Lisbon"


def test_a_place_tells_what_contains_it(gazetteer: Gazetteer) -> None:
    (place,) = places(gazetteer, "Volunteers rebuilt the library in Izyum.")
    assert (place.kind, place.country) == ("city", "UA")
    assert place.within == ("Izyum Raion", "Kharkiv Oblast", "Ukraine")
    assert place.geonames_id is not None


def test_a_possessive_is_not_part_of_the_name(gazetteer: Gazetteer) -> None:
    assert mentions(gazetteer, "Norway’s parliament met while Sweden's did not.") == ["Norway", "Sweden"]


def test_an_apostrophe_within_a_name_is(gazetteer: Gazetteer) -> None:
    found = mentions(gazetteer, "The boat race from Martha's Vineyard to Côte d’Ivoire was invented.")
    assert found == ["Martha's Vineyard", "Côte d’Ivoire"]


def test_a_container_beside_a_name_decides(gazetteer: Gazetteer) -> None:
    paris, texas = places(gazetteer, "A pancake contest drew thousands to Paris, Texas, on Friday.")
    assert paris.within[-2:] == ("Texas", "United States")
    assert texas.name == "Texas"


def test_the_article_decides_between_namesakes(gazetteer: Gazetteer) -> None:
    ontario = places(
        gazetteer, "The parade began in London, Ontario.", "Buses from Toronto and Hamilton filled London by noon."
    )
    assert {place.country for place in ontario} == {"CA"}
    england = places(gazetteer, "Trains between London and Birmingham were late, as were those to Manchester.")
    assert {place.country for place in england} == {"GB"}


def test_an_older_name_leads_to_the_present_one(gazetteer: Gazetteer) -> None:
    (place,) = places(gazetteer, "The orchestra returned to Kiev in spring.")
    assert place.name == "Kyiv"


def test_a_dateline_in_capitals(gazetteer: Gazetteer) -> None:
    found = mentions(gazetteer, "NAIROBI, Kenya — A new tram line opened here on Monday.")
    assert found == ["NAIROBI", "Kenya"]


def test_a_hyphenated_compound_names_its_place(gazetteer: Gazetteer) -> None:
    assert mentions(gazetteer, "The Moscow-backed committee met in the Donbas.") == ["Moscow", "Donbas"]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Jackson said he would sell the orchard.",
        "Chelsea Houston told reporters that the bakery was closed.",
        "President Mary Lindqvist met Angela Brandt.",
    ],
)
def test_people_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert mentions(gazetteer, text) == []


def test_people_known_from_elsewhere_count_against_a_place(gazetteer: Gazetteer) -> None:
    text = "Lincoln would not say more."
    assert mentions(gazetteer, text, people=frozenset({"Ada Lincoln"})) == []


def test_a_stretch_known_to_name_a_person_is_no_place(gazetteer: Gazetteer) -> None:
    text = "Paris Lima spoke in Accra."
    assert mentions(gazetteer, text, person_mentions=[[(0, 10)]]) == ["Accra"]


def test_words_that_are_also_names_of_towns(gazetteer: Gazetteer) -> None:
    assert (
        mentions(
            gazetteer, "Of the pupils, most agree. Nice weather is forecast for March. Mobile phones will be sold."
        )
        == []
    )


@pytest.mark.parametrize("code", ["U.S.", "UK", "UAE"])
def test_codes_of_countries(gazetteer: Gazetteer, code: str) -> None:
    assert mentions(gazetteer, f"The treaty was signed in the {code} last year.") == [code]


def test_an_abbreviated_state_keeps_its_full_stop(gazetteer: Gazetteer) -> None:
    found = places(gazetteer, "The museum in Fresno, Calif., reopened.")
    assert [place.name for place in found] == ["Fresno", "California"]
    assert mentions(gazetteer, "The museum in Fresno, Calif., reopened.") == ["Fresno", "Calif."]


def test_a_type_word_names_the_kind(gazetteer: Gazetteer) -> None:
    (oskil, *_) = places(gazetteer, "Two bridges over the Oskil river near Kupiansk in Ukraine were repainted.")
    assert (oskil.name, oskil.kind) == ("Oskil", "river")


def test_demonyms_are_kept_apart(gazetteer: Gazetteer) -> None:
    text = "Ukrainian and Dutch bakers met in Ghent."
    assert [place.kind for place in places(gazetteer, text)] == ["city"]
    found = places(gazetteer, text, demonyms=True)
    assert [(place.name, place.kind) for place in found] == [
        ("Ukraine", "demonym"),
        ("Netherlands", "demonym"),
        ("Ghent", "city"),
    ]


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "…", "\ud800", "東京で会議が開かれた。", "\x00", "🇺🇦 in 🇺🇦", "A", "A.", "'s"]
)
def test_odd_text_is_read_without_complaint(gazetteer: Gazetteer, text: str) -> None:
    (found,) = locate([text], gazetteer)
    assert all(0 <= place.start < place.end <= len(text) for place in found)


def test_an_article_without_paragraphs(gazetteer: Gazetteer) -> None:
    assert locate([], gazetteer) == ()


def test_the_same_text_gives_the_same_places(gazetteer: Gazetteer) -> None:
    text = ["Springfield and Columbus signed a treaty in Athens.", "Columbus then withdrew to Georgia."]
    assert locate(text, gazetteer) == locate(text, gazetteer)


def test_spans_are_ordered_and_apart(gazetteer: Gazetteer) -> None:
    text = "From New York, New York, to Rio de Janeiro, Brazil, and St. Louis, Mo., U.S.A., they flew to Guinea-Bissau."
    (found,) = locate([text], gazetteer)
    assert len(found) >= 7
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_name_is_read_as_far_as_it_goes(gazetteer: Gazetteer) -> None:
    (place,) = places(gazetteer, "Umbrellas were banned in the whole of Northern Ireland.")
    assert (place.name, place.kind) == ("Northern Ireland", "region")


def test_a_unit_is_told_from_its_seat_by_its_word(gazetteer: Gazetteer) -> None:
    region, city = places(gazetteer, "Bakers in the Kharkiv region envied those in the city of Kharkiv, in Ukraine.")[
        :2
    ]
    assert (region.kind, city.kind) == ("region", "city")


def test_without_a_word_the_seat_is_meant_and_not_the_unit(gazetteer: Gazetteer) -> None:
    (bare,) = places(gazetteer, "The bridge in Porto hummed at night.")
    (district,) = places(gazetteer, "The bridges of Porto district hummed at night.")
    (state,) = places(gazetteer, "A law of New York State forbids humming.")
    (oklahoma,) = places(gazetteer, "They drove all over Oklahoma, humming.")
    kinds = (bare.kind, district.kind, state.kind, oklahoma.kind)
    assert kinds == ("city", "region", "region", "region")


def test_what_is_never_a_place(gazetteer: Gazetteer) -> None:
    assert mentions(gazetteer, "The White House said Christmas would be moved.") == []


def test_a_place_says_how_sure_it_is_and_what_else_it_may_be(gazetteer: Gazetteer) -> None:
    [[place]] = locate(["The town clock in Kharkiv has begun to hum."], gazetteer)
    assert place.name == "Kharkiv"
    assert place.probability is not None
    assert 0.5 < place.probability < 1
    assert place.runner_up == "Kharkiv Oblast, Ukraine"

"""A source's other articles decide between namesakes; without them nothing changes.  All stories are invented."""

import pytest

from index.annotation.annotator import annotate
from index.annotation.locations import NO_LEXICON, LocalLexicon, lexicon_entries, locate
from index.gazetteer import Gazetteer

KENTUCKY = (
    "A goose closed the library of Berea, Kentucky, on Monday.",
    "The kite club of Lexington, Kentucky, met in Madison County.",
    "Bakers from Winchester, Kentucky, lost to those of Frankfort, Kentucky.",
)
YORKSHIRE = (
    "A goose closed the library of Darlington, England, on Monday.",
    "The kite club of Northallerton, North Yorkshire, met in Leyburn.",
    "Bakers from Catterick, North Yorkshire, lost to those of Ripon, North Yorkshire.",
)
STORY = "The town band of Richmond bought a tuba."


def lexicon(gazetteer: Gazetteer, *texts: str) -> LocalLexicon:
    return LocalLexicon.of(lexicon_entries([text], gazetteer) for text in texts)


def within(gazetteer: Gazetteer, text: str, given: LocalLexicon = NO_LEXICON) -> tuple[str, ...]:
    [[place]] = locate([text], gazetteer, lexicon=given)
    return place.within


@pytest.mark.parametrize(("others", "region"), [(KENTUCKY, "Kentucky"), (YORKSHIRE, "England")])
def test_a_town_is_the_one_near_what_the_other_articles_name(
    gazetteer: Gazetteer, others: tuple[str, ...], region: str
) -> None:
    assert region in within(gazetteer, STORY, lexicon(gazetteer, *others))


def test_without_a_lexicon_nothing_changes(gazetteer: Gazetteer) -> None:
    alone = locate([STORY], gazetteer)
    assert locate([STORY], gazetteer, lexicon=NO_LEXICON) == alone
    assert locate([STORY], gazetteer, lexicon=LocalLexicon.of([])) == alone
    assert annotate([STORY], gazetteer)[0].locations == alone[0]


def test_the_annotator_hands_a_lexicon_on(gazetteer: Gazetteer) -> None:
    [found] = annotate([STORY], gazetteer, lexicon(gazetteer, *KENTUCKY))
    assert "Kentucky" in found.locations[0].within


def test_what_the_article_says_itself_weighs_more(gazetteer: Gazetteer) -> None:
    text = "The town band of Richmond, Virginia, bought a tuba."
    richmond, _ = locate([text], gazetteer, lexicon=lexicon(gazetteer, *KENTUCKY))[0]
    assert "Virginia" in richmond.within


def test_a_name_without_a_namesake_near_the_lexicon_is_resolved_as_without(gazetteer: Gazetteer) -> None:
    text = "The town band of Samarkand bought a tuba."
    assert within(gazetteer, text, lexicon(gazetteer, *KENTUCKY)) == within(gazetteer, text)


def test_countries_and_capitals_are_no_entries(gazetteer: Gazetteer) -> None:
    assert lexicon_entries(["Envoys left Uzbekistan for Lisbon, Portugal."], gazetteer) == set()


def test_an_article_counts_once_however_many_places_it_names(gazetteer: Gazetteer) -> None:
    found = LocalLexicon.of([{1, 2}, {1}, set()])
    assert dict(found.places) == {1: 1.5, 2: 0.5}
    assert found.articles == 2


def test_a_source_that_is_at_home_everywhere_has_no_say(gazetteer: Gazetteer) -> None:
    towns = ("Berea, Kentucky", "Omaha, Nebraska", "Boise, Idaho", "Mobile, Alabama", "Tulsa, Oklahoma")
    everywhere = lexicon(gazetteer, *(f"A goose closed the library of {town}." for town in towns))
    assert everywhere.articles == len(towns)
    assert locate([STORY], gazetteer, lexicon=everywhere) == locate([STORY], gazetteer)

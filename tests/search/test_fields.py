"""The one table of fields says what the requests, the answers and the query language have."""

from dataclasses import fields
from typing import get_args

import pytest

from search.fields import ALL, FIELDS, FILTERS, SUGGESTION_FIELDS, TABLE, FacetName
from search.request import SearchRequest
from search.results import Facets, FacetValue


def test_every_field_of_the_query_language_has_one_row() -> None:
    assert sorted(field.name for field in TABLE) == sorted(FIELDS)


def test_every_field_with_values_to_choose_is_a_filter_and_a_facet() -> None:
    requested, counted = {one.name for one in fields(SearchRequest)}, {one.name for one in fields(Facets)}

    assert [field.name for field in TABLE if field.attribute] == list(get_args(FacetName))
    assert {field.attribute for field in FILTERS.values()} <= requested
    assert counted == {*FILTERS, "date", "undated"}


@pytest.mark.parametrize("field", FILTERS)
def test_a_filter_is_chosen_and_taken_away_by_its_name(field: FacetName) -> None:
    asked = SearchRequest("seal", page=3).choosing(field, ("A", "B"))

    assert asked.chosen(field) == ("A", "B")
    assert asked.choosing(field, ()) == SearchRequest("seal")


@pytest.mark.parametrize("field", FILTERS)
def test_a_facet_is_found_by_its_name(field: FacetName) -> None:
    value = (FacetValue("A", 1),)

    assert Facets(**{field: value}).of(field) == value  # type: ignore[arg-type]


def test_completions_can_be_asked_for_alone_and_for_all_fields() -> None:
    assert SUGGESTION_FIELDS == ("speaker", "location", "source", "word", ALL)

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.limits import Limits
from search.request import SearchRequest
from web.urls.kinds import ParameterError
from web.urls.links import address, addresses_between, addresses_with, article_address, search_api_address
from web.urls.parameters import search_parameters, search_request

LIMITS = Limits()


def test_country_is_written_in_capitals() -> None:
    assert search_request({"country": ["pt", "Gb"]}, LIMITS).countries == ("PT", "GB")


def test_every_parameter_fills_its_field() -> None:
    values = {
        "q": ["said:winter"],
        "speaker": ["Hanna Oril", "Marta Quill"],
        "location": ["Porto"],
        "country": ["PT"],
        "source": ["The Tidal Post"],
        "from": ["2022-09-01"],
        "to": ["2022-09-10"],
        "sort": ["newest"],
        "group": ["article"],
        "page": ["2"],
        "size": ["25"],
    }

    assert search_request(values, LIMITS) == SearchRequest(
        query="said:winter",
        speakers=("Hanna Oril", "Marta Quill"),
        locations=("Porto",),
        countries=("PT",),
        sources=("The Tidal Post",),
        date_from="2022-09-01",
        date_to="2022-09-10",
        sort="newest",
        group="article",
        page=2,
        size=25,
    )


def test_empty_values_are_none() -> None:
    assert search_request({"q": [""], "from": [" "], "speaker": [""], "page": [""]}, LIMITS) == SearchRequest()


def test_value_given_twice_counts_once() -> None:
    assert search_request({"speaker": ["A", "A"], "q": ["x", "x"]}, LIMITS) == SearchRequest("x", speakers=("A",))


@pytest.mark.parametrize("page", ["0", "-1", "1.5", "1e3", "²", "9" * 5_000, "10001", "0x1"])
def test_page_that_is_no_page_is_refused(page: str) -> None:
    with pytest.raises(ParameterError, match=r"“page” is .*; write a whole number from 1 to 10,000"):
        search_request({"page": [page]}, LIMITS)


@pytest.mark.parametrize("day", ["20220901", "2022-9-1", "2022-W36-4", "2022-13-01", "0000-01-01", "x" * 10_000])
def test_day_that_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(ParameterError, match="write a day as YYYY-MM-DD") as caught:
        search_request({"from": [day]}, LIMITS)

    assert len(str(caught.value)) < 200


def test_address_says_what_differs_from_the_start_page() -> None:
    assert address(SearchRequest()) == "/"
    assert address(SearchRequest("ferry & seal", page=3)) == "/?q=ferry%20%26%20seal&page=3"
    assert search_api_address(SearchRequest(speakers=("A", "B"))) == "/api/search?speaker=A&speaker=B"


def test_address_is_read_back_as_the_same_search() -> None:
    from urllib.parse import parse_qs, urlsplit

    asked = SearchRequest("ü “x” +%", ("A&B", "=?#"), ("Porto",), date_to="2022-01-01", sort="oldest", size=7)

    assert search_request(parse_qs(urlsplit(address(asked)).query), LIMITS) == asked


def test_article_address_names_the_paragraph_and_the_query() -> None:
    assert article_address("seal-1", 7, "fine weather") == "/articles/seal-1?q=fine%20weather#p7"
    assert article_address("a/b#c") == "/articles/a%2Fb%23c"


names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
requests = st.builds(SearchRequest, names, *[st.lists(names, max_size=2).map(tuple)] * 4)


@pytest.mark.parametrize("name", ["speaker", "location", "country", "source"])
@given(names, requests)
def test_an_address_with_one_more_value_is_that_of_such_a_request(name: str, value: str, asked: SearchRequest) -> None:
    field = next(parameter.field for parameter in search_parameters(LIMITS) if parameter.name == name)
    asked = replace(asked, page=3, sort="newest", date_from="2031-05-01")
    one_more: dict[str, Any] = {field: (*getattr(asked, field), value)}
    with_value = replace(asked, page=1, **one_more)

    assert addresses_with(asked, name)(value) == address(with_value)


def test_a_link_between_two_days_replaces_the_days_asked_for() -> None:
    asked = SearchRequest(query="seal", sources=("S",), date_from="2020-01-01", sort="newest", page=3)
    within = replace(asked, page=1, date_from="2022-09-01", date_to="2022-09-30")
    assert addresses_between(asked)("2022-09-01", "2022-09-30") == address(within)

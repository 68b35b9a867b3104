"""A source has one name, however it is written and where only its address is known."""

import pytest

from index.readers.source_names import source_name, table_of


@pytest.mark.parametrize(
    ("given", "url", "name"),
    [
        ("foxnews.com", "", "Fox News"),
        ("Fox News (Online)", "https://www.foxnews.com/a", "Fox News"),
        ("fox news - opinion", "", "Fox News"),
        ("New York Times - News", "", "The New York Times"),
        ("", "https://www.foxnews.com/politics/a", "Fox News"),
        ("", "https://edition.cnn.com/a", "CNN"),
        ("", "https://money.cnn.com/a", "CNN"),
        ("", "https://www.vorn-gazette.example/a", "vorn-gazette.example"),
        ("Vorn Gazette", "https://www.vorn-gazette.example/a", "Vorn Gazette"),
        ("Vorn Gazette (Online)", "", "Vorn Gazette (Online)"),
        ("Fox Harbour News", "https://www.foxnews.com/a", "Fox Harbour News"),
        ("", "", ""),
        ("", "https://[broken/a", ""),
    ],
)
def test_the_name_of_a_source(given: str, url: str, name: str) -> None:
    assert source_name(given, url, {}) == name


def test_rows_of_ones_own_come_first() -> None:
    own = table_of(["# ours", "Vorn Gazette\tvorn-gazette.example\tThe Gazette (Vorn)", "", "Fox\tfoxnews.com"])
    assert source_name("", "https://news.vorn-gazette.example/1", own) == "Vorn Gazette"
    assert source_name("the gazette", "", own) == "Vorn Gazette"
    assert source_name("foxnews.com", "", own) == "Fox"


def test_a_row_of_one_name_is_refused() -> None:
    with pytest.raises(ValueError, match="line 2 has one name alone"):
        table_of(["Vorn Gazette\tvorn.example", "Fox"])

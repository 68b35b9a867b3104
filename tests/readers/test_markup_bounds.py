"""What of a page a parser takes the square of is refused before, and what pages really have is read."""

from pathlib import Path

import pytest

from index.readers.markup import markup_text
from index.sources import limits
from index.sources.content import BadLineError
from tests.readers.reading import read_article, read_bad

STORY = "<p>The goose of Vorn crossed the pond again, said Ada Moor, and nobody in the village was surprised by it.</p>"


def page(beside: str) -> str:
    return f"<html><body><article>{STORY * 5}{beside}</article></body></html>"


def attributes(count: int) -> str:
    return f"<p {' '.join(f'data-{n}=goose' for n in range(count))}>The pond is cold.</p>"


def row(cells: int) -> str:
    return f"<table><tr>{'<td>goose</td>' * cells}</tr></table>"


@pytest.mark.parametrize(
    ("beside", "reason"),
    [
        (attributes(limits.MAX_ATTRIBUTES + 1), "more than 500 attributes"),
        (f"<p title='>' {attributes(limits.MAX_ATTRIBUTES + 1)[3:]}", "more than 500 attributes"),
        (row(limits.MAX_CELLS + 1), "a row of a table in it has more than 1,000 cells"),
        ("<table>" + "<td>goose" * (limits.MAX_CELLS + 1), "a row of a table in it has more than 1,000 cells"),
    ],
)
def test_a_page_of_what_no_page_needs_is_refused(tmp_path: Path, beside: str, reason: str) -> None:
    (tmp_path / "page.html").write_text(page(beside))
    assert reason in read_bad(tmp_path / "page.html").reason
    with pytest.raises(BadLineError, match=reason):
        markup_text(page(beside))


@pytest.mark.parametrize(
    "beside",
    [
        attributes(limits.MAX_ATTRIBUTES),
        row(limits.MAX_CELLS),
        row(5) * 250,
        f"<p data-story='{'goose=pond ' * 5_000}'>The pond is cold.</p>",
        "<table><tr>" + "<td colspan=100>goose</td>" * limits.MAX_CELLS + "</tr></table>",
        STORY * (limits.MAX_BLOCKS + 1),
    ],
)
def test_what_is_only_long_is_read(tmp_path: Path, beside: str) -> None:
    (tmp_path / "page.html").write_text(page(beside))
    assert "The goose of Vorn crossed the pond again" in read_article(tmp_path / "page.html").text

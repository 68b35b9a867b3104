"""What of a page a parser takes the square of is refused before, and what pages really have is read."""

from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest

from index.readers.markup import markup_text, parsed
from index.readers.markup_bounds import require_few_attributes
from index.sources import limits
from index.sources.content import BadLineError
from tests.readers.reading import read_article, read_bad

STORY = "<p>The goose of Vorn crossed the pond again, said Ada Moor, and nobody in the village was surprised by it.</p>"


def page(beside: str) -> str:
    return f"<html><body><article>{STORY * 5}{beside}</article></body></html>"


def attributes(count: int) -> str:
    return f"<p {' '.join(f'data-{n}=goose' for n in range(count))}>The pond is cold.</p>"


NAMES = [f"c{n}" for n in range(limits.MAX_ATTRIBUTES + 1)]
TAGS_OF_MANY = {
    "after a quotation mark": f'<p b" {" ".join(NAMES)}>',
    "after an apostrophe": f"<p b' {' '.join(NAMES)}>",
    "parted by slashes": f"<p/{'/'.join(NAMES)}>",
    "parted by values": "<p " + '=""'.join(NAMES) + ">",
    "after a value that is no tag's": '<!-- <a b=" --><p ' + '=">" '.join(NAMES) + ">",
    "after a script that is a comment": f"<!--<script>--><p {' '.join(NAMES)}></p><p>a</script>",
    "at the greatest depth": f"{'<b>' * 254}<p {' '.join(NAMES)}>",
    "at a depth after faults": f"{'</x>' * 500}{'<b>' * 254}<p {' '.join(NAMES)}>",
}
BEGUN = ["", 'a b" ', "a b' ", "a/", 'a ="b"', "a = ", "a=b/", "a<", "a='>'"]
BETWEEN = [" ", "/", "\n", "=''", '=">"', "='\">' ", "=a ", "= b ", " = b/c\t", '=" ', "' ", "<"]


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


@pytest.mark.parametrize("tag", TAGS_OF_MANY.values(), ids=TAGS_OF_MANY)
def test_a_tag_of_many_attributes_is_refused_however_they_are_written(tmp_path: Path, tag: str) -> None:
    (tmp_path / "page.html").write_text(f"{tag}The pond is cold.{page('')}")
    assert "more than 500 attributes" in read_bad(tmp_path / "page.html").reason


@pytest.mark.parametrize("around", ["{}", "<!-- {} -->", "<script>{}</script>", "<a b='{}'>", "<title>{}</title>"])
def test_no_tag_that_is_parsed_has_more_attributes(around: str) -> None:
    for begun, between in product(BEGUN, BETWEEN):
        tag = f"<p {begun}{between.join(f'c{n}' for n in range(4 * limits.MAX_ATTRIBUTES))}>"
        try:
            tree = parsed(around.format(f"{tag}The pond is cold."))
        except BadLineError:
            continue
        assert tree is None or max(len(element.attrib) for element in tree.iter()) <= limits.MAX_ATTRIBUTES, tag[:99]


@pytest.mark.parametrize("unit", ["<a", "<a " * limits.MAX_ATTRIBUTES + ">", "<a b='<a<a<a ", "<a/>"])
def test_tags_in_each_other_are_gone_over_a_bounded_number_of_times(unit: str) -> None:
    with suppress(BadLineError):
        require_few_attributes(unit * (2_000_000 // len(unit)))


@pytest.mark.parametrize(
    "beside",
    [
        attributes(limits.MAX_ATTRIBUTES),
        f"<!-- {attributes(1_000)} --><title>{attributes(1_000)}</title><a title='{attributes(1_000)}'>goose</a>",
        ("<script>" + "for (n = 0; n<goose; n++) { pond = 1 / 2; } " * 300 + "</script>") * 15,
        "<p title=goose>" * 1_000,
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

"""The measure of what is read of pages, and that nothing which Dateline adds to trafilatura loses against it."""

import pytest

from benchmarks.extraction import PARTS, Page, alone, cleaned, counted, ours, pages, score, without_title


@pytest.fixture(scope="module")
def made() -> list[Page]:
    return pages()


@pytest.mark.parametrize("part", PARTS)
def test_dateline_finds_as_much_as_trafilatura_alone_and_less_that_is_wrong(made: list[Page], part: str) -> None:
    of_part = [page for page in made if page.part == part]
    by_ours, by_cleaning, by_itself = (
        score([counted(extractor(page.html), page) for page in of_part]) for extractor in (ours, cleaned, alone)
    )
    assert by_cleaning.f1 >= by_ours.f1 >= by_itself.f1
    assert by_ours.recall >= by_itself.recall


def test_no_layout_loses_against_trafilatura_alone(made: list[Page]) -> None:
    for page in made:
        by_ours, by_itself = (score([counted(extractor(page.html), page)]).f1 for extractor in (ours, alone))
        assert by_ours >= by_itself - 0.001, page.layout


def test_there_are_many_layouts_of_which_half_are_held_out(made: list[Page]) -> None:
    layouts = {part: {page.layout for page in made if page.part == part} for part in PARTS}
    assert [len(layouts[part]) >= 14 for part in PARTS] == [True, True]
    assert not layouts["dev"] & layouts["held"]


def test_what_is_found_is_held_against_what_is_right(made: list[Page]) -> None:
    page = made[0]
    whole = "\n".join(page.story.lines)

    assert counted(whole, page) == (1, 0, 0)
    assert counted(f"{page.story.title}\n\n{whole}", page) == (1, 0, 0)
    assert score([counted("", page)]).recall == 0
    assert without_title("Pond\nIt rained.", "Pond") == "It rained."

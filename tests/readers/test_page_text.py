import pytest
from lxml.html import document_fromstring  # type: ignore[import-untyped]

from dateline import annotate
from index.readers.page_text import article_text

PARAGRAPHS = [
    f"The pond of Hexley filed its {number} complaint against the rain on Tuesday, and the parish council said that "
    "it had read every page of it, some of them twice, and had dried them on the radiator of the vestry."
    for number in ("first", "second", "third", "fourth")
]


def text(middle: str) -> str:
    """The paragraphs that the reader makes of what stands between four others."""
    first, second, third, fourth = (f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f"<html><body><article><h1>Pond</h1>{first}{second}{middle}{third}{fourth}</article></body></html>"
    read = article_text(document_fromstring(page)).removeprefix("Pond").strip().split("\n\n")
    kept = [line.strip() for line in read if line.strip()]
    assert [kept[0], kept[1], kept[-2], kept[-1]] == PARAGRAPHS
    return "\n\n".join(kept[2:-2])


SAID = "We are drowning, all of us, and nobody counts the buckets."


@pytest.mark.parametrize(
    "quotation",
    [
        f"<blockquote><p>{SAID}</p><footer>— Joan Holt, mayor of Hexley</footer></blockquote>",
        f"<blockquote><p>{SAID}</p><footer>— <cite>Joan Holt, mayor of Hexley</cite></footer></blockquote>",
        f"<blockquote><p>“{SAID}”</p><cite>Joan Holt, mayor of Hexley</cite></blockquote>",
        f"<blockquote>{SAID} <cite>– Joan Holt, mayor of Hexley</cite></blockquote>",
        f"<blockquote>{SAID}<br>— Joan Holt, mayor of Hexley</blockquote>",
        f"<blockquote><p>{SAID}</p><p>-- Joan Holt, mayor of Hexley</p></blockquote>",
        f"<blockquote><p>{SAID}</p></blockquote><cite>Joan Holt, mayor of Hexley</cite>",
        f"<figure><blockquote>{SAID}</blockquote><figcaption>Joan Holt, mayor of Hexley</figcaption></figure>",
        f"<figure class='wp-block-pullquote'><blockquote><p>{SAID}</p><cite>Joan Holt, mayor of Hexley</cite>"
        "</blockquote></figure>",
        f"<blockquote><p>{SAID}</p></blockquote><p class='quote-author'>Joan Holt, mayor of Hexley</p>",
    ],
)
def test_a_quotation_set_apart_keeps_its_speaker(quotation: str) -> None:
    read = text(quotation)

    assert read == f"“{SAID}” — Joan Holt, mayor of Hexley"
    [paragraph] = annotate(read)["paragraphs"]
    assert [speaker["name"] for speaker in paragraph["speakers"]] == ["Joan Holt"]
    assert [quoted["speaker"] for quoted in paragraph["quotations"]] == ["Joan Holt"]


def test_a_quotation_of_several_paragraphs_ends_with_its_speaker() -> None:
    quotation = "<blockquote><p>We are <b>very</b> wet.</p><p>Nobody counts.</p><footer>Joan Holt</footer></blockquote>"

    assert text(quotation) == "“We are very wet.\n\n“Nobody counts.” — Joan Holt"


def test_a_work_cited_within_a_quotation_is_no_speaker() -> None:
    quotation = (
        "<blockquote><p>The <cite>Echo</cite> is wet, wrote the mayor of Hexley, who had read it.</p></blockquote>"
    )

    assert text(quotation) == "The Echo is wet, wrote the mayor of Hexley, who had read it."


def test_short_quotations_keep_their_marks() -> None:
    written = "<p>The mayor said <q>we <q>drown</q> here</q> and left the hall with nine buckets under her arms.</p>"

    assert text(written) == "The mayor said “we ‘drown’ here” and left the hall with nine buckets under her arms."


def test_cells_that_lay_out_a_page_are_paragraphs() -> None:
    cells = (
        f"<table><tr><td><p>{SAID} {SAID}</p><p>{SAID} Rain.</p></td><td>{SAID} {SAID} {SAID} {SAID}</td></tr></table>"
    )

    assert text(cells).split("\n\n") == [f"{SAID} {SAID}", f"{SAID} Rain.", f"{SAID} {SAID} {SAID} {SAID}"]


def test_cells_of_data_are_rows() -> None:
    cells = "<table><tr><th>Pond</th><th>Depth</th></tr><tr><td>Hexley</td><td>2 m</td></tr></table>"

    assert text(cells) == "Pond | Depth\n\nHexley | 2 m"


@pytest.mark.parametrize("apart", ["</p><p>", "<br><br>", "<br/>\n<br/>"])
def test_a_page_laid_out_in_a_table_is_read(apart: str) -> None:
    page = (
        "<html><body><table width=760><tr><td colspan=2><a href=/>Home</a> | <a href=/n>News</a></td></tr><tr>"
        f"<td><h1>Pond complains of rain</h1><p>{apart.join(PARAGRAPHS)}</p></td></tr></table></body></html>"
    )

    assert article_text(document_fromstring(page)).split("\n\n")[-4:] == PARAGRAPHS


def test_a_linked_paragraph_and_a_list_stay() -> None:
    written = f"<p><a href='/x'>{SAID} The mayor said so.</a></p><ul><li>{SAID}</li><li>{SAID} Rain.</li></ul>"

    assert text(written) == f"{SAID} The mayor said so.\n\n{SAID}\n\n{SAID} Rain."


@pytest.mark.parametrize(
    "promotion",
    [
        "<p><strong>READ MORE: <a href='/x'>Goat elected to harbour board</a></strong></p>",
        "<p>You may also like | <a href='/x'>Goat elected to harbour board</a></p>",
        "<p><a href='/x'>Goat elected to harbour board</a></p>",
        "<a href='/x'><p>Goat elected to harbour board</p></a>",
    ],
)
def test_a_line_that_only_leads_to_another_article_is_left_out(promotion: str) -> None:
    assert text(promotion) == ""


@pytest.mark.parametrize(
    "line",
    [
        "<p>The council met <a href='/x'>in the vestry of Hexley</a></p>",
        "<p><a href='/x'>The council met in the vestry of Hexley.</a></p>",
        "<p>Joan Holt: <a href='/x'>it rained</a></p>",
    ],
)
def test_a_link_in_a_sentence_stays(line: str) -> None:
    assert text(line) == document_fromstring(line).text_content()


def test_text_after_a_quotation_set_apart_stays() -> None:
    quotation = (
        f"<blockquote><p>{SAID}</p><cite>Joan Holt</cite></blockquote>It rained on and on, the verger said.<br><br>"
    )
    page = f"<html><body><div>{'<br><br>'.join(PARAGRAPHS)}{quotation}{PARAGRAPHS[0]}</div></body></html>"

    assert "It rained on and on, the verger said." in article_text(document_fromstring(page)).split("\n\n")

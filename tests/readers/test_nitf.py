from pathlib import Path

import pytest

from tests.readers.reading import read_article, read_bad, read_remarked

HEADLINE = "<hedline><hl1>Pond complains of rain</hl1><hl2>For the third time</hl2></hedline>"
BYLINE = "<byline>By <person>Ada Moor</person><byttl>Correspondent</byttl></byline>"
DATELINE = '<dateline><location>HEXLEY</location>, <story.date norm="20310226">Feb. 26</story.date></dateline>'
DATA = '<docdata management-status="usable"><date.issue norm="20310226T233000-0800"/></docdata>'
PUBLICATION = '<pubdata name="Hexley Echo" ex-ref="https://echo.example/pond"/>'
BODY = "<p>The <org>council</org> had read it.</p>"


def nitf(body: str = BODY, head: str = DATA + PUBLICATION, body_head: str = HEADLINE, before: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{before}<nitf><head><title>Pond</title>{head}</head><body>'
        f"<body.head>{body_head}</body.head><body.content>{body}</body.content>"
        "<body.end><tagline>The Echo.</tagline></body.end></body></nitf>"
    )


def write(folder: Path, text: str) -> Path:
    path = folder / "pond.xml"
    path.write_text(text, "utf-8")
    return path


def test_the_fields_are_those_of_head_and_body(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, nitf(body_head=HEADLINE + BYLINE)))

    assert (article.title, article.date, article.source) == ("Pond complains of rain", "2031-02-26", "Hexley Echo")
    assert (article.url, article.authors) == ("https://echo.example/pond", ("Ada Moor",))


def test_the_body_s_markup_is_read_as_that_of_pages(tmp_path: Path) -> None:
    quotation = "<bq><block><p>We are drowning.</p></block><credit>Joan Holt</credit></bq>"
    listed = "<block><p>It wants <q>peace</q>, and:</p><ul><li>a roof</li><li>quiet</li></ul></block>"
    picture = "<media media-type='image'><media-caption>The pond.</media-caption></media>"
    article = read_article(write(tmp_path, nitf(f"{BODY}{picture}<hl2>Towels</hl2>{quotation}{listed}")))

    assert article.text.split("\n\n") == [
        *("The council had read it.", "Towels", "“We are drowning.” — Joan Holt"),
        *("It wants “peace”, and:", "a roof", "quiet"),
    ]


def test_a_dateline_is_put_before_the_first_paragraph_once(tmp_path: Path) -> None:
    apart = read_article(write(tmp_path, nitf(body_head=HEADLINE + DATELINE)))
    in_it = read_article(
        write(tmp_path, nitf("<p>HEXLEY, Feb. 26 (EP) — It rained.</p>", body_head=HEADLINE + DATELINE))
    )

    assert apart.text == "HEXLEY, Feb. 26 — The council had read it."
    assert in_it.text == "HEXLEY, Feb. 26 (EP) — It rained."


def test_characters_are_named_as_in_html(tmp_path: Path) -> None:
    text = nitf("<p>The caf&eacute; &mdash; shut.</p>", before='<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">')
    assert read_article(write(tmp_path, text)).text == "The café — shut."


def test_the_encoding_is_the_declared_one_where_it_can_be(tmp_path: Path) -> None:
    text = nitf("<p>The café is shut.</p>")
    path = tmp_path / "pond.xml"
    path.write_bytes(text.replace('"1.0"?', '"1.0" encoding="windows-1252"?').encode("cp1252"))
    assert read_article(path).text == "The café is shut."

    path.write_bytes(text.encode("cp1252"))
    article, about = read_remarked(path)
    assert article.text == "The café is shut."
    assert about == "it is no UTF-8, and read as windows-1252"


@pytest.mark.parametrize("status", ["killed", "withheld"])
def test_what_an_agency_takes_back_is_no_article(tmp_path: Path, status: str) -> None:
    text = nitf(head=DATA.replace("usable", status))
    assert read_bad(write(tmp_path, text)).reason == f"its agency says that the article is {status}"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (nitf(before='<!DOCTYPE nitf [<!ENTITY ha "ha ha ha">]>'), "it declares entities of its own"),
        (nitf(before='<!DOCTYPE nitf [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>'), "it declares entities"),
        (nitf("\n<p>It rained.</div>"), "malformed XML: mismatched tag"),
        (nitf(""), "the article has no text"),
        (nitf("<block>" * 300 + "It rained." + "</block>" * 300), "200 in each other"),
    ],
)
def test_bad_files_are_reported_with_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    assert reason in read_bad(write(tmp_path, text)).reason


def test_malformed_xml_is_reported_with_its_line(tmp_path: Path) -> None:
    assert read_bad(write(tmp_path, nitf("\n<p>It rained.</div>"))).line == 2

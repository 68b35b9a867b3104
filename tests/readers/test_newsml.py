from pathlib import Path

import pytest

from index.documents.article import Article
from index.sources.files import BadInput
from tests.readers.reading import read, read_article, read_bad
from tests.readers.test_nitf import nitf

NAMESPACE = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>-</title>'
    "</head><body><p>The pond is <em>wet</em>.</p><p>So is Hexley.</p></body></html></inlineXML>"
)
PICTURE = '<remoteContent href="pond.jpg" contenttype="image/jpeg"/>'


def item(
    content: str = XHTML, kind: str = "text", status: str = "usable", guid: str = "urn:newsml:echo.example:1"
) -> str:
    return (
        f'<newsItem {NAMESPACE} guid="{guid}" version="2"><itemMeta><itemClass qcode="ninat:{kind}"/>'
        '<provider literal="echo"><name>Hexley Wire</name></provider>'
        "<versionCreated>2031-03-01T00:00:00Z</versionCreated>"
        f'<firstCreated>2031-02-26T23:30:00-08:00</firstCreated><pubStatus qcode="stat:{status}"/>'
        '<link rel="irel:canonical" href="https://wire.example/pond"/></itemMeta><contentMeta>'
        "<headline>Pond complains</headline><by>By Ada Moor</by><dateline>HEXLEY, Feb. 26</dateline></contentMeta>"
        f"<contentSet>{content}</contentSet></newsItem>"
    )


def message(*items: str) -> str:
    return f"<newsMessage {NAMESPACE}><header/><itemSet>{''.join(items)}</itemSet></newsMessage>"


def write(folder: Path, text: str) -> Path:
    path = folder / "wire.xml"
    path.write_text(text, "utf-8")
    return path


def test_an_item_is_an_article(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, item()))

    assert article.text == "HEXLEY, Feb. 26 — The pond is wet.\n\nSo is Hexley."
    assert (article.title, article.date, article.source) == ("Pond complains", "2031-02-26", "Hexley Wire")
    assert (article.url, article.authors) == ("https://wire.example/pond", ("Ada Moor",))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<inlineData contenttype="text/plain">It rains.\n\nStill.</inlineData>', "It rains.\n\nStill."),
        ('<inlineData contenttype="text/html">&lt;p&gt;It rains.&lt;p&gt;Still.</inlineData>', "It rains.\n\nStill."),
        (
            f'<inlineXML contenttype="application/nitf+xml">{nitf().partition("?>")[2]}</inlineXML>',
            "The council had read it.",
        ),
    ],
)
def test_the_text_may_be_of_several_kinds(tmp_path: Path, content: str, text: str) -> None:
    assert read_article(write(tmp_path, item(content))).text == f"HEXLEY, Feb. 26 — {text}"


def test_a_message_holds_many_and_counts_what_has_no_text(tmp_path: Path) -> None:
    pictures = [item(PICTURE, kind="picture", guid=f"urn:{number}") for number in range(3)]
    killed = item(status="canceled", guid="urn:killed")
    found = read(write(tmp_path, message(item(), *pictures, killed, f"<packageItem {NAMESPACE} guid='urn:p'/>")))

    assert [one.title for one in found if isinstance(one, Article)] == ["Pond complains"]
    assert [(one.reason, one.failures, one.count) for one in found if isinstance(one, BadInput)] == [
        ("item 5: its agency says that the article is canceled", 1, 1),
        ("items of agencies without a text", 0, 4),
    ]


def test_items_without_an_address_are_told_apart_by_their_guid(tmp_path: Path) -> None:
    no_address = item().replace('href="https://wire.example/pond"', "")
    path = write(tmp_path, message(no_address, no_address.replace("example:1", "example:2")))
    assert len({one.id for one in read(path) if isinstance(one, Article)}) == 2


def test_newsml_of_the_first_version_is_not_read(tmp_path: Path) -> None:
    assert "no NewsML-G2" in read_bad(write(tmp_path, "<NewsML><NewsItem/></NewsML>")).reason


def test_much_white_space_is_read_in_no_time(tmp_path: Path) -> None:
    """It was looked through for an XML declaration from each of its characters on."""
    space = "\t" * 2_000_000
    item = f"<newsItem><contentSet><inlineXML><p>The pond is cold.{space}</p></inlineXML></contentSet></newsItem>"
    assert read_article(write(tmp_path, item)).text.startswith("The pond is cold.")

from pathlib import Path

import pytest

from index.documents.article import Article
from index.sources.files import BadInput
from tests.readers.reading import read, read_bad

PARAGRAPHS = [
    "The pond of Hexley filed a complaint against the rain on Tuesday.",
    "Nobody at the vestry had seen a complaint so wet, the verger said, and hung it up.",
]
WHOLE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
CHANNEL = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Hexley Echo</title>'
)


def rss(*items: str) -> str:
    return f'<?xml version="1.0"?>{CHANNEL}{"".join(f"<item>{item}</item>" for item in items)}</channel></rss>'


def atom(*entries: str) -> str:
    entries_ = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Hexley Echo</title>{entries_}</feed>'


def content(markup: str = WHOLE) -> str:
    return f"<content:encoded><![CDATA[{markup}]]></content:encoded>"


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "feed.xml"
    path.write_bytes(text.encode(encoding))
    return path


def articles(path: Path) -> list[Article]:
    return [item for item in read(path) if isinstance(item, Article)]


def sentences(path: Path) -> list[str]:
    return [item.reason for item in read(path) if isinstance(item, BadInput)]


def test_an_entry_of_rss_is_an_article(tmp_path: Path) -> None:
    head = "<title>Pond &amp;amp; rain</title><link>https://echo.example/pond</link><guid>77</guid>"
    dated = "<pubDate>Wed, 26 Feb 2031 23:30:00 -0800</pubDate><author>ada@echo.example (Ada Moor)</author>"
    (article,) = articles(
        write(tmp_path, rss(head + dated + "<description>A pond complains.</description>" + content()))
    )

    assert article.text == "\n\n".join(PARAGRAPHS)
    assert (article.title, article.date, article.source) == ("Pond & rain", "2031-02-26", "Hexley Echo")
    assert (article.url, article.authors) == ("https://echo.example/pond", ("Ada Moor",))


def test_an_entry_of_atom_is_an_article(tmp_path: Path) -> None:
    head = "<title>Pond</title><id>tag:echo.example,2031:1</id><link href='https://echo.example/pond'/>"
    authors = "<author><name>Ada Moor</name></author><author><name>Joan Holt</name></author>"
    dated = "<published>2031-02-26T23:30:00-08:00</published><updated>2031-03-02T00:00:00Z</updated>"
    div = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{WHOLE}</div></content>'
    (article,) = articles(write(tmp_path, atom(head + authors + dated + div)))

    assert article.text == "\n\n".join(PARAGRAPHS)
    assert (article.date, article.authors) == ("2031-02-26", ("Ada Moor", "Joan Holt"))


def test_the_only_date_of_an_entry_counts(tmp_path: Path) -> None:
    (article,) = articles(
        write(tmp_path, atom(f"<title>P</title><updated>2031-03-02</updated><summary>{WHOLE}</summary>"))
    )
    assert article.date == "2031-03-02"


def test_a_quotation_set_apart_names_its_speaker(tmp_path: Path) -> None:
    quotation = "<blockquote><p>We are drowning.</p><cite>Joan Holt</cite></blockquote><script>track()</script>"
    (article,) = articles(write(tmp_path, rss(content(WHOLE + quotation))))
    assert article.text.endswith("\n\n“We are drowning.” — Joan Holt")


def test_plain_text_stays_as_it_is(tmp_path: Path) -> None:
    (article,) = articles(write(tmp_path, rss(f"<description>{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}</description>")))
    assert article.text == "\n\n".join(PARAGRAPHS)


def test_the_encoding_is_the_declared_one(tmp_path: Path) -> None:
    feed = rss("<description>The café by the pond is closed.</description>")
    path = write(tmp_path, feed.replace('"1.0"?', '"1.0" encoding="iso-8859-1"?'), "latin-1")
    assert [article.text for article in articles(path)] == ["The café by the pond is closed."]


def test_a_byte_that_is_wrong_costs_no_more_than_itself(tmp_path: Path) -> None:
    feed = rss("<description>The café by the pond ! is closed — for good.</description>").encode()
    path = tmp_path / "feed.xml"
    path.write_bytes(feed.replace(b"!", b"\xff"))

    assert [article.text for article in articles(path)] == ["The café by the pond \ufffd is closed — for good."]
    assert sentences(path)[-1] == "what is no UTF-8 in it is read as \ufffd"


def test_what_a_feed_lacks_is_counted(tmp_path: Path) -> None:
    path = write(tmp_path, rss("<title>Nothing</title>", f"<description>{PARAGRAPHS[0]}</description>", content()))

    assert len(articles(path)) == 2
    assert sentences(path) == [
        "entries of feeds without a text",
        "entries with only a summary, which is read as their text: 1 of 3",
        "entries without a date: 2 of 3",
    ]


def test_entries_keep_their_ids_when_others_come_before(tmp_path: Path) -> None:
    old = "<guid isPermaLink='false'>old</guid>" + content()
    (alone,) = articles(write(tmp_path, rss(old)))
    assert [
        article.id
        for article in articles(write(tmp_path, rss("<guid isPermaLink='false'>new</guid>" + content(), old)))
    ][1] == alone.id


def test_a_date_that_is_none_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, rss("<pubDate>31/02/2031</pubDate>" + content()))
    said = "the article “entry-1”: the date “31/02/2031” names no single day"
    assert any(said in sentence for sentence in sentences(path))


def test_what_there_is_of_a_feed_cut_short_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, rss(content(), content())[:-80])
    assert len(articles(path)) >= 1
    assert "it is malformed" in sentences(path)[-1]


def test_entities_are_not_read(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    path = write(tmp_path, laughs + CHANNEL + "<item><description>&b; &c;</description></item></channel></rss>")
    assert "declares entities" in read_bad(path).reason


def test_a_feed_without_entries_is_reported(tmp_path: Path) -> None:
    assert read_bad(write(tmp_path, rss())).reason == "the feed has no entries"


@pytest.mark.parametrize("written", ['a{}="b"', 'q:a{}="b"', "a{}='>'"])
@pytest.mark.parametrize("before", ["", "<title>Pond</title>", "<!-- <script> -->"])
def test_a_tag_of_more_attributes_than_any_has_is_refused(tmp_path: Path, written: str, before: str) -> None:
    for count in (500, 501):
        attributes = " ".join(written.format(number) for number in range(count))
        feed = rss(f'{before}<g xmlns:q="https://hexley.example"><h {attributes}/></g>{content()}')
        (tmp_path / f"{count}.xml").write_text(feed)
    assert [item.text for item in articles(tmp_path / "500.xml")] == ["\n\n".join(PARAGRAPHS)]
    assert read_bad(tmp_path / "501.xml").reason == "a tag in it has more than 500 attributes"


def test_attributes_in_what_a_feed_quotes_are_not_counted(tmp_path: Path) -> None:
    script = f"<script>if (pond<goose {'deep ' * 1_000})</script>"
    (article,) = articles(write(tmp_path, rss(content(script + WHOLE))))
    assert article.text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "keywords",
    [
        "<category>pond</category>" * 2_001,
        "<dc:subject>pond</dc:subject>" * 2_001,
        f"<itunes:keywords>{'pond,' * 2_001}</itunes:keywords>",
        f"<media:keywords><![CDATA[{'pond,' * 2_001}]]></media:keywords>",
    ],
)
def test_an_entry_of_more_keywords_than_any_has_is_refused(tmp_path: Path, keywords: str) -> None:
    reason = "an entry of the feed has more than 2,000 keywords"
    assert read_bad(write(tmp_path, rss(keywords + content()))).reason == reason


def test_a_feed_may_list_all_keywords_of_its_entries(tmp_path: Path) -> None:
    labels = [f"  <category term='things about the pond {number}'/>\n" for number in range(10_001)]
    for count in (10_000, 10_001):
        feed = rss(content()).replace("<item>", "".join(labels[:count]) + "<item>", 1)
        (tmp_path / f"{count}.xml").write_text(feed)
    assert len(articles(tmp_path / "10000.xml")) == 1
    assert read_bad(tmp_path / "10001.xml").reason == "the head of the feed has more than 10,000 keywords"


def test_the_keywords_of_all_entries_are_as_many_as_they_like(tmp_path: Path) -> None:
    assert len(articles(write(tmp_path, rss(*["<category>pond</category>" * 100 + content()] * 40)))) == 40

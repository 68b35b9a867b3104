import pytest
from lxml.html import document_fromstring  # type: ignore[import-untyped]

from index.readers.dates import parse_day
from index.readers.json_ld import article_node
from index.readers.page_dates import published

BODY = "<p>The pond of Hexley filed its complaint against the rain on Tuesday, the parish council said.</p>"


def json_ld(written: str) -> str:
    return f'<script type="application/ld+json">{written}</script>'


def day(head: str = "", under: str = "", after: str = "", above: str = "") -> str | None:
    tree = document_fromstring(
        f"<html><head><title>Pond</title>{head}</head><body class='has-sidebar comments-open'>{above}<article>"
        f"<h1>Pond complains of rain</h1>{under}{BODY}{after}</article></body></html>"
    )
    return parse_day(published(tree, article_node(tree, "Pond complains of rain")))


@pytest.mark.parametrize(
    "head",
    [
        '{"@type": "NewsArticle", "datePublished": "2031-09-10T08:00Z"}',
        '{"@type": "NewsArticle", "comment": [{"@type": "Comment", "datePublished": "2031-12-01"}],'
        ' "video": {"@type": "VideoObject", "datePublished": "2030-01-01"}, "datePublished": "2031-09-10"}',
        '[{"@type": "Comment", "datePublished": "2031-12-01"}, {"@type": "Article", "datePublished": "2031-09-10"}]',
        '{"@graph": [{"@type": "WebPage", "datePublished": "2029-01-01"},'
        ' {"@type": ["Thing", "NewsArticle"], "datePublished": "2031-09-10", "dateModified": "2031-10-01"}]}',
        '{"@type": "WebPage", "datePublished": "2029-01-01",'
        ' "mainEntity": {"@type": "ReportageNewsArticle", "datePublished": "2031-09-10"}}',
        '[{"@type": "NewsArticle", "headline": "Another pond", "datePublished": "2030-01-01"},'
        ' {"@type": "NewsArticle", "headline": "Pond complains of rain", "datePublished": "2031-09-10"}]',
        '{"@type": "WebPage", "datePublished": "2031-09-10"}',
        '//<![CDATA[\n{"@type": "BlogPosting", "description": "a\nb", "datePublished": "2031-09-10",}\n//]]>',
    ],
)
def test_json_ld_dates_its_article(head: str) -> None:
    assert day(json_ld(head)) == "2031-09-10"


@pytest.mark.parametrize(
    "head",
    [
        '{"@type": "VideoObject", "datePublished": "2031-09-10"}',
        '{"@type": "NewsArticle", "dateModified": "2031-09-10"}',
        '{"@type": "NewsArticle", "comment": {"@type": "Comment", "datePublished": "2031-09-10"}}',
        '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2031-09-10"}]}',
        '{"datePublished": ',
        "[" * 10_000,
    ],
)
def test_json_ld_of_something_else_is_no_date(head: str) -> None:
    assert day(json_ld(head)) is None


@pytest.mark.parametrize(
    "under",
    [
        '<time class="updated" datetime="2031-10-01">x</time> <time class="published" datetime="2031-09-10">y</time>',
        '<time class="entry-date published updated" datetime="2031-09-10T08:00:00+00:00">10 September</time>',
        '<time datetime="2031-09-10">Monday</time> <span>Updated <time datetime="2031-10-01">today</time></span>',
        '<p>Updated: <time datetime="2031-10-01">today</time> Published: <time datetime="2031-09-10">y</time></p>',
        "<p><time>Updated 1 October 2031</time><time>Published 10 September 2031</time></p>",
        '<abbr class="published" title="2031-09-10T08:00:00">last week</abbr>',
        '<span itemprop="datePublished" content="2031-09-10">last week</span>',
        '<meta itemprop="datePublished" content="2031-09-10"><meta itemprop="dateModified" content="2031-10-01">',
        '<div class="byline">By Ada Moor<br>Wednesday, September 10, 2031</div>',
        '<p class="date">Updated 1 October 2031, first published 10 September 2031</p>',
        '<span class="article__date">10.09.2031 – 25.09.2031</span><span class="posted-on">25/09/2031</span>'.replace(
            "10.09.2031 – 25.09.2031", "10 September 2031"
        ),
        '<footer class="entry-footer">Posted on <time datetime="2031-09-10">y</time></footer>',
    ],
)
def test_the_article_s_own_time_is_its_date(under: str) -> None:
    assert day(under=under) == "2031-09-10"


@pytest.mark.parametrize(
    "beside",
    [
        '<div class="comments"><time datetime="2031-10-01">x</time></div>',
        '<section id="comment-list"><article><time datetime="2031-10-01">x</time></article></section>',
        '<aside><time datetime="2031-10-01">x</time></aside>',
        '<ul><li><a href="/x">Rain answers the pond of Hexley</a> <time datetime="2031-10-01">x</time></li></ul>',
        '<div class="teaser"><h3>Rain</h3><time class="published" datetime="2031-10-01">x</time></div>',
        '<div><a href="/x">Rain answers the pond of Hexley</a><span class="date">1 October 2031</span></div>',
        '<figure><video></video><figcaption>Film: <time datetime="2031-10-01">x</time></figcaption></figure>',
        '<div itemtype="https://schema.org/Comment"><meta itemprop="datePublished" content="2031-10-01"></div>',
        '<blockquote class="twitter-tweet"><time datetime="2031-10-01">x</time></blockquote>',
        '<p>Last updated <time datetime="2031-10-01">x</time></p>',
        '<time class="date--modified" datetime="2031-10-01">x</time>',
        '<p class="date">Updated 1 October 2031</p>',
    ],
)
def test_what_stands_beside_an_article_does_not_date_it(beside: str) -> None:
    own = '<time class="date" datetime="2031-09-10">y</time>'

    assert day(after=beside) is None
    assert day(above=beside) is None
    assert day(above=beside, under=own, after=beside) == "2031-09-10"


@pytest.mark.parametrize(
    "line",
    [
        '<div class="top-bar"><span class="current-date">Monday, 1 December 2031</span></div>',
        '<div class="footer"><p class="date">Page generated 1 October 2031</p></div>',
        '<p class="date">10.09.2031</p><p class="date">Stand: 25.09.2031</p>',
        '<p class="date">09/10/2031</p><p class="info">25/12/2031</p>',
    ],
)
def test_another_day_is_no_stopgap(line: str) -> None:
    assert day(above=line) is None
    assert day(after=line) is None


def test_the_weekday_tells_which_of_two_numbers_is_the_month() -> None:
    assert day(under="<div class='submitted'>Submitted by Ada Moor on Wed, 09/10/2031 - 08:15</div>") == "2031-09-10"


def test_the_article_s_meta_element_comes_before_the_page_s() -> None:
    metas = (
        '<meta name="date" content="2031-10-01"><meta property="article:published_time" content="2031-09-10T23:00-11">'
    )

    assert day(metas + json_ld('{"@type": "WebPage", "datePublished": "2029-01-01"}')) == "2031-09-10"


def test_what_is_no_day_gives_way_to_what_is() -> None:
    assert day('<meta name="date" content="0001-01-01">', '<time datetime="2031-09-10">y</time>') == "2031-09-10"

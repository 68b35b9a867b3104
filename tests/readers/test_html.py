from pathlib import Path

import pytest

from index.documents.article import Article
from tests.readers.reading import read, read_article, read_bad, read_remarked

PARAGRAPHS = [
    f"The pond of Hexley filed its {number} complaint against the rain on Tuesday, and the parish council said that "
    "it had read every page of it, some of them twice, and had dried them on the radiator of the vestry."
    for number in ("first", "second", "third", "fourth")
]
META = """\
<title>Pond complains of rain | Hexley Echo</title>
<meta property="og:title" content="Pond complains of rain">
<meta property="og:site_name" content="Hexley Echo">
<meta property="article:published_time" content="1987-02-26T23:30:00-08:00">
<meta name="author" content="Ada Moor">
<link rel="canonical" href="https://echo.example/2031/pond">
"""


def page(head: str = META, paragraphs: list[str] = PARAGRAPHS, top: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><nav><a href='/'>Home</a> <a href='/w'>Weather</a></nav>"
        f"<article><h1>Pond complains of rain</h1>{top}{body}</article><footer>&copy; Echo</footer></body></html>"
    )


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "pond.html"
    path.write_bytes(text.encode(encoding))
    return path


def test_the_text_is_the_article_with_blank_lines_between_paragraphs(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, page()))

    assert article.text.removeprefix("Pond complains of rain\n\n") == "\n\n".join(PARAGRAPHS)


def test_the_metadata_is_the_page_s(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, page()))

    assert (article.title, article.date) == ("Pond complains of rain", "1987-02-26")
    assert (article.source, article.url) == ("Hexley Echo", "https://echo.example/2031/pond")
    assert article.authors == ("Ada Moor",)


def test_the_headline_is_not_the_name_of_a_blog_that_is_the_heading_of_the_first_level(tmp_path: Path) -> None:
    blog = page(head="<title>Pond complains of rain | The Wet Parish</title>")
    blog = blog.replace("<h1>Pond complains of rain</h1>", "<h1>The Wet Parish</h1><h3>Pond complains of rain</h3>")
    assert read_article(write(tmp_path, blog)).title == "Pond complains of rain"


def test_a_site_s_name_before_the_headline_is_no_headline_however_long(tmp_path: Path) -> None:
    paper = page(head="<title>Pond complains of rain | The Hexley Echo and Advertiser</title>")
    paper = paper.replace("<body>", "<body><h2>The Hexley Echo and Advertiser</h2>")
    assert read_article(write(tmp_path, paper)).title == "Pond complains of rain"


def test_a_byline_that_only_readers_see_is_read(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, page(head="", top="<p>By Joan Holt, Hexley correspondent</p>")))
    assert article.authors == ("Joan Holt",)


def test_what_the_page_does_not_say_is_left_empty(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, page(head="", top="<img src='/2029/03/04/pond.jpg'>")))

    assert (article.date, article.source, article.url, article.authors) == (None, "", "", ())


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"datePublished": "2031-09-10T08:00:00Z"}</script>',
        '<meta itemprop="datePublished" content="2031-09-10">',
        '<meta name="DC.date.issued" content="10 September 2031">',
    ],
)
def test_the_day_of_publication_is_found(tmp_path: Path, head: str) -> None:
    assert read_article(write(tmp_path, page(head))).date == "2031-09-10"


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        ("", "By Ada Moor | Political Editor"),
        ("", "By Ada Moor, Hexley News"),
        ('<meta name="author" content="Hexley Echo"><meta name="author" content="Ada Moor">', ""),
        ('<meta name="author" content="By Ada Moor | Political Editor">', ""),
        *(
            (f'<script type="application/ld+json">{{"@type": "NewsArticle", {author}}}</script>', "Hexley Staff")
            for author in (
                '"author": [{"@type": "Organization", "name": "Echo"}, {"@type": "Person", "name": "Ada Moor"}]',
                '"author": {"@type": "Person", "name": "By Ada Moor"}',
                '"author": "Ada Moor"',
                '"author": {"@id": "#a"}, "@graph": [{"@id": "#a", "@type": "Person", "name": "Ada Moor"}]',
                '"author": {"@type": "Person", "name": ["Ada Moor"]}',
            )
        ),
    ],
)
def test_the_author_is_the_person(tmp_path: Path, head: str, byline: str) -> None:
    article = read_article(
        write(
            tmp_path,
            page(f'<meta property="og:site_name" content="Hexley Echo">{head}', top=f"<p class=byline>{byline}</p>"),
        )
    )

    assert article.authors == ("Ada Moor",)


@pytest.mark.parametrize("byline", ["Monday, August 27, 2018", "Updated 6 June 2022", "Political Editor"])
def test_a_byline_without_a_name_is_no_author(tmp_path: Path, byline: str) -> None:
    assert read_article(write(tmp_path, page("", top=f"<p class=byline>{byline}</p>"))).authors == ()


def test_the_byline_s_day_is_the_date(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, page("", top="<p class=byline>Monday, August 27, 2018</p>")))

    assert article.date == "2018-08-27"


def test_a_date_of_a_page_that_is_none_is_reported(tmp_path: Path) -> None:
    article, remark = read_remarked(write(tmp_path, page('<meta name="date" content="31 June 2022">')))

    assert article.date is None
    assert remark == "the date “31 June 2022” names no single day of the calendar, and is left out"


def test_a_time_element_gives_the_day(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, page("", top='<time datetime="2031-09-10T08:00">Monday</time>')))

    assert article.date == "2031-09-10"


def test_a_declared_charset_is_read(tmp_path: Path) -> None:
    text = page('<meta charset="iso-8859-1">', ["Der Teich „Löschweiher“ schwieg den ganzen Tag. " * 5] * 3)

    assert "„Löschweiher“" in read_article(write(tmp_path, text, "cp1252")).text


MAYOR = ["Мэр города Хексли сказал в среду, что пруд снова жалуется на дождь, а денег на крышу нет. " * 2] * 3
POND = ["Der Teich „Löschweiher“ schwieg den ganzen Tag, und der Rat schrieb mit. " * 4] * 3


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("<!-- charset=windows-1251 --><meta charset=utf-8>", "utf-8"),
        ("<meta name=description content='about charset=windows-1251'><meta charset=utf-8>", "utf-8"),
        ("<script>var m = '<meta charset=koi8-r>'</script><meta charset=windows-1251>", "cp1251"),
        (
            "<title><meta charset=koi8-r></title><meta http-equiv=Content-Type content='a; charset=cp1251'>",
            "cp1251",
        ),
        ("<META CONTENT='text/html;charset=x-cp1251' HTTP-EQUIV=content-type>", "cp1251"),
        ("<meta charset='koi8-r'>", "koi8-r"),
        ("<meta charset=koi8-r>", "utf-8-sig"),
        ("<meta charset=koi8-r>", "utf-16"),
        ("<meta charset=utf-16>", "utf-8"),
        ("<meta charset=no-such-charset>", "utf-8"),
        ("", "utf-8"),
    ],
)
def test_a_page_s_encoding_is_what_its_byte_order_mark_or_a_real_meta_element_says(
    tmp_path: Path, declared: str, encoding: str
) -> None:
    article = read(write(tmp_path, page(declared, MAYOR), encoding))[0]

    assert isinstance(article, Article)
    assert MAYOR[0].strip() in article.text


@pytest.mark.parametrize(
    ("label", "encoding", "written"),
    [
        ("shift_jis", "cp932", "市長は髙橋①と述べた。"),
        ("gb2312", "gb18030", "市长说镕基和喆都同意。"),
        ("iso-8859-9", "cp1254", "Belediye “köprü kapalı” dedi – ışık yok."),
        ("latin1", "cp1252", "The “pond” – it costs €5."),
        ("us-ascii", "cp1252", "The “pond” – it costs €5."),
        ("iso-8859-11", "cp874", "นายกเทศมนตรี… กล่าว"),
        ("ks_c_5601-1987", "cp949", "시장은 똠방각하라고 말했다."),
        ("big5", "big5hkscs", "市長說橋已關閉，着火。"),
    ],
)
def test_labels_mean_what_browsers_take_them_for(tmp_path: Path, label: str, encoding: str, written: str) -> None:
    text = page(f'<meta charset="{label}">', [written * 8] * 4)

    assert written * 8 in read_article(write(tmp_path, text, encoding)).text


def test_an_xml_declaration_counts(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?>\n' + page("", MAYOR)

    assert MAYOR[0].strip() in read_article(write(tmp_path, text, "cp1251")).text


@pytest.mark.parametrize("head", ["", "<meta charset=utf-8>"])
def test_an_undeclared_encoding_is_detected_and_said(tmp_path: Path, head: str) -> None:
    article, remark = read_remarked(write(tmp_path, page(head, POND), "cp1252"))

    assert POND[0].strip() in article.text
    assert remark == "it is no UTF-8, and read as windows-1252"


@pytest.mark.parametrize("text", ["<html></html>", "<div>" * 50_000])
def test_a_page_without_an_article_is_reported(tmp_path: Path, text: str) -> None:
    assert read_bad(write(tmp_path, text)).reason == "no article was found in the page"


def test_scripts_are_no_text(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, page(top="<script>alert('pond')</script><style>p {}</style>")))

    assert "alert" not in article.text

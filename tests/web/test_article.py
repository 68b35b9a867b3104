"""The article page: hits, who speaks, what can be done with a paragraph."""

import re
from collections.abc import Callable

import pytest

from tests.archives import Said, Story, Told, publish
from tests.web.conftest import BROWSER, FindId, GetPage
from web.app import create_app

STORY = Story(
    "talk",
    (
        Told("“A seal,” said Ada. “Asleep.”", (Said("A seal,", "Ada <Lund>"), Said("Asleep.", "Ada <Lund>"))),
        Told("Nothing was said."),
        Told("“A <b>seal</b>!” cried Bo.", (Said("A <b>seal</b>!", "Bo"),)),
        Told('Somebody wrote "seal" on the wall.', (Said("seal", None),), places=(("wall", "PT", ("Leça",)),)),
    ),
    title="A seal",
)
Read = Callable[[str], str]
NAMED = re.compile(r'<span class="by v(\d)" data-by="([^"]*)"></span>')


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> GetPage:
    client = create_app(publish(tmp_path_factory.mktemp("index"), [STORY])).test_client()
    return lambda path: client.get(path, headers=BROWSER)


@pytest.fixture
def read(talk: GetPage) -> Read:
    return lambda path: talk(path).text


def test_every_paragraph_has_its_margin(read: Read) -> None:
    text = read("/articles/talk")

    for ordinal in range(1, 5):
        assert f'<section id="p{ordinal}">' in text
        assert f'<a href="#p{ordinal}">¶ {ordinal}</a>' in text
        assert f'<a class="cite" href="?cite={ordinal}">cite</a> <a href="?like={ordinal}">like</a>' in text
    assert 'href="/speakers/Bo"><bdi>Bo</bdi>' in text
    assert 'href="/places/wall-pt"><bdi>wall</bdi>' in text


@pytest.mark.parametrize("step", ["cite", "like"])
def test_steps_from_a_paragraph_lead_to_their_pages(talk: GetPage, step: str) -> None:
    assert talk(f"/articles/talk?{step}=2").location == f"/{step}/talk/2"
    assert talk(f"/articles/talk?{step}=none").status_code == 400


def test_hits_are_those_of_the_search_alone(read: Read) -> None:
    text = read("/articles/talk?q=seal+speaker:bo")
    assert re.findall(r'id="p(\d)" data-hit', text) == ["3"]
    assert text.count("<mark>") > 1

    filtered = read("/articles/talk?q=seal&speaker=Bo&sort=newest")
    assert re.findall(r'id="p(\d)" data-hit', filtered) == ["3"]
    assert 'href="/?q=seal&amp;speaker=Bo&amp;sort=newest">← Results' in filtered


def test_where_nothing_has_all_words_hits_have_some(read: Read) -> None:
    text = read("/articles/talk?q=seal+nothing")
    assert re.findall(r'id="p(\d)" data-hit', text) == ["1", "2", "3", "4"]


def test_hits_lead_to_one_another(read: Read) -> None:
    text = read("/articles/talk?q=seal")

    assert '3 paragraphs of 4<span class="spelled"> with what you searched</span>' in text
    assert '<a href="#p1">first hit' in text
    assert re.findall(r'rel="(prev|next)" href="#p(\d)"', text) == [
        ("next", "3"), ("prev", "1"), ("next", "4"), ("prev", "3")
    ]  # fmt: skip
    assert text.count("data-hit") == 3


def test_without_a_query_there_are_no_hits(read: Read) -> None:
    text = read("/articles/talk")

    assert "data-hit" not in text
    assert 'class="hits"' not in text


def test_query_without_a_hit_says_so(read: Read) -> None:
    assert "0 paragraphs of 4" in read("/articles/talk?q=walrus")


def test_each_speaker_has_a_style_and_is_named_once(read: Read) -> None:
    text = read("/articles/talk")

    assert NAMED.findall(text) == [("1", "Ada &lt;Lund&gt;"), ("2", "Bo")]
    assert text.count('<span class="said v1">') == 2
    assert text.count('<span class="said v2">') == 1
    assert text.count('<span class="said">') == 1


def test_name_stands_before_the_quotation_mark(read: Read) -> None:
    assert 'data-by="Bo"></span>“<span class="said v2">A &lt;b&gt;seal&lt;/b&gt;!</span>”' in read("/articles/talk")


def test_switch_is_there_where_somebody_is_quoted(read: Read, page: GetPage, article_id: FindId) -> None:
    assert 'type="checkbox" id="voices"' in read("/articles/talk")
    assert "checkbox" not in page(f"/articles/{article_id('walrus')}").text


def test_mark_inside_a_quotation(read: Read) -> None:
    assert '<span class="said v1">A <mark>seal</mark>,</span>' in read("/articles/talk?q=seal")

import re

from flask.testing import FlaskClient

from search.limits import Limits
from tests.web import sample
from tests.web.conftest import FindId, GetPage


def test_start_page_says_what_the_archive_holds_and_how_to_ask(page: GetPage) -> None:
    text = page("/").text

    assert re.search(r"This archive holds 5,\d+ paragraphs, 7 articles", text)
    assert 'name="q"' in text
    examples = re.findall(r'href="(/\?q=(?:speaker|location|date)[^"]+)"', text)
    assert len(examples) == 4
    for example in examples:
        assert 'class="result"' in page(example.replace("&amp;", "&")).text


def test_results_answer_who_where_when_before_the_words(page: GetPage) -> None:
    text = page("/", q="politely").text
    who, where, when, words, title = (
        text.index(">Hanna Oril</bdi></a></span>"),
        text.index('<span class="where">'),
        text.index('<time datetime="2024-02-12">12 Feb 2024</time>'),
        text.index("<mark>politely</mark>"),
        text.index(">Ferry waits for a seal<"),
    )

    assert who < where < when < words < title


def test_spoken_words_are_set_off(page: GetPage) -> None:
    assert re.search(r'“<span class="said">We asked it <mark>politely</mark> and it would not move,</span>”',
                     page("/", q="politely").text)  # fmt: skip


def test_result_leads_to_its_paragraph(page: GetPage) -> None:
    text = page("/", q="politely").text
    address = re.search(r'class="title" href="(/articles/[^"]+#p2)"', text)
    assert address
    article = page(address[1].partition("#")[0]).text

    assert 'id="p2"' in article
    assert "<mark>politely</mark>" in article


def test_state_is_kept_by_the_forms(page: GetPage) -> None:
    text = page("/", q="ferry", speaker="Hanna Oril", sort="newest", page=1).text

    assert text.count('<input type="hidden" name="speaker" value="Hanna Oril">') == 2
    assert text.count('<input type="hidden" name="sort" value="newest">') == 2
    assert '<input type="hidden" name="q" value="ferry">' in text
    assert 'name="page"' not in text


def test_filter_is_a_chip_that_takes_it_away(page: GetPage) -> None:
    text = page("/", q="ferry", speaker="Hanna Oril", country="GB").text

    assert 'href="/?q=ferry&amp;country=GB"><span class="unseen">Remove the speaker </span>' in text
    assert ">United Kingdom</bdi>" in text
    assert 'href="/?q=ferry">Remove all filters' in text


def test_facet_value_in_use_is_marked(page: GetPage) -> None:
    assert 'aria-current="true"><bdi>Hanna Oril</bdi>' in page("/", q="ferry", speaker="Hanna Oril").text


def test_country_may_be_asked_for_in_small_letters(page: GetPage) -> None:
    text = page("/", q="ferry", country="gb").text

    assert 'aria-current="true"><bdi>United Kingdom</bdi>' in text
    assert '<span class="unseen">Remove the country </span><bdi>United Kingdom</bdi>' in text
    assert 'name="country" value="GB"' in text


def test_results_lead_to_the_pages_of_speakers_and_places(page: GetPage) -> None:
    text = page("/", q="ferry").text

    assert 'href="/speakers/Hanna%20Oril" aria-label="About Hanna Oril">›</a>' in text
    assert '<a class="page" href="/places/Lerwick"' in text
    assert page(page("/places/Lerwick").location).status_code == 200


def test_search_about_somebody_leads_to_the_page_at_once(page: GetPage) -> None:
    about = '<p class="about">About <a href="/speakers/Hanna%20Oril"><bdi>Hanna Oril</bdi></a>'

    assert about in page("/", q="speaker:oril").text
    assert about in page("/", q="ferry", speaker="Hanna Oril").text
    assert 'class="about"' not in page("/", q="ferry OR sheep").text


def test_a_question_is_offered_as_a_query(page: GetPage) -> None:
    text = page("/", q="what did Hanna Oril say about the ferry").text

    assert "What <b><bdi>Hanna Oril</bdi></b> said about “ferry”</a>" in text
    assert "<code>speaker:&#34;Hanna Oril&#34; ferry</code>" in text
    assert 'href="/?q=speaker%3A%22Hanna%20Oril%22%20ferry"' in text


def test_nothing_and_a_single_result_are_not_sorted(page: GetPage) -> None:
    for query in ("zebra", "walrus"):
        assert 'class="choices"' not in page("/", q=query).text
    assert page("/", q="seal pianos").text.count('class="choices"') == 2


def test_missing_words_are_named(page: GetPage) -> None:
    text = page("/", q="seal pianos").text

    assert "Nothing has all of the words" in text
    assert re.search(r"missing: <bdi>(seal|pianos)</bdi>", text)


def test_misspelt_word_gets_a_suggestion(page: GetPage) -> None:
    text = page("/", q="marzipam").text

    assert re.search(r'Did you mean <a href="/\?q=marzipan"><bdi>marzipan</bdi></a>', text)


def test_nothing_found_teaches(page: GetPage) -> None:
    text = page("/", q="marzipan", speaker="Marta Quill", country="PT").text

    assert "Nothing in this archive matches “marzipan” and passes these filters." in text
    assert "without the speaker Marta Quill" in text or "without the country Portugal" in text
    assert 'href="/help"' in text


def test_pages_are_numbered(page: GetPage) -> None:
    text = page("/", q="regatta", page=2).text

    assert '<a rel="prev" href="/?q=regatta">' in text
    assert '<a rel="next" href="/?q=regatta&amp;page=3">' in text
    assert 'aria-label="Page 2" aria-current="page"' in text


def test_page_past_the_end_shows_the_notice_and_the_way_back(page: GetPage) -> None:
    text = page("/", q="regatta", page=99).text

    assert 'rel="prev" href="/?q=regatta&amp;page=4"' in text
    assert 'class="notices"' in text


def test_facets_show_the_most_frequent_values_only(page: GetPage) -> None:
    text = page("/", sort="newest").text

    for facet in text.split('<section class="facet">')[1:]:
        assert facet.count("<li>") <= 10


def test_long_title_is_shortened(page: GetPage, article_id: FindId) -> None:
    results, article = page("/", q="walrus").text, page(f"/articles/{article_id('walrus')}").text

    assert results.count("Headline") < 60
    assert article.count("Headline") < 80


def test_text_finds_its_own_direction(page: GetPage, article_id: FindId) -> None:
    text = page(f"/articles/{article_id('المتحدث')}").text

    assert f'dir="auto">{sample.ARABIC[0]}</p>' in text


def test_very_long_article_is_shown_in_parts_each_light(page: GetPage, article_id: FindId) -> None:
    in_a_part = Limits().max_part_paragraphs
    text = page(f"/articles/{article_id('sheep')}").text

    assert text.count('<section id="p') == in_a_part < sample.LONG_PARAGRAPHS
    assert text.count(">cite</a>") == text.count(">like</a>") == in_a_part
    assert len(text) < 300 * in_a_part


def test_article_tells_its_section(page: GetPage, client: FlaskClient, article_id: FindId) -> None:
    found = article_id("ramp")

    assert "<bdi>Local affairs</bdi>" in page(f"/articles/{found}").text
    assert client.get(f"/api/articles/{found}").get_json()["section"] == "Local affairs"
    assert client.get(f"/api/articles/{article_id('walrus')}").get_json()["section"] == ""


def test_article_tells_folded_where_it_comes_from(page: GetPage, article_id: FindId) -> None:
    text = page(f"/articles/{article_id('ramp')}").text
    folded = text[text.index('<details class="provenance">') : text.index("</details>")]

    assert "/archive.jsonl, line 1</bdi>" in folded
    assert "json lines" in folded
    assert re.search(r"<span>¶\u00a01: 0–\d+</span> <span>¶\u00a02: \d+–", folded)
    assert re.search(r"Indexed</dt><dd><bdi>\d+ \w{3} \d{4}, \d\d:\d\d UTC<", folded)
    assert f'href="/api/articles/{article_id("ramp")}"' in folded


def test_of_a_part_of_a_very_long_article_the_first_paragraphs_places_are_told(
    page: GetPage, article_id: FindId
) -> None:
    folded = page(f"/articles/{article_id('meadow')}").text.partition('<details class="provenance">')[2]

    assert "¶\u00a0100:" in folded
    assert "¶\u00a0101:" not in folded
    assert f"and {Limits().max_part_paragraphs - 100} more paragraphs" in folded


def test_article_leads_back_to_the_results(page: GetPage, article_id: FindId) -> None:
    assert 'href="/?q=snores">← Results for' in page(f"/articles/{article_id('snores')}", q="snores").text

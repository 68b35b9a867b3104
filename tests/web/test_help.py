import html
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.limits import Limits
from tests.archives import Said, Story, Told, publish
from tests.web.conftest import BROWSER
from web.app import create_app
from web.pages.help import MAX_CHARACTERS, HelpTooLongError, help_page, render


def test_help_has_the_limits_in_force() -> None:
    page = help_page(Limits(max_window=1_234), "")

    assert "<td>1,234</td>" in page
    assert "DATELINE_MAX_WINDOW" in page
    assert "{" not in page


QUILLS = Story(
    "quills",
    (
        Told("“Feathers write better letters,” said Ana Lundt. Ink was short in Wexmoor.",
             (Said("Feathers write better letters,", "Ana Lundt"),), places=(("Wexmoor", "NO", ("Norway",)),)),
        Told("Écrire, she said, is feathered work.", (), ("Ana Lundt",), pronouns=("Ana Lundt",)),
    ),
    title="Quills return",
    date="2031-05-17",
    source="The Wexmoor Leaf",
)  # fmt: skip
NAMELESS = Story("nameless", (Told("* [Odd](//x.example) | `text` {word} [[said:no]]."),), source="[a](//b.example)")


@pytest.fixture(params=["sample", "quills", "nameless"])
def client(request: pytest.FixtureRequest, tmp_path: Path) -> FlaskClient:
    if request.param == "sample":
        return create_app(request.getfixturevalue("sample_index")).test_client()
    return create_app(publish(tmp_path, [QUILLS if request.param == "quills" else NAMELESS])).test_client()


def links(client: FlaskClient, path: str) -> list[str]:
    text = client.get(path, headers=BROWSER).text.partition("<main")[2]
    return [html.unescape(one) for one in re.findall(r'href="(/[^"]*)"', text)]


@pytest.mark.parametrize("path", ["/help", "/"])
def test_every_example_finds_something_in_the_archive_that_is_served(client: FlaskClient, path: str) -> None:
    examples = [address for address in links(client, path) if address.startswith("/?")]

    assert examples or path == "/help"
    for example in examples:
        assert client.get("/api/search" + example[1:]).get_json()["total"] > 0, example


@pytest.mark.parametrize("path", ["/help", "/"])
def test_every_link_leads_somewhere(client: FlaskClient, path: str) -> None:
    for address in links(client, path):
        assert client.get(address, headers=BROWSER, follow_redirects=True).status_code == 200, address


def test_help_names_whom_and_what_the_archive_has(tmp_path: Path) -> None:
    text = create_app(publish(tmp_path, [QUILLS])).test_client().get("/help").text

    for shown in (
        "<code>speaker:lundt</code></a>",
        'href="/speakers/Ana%20Lundt"',
        "date:2031-05-17</code></a>",
        "<code>Ecrire</code></a> finds <em>Écrire</em>",
        "every paragraph in which Ana Lundt speaks",
    ):
        assert shown in text
    assert "Okonjo" not in text.replace("World Paper", "")
    assert "[[" not in text


def test_help_is_there_without_an_archive(tmp_path: Path) -> None:
    response = create_app(tmp_path / "none").test_client().get("/help")

    assert response.status_code == 200
    assert "<code>speaker:okonjo</code>" in response.text
    assert "/speakers/" not in response.text


def test_markup_that_a_text_does_not_need_is_left_out() -> None:
    rendered = render(
        '# Title\n\n<script>alert(1)</script><img src=x onerror=y>[a](javascript:alert(1)) <p onclick="z">t</p>'
    )

    assert "script" not in rendered and "onerror" not in rendered and "onclick" not in rendered
    assert '<h1 id="title">Title</h1>' in rendered


def test_too_long_a_text_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("markdown.markdown")
    with pytest.raises(HelpTooLongError):
        render("[" * (MAX_CHARACTERS + 1))

import re
import time
from pathlib import Path

import pytest

from search.limits import Limits
from web.app import create_app
from web.pages.help import MAX_CHARACTERS, HelpTooLongError, help_page, render


def test_help_has_the_limits_in_force() -> None:
    html = help_page(Limits(max_window=1_234))

    assert "<td>1,234</td>" in html
    assert "DATELINE_MAX_WINDOW" in html
    assert "{{" not in html


def test_every_example_of_the_help_page_finds_something_in_the_sample_archive(sample_index: Path) -> None:
    client = create_app(sample_index).test_client()
    examples = [address.replace("&amp;", "&") for address in re.findall(r'href="(/\?[^"]+)"', client.get("/help").text)]

    assert examples
    for example in examples:
        assert client.get("/api/search" + example[1:]).get_json()["total"] > 0, example


def test_markup_that_a_text_does_not_need_is_left_out() -> None:
    html = render(
        '# Title\n\n<script>alert(1)</script><img src=x onerror=y>[a](javascript:alert(1)) <p onclick="z">t</p>'
    )

    assert "script" not in html and "onerror" not in html and "onclick" not in html
    assert '<h1 id="title">Title</h1>' in html


def test_too_long_a_text_is_refused_before_it_is_read() -> None:
    began = time.monotonic()
    with pytest.raises(HelpTooLongError):
        render("[" * (MAX_CHARACTERS + 1))

    assert time.monotonic() - began < 1

"""Nothing that an article or a query says drives the terminal that it is shown on."""

import json
import re
from pathlib import Path

import pytest

from dateline.annotation import as_text as annotation_as_text
from dateline.annotation import document
from dateline.terminal import as_text
from index.documents.article import Article
from index.gazetteer import Gazetteer
from index.pipeline.annotated_article import AnnotatedArticle
from index.pipeline.stages import annotate_article
from index.text import json_line, one_line, running
from search.archive import Archive
from search.request import SearchRequest
from tests.archives import Said, Story, Told, archive_of

CONTROLS = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F),
                             *range(0x2066, 0x206A)]))  # fmt: skip
HOSTILE = f"seal{CONTROLS}\x9b31m\x1b]0;owned\x07\u202etxet"
OWN = re.compile("\x1b\\[[0-9;]*m|\n")
"""How matches are made bold, and lines end."""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    told = Told(f"“{HOSTILE}” said the {HOSTILE}.", (Said("seal", HOSTILE),), places=((HOSTILE, "PT", (HOSTILE,)),))
    return archive_of(tmp_path, Story("a", (told,), HOSTILE, source=HOSTILE, url=HOSTILE, authors=(HOSTILE,)))


@pytest.mark.parametrize("color", [True, False])
@pytest.mark.parametrize("query", ["seal", f"seal {HOSTILE} walrus", f'speaker:"{HOSTILE}" walrus', HOSTILE])
def test_a_page_of_results_holds_no_control_character(archive: Archive, query: str, color: bool) -> None:
    shown = as_text(archive.search(SearchRequest(query), with_choices=True), color=color)

    assert set(OWN.sub("", shown)).isdisjoint(CONTROLS)


def test_an_annotated_article_holds_none() -> None:
    annotated = annotate_article(
        Article("a", HOSTILE, f"“It is a log,” said Ada {HOSTILE}.", HOSTILE), Gazetteer.open()
    )
    assert isinstance(annotated, AnnotatedArticle)

    assert set(annotation_as_text(document(annotated)).replace("\n", "")).isdisjoint(CONTROLS)


def test_json_says_the_same_without_any() -> None:
    written = json_line(json.dumps({HOSTILE: [HOSTILE]}, ensure_ascii=False))

    assert set(written.decode()).isdisjoint(CONTROLS)
    assert json.loads(written) == {HOSTILE: [HOSTILE]}


def test_a_control_character_is_shown_where_it_stands_and_marks_of_direction_are_left_out() -> None:
    assert one_line("a\x9bb\u200fc\n") == "a\\x9bb\\u200fc\\n"
    assert running("a\x9bb\u200fc\t\u202ed") == "a\\x9bbc \\u202ed"


def test_a_long_word_and_a_run_of_signs_are_folded_in_time_with_their_length(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, Story("a", (Told("seal " + "w" * 300_000), Told("seal " + "!" * 300_000))))

    shown = as_text(archive.search(SearchRequest("seal")), color=False)

    assert "w" * 300_000 in shown and "!" * 300_000 in shown

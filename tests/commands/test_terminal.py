"""Nothing that an article or a query says drives the terminal that it is shown on."""

import json
import re
import zipfile
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
from tests.commands.running import ARTICLE, dateline

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


NAME = HOSTILE.translate(dict.fromkeys((0, ord("/"))))
"""As a file can be named."""
NAMED = {
    "rebuild": ["rebuild", "{given}", "--index", "{index}", "--report", "{report}"],
    "rebuild of nothing": ["rebuild", "{nowhere}", "--index", "{index}"],
    "rebuild of an unknown name": ["rebuild", "{given}", "--index", "{index}", "--map", "{name}"],
    "rebuild in an unknown encoding": ["rebuild", "{given}", "--index", "{index}", "--encoding", "{name}"],
    "rebuild with no table": ["rebuild", "{given}", "--index", "{index}", "--sources", "{nowhere}"],
    "rebuild with no report": ["rebuild", "{given}", "--index", "{index}", "--report", "{nowhere}/a"],
    "rebuild with no number": ["rebuild", "{given}", "--index", "{index}", "--processes", "{name}"],
    "update": ["update", "{given}", "--index", "{index}", "--report", "{report}"],
    "update of nothing": ["update", "{nowhere}", "--index", "{index}"],
    "remove": ["remove", "{name}", "--index", "{index}"],
    "remove before no day": ["remove", "--before", "{name}", "--index", "{index}"],
    "search": ["search", "{name}", "--index", "{index}"],
    "search nowhere": ["search", "log", "--index", "{nowhere}"],
    "search for no option": ["search", "--{name}", "--index", "{index}"],
    "info": ["info", "--index", "{index}"],
    "info as JSON": ["info", "--json", "--index", "{index}"],
    "info of nothing": ["info", "--index", "{nowhere}"],
    "verify": ["verify", "--index", "{index}"],
    "verify nothing": ["verify", "--index", "{nowhere}"],
    "export": ["export", "-", "--index", "{index}"],
    "export to a file": ["export", "{report}", "--index", "{index}"],
    "export to nothing": ["export", "{nowhere}/a", "--index", "{index}"],
    "export as nothing": ["export", "-", "--format", "{name}", "--index", "{index}"],
    "annotate": ["annotate", "{article}"],
    "annotate nothing": ["annotate", "{nowhere}"],
    "serve nothing": ["serve", "--index", "{index}", "--port", "{name}"],
    "no command": ["{name}"],
    "no option": ["info", "--{name}"],
    "too much": ["info", "{name}"],
}


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Things that have a hostile name, and an index of what can be read of them."""
    folder = tmp_path_factory.mktemp("named") / NAME
    given = folder / "given"
    given.mkdir(parents=True)
    (given / f"{NAME}.txt").write_text(ARTICLE)
    (given / f"a.{NAME}").write_bytes(b"\0\1")
    (given / f"{NAME}.md").write_text("---\n- : {\n---\nIt rained.")
    (given / "c.csv").write_text(f"title,text,{NAME}\na,It is deep.,b\nc\n", encoding="utf-8")
    (given / "e.jsonl").write_text(json.dumps({"text": ARTICLE, "date": f"{HOSTILE} 2031", "title": HOSTILE}))
    with zipfile.ZipFile(given / f"{NAME}.zip", "w") as archive:
        for name in ("m.\x9b33m", "e.bin\u202e", f"{NAME}.txt", f"b.{NAME}", f"{NAME}.html"):
            archive.writestr(name, b"\0")
    names = {"given": given, "index": folder / "index", "report": folder / "report", "nowhere": folder / "nowhere"}
    said = {**{key: str(path) for key, path in names.items()}, "name": NAME, "article": str(given / f"{NAME}.txt")}
    dateline("rebuild", given, "--index", names["index"])
    return said


@pytest.mark.parametrize("command", NAMED.values(), ids=NAMED)
def test_no_command_says_a_name_that_drives_the_terminal(named: dict[str, str], command: list[str]) -> None:
    run = dateline(*(word.format(**named) for word in command))

    assert run.stdout or run.stderr
    assert set((run.stdout + run.stderr).replace("\n", "")).isdisjoint(CONTROLS)


def test_neither_does_a_report(named: dict[str, str]) -> None:
    dateline(*(word.format(**named) for word in NAMED["rebuild"]))
    report = Path(named["report"]).read_text("utf-8")

    assert set(report.replace("\n", "")).isdisjoint(CONTROLS)
    assert {NAME in json.loads(line)["path"] for line in report.splitlines()} == {True}

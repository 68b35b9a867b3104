"""What `dateline` exports: all of it shown by an example that runs, and told of in the README."""

import doctest
import json
import pydoc
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import pytest

import dateline
from dateline import DatelineError, annotate
from dateline.annotation import (
    ArticleAnnotation,
    LocationAnnotation,
    ParagraphAnnotation,
    QuotationAnnotation,
    SpeakerAnnotation,
)
from tests.commands.running import ARTICLE
from tests.commands.running import dateline as command
from tests.conftest import PROJECT

README = (PROJECT / "README.md").read_text("utf-8")
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def failures() -> list[str]:
    return [name for name in dateline.__all__ if isinstance(of(name), type) and issubclass(of(name), DatelineError)]


def of(name: str) -> type:
    exported: type = getattr(dateline, name)
    return exported


@pytest.fixture
def folder(tmp_path: Path, sample_index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder: the sample articles, and an index of them."""
    (tmp_path / "examples").symlink_to(PROJECT / "examples")
    shutil.copytree(sample_index, tmp_path / "archive-index")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["", *sorted(set(dateline.__all__) - set(failures()))])
def test_an_export_is_shown_by_an_example_that_runs(name: str) -> None:
    shown = of(name) if name else dateline
    examples = doctest.DocTestParser().get_doctest(shown.__doc__ or "", {}, name or "dateline", None, None)
    assert examples.examples
    report: list[str] = []
    result = doctest.DocTestRunner().run(examples, out=report.append)
    assert result.failed == 0, "".join(report)


@pytest.mark.parametrize("name", failures())
def test_a_failure_is_in_the_tree_of_failures(name: str) -> None:
    assert re.search(rf"^    (?:DatelineError$|.*── {name} )", str(dateline.__doc__), re.MULTILINE)
    assert of(name).__doc__


@pytest.mark.parametrize("name", dateline.__all__)
def test_an_export_is_in_the_readme(name: str) -> None:
    _, _, interface = README.partition("### From Python")
    assert f"`{name}" in interface.partition("\n### ")[0]


@pytest.mark.usefixtures("folder")
def test_the_examples_of_the_readme_run() -> None:
    examples = EXAMPLE.findall(README)
    assert examples
    for example in examples:
        exec(compile(example, "README.md", "exec"), {"__name__": "__main__"})


def test_documents_import_by_the_door_alone() -> None:
    for document in (PROJECT / "README.md", PROJECT / "examples" / "README.md", *(PROJECT / "web" / "help").iterdir()):
        for line in re.findall(r"^\s*(?:from|import) (?:index|search|web)\b.*", document.read_text("utf-8"), re.M):
            pytest.fail(f"{document.name}: {line}")


@pytest.mark.parametrize("name", dateline.__all__)
def test_help_shows_an_export(name: str) -> None:
    shown = pydoc.plain(pydoc.render_doc(dateline))
    assert str(of(name).__doc__).splitlines()[0] in shown


def test_what_does_not_exist_cannot_be_imported() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        getattr(dateline, "nonsense")  # noqa: B009


def loaded_by(program: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=PROJECT,
    )
    return set(run.stdout.split())


@pytest.mark.parametrize(
    ("program", "not_loaded"),
    [
        ("import dateline, dateline.cli", {"numpy", "whoosh", "flask", "search", "web", "index.pipeline"}),
        ("from dateline import rebuild", {"flask", "search", "web"}),
        ("from dateline import annotate", {"flask", "search", "web"}),
        ("from dateline import Archive, SearchRequest", {"flask", "web"}),
    ],
)
def test_an_import_loads_only_what_it_needs(program: str, not_loaded: set[str]) -> None:
    assert not loaded_by(program) & not_loaded


def test_annotate_gives_what_the_command_prints() -> None:
    line = json.dumps({"id": "lake", "title": "A log", "text": ARTICLE})
    printed = json.loads(command("annotate", "--json", "-", stdin=line).stdout)
    assert printed == {**annotate(ARTICLE, "A log", article_id="lake"), "path": "standard input"}


def test_what_annotate_gives_can_be_written_as_json_and_read_back() -> None:
    found = annotate(ARTICLE)
    assert json.loads(json.dumps(found)) == found


def test_what_annotate_gives_is_as_its_types_say() -> None:
    found = annotate("“It is a log,” said the mayor, Ada Lund, to Ukrainian bakers in Lerwick.")
    [paragraph] = found["paragraphs"]
    for given, kind in (
        (found, ArticleAnnotation),
        (paragraph, ParagraphAnnotation),
        (paragraph["speakers"][0], SpeakerAnnotation),
        (paragraph["quotations"][0], QuotationAnnotation),
        (paragraph["locations"][0], LocationAnnotation),
        (paragraph["demonyms"][0], LocationAnnotation),
    ):
        assert kind.__required_keys__ <= set(given) <= set(get_type_hints(kind))


def test_a_text_without_paragraphs_has_none() -> None:
    assert annotate("")["paragraphs"] == []

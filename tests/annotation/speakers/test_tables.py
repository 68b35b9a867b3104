from importlib.resources import files

import pytest

from index.annotation.speakers.tables import tables

DATA = sorted(path.name for path in (files("index.annotation.speakers") / "data").iterdir())


@pytest.mark.parametrize("name", DATA)
def test_every_table_tells_its_origin(name: str) -> None:
    text = (files("index.annotation.speakers") / "data" / name).read_text(encoding="utf-8")
    comment = [line for line in text.splitlines() if line.startswith("#")]
    assert any("Origin:" in line for line in comment)


@pytest.mark.parametrize("name", DATA)
def test_no_entry_stands_twice(name: str) -> None:
    text = (files("index.annotation.speakers") / "data" / name).read_text(encoding="utf-8")
    entries = [line.split("\t")[0] for line in text.splitlines() if line and not line.startswith("#")]
    assert len(entries) == len(set(entries))


def test_a_verb_of_speech_is_known_in_all_its_forms() -> None:
    classes = tables().word_classes
    assert [classes[form] for form in ("tell", "tells", "told", "telling")] == ["B", "S", "S", "G"]
    assert [classes[form] for form in ("praise", "praises", "praised", "praising")] == ["V", "s", "s", "Y"]


def test_a_grammatical_word_stays_one() -> None:
    assert tables().word_classes["that"] == "u"

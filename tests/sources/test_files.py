import os
import sys
from pathlib import Path

import pytest

from index.sources.files import BadInput, FoundFile
from index.sources.walk import OUTWARD_LINK, find_files, find_within


def found(*paths: Path | str) -> list[str]:
    return [item.relative if isinstance(item, FoundFile) else str(item) for item in find_files(paths)]


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The pond of Hexley has filed a complaint.")


def test_a_folder_is_walked_in_sorted_order(tmp_path: Path) -> None:
    write(tmp_path, "b.md", "a/z.txt", "a/B.HTML", "c.jsonl.gz", "a.txt")

    assert found(tmp_path) == ["a/B.HTML", "a/z.txt", "a.txt", "b.md", "c.jsonl.gz"]


def test_paths_are_relative_to_the_folder_that_is_named(tmp_path: Path) -> None:
    write(tmp_path, "2031/may/a.txt")

    assert found(tmp_path / "2031") == ["may/a.txt"]
    assert found(tmp_path / "2031" / "may" / "a.txt") == ["a.txt"]


def test_a_file_is_shown_as_the_user_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "coast/a.txt")
    monkeypatch.chdir(tmp_path)

    (item,) = find_files(["coast"])

    assert isinstance(item, FoundFile)
    assert item.shown == "coast/a.txt"


def test_other_formats_in_a_folder_are_passed_over_by_ending_and_hidden_files_in_silence(tmp_path: Path) -> None:
    write(tmp_path, ".hidden.txt", ".git/a.txt", "picture.JPG", "notes", "a.txt")

    items = list(find_files([tmp_path]))

    assert [item.relative for item in items if isinstance(item, FoundFile)] == ["a.txt"]
    others = [item for item in items if isinstance(item, BadInput)]
    assert [(item.reason, item.failures) for item in others] == [("no ending", 0), (".jpg", 0)]


def test_a_named_file_of_another_format_is_reported_with_the_formats_that_are_read(tmp_path: Path) -> None:
    write(tmp_path, "picture.jpg")

    (message,) = found(tmp_path / "picture.jpg")

    assert message.startswith(f"{tmp_path}/picture.jpg: not a format that is read")
    assert "json lines, mail" in message


def test_a_missing_path_is_reported_and_the_next_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")

    assert found(tmp_path / "nowhere", tmp_path / "a.txt") == [f"{tmp_path}/nowhere: no such file or folder", "a.txt"]


def test_a_path_with_a_nul_byte_is_reported() -> None:
    (item,) = find_files(["a\0b.txt"])

    assert isinstance(item, BadInput)


def test_an_empty_folder_is_reported(tmp_path: Path) -> None:
    (message,) = found(tmp_path)

    assert "the folder holds no article" in message


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)

    assert found(tmp_path) == ["a/b.txt"]


def test_a_file_is_found_once_however_often_it_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")

    assert found(tmp_path / "a.txt", tmp_path, tmp_path) == ["a.txt"]


def test_a_dangling_link_is_reported(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")

    assert found(tmp_path) == ["a.txt", f"{tmp_path}/b.txt: no such file or folder"]


def test_a_pipe_is_never_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")

    (message,) = found(tmp_path)

    assert "not a regular file" in message


def test_files_with_one_relative_path_are_told_apart_by_the_folders_above_the_later_one(tmp_path: Path) -> None:
    write(tmp_path, "2021/may/a.txt", "2022/may/a.txt", "2022/b.txt", "old/2022/may/a.txt")

    assert found(tmp_path / "2021") == ["may/a.txt"]
    assert found(tmp_path / "2021", tmp_path / "2022") == ["may/a.txt", "b.txt", "2022/may/a.txt"]
    assert found(tmp_path / "2021", tmp_path / "2022", tmp_path / "old" / "2022")[3:] == ["old/2022/may/a.txt"]
    assert found(tmp_path / "2021/may/a.txt", tmp_path / "2022/may/a.txt") == ["a.txt", "may/a.txt"]


def test_a_file_keeps_its_relative_path_when_the_archive_is_moved(tmp_path: Path) -> None:
    write(tmp_path, "here/2021/a.txt", "here/2022/a.txt")
    before = found(tmp_path / "here" / "2021", tmp_path / "here" / "2022")

    (tmp_path / "here").rename(tmp_path / "there")

    assert found(tmp_path / "there" / "2021", tmp_path / "there" / "2022") == before == ["a.txt", "2022/a.txt"]


def test_files_are_told_apart_where_every_longer_path_is_taken(tmp_path: Path) -> None:
    inner = str(tmp_path / "y").lstrip("/")
    names = [inner.split("/", n)[-1] for n in range(inner.count("/") + 1)]
    write(tmp_path, "x/a.txt", "y/a.txt", *(f"x/{name}/a.txt" for name in [*names, inner]))

    relative = found(tmp_path / "x", tmp_path / "y")

    assert relative[-1] == f"{tmp_path}/y/a.txt"
    assert len(set(relative)) == len(relative)


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems take no such names")
def test_names_that_are_no_utf_8_can_be_shown_and_stay_distinct(tmp_path: Path) -> None:
    write(tmp_path, os.fsdecode(b"\xfe.txt"), os.fsdecode(b"\xff.txt"))

    first, second = find_files([tmp_path])

    assert isinstance(first, FoundFile)
    assert isinstance(second, FoundFile)
    assert first.shown == second.shown == f"{tmp_path}/\N{REPLACEMENT CHARACTER}.txt"
    assert first.relative != second.relative


def test_a_name_with_control_characters_is_reported_in_one_line_and_drives_no_terminal(tmp_path: Path) -> None:
    (message,) = found(tmp_path / "a\nb\x1b[31m\x9b31m.txt")

    assert message == rf"{tmp_path}/a\nb\x1b[31m\x9b31m.txt: no such file or folder"


def test_an_empty_path_is_not_the_current_folder() -> None:
    assert found("") == ["an empty path names no file or folder"]


def test_a_link_that_leads_out_of_the_folder_is_not_followed_and_named(tmp_path: Path) -> None:
    write(tmp_path, "secret/plan.txt", "archive/a.txt", "archive/2031/b.txt")
    (tmp_path / "archive" / "c.txt").symlink_to(tmp_path / "secret" / "plan.txt")
    (tmp_path / "archive" / "d").symlink_to(tmp_path / "secret", target_is_directory=True)
    (tmp_path / "archive" / "last-year").symlink_to("2031")
    (tmp_path / "link").symlink_to("archive")

    for folder in (tmp_path / "archive", tmp_path / "link"):
        said = "a symbolic link that leads out of the folder is not followed; name it to have it read"
        assert found(folder) == ["2031/b.txt", "a.txt", f"{folder}/c.txt: {said}", f"{folder}/d: {said}"]


def test_a_folder_that_vanishes_while_it_is_read_is_reported(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b/c.txt", "d.txt")
    items = find_files([tmp_path])
    next(items)

    (tmp_path / "b" / "c.txt").unlink()
    (tmp_path / "b").rmdir()

    gone, last = items
    assert str(gone) == f"{tmp_path}/b: no such file or folder"
    assert isinstance(last, FoundFile)


def test_what_changes_behind_a_link_that_leads_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "archive"
    outside.mkdir()
    folder.mkdir()
    (outside / "goose.txt").write_text("A goose.")
    (folder / "heron.txt").write_text("A heron.")
    (folder / "link").symlink_to(outside)
    heron, behind = find_within(folder, [folder / "heron.txt", folder / "link" / "goose.txt"])
    assert isinstance(heron, FoundFile)
    assert behind == BadInput(str(folder / "link" / "goose.txt"), None, OUTWARD_LINK)

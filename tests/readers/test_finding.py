import os
from pathlib import Path

from index.readers import BadInput, FoundFile, find_files


def found(*paths: Path | str) -> list[str]:
    return [item.relative if isinstance(item, FoundFile) else str(item) for item in find_files(paths)]


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The pond of Hexley has filed a complaint.")


def test_a_folder_is_walked_in_sorted_order(tmp_path: Path):
    write(tmp_path, "b.md", "a/z.txt", "a/B.HTML", "c.jsonl.gz", "a.txt")

    assert found(tmp_path) == ["a/B.HTML", "a/z.txt", "a.txt", "b.md", "c.jsonl.gz"]


def test_paths_are_relative_to_the_folder_that_is_named(tmp_path: Path):
    write(tmp_path, "2031/may/a.txt")

    assert found(tmp_path / "2031") == ["may/a.txt"]
    assert found(tmp_path / "2031" / "may" / "a.txt") == ["a.txt"]


def test_a_file_is_shown_as_the_user_names_it(tmp_path: Path, monkeypatch):
    write(tmp_path, "coast/a.txt")
    monkeypatch.chdir(tmp_path)

    (item,) = find_files(["coast"])

    assert isinstance(item, FoundFile)
    assert item.shown == "coast/a.txt"


def test_hidden_files_and_other_formats_in_a_folder_are_passed_over(tmp_path: Path):
    write(tmp_path, ".hidden.txt", ".git/a.txt", "picture.jpg", "notes", "a.txt", "b.json")

    assert found(tmp_path) == ["a.txt"]


def test_a_named_file_of_another_format_is_reported_with_the_formats_that_are_read(tmp_path: Path):
    write(tmp_path, "picture.jpg")

    (message,) = found(tmp_path / "picture.jpg")

    assert message.startswith(f"{tmp_path}/picture.jpg: not a format that is read")
    assert ".jsonl" in message


def test_a_missing_path_is_reported_and_the_next_is_read(tmp_path: Path):
    write(tmp_path, "a.txt")

    assert found(tmp_path / "nowhere", tmp_path / "a.txt") == [f"{tmp_path}/nowhere: no such file or folder", "a.txt"]


def test_a_path_with_a_nul_byte_is_reported():
    (item,) = find_files(["a\0b.txt"])

    assert isinstance(item, BadInput)


def test_an_empty_folder_is_reported(tmp_path: Path):
    (message,) = found(tmp_path)

    assert "the folder holds no article" in message


def test_a_loop_of_links_ends(tmp_path: Path):
    write(tmp_path, "a/b.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)

    assert found(tmp_path) == ["a/b.txt"]


def test_a_file_is_found_once_however_often_it_is_named(tmp_path: Path):
    write(tmp_path, "a.txt")

    assert found(tmp_path / "a.txt", tmp_path, tmp_path) == ["a.txt"]


def test_a_dangling_link_is_reported(tmp_path: Path):
    write(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")

    assert found(tmp_path) == ["a.txt", f"{tmp_path}/b.txt: no such file or folder"]


def test_a_pipe_is_never_read(tmp_path: Path):
    os.mkfifo(tmp_path / "a.txt")

    (message,) = found(tmp_path)

    assert "not a regular file" in message

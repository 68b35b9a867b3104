"""Files are taken when they are whole, and tried again when they can't be read."""

from pathlib import Path

from index.pipeline.arrivals import FIRST_WAIT, MOST_TRIES, Arrivals


def test_a_file_is_taken_when_it_has_stayed_as_it_is(tmp_path: Path) -> None:
    file, arrivals = tmp_path / "a.txt", Arrivals(settle=2)
    file.write_text("half")
    arrivals.note([file], now=0)
    assert arrivals.take(now=1) == []
    file.write_text("half and half")
    assert arrivals.take(now=2) == []
    assert arrivals.take(now=3.9) == []
    assert arrivals.take(now=4) == [file]
    assert (arrivals.take(now=9), len(arrivals)) == ([], 0)


def test_a_burst_is_taken_at_once_in_order(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.txt" for name in "cab"]
    arrivals = Arrivals(settle=1)
    for now, file in enumerate(files):
        file.write_text("whole")
        arrivals.note([file], now=now / 10)
    assert arrivals.take(now=2) == sorted(files)


def test_a_folder_that_is_moved_in_is_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "new" / "deep").mkdir(parents=True)
    files = [tmp_path / "new" / "a.txt", tmp_path / "new" / "deep" / "b.txt"]
    for file in files:
        file.write_text("whole")
    arrivals = Arrivals(settle=1)
    arrivals.note([tmp_path / "new"], now=0)
    assert arrivals.take(now=1) == files


def test_what_is_gone_is_taken_too_and_what_comes_back_is_not_gone(tmp_path: Path) -> None:
    gone, back = tmp_path / "gone.txt", tmp_path / "back.txt"
    arrivals = Arrivals(settle=1)
    arrivals.note([gone, back], now=0)
    back.write_text("here")
    assert arrivals.take(now=1) == [gone]
    assert arrivals.take(now=2) == [back]


def test_what_could_not_be_read_is_tried_again_later_and_later_and_then_given_up(tmp_path: Path) -> None:
    file, arrivals = tmp_path / "a.txt", Arrivals(settle=1)
    file.write_text("locked")
    arrivals.note([file], now=0)
    now = 1.0
    for tries in range(1, MOST_TRIES):
        assert arrivals.take(now) == [file]
        assert arrivals.try_again([file], now) == []
        assert arrivals.was_tried(file)
        now += FIRST_WAIT * 2 ** (tries - 1)
        assert arrivals.take(now - 0.1) == []
    assert arrivals.take(now) == [file]
    assert arrivals.try_again([file], now) == [file]
    assert (arrivals.take(now + 1_000), arrivals.was_tried(file)) == ([], False)


def test_a_change_begins_the_tries_anew(tmp_path: Path) -> None:
    file, arrivals = tmp_path / "a.txt", Arrivals(settle=1)
    file.write_text("locked")
    arrivals.try_again([file], now=0)
    arrivals.note([file], now=1)
    assert not arrivals.was_tried(file)
    assert arrivals.take(now=2) == [file]


def test_what_could_be_read_was_not_tried(tmp_path: Path) -> None:
    arrivals = Arrivals(settle=1)
    arrivals.try_again([tmp_path], now=0)
    arrivals.read(tmp_path)
    assert not arrivals.was_tried(tmp_path)


def test_what_was_taken_in_vain_is_put_back(tmp_path: Path) -> None:
    arrivals = Arrivals(settle=1)
    arrivals.put_back([tmp_path / "a.txt"], now=0)
    assert arrivals.take(now=FIRST_WAIT - 0.1) == []
    assert arrivals.take(now=FIRST_WAIT) == [tmp_path / "a.txt"]

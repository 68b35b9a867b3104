"""The load on a real server, and what is drawn to ask it."""

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from benchmarks.serving import load, questions
from benchmarks.serving.__main__ import main
from benchmarks.serving.questions import Question
from search.archive import Archive
from search.request import SearchRequest

pytestmark = pytest.mark.slow

ANSWER = b"HTTP/1.1 %s\r\nContent-Length: 5\r\n\r\n12345"


@contextmanager
def answering(answer: bytes) -> Iterator[int]:
    """Give the port of a server that gives one answer to the first request of each connection, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    if connection.recv(1000):
                        connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def test_questions_are_of_all_kinds_and_the_same_for_the_same_seed(sample_index: Path) -> None:
    drawn = questions.draw(sample_index, 9, seed=1)

    assert Counter(one.kind for one in drawn) == {"word": 9, "two words": 9, "phrase": 9, "word and filter": 9}
    assert drawn == questions.draw(sample_index, 9, seed=1)
    assert drawn != questions.draw(sample_index, 9, seed=2)


def test_words_and_phrases_drawn_are_found(sample_index: Path, sample: Archive) -> None:
    for one in questions.draw(sample_index, 5, seed=1):
        if one.kind in ("word", "phrase"):
            [query] = parse_qs(urlsplit(one.path).query)["q"]
            assert sample.search(SearchRequest(query)).total > 0


def test_answers_are_counted_and_hanging_up_is_an_error() -> None:
    with answering(ANSWER % b"200 OK") as port:
        answered = load.ask("127.0.0.1", port, [Question("word", "/")], clients=2, seconds=2)

    assert answered.count() > 0
    assert answered.errors > 0
    assert "closed" in answered.first_error
    assert answered.percentile(50) == answered.percentile(50, "word") > 0


def test_an_answer_that_is_a_problem_is_an_error() -> None:
    with answering(ANSWER % b"503 Service Unavailable") as port:
        answered = load.ask("127.0.0.1", port, [Question("word", "/")], clients=1, seconds=2)

    assert answered.count() == 0
    assert "503" in answered.first_error


def test_at_a_rate_no_more_is_asked_and_who_hangs_up_between_questions_is_asked_anew() -> None:
    with answering(ANSWER % b"200 OK") as port:
        answered = load.ask("127.0.0.1", port, [Question("word", "/")], clients=2, seconds=2.5, rate=2)

    assert 0 < answered.count() <= 5
    assert answered.errors == 0


@pytest.mark.parametrize("processes", [1, 2])
def test_the_benchmark_runs(sample_index: Path, capsys: pytest.CaptureFixture[str], processes: int) -> None:
    options = ["--seconds", "0.5", "--clients", "2", "--questions", "5", "--processes", str(processes)]

    assert main(["--index", str(sample_index), *options]) == 0
    printed = capsys.readouterr().out
    assert "searches per second**, 0 errors." in printed
    assert "| word and filter |" in printed


def test_no_index_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--index", str(tmp_path / "none")]) == 1
    assert "There is no index" in capsys.readouterr().err

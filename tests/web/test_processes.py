"""Several processes that answer on one socket, started as the command does; what is left is looked for with ps."""

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from index.pipeline.rebuild import rebuild
from tests.commands.running import DATELINE
from tests.web import sample
from tests.web.serving import Serving, eventually
from web.server.processes import LARGE, MOST_BY_DEFAULT, default_processes
from web.server.waitress_server import Share


def test_all_processes_answer(serving: Serving) -> None:
    both = [http.client.HTTPConnection(*serving.place, timeout=20) for _ in range(8)]
    for connection in both:
        connection.connect()
    totals = set()
    for connection in both:
        connection.request("GET", "/api/search?q=seal")
        with connection.getresponse() as response:
            totals.add(json.load(response)["total"])
        connection.close()

    assert totals == {3}
    assert len(serving.answering()) == 2


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_all_of_them_end_when_the_first_is_told_to(serving: Serving, stop: signal.Signals) -> None:
    assert serving.total("seal") == 3

    serving.process.send_signal(stop)

    assert serving.process.wait(20) == 0
    assert serving.process.stderr is not None and serving.process.stderr.read() == ""
    assert eventually(lambda: not serving.left())


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGHUP])
def test_what_reaches_all_of_a_terminal_ends_them_quietly(serving: Serving, stop: signal.Signals) -> None:
    os.killpg(serving.process.pid, stop)

    assert serving.process.wait(20) == 0
    assert serving.process.stderr is not None and serving.process.stderr.read() == ""
    assert eventually(lambda: not serving.left())


def test_a_server_that_is_to_outlive_its_terminal_does(index: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    try:
        serving = Serving(index)
    finally:
        signal.signal(signal.SIGHUP, before)
    with serving.process:
        try:
            os.killpg(serving.process.pid, signal.SIGHUP)
            assert serving.total("seal") == 3
        finally:
            serving.process.terminate()


def test_one_that_is_killed_is_replaced_and_the_rest_goes_on_answering(serving: Serving) -> None:
    before = serving.answering()
    killed = min(before)

    os.kill(killed, signal.SIGKILL)

    assert serving.total("seal") == 3
    assert serving.process.stderr is not None
    assert serving.process.stderr.readline() == "A process that answers ended (signal 9) and was replaced.\n"
    assert eventually(lambda: len(serving.answering() - {killed}) == 2)
    assert serving.total("seal") == 3
    serving.process.terminate()
    assert serving.process.wait(20) == 0
    assert eventually(lambda: not serving.left())


def test_none_is_left_when_the_first_is_killed(serving: Serving) -> None:
    serving.process.kill()
    serving.process.wait(20)

    assert eventually(lambda: not serving.left())


def test_one_alone_is_replaced_too_when_a_file_of_its_index_is_cut_short(tmp_path: Path, index: Path) -> None:
    copy = shutil.copytree(index, tmp_path / "index")
    serving = Serving(copy, "--verify-every", "0", processes=1)
    with serving.process:
        try:
            assert serving.total("seal") == 3
            for file in copy.glob("generations/*/paragraphs*.records"):
                os.truncate(file, 0)
            with pytest.raises((ConnectionError, http.client.HTTPException)):
                serving.total("ferry")

            assert serving.process.stderr is not None
            assert serving.process.stderr.readline() == (
                "A process that answers ended (signal 7: a file of the index was cut short) and was replaced.\n"
            )
            assert eventually(lambda: serving.status("/api/search?q=ferry") == 503)
            assert len(serving.answering()) == 1
        finally:
            serving.process.terminate()


def test_each_follows_what_is_published(tmp_path: Path) -> None:
    rebuild([sample.write(tmp_path)], tmp_path / "index", processes=1)
    serving = Serving(tmp_path / "index")
    with serving.process:
        try:
            assert {serving.total("walrus") for _ in range(8)} == {1}
            (tmp_path / "more.jsonl").write_text(
                json.dumps({"id": "1", "text": "A walrus was seen in Bergen."}), "utf-8"
            )
            rebuild([tmp_path], tmp_path / "index", processes=1)
            assert eventually(lambda: {serving.total("walrus") for _ in range(8)} == {2})
        finally:
            serving.process.terminate()


def test_port_in_use_is_one_sentence_for_several_processes_too(serving: Serving, index: Path) -> None:
    command = [DATELINE, "serve", "--index", str(index), "--port", str(serving.place[1]), "--processes", "2"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)

    assert run.returncode == 1
    assert re.fullmatch(r"Error: Port \d+ on 127.0.0.1 is in use .* --port\.\n", run.stderr)


def test_small_index_is_served_by_one_process_a_large_one_by_a_few() -> None:
    assert default_processes(0) == default_processes(LARGE - 1) == 1
    assert 1 <= default_processes(LARGE) <= MOST_BY_DEFAULT


def test_who_has_more_connections_than_another_gives_way() -> None:
    connections = [2, 1, 3]

    assert [Share(connections, number).more_than_another() for number in range(3)] == [1, 0, 2]

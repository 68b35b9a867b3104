"""Whether clients that trickle, and clients that take nothing, keep others out.

    python -m tests.soak.slow_clients --index DIR --connections 420 --trials 200

A server of its own is started.  So many connections send a byte of a request now and then and never finish it, and are
opened again when they are closed; some begin an export and read nothing of it, or 2 KB a second.  Meanwhile so many
requests are asked, each over a new connection, every tenth for an export, which is asked for again as it is told to
where it is refused.  Printed is how they were answered; exit 1 where one wasn't.
"""

import argparse
import http.client
import itertools
import socket
import sys
import threading
from collections import Counter
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

from tests.soak.starvation import Place, serving
from web.http.problems import BusyError

TRICKLED = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"x" * 1_000
ENDLESS = b"GET /export.jsonl HTTP/1.1\r\nHost: localhost\r\n\r\n"
SECONDS_A_BYTE = 1.0
PATIENCE = 60.0
"""Seconds that a client waits for an answer; it is none after that."""
SLOWLY = 2 * 1024
"""Bytes a second that a slow client reads."""
BEGIN_AGAIN_SECONDS = 5.0
"""A client that gets nothing for so long, such as one whose export is refused, begins another."""
ASKED_AGAIN = 6
"""Times that an export is asked for again."""
EXPORT_AMONG = 10
REFUSALS_SHOWN = 5


def trickle(place: Place, connections: int, ended: threading.Event) -> None:
    """Keep so many connections that send a byte now and then."""
    opened: list[socket.socket] = []
    for count in itertools.count():
        while len(opened) < connections and not ended.is_set():
            with suppress(OSError):
                opened.append(socket.create_connection(place, timeout=PATIENCE))
        for client in tuple(opened):
            at = count % len(TRICKLED)
            try:
                client.sendall(TRICKLED[at : at + 1])
            except OSError:
                client.close()
                opened.remove(client)
        if ended.wait(SECONDS_A_BYTE):
            break
    for client in opened:
        client.close()


def begin_and_be_slow(place: Place, ended: threading.Event, bytes_a_second: int = 0) -> None:
    """Begin an export, read nothing of it or little, and begin another when it is given up."""
    while not ended.is_set():
        with suppress(OSError), socket.socket() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            client.settimeout(BEGIN_AGAIN_SECONDS)
            client.connect(place)
            client.sendall(ENDLESS)
            while not ended.wait(SECONDS_A_BYTE):
                client.sendall(b"\r\n")
                if bytes_a_second and not client.recv(bytes_a_second):
                    break


def status_of(place: Place, address: str, told: Counter[str]) -> int:
    """Ask over a new connection; 0 where no answer comes.  What is said of a refusal is `told`."""
    connection = http.client.HTTPConnection(*place, timeout=PATIENCE)
    try:
        connection.request("GET", address)
        response = connection.getresponse()
        beginning = response.read(1_000)
        if response.status != HTTPStatus.OK:
            told[beginning.decode(errors="replace")] += 1
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
    return response.status


def status_in_the_end(place: Place, address: str, told: Counter[str], ended: threading.Event) -> int:
    """Ask until it is not refused as too much, at most ASKED_AGAIN times more, with the pauses that are told."""
    for _ in range(ASKED_AGAIN):
        if (status := status_of(place, address, told)) != HTTPStatus.SERVICE_UNAVAILABLE:
            return status
        ended.wait(BusyError.retry_after)
    return status_of(place, address, told)


def campaign(index: Path, connections: int, exports: int, slow: int, trials: int) -> int:
    """Ask while others are slow, and print how that went; return how many requests were not answered as they should."""
    ended = threading.Event()
    answered, exported, told = Counter[int](), Counter[int](), Counter[str]()
    with serving(index) as server:
        threads = [threading.Thread(target=trickle, args=(server.place, connections, ended), daemon=True)]
        rates = [0] * exports + [SLOWLY] * slow
        reading = (
            threading.Thread(target=begin_and_be_slow, args=(server.place, ended, rate), daemon=True) for rate in rates
        )
        threads.extend(reading)
        for thread in threads:
            thread.start()
        ended.wait(SECONDS_A_BYTE)
        for number in range(trials):
            answered[status_of(server.place, "/api/search?q=harbour", told)] += 1
            if number % EXPORT_AMONG == 0:
                exported[status_in_the_end(server.place, "/export.csv?q=the", told, ended)] += 1
        ended.set()
        for thread in threads:
            thread.join(PATIENCE)
    print(f"{connections} connections that trickle, {exports} exports that nobody reads, {slow} slowly")
    for name, statuses in (("searches", answered), ("exports", exported)):
        print(f"{name:10}", *(f"{count:6,} × {status}" for status, count in sorted(statuses.items())))
    for refusal, count in told.most_common(REFUSALS_SHOWN):
        print(f"{count:6,} × {refusal.strip()}")
    return sum(one.total() - one[HTTPStatus.OK] for one in (answered, exported))


def main() -> None:
    """Run the campaign as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--connections", type=int, default=420)
    parser.add_argument("--exports", type=int, default=2)
    parser.add_argument("--slow", type=int, default=8)
    parser.add_argument("--trials", type=int, default=200)
    chosen = parser.parse_args()
    sys.exit(campaign(chosen.index, chosen.connections, chosen.exports, chosen.slow, chosen.trials) > 0)


if __name__ == "__main__":
    main()

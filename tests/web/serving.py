"""A server as the command starts it, whose processes are looked for with ps."""

import http.client
import json
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tests.commands.running import DATELINE


class Serving:
    """A server of two processes, leader of a process group of its own."""

    def __init__(self, index: Path | str, *options: str, processes: int = 2) -> None:
        command = [DATELINE, "serve", "--index", str(index), "--port", "0", "--processes", str(processes), *options]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self.process.stdout is not None
        place = re.search(r"http://([\d.]+):(\d+)/", self.process.stdout.readline())
        assert place is not None
        self.place = place[1], int(place[2])

    def total(self, query: str) -> int:
        """Ask over a new connection; -1 where it is refused."""
        connection = http.client.HTTPConnection(*self.place, timeout=20)
        connection.request("GET", f"/api/search?q={query}")
        with connection.getresponse() as response:
            members = json.load(response)
        connection.close()
        total: int = members.get("total", -1)
        return total

    def status(self, address: str) -> int:
        """Ask over a new connection; 0 where it is refused."""
        connection = http.client.HTTPConnection(*self.place, timeout=20)
        try:
            connection.request("GET", address)
            with connection.getresponse() as response:
                return response.status
        except (ConnectionError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def answering(self) -> set[int]:
        """List the processes that answer; the one that tracks the resources of all is none of them."""
        listed = subprocess.run(["ps", "-Aww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
        rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
        return {int(pid) for pid, parent, args in rows if int(parent) == self.process.pid and "spawn_main" in args}

    def left(self) -> list[str]:
        """List all processes of the group but those that have ended."""
        listed = subprocess.run(["ps", "-A", "-o", "pgid=,stat=,args="], capture_output=True, text=True, check=True)
        rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
        return [str(row) for row in rows if int(row[0]) == self.process.pid and not row[1].startswith("Z")]


def eventually(happens: Callable[[], bool]) -> bool:
    """Tell whether something comes to happen within 20 seconds."""
    for _ in range(400):
        if happens():
            return True
        time.sleep(0.05)
    return False

"""How is a site served to be measured, and what does it cost its machine? (Linux only)"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

from benchmarks.engines import ROOT

WORKERS = 2
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")
_OK = 200
_LIMIT_S = 300.0


@dataclass(frozen=True, slots=True)
class SiteProgram:
    """What serves a site. root: the folder of the program. serve: the module of its command, which
    runs waitress. wsgi: the module of its application, which gunicorn runs.
    """

    root: Path = ROOT
    serve: str = "search_app.cli.main"
    wsgi: str = "wsgi"

    @contextmanager
    def with_waitress(self, index: Path) -> Iterator["Site"]:
        """Serve an index from one process."""
        command = f"from {self.serve} import main; main()"
        with self._running(["-c", command, "serve", "--port", "0"], index) as site:
            yield site

    @contextmanager
    def with_gunicorn(self, index: Path) -> Iterator["Site"]:
        """Serve an index from WORKERS processes, with the settings that are deployed."""
        options = ("-c", "deploy/gunicorn.conf.py", "-b", "127.0.0.1:0", "-w", str(WORKERS))
        with self._running(["-m", "gunicorn", *options, f"{self.wsgi}:application"], index) as site:
            yield site

    @contextmanager
    def _running(self, arguments: Sequence[str], index: Path) -> Iterator["Site"]:
        own = {n: v for n, v in os.environ.items() if not n.startswith("SEARCH_APP_")}
        started = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.root,
            env={**own, "PYTHONPATH": str(self.root), "SEARCH_APP_INDEX": str(index)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            try:
                assert process.stdout
                printed: list[str] = []
                port = None
                for line in process.stdout:
                    printed.append(line)
                    if found := _ADDRESS.search(line):
                        port = int(found[1])
                        break
                if port is None:
                    raise OSError("".join(printed))
                # What is logged must be read, or the server waits for it.
                Thread(target=process.stdout.read, daemon=True).start()
                site = Site(port, process.pid)
                site.get("/help")  # the first request waits until a worker is warm
                site.started_s = time.perf_counter() - started
                yield site
            finally:
                process.terminate()


class Site:
    """A site that answers. started_s: the time from its start to its first answer."""

    started_s = 0.0

    def __init__(self, port: int, process: int) -> None:
        self._port = port
        self._process = process
        self._open: HTTPConnection | None = None

    def get(self, path: str) -> bytes:
        """Return a page over a connection of its own. Raises OSError when it is not answered."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=_LIMIT_S)
        try:
            return self._asked(connection, path)
        finally:
            connection.close()

    def read_cheaply(self, path: str) -> None:
        """Read a page over a connection of its own, for readers who share the server's processors.

        Raises OSError when it is not answered.
        """
        asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nConnection: close\r\n\r\n"
        with socket.create_connection(("127.0.0.1", self._port), _LIMIT_S) as connection:
            connection.sendall(asked.encode())
            answer = b"".join(iter(partial(connection.recv, 1 << 16), b""))
        if not (answer.startswith(b"HTTP/1.1 200 ") and answer.endswith(b"</html>")):
            raise OSError(f"{path}: {answer[:80]!r} … {answer[-80:]!r}")

    def timed_ms(self, path: str) -> float:
        """Return how long a page takes, over a connection that stays open."""
        self._open = self._open or HTTPConnection("127.0.0.1", self._port, timeout=_LIMIT_S)
        started = time.perf_counter()
        self._asked(self._open, path)
        return (time.perf_counter() - started) * 1000

    def processor_s(self) -> float:
        """Return the processor time of all of its processes so far, exact to a hundredth."""
        used = 0
        for process in (self._process, *self._workers()):
            fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
            used += int(fields[11]) + int(fields[12])
        return used / _TICKS_PER_S

    def private_mb(self) -> list[float]:
        """Return the private memory of each process that answers: what it alone has in memory."""
        found = []
        for process in self._workers() or [self._process]:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
            private = (line.split() for line in lines if line.startswith("Private_"))
            found.append(sum(int(kilobytes) for _, kilobytes, _ in private) * 1024 / 1e6)
        return found

    def _workers(self) -> list[int]:
        children = Path(f"/proc/{self._process}/task/{self._process}/children")
        return list(map(int, children.read_text("utf-8").split()))

    @staticmethod
    def _asked(connection: HTTPConnection, path: str) -> bytes:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != _OK:
            raise OSError(f"{path}: {answer.status}")
        return body

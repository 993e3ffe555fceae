"""Which servers do the trials of a running site start, and how are they asked?"""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sys.executable).parent
LIMIT_S = 10.0
# The default of `export_timeout_s`, and a little to begin with.
EXPORT_LIMIT_S = 70.0
# Workers open the index before they answer; on a busy machine that takes minutes.
STARTING_MAX_S = 240.0


class Server:
    """A running server. pid: of the process that was started, whose children are the workers."""

    def __init__(self, port: int, pid: int) -> None:
        self.port = port
        self.pid = pid

    def send(self, request: bytes, timeout_s: float = LIMIT_S) -> tuple[int, bool]:
        """Return the status, 0 for none, and whether it says when to ask again.

        That is in Retry-After and, unless only the head was asked for, in words beside the limit.
        timeout_s: for how long the server may send nothing.
        """
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout_s) as connection:
            with suppress(OSError):  # a body that is refused may not be read
                connection.sendall(request)
            method = "HEAD" if (only_head := request.startswith(b"HEAD")) else "GET"
            answer = http.client.HTTPResponse(connection, method=method)
            try:
                answer.begin()
                body = answer.read()
            except (http.client.HTTPException, ConnectionError, ValueError):
                return getattr(answer, "status", 0) if isinstance(answer.status, int) else 0, False
            is_said = only_head or "Réessayez dans".encode() in body
            return answer.status, is_said and "Retry-After" in answer.headers

    def get(self, path: str, client: str) -> int:
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {client}\r\n"
        return self.send(f"{head}Connection: close\r\n\r\n".encode())[0]

    def workers(self) -> list[int]:
        """Return the ids of the processes that answer, if these are others than the first."""
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(child) for child in path.read_text().split()]

    def clients_of(self, worker: int) -> set[int]:
        """Return the ports of the clients whose connections to this server a worker holds."""
        sockets = set()
        for descriptor in Path(f"/proc/{worker}/fd").iterdir():
            with suppress(OSError):  # it is closed meanwhile
                sockets.add(str(descriptor.readlink()))
        found = set()
        for line in Path(f"/proc/{worker}/net/tcp").read_text().splitlines()[1:]:
            _, local, remote, *_, inode = line.split()[:10]
            if f"socket:[{inode}]" in sockets and int(local.partition(":")[2], 16) == self.port:
                found.add(int(remote.partition(":")[2], 16))
        return found - {0}  # the socket on which it listens has no client

    def memory_kb(self, field: str = "VmRSS") -> int:
        """Return the memory of the largest process of the server. field: as Linux names it."""
        return max(_memory_kb(pid, field) for pid in (self.pid, *self.workers()))


def _memory_kb(pid: int, field: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1])
    return 0


@contextmanager
def served(name: str, index: Path, *options: str) -> Iterator[Server]:
    """Start gunicorn or waitress on an index, and stop it at the end. options: of its command.

    The errors that it has logged are printed then, since a fault that nobody can explain is not
    mended.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = {
        "gunicorn": ["gunicorn", "-c", "deploy/gunicorn.conf.py", "-b", f"127.0.0.1:{port}"],
        "waitress": ["search-app", "serve", "--port", str(port)],
    }[name] + [*options]
    command += ["wsgi:application"] if name == "gunicorn" else []
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("SEARCH_APP_")},
        "SEARCH_APP_INDEX": str(index),
        "SEARCH_APP_TRUSTED_PROXIES": "1",
    }
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as log,
        subprocess.Popen(
            [str(SCRIPTS / command[0]), *command[1:]],
            cwd=PROJECT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as running,
    ):
        try:
            server = Server(port, running.pid)
            _wait_for(server)
            yield server
        finally:
            running.terminate()
            running.wait()
            log.seek(0)
            sys.stderr.writelines(line for line in log if '"level": "error"' in line)


def _wait_for(server: Server) -> None:
    deadline = time.monotonic() + STARTING_MAX_S
    while time.monotonic() < deadline:
        with suppress(OSError):
            if server.get("/health/ready", "127.0.0.1") == http.client.OK:
                return
        time.sleep(0.2)
    raise TimeoutError("the server does not answer")

"""Which process is changing the folder of an index? One at a time, and it says who it is."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from search_app.engine.embedded.writing import naming
from search_app.model.errors import IndexBusyError

LOCK = "LOCK"
OWNER = "LOCK.owner"


@contextmanager
def exclusive(index: Path) -> Iterator[None]:
    """Hold the lock of the folder; the system releases it when the process dies, however it dies.

    Raises IndexBusyError when another process holds it; the detail says which process, on which
    machine, since when.
    """
    index.mkdir(parents=True, exist_ok=True)
    lock = FileLock(index / LOCK, timeout=0)
    owner = index / OWNER
    try:
        lock.acquire()
    except Timeout as error:
        held_by = _owner(owner)
        raise IndexBusyError(path=str(index), detail=held_by) from error
    try:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        held_by = f"process {os.getpid()} on {socket.gethostname()} since {now}\n"
        with naming(owner):
            owner.write_text(held_by, "utf-8")
        yield
    finally:
        with suppress(OSError):  # left behind, it is overwritten by the next owner
            owner.unlink(missing_ok=True)
        lock.release()


def _owner(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):  # it is being written, or has just been removed
        return "another process"

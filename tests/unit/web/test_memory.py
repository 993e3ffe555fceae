"""What a process freed goes back to the system while it serves."""

import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search_app.web.memory import TRIMMED_EVERY_REQUESTS


def own_memory_mb() -> float:
    status = Path("/proc/self/status").read_text("utf-8")
    (kilobytes,) = (row.split()[1] for row in status.splitlines() if row.startswith("RssAnon:"))
    return int(kilobytes) / 1000


@pytest.mark.skipif(sys.platform != "linux", reason="glibc is asked, on Linux")
def test_freed_memory_goes_back(client: FlaskClient) -> None:
    client.get("/health/live")
    before = own_memory_mb()
    pieces = [bytearray(5_000) for _ in range(20_000)]
    kept = pieces[-1]  # as long as it stays, nothing below it goes back by itself
    del pieces
    freed = own_memory_mb() - before
    for _ in range(TRIMMED_EVERY_REQUESTS):
        client.get("/health/live")
    assert own_memory_mb() - before < freed / 2
    assert len(kept) == 5_000

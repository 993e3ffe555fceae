"""What a process freed goes back to the system while it serves."""

import sys

import pytest
from flask.testing import FlaskClient

from benchmarks.peers.worker import memory_mb
from search_app.web.memory import TRIMMED_EVERY_REQUESTS


@pytest.mark.skipif(sys.platform != "linux", reason="glibc is asked, on Linux")
def test_freed_memory_goes_back(client: FlaskClient) -> None:
    client.get("/health/live")
    before = memory_mb("RssAnon")
    pieces = [bytearray(5_000) for _ in range(20_000)]
    kept = pieces[-1]  # as long as it stays, nothing below it goes back by itself
    del pieces
    freed = memory_mb("RssAnon") - before
    for _ in range(TRIMMED_EVERY_REQUESTS):
        client.get("/health/live")
    assert memory_mb("RssAnon") - before < freed / 2
    assert len(kept) == 5_000

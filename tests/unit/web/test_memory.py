"""What a process freed goes back to the system while it serves."""

import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask.testing import FlaskClient

from benchmarks.peers.worker import memory_mb
from search_app.settings import Settings
from search_app.web.app import create_app
from search_app.web.memory import TRIMMED_EVERY_REQUESTS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="glibc is asked, on Linux")
THREADS = 8


def test_freed_memory_goes_back(client: FlaskClient) -> None:
    client.get("/health/live")
    before = memory_mb("RssAnon")
    pieces = [bytearray(5_000) for _ in range(20_000)]
    kept = pieces[-1]  # as long as it stays, nothing below it goes back by itself
    del pieces
    freed = memory_mb("RssAnon") - before
    assert _memory_mb_after_requests(client) - before < freed / 2
    assert len(kept) == 5_000


def test_what_many_threads_freed_goes_back(tmp_path: Path) -> None:
    # A process of its own, as a server is: no thread has taken memory before the site is made.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        taken_mb, kept_mb = process.submit(_taken_and_kept_mb, tmp_path).result()
    assert taken_mb > 100
    assert kept_mb < taken_mb / 4


def _taken_and_kept_mb(index: Path) -> tuple[float, float]:
    """Let threads take memory at the same time in a site without an index, and free it.

    Returns how much they took together, and how much of it the process has after some requests.
    """
    client = create_app(Settings(index=index)).test_client()
    # What is freed in one large piece lets the C library keep as much at the end of each heap.
    bytearray(30_000_000)
    begun, taken, noted, freed, measured = [Barrier(THREADS + 1) for _ in range(5)]

    def work() -> None:
        begun.wait()
        pieces = [bytearray(5_000) for _ in range(9_000)]
        taken.wait()
        noted.wait()
        pieces.clear()
        freed.wait()
        measured.wait()

    threads = [Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    before = _memory_mb_after_requests(client)
    begun.wait()
    taken.wait()
    at_most = memory_mb("RssAnon")
    noted.wait()
    freed.wait()
    after = _memory_mb_after_requests(client)
    measured.wait()
    return at_most - before, after - before


def _memory_mb_after_requests(client: FlaskClient) -> float:
    for _ in range(TRIMMED_EVERY_REQUESTS):
        client.get("/health/live")
    return memory_mb("RssAnon")

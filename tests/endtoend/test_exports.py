"""Exports on real servers and a real index: a client that hangs up costs nothing, memory is flat."""

import http.client
import json
import socket
import time
import tracemalloc
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from endtoend.conftest import Program, Site
from making import question
from places import PROJECT
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.settings import Settings
from search_app.web.app import create_app
from search_app.web.exports.formats import FORMATS

GUNICORN = ("gunicorn", "-c", "deploy/gunicorn.conf.py", "-w", "1", "-b", "127.0.0.1:0")
WAITRESS = ("waitress-serve", "--listen", "127.0.0.1:0")
BOTH = pytest.mark.parametrize("server", [GUNICORN, WAITRESS], ids=["gunicorn", "waitress"])
LIMIT_S = 30.0
# A site whose exports are larger than what a server and the system hold for a slow client.
COUNTED = f"""
import sys
sys.path[:0] = [{str(PROJECT / "tests")!r}, {str(PROJECT / "tests" / "unit" / "web")!r}]
from contextlib import contextmanager
from dataclasses import replace
from loop_engine import QUESTION, LoopEngine
from oracle import vocabulary_of
from search_app.settings import load
from search_app.web import opening
from search_app.web.app import create_app

LONG = tuple(replace(QUESTION, id=f"Q{{n}}", text="x" * 1_000_000) for n in range(60))

class Counted(LoopEngine):
    vocabulary = vocabulary_of([QUESTION])

    @contextmanager
    def searcher(self):
        print("borrowed", flush=True)
        yield self
        print("given back", flush=True)

opening.open_engine = lambda _: Counted(LONG)
application = create_app(load().settings)
"""


@BOTH
def test_a_client_that_hangs_up_gives_back_what_its_export_held(
    tmp_path: Path, program: Callable[[Path], Program], server: tuple[str, ...]
) -> None:
    (tmp_path / "counted.py").write_text(COUNTED)
    served = program(tmp_path)
    served.environment |= {"PYTHONPATH": f"{tmp_path}:{PROJECT}", "TMPDIR": str(tmp_path)}
    with served.served_by(*server, "counted:application") as site:
        for path in ("/search.csv", "/search.jsonl"):
            with _begun(site, path):
                assert site.get("/search.csv")[0] == 503
                assert site.get("/search.json")[0] == 200
                assert _count(site, "borrowed") > _count(site, "given back")
            _until(lambda: site.get("/search.ris", date="1999")[0] == 200)
            _until(lambda: _count(site, "borrowed") == _count(site, "given back"))
        status, whole = site.get("/search.jsonl")
        assert (status, len(whole.splitlines())) == (200, 60)


@BOTH
def test_what_cannot_be_sent_whole_is_seen_to_be_broken_off(
    tmp_path: Path, program: Callable[[Path], Program], server: tuple[str, ...]
) -> None:
    (tmp_path / "counted.py").write_text(COUNTED)
    served = program(tmp_path)
    served.environment |= {"PYTHONPATH": f"{tmp_path}:{PROJECT}", "TMPDIR": str(tmp_path)}
    served.environment["SEARCH_APP_EXPORT_TIMEOUT_S"] = "2"
    with served.served_by(*server, "counted:application") as site:
        with urllib.request.urlopen(f"{site.address}/search.csv", timeout=LIMIT_S) as answer:
            answer.read(1_000)
            time.sleep(3)
            with pytest.raises(http.client.IncompleteRead):
                answer.read()
        assert site.get("/search.ris", date="1999")[0] == 200


def _begun(site: Site, path: str) -> socket.socket:
    """Return a connection that has read the beginning of an answer, and reads no more."""
    address = urllib.parse.urlsplit(site.address)
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(LIMIT_S)
    connection.connect((address.hostname or "", address.port or 0))
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert connection.recv(12) == b"HTTP/1.1 200"
    return connection


def _count(site: Site, word: str) -> int:
    return site.logged.count(f"{word}\n")


def _until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


DOCUMENTS, CHARACTERS = 2_000, 6_000
# Far below the 12 MB of texts: room for the blocks that are kept, caches and what is being sent.
PEAK_MB_MAX = 6.0


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("long")
    with EmbeddedBuilder(folder, full=True) as builder:
        for number in range(DOCUMENTS):
            text = f"Texte {number} sur la santé. " * (CHARACTERS // 25)
            builder.add(question(number, text, author=f"M. Jean Dupont {number}"))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    return folder


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_takes_no_more_memory_than_some_documents(index: Path, form: str) -> None:
    settings = Settings(corpus=index, index=index, search_timeout_ms=60_000)
    client = create_app(settings).test_client()
    address = f"/search.{form}?q=sant%C3%A9&sort=oldest"
    client.get(f"{address}&date=1999", buffered=True)  # what only the first export needs
    tracemalloc.start()
    answer = client.get(address)
    sent = sum(map(len, answer.iter_encoded()))
    answer.close()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sent > (DOCUMENTS * 50 if form in {"bib", "ris", "xlsx"} else DOCUMENTS * CHARACTERS)
    assert peak / 1e6 < PEAK_MB_MAX


def test_an_export_has_the_documents_in_the_order_of_the_pages(index: Path) -> None:
    settings = Settings(corpus=index, index=index, search_timeout_ms=60_000, page_size_hits=100)
    client = create_app(settings).test_client()
    for sort in ("relevance", "newest"):
        address = f"q=texte+sant%C3%A9&sort={sort}"
        pages = [client.get(f"/search.json?{address}&page={n}").json for n in range(1, 5)]
        shown = [hit["id"] for page in pages for hit in page["hits"]]
        lines = client.get(f"/search.jsonl?{address}", buffered=True).text.splitlines()
        assert [json.loads(line)["id"] for line in lines[: len(shown)]] == shown
        assert len(lines) == pages[0]["total"] == DOCUMENTS

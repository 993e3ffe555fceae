"""Real WSGI servers on a real index: workers follow a reindex, no query brings one down."""

import json
import os
import re
import shutil
import signal
import socket
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from endtoend.conftest import Program, Site
from places import PROJECT

GUNICORN = ("gunicorn", "-c", "deploy/gunicorn.conf.py", "-b", "127.0.0.1:0", "wsgi:application")
WAITRESS = ("search-app", "serve", "--port", "0")
# What never ends takes minutes; a machine that does much else may take seconds for the others.
ANSWER_LIMIT_S = 20.0
ADDRESS_TOO_LONG = 414
# Connections that send nothing: many more than there are workers.
IDLE = 20
STARTING_S = 6.0
# More answers in a row than there are workers.
FOLLOWING = 30


@pytest.fixture
def starter(tmp_path: Path, program: Callable[[Path], Program]) -> Program:
    """A copy of the dossier that the project ships, indexed."""
    shutil.copytree(PROJECT / "corpus", tmp_path / "corpus")
    made = program(tmp_path / "corpus")
    assert made.run("reindex").returncode == 0
    return made


@pytest.fixture(scope="module")
def waitress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """For tests that change nothing: a site of the dossier that the project ships."""
    app = Program(PROJECT / "corpus", tmp_path_factory.mktemp("waitress") / "index")
    assert app.run("reindex").returncode == 0
    with app.served_by(*WAITRESS) as site:
        yield site


@pytest.mark.parametrize("server", [GUNICORN, WAITRESS], ids=["gunicorn", "waitress"])
def test_every_worker_follows_a_reindex(starter: Program, server: tuple[str, ...]) -> None:
    with starter.served_by(*server) as site:
        assert site.search("Health Data Hub")["total"] >= 5
        assert site.get("/health")[0] == 200
        (starter.corpus / "new.txt").write_text("Du neuf\n\nLe zibeline est un mot nouveau ici.\n")
        assert starter.run("reindex").returncode == 0
        # Each worker answers from the generation before until it has opened the new one.
        following = 0
        while following < FOLLOWING:
            found = site.search("zibeline")
            assert (found["total"], found["generation"][:6]) in {(0, "000001"), (1, "000002")}
            following = following + 1 if found["total"] else 0
        assert site.get("/documents/new")[0] == 200


def test_the_site_starts_before_its_index(
    tmp_path: Path, program: Callable[[Path], Program]
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "one.txt").write_text("Un titre\n\nUne phrase sur le cloud, tout simplement.\n")
    app = program(corpus)
    with app.served_by(*WAITRESS) as site:
        assert site.get("/search")[0] == 503
        assert site.get("/health")[0] == 503
        app.run("reindex")
        assert site.search("cloud")["total"] == 1


STRANGE = [
    '"',
    '"Health Data',
    "(",
    ")",
    "((((",
    "ET",
    "OU OU OU",
    "SAUF",
    "-",
    "*",
    "a*",
    "x" * 10_000,
    " OU ".join(f"mot{n}" for n in range(2_000)),
    " OU ".join(["de", "la", "le", "données", "santé"] * 39),
    "(" * 500 + "santé" + ")" * 500,
    "\x00\x01\x02",
    "santé\x00cloud",
    "champ:inconnu",
    "date:99999",
    "date:0000-00-00",
    "numero:" + "9" * 300,
    "con* des* par* san* pro*",
    "données~2 hébergement~2 plateforme~2",
    '"' + "de la " * 600 + '"',
    "\ud7ff\uffff💡",
    "🏳️‍🌈",
    "<script>alert(1)</script>",
    "%00%FF",
    "'; DROP TABLE documents; --",
]


def test_no_query_fails_or_runs_long(waitress: Site) -> None:
    for query in STRANGE:
        for path in ("/search.json", "/search"):
            started = time.monotonic()
            status, body = waitress.get(path, q=query)
            assert time.monotonic() - started < ANSWER_LIMIT_S, query[:60]
            assert status < 500, (query[:60], body[:300])
            if status == ADDRESS_TOO_LONG:
                assert len(urllib.parse.quote(query)) > 3_000
                assert "octets" in body
            elif path == "/search":
                assert status == 200, query[:60]
            elif status != 200:
                error = json.loads(body)["error"]
                assert error["code"], query[:60]
                assert 0 <= error["position"] <= len(query)


@pytest.mark.parametrize("page", ["-1", "0", "x", str(10**11), "9" * 3000, "1.5", "", "٣"])
def test_no_page_number_fails(waitress: Site, page: str) -> None:
    assert waitress.get("/search", q="santé", page=page)[0] == 200
    assert waitress.get("/search.json", q="santé", page=page)[0] in {200, 400}


def test_too_many_values_of_a_facet(waitress: Site) -> None:
    for count, code in ((150, "parameter"), (201, "too_many_filters")):
        many = "&".join(f"party=P{n}" for n in range(count))
        assert waitress.get(f"/search?{many}")[0] == (200 if code == "parameter" else 400)
        status, body = waitress.get(f"/search.json?{many}")
        assert status == 400
        assert json.loads(body)["error"]["code"] == code


BOTH = pytest.mark.parametrize("server", [GUNICORN, WAITRESS], ids=["gunicorn", "waitress"])


def _sent(site: Site, request: bytes) -> bytes:
    """Return the first line of the answer."""
    with _connection(site) as connection:
        connection.sendall(request)
        return connection.makefile("rb").readline()


def _connection(site: Site) -> socket.socket:
    address = urllib.parse.urlsplit(site.address)
    return socket.create_connection((address.hostname or "", address.port or 0), timeout=60)


@BOTH
def test_a_first_request_that_is_bad_is_refused(starter: Program, server: tuple[str, ...]) -> None:
    with starter.served_by(*server) as site:
        for request in (
            b"GET /search HTTP/1.1\r\nHost: a b\r\n\r\n",
            b"GET /nope HTTP/1.1\r\nHost: [::1\r\n\r\n",
            b"GET /search HTTP/1.1\r\nHost: a\r\nContent-Length: 900000000\r\n\r\n",
            b"GET /search?q=" + b"a" * 5_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        ):
            assert re.match(rb"HTTP/1.1 4(00|13|14) ", _sent(site, request)), request[:60]


@BOTH
def test_idle_connections_keep_nobody_waiting(starter: Program, server: tuple[str, ...]) -> None:
    with starter.served_by(*server) as site, ExitStack() as held:
        # gunicorn says its address before its workers are warm, which then compete for the processor.
        site.search("cloud")
        time.sleep(STARTING_S)
        for _ in range(IDLE):
            held.enter_context(_connection(site))
        started = time.monotonic()
        assert site.get("/search", q="cloud")[0] == 200
        assert time.monotonic() - started < ANSWER_LIMIT_S


@BOTH
def test_metrics_are_of_all_workers(starter: Program, server: tuple[str, ...]) -> None:
    starter.environment["SEARCH_APP_METRICS_TOKEN"] = "known"  # noqa: S105 - of this test
    with starter.served_by(*server) as site:
        for _ in range(40):
            site.get("/help")
        token = {"Authorization": "Bearer known"}
        asked = urllib.request.Request(f"{site.address}/metrics", headers=token)
        with urllib.request.urlopen(asked, timeout=10) as answer:
            lines = answer.read().decode().splitlines()
    assert 'search_app_requests_total{route="/help",status="200"} 40.0' in lines
    assert sum('"route": "/help"' in line for line in site.logged) == 40


WARMING_S = 4.0
SLOW_APPLICATION = f"""
import os, time
time.sleep({WARMING_S})
def application(environ, start_response):
    start_response("200 OK", [])
    return [str(os.getpid()).encode()]
"""


def test_a_reload_keeps_nobody_waiting(tmp_path: Path, program: Callable[[Path], Program]) -> None:
    """The old workers answer until a new one can."""
    (tmp_path / "slow.py").write_text(SLOW_APPLICATION)
    options = (*GUNICORN[:-1], "--workers", "2", "--pythonpath", str(tmp_path), "slow:application")
    waits: list[float] = []
    served = program(tmp_path)
    served.environment["TMPDIR"] = str(tmp_path)
    with served.served_by(*options) as site:

        def answering() -> str:
            started = time.monotonic()
            _, worker = site.get("/")
            waits.append(time.monotonic() - started)
            time.sleep(0.02)
            return worker

        old = {answering() for _ in range(FOLLOWING)}
        waits.clear()
        os.kill(_parent_of(min(old)), signal.SIGHUP)
        until = time.monotonic() + 4 * WARMING_S
        new: set[str] = set()
        while time.monotonic() < until:
            new |= {answering()} - old
    assert len(new) >= 2
    assert max(waits) < WARMING_S / 2
    assert list(tmp_path.glob("search-app-metrics-*")) == []


def _parent_of(process: str) -> int:
    return int(re.search(r"PPid:\s+(\d+)", Path(f"/proc/{process}/status").read_text())[1])

"""`search-app fetch` as people run it, from a site of open data on this machine."""

import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from endtoend.conftest import COMMANDS, Program
from official_site import (
    QE_17,
    QG_17,
    SENAT,
    Asked,
    OfficialSite,
    status,
    zip_of,
)
from search_app.cli.main import main

INCOMPLETE = 10
BUSY = 5
OLD, NEW = zip_of("Un titre\n\nUne phrase ancienne."), zip_of("Un titre\n\nUne phrase neuve.")
QE = "official/assemblee/17/QE/Questions_ecrites.json.zip"
ESCAPE = "\x1b[2J"
ONE = ("--source", "assemblee", "--type", "QE", "--legislature", "17")


@pytest.fixture
def site() -> Iterator[OfficialSite]:
    with OfficialSite().running() as running:
        running.files |= {QE_17: OLD, QG_17: NEW, SENAT: NEW}
        yield running


class Command:
    """`search-app` in this process, which starts it in no time. `program` starts another one."""

    def __init__(self, program: Program, capsys: pytest.CaptureFixture[str]) -> None:
        self.program, self.corpus = program, program.corpus
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """Return the exit status, and what was printed."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.program.environment.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["search-app", *arguments])
            with pytest.raises(SystemExit) as ended:
                main()
        said = self._capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err


@pytest.fixture
def app(
    site: OfficialSite,
    tmp_path: Path,
    program: Callable[[Path], Program],
    capsys: pytest.CaptureFixture[str],
) -> Command:
    (tmp_path / "corpus").mkdir()
    made = program(tmp_path / "corpus")
    made.environment |= {
        "SEARCH_APP_ASSEMBLEE_URL": site.address,
        "SEARCH_APP_SENAT_URL": site.address,
        "NO_PROXY": "127.0.0.1",
    }
    return Command(made, capsys)


def files(app: Command) -> set[str]:
    found = (path for path in app.corpus.rglob("*") if path.is_file())
    return {path.relative_to(app.corpus).as_posix() for path in found}


def test_what_is_published_is_brought_and_said(app: Command, site: OfficialSite) -> None:
    every = [f"--source={source}" for source in ("assemblee", "acteurs", "senat")]
    ended, planned = app("fetch", *every, "--dry-run")
    assert (ended, len(planned.splitlines())) == (0, 14)
    assert len(app("fetch", "--dry-run")[1].splitlines()) == 13
    assert f"{QE}: not held; {site.address}{QE_17}" in planned
    assert (files(app), site.requests) == (set(), [])

    # A control character of a server does not reach the terminal.
    site.faults = [status(404, reason=f"Not{ESCAPE}Found")]
    ended, said = app("fetch", *every)
    assert ended == INCOMPLETE
    assert f"{QE}: failed: status 404 Not\\x1b[2JFound ({site.address}{QE_17})" in said
    assert ESCAPE not in said
    assert "14 files: 2 new, 12 failed." in said
    assert "Run `search-app reindex`" in said

    site.faults = [status(503)]
    ended, said = app("fetch", "--source", "assemblee", *ONE)
    assert ended == 0, said
    assert f"{QE}: status 503 Service Unavailable; trying again in 1 s" in said
    assert f"{QE}: new, " in said
    assert "1 file: 1 new." in said
    ended, planned = app("fetch", *ONE, "--dry-run")
    assert f"{QE}: held, 200" in planned
    assert ", fetched 20" in planned


def test_what_came_is_searched(app: Command, site: OfficialSite) -> None:
    assert app("fetch", *ONE)[0] == 0
    app("reindex")
    assert "[ancienne]" in app("search", "ancienne")[1]
    site.files[QE_17] = NEW
    assert f"{QE}: changed, " in app("fetch", *ONE)[1]
    app("reindex")
    assert "[neuve]" in app("search", "neuve")[1]
    assert f"{QE}: up to date, " in app("fetch", *ONE)[1]


def test_what_cannot_be_asked_for(app: Command) -> None:
    assert app("fetch", "--source", "senat", "--type", "QE")[0] == 2
    assert app("fetch", "--legislature", "3")[0] == 2
    for address in ("file:///etc", "data.senat.fr", "https://", " "):
        app.program.environment["SEARCH_APP_SENAT_URL"] = address
        assert app("fetch", "--dry-run")[0] == 2


def test_a_key_that_ends_it_loses_nothing(app: Command, site: OfficialSite) -> None:
    assert app("fetch", *ONE)[0] == 0
    site.files[QE_17] = NEW
    goes_on = Event()

    def slow(asked: Asked) -> None:
        facts = site.facts_of(NEW)
        asked.send(200, NEW[:140_000], facts, length=len(NEW))
        goes_on.wait(20)

    site.faults = [slow]
    part = (app.corpus / QE).with_name(f".{Path(QE).name}.part")
    command = (COMMANDS / "search-app", "fetch", *ONE)
    environment = app.program.environment
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as run:
        deadline = time.monotonic() + 20
        while not (part.exists() and part.stat().st_size) and time.monotonic() < deadline:
            time.sleep(0.02)
        ended, said = app("fetch", *ONE)
        assert (ended, "another process is fetching" in said) == (BUSY, True)
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=20)
    goes_on.set()
    assert (run.returncode, said.strip()) == (1, "Aborted!")
    assert (app.corpus / QE).read_bytes() == OLD
    begun = part.stat().st_size
    assert begun > 60_000
    assert app("fetch", *ONE)[0] == 0
    assert site.requests[-1][1]["Range"] == f"bytes={begun}-"
    assert (app.corpus / QE).read_bytes() == NEW


def test_a_disk_that_fills_up_is_left_as_it_was(app: Command, site: OfficialSite) -> None:
    assert app("fetch", *ONE)[0] == 0
    before = files(app)
    site.files[QE_17] = zip_of("plus grand", padding_bytes=600_000)
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, most[1]))
    try:
        ended, said = app("fetch", *ONE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
    assert (ended, "File too large" in said) == (INCOMPLETE, True)
    assert files(app) == before
    assert (app.corpus / QE).read_bytes() == OLD


def test_a_corpus_that_cannot_be_written(app: Command) -> None:
    (app.corpus / "official").write_text("no folder")
    ended, said = app("fetch")
    assert ended == 1
    assert said.startswith(f"search-app: cannot use {app.corpus / 'official'}")

"""The program as its users run it: the real command, real servers, a real index on disk."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from filelock import FileLock

import real_corpus
from endtoend.forks import forks
from places import PROJECT

COMMANDS = Path(sys.executable).parent
START_LIMIT_S = 60.0
SOME_REJECTED = 3


class Program:
    """`search-app` on one corpus and one index folder, run in a fork of a process that has it."""

    def __init__(self, corpus: Path, index: Path) -> None:
        self.corpus = corpus
        self.index = index
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("SEARCH_APP_")},
            "SEARCH_APP_CORPUS": str(corpus),
            "SEARCH_APP_INDEX": str(index),
            "COLUMNS": "400",
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return forks().run(arguments, self.environment, self.index.parent)

    def search(self, query: str, *arguments: str) -> dict[str, Any]:
        done = self.run("search", query, "--json", *arguments)
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))

    def rejects(self) -> list[dict[str, Any]]:
        lines = (self.index / "rejects.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    @contextmanager
    def served_by(self, *command: str) -> Iterator["Site"]:
        """Start a server that prints its address, and stop it at the end."""
        with subprocess.Popen(
            [str(COMMANDS / command[0]), *command[1:]],
            env=self.environment,
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as server:
            try:
                address = _address(server)
                # What is logged must be read, or the server waits for it.
                logged: list[str] = []
                reader = Thread(target=lambda: logged.extend(server.stdout or ()))
                reader.start()
                yield Site(address, logged)
            finally:
                server.terminate()
                server.wait(START_LIMIT_S)
            reader.join()


class InstalledProgram(Program):
    """The same, with the installed command in a process of its own."""

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [COMMANDS / "search-app", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.index.parent,
        )


class Site:
    """A running site. logged: the lines that it has written since it said its address."""

    def __init__(self, address: str, logged: list[str]) -> None:
        self.address = address
        self.logged = logged

    def get(self, path: str, **parameters: str) -> tuple[int, str]:
        query = f"?{urllib.parse.urlencode(parameters)}" if parameters else ""
        try:
            url = f"{self.address}{path}{query}"
            # The first request waits until a worker is warm.
            with urllib.request.urlopen(url, timeout=START_LIMIT_S) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def search(self, query: str, **parameters: str) -> dict[str, Any]:
        status, body = self.get("/search.json", q=query, **parameters)
        assert status == 200, body
        return dict(json.loads(body))


def _address(server: subprocess.Popen[str]) -> str:
    """Read what the server prints until it names where it listens."""
    deadline = time.monotonic() + START_LIMIT_S
    printed = []
    assert server.stdout
    while time.monotonic() < deadline and (line := server.stdout.readline()):
        printed.append(line)
        for word in line.split():
            if word.startswith("http://127.0.0.1:"):
                return word.rstrip("/")
    raise AssertionError("".join(printed))


@pytest.fixture
def program(tmp_path: Path) -> Callable[[Path], Program]:
    return lambda corpus: Program(corpus, tmp_path / "index")


@pytest.fixture(scope="session")
def seeds_site(seeds_program: Program) -> Iterator[Site]:
    with seeds_program.served_by("search-app", "serve", "--port", "0") as site:
        yield site


@pytest.fixture(scope="session")
def seeds_program(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The five real documents, indexed once."""
    made = InstalledProgram(seeds, tmp_path_factory.mktemp("seeds") / "index")
    done = made.run("reindex")
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="session")
def record_program(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Program:
    """The real record, indexed once for all processes of the tests; `built` keeps what it said."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "record"
    made = InstalledProgram(folder / "corpus", folder / "index")
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            real_corpus.assemble(shared_data, made.corpus)
            done = made.run("reindex", "--jobs", "2")
            assert done.returncode == SOME_REJECTED, done.stderr
            (folder / "built").write_text(done.stderr, encoding="utf-8")
    return made

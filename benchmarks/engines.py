"""Which engines are compared, and with which Python does each run in a process of its own?"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.peers.port import Part, Question

ROOT = Path(__file__).resolve().parent.parent
_OWN = Path(sys.executable)
PEERS = ROOT / "benchmarks" / ".venv-peers" / "bin" / "python"
# Xapian's binding is a package of the system, not of the registry.
_SYSTEM = Path("/usr/bin/python3")


@dataclass(frozen=True, slots=True)
class Contender:
    """An engine to compare, or a way of using one.

    module: its name in `benchmarks.peers`. jobs: how many threads or processes build its index.
    python: the interpreter that has its packages. hint: how to install it.
    """

    module: str
    jobs: int
    python: Path
    hint: str = ""


CONTENDERS = {
    "ours": Contender("ours", 1, _OWN),
    "ours-2": Contender("ours", 2, _OWN),
    "product": Contender("product", 1, _OWN),
    "whoosh": Contender("stock_whoosh", 1, _OWN),
    "tantivy-1": Contender("tantivy", 1, PEERS, "`make bench` installs it"),
    "tantivy-2": Contender("tantivy", 2, PEERS, "`make bench` installs it"),
    "fts5": Contender("fts5", 1, _OWN),
    "xapian": Contender("xapian", 1, _SYSTEM, "on Debian: apt install python3-xapian"),
}


# The analysis alone: the engines that cannot do it get its result, and its time is added to theirs.
ANALYSIS = "analysis"
_ALL = CONTENDERS | {ANALYSIS: Contender("analysis", 1, _OWN)}


class EngineMissingError(Exception):
    """The engine is not installed here; the text says what is missing and how to install it."""


class EngineFailedError(Exception):
    """The engine's process ended; what it said about it is on stderr."""


class Running:
    """A process that runs an engine. version: the engine's name and version."""

    def __init__(self, name: str, process: "subprocess.Popen[str]") -> None:
        self._name = name
        self._process = process
        hello = self._reply()
        if "missing" in hello:
            raise EngineMissingError(f"{hello['missing']}; {_ALL[name].hint}")
        self.version: str = hello["version"]

    def build(self, records: Path, index: Path) -> dict[str, float]:
        """Return "seconds", "index_mb", "peak_mb"."""
        return self._ask("build", records=str(records), index=str(index))

    def open(self, index: Path) -> dict[str, Any]:
        """Return "seconds" and "parts"."""
        return self._ask("open", index=str(index))

    def answer_ms(self, question: Question, part: Part) -> float:
        return float(self._ask("answer", question=asdict(question), part=part)["ms"])

    def found(self, question: Question, part: Part) -> dict[str, Any]:
        """Return "total", "facets" and "bytes_touched"."""
        return self._ask("found", question=asdict(question), part=part)

    def memory(self) -> dict[str, float]:
        """Return "over_empty_mb", "anonymous_mb", "empty_mb"."""
        return self._ask("memory")

    def _ask(self, do: str, **arguments: Any) -> dict[str, Any]:
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": do, **arguments}) + "\n")
        self._process.stdin.flush()
        return self._reply()

    def _reply(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise EngineFailedError(f"{self._name} ended with {self._process.wait()}")
        reply: dict[str, Any] = json.loads(line)
        return reply


@contextmanager
def running(name: str) -> Iterator[Running]:
    """Start the process of an engine, and end it afterwards. Raises EngineMissingError."""
    contender = _ALL[name]
    if not contender.python.exists():
        raise EngineMissingError(f"no {contender.python.name} for it; {contender.hint}")
    module = "benchmarks.peers.worker"
    with subprocess.Popen(
        [str(contender.python), "-m", module, contender.module, str(contender.jobs)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield Running(name, process)
        finally:
            process.kill()

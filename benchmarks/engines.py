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
from chaos.java import JavaError, class_path

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "benchmarks" / ".venv-peers" / "bin" / "python"
# Xapian's binding is a package of the system, not of the registry.
_SYSTEM = Path("/usr/bin/python3")


class EngineMissingError(Exception):
    """The engine is not installed here; the text says what is missing and how to install it."""


class EngineFailedError(Exception):
    """The engine's process ended; what it said about it is on stderr."""


@dataclass(frozen=True, slots=True)
class InPython:
    """An engine to compare, or a way of using one.

    module: its name in `benchmarks.peers`. jobs: how many threads or processes build its index.
    python: the interpreter that has its packages. hint: how to install it.
    """

    module: str
    jobs: int = 1
    python: Path = Path(sys.executable)
    hint: str = ""

    def command(self) -> list[str]:
        """Return what starts its process. Raises EngineMissingError."""
        if not self.python.exists():
            raise EngineMissingError(f"no {self.python.name} for it; {self.hint}")
        worker = "benchmarks.peers.worker"
        return [str(self.python), "-m", worker, self.module, str(self.jobs)]


@dataclass(frozen=True, slots=True)
class InJava:
    """The same for an engine in Java.

    folder: its name in `benchmarks.peers`. main: its class. hint: as above.
    """

    folder: str
    main: str
    hint: str

    def command(self) -> list[str]:
        """Return what starts its process. Raises EngineMissingError."""
        sources = ROOT / "benchmarks" / "peers" / self.folder
        try:
            jars = class_path(sources, f"search-app-{self.folder}")
        except JavaError as error:
            raise EngineMissingError(f"{error}; {self.hint}") from error
        # One thread collects garbage, as one thread builds and one searches.
        return ["java", "-XX:+UseSerialGC", "-cp", jars, self.main]


_TANTIVY_HINT = "`make bench` installs it"
_JAVA_HINT = "on Debian: apt install openjdk-17-jdk-headless maven"
CONTENDERS: dict[str, InPython | InJava] = {
    "ours": InPython("ours"),
    "ours-2": InPython("ours", 2),
    "product": InPython("product"),
    "product-2": InPython("product", 2),
    "whoosh": InPython("stock_whoosh"),
    "tantivy-1": InPython("tantivy", 1, PEERS, _TANTIVY_HINT),
    "tantivy-2": InPython("tantivy", 2, PEERS, _TANTIVY_HINT),
    "lucene": InJava("lucene", "LuceneEngine", _JAVA_HINT),
    "fts5": InPython("fts5"),
    "xapian": InPython("xapian", 1, _SYSTEM, "on Debian: apt install python3-xapian"),
}


# The analysis alone: the engines that cannot do it get its result, and its time is added to theirs.
ANALYSIS = "analysis"
# The index of the pages over Tantivy, which have what the site needs and not the compared fields.
TANTIVY_PAGE = "tantivy-page"
_ALL = CONTENDERS | {
    ANALYSIS: InPython("analysis"),
    TANTIVY_PAGE: InPython("tantivy_page.building", hint=_TANTIVY_HINT),
}


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
def running(name: str, root: Path = ROOT) -> Iterator[Running]:
    """Start the process of an engine, and end it afterwards. Raises EngineMissingError.

    root: the folder of the program; another one has another version of it.
    """
    with subprocess.Popen(
        _ALL[name].command(),
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield Running(name, process)
        finally:
            process.kill()

"""What runs in the process of an engine? A loop: each request and each reply is a line of JSON.

    python -m benchmarks.peers.worker MODULE JOBS

The first line that it writes says whether the engine is installed. It takes the times itself, as
wall times of the engine alone. Memory is the kernel's count for this process (Linux only).
"""

import gc
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any, cast

from benchmarks.peers.port import Engine, Question, Reader

# A quick answer is repeated, because the first run after a pause finds cold caches.
_RUNS = 3
_ENOUGH_S = 0.05


class _Stopwatch:
    seconds = 0.0


@contextmanager
def _timed() -> Iterator[_Stopwatch]:
    watch = _Stopwatch()
    started = time.perf_counter()
    yield watch
    watch.seconds = time.perf_counter() - started


def memory_mb(line: str) -> float:
    """Return a line of the kernel's account of this process: VmRSS, VmHWM (peak) or RssAnon."""
    status = Path("/proc/self/status").read_text("utf-8")
    (kilobytes,) = (row.split()[1] for row in status.splitlines() if row.startswith(f"{line}:"))
    return int(kilobytes) / 1000


class Worker:
    def __init__(self, engine: Engine, jobs: int) -> None:
        self._engine = engine
        self._jobs = jobs
        self._empty_mb = memory_mb("VmRSS")

    def build(self, records: str, index: str) -> dict[str, Any]:
        """Index every record. The records are read beforehand; their memory is not counted."""
        with Path(records).open(encoding="utf-8") as file:
            loaded = [json.loads(line) for line in file]
        gc.freeze()
        loaded_mb = memory_mb("VmHWM")
        Path(index).mkdir(parents=True)
        with _timed() as build:
            builder = self._engine.builder(Path(index), self._jobs)
            builder.add(loaded)
            builder.finish()
        size = sum(file.stat().st_size for file in Path(index).rglob("*") if file.is_file())
        peak_mb = memory_mb("VmHWM") - loaded_mb
        return {"seconds": build.seconds, "index_mb": size / 1e6, "peak_mb": peak_mb}

    def open(self, index: str) -> dict[str, Any]:
        with _timed() as opening:
            self._reader: Reader = self._engine.reader(Path(index))
        gc.freeze()
        return {"seconds": opening.seconds, "parts": self._reader.parts}

    def answer(self, question: dict[str, Any], part: Any) -> dict[str, Any]:
        """Return the median time of a few runs in milliseconds."""
        asked = _question(question)
        runs: list[float] = []
        while len(runs) < _RUNS and sum(runs) < _ENOUGH_S:
            with _timed() as run:
                self._reader.answer(asked, part)
            runs.append(run.seconds)
        return {"ms": median(runs) * 1000}

    def found(self, question: dict[str, Any], part: Any) -> dict[str, Any]:
        asked = _question(question)
        found = self._reader.found(self._reader.answer(asked, part))
        return asdict(found) | {"bytes_touched": self._reader.bytes_touched(asked)}

    def memory(self) -> dict[str, Any]:
        """Return by how much resident memory has grown since before anything was opened."""
        return {
            "over_empty_mb": memory_mb("VmRSS") - self._empty_mb,
            "anonymous_mb": memory_mb("RssAnon"),
            "empty_mb": self._empty_mb,
        }


def _question(fields: dict[str, Any]) -> Question:
    chosen = fields["filter"] and tuple(fields["filter"])
    given = fields | {"words": tuple(fields["words"]), "terms": tuple(fields["terms"])}
    return Question(**given | {"filter": chosen})


def main() -> None:
    name, jobs = sys.argv[1:]
    # Only replies go to the pipe; whatever a library prints goes to stderr.
    replies, sys.stdout = sys.stdout, sys.stderr

    def reply(content: dict[str, Any]) -> None:
        replies.write(json.dumps(content) + "\n")
        replies.flush()

    try:
        engine = cast("Engine", import_module(f"benchmarks.peers.{name}"))
        worker = Worker(engine, int(jobs))
    except ImportError as error:
        reply({"missing": str(error)})
        return
    reply({"version": engine.version()})
    for line in sys.stdin:
        request = json.loads(line)
        reply(getattr(worker, request.pop("do"))(**request))


if __name__ == "__main__":
    main()

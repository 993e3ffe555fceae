"""How long does the export of a whole index take in each format, and how much memory?

    python -m benchmarks.exports --data ../shared [--documents N]

It builds the product's index, and exports all its documents from the site, each format in a process
of its own. The table has the time until the first and the last byte, the size of the file, and the
most memory of its own that the process had, beside that of one that exports a single document.
Pages of the index, which the system may take back, are no part of it.
"""

import argparse
import multiprocessing
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.help import build
from benchmarks.peers.worker import memory_mb
from search_app.settings import load
from search_app.web.app import create_app
from search_app.web.exports.formats import FORMATS

_WATCHED_EVERY_S = 0.05


@contextmanager
def own_memory_peak_mb() -> Iterator[Callable[[], float]]:
    """Yield what tells the most memory of its own that the process has had, in megabytes."""
    seen = [memory_mb("RssAnon")]
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(_WATCHED_EVERY_S):
            seen.append(memory_mb("RssAnon"))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield lambda: max(*seen, memory_mb("RssAnon"))
    finally:
        ended.set()
        watching.join()


class Figures(NamedTuple):
    """What an export took: seconds, and megabytes of the file and of memory."""

    first_s: float
    all_s: float
    file_mb: float
    memory_mb: float


def measured(index: Path, form: str, rows_max: int) -> Figures:
    """Export documents of an index from this process, which has done nothing before."""
    options = {"index": index, "search_timeout_ms": 60_000, "export_rows_max": rows_max}
    with own_memory_peak_mb() as peak_mb:
        client = create_app(load(options=options).settings).test_client()
        started = time.perf_counter()
        answer = client.get(f"/search.{form}")
        chunks = answer.iter_encoded()
        sent = len(next(chunks))
        first_s = time.perf_counter() - started
        sent += sum(map(len, chunks))
        all_s = time.perf_counter() - started
        answer.close()
        return Figures(first_s, all_s, sent / 1e6, peak_mb())


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--data", type=Path, default=Path("../shared"), help="the documents")
    options.add_argument("--documents", type=int, default=75_000)
    given = options.parse_args()

    # Each process has imported the program, and done nothing else.
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["benchmarks.exports"])

    def in_a_process(form: str, rows_max: int) -> Figures:
        with processes.Pool(1) as process:
            return process.apply(measured, (index, form, rows_max))

    with tempfile.TemporaryDirectory() as name:
        index = Path(name)
        build(given.data, given.documents, load(options={"index": index}).settings)
        print("| format | first byte, s | all, s | file, MB | memory, MB | of one document, MB |")
        print("|---|--:|--:|--:|--:|--:|")
        for form in FORMATS:
            figures = (*in_a_process(form, given.documents), in_a_process(form, 1).memory_mb)
            print(f"| {form} |", *(f"{figure:.1f} |" for figure in figures))


if __name__ == "__main__":
    main()

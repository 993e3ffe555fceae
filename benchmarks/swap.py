"""How long do requests take while a new generation is opened beside the one in use?

    python -m benchmarks.swap --data ../shared [--documents N] [--publications N]

It builds the product's index and opens the site over it in this process. Four readers ask for
pages, one after the other, in threads of their own. Meanwhile another process publishes a
generation with one more document, several times. The table has the times of all requests, and of
those that began within a second after a publication: the median, the 99th percentile and the
slowest.
"""

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from itertools import cycle
from pathlib import Path

import numpy as np
from flask import Flask

from benchmarks.help import build
from search_app.settings import load
from search_app.web.app import create_app

READERS = 4
SWAP_S = 1.0
PAUSE_S = 2.0
QUERIES = ("santé", "données de santé", "retraite agricole", "eau", "telemedcine rural", "loi")
# Run in a process of its own: number of the document, then the folder of the index.
PUBLISH = """
import sys
from pathlib import Path
from search_app.model.document import Document, DocumentType, Kind, Source
from search_app.settings import load
from search_app.wiring import open_builder
number, index = sys.argv[1:]
with open_builder(load(options={"index": Path(index)}).settings, full=False, jobs=1) as builder:
    builder.add(Document(id="new" + number, kind=Kind.QUESTION, type=DocumentType.QE, title="Santé",
                         text="Une phrase.", source=Source(path="new")))
    builder.publish(corpus_digest=number, rejected=0, ledger=b"")
"""


class Reader(threading.Thread):
    """Asks for pages until `over` is set. times: start of each request, and how long it took."""

    def __init__(self, site: Flask, over: threading.Event) -> None:
        super().__init__()
        self.times: list[tuple[float, float]] = []
        self._site = site
        self._over = over

    def run(self) -> None:
        client = self._site.test_client()
        for query in cycle(QUERIES):
            if self._over.is_set():
                return
            started = time.perf_counter()
            answer = client.get("/search", query_string={"q": query})
            self.times.append((started, time.perf_counter() - started))
            assert answer.status_code == 200, answer.status  # noqa: PLR2004


def row(what: str, seconds: list[float]) -> str:
    p50, p99, most = np.quantile(seconds, (0.5, 0.99, 1.0)) * 1000
    return f"| {what} | {len(seconds)} | {p50:.1f} | {p99:.1f} | {most:.1f} | {most / p50:.1f} |"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--data", type=Path, default=Path("../shared"), help="the documents")
    options.add_argument("--documents", type=int, default=75_000)
    options.add_argument("--publications", type=int, default=10)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        settings = load(options={"index": Path(name)}).settings
        build(given.data, given.documents, settings)
        over = threading.Event()
        site = create_app(settings)
        readers = [Reader(site, over) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        time.sleep(PAUSE_S)
        published = []
        for number in range(given.publications):
            subprocess.run([sys.executable, "-c", PUBLISH, str(number), name], check=True)
            published.append(time.perf_counter())
            time.sleep(PAUSE_S)
        over.set()
        for reader in readers:
            reader.join()
    times = [both for reader in readers for both in reader.times[len(QUERIES) :]]
    during = [taken for start, taken in times if any(0 <= start - p < SWAP_S for p in published)]
    print(
        "| requests | | p50 ms | p99 ms | slowest ms | slowest ÷ p50 |\n|---|--:|--:|--:|--:|--:|"
    )
    print(row("all", [taken for _, taken in times]))
    print(row("in the second after a publication", during))


if __name__ == "__main__":
    main()

"""How long does the export of a whole index take in each format, and how much memory?

    python -m benchmarks.exports --data ../shared [--documents N]

It builds the product's index, and exports all its documents from the site, each format in a process
of its own. The table has the time until the first and the last byte, the size of the file, and the
highest resident memory after the export of a single document and after that of all. The pages of
the index that were read are part of it, though the system may take them back.
"""

import argparse
import multiprocessing
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.help import build
from benchmarks.peers.worker import memory_mb
from search_app.settings import load
from search_app.web.app import create_app
from search_app.web.exports.formats import FORMATS


class Figures(NamedTuple):
    """What the export in one format took: seconds, and megabytes of the file and of memory."""

    first_s: float
    all_s: float
    file_mb: float
    memory_of_one_mb: float
    memory_of_all_mb: float


def measured(index: Path, form: str) -> Figures:
    """Export all documents of an index from this process, which has done nothing before."""
    settings = load(options={"index": index, "search_timeout_ms": 60_000}).settings
    one = settings.model_copy(update={"export_rows_max": 1})
    create_app(one).test_client().get(f"/search.{form}", buffered=True)
    memory_of_one_mb = memory_mb("VmHWM")
    client = create_app(settings).test_client()
    started = time.perf_counter()
    answer = client.get(f"/search.{form}")
    chunks = answer.iter_encoded()
    sent = len(next(chunks))
    first_s = time.perf_counter() - started
    sent += sum(map(len, chunks))
    all_s = time.perf_counter() - started
    answer.close()
    return Figures(first_s, all_s, sent / 1e6, memory_of_one_mb, memory_mb("VmHWM"))


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--data", type=Path, default=Path("../shared"), help="the documents")
    options.add_argument("--documents", type=int, default=75_000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        build(given.data, given.documents, load(options={"index": Path(name)}).settings)
        print("| format | first byte, s | all, s | file, MB | memory of one, MB | of all, MB |")
        print("|---|--:|--:|--:|--:|--:|")
        for form in FORMATS:
            with multiprocessing.get_context("spawn").Pool(1) as process:
                figures = process.apply(measured, (Path(name), form))
            print(f"| {form} |", *(f"{figure:.1f} |" for figure in figures))


if __name__ == "__main__":
    main()

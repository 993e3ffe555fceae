"""How do the build, the memory and the times of the product grow with the number of documents?

    python -m benchmarks.growth --data ../shared --documents 75000 1000000

It builds an index of each size, and asks all of them the same questions, which are drawn from the
documents of the first size. Above 75,000 the documents are made of the sentences of the real ones.
Each index is built and read in processes of their own. The last column of the table is the last
size divided by the first.
"""

import argparse
import json
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np

from benchmarks import corpus, prepare, queries
from benchmarks.exports import own_memory_peak_mb
from benchmarks.peers import product
from benchmarks.peers.ours import document_of
from benchmarks.peers.port import Part, Question
from benchmarks.peers.worker import memory_mb
from search_app.settings import load
from search_app.wiring import open_builder

SEED = 20_260_101
_RUNS = 3
_ROUNDS = 2
_PARTS: tuple[Part, ...] = ("top", "facets", "page", "html")
Figures = dict[str, float]
T = TypeVar("T")


def write_records(data: Path, count: int, path: Path) -> None:
    """Write `count` records, a line for each."""
    with path.open("w", encoding="utf-8") as file:
        for record in prepare.without_terms(corpus.documents(data, count, SEED)):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def built(records: Path, index: Path, jobs: int) -> Figures:
    """Index the records in this process, which has done nothing before."""
    settings = load(options={"index": index}).settings
    count = 0
    started = time.perf_counter()
    with (
        own_memory_peak_mb() as peak_mb,
        open_builder(settings, full=True, jobs=jobs) as builder,
        records.open(encoding="utf-8") as lines,
    ):
        for line in lines:
            builder.add(document_of(json.loads(line)))
            count += 1
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    seconds = time.perf_counter() - started
    size = sum(file.stat().st_size for file in index.rglob("*") if file.is_file())
    return {
        "documents": count,
        "build, s": seconds,
        "documents a second": count / seconds,
        "memory of its own while it builds, MB": peak_mb(),
        "the same, mapped files included, MB": memory_mb("VmHWM"),
        "index, MB": size / 1e6,
    }


def answered(index: Path, questions: Sequence[Question]) -> Figures:
    """Ask all questions from this process, which has done nothing before."""
    started = time.perf_counter()
    reader = product.reader(index)
    reader.answer(questions[0], "page")
    figures = {"opened and first page, s": time.perf_counter() - started}
    for part in _PARTS:
        ask = partial(reader.answer, part=part)
        times = [[_fastest_ms(partial(ask, each)) for _ in range(_ROUNDS)] for each in questions]
        p50, p95 = np.quantile([median(of_one) for of_one in times[1:]], (0.5, 0.95))
        figures |= {f"{part}, p50, ms": float(p50), f"{part}, p95, ms": float(p95)}
    figures["memory of its own after all pages, MB"] = memory_mb("RssAnon")
    return figures


def _fastest_ms(ask: Callable[[], object]) -> float:
    times = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        ask()
        times.append(time.perf_counter() - started)
    return min(times) * 1000


def in_its_own_process(work: Callable[[], T]) -> T:
    """Return what `work` returns in a process that ends with it."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work).result()


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--data", type=Path, default=Path("../shared"), help="the documents")
    options.add_argument("--documents", type=int, nargs="+", default=[75_000, 1_000_000])
    options.add_argument("--questions", type=int, default=queries.QUESTIONS)
    options.add_argument("--jobs", type=int, default=1, help="processes of each build")
    options.add_argument("--temporary", type=Path, help="folder for documents and indexes")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="growth-", dir=given.temporary) as name:
        folder = Path(name)
        first = corpus.documents(given.data, given.documents[0], SEED)
        prepared = prepare.write_records(first, folder / "prepared.jsonl", SEED)
        questions = queries.draw(prepared, SEED, given.questions)
        columns = []
        for count in given.documents:
            records, index = folder / f"{count}.jsonl", folder / f"{count}.index"
            in_its_own_process(partial(write_records, given.data, count, records))
            build = in_its_own_process(partial(built, records, index, given.jobs))
            columns.append(build | in_its_own_process(partial(answered, index, questions)))
            print("\n".join(_table(columns)), flush=True)


def _table(columns: Sequence[Figures]) -> Iterator[str]:
    yield "| |" + " |" * len(columns) + " growth |"
    yield "|---|" + "--:|" * (len(columns) + 1)
    for name, first in columns[0].items():
        values = [column[name] for column in columns]
        cells = [f"{value:,.{max(0, 3 - len(str(int(value))))}f}" for value in values]
        yield f"| {name} | {' | '.join(cells)} | {values[-1] / first:.2f} |"


if __name__ == "__main__":
    main()

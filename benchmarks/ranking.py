"""How much of the time of a search is its ranking?

    python -m benchmarks.ranking INDEX QUERIES [--every N] [--rounds N]

QUERIES is a judged collection, or a text file with a query on each line. The site understands each
query once. Then the engine is asked for the first hit, once sorted by date and once by relevance:
both searches find, score and count the same documents, and only the second ranks the best of them
more closely. Last, the whole search is run as for the site: a page of 10 hits with their passages.

The time of a query is the median of its rounds, without the first round, which warms up. The median
and the 95th percentile are over the queries.
"""

import argparse
import gc
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any, cast

import numpy as np

from search_app.engine.port import Searcher
from search_app.evaluation import read_collection
from search_app.model.query import Query, Sort
from search_app.model.results import Results
from search_app.search import search
from search_app.settings import load
from search_app.syntax import parse_plainly
from search_app.wiring import open_engine

TIMEOUT_S = 30.0
PAGE = 10
# So many queries go one way before they go the other: more than those whose matches the engine
# keeps, so that each search finds its documents anew.
IN_TURN = 16

Run = Callable[[Query], object]


class Overheard:
    """A searcher that keeps the queries that it was asked to search for."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self.asked: list[Query] = []

    def search(self, query: Query, timeout_s: float) -> Results:
        self.asked.append(query)
        return self._searcher.search(query, timeout_s)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._searcher, name)


def understood(searcher: Searcher, query: Query) -> list[Query]:
    """Return the queries that the searcher is asked: for all the words, for some where needed."""
    overheard = Overheard(searcher)
    search(cast("Searcher", overheard), query, timeout_s=TIMEOUT_S)
    return overheard.asked


def milliseconds(run: Run, query: Query) -> float:
    start = time.perf_counter()
    run(query)
    return (time.perf_counter() - start) * 1000


def measured(ways: dict[str, Run], queries: list[Query], rounds: int) -> dict[str, list[float]]:
    """Return the time of each query in milliseconds, for each way of running it."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for first in range(0, len(queries), IN_TURN):
        some = queries[first : first + IN_TURN]
        taken = {name: np.zeros((rounds + 1, len(some))) for name in ways}
        for number in range(rounds + 1):
            for name, run in ways.items():
                taken[name][number] = [milliseconds(run, query) for query in some]
        for name, own in taken.items():
            times[name] += np.median(own[1:], axis=0).tolist()
    return times


def read_queries(path: Path) -> list[str]:
    if path.is_dir():
        return [query.text for query in read_collection(path).queries]
    return path.read_text(encoding="utf-8").splitlines()


def main() -> None:
    """Print a table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("index", type=Path)
    options.add_argument("queries", type=Path)
    options.add_argument("--every", type=int, default=1, help="take one query of so many")
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    engine = open_engine(load(options={"index": given.index}).settings)
    with engine.searcher() as searcher:
        _report(searcher, given)


def _report(searcher: Searcher, given: argparse.Namespace) -> None:
    typed = [
        Query(text=text, expr=parse_plainly(text), page_size=PAGE)
        for text in read_queries(given.queries)[:: given.every]
    ]
    asked = {
        query: [replace(part, page_size=1) for part in understood(searcher, query)]
        for query in typed
    }

    def ask(query: Query, sort: Sort) -> None:
        for part in asked[query]:
            searcher.search(replace(part, sort=sort), TIMEOUT_S)

    ways: dict[str, Run] = {
        "sorted by date": lambda q: ask(q, Sort.NEWEST),
        "sorted by relevance": lambda q: ask(q, Sort.RELEVANCE),
        "whole search": lambda q: search(searcher, q, timeout_s=TIMEOUT_S),
    }
    gc.collect()
    gc.freeze()
    times = measured(ways, typed, given.rounds)
    print(f"| {len(typed)} queries | p50 ms | p95 ms | p50 ÷ by date |\n|---|--:|--:|--:|")
    least = median(times["sorted by date"])
    for name, own in times.items():
        p50, p95 = np.quantile(own, (0.5, 0.95))
        print(f"| {name} | {p50:.2f} | {p95:.2f} | {p50 / least:.2f} |")


if __name__ == "__main__":
    main()

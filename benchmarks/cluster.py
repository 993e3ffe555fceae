"""What do a cluster's index and pages cost beside those of the engine in one process?

    PYTHONPATH=tests python -m benchmarks.cluster --documents 75000 [--collection FOLDER]

Both engines index the same documents and answer the same pages in turn, from this process. The
cluster is that of SEARCH_APP_OPENSEARCH_URL, or three nodes on this machine. With a judged
collection, a second table has the measures of both, and how often their first ten hits agree.
"""

import argparse
import os
import secrets
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.help import build
from benchmarks.serving import FILTERS, QUERIES
from chaos.cluster import running_cluster
from search_app.engine.opensearch.cluster import Access, Cluster
from search_app.engine.opensearch.generations import remove_all
from search_app.engine_settings import EngineKind
from search_app.evaluation import (
    Collection,
    asked_for,
    evaluate,
    fill,
    first_hits,
    read_collection,
)
from search_app.search import search
from search_app.settings import Settings, load
from search_app.web.app import create_app
from search_app.wiring import open_builder, open_engine

TIMEOUT_S = 30.0
FIRST = 10


@contextmanager
def cluster_urls(folder: Path) -> Iterator[tuple[str, ...]]:
    """Lend the addresses of the cluster. folder: for the data of one that is started."""
    if given := os.environ.get("SEARCH_APP_OPENSEARCH_URL"):
        yield tuple(given.split(","))
        return
    with running_cluster(folder) as nodes:
        yield tuple(nodes.urls)


class Waited:
    """Adds up for how long this process waits for the cluster. seconds: since it was set to 0."""

    def __init__(self) -> None:
        self.seconds = 0.0
        ask = Cluster.ask

        def timed(cluster: Cluster, *arguments: Any, **options: Any) -> Any:
            started = time.perf_counter()
            try:
                return ask(cluster, *arguments, **options)
            finally:
                self.seconds += time.perf_counter() - started

        Cluster.ask = timed  # type: ignore[method-assign, assignment]


def size_mb(settings: Settings) -> float:
    """Return the size of the index of an engine, copies on other nodes left out."""
    if settings.engine is EngineKind.EMBEDDED:
        return sum(file.stat().st_size for file in settings.index.rglob("*")) / 1e6
    path = f"/{settings.opensearch_name}-*/_stats/store"
    cluster = Cluster(Access(urls=settings.opensearch_urls))
    told = cluster.ask("GET", path, timeout_s=TIMEOUT_S)
    return float(told["_all"]["primaries"]["store"]["size_in_bytes"]) / 1e6


def page_times(both: list[Settings], rounds: int, waited: Waited) -> dict[EngineKind, list[Any]]:
    """Return for each engine the milliseconds of each page, and how many were waited for."""
    sites = {settings.engine: create_app(settings).test_client() for settings in both}
    times: dict[EngineKind, list[Any]] = {engine: [] for engine in sites}
    for number in range(rounds + 1):
        for query in QUERIES:
            for chosen in FILTERS:
                for engine, site in sites.items():
                    waited.seconds = 0.0
                    started = time.perf_counter()
                    answer = site.get(f"/search?q={query}{chosen}")
                    took = (time.perf_counter() - started) * 1000
                    if answer.status_code != 200:  # noqa: PLR2004 - fine
                        raise SystemExit(f"{engine}: {answer.status} for {query}{chosen}")
                    if number:  # the first round warms up
                        times[engine].append((took, waited.seconds * 1000))
    return times


def agreement(both: list[Settings], collection: Collection) -> str:
    """Return how often the first hits of both engines are the same, and their totals."""
    alike = hits = same_order = same_total = 0
    engines = [open_engine(settings) for settings in both]
    with engines[0].searcher() as one, engines[1].searcher() as other:
        for query in collection.queries:
            wanted = asked_for(query, FIRST)
            found = [search(searcher, wanted, timeout_s=TIMEOUT_S) for searcher in (one, other)]
            ids = [[hit.document.id for hit in first_hits(r, FIRST)] for r in found]
            alike += len({*ids[0]} & {*ids[1]})
            hits += len(ids[0])
            same_order += ids[0] == ids[1]
            same_total += found[0].total == found[1].total
    count = len(collection.queries)
    return (
        f"Of {count} queries {same_total} have the same total, {alike / max(hits, 1):.1%} of the "
        f"first {FIRST} hits are the same, and {same_order} have these in the same order."
    )


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--data", type=Path, default=Path("../shared"), help="the documents")
    options.add_argument("--documents", type=int, default=75_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--collection", type=Path, help="a judged collection")
    given = options.parse_args()
    waited = Waited()
    with tempfile.TemporaryDirectory() as name, cluster_urls(Path(name) / "nodes") as urls:
        name_there = f"benchmark-{secrets.token_hex(4)}"
        alone = load(environment={}, options={"index": Path(name) / "index"}).settings
        there = {"engine": EngineKind.OPENSEARCH, "opensearch_urls": urls}
        both = [alone, alone.model_copy(update=there | {"opensearch_name": name_there})]
        try:
            compare_pages(given.data, given.documents, given.rounds, both, waited)
            if given.collection:
                compare_answers(read_collection(given.collection), both)
        finally:
            remove_all(Cluster(Access(urls=urls)), name_there)


def compare_pages(
    data: Path, documents: int, rounds: int, both: list[Settings], waited: Waited
) -> None:
    """Build with both engines, and print what it took and how long pages take."""
    built = {}
    for settings in both:
        started = time.perf_counter()
        build(data, documents, settings)
        built[settings.engine] = time.perf_counter() - started, size_mb(settings)
    print("| engine | build, s | index, MB | page p50, ms | p95, ms | of p50 waiting, ms |")
    print("|---|--:|--:|--:|--:|--:|")
    for engine, times in page_times(both, rounds, waited).items():
        took = sorted(took for took, _ in times)
        figures = (
            *built[engine],
            statistics.median(took),
            took[int(0.95 * len(took))],
            statistics.median(waiting for _, waiting in times),
        )
        print(f"| {engine} |", *(f"{figure:.1f} |" for figure in figures))


def compare_answers(collection: Collection, both: list[Settings]) -> None:
    """Index a judged collection with both engines, and print the measures side by side."""
    measures = []
    for settings in both:
        fill(open_builder(settings, full=True, jobs=1), collection)
        with open_engine(settings).searcher() as searcher:
            measures.append(evaluate(searcher, collection, timeout_s=TIMEOUT_S))
    print("\n| measure |", *(f"{settings.engine} |" for settings in both))
    print("|---|--:|--:|")
    for name in measures[0]:
        print(f"| {name} |", *(f"{found[name]:.4f} |" for found in measures))
    print(f"\n{agreement(both, collection)}")


if __name__ == "__main__":
    main()

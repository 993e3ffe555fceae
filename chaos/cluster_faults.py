"""What becomes of searches and of a reindex when nodes of a cluster fail?

Three real nodes hold an index of three shards with a copy of each. While readers search, a node is
killed, one stands still, two are dead, all are. Then the same happens in the middle of a build. An
answer may fail, or say that a part is missing; it may not be wrong without a word. A build may be
refused, and may lose no document.
"""

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from chaos.cluster import Cluster as Nodes
from chaos.cluster import ClusterNode, running_cluster
from chaos.table import Row, printed
from search_app.engine.opensearch.builder import OpenSearchBuilder
from search_app.engine.opensearch.cluster import Access, Cluster
from search_app.engine.opensearch.reader import OpenSearchEngine
from search_app.model.document import Document, DocumentType, Kind, Source
from search_app.model.errors import SearchIndexError
from search_app.model.expr import Word
from search_app.model.query import Query
from search_app.model.results import Unfinished

NAME = "faults"
SEARCH_LIMIT_S = 5.0
# How long a search may take beyond its limit, which a slow machine takes to say so.
BEYOND_S = 3.0
RECOVERY_LIMIT_S = 120.0
_THEMES = ("santé", "énergie", "école")


class Readers:
    """Threads that search without a pause. outcomes: how many answers were of each kind."""

    def __init__(self, engine: OpenSearchEngine, documents: int, threads: int = 2) -> None:
        self._engine = engine
        self._documents = documents
        self.outcomes: Counter[str] = Counter()
        self.longest_s = 0.0
        self.last_whole = time.monotonic()
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._read, daemon=True) for _ in range(threads)]

    @contextmanager
    def reading(self) -> Iterator["Readers"]:
        for thread in self._threads:
            thread.start()
        yield self
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def wait_until_whole(self, since: float) -> float:
        """Return after how many seconds from `since` a whole and right answer came again."""
        while self.last_whole < since and time.monotonic() < since + RECOVERY_LIMIT_S:
            time.sleep(0.05)
        return self.last_whole - since

    def _read(self) -> None:
        number = 0
        while not self._ended.is_set():
            number += 1
            began = time.monotonic()
            outcome = self._outcome(_THEMES[number % len(_THEMES)])
            self.longest_s = max(self.longest_s, time.monotonic() - began)
            self.outcomes[outcome] += 1
            if outcome == "whole":
                self.last_whole = began
            else:
                time.sleep(0.05)

    def _outcome(self, theme: str) -> str:
        query = Query(text=theme, expr=Word(theme))
        try:
            with self._engine.searcher() as searcher:
                results = searcher.search(query, SEARCH_LIMIT_S)
        except SearchIndexError:
            return "unavailable"
        if Unfinished.MATCHING in results.unfinished:
            return "out of time"
        if Unfinished.SHARDS in results.unfinished:
            return "partial"
        is_right = results.total == self._documents // len(_THEMES) and results.hits
        if not is_right:
            print(f"wrong: {results.total} of {theme}, {len(results.hits)} hits", file=sys.stderr)
        return "whole" if is_right else "wrong"


def question(number: int) -> Document:
    theme = _THEMES[number % len(_THEMES)]
    return Document(
        id=f"QANR5L16QE{number}",
        kind=Kind.QUESTION,
        type=DocumentType.QE,
        title=f"Question {number}",
        number=str(number),
        legislature="16",
        text=f"Le député interroge le ministre sur le thème {theme}, dossier {number}. " * 10,
        source=Source(path=f"{number}.txt"),
    )


def publish(cluster: Cluster, documents: int, while_building: Callable[[], None]) -> None:
    with OpenSearchBuilder(cluster, NAME, full=True, shards=3, replicas=1) as builder:
        for number in range(documents):
            builder.add(question(number))
            if number == documents // 2:
                while_building()
        builder.publish(corpus_digest="", rejected=0, ledger=b"")


def rows(documents: int, seconds: float, faults: int) -> Iterator[Row]:
    with (
        tempfile.TemporaryDirectory(prefix="search-app-faults-") as folder,
        running_cluster(Path(folder)) as nodes,
    ):
        cluster = Cluster(Access(urls=tuple(nodes.urls)))
        publish(cluster, documents, lambda: None)
        # Copies that a node had are made anew after a minute, unless one says otherwise.
        soon = {"index.unassigned.node_left.delayed_timeout": "1s"}
        cluster.ask("PUT", f"/{NAME}-*/_settings", soon, timeout_s=30)
        nodes.wait_until()
        first, second, third = nodes.nodes
        tried = (
            ("a node killed", _killed([second])),
            ("a node that stands still", _frozen([third])),
            ("two of three nodes killed", _killed([first, third])),
            ("all nodes killed", _killed(nodes.nodes)),
        )
        for what, failing in tried[:faults]:
            during = f"{what} for {seconds:g} s while two readers search"
            yield _fault(during, failing, nodes, documents, seconds)
        for what, failing in tried[:faults]:
            yield _built(f"{what} for {seconds:g} s in a build", failing, nodes, documents, seconds)


@dataclass(frozen=True, slots=True)
class _Failing:
    """What is done to nodes in a `with` statement, and undone behind it."""

    nodes: Sequence[ClusterNode]
    fail: Callable[[ClusterNode], None]
    come_back: Callable[[ClusterNode], None]

    def __enter__(self) -> None:
        for node in self.nodes:
            self.fail(node)

    def __exit__(self, *_: object) -> None:
        for node in self.nodes:
            self.come_back(node)


def _killed(nodes: Sequence[ClusterNode]) -> _Failing:
    return _Failing(nodes, ClusterNode.kill, ClusterNode.start)


def _frozen(nodes: Sequence[ClusterNode]) -> _Failing:
    return _Failing(nodes, ClusterNode.freeze, ClusterNode.thaw)


def _fault(
    what: str,
    failing: _Failing,
    nodes: Nodes,
    documents: int,
    seconds: float,
) -> Row:
    """Let nodes fail for some seconds under readers, and tell what these were answered."""
    engine = OpenSearchEngine(Cluster(Access(urls=tuple(nodes.urls))), NAME)
    with engine.searcher() as searcher:
        searcher.search(Query(expr=Word(_THEMES[0])), SEARCH_LIMIT_S)
    with Readers(engine, documents).reading() as readers:
        time.sleep(1)
        with failing:
            time.sleep(seconds)
        recovered_s = readers.wait_until_whole(time.monotonic())
        nodes.wait_until()
        time.sleep(1)
    told = ", ".join(f"{n} {kind}" for kind, n in sorted(readers.outcomes.items()))
    is_held = (
        not readers.outcomes["wrong"]
        and 0 <= recovered_s < RECOVERY_LIMIT_S
        and readers.longest_s < SEARCH_LIMIT_S + BEYOND_S
    )
    return Row(
        what,
        f"0 wrong, {SEARCH_LIMIT_S + BEYOND_S:g} s the longest, whole again by itself",
        f"{told}; {readers.longest_s:.1f} s the longest; whole again {recovered_s:.1f} s after",
        is_held=is_held,
    )


def _built(what: str, failing: _Failing, nodes: Nodes, documents: int, seconds: float) -> Row:
    """Let nodes fail for some seconds in the middle of a build, and count what there is then."""
    cluster = Cluster(Access(urls=tuple(nodes.urls)))

    def fail() -> None:
        failing.__enter__()
        threading.Timer(seconds, failing.__exit__).start()

    began = time.monotonic()
    try:
        publish(cluster, documents, fail)
    except SearchIndexError as error:
        told = f"refused ({error}), the generation before answers"
    else:
        told = "published"
    took_s = time.monotonic() - began
    time.sleep(max(0.0, seconds - took_s))
    nodes.wait_until("yellow")
    with OpenSearchEngine(cluster, NAME).searcher() as searcher:
        held = searcher.search(Query(), SEARCH_LIMIT_S).total
    return Row(
        what,
        "0 documents lost",
        f"{told} after {took_s:.0f} s; {documents - held} of {documents} lost",
        is_held=held == documents,
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=3000, help="a multiple of three")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long a fault lasts")
    parser.add_argument("--faults", type=int, default=4, help="the first so many of the faults")
    asked = parser.parse_args(arguments)
    return printed(rows(asked.documents, asked.seconds, asked.faults))


if __name__ == "__main__":
    sys.exit(main())

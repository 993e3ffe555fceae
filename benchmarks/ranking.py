"""How much longer does a search take for its ranking than with plain BM25?

    python -m benchmarks.ranking INDEX QUERIES [--every N] [--rounds N]

QUERIES: a judged collection, or a text file with a query on each line. *matching*: from the query
that the engine is asked to the best 10, nothing read. *search*: `search` as the site calls it, a
page of 10 without passages. Some queries are done with the scores as matched, then with the
ranking, round after round in one process. A query's time is the median of its rounds, after one
that warms up; p50 and p95 are over the queries.
"""

import argparse
import gc
import math
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from search_app.engine.embedded import generation
from search_app.engine.embedded.arrays import highest
from search_app.engine.embedded.generation import OpenGeneration
from search_app.engine.embedded.generations.folders import current_id
from search_app.engine.embedded.matching.compile import compile_expr
from search_app.engine.embedded.matching.doc_sets import Matches
from search_app.engine.embedded.matching.execute import Executor
from search_app.engine.embedded.ranking.query_units import wanted
from search_app.engine.embedded.ranking.rescore import Ranking
from search_app.engine.embedded.ranking.slips import forms_a_letter_away
from search_app.engine.embedded.reader import open_generation
from search_app.evaluation import read_collection
from search_app.french import words
from search_app.model.query import Query
from search_app.search import search
from search_app.settings import Settings
from search_app.syntax import parse_plainly
from search_app.wiring import open_engine

TIMEOUT_S = 30.0
PAGE = 10
# So many queries go one way, then the other: more than those whose matches the engine keeps.
IN_TURN = 16


class Plain:
    """Answers what a `Ranking` is asked with the scores as matched."""

    def __init__(self, _snapshot: Any, matches: Matches, *_: Any) -> None:
        self._matches = matches

    def scores(self) -> Any:
        return self._matches.scores

    def parts(self, _document: int) -> None:
        return None


class Asking:
    """Does one query after the other, with the ranking that `generation` has just then."""

    def __init__(self, index: Path) -> None:
        self._engine = open_engine(Settings(index=index))
        self._generation = open_generation(index, current_id(index))
        known = self._generation.vocabulary.words
        self._forms_like = partial(forms_a_letter_away, frequencies=known)

    def search(self, query: Query) -> None:
        search(self._engine, query, timeout_s=TIMEOUT_S)

    def asked_of_the_engine(self, query: Query) -> Query:
        """Return the query widened and relaxed."""
        asked: list[Query] = []
        answer = OpenGeneration.search

        def note(generation: OpenGeneration, query: Query, timeout_s: float) -> Any:
            asked.append(query)
            return answer(generation, query, timeout_s)

        with patch.object(OpenGeneration, "search", note):
            self.search(query)
        return asked[0]

    def match(self, query: Query) -> None:
        snapshot = self._generation.snapshot
        tree = compile_expr(query.expr, self._generation.lexicon)
        matches = Executor(snapshot, math.inf).run(tree)
        matched = snapshot, matches, wanted(query.expr), words(query.text)
        ranking = generation.Ranking(*matched, self._forms_like)
        highest(ranking.scores(), PAGE)


def milliseconds(run: Callable[[Query], None], query: Query) -> float:
    start = time.perf_counter()
    run(query)
    return (time.perf_counter() - start) * 1000


def measured(run: Callable[[Query], None], queries: list[Query], rounds: int) -> str:
    """Return a line of p50 and p95 with plain BM25, with the ranking, and their ratios."""
    times: dict[type, list[list[float]]] = {Plain: [], Ranking: []}
    for first in range(0, len(queries), IN_TURN):
        some = queries[first : first + IN_TURN]
        taken: dict[type, list[list[float]]] = {kind: [[] for _ in some] for kind in times}
        for _ in range(rounds + 1):
            for kind, own in taken.items():
                with patch.object(generation, "Ranking", kind):
                    for place, query in enumerate(some):
                        own[place].append(milliseconds(run, query))
        for kind, own in taken.items():
            times[kind] += [found[1:] for found in own]
    plain, ranked = (sorted(map(median, taken)) for taken in times.values())
    last = int(len(queries) * 0.95)
    return (
        f"{median(plain):.2f} / {plain[last]:.2f} | {median(ranked):.2f} / {ranked[last]:.2f}"
        f" | {median(ranked) / median(plain):.2f} / {ranked[last] / plain[last]:.2f}"
    )


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("index", type=Path)
    options.add_argument("queries", type=Path)
    options.add_argument("--every", type=int, default=1, help="of so many queries, take one")
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    if given.queries.is_dir():
        texts = [query.text for query in read_collection(given.queries).queries]
    else:
        texts = given.queries.read_text(encoding="utf-8").splitlines()
    asking = Asking(given.index)
    queries = [
        Query(text=text, expr=parse_plainly(text), page_size=PAGE) for text in texts[:: given.every]
    ]
    with patch.object(generation, "passages", lambda *_: ()):
        understood = [asking.asked_of_the_engine(query) for query in queries]
        gc.collect()
        gc.freeze()
        print(f"{len(queries)} queries, p50 / p95 ms | plain BM25 | with the ranking | ratio")
        print("matching |", measured(asking.match, understood, given.rounds), flush=True)
        print("search |", measured(asking.search, queries, given.rounds))


if __name__ == "__main__":
    main()

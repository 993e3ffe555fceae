"""Do the weights of the ranking generalise? Fitted on four folds of topics, measured on the fifth.

    python -m benchmarks.weights COLLECTION [--every N]

The parts of the score of each document looked at are taken down once; then one weight at a time is
changed as long as nDCG@10 over the topics of the fit grows. Prints the figures of the weights in
use, of those fitted on all topics, and of each fifth with the weights fitted on the others.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks.relevance import FOLDS, folds_of, found
from search_app.engine.embedded import generation
from search_app.engine.embedded.ranking import rescore
from search_app.engine.embedded.ranking.rescore import Ranking
from search_app.engine.port import Engine
from search_app.evaluation import fill, read_collection
from search_app.evaluation.collection import Collection
from search_app.settings import Settings
from search_app.wiring import open_builder, open_engine

DEPTH = 10
DISCOUNTS = 1 / np.log2(np.arange(DEPTH) + 2)
FACTORS = (0.0, 0.25, 0.5, 0.75, 1.33, 2.0, 3.0)
ROUNDS = 2
Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Ranked:
    """parts: [part, document], unweighted. worth: of each document, as a share of the ideal DCG."""

    fold: int
    parts: Array
    worth: Array


@contextmanager
def recorded() -> Iterator[list[Ranking]]:
    """Keep every Ranking that is made."""
    made: list[Ranking] = []

    class Recording(Ranking):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            made.append(self)

    with patch.object(generation, "Ranking", Recording):
        yield made


def ranked_queries(engine: Engine, collection: Collection) -> Iterator[Ranked]:
    folds = folds_of(collection)
    numbers = {}
    for number, document in enumerate(engine.documents()):
        numbers[number] = document.id
    for query in collection.queries:
        with recorded() as made:
            found(engine, query.text)
        gains = collection.gains[query.topic]
        ideal = 2.0 ** np.sort(list(gains.values()))[::-1][:DEPTH] - 1
        if not made or not made[-1]._parts:  # noqa: SLF001 - the parts are no part of the answer
            yield Ranked(folds[query.topic], np.zeros((len(rescore.WEIGHTS), 0)), np.zeros(0))
            continue
        ranking = made[-1]
        parts = [ranking._parts[name] / weight for name, weight in rescore.WEIGHTS.items()]  # noqa: SLF001
        documents = ranking._matches.documents.take(ranking._place)  # noqa: SLF001
        own = np.array([gains.get(numbers[number], 0) for number in documents.tolist()])
        worth = (2.0**own - 1) / (ideal * DISCOUNTS[: len(ideal)]).sum()
        yield Ranked(folds[query.topic], np.array(parts), worth)


def ndcg(weights: Array, queries: list[Ranked]) -> float:
    total = 0.0
    for query in queries:
        best = np.argsort(-(weights @ query.parts), kind="stable")[:DEPTH]
        total += float((query.worth[best] * DISCOUNTS[: len(best)]).sum())
    return total / len(queries)


def fitted(weights: Array, queries: list[Ranked]) -> Array:
    weights, best = weights.copy(), ndcg(weights, queries)
    for _ in range(ROUNDS):
        for part in range(len(weights)):
            for factor in FACTORS:
                tried = weights.copy()
                tried[part] *= factor
                reached = ndcg(tried, queries)
                if reached > best:
                    weights, best = tried, reached
    return weights


def report(queries: list[Ranked], print_line: Callable[[str], None]) -> None:
    in_use = np.array(list(rescore.WEIGHTS.values()))
    print_line(f"in use: {ndcg(in_use, queries):.4f}")
    on_all = fitted(in_use, queries)
    weights = ", ".join(f"{n} {w:.2f}" for n, w in zip(rescore.WEIGHTS, on_all, strict=True))
    print_line(f"fitted on all topics: {ndcg(on_all, queries):.4f} ({weights})")
    total = 0.0
    for fold in range(FOLDS):
        held_out = [query for query in queries if query.fold == fold]
        weights_of_fold = fitted(in_use, [query for query in queries if query.fold != fold])
        reached = ndcg(weights_of_fold, held_out)
        print_line(f"fold {fold}: {ndcg(in_use, held_out):.4f} in use, {reached:.4f} held out")
        total += reached * len(held_out)
    print_line(f"held out: {total / len(queries):.4f}")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("collection", type=Path)
    options.add_argument("--every", type=int, default=1, help="of so many queries, take one")
    given = options.parse_args()
    collection = read_collection(given.collection)
    with tempfile.TemporaryDirectory() as index:
        settings = Settings(index=Path(index))
        fill(open_builder(settings, full=True, jobs=1), collection)
        engine = open_engine(settings)
        chosen = replace(collection, queries=collection.queries[:: given.every])
        queries = list(ranked_queries(engine, chosen))
        engine.close()
    report(queries, lambda line: print(line, flush=True))


if __name__ == "__main__":
    main()

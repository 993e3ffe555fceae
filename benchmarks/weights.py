"""Would weights fitted on some topics rank the other topics better than the weights in use?

    python -m benchmarks.weights COLLECTION [--every N]

COLLECTION is a judged collection. For each query the parts of the scores of its best hits are noted
once. Then one weight at a time is changed, as long as nDCG@10 over the topics of the fit grows. It
prints nDCG@10 with the weights in use, with those fitted on all topics, and for each of five folds
of the topics with the weights fitted on the other four.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.relevance import FOLDS, folds_of, found
from search_app.engine.embedded.ranking.rescore import RESCORED, WEIGHTS
from search_app.engine.port import Searcher
from search_app.evaluation import fill, read_collection
from search_app.evaluation.collection import Collection
from search_app.settings import load
from search_app.wiring import open_builder, open_engine

DEPTH = 10
DISCOUNTS = 1 / np.log2(np.arange(DEPTH) + 2)
FACTORS = (0.0, 0.25, 0.5, 0.75, 1.33, 2.0, 3.0)
ROUNDS = 2
Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The hits of one query that were rescored.

    parts: float array (parts of the score, hits), each part divided by its weight. worth: float
    array (hits), the gain 2^g - 1 of each hit divided by the ideal DCG@10 of its topic.
    is_partial: bool array (hits), whether a hit has some of the words only: no weight puts it
    before those that have all.
    """

    fold: int
    parts: Array
    worth: Array
    is_partial: Array


def ranked_queries(searcher: Searcher, collection: Collection) -> Iterator[Ranked]:
    folds = folds_of(collection)
    for query in collection.queries:
        hits = [hit for hit in found(searcher, query.text, count=RESCORED) if hit.score_parts]
        scores = [hit.score_parts for hit in hits if hit.score_parts]
        parts = [[score[name] / weight for score in scores] for name, weight in WEIGHTS.items()]
        gains = collection.gains[query.topic]
        ideal = 2.0 ** np.sort(list(gains.values()))[::-1][:DEPTH] - 1
        own = np.array([gains.get(hit.document.id, 0) for hit in hits])
        worth = (2.0**own - 1) / (ideal * DISCOUNTS[: len(ideal)]).sum()
        is_partial = np.array([bool(hit.lacks) for hit in hits])
        yield Ranked(folds[query.topic], np.array(parts), worth, is_partial)


def ndcg(weights: Array, queries: list[Ranked]) -> float:
    """Return the mean nDCG@10 of the queries, their hits put in order by these weights."""
    total = 0.0
    for query in queries:
        best = np.lexsort((-(weights @ query.parts), query.is_partial))[:DEPTH]
        total += float((query.worth[best] * DISCOUNTS[: len(best)]).sum())
    return total / len(queries)


def fitted(weights: Array, queries: list[Ranked]) -> Array:
    """Return weights that give these queries a higher nDCG@10, one changed after the other."""
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
    """Print the figures; a small part of the queries may leave a fold empty."""
    in_use = np.array(list(WEIGHTS.values()))
    print_line(f"in use: {ndcg(in_use, queries):.4f}")
    on_all = fitted(in_use, queries)
    weights = ", ".join(f"{n} {w:.2f}" for n, w in zip(WEIGHTS, on_all, strict=True))
    print_line(f"fitted on all topics: {ndcg(on_all, queries):.4f} ({weights})")
    total = 0.0
    for fold in range(FOLDS):
        held_out = [query for query in queries if query.fold == fold]
        if not held_out:
            continue
        weights_of_fold = fitted(in_use, [query for query in queries if query.fold != fold])
        reached = ndcg(weights_of_fold, held_out)
        print_line(f"fold {fold}: {ndcg(in_use, held_out):.4f} in use, {reached:.4f} held out")
        total += reached * len(held_out)
    print_line(f"held out: {total / len(queries):.4f}")


def main() -> None:
    """Fit and measure."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("collection", type=Path)
    options.add_argument("--every", type=int, default=1, help="take one query of so many")
    given = options.parse_args()
    collection = read_collection(given.collection)
    with tempfile.TemporaryDirectory() as index:
        settings = load(options={"index": Path(index)}).settings
        fill(open_builder(settings, full=True, jobs=1), collection)
        chosen = replace(collection, queries=collection.queries[:: given.every])
        with open_engine(settings).searcher() as searcher:
            queries = list(ranked_queries(searcher, chosen))
    report(queries, lambda line: print(line, flush=True))


if __name__ == "__main__":
    main()

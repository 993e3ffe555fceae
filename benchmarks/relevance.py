"""How well is what people mean found, and which step earns its place?

    python -m benchmarks.relevance COLLECTION [--every N]

Each line: nDCG@10 as mean ± standard deviation over five folds of the topics, recall@10, MRR@10.
One step at a time is left out; then each query gets a slip in its longest word, drawn with a fixed
seed: a letter dropped, doubled, replaced, or swapped with the next one.
"""

import argparse
import random
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import fmean, pstdev
from typing import Any
from unittest.mock import patch

from search_app.engine.embedded import generation
from search_app.engine.embedded.ranking import rescore
from search_app.engine.port import Engine
from search_app.evaluation import fill, read_collection
from search_app.evaluation.collection import Collection
from search_app.evaluation.measures import ndcg, recall, reciprocal_rank
from search_app.model.query import Query
from search_app.search import relax, search
from search_app.settings import Settings
from search_app.syntax import parse_plainly
from search_app.wiring import open_builder, open_engine

LETTERS = "abcdefghijklmnopqrstuvwxyz"
TIMEOUT_S = 30.0
LETTERS_MIN = 4
FOLDS = 5
STEPS: dict[str, dict[str, Any]] = {
    "everything": {},
    **{f"without {part}": {"weights": {part: 0.0}} for part in rescore.WEIGHTS},
    "BM25 alone": {"weights": dict.fromkeys(rescore.WEIGHTS, 0.0) | {"bm25": 1.0}},
    "all words, when one document has them": {"few": 1},
    "without other names": {"expanded": False},
    "without corrections": {"corrected": False},
}


def with_slip(text: str, draw: random.Random) -> str:
    """Return `text` with one fault in its longest word of letters."""
    words = re.findall(r"[^\W\d_]+", text)
    word = max(words, key=len, default="")
    if len(word) < LETTERS_MIN:
        return text
    at = draw.randrange(1, len(word) - 1)
    faulty = draw.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + draw.choice(LETTERS) + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )
    return text.replace(word, faulty, 1)


@contextmanager
def step(weights: dict[str, float] | None = None, few: int = 0) -> Iterator[None]:
    """Leave a step of the ranking out. Passages are left out always, for time."""
    with (
        patch.dict(rescore.WEIGHTS, weights or {}),
        patch.object(relax, "FEW_OF_MORE", few or relax.FEW_OF_MORE),
        patch.object(relax, "FEW_OF_TWO", few or relax.FEW_OF_TWO),
        patch.object(generation, "passages", lambda *_: ()),
    ):
        yield


def found(engine: Engine, text: str, **options: bool) -> list[str]:
    query = Query(text=text, expr=parse_plainly(text), page_size=10, **options)
    return [hit.document.id for hit in search(engine, query, timeout_s=TIMEOUT_S).hits]


def folds_of(collection: Collection) -> dict[str, int]:
    """Return the fold of each topic, the same each time."""
    topics = sorted({query.topic for query in collection.queries})
    random.Random(7).shuffle(topics)  # noqa: S311 - no secret
    return {topic: number % FOLDS for number, topic in enumerate(topics)}


def measured(engine: Engine, collection: Collection, **options: bool) -> str:
    fold_of = folds_of(collection)
    folds: list[list[float]] = [[] for _ in range(FOLDS)]
    recalls, ranks = [], []
    for query in collection.queries:
        gains_of = collection.gains[query.topic]
        gains = [gains_of.get(id_, 0) for id_ in found(engine, query.text, **options)]
        judged = list(gains_of.values())
        folds[fold_of[query.topic]].append(ndcg(gains, judged))
        recalls.append(recall(gains, judged))
        ranks.append(reciprocal_rank(gains))
    mean = fmean(value for fold_values in folds for value in fold_values)
    spread = pstdev(fmean(values) for values in folds)
    return f"{mean:.4f} ± {spread:.3f} | {fmean(recalls):.4f} | {fmean(ranks):.4f}"


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("collection", type=Path)
    options.add_argument("--every", type=int, default=1, help="of so many queries, take one")
    given = options.parse_args()
    collection = read_collection(given.collection)
    collection = replace(collection, queries=collection.queries[:: given.every])
    draw = random.Random(1)  # noqa: S311 - the same slips each time
    slipped = tuple(replace(q, text=with_slip(q.text, draw)) for q in collection.queries)
    with tempfile.TemporaryDirectory() as index:
        settings = Settings(index=Path(index))
        fill(open_builder(settings, full=True, jobs=1), collection)
        engine = open_engine(settings)
        with step():
            faulty = measured(engine, replace(collection, queries=slipped))
        print(f"{'a slip in each query':40} | {faulty}", flush=True)
        for name, left_out in STEPS.items():
            ranking = {key: left_out[key] for key in ("weights", "few") if key in left_out}
            asking = {key: value for key, value in left_out.items() if key not in ranking}
            with step(**ranking):
                line = measured(engine, collection, **asking)
            print(f"{name:40} | {line}", flush=True)
        engine.close()


if __name__ == "__main__":
    main()

"""How good is the order of the hits, and what does each step of the search contribute?

    python -m benchmarks.relevance COLLECTION [--every N] [--index INDEX]

COLLECTION is a judged collection; one that comes without documents is asked of INDEX. First every
query gets a slip in its longest word, drawn with a fixed seed: a letter dropped, doubled, replaced,
or swapped with the next one. Then the queries are asked as they are: with all steps, and with one
step at a time left out. A line has the mean nDCG@10 of the queries ± the standard deviation over
five folds of the topics, then recall@10 and MRR@10.
"""

import argparse
import random
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import fmean, pstdev
from unittest.mock import patch

from search_app.engine.embedded.highlighting import snippets
from search_app.engine.embedded.ranking import rescore
from search_app.engine.port import Searcher
from search_app.evaluation import fill, first_hits, read_collection
from search_app.evaluation.collection import Collection
from search_app.evaluation.measures import ndcg, recall, reciprocal_rank
from search_app.model.query import Query
from search_app.model.results import Hit
from search_app.search import relax, search
from search_app.settings import load
from search_app.syntax import parse_plainly
from search_app.wiring import open_builder, open_engine

LETTERS = "abcdefghijklmnopqrstuvwxyz"
TIMEOUT_S = 30.0
LETTERS_MIN = 4
FOLDS = 5
PAGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Which steps are taken.

    weights: instead of those of the ranking. relaxed: documents with half of the words follow
    although some document has all. expanded, corrected: as in a `Query`.
    """

    weights: dict[str, float] = field(default_factory=dict)
    relaxed: bool = True
    expanded: bool = True
    corrected: bool = True


ALL_STEPS = Steps()
VARIANTS = {
    "everything": ALL_STEPS,
    **{f"without {part}": Steps(weights={part: 0.0}) for part in rescore.WEIGHTS},
    "BM25 alone": Steps(weights=dict.fromkeys(rescore.WEIGHTS, 0.0) | {"bm25": 1.0}),
    "all words, when one document has them": Steps(relaxed=False),
    "without other names": Steps(expanded=False),
    "without corrections": Steps(corrected=False),
}


def with_slip(text: str, draw: random.Random) -> str:
    """Return `text` with one slip in its longest word, or as it is when that word is short."""
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
def taking(steps: Steps) -> Iterator[None]:
    """Set the weights, and how few matches of all words let documents with half of them follow.

    Passages are never chosen: no figure depends on them, and they would take most of the time.
    """
    with (
        patch.dict(rescore.WEIGHTS, steps.weights),
        patch.object(relax, "FEW", relax.FEW if steps.relaxed else 0),
        patch.object(snippets, "passages_for", lambda *_: ()),
    ):
        yield


def found(searcher: Searcher, text: str, steps: Steps = ALL_STEPS, count: int = PAGE) -> list[Hit]:
    """Return the best `count` hits of a query as typed, best first."""
    query = Query(
        text=text,
        expr=parse_plainly(text),
        page_size=count,
        expanded=steps.expanded,
        corrected=steps.corrected,
    )
    with taking(steps):
        return first_hits(search(searcher, query, timeout_s=TIMEOUT_S), count)


def folds_of(collection: Collection) -> dict[str, int]:
    """Return the fold of each topic; the same topics always give the same folds."""
    topics = sorted({query.topic for query in collection.queries})
    random.Random(7).shuffle(topics)  # noqa: S311 - no secret
    return {topic: number % FOLDS for number, topic in enumerate(topics)}


def measured(searcher: Searcher, collection: Collection, steps: Steps) -> str:
    """Return a line: nDCG@10 ± its deviation, recall@10, MRR@10."""
    fold_of = folds_of(collection)
    folds: list[list[float]] = [[] for _ in range(FOLDS)]
    recalls, ranks = [], []
    for query in collection.queries:
        gains_of = collection.gains[query.topic]
        gains = [gains_of.get(hit.document.id, 0) for hit in found(searcher, query.text, steps)]
        judged = list(gains_of.values())
        folds[fold_of[query.topic]].append(ndcg(gains, judged))
        recalls.append(recall(gains, judged))
        ranks.append(reciprocal_rank(gains))
    mean = fmean(value for fold_values in folds for value in fold_values)
    # A small part of the queries may leave a fold empty.
    spread = pstdev(fmean(values) for values in folds if values)
    return f"{mean:.4f} ± {spread:.3f} | {fmean(recalls):.4f} | {fmean(ranks):.4f}"


def main() -> None:
    """Print a line for each variant."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("collection", type=Path)
    options.add_argument("--every", type=int, default=1, help="take one query of so many")
    options.add_argument("--index", type=Path, help="of a collection without documents")
    given = options.parse_args()
    collection = read_collection(given.collection)
    collection = replace(collection, queries=collection.queries[:: given.every])
    draw = random.Random(1)  # noqa: S311 - the same slips each time
    slipped = tuple(replace(q, text=with_slip(q.text, draw)) for q in collection.queries)
    with tempfile.TemporaryDirectory() as temporary:
        settings = load(options={"index": given.index or Path(temporary)}).settings
        if collection.documents:
            fill(open_builder(settings, full=True, jobs=1), collection)
        with open_engine(settings).searcher() as searcher:
            faulty = measured(searcher, replace(collection, queries=slipped), ALL_STEPS)
            print(f"{'a slip in each query':40} | {faulty}", flush=True)
            for name, steps in VARIANTS.items():
                print(f"{name:40} | {measured(searcher, collection, steps)}", flush=True)


if __name__ == "__main__":
    main()

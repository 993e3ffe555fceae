"""Which documents are most like a given one? Those that have its characteristic words."""

import math
import time
from collections import Counter
from collections.abc import Callable

import numpy as np
from whoosh import query as wq

from search_app.engine.embedded.arrays import top_k
from search_app.engine.embedded.matching.execute import Executor
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.schema import STEMMED_OF
from search_app.french import analyze
from search_app.model.document import Document

# The most frequent words of the document, among which the characteristic ones are chosen.
WORDS_WEIGHED = 80
# How many characteristic words are searched for.
WORDS_ASKED = 12
# A word of the title counts as often as this.
_TITLE_WEIGHT = 4
# A word that more than this share of all documents have is not characteristic.
_DOCUMENTS_SHARE_MAX = 0.1
_TIMEOUT_S = 2.0
FIELDS = tuple(STEMMED_OF.values())


def similar(snapshot: Snapshot, number: int, document: Document, count: int) -> list[int]:
    """Return the numbers of the `count` documents most like this one, the best first.

    The characteristic words are the WORDS_ASKED stems with the highest sqrt(tf) · ln(N / df + 1),
    where a word of the title counts _TITLE_WEIGHT times in tf. Documents are ordered by their BM25
    for these words; the document itself is left out.
    """

    def holders_of(stem: str) -> int:
        return max(snapshot.holders(field, stem) for field in FIELDS)

    terms = characteristic_stems(document, holders_of, snapshot.population)
    if not terms:
        return []
    tree = wq.Or([wq.Term(field, term) for term in terms for field in FIELDS])
    found = Executor(snapshot, time.monotonic() + _TIMEOUT_S).run(tree)
    best = found.documents.take(top_k(found.scores, count + 1)).tolist()
    return [other for other in best if other != number][:count]


def characteristic_stems(
    document: Document, holders_of: Callable[[str], int], population: int
) -> list[str]:
    """Return the stems by which documents like this one are found, the weightiest first.

    holders_of: gives the number of documents of the index that have a stem. population: how many
    documents the index has.
    """
    counts = Counter(term for _, term in analyze(f"{document.text} {document.answer}"))
    for _, term in analyze(document.title):
        counts[term] += _TITLE_WEIGHT
    weights = {}
    for term, tf in counts.most_common(WORDS_WEIGHED):
        holders = holders_of(term)
        if 1 < holders <= max(_DOCUMENTS_SHARE_MAX * population, WORDS_ASKED):
            weights[term] = math.sqrt(tf) * math.log(population / holders + 1)
    chosen = np.array(list(weights.values()), np.float32)
    names = list(weights)
    return [names[place] for place in top_k(chosen, WORDS_ASKED).tolist()]

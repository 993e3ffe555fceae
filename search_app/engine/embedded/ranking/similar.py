"""Which documents are most like a given one? Those with most of its telling words."""

import math
import time
from collections import Counter

import numpy as np
from whoosh import query as wq

from search_app.engine.embedded.arrays import highest
from search_app.engine.embedded.matching.execute import Executor
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.schema import STEMMED_FIELDS
from search_app.french import analyze
from search_app.model.document import Document
from search_app.model.expr import Scope

WORDS_WEIGHED = 80
WORDS_ASKED = 12
_TITLE_WEIGHT = 4
_LEFT_OUT_ABOVE = 0.1  # a word of more documents than this part of all tells little
_TIMEOUT_S = 2.0
_FIELDS = STEMMED_FIELDS[Scope.ANY]


def similar(snapshot: Snapshot, number: int, document: Document, count: int) -> list[int]:
    """Return the numbers of the documents most like this one, best first, without itself.

    The words are the WORDS_ASKED with the highest tf · idf, tf counting a word of the title
    _TITLE_WEIGHT times; the documents are in the order of their BM25 for these.
    """
    terms = _telling(snapshot, document)
    if not terms:
        return []
    tree = wq.Or([wq.Term(field, term) for term in terms for field in _FIELDS])
    found = Executor(snapshot, time.monotonic() + _TIMEOUT_S).run(tree)
    best = found.documents.take(highest(found.scores, count + 1)).tolist()
    return [other for other in best if other != number][:count]


def _telling(snapshot: Snapshot, document: Document) -> list[str]:
    counts = Counter(term for _, term in analyze(f"{document.text} {document.answer}"))
    for _, term in analyze(document.title):
        counts[term] += _TITLE_WEIGHT
    weights = {}
    for term, tf in counts.most_common(WORDS_WEIGHED):
        holders = max(_holders(snapshot, field, term) for field in _FIELDS)
        if 1 < holders <= max(_LEFT_OUT_ABOVE * snapshot.size, WORDS_ASKED):
            weights[term] = math.sqrt(tf) * math.log(snapshot.size / holders + 1)
    chosen = np.array(list(weights.values()), np.float32)
    names = list(weights)
    return [names[place] for place in highest(chosen, WORDS_ASKED).tolist()]


def _holders(snapshot: Snapshot, field: str, term: str) -> int:
    """Return in how many documents the term stands; no posting is read for it."""
    parts = snapshot.find(field, term.encode())
    return sum(part.postings.stop - part.postings.start for part in parts)

"""Which matches are like the best ones? Those that have the same frequent stems.

Documents that are relevant to one question are alike (the cluster hypothesis). A match that is like
none of the best has more often met the words by chance: Kurland and Lee, "Corpus structure,
language models, and ad hoc information retrieval", SIGIR 2004; Diaz, "Regularizing ad hoc retrieval
scores", CIKM 2005.
"""

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints
from search_app.engine.embedded.segments.frequent_stems import FREQUENT_STEMS, STEM_NUMBERS

# How many of the best documents the others are compared with.
BEST = 50


def most_alike(rows: Array, scores: Array, best: Ints) -> Array:
    """Return how alike each document is to the best ones, between 0 and 1.

    It is the mean of the cosines between the document's frequent stems and those of each of the
    best, each weighted by how far its score is above the last one's. rows: [document,
    FREQUENT_STEMS], as `segments.frequent_stems` makes them. scores: of each document. best:
    indices of the BEST documents, the best first.
    """
    above = scores.take(best) - scores[best[-1]]
    if not above.any():
        return np.zeros(len(scores))
    present = rows > 0
    unit = 1 / np.sqrt(np.maximum(present.sum(axis=1), 1))
    shares = (above / above.sum() * unit.take(best)).repeat(FREQUENT_STEMS)
    middle = np.bincount(rows.take(best, axis=0).ravel(), shares, minlength=STEM_NUMBERS + 1)
    middle[0] = 0
    alike: Array = middle.take(rows).sum(axis=1) * unit
    return alike

"""Which documents are like the best matches? Those whose most frequent stems are theirs too.

What is relevant to a question is alike (the cluster hypothesis), so a match that stands alone among
the best has more often met the words by chance: Kurland and Lee, "Corpus structure, language
models, and ad hoc information retrieval", SIGIR 2004; Diaz, "Regularizing ad hoc retrieval scores",
CIKM 2005.

Each document has a row of the numbers of its FREQUENT_STEMS most frequent stems in all its texts,
the longer ones first among equals, 0 where there are fewer. A number is a hash: the same in every
segment, whatever other documents there are.
"""

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints
from search_app.engine.embedded.segments.frequent_stems import _NUMBERS, FREQUENT_STEMS

# So many documents are what the others are likened to, the better ones more.
BEST = 50


def most_alike(rows: Array, scores: Array, best: Ints) -> Array:
    """Return how alike each document is to the best, between 0 and 1: a mean of cosines.

    rows: [document, FREQUENT_STEMS]. scores: of each document. best: places of the BEST, the best
    first; each counts for what its score is above the last one's.
    """
    above = scores.take(best) - scores[best[-1]]
    if not above.any():
        return np.zeros(len(scores))
    present = rows > 0
    unit = 1 / np.sqrt(np.maximum(present.sum(axis=1), 1))
    shares = (above / above.sum() * unit.take(best)).repeat(FREQUENT_STEMS)
    middle = np.bincount(rows.take(best, axis=0).ravel(), shares, minlength=_NUMBERS + 1)
    middle[0] = 0
    alike: Array = middle.take(rows).sum(axis=1) * unit
    return alike

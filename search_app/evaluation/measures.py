"""How good is one ranked list, by the gains that people gave?

nDCG: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (TOIS 20-4, 2002),
with gain 2^g - 1 and discount log2(rank + 1), over the ideal order of all judgements of the topic.
"""

import math
from collections.abc import Sequence

DEPTH = 10


def ndcg(gains: Sequence[int], judged: Sequence[int]) -> float:
    """gains: of the hits, best first. judged: of every judged document of the topic. 0 to 1."""
    ideal = _dcg(sorted(judged, reverse=True))
    return _dcg(gains) / ideal if ideal else 0.0


def recall(gains: Sequence[int], judged: Sequence[int]) -> float:
    """Return the part of the relevant documents (gain above 0) that is among the first."""
    relevant = sum(gain > 0 for gain in judged)
    return sum(gain > 0 for gain in gains[:DEPTH]) / relevant if relevant else 0.0


def reciprocal_rank(gains: Sequence[int]) -> float:
    return next((1 / rank for rank, gain in enumerate(gains[:DEPTH], 1) if gain > 0), 0.0)


def _dcg(gains: Sequence[int]) -> float:
    return sum((2.0**gain - 1) / math.log2(rank + 1) for rank, gain in enumerate(gains[:DEPTH], 1))

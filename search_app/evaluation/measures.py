"""How good is one ranked list, by the gains that people gave to its documents?

All measures look at the first `DEPTH` hits and are from 0 to 1, the best.
"""

import math
from collections.abc import Sequence

DEPTH = 10


def ndcg(gains: Sequence[int], judged: Sequence[int]) -> float:
    """Return the normalised discounted cumulated gain.

    It is the sum of (2^gain - 1) / log2(rank + 1) over the hits, divided by the same sum over the
    best order of all judged documents. The idea is that of Järvelin and Kekäläinen, "Cumulated
    gain-based evaluation of IR techniques" (TOIS 20-4, 2002); the exponential gain is that of
    Burges et al., "Learning to rank using gradient descent" (ICML 2005).

    gains: those of the hits in their order. judged: those of all judged documents of the topic.
    """
    ideal = _dcg(sorted(judged, reverse=True))
    return _dcg(gains) / ideal if ideal else 0.0


def recall(gains: Sequence[int], judged: Sequence[int]) -> float:
    """Return the share of the relevant documents (gain above 0) that is among the hits."""
    relevant = sum(gain > 0 for gain in judged)
    return sum(gain > 0 for gain in gains[:DEPTH]) / relevant if relevant else 0.0


def reciprocal_rank(gains: Sequence[int]) -> float:
    """Return 1 / rank of the first relevant hit, or 0 when there is none."""
    return next((1 / rank for rank, gain in enumerate(gains[:DEPTH], 1) if gain > 0), 0.0)


def _dcg(gains: Sequence[int]) -> float:
    return sum((2.0**gain - 1) / math.log2(rank + 1) for rank, gain in enumerate(gains[:DEPTH], 1))

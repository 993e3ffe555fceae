"""What do the times say? Medians, 95th percentiles, and ratios paired by round."""

from collections.abc import Sequence
from statistics import median
from typing import TypedDict

import numpy as np

from benchmarks.measure import Figures
from benchmarks.peers.port import Question

Times = list[list[float]]
"""Milliseconds by question and round."""


class Spread(TypedDict):
    """Percentiles over the questions of the time of each question's median round, in ms."""

    p50: float
    p95: float


class Ratio(TypedDict):
    """How our time compares with another engine's, as ours ÷ theirs.

    p50, p95: the ratio of the percentiles of one round, in the median round; p50_rounds and
    p95_rounds: in the lowest and the highest round. each: the median of the questions' own ratios.
    """

    p50: float
    p95: float
    p50_rounds: tuple[float, float]
    p95_rounds: tuple[float, float]
    each: float


def spread(times: Times) -> Spread:
    return _cut([median(rounds) for rounds in times])


def _cut(values: Sequence[float]) -> Spread:
    return {"p50": float(np.quantile(values, 0.5)), "p95": float(np.quantile(values, 0.95))}


def by_kind(times: Times, questions: Sequence[Question]) -> dict[str, Spread]:
    kinds = sorted({question.kind for question in questions})
    return {
        kind: spread(
            [t for t, question in zip(times, questions, strict=True) if question.kind == kind]
        )
        for kind in kinds
    }


def ratio(ours: Times, theirs: Times) -> Ratio:
    rounds = range(len(ours[0]))
    pairs = [(_cut([t[r] for t in ours]), _cut([t[r] for t in theirs])) for r in rounds]
    p50 = [mine["p50"] / other["p50"] for mine, other in pairs]
    p95 = [mine["p95"] / other["p95"] for mine, other in pairs]
    each = [median(a) / median(b) for a, b in zip(ours, theirs, strict=True)]
    return {
        "p50": median(p50),
        "p95": median(p95),
        "p50_rounds": (min(p50), max(p50)),
        "p95_rounds": (min(p95), max(p95)),
        "each": median(each),
    }


def beyond(times: Times, without: Times) -> Spread:
    """Return by how much `times` exceed `without`, taken question by question, round by round."""
    return spread(
        [[a - b for a, b in zip(*pair, strict=True)] for pair in zip(times, without, strict=True)]
    )


def floor(figures: Figures, bytes_per_s: float) -> Spread | None:
    """Return the time that it takes just to read the bytes touched, if the engine counts them."""
    touched = [answer["bytes_touched"] for answer in figures.answers]
    if any(count is None for count in touched):
        return None
    return _cut([count / bytes_per_s * 1000 for count in touched])

"""How long does each engine take to build its index and to answer each question?

Indexes are built one after another. In each round of questions every engine answers a question
before any engine gets the next one, in an order drawn anew, so that whatever slows the machine down
slows all engines. The first round warms up and is not kept.
"""

import random
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks.engines import Running
from benchmarks.peers.port import Part, Question

Progress = Callable[[str], None]
_COPIED_BYTES = 256_000_000
_COPIES = 7
# FTS5 takes no positions from outside, so its phrases also match across a stop word.
_OTHER_PHRASES = {"fts5"}


@dataclass(slots=True)
class Figures:
    """What was measured of one engine.

    builds: for each build its "seconds", "index_mb" and "peak_mb". opening_ms: time to open the
    index in a fresh process. times_ms[part][question][round]: time of an answer. answers[question]:
    its total, facets and bytes touched. memory: after all questions, "over_empty_mb",
    "anonymous_mb" and "empty_mb".
    """

    version: str = ""
    builds: list[dict[str, float]] = field(default_factory=list)
    opening_ms: float = 0.0
    times_ms: dict[Part, list[list[float]]] = field(default_factory=dict)
    answers: list[dict[str, Any]] = field(default_factory=list)
    memory: dict[str, float] = field(default_factory=dict)


def build(engine: Running, figures: Figures, records: Path, index: Path) -> None:
    """Build the index from nothing, and note what it took."""
    shutil.rmtree(index, ignore_errors=True)
    figures.version = engine.version
    figures.builds.append(engine.build(records, index))


def open_index(engine: Running, figures: Figures, index: Path) -> None:
    """Open the index in a fresh process, its files still in the cache of the system."""
    opened = engine.open(index)
    figures.opening_ms = opened["seconds"] * 1000
    figures.times_ms = {part: [] for part in opened["parts"]}


def ask_all(
    engines: dict[str, Running],
    figures: dict[str, Figures],
    questions: Sequence[Question],
    *,
    rounds: int,
    seed: int,
    progress: Progress,
) -> None:
    """Ask every question `rounds` times, after a round that warms up. The engines are open."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    parts = {name: list(figures[name].times_ms) for name in engines}
    for name, asked in parts.items():
        for part in asked:
            figures[name].times_ms[part] = [[] for _ in questions]
    for number in range(-1, rounds):
        progress(f"questions: round {number + 1} of {rounds}" if number >= 0 else "warming up")
        for index, question in enumerate(questions):
            for name in chance.sample(list(engines), len(engines)):
                if number < 0:
                    figures[name].answers.append(engines[name].found(question, "facets"))
                for part in parts[name]:
                    taken = engines[name].answer_ms(question, part)
                    if number >= 0:
                        figures[name].times_ms[part][index].append(taken)
    for name, engine in engines.items():
        figures[name].memory = engine.memory()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A question on which engines differ.

    totals: the number of hits by engine. facets: names of the facets whose counts differ.
    """

    question: Question
    totals: dict[str, int]
    facets: tuple[str, ...]


def disagreements(figures: dict[str, Figures], questions: Sequence[Question]) -> list[Disagreement]:
    """Return the questions on which the engines do not find the same."""
    found = []
    for index, question in enumerate(questions):
        answers = {
            name: each.answers[index]
            for name, each in figures.items()
            if question.operator != "phrase" or name not in _OTHER_PHRASES
        }
        totals = {name: answer["total"] for name, answer in answers.items()}
        differing = _differing_facets([a["facets"] for a in answers.values()], question)
        if len(set(totals.values())) > 1 or differing:
            found.append(Disagreement(question=question, totals=totals, facets=differing))
    return found


def _differing_facets(
    answers: list[dict[str, dict[str, int]]], question: Question
) -> tuple[str, ...]:
    """Return the names of the facets whose counts differ.

    A facet that is filtered is left out, because the product counts it without its own filter.
    """
    filtered = question.filter[0] if question.filter else ""
    names = sorted({name for facets in answers for name in facets} - {filtered})
    return tuple(n for n in names if any(f.get(n, {}) != answers[0].get(n, {}) for f in answers))


def bandwidth_bytes_per_s() -> float:
    """Return how fast one thread copies memory, bytes read and bytes written added up."""
    source = np.ones(_COPIED_BYTES, dtype=np.uint8)
    target = np.empty_like(source)
    taken = []
    for _ in range(_COPIES):
        started = time.perf_counter()
        np.copyto(target, source)
        taken.append(time.perf_counter() - started)
    return 2 * _COPIED_BYTES / median(taken)

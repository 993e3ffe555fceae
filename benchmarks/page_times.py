"""How are the pages of several engines timed? In turn, then by several readers at once.

Every engine runs in a server of its own, and all servers run at the same time: whatever slows the
machine down slows all of them.
"""

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.engines import ROOT
from benchmarks.page_questions import PageQuestion
from benchmarks.sites import Site, SiteProgram

# Readers who ask the workers at a time.
READERS = 4
_FIRST_SEARCH = ROOT / "benchmarks" / "peers" / "first_search.py"


@dataclass(slots=True)
class PageFigures:
    """What was measured of one engine.

    times_ms[round]: of each page. processor_ms: of a page, by round. totals: how many documents
    each search of the first round found, and how many hits its first page has, copies folded.
    started_s: from the start of the server to its first answer.
    pages_per_s: of two workers, by round. private_mb: of a worker behind all of these pages.
    first_ms: of some processes, the times of opening the index and of the first search, and the
    median of the next ones.
    first_page_ms: the same of some servers, of their first page of hits and the next ones.
    """

    times_ms: list[list[float]] = field(default_factory=list)
    processor_ms: list[float] = field(default_factory=list)
    totals: list[tuple[int, int]] = field(default_factory=list)
    started_s: float = 0.0
    pages_per_s: list[float] = field(default_factory=list)
    private_mb: float = 0.0
    first_ms: list[tuple[float, float, float]] = field(default_factory=list)
    first_page_ms: list[tuple[float, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Contestant:
    """An engine whose pages are timed: what serves them, its index, and what was measured."""

    program: SiteProgram
    index: Path
    figures: PageFigures = field(default_factory=PageFigures)


Contestants = Mapping[str, Contestant]
Rounds = Sequence[Sequence[PageQuestion]]
Serve = Callable[[SiteProgram, Path], AbstractContextManager[Site]]
"""Serves the pages of a program over an index."""


@contextmanager
def _sites(contestants: Contestants, serve: Serve) -> Iterator[dict[str, Site]]:
    """Serve the pages of every engine."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(serve(each.program, each.index))
            for name, each in contestants.items()
        }


def time_in_turn(
    contestants: Contestants, rounds: Rounds, warming: Sequence[PageQuestion], seed: int
) -> None:
    """Time each page alone. Every engine answers a search before any engine gets the next one."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    with _sites(contestants, SiteProgram.with_waitress) as sites:
        for question in warming:
            for site in sites.values():
                site.get(_page(question))
        for questions in rounds:
            before = {name: site.processor_s() for name, site in sites.items()}
            times: dict[str, list[float]] = {name: [] for name in sites}
            for question in questions:
                for name in chance.sample(list(sites), len(sites)):
                    times[name].append(sites[name].timed_ms(_page(question)))
            for name, site in sites.items():
                figures = contestants[name].figures
                figures.times_ms.append(times[name])
                used_s = site.processor_s() - before[name]
                figures.processor_ms.append(used_s * 1000 / len(questions))
        for name, site in sites.items():
            contestants[name].figures.started_s = site.started_s
            # Asked last, for an engine may keep what it found.
            contestants[name].figures.totals = [_total(site, q) for q in rounds[0]]


def time_at_once(
    contestants: Contestants, rounds: Rounds, warming: Sequence[PageQuestion], seed: int
) -> None:
    """Count the pages that two workers of each engine answer in a second, one engine at a time."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    with (
        _sites(contestants, SiteProgram.with_gunicorn) as sites,
        ThreadPoolExecutor(READERS) as readers,
    ):
        for questions in (warming, *rounds):
            for name in chance.sample(list(sites), len(sites)):
                started = perf_counter()
                list(readers.map(sites[name].read_cheaply, map(_page, questions)))
                taken_s = perf_counter() - started
                if questions is not warming:
                    contestants[name].figures.pages_per_s.append(len(questions) / taken_s)
        for name, site in sites.items():
            memory = site.private_mb()
            contestants[name].figures.private_mb = sum(memory) / len(memory)


def time_first_search(contestants: Contestants, questions: Sequence[PageQuestion]) -> None:
    """Time the first search of a process of each engine, and the others behind it."""
    for each in contestants.values():
        # Given as text: another version of the program need not have the module.
        done = subprocess.run(
            [sys.executable, "-c", _FIRST_SEARCH.read_text(), each.program.serve, str(each.index)],
            cwd=each.program.root,
            input=json.dumps([question.arguments for question in questions]),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        opening_ms, first_ms, next_ms = json.loads(done.stdout)
        each.figures.first_ms.append((opening_ms, first_ms, next_ms))


def time_first_page(contestants: Contestants, questions: Sequence[PageQuestion]) -> None:
    """Time the first page that a server of each engine is asked for, and the others behind it."""
    for each in contestants.values():
        with each.program.with_waitress(each.index) as site:
            first_ms, *next_ms = [site.timed_ms(_page(question)) for question in questions]
        each.figures.first_page_ms.append((first_ms, median(next_ms)))


def _page(question: PageQuestion) -> str:
    return f"/search{question.arguments}"


def _total(site: Site, question: PageQuestion) -> tuple[int, int]:
    answer = json.loads(site.get(f"/search.json{question.arguments}"))
    # JSON counts each copy, a page folds them.
    return int(answer["total"]), site.get(_page(question)).count(b'<article class="hit"')

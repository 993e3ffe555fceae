"""How long does the HTML page of 20 hits take, beside the same page over Tantivy?

    python -m benchmarks.pages --data ../shared --documents 75000

Both pages come from the same program, templates and servers, over another engine.
`benchmarks/README.md` says how to read the figures.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks import corpus, prepare
from benchmarks.engines import ROOT, TANTIVY_PAGE, EngineMissingError, running
from benchmarks.page_questions import SHARES, Drawer, PageQuestion
from benchmarks.page_times import (
    READERS,
    Contestant,
    PageFigures,
    time_at_once,
    time_first_page,
    time_first_search,
    time_in_turn,
)
from benchmarks.sites import WORKERS, SiteProgram

_SEED = 20_260_101
_OURS, _TANTIVY, _BEFORE = "product", "tantivy", "before"
_TANTIVY_SERVING = "benchmarks.peers.tantivy_page.serving"
_WARMING = 40
_SEARCHES_OF_A_PROCESS = 41


def main() -> None:
    """Print a table in Markdown on stdout and progress on stderr."""
    options = _options()
    if options.temporary:
        options.temporary.mkdir(parents=True, exist_ok=True)
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="pages-", dir=options.temporary) as name:
        folder = Path(name)
        records = folder / "records.jsonl"
        _progress("reading and analysing the documents")
        raw = corpus.documents(options.data, options.documents, _SEED)
        documents = prepare.write_records(raw, records, _SEED).documents
        contestants, missing = _built(folder, options.before)
        drawer = Drawer(records, _SEED)
        rounds = [drawer.draw(options.questions) for _ in range(options.rounds)]
        _progress("one page at a time")
        time_in_turn(contestants, rounds, drawer.draw(_WARMING), _SEED)
        _progress("several pages at a time")
        each = options.worker_pages * WORKERS // options.rounds
        crowds = [drawer.draw(each) for _ in range(options.rounds)]
        time_at_once(contestants, crowds, drawer.draw(_WARMING), _SEED)
        _progress("first searches")
        for _ in range(options.rounds):
            time_first_search(contestants, drawer.draw(_SEARCHES_OF_A_PROCESS))
            time_first_page(contestants, drawer.draw(_SEARCHES_OF_A_PROCESS))
    figures = {name: each.figures for name, each in contestants.items()}
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {documents:,} documents, {os.cpu_count()} cores, load "
        f"{load_before:.1f} before and {os.getloadavg()[0]:.1f} after; {options.rounds} rounds of "
        f"{len(rounds[0])} searches, then of {each} by {READERS} readers."
    )
    print("\n".join([*_table(figures, rounds, options.worker_pages), *_totals(figures), *missing]))
    if options.json:
        content = {name: asdict(each) for name, each in figures.items()}
        options.json.write_text(f"{json.dumps(content, indent=1)}\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--data", type=Path, default=Path("../shared"), help="the documents")
    arguments.add_argument("--documents", type=int, default=corpus.REAL_AT_MOST)
    arguments.add_argument("--questions", type=int, default=120, help="searches of a round")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument(
        "--worker-pages", type=int, default=1_000, help="pages of each of the two workers"
    )
    arguments.add_argument(
        "--before", type=Path, help="the folder of another version, to compare with"
    )
    arguments.add_argument("--temporary", type=Path, help="folder for documents and indexes")
    arguments.add_argument("--json", type=Path, help="write every figure there")
    return arguments.parse_args()


def _built(folder: Path, before: Path | None) -> tuple[dict[str, Contestant], list[str]]:
    """Build an index for each engine; return the engines, and why another one is left out."""
    wanted = {_OURS: SiteProgram(), _TANTIVY: SiteProgram(ROOT, *[_TANTIVY_SERVING] * 2)}
    if before:
        wanted[_BEFORE] = SiteProgram(before.resolve())
    contestants: dict[str, Contestant] = {}
    missing: list[str] = []
    for name, program in wanted.items():
        _progress(f"building {name}")
        builder = TANTIVY_PAGE if name == _TANTIVY else "product"
        try:
            with running(builder, program.root) as engine:
                engine.build(folder / "records.jsonl", folder / name)
        except EngineMissingError as error:
            missing.append(f"Left out: {name} ({error}).")
        else:
            contestants[name] = Contestant(program, folder / name)
    return contestants, missing


def _table(
    figures: dict[str, PageFigures], rounds: Sequence[Sequence[PageQuestion]], pages: int
) -> Iterator[str]:
    """Yield a table with a column for each engine, and one for each ratio to another than ours."""
    others = [name for name in figures if name != _OURS]
    names = (*figures, *(f"{_OURS} ÷ {name}" for name in others))
    yield f"| a page of 20 hits | {' | '.join(names)} |"
    yield f"|---|{'--:|' * len(names)}"
    for title, of_rounds in _rows(rounds, pages):
        found = {name: of_rounds(each) for name, each in figures.items()}
        ratios = [
            median(a / b for a, b in zip(found[_OURS], found[name], strict=True)) for name in others
        ]
        cells = [f"{median(each):.3g}" for each in found.values()]
        yield f"| {title} | {' | '.join([*cells, *(f'{one:.2f}' for one in ratios)])} |"


def _rows(
    rounds: Sequence[Sequence[PageQuestion]], pages: int
) -> Iterator[tuple[str, Callable[[PageFigures], Sequence[float]]]]:
    """Yield the title of each row, and what gives its figures by round.

    The figure of a row is the median of these, and its ratio the median of the ratios of rounds.
    """
    yield "p50, ms", lambda f: [float(np.quantile(times, 0.5)) for times in f.times_ms]
    yield "p95, ms", lambda f: [float(np.quantile(times, 0.95)) for times in f.times_ms]
    for kind in SHARES:
        yield f"{kind}, p50, ms", partial(_of_kind, rounds, kind)
    yield "processor time of a page, ms", lambda f: f.processor_ms
    yield f"pages a second, {WORKERS} workers", lambda f: f.pages_per_s
    yield f"private MB of a worker after {pages:,} pages", lambda f: [f.private_mb]
    yield "opening an index, ms", lambda f: [opening for opening, _, _ in f.first_ms]
    yield "first search of a process, ms", lambda f: [first for _, first, _ in f.first_ms]
    yield "the same ÷ the median of the next", lambda f: [a / b for _, a, b in f.first_ms]
    yield (
        "opening and first search ÷ the median of the next",
        lambda f: [(opening + first) / after for opening, first, after in f.first_ms],
    )
    yield "first page of a server, ms", lambda f: [first for first, _ in f.first_page_ms]
    yield "the same ÷ the median of the next", lambda f: [a / b for a, b in f.first_page_ms]
    yield "start of the server, s", lambda f: [f.started_s]


def _of_kind(
    rounds: Sequence[Sequence[PageQuestion]], kind: str, figures: PageFigures
) -> list[float]:
    """Return the median time of the searches of a kind, by round."""
    return [
        median(t for t, question in zip(times, asked, strict=True) if question.kind == kind)
        for times, asked in zip(figures.times_ms, rounds, strict=True)
    ]


def _totals(figures: dict[str, PageFigures]) -> Iterator[str]:
    """Yield on how many searches another engine finds as many documents and hits as ours."""
    ours = figures[_OURS].totals
    for name, each in figures.items():
        if name != _OURS:
            same = sum(a == b for a, b in zip(ours, each.totals, strict=True))
            yield (
                f"{name} finds as many documents as {_OURS}, in as many hits, for {same} of "
                f"{len(ours)} searches."
            )


def _progress(what: str) -> None:
    print(f"{datetime.now(UTC):%H:%M:%S} {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

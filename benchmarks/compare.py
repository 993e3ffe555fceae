"""How fast are the program and other engines on the same documents and questions?

    python -m benchmarks.compare --data ../shared --documents 75000 --json out.json

It analyses the documents once for all engines, builds each index in a process of its own, then asks
all engines the same questions in turn. `benchmarks/README.md` says how to read the figures.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import corpus, measure, prepare, queries
from benchmarks.engines import (
    ANALYSIS,
    CONTENDERS,
    EngineFailedError,
    EngineMissingError,
    Running,
    running,
)
from benchmarks.measure import Figures
from benchmarks.report import Run, as_json, markdown

_SEED = 20_260_101


def main() -> None:
    """Print tables in Markdown on stdout and progress on stderr."""
    options = _options()
    if options.temporary:
        options.temporary.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="compare-", dir=options.temporary) as name:
        run = _run(options, Path(name))
    print(markdown(run))
    if options.json:
        content = json.dumps(as_json(run), ensure_ascii=False, indent=1)
        options.json.write_text(f"{content}\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--data", type=Path, default=Path("../shared"), help="the documents")
    arguments.add_argument("--documents", type=int, default=corpus.REAL_AT_MOST)
    arguments.add_argument("--questions", type=int, default=queries.QUESTIONS)
    arguments.add_argument("--rounds", type=int, default=3, help="times each question is asked")
    arguments.add_argument("--builds", type=int, default=1, help="times each index is built")
    arguments.add_argument(
        "--engines", nargs="+", choices=list(CONTENDERS), default=list(CONTENDERS)
    )
    arguments.add_argument("--temporary", type=Path, help="folder for documents and indexes")
    arguments.add_argument("--json", type=Path, help="write every figure there")
    return arguments.parse_args()


def _run(options: argparse.Namespace, folder: Path) -> Run:
    _progress("reading and analysing the documents")
    records = folder / "records.jsonl"
    raw = corpus.documents(options.data, options.documents, _SEED)
    prepared = prepare.write_records(raw, records, _SEED)
    questions = queries.draw(prepared, _SEED, options.questions)
    bytes_per_s = measure.bandwidth_bytes_per_s()
    figures, missing = _built(options, records, folder)
    analysis = figures.pop(ANALYSIS)
    with ExitStack() as stack:
        engines: dict[str, Running] = {}
        for name, each in figures.items():
            engines[name] = stack.enter_context(running(name))
            measure.open_index(engines[name], each, folder / name)
        measure.ask_all(
            engines, figures, questions, rounds=options.rounds, seed=_SEED, progress=_progress
        )
    return Run(
        machine=_machine(),
        documents=prepared.documents,
        characters=prepared.characters,
        analysis_s=[build["seconds"] for build in analysis.builds],
        bytes_per_s=bytes_per_s,
        questions=questions,
        figures=figures,
        missing=missing,
        disagreements=measure.disagreements(figures, questions),
    )


def _built(
    options: argparse.Namespace, records: Path, folder: Path
) -> tuple[dict[str, Figures], dict[str, str]]:
    """Build every index as often as asked, one engine after another.

    Return the figures of each engine, and why each of the others is missing.
    """
    figures: dict[str, Figures] = {}
    missing: dict[str, str] = {}
    for number in range(options.builds):
        for name in (ANALYSIS, *options.engines):
            if name in missing:
                continue
            _progress(f"building {name}, {number + 1} of {options.builds}")
            try:
                with running(name) as engine:
                    each = figures.setdefault(name, Figures())
                    measure.build(engine, each, records, folder / name)
            except (EngineMissingError, EngineFailedError) as error:
                missing[name] = str(error)
                figures.pop(name, None)
    return figures, missing


def _machine() -> dict[str, str | float]:
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count() or 0,
        "memory GB": round(memory_gb),
        "Python": platform.python_version(),
    }


def _progress(what: str) -> None:
    print(f"{datetime.now(UTC):%H:%M:%S} {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

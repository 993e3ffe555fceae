"""How long does a page of the site take over the real record, and how long does reindexing?

    PYTHONPATH=tests python -m benchmarks.serving ../shared

It indexes the 7,248 real documents, asks a real server for searches, then changes one document in a
hundred and reindexes. The help page searches nothing, so its time in the same run is that of the
server itself.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path

import real_corpus
from endtoend.conftest import Program
from endtoend.test_real_corpus import change_titles

QUERIES = (
    "",
    "santé",
    "hôpital",
    "Microsoft",
    "souveraineté numérique",
    "données personnelles de santé",
    "pénurie de médicaments",
    '"pouvoir d’achat"',
    '"transition écologique" énergie',
    "retraites OU chômage",
    "agriculture SAUF viticulture",
    "héberg*",
    "auteur:latombe",
    "ministere:justice prison",
    "le prix de l’électricité pour les artisans boulangers",
    "déserts médicaux en milieu rural",
)
FILTERS = ("", "&party=LR", "&legislature=15&ministry=Sant%C3%A9", "&year=2022&type=QE")
# One document of so many is changed.
CHANGED_OF = 100


def timed(fetch: Callable[[], object]) -> float:
    """Return the wall time of one call, in milliseconds."""
    started = time.perf_counter()
    fetch()
    return (time.perf_counter() - started) * 1000


def run(program: Program, *arguments: str) -> float:
    """Run a command of the program and return its wall time in seconds; exit when it fails."""
    started = time.perf_counter()
    done = program.run(*arguments)
    if done.returncode not in {0, 3}:
        sys.exit(done.stderr)
    print(done.stderr)
    return time.perf_counter() - started


def measure(address: str, rounds: int) -> dict[str, tuple[float, float]]:
    """Return the median and the 95th percentile in milliseconds for each kind of page."""

    def fetch(path: str) -> None:
        with urllib.request.urlopen(address + path, timeout=30) as answer:  # noqa: S310 - ours
            answer.read()

    times: dict[str, list[float]] = {"/help": [], "/search": [], "/search.json": []}
    for _ in range(rounds):
        for query in QUERIES:
            asked = urllib.parse.quote(query)
            for chosen in FILTERS:
                times["/help"].append(timed(partial(fetch, "/help")))
                for page in ("/search", "/search.json"):
                    path = f"{page}?q={asked}{chosen}"
                    times[page].append(timed(partial(fetch, path)))
    cuts = {page: statistics.quantiles(found, n=20) for page, found in times.items()}
    return {page: (quantiles[9], quantiles[18]) for page, quantiles in cuts.items()}


def main() -> None:
    """Print a table, and write the figures as JSON when asked to."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("data", type=Path, help="folder of the real data")
    arguments.add_argument(
        "--documents", type=int, help="only so many questions of the 16th legislature"
    )
    arguments.add_argument("--rounds", type=int, default=5, help="times each page is asked for")
    arguments.add_argument("--json", type=Path, help="write the figures there")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.documents:
            real_corpus.assemble_some(options.data, folder / "corpus", options.documents)
        else:
            real_corpus.assemble(options.data, folder / "corpus")
        documents = options.documents or real_corpus.DOCUMENTS
        changed = max(1, documents // CHANGED_OF)
        program = Program(folder / "corpus", folder / "index")
        full_s = run(program, "reindex", "--full")
        with program.served_by("search-app", "serve", "--port", "0") as site:
            pages = measure(site.address, options.rounds)
        size_mb = sum(f.stat().st_size for f in program.index.rglob("*")) / 1e6
        change_titles(program.corpus, changed)
        changed_s = run(program, "reindex")
        shutil.rmtree(folder / "corpus")
    print(f"full build {full_s:.1f} s, {documents / full_s:.0f} documents/s, ", end="")
    print(f"index {size_mb:.0f} MB; {changed} changed {changed_s:.2f} s = {changed_s / full_s:.1%}")
    print("| page | p50 ms | p95 ms | p50 ÷ help |\n|---|--:|--:|--:|")
    for page, (p50, p95) in pages.items():
        print(f"| {page} | {p50:.1f} | {p95:.1f} | {p50 / pages['/help'][0]:.1f} |")
    if options.json:
        figures = {"full_s": full_s, "changed_s": changed_s, "size_mb": size_mb, "pages_ms": pages}
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

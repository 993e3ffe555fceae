"""How long do suggestions while typing take, and the documents similar to one?

    python -m benchmarks.help --data ../shared

It builds the product's index, opens it anew, and asks each question once, so that no answer comes
from a cache that the same question filled before.
"""

import argparse
import datetime as dt
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.corpus import documents
from benchmarks.peers.ours import document_of
from benchmarks.prepare import without_terms
from search_app.engine.port import Searcher
from search_app.french import words
from search_app.model.document import Document
from search_app.search import suggestions
from search_app.settings import Settings, load
from search_app.wiring import open_builder, open_engine

DRAWN = 200
SIMILAR_SHOWN = 5
SHORTEST, LONGEST = 2, 8
LIMIT_MS = 10.0
TODAY = dt.date(2026, 1, 1)


def build(data: Path, count: int, settings: Settings) -> None:
    """Index `count` documents."""
    with open_builder(settings, full=True, jobs=1) as builder:
        for record in without_terms(documents(data, count, seed=1)):
            builder.add(document_of(record))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")


def prefixes(drawn: Sequence[Document], chance: random.Random) -> Iterator[str]:
    """Yield the beginnings of a word of each document, alone and after the word before it."""
    for document in drawn:
        found = [word for word in words(f"{document.title} {document.text}") if word.isalpha()]
        if len(found) < 2:  # noqa: PLR2004
            continue
        place = chance.randrange(1, len(found))
        before, word = found[place - 1 : place + 1]
        for length in range(SHORTEST, min(LONGEST, len(word)) + 1):
            yield word[:length]
            yield f"{before} {word[:length]}"


def timed_ms(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    ask()
    return (time.perf_counter() - started) * 1000


def report(what: str, times_ms: Sequence[float]) -> None:
    """Print a row of the table."""
    p50, p95, most = np.quantile(times_ms, (0.5, 0.95, 1.0))
    within = sum(time_ms < LIMIT_MS for time_ms in times_ms) / len(times_ms)
    print(f"| {what} | {len(times_ms)} | {p50:.2f} | {p95:.2f} | {most:.1f} | {within:.1%} |")


def measure(searcher: Searcher, seed: int) -> None:
    """Ask every question once and print the table."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    first_ms = timed_ms(lambda: suggestions(searcher, "san", today=TODAY))
    found = list(searcher.documents())
    drawn = chance.sample(found, min(DRAWN, len(found)))
    typed = sorted(set(prefixes(drawn, chance)))
    chance.shuffle(typed)
    taken = {text: timed_ms(partial(suggestions, searcher, text, today=TODAY)) for text in typed}
    alike = [timed_ms(partial(searcher.similar, one.id, SIMILAR_SHOWN)) for one in drawn]
    print(f"first suggestion {first_ms:.0f} ms\n")
    print("| | asked | p50 ms | p95 ms | most ms | under 10 ms |\n|---|--:|--:|--:|--:|--:|")
    report("suggestions, one word", [taken[text] for text in typed if " " not in text])
    report("suggestions, two words", [taken[text] for text in typed if " " in text])
    report("similar documents", alike)


def main() -> None:
    """Print how many documents the index has, and the table."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--data", type=Path, required=True, help="the documents")
    arguments.add_argument("--documents", type=int, default=75_000)
    arguments.add_argument("--index", type=Path, help="use the index there, or build it")
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        settings = load(options={"index": options.index or Path(name)}).settings
        if not (settings.index / "CURRENT").exists():
            build(options.data, options.documents, settings)
        started = time.perf_counter()
        with open_engine(settings).searcher() as searcher:
            opened_ms = (time.perf_counter() - started) * 1000
            print(f"{searcher.generation.documents} documents, opened in {opened_ms:.0f} ms")
            measure(searcher, options.seed)


if __name__ == "__main__":
    main()

"""Searchers that stream documents, and the memory that writing them takes: run as a program."""

import datetime as dt
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from making import question
from search_app.dump import Format, export
from search_app.model.document import Document
from search_app.model.results import Generation


class Streaming:
    """As much of a searcher as an export asks for. documents: of which there are `count`."""

    def __init__(self, documents: Iterable[Document], count: int) -> None:
        self._documents = documents
        self.generation = Generation(
            id="000007-abcd",
            created=dt.datetime(2026, 2, 3, 4, 5, tzinfo=dt.UTC),
            documents=count,
            rejected=0,
            schema_digest="",
            analyzer_digest="",
            corpus_digest="",
        )

    def documents(self) -> Iterator[Document]:
        yield from self._documents


def many(count: int, words: int) -> Iterator[Document]:
    chosen = random.Random(1)  # noqa: S311 - the same texts each time
    vocabulary = [f"mot{number}" for number in range(20_000)]
    for number in range(count):
        yield question(number, " ".join(chosen.choices(vocabulary, k=words)))


def peak_mb() -> int:
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) // 1000


def main() -> None:
    """Export `count` documents; print the peak at two fifths of them, and at the end, in MB."""
    file_format, target, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    early: list[int] = []

    def on_progress(what: str, done: int, total: int) -> None:
        if not early and done >= total * 0.4:
            early.append(peak_mb())

    export(
        Streaming(many(count, 700), count),
        Format(file_format),
        Path(target),
        site="",
        force=False,
        on_progress=on_progress,
    )
    sys.stdout.write(f"{early[0]} {peak_mb()}\n")


if __name__ == "__main__":
    main()

"""How does the whole product do it? Its builder and engine, as wired for the site.

It does more than the others: it also indexes unstemmed words, names and dates, verifies what it
wrote, and on a page counts seven facets, reads the documents and marks their passages.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.ours import TIMEOUT_S, RankingReader, document_of, query_of, version
from benchmarks.peers.port import Part, Question, Record
from search_app.engine.embedded.generations import current_id
from search_app.engine.embedded.reader import open_generation
from search_app.settings import load
from search_app.wiring import open_builder


class _Builder:
    def __init__(self, index: Path, jobs: int) -> None:
        self._opened = open_builder(load(options={"index": index}).settings, full=True, jobs=jobs)

    def add(self, records: Sequence[Record]) -> None:
        self._opened.__enter__()
        for record in records:
            self._opened.add(document_of(record))

    def finish(self) -> None:
        self._opened.publish(corpus_digest="", rejected=0, ledger=b"")
        self._opened.__exit__(None, None, None)


class _Reader(RankingReader):
    parts: tuple[Part, ...] = ("top", "facets", "page")

    def __init__(self, index: Path) -> None:
        super().__init__(open_generation(index, current_id(index)))

    def answer(self, question: Question, part: Part) -> Any:
        if part == "page":
            return self.opened.search(query_of(question), TIMEOUT_S)
        return super().answer(question, part)


builder = _Builder
reader = _Reader

__all__ = ["builder", "reader", "version"]

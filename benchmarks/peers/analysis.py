"""How long does the analysis alone take, which is done for the other engines beforehand?"""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.port import Record
from search_app.french import analyze


class _Builder:
    def __init__(self, index: Path, jobs: int) -> None:
        """Nothing is written."""

    def add(self, records: Sequence[Record]) -> None:
        for record in records:
            analyze(record["title"])
            analyze(record["text"])

    def finish(self) -> None:
        """Nothing is left to do."""


def version() -> str:
    return "search_app.french"


builder = _Builder

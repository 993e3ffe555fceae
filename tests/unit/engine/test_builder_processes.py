"""Segments that several processes write are those that one would."""

from pathlib import Path

from making import opened, question
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.indexing.writer import BYTES_PER_CHARACTER
from search_app.model.expr import Scope, Word
from search_app.model.query import Query
from search_app.model.results import Results

DOCUMENTS = 30
MEMORY_MB = 1
# A third of what a process holds before it writes.
LENGTH = MEMORY_MB * 1_000_000 // BYTES_PER_CHARACTER // 6


def answer(index: Path, *, jobs: int) -> Results:
    with EmbeddedBuilder(index, full=True, jobs=jobs, memory_mb=MEMORY_MB) as builder:
        for number in range(DOCUMENTS):
            text = f"numéro {number} " + "mot " * (LENGTH // 4)
            builder.add(question(number, text, author=f"Auteur {number % 3}"))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    return opened(index).search(Query(expr=Word("numéro", Scope.TEXT), page_size=DOCUMENTS), 30)


def test_two_processes_make_what_one_makes(tmp_path: Path) -> None:
    alone, together = (answer(tmp_path / str(jobs), jobs=jobs) for jobs in (1, 2))
    assert alone.total == together.total == DOCUMENTS
    assert alone.facets == together.facets
    assert [h.document for h in alone.hits] == [h.document for h in together.hits]
    assert [h.score for h in alone.hits] == [h.score for h in together.hits]


def test_runs_are_merged_into_one_segment(tmp_path: Path) -> None:
    answer(tmp_path, jobs=2)
    (generation,) = (tmp_path / "generations").iterdir()
    assert len(list(generation.glob("*.arrays"))) == 1
    assert len(list(generation.glob("*.arrays"))) == 1

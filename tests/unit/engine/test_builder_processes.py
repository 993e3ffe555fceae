"""Segments that several processes write are those that one would."""

import os
from pathlib import Path

import pytest

from making import opened, question
from search_app.engine.embedded import builder as builder_module
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.indexing.writer import BYTES_PER_CHARACTER
from search_app.engine.embedded.segments.array_file import ArrayFile
from search_app.engine.embedded.segments.stem_scores import STEM_SCORES_FILE
from search_app.engine.embedded.segments.vocabulary import VOCABULARY_FILE
from search_app.model.errors import IndexWriteError
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


def test_a_helper_makes_the_same_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder_module, "_DOCUMENTS_FOR_A_HELPER", DOCUMENTS)
    for jobs in (1, 2):
        answer(tmp_path / str(jobs), jobs=jobs)
    for name in (STEM_SCORES_FILE, VOCABULARY_FILE):
        alone, together = (ArrayFile(next((tmp_path / jobs).rglob(name))) for jobs in "12")
        assert alone.directory.keys() == together.directory.keys()
        assert all(alone[key].tobytes() == together[key].tobytes() for key in alone.directory)


def test_what_hinders_a_helper_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder_module, "_DOCUMENTS_FOR_A_HELPER", DOCUMENTS)
    monkeypatch.setattr(builder_module, "score_stems", os.rmdir)
    with pytest.raises(IndexWriteError) as caught:
        answer(tmp_path, jobs=2)
    assert "not empty" in caught.value.detail
    assert not list((tmp_path / "generations").iterdir())


def test_runs_are_merged_into_one_segment(tmp_path: Path) -> None:
    answer(tmp_path, jobs=2)
    (generation,) = (tmp_path / "generations").iterdir()
    assert len(list(generation.glob("*.arrays"))) == 1
    assert not list(generation.glob("*.fields*"))


def built_while_its_processes_are_killed(index: Path) -> None:
    with EmbeddedBuilder(index, full=True, jobs=2, memory_mb=MEMORY_MB) as builder:
        for number in range(DOCUMENTS):
            builder.add(question(number, "mot " * (LENGTH // 4)))
            if builder._writer._pool:
                for process in builder._writer._pool._pool._processes.values():
                    process.kill()
        builder.publish(corpus_digest="", rejected=0, ledger=b"")


def test_a_process_that_is_killed_is_told(tmp_path: Path) -> None:
    with pytest.raises(IndexWriteError) as caught:
        built_while_its_processes_are_killed(tmp_path)
    assert "was killed" in caught.value.detail
    assert not list((tmp_path / "generations").iterdir())

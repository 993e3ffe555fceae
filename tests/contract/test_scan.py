"""A scan gives the documents that the search counts in its total, as its pages show them."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.test_engine import TIMEOUT_S, corpora, documents, embedded, slow
from contract.test_partial import searches
from making import opened, question
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.generation import OpenGeneration
from search_app.engine.embedded.ranking.rescore import RESCORED
from search_app.engine.port import Searcher
from search_app.model.document import Document
from search_app.model.errors import IndexDamagedError
from search_app.model.expr import And, MatchAll, Word
from search_app.model.query import Query, Sort
from search_app.search import scan, search

many = st.lists(documents, min_size=20, max_size=60, unique_by=lambda d: d.id)


def paged(searcher: Searcher, query: Query) -> list[str]:
    """Return the ids of all hits, page by page."""
    ids: list[str] = []
    page = 1
    while hits := search(searcher, replace(query, page=page), timeout_s=TIMEOUT_S).hits:
        ids += [hit.document.id for hit in hits]
        page += 1
    return ids


def scanned(searcher: Searcher, query: Query) -> list[str]:
    results, found = scan(searcher, query, timeout_s=TIMEOUT_S)
    ids = [document.id for document in found]
    shown = search(searcher, query, timeout_s=TIMEOUT_S)
    assert (results.total, results.relaxed) == (len(ids), shown.relaxed)
    assert (results.meant, results.corrections) == (shown.meant, shown.corrections)
    return ids


@slow
@given(corpora | many, st.lists(searches, min_size=1, max_size=4))
def test_a_scan_is_what_the_pages_show(found: list[Document], asked: list[Query]) -> None:
    with embedded(found) as searcher:
        for query in asked:
            for sort in Sort:
                one = replace(query, sort=sort, page_size=10, corrected=True, expanded=True)
                assert scanned(searcher, one) == paged(searcher, one)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> OpenGeneration:
    """More documents with a word than are looked at closely when they are ranked."""
    index = tmp_path_factory.mktemp("many")
    with EmbeddedBuilder(index, full=True) as builder:
        for number in range(3 * RESCORED):
            builder.add(question(number, "santé " * (number % 7 + 1) + "cloud " * (number % 5)))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    return opened(index)


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("words", [("santé",), ("santé", "cloud"), ("santé", "introuvable")])
def test_also_beyond_the_documents_that_are_looked_at_closely(
    searcher: OpenGeneration, words: tuple[str, ...], sort: Sort
) -> None:
    expr = And(tuple(map(Word, words)), in_order=True) if len(words) > 1 else Word(*words)
    query = Query(text=" ".join(words), expr=expr, sort=sort, page_size=100, corrected=False)
    ids = scanned(searcher, query)
    assert len(ids) >= 2 * RESCORED
    assert ids == paged(searcher, query)


def test_nothing_to_search_scans_nothing(searcher: OpenGeneration) -> None:
    results, found = scan(searcher, Query(text="?", expr=MatchAll()), timeout_s=TIMEOUT_S)
    assert (results.total, list(found)) == (0, [])


def test_a_scan_without_time_says_so(searcher: OpenGeneration) -> None:
    with pytest.raises(TimeoutError):
        searcher.scan(Query(expr=Word("never asked before")), -1.0)


def test_a_document_that_is_damaged_ends_a_scan(tmp_path: Path) -> None:
    with EmbeddedBuilder(tmp_path, full=True) as builder:
        for number in range(100):
            builder.add(question(number, f"santé {number}"))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    file = max((f for f in tmp_path.rglob("*") if f.is_file()), key=lambda f: f.stat().st_size)
    written = bytearray(file.read_bytes())
    place = written.rindex(b"\x28\xb5\x2f\xfd")  # the last compressed block begins so
    written[place + 12 : place + 40] = bytes(28)
    file.write_bytes(written)
    found = opened(tmp_path).scan(Query(sort=Sort.OLDEST), TIMEOUT_S)
    with pytest.raises(IndexDamagedError):
        list(found)

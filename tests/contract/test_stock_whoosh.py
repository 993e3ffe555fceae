"""A generation is a Whoosh index: the stock Searcher answers on it, and as our executor does.

So do loops over the documents, scores included, through updates, deletions and merges.
"""

import dataclasses
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import query as wq
from whoosh.index import open_dir
from whoosh.matching import AndNotMatcher, InverseMatcher, ListMatcher

from contract.test_engine import documents, exprs, queries, slow
from making import question
from oracle import OracleEngine, passes
from scoring import BruteForce
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.generation import OpenGeneration
from search_app.engine.embedded.generations import folders
from search_app.engine.embedded.matching.cache import Matching
from search_app.engine.embedded.matching.execute import Executor
from search_app.engine.embedded.matching.expansions import Beginning
from search_app.engine.embedded.reader import open_generation
from search_app.engine.embedded.schema import DOCUMENT_JSON
from search_app.model.document import Document
from search_app.model.expr import Expr
from search_app.model.query import Query
from stock import has_stock_answer, has_stock_scores, stock_scores, stock_searcher

TIMEOUT_S = 60.0
# Each a build: what is put in, maybe twice, the later replacing the earlier; then what is taken out.
history = st.lists(
    st.tuples(
        st.lists(documents, max_size=8),
        st.sets(st.integers(1, 99).map(lambda n: f"QANR5L16QE{n}"), max_size=40),
    ),
    min_size=1,
    max_size=4,
)
History = list[tuple[list[Document], set[str]]]


def publish(index: Path, put: Sequence[Document], take: set[str], *, full: bool = False) -> None:
    with EmbeddedBuilder(index, full=full) as builder:
        for document in put:
            builder.add(document)
        for gone in sorted(take & builder.ids()):
            builder.remove(gone)
        builder.publish(corpus_digest="", rejected=0, ledger=b"")


def current(index: Path) -> OpenGeneration:
    return open_generation(index, folders.current_id(index))


def folder_of(index: Path) -> Path:
    return folders.folder_of(index, folders.current_id(index))


def numbered(opened: OpenGeneration) -> tuple[list[Document], set[int]]:
    """Every document by its number, deleted ones included, and the numbers of the others."""
    snapshot = opened.snapshot
    places = map(snapshot.place, range(snapshot.size))
    found = [DOCUMENT_JSON.validate_json(segment.documents[number]) for segment, number in places]
    return found, {number for number in range(snapshot.size) if snapshot.live[number]}


def executed(opened: OpenGeneration, query: wq.Query) -> dict[int, float]:
    found = Executor(opened.snapshot, time.monotonic() + TIMEOUT_S).run(query)
    numbers = found.documents.tolist()
    assert numbers == sorted(set(numbers))
    return dict(zip(numbers, found.scores.tolist(), strict=True))


def assert_same(ours: dict[int, float], stock: dict[int, float], query: wq.Query) -> None:
    assert ours.keys() == stock.keys(), query
    if has_stock_scores(query):
        assert ours == pytest.approx(stock, abs=1e-4), query


@slow
@given(history, st.lists(exprs, min_size=4, max_size=10), st.lists(queries, max_size=4))
def test_same_hits_scores_and_counts(
    made: History, asked: list[Expr], filtered: list[Query]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        for put, take in made:
            publish(Path(name), put, take)
        opened = current(Path(name))
        held, live = numbered(opened)
        compiler = Matching(opened.snapshot).compiler
        truth = BruteForce(held)
        with stock_searcher(folder_of(Path(name))) as searcher:
            for expr in [*asked, *(query.expr for query in filtered)]:
                query = compiler.tree(expr)
                ours = executed(opened, query)
                wanted = {n: score for n, score in truth.scores(query).items() if n in live}
                assert ours == pytest.approx(wanted, abs=1e-4), (expr, query)
                if has_stock_answer(query):
                    assert_same(ours, stock_scores(searcher, query), query)
            for query in filtered:
                among = {n for n in live if passes(held[n], query, None)}
                compiled = compiler.tree(query.expr)
                got = opened.search(dataclasses.replace(query, page=1, page_size=99), TIMEOUT_S)
                if has_stock_answer(compiled):
                    stock = stock_scores(searcher, compiled, among)
                    ours = executed(opened, compiled)
                    kept = {n: score for n, score in ours.items() if n in among}
                    assert_same(kept, stock, compiled)
                    # The hits are ranked by more than these scores: they are compared as a set.
                    assert {hit.document.id for hit in got.hits} == {held[n].id for n in stock}
        brute = OracleEngine(held[n] for n in sorted(live))
        for query in filtered:
            got, wanted = opened.search(query, TIMEOUT_S), brute.search(query, TIMEOUT_S)
            assert (got.total, got.matched) == (wanted.total, wanted.matched), query
            assert got.facets == wanted.facets, query
            assert (got.histogram, got.undated) == (wanted.histogram, wanted.undated), query


@slow
@given(history, st.lists(queries, min_size=2, max_size=6))
def test_built_in_steps_is_built_at_once(made: History, asked: list[Query]) -> None:
    """Sets, facets and dates; scores count deleted documents until a merge drops them."""
    held: dict[str, Document] = {}
    with tempfile.TemporaryDirectory() as steps, tempfile.TemporaryDirectory() as once:
        for put, take in made:
            publish(Path(steps), put, take)
            held |= {document.id: document for document in put}
            held = {key: document for key, document in held.items() if key not in take}
        publish(Path(once), list(held.values()), set(), full=True)
        by_steps, at_once = current(Path(steps)), current(Path(once))
        assert by_steps.ids() == at_once.ids() == held.keys()
        for query in asked:
            page = dataclasses.replace(query, page=1, page_size=99)
            one, other = (opened.search(page, TIMEOUT_S) for opened in (by_steps, at_once))
            assert {h.document.id for h in one.hits} == {h.document.id for h in other.hits}
            assert (one.total, one.matched, one.facets) == (
                other.total,
                other.matched,
                other.facets,
            )
            assert (one.histogram, one.undated) == (other.histogram, other.undated)


def test_a_query_runs_over_several_segments_with_deletions(tmp_path: Path) -> None:
    """That the corpora above do so too is left to chance."""
    publish(tmp_path, [question(n, "santé cloud") for n in range(40)], set())
    publish(tmp_path, [question(n, "santé") for n in range(40, 45)], {"QANR5L16QE7"})
    opened = current(tmp_path)
    assert len(opened.snapshot.segments) == 2
    assert not opened.snapshot.all_live
    assert opened.search(Query(), TIMEOUT_S).total == 44


def test_the_first_document_of_a_stock_exclusion_passes() -> None:
    """Why `stock` has its own AndNot: 5 is excluded, and comes all the same."""
    stock = AndNotMatcher(ListMatcher([5, 7]), ListMatcher([2, 5, 7]))
    assert list(stock.all_ids()) == [5]


def test_a_stock_complement_may_hold_a_deleted_document() -> None:
    """Why `stock` has its own complement: 0 is not wanted, 1 is deleted, and comes all the same."""
    stock = InverseMatcher(ListMatcher([0]), 2, missing=lambda number: number == 1)
    assert list(stock.all_ids()) == [1]


def test_a_stock_union_of_many_terms_has_no_positions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Why `stock` reads every union in step: 1,024 terms are many by themselves."""
    monkeypatch.setattr(wq.Or, "TOO_MANY_CLAUSES", 3)
    publish(tmp_path, [question(1, "santé santés sante cloud")], set())
    row = wq.SpanNear2([Beginning("text_strict", "sant"), wq.Term("text_strict", "cloud")], slop=9)
    with (
        open_dir(str(folder_of(tmp_path))).searcher() as searcher,
        pytest.raises(Exception, match="does not support spans"),
    ):
        searcher.search(row)
    with stock_searcher(folder_of(tmp_path)) as searcher:
        assert stock_scores(searcher, row).keys() == {0}


def test_an_empty_stock_filter_filters_nothing(tmp_path: Path) -> None:
    publish(tmp_path, [question(1), question(2)], set())
    with stock_searcher(folder_of(tmp_path)) as searcher:
        assert len(searcher.search(wq.Every(), limit=None, filter=set())) == 2
        assert stock_scores(searcher, wq.Every(), set()) == {}


def test_a_constant_score_of_zero_is_one_in_stock_whoosh(tmp_path: Path) -> None:
    """`all_weights=0` counts as not given: the compiler makes none, the executor leaves it to stock."""
    publish(tmp_path, [question(1, "santé")], set())
    query = wq.ConstantScoreQuery(wq.Term("text", "santé"), 0.0)
    with stock_searcher(folder_of(tmp_path)) as searcher:
        assert stock_scores(searcher, query) == {0: 1.0}
    assert executed(current(tmp_path), query) == {0: 1.0}


def test_the_stock_reader_walks_the_terms(tmp_path: Path) -> None:
    with EmbeddedBuilder(tmp_path, full=True) as builder:
        builder.add(question(1, "santé cloud santés"))
        builder.add(question(2, "cloud donnée"))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    folder = folders.folder_of(tmp_path, folders.current_id(tmp_path))
    with open_dir(str(folder)).reader() as reader:
        assert list(reader.field_terms("text")) == ["cloud", "donnée", "santé"]
        assert list(reader.expand_prefix("text", "do")) == ["donnée".encode()]
        assert list(reader.terms_within("text_strict", "santé", 1)) == ["santé", "santés"]
        info = reader.term_info("text", "santé")
        assert (info.doc_frequency(), info.weight(), info.max_weight()) == (1, 2.0, 2.0)
        cursor = reader.cursor("text")
        assert [cursor.first(), cursor.next(), cursor.find(b"e"), cursor.next()] == [
            "cloud",
            "donnée",
            "santé",
            None,
        ]
        assert reader.cursor("answer").first() is None

"""A generation is a Whoosh index: the stock Searcher answers on it, and as our executor does."""

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.index import open_dir
from whoosh.scoring import BM25F

from contract.test_engine import corpora, scopes, slow, word
from making import question
from oracle import matches as oracle_matches
from search_app.engine.embedded import generations
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.compile import compile_expr
from search_app.engine.embedded.execute import Executor
from search_app.engine.embedded.reader import open_snapshot
from search_app.model.document import Document
from search_app.model.expr import And, DateRange, Expr, Or, Phrase, Word

phrases = st.builds(Phrase, st.lists(word, min_size=1, max_size=3).map(" ".join), st.integers(0, 2))
leaves: st.SearchStrategy[Expr] = st.builds(Word, word, scopes) | phrases
# Exclusions are compared with the brute-force oracle alone.
days = st.builds(DateRange, st.none() | st.dates(), st.none() | st.dates())


composed = st.recursive(
    leaves,
    lambda children: st.one_of(
        st.builds(And, st.lists(children, min_size=1, max_size=3).map(tuple)),
        st.builds(Or, st.lists(children, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=5,
)


@slow
@given(corpora, corpora, st.lists(composed | days, min_size=5, max_size=15))
def test_same_hits_and_scores(
    before: list[Document], after: list[Document], asked: list[Expr]
) -> None:
    held = {document.id: document for document in (*before, *after)}
    with tempfile.TemporaryDirectory() as name:
        for found in (before, after):  # the second leaves segments with deletions
            with EmbeddedBuilder(Path(name), full=False) as builder:
                for document in found:
                    builder.add(document)
                builder.publish(corpus_digest="", rejected=0, ledger=b"")
        folder = generations.folder_of(Path(name), generations.current_id(Path(name)))
        executor = Executor(open_snapshot(folder), time.monotonic() + 60)
        with open_dir(str(folder)).searcher(weighting=BM25F()) as searcher:
            for expr in asked:
                query = compile_expr(expr, lambda _: [])
                ours = executor.run(query)
                stock = searcher.search(query, limit=None, scored=True)
                scores = {hit.docnum: hit.score for hit in stock}
                truth = [d for d in held.values() if oracle_matches(d, expr)]
                assert len(truth) == len(ours.documents), (expr, query)
                assert sorted(scores) == ours.documents.tolist(), (expr, query)
                wanted = [scores[number] for number in ours.documents.tolist()]
                assert ours.scores.tolist() == pytest.approx(wanted, abs=1e-4), expr


def test_the_stock_reader_walks_the_terms(tmp_path: Path) -> None:
    with EmbeddedBuilder(tmp_path, full=True) as builder:
        builder.add(question(1, "santé cloud santés"))
        builder.add(question(2, "cloud donnée"))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    folder = generations.folder_of(tmp_path, generations.current_id(tmp_path))
    with open_dir(str(folder)).reader() as reader:
        assert list(reader.field_terms("text")) == ["cloud", "donnee", "sant"]
        assert list(reader.expand_prefix("text", "do")) == [b"donnee"]
        assert list(reader.terms_within("text_strict", "sante", 1)) == ["sante", "santes"]
        info = reader.term_info("text", "sant")
        assert (info.doc_frequency(), info.weight(), info.max_weight()) == (1, 2.0, 2.0)
        cursor = reader.cursor("text")
        assert [cursor.first(), cursor.next(), cursor.find(b"e"), cursor.next()] == [
            "cloud",
            "donnee",
            "sant",
            None,
        ]
        assert reader.cursor("answer").first() is None

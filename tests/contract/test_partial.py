"""Documents with all the words are the result in every order; those with some of them come apart."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.test_engine import TIMEOUT_S, corpora, embedded, filters, leaves, oracle, slow, word
from oracle import matches, passes
from search_app.engine.port import Searcher
from search_app.model.document import Document
from search_app.model.expr import And, Expr, Not, Phrase, Word
from search_app.model.query import Query, Sort
from search_app.model.results import Results
from search_app.search import search
from search_app.search.relax import relaxed
from search_app.search.understand import understand

words = st.builds(Word, word | st.just("introuvable"))
conditions = st.builds(Phrase, word) | st.builds(Not, words) | leaves
typed = st.tuples(
    st.lists(words, min_size=2, max_size=5), st.lists(conditions, max_size=2), st.randoms()
).map(lambda made: shuffled(*made))
searches = st.builds(
    Query,
    expr=typed,
    filters=st.just(()) | filters,
    excluded=st.just(()) | filters,
    page_size=st.just(50),
    **dict.fromkeys(("corrected", "expanded"), st.just(value=False)),
)


def shuffled(some_words: list[Expr], some_conditions: list[Expr], chance) -> Expr:
    parts = [*some_words, *some_conditions]
    chance.shuffle(parts)
    return And(tuple(parts), in_order=True)


def answers(searcher: Searcher, query: Query) -> list[Results]:
    return [search(searcher, replace(query, sort=sort), timeout_s=TIMEOUT_S) for sort in Sort]


@pytest.mark.parametrize("made", [embedded, oracle])
class TestEveryEngine:
    @slow
    @given(found=corpora, asked=st.lists(searches, min_size=3, max_size=10))
    def test_the_result_is_the_same_in_every_order(self, made, found, asked) -> None:
        with made(found) as searcher:
            for query in asked:
                first, *others = answers(searcher, query)
                for other in others:
                    assert (other.total, other.complete) == (first.total, first.complete)
                    assert (other.facets, other.histogram) == (first.facets, first.histogram)
                    assert {h.document.id for h in other.hits} == {
                        h.document.id for h in first.hits
                    }
                    assert other.partial == first.partial

    @slow
    @given(found=corpora, asked=st.lists(searches, min_size=3, max_size=10))
    def test_complete_and_partial_ones_are_what_they_are_said_to_be(
        self, made, found, asked
    ) -> None:
        with made(found) as searcher:
            for query in asked:
                check(found, query, answers(searcher, query)[0])


def check(found: list[Document], query: Query, results: Results) -> None:
    asked = understand(query).expr
    looser = relaxed(asked) or asked
    complete = [d for d in found if matches(d, asked)]
    some = [d for d in found if matches(d, looser) and d not in complete]
    assert results.complete == len(complete)
    expected, following = (complete, some) if complete else (some, [])
    shown, after = (
        {d.id for d in listed if passes(d, query, None)} for listed in (expected, following)
    )
    assert {hit.document.id for hit in results.hits} == shown
    assert {hit.document.id for hit in results.partial.hits} == after
    assert (results.total, results.partial.total) == (len(shown), len(after))
    lackless = () if results.relaxed else results.hits
    assert not any(hit.lacks for hit in lackless)
    lacking = results.hits if results.relaxed else results.partial.hits
    for hit in lacking:
        assert hit.lacks
        for part in asked.children if isinstance(asked, And) else (asked,):
            assert matches(hit.document, part) == (part not in hit.lacks), (query, part)

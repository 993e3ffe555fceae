"""The order of the parts of an OU and of an ET changes nothing of an answer, to the last digit."""

import dataclasses
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from contract.test_engine import TIMEOUT_S, corpora, documents, embedded, exprs, slow, word
from search_app.model.document import Document
from search_app.model.expr import And, Expr, Not, Or, Word
from search_app.model.query import Query, Sort
from search_app.search import search

misspelt = st.sampled_from(["hebergemnt", "santee", "numerrique", "donn ées"])
run = st.lists(st.builds(Word, word | misspelt), min_size=2, max_size=4).map(
    lambda words: And(tuple(words), in_order=True)
)
parts = st.lists(run | exprs, min_size=2, max_size=4).map(tuple)
many = st.lists(documents, min_size=20, max_size=60, unique_by=lambda d: d.id)


def shuffled(expr: Expr, chance: Random) -> Expr:
    """Return the expression with the parts of each OU and ET in another order."""
    match expr:
        case Or(children):
            made = [shuffled(child, chance) for child in children]
            chance.shuffle(made)
            return Or(tuple(made))
        case And(children, in_order):
            made = [shuffled(child, chance) for child in children]
            if not in_order:
                chance.shuffle(made)
            return And(tuple(made), in_order)
        case Not(child):
            return Not(shuffled(child, chance))
    return expr


@slow
@given(
    corpora | many, st.lists(st.builds(Or, parts) | st.builds(And, parts), max_size=5), st.randoms()
)
def test_order_changes_nothing(found: list[Document], asked: list[Expr], chance: Random) -> None:
    with embedded(found) as searcher:
        for expr in asked:
            for sort in Sort:
                query = Query(expr=expr, sort=sort, page_size=50)
                other = dataclasses.replace(query, expr=shuffled(expr, chance))
                one, same = (search(searcher, q, timeout_s=TIMEOUT_S) for q in (query, other))
                assert (one.total, one.facets) == (same.total, same.facets)
                hits, others = (
                    [(h.document.id, h.score, h.score_parts) for h in results.hits]
                    for results in (one, same)
                )
                assert hits == others

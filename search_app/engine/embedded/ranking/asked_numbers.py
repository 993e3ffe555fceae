"""Which documents does a query ask for by their number? They come before all others."""

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.model.expr import And, Expr, Keyword, KeywordIs, Or


def with_asked_number(snapshot: Snapshot, expr: Expr, documents: Ints) -> Array:
    """Return a mask of the documents that have a number which stands in `expr`."""
    postings = [snapshot.postings(Keyword.NUMBER, n.encode()).documents for n in _numbers(expr)]
    return np.isin(documents, np.concatenate([np.zeros(0, np.int64), *postings]))


def _numbers(expr: Expr) -> list[str]:
    """Return the numbers of questions that an expression asks for."""
    match expr:
        case KeywordIs(Keyword.NUMBER, value):
            return [value]
        case And(children) | Or(children):
            return [number for child in children for number in _numbers(child)]
    return []

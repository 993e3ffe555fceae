"""Which documents must be among the candidates, whatever the cluster scores them?

Those that the ranking puts above all others: questions whose number is asked for, and of one word
those that have it as typed (`engine.embedded.ranking.first_places`).
"""

from collections.abc import Iterable

from search_app.engine.embedded.matching.field_weights import STRICT_FIELDS
from search_app.engine.embedded.ranking.first_places import (
    FEW_DOCUMENTS,
    numbers_asked,
    only_word,
    tiers,
)
from search_app.engine.opensearch.dsl import Dsl
from search_app.engine.opensearch.fields import cluster_term
from search_app.engine.opensearch.understood import Understood
from search_app.model.expr import Expr, Keyword, Scope

# Added to a score, which is far below it: the higher the step, the more often.
_STEP = 1_000.0


def first_places(expr: Expr, meant: Understood) -> list[Dsl]:
    """Return conditions, each of which puts the documents that fulfil it above all others."""
    found: list[Dsl] = []
    if numbers := numbers_asked(expr):
        found.append(_above({"terms": {Keyword.NUMBER.value: numbers}}, 4))
    if word := only_word(expr):
        as_typed, in_other_number, without_accents = tiers(meant.forms, word)
        fields = STRICT_FIELDS[Scope.ANY]
        holders = sum(meant.counts.get((f, term), 0) for f in fields for term in as_typed)
        is_common = holders > FEW_DOCUMENTS
        found += _any(as_typed, 3)
        found += _any(in_other_number, 3 if is_common else 2)
        found += _any(without_accents, 1)
    return found


def _any(terms: Iterable[str], steps: int) -> list[Dsl]:
    asked = sorted(map(cluster_term, terms))
    fields = STRICT_FIELDS[Scope.ANY]
    parts = [{"terms": {field: asked}} for field in fields]
    return [_above({"bool": {"should": parts}}, steps)] if asked else []


def _above(condition: Dsl, steps: int) -> Dsl:
    return {"constant_score": {"filter": condition, "boost": steps * _STEP}}

"""Which fields does a scope search, and what is a match in each of them worth?

Weights are read when a query is asked: changing one needs no new index. Every BM25 score of a term
is multiplied by the weight of its field.
"""

from search_app.engine.embedded.schema import STEMMED_OF
from search_app.model.expr import Scope

STEMMED_FIELDS: dict[Scope, dict[str, float]] = {
    Scope.TITLE: {"title": 1.5},
    Scope.TEXT: {"text": 1.0},
    Scope.ANSWER: {"answer": 1.0},
}
"""By scope, the fields in which a plain word is searched by its stem, with their weights."""

STEMMED_FIELDS[Scope.ANY] = {k: w for fields in STEMMED_FIELDS.values() for k, w in fields.items()}

NAME_FIELDS: dict[Scope, dict[str, float]] = {
    Scope.AUTHOR: {"author": 1.0},
    Scope.PARTY: {"party": 1.0},
    Scope.MINISTRY: {"ministry": 1.0},
    Scope.TOPIC: {"topic": 1.0},
    Scope.LAW: {"law": 1.0},
    Scope.ANY: {"author": 1.0, "reference": 1.0, "party": 0.5, "constituency": 0.5},
}
"""By scope, the fields of names and numbers, which have no stems, with their weights."""

STRICT_FIELDS: dict[Scope, dict[str, float]] = {
    scope: {
        strict: STEMMED_FIELDS[scope][stemmed]
        for strict, stemmed in STEMMED_OF.items()
        if stemmed in STEMMED_FIELDS.get(scope, {})
    }
    | NAME_FIELDS.get(scope, {})
    for scope in Scope
}
"""By scope, the fields in which a word is searched by its exact form, with their weights."""

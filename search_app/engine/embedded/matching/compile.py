"""Which Whoosh query does an Expr stand for?"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from whoosh import query as wq

from search_app.engine.embedded.matching.expansions import AnyTerm, Beginning, OneOf
from search_app.engine.embedded.matching.field_weights import (
    NAME_FIELDS,
    STEMMED_FIELDS,
    STRICT_FIELDS,
)
from search_app.engine.embedded.schema import DATE_FIELD
from search_app.french import analyze, analyze_strict, words
from search_app.model.expr import (
    Alternatives,
    And,
    AtLeast,
    DateRange,
    Expr,
    Fuzzy,
    KeywordIs,
    MatchAll,
    Not,
    Or,
    Phrase,
    Prefix,
    Scope,
    Word,
)

Lexicon = Callable[[str], Sequence[str]]
Terms = list[tuple[int, str]]
Choice = Callable[[str, str, float], AnyTerm]


def compile_expr(expr: Expr, lexicon: Lexicon) -> wq.Query:  # noqa: C901 - one case per node
    """Return the query tree. lexicon: gives every term of a field, for `mot~`."""
    match expr:
        case Word():
            return _word(expr)
        case Phrase():
            return _phrase(expr)
        case Prefix(text, scope):
            return _expanded(text, scope, Beginning)
        case Fuzzy(text, distance, scope):
            return _expanded(text, scope, partial(_close_to, distance=distance, lexicon=lexicon))
        case KeywordIs(field, value):
            return wq.ConstantScoreQuery(wq.Term(field.value, value), 1.0)
        case DateRange(first, last):
            end = last.toordinal() if last else None
            days = wq.NumericRange(DATE_FIELD, first.toordinal() if first else 1, end)
            return wq.ConstantScoreQuery(days, 1.0)
        case MatchAll():
            return wq.Every()
        case Not(child):
            return wq.Not(compile_expr(child, lexicon))
        case And(children):
            return _all(children, lexicon)
        case Or(children):
            return wq.Or([compile_expr(child, lexicon) for child in children])
        case Alternatives(typed, others):
            meant = [typed, *(other.expr for other in others)]
            return wq.Or([compile_expr(one, lexicon) for one in meant])
        case AtLeast(minimum, children):
            compiled = [compile_expr(child, lexicon) for child in children]
            return wq.Or(compiled, minmatch=minimum)


def _all(children: Sequence[Expr], lexicon: Lexicon) -> wq.Query:
    """Return what all children ask for; exclusions only take documents away, and add no score."""
    wanted = [compile_expr(c, lexicon) for c in children if not isinstance(c, Not)]
    unwanted = [compile_expr(c.child, lexicon) for c in children if isinstance(c, Not)]
    everything = wq.And(wanted) if wanted else wq.Every()
    return wq.AndNot(everything, wq.Or(unwanted)) if unwanted else everything


def _word(word: Word) -> wq.Query:
    """Return a query for the stem of a word in texts, and for its exact form in names.

    A stop word has no stem; where it is asked for, its exact form is searched in texts, too.
    """
    stems, exact = analyze(word.text), analyze_strict(word.text)
    if not stems:
        return _any_field(exact, STRICT_FIELDS[word.scope], 0)
    in_texts = _any_field(stems, STEMMED_FIELDS.get(word.scope, {}), 0)
    in_names = _any_field(exact, NAME_FIELDS.get(word.scope, {}), 0)
    return wq.Or([*in_texts.subqueries, *in_names.subqueries])


def _phrase(phrase: Phrase) -> wq.Query:
    if phrase.is_begun:
        return _expanded(phrase.text, phrase.scope, Beginning, phrase.slop)
    return _any_field(analyze_strict(phrase.text), STRICT_FIELDS[phrase.scope], phrase.slop)


def _any_field(terms: Terms, fields: dict[str, float], slop: int) -> wq.Or:
    return wq.Or([_in_field(terms, field, weight, slop) for field, weight in fields.items()])


def _in_field(terms: Terms, field: str, weight: float, slop: int) -> wq.Query:
    """Return a query for the terms in this order.

    Each may stand `slop` places further from the one before than the two furthest in the query.
    """
    if not terms:
        return wq.NullQuery
    if len(terms) == 1:
        return wq.Term(field, terms[0][1], boost=weight)
    widest = max(b - a for (a, _), (b, _) in pairwise(terms))
    return wq.Phrase(field, [term for _, term in terms], slop=widest + slop, boost=weight)


def _expanded(text: str, scope: Scope, choose: Choice, slop: int = 0) -> wq.Query:
    """Return a query for the words of `text` in a row, the last of which `choose` expands.

    slop: how many other words may stand between two of them.
    """
    if not (parts := words(text)):
        return wq.NullQuery
    *before, last = parts
    found = []
    for field, weight in STRICT_FIELDS[scope].items():
        row = [wq.Term(field, word, boost=weight) for word in before]
        ending = choose(field, last, weight)
        found.append(wq.SpanNear2([*row, ending], slop=1 + slop) if row else ending)
    return wq.Or(found)


def _close_to(field: str, word: str, weight: float, *, distance: int, lexicon: Lexicon) -> OneOf:
    """Return the terms within `distance` edits of the word.

    An edit inserts, deletes or replaces a letter, or swaps two neighbours.
    """
    terms = lexicon(field)
    found = extract(word, terms, scorer=OSA.distance, score_cutoff=distance, limit=None)
    return OneOf(field, tuple(term for term, _, _ in found), weight)

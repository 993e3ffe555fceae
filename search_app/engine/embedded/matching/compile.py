"""Which Whoosh query does an Expr stand for?"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise

from whoosh import query as wq

from search_app.caches import kept
from search_app.engine.embedded.matching.expansions import (
    AnyTerm,
    Beginning,
    InAnyText,
    OneOf,
    one_of,
)
from search_app.engine.embedded.matching.field_weights import (
    NAME_FIELDS,
    STEMMED_FIELDS,
    STRICT_FIELDS,
)
from search_app.engine.embedded.schema import DATE_FIELD
from search_app.french import (
    UNACCENTED,
    Forms,
    analyze_strict,
    content_words,
    written_words,
)
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

CloseTo = Callable[[str, str, int], Sequence[str]]
"""Gives the terms of a field within some edits of a word; their accents do not matter.

An edit inserts, deletes or replaces a letter, or swaps two neighbours.
"""
Terms = Sequence[tuple[int, Sequence[str]]]
"""The terms that each word stands for, with its position."""
WORDS_KEPT = 256
Choice = Callable[[str, str, float], AnyTerm]


class Compiler:
    """Makes query trees, which must not be changed: those of the last words are kept.

    forms: the terms that a word stands for. close_to: gives what `mot~` stands for.
    """

    def __init__(self, forms: Forms, close_to: CloseTo) -> None:
        self._forms = forms
        self._close_to = close_to
        self._word = kept("words compiled", WORDS_KEPT, partial(_word, forms=forms))

    def tree(self, expr: Expr) -> wq.Query:  # noqa: C901 - one case per node
        """Return the query tree of an expression."""
        match expr:
            case Word():
                return self._word(expr)
            case Phrase():
                return _phrase(expr, self._forms)
            case Prefix(text, scope):
                choose = partial(_beginning_with, forms=self._forms)
                return _expanded(text, scope, self._forms, choose)
            case Fuzzy(text, distance, scope):
                choose = partial(_close, distance=distance, close_to=self._close_to)
                return _expanded(text, scope, self._forms, choose)
            case KeywordIs(field, value):
                return wq.ConstantScoreQuery(wq.Term(field.value, value), 1.0)
            case DateRange(first, last):
                end = last.toordinal() if last else None
                days = wq.NumericRange(DATE_FIELD, first.toordinal() if first else 1, end)
                return wq.ConstantScoreQuery(days, 1.0)
            case MatchAll():
                return wq.Every()
            case Not(child):
                return wq.Not(self.tree(child))
            case And(children):
                return self._all(children)
            case Or(children):
                return _any_of([self.tree(child) for child in children])
            case Alternatives(typed, others):
                return _any_of([self.tree(typed), *(self.tree(other.expr) for other in others)])
            case AtLeast(minimum, children):
                return wq.Or([self.tree(child) for child in children], minmatch=minimum)

    def _all(self, children: Sequence[Expr]) -> wq.Query:
        """Return what all children ask for; exclusions take documents away, and add no score."""
        wanted = [self.tree(c) for c in children if not isinstance(c, Not)]
        unwanted = [self.tree(c.child) for c in children if isinstance(c, Not)]
        everything = wq.And(wanted) if wanted else wq.Every()
        return wq.AndNot(everything, wq.Or(unwanted)) if unwanted else everything


def _any_of(trees: Iterable[wq.Query]) -> wq.Or:
    """Return what any of the trees asks for, an Or among them without its own node."""
    flat: list[wq.Query] = []
    for tree in trees:
        flat += tree.subqueries if type(tree) is wq.Or and tree.minmatch <= 1 else [tree]
    return wq.Or(flat)


def _word(word: Word, forms: Forms) -> wq.Query:
    """Return a query for the stem of a word in texts, and for its exact form in names.

    A stop word has no stem; where it is asked for, its exact form is searched in texts, too. It is
    where it begins a compound with one other word: « Notre-Dame » is not « dame ».
    """
    stems = [(position, forms.stems(typed)) for position, typed in content_words(word.text)]
    exact = _strict(word.text, forms)
    if not stems or (len(stems) == 1 and stems[0][0] > 0):
        return _any_field(exact, STRICT_FIELDS[word.scope], 0)
    in_names = _any_field(exact, NAME_FIELDS.get(word.scope, {}), 0)
    return wq.Or([*_in_texts(stems, word.scope), *in_names.subqueries])


def _in_texts(stems: Terms, scope: Scope) -> list[wq.Query]:
    fields = STEMMED_FIELDS.get(scope, {})
    if scope is Scope.ANY and len(stems) == 1:
        return [InAnyText(stems[0][1], fields)]
    in_texts: list[wq.Query] = _any_field(stems, fields, 0).subqueries
    return in_texts


def _phrase(phrase: Phrase, forms: Forms) -> wq.Query:
    if phrase.is_begun:
        choose = partial(_beginning_with, forms=forms)
        return _expanded(phrase.text, phrase.scope, forms, choose, phrase.slop)
    return _any_field(_strict(phrase.text, forms), STRICT_FIELDS[phrase.scope], phrase.slop)


def _strict(text: str, forms: Forms) -> Terms:
    return [(position, forms.strict(typed)) for position, typed in analyze_strict(text)]


def _any_field(terms: Terms, fields: dict[str, float], slop: int) -> wq.Or:
    return wq.Or([_in_field(terms, field, weight, slop) for field, weight in fields.items()])


def _in_field(terms: Terms, field: str, weight: float, slop: int) -> wq.Query:
    """Return a query for the words in this order.

    Each may stand `slop` places further from the one before than the two furthest in the query.
    """
    if not terms:
        return wq.NullQuery
    words = [meant for _, meant in terms]
    if len(terms) == 1:
        return one_of(field, words[0], weight)
    widest = max(b - a for (a, _), (b, _) in pairwise(terms))
    if any(len(meant) > 1 for meant in words):
        row = [one_of(field, meant, weight) for meant in words]
        return wq.SpanNear2(row, slop=widest + slop)
    return wq.Phrase(field, [term for (term,) in words], slop=widest + slop, boost=weight)


def _expanded(text: str, scope: Scope, forms: Forms, choose: Choice, slop: int = 0) -> wq.Query:
    """Return a query for the words of `text` in a row, the last of which `choose` expands.

    slop: how many other words may stand between two of them.
    """
    if not (parts := written_words(text)):
        return wq.NullQuery
    *before, last = parts
    found = []
    for field, weight in STRICT_FIELDS[scope].items():
        row = [one_of(field, forms.strict(word), weight) for word in before]
        ending = choose(field, last.removesuffix(UNACCENTED), weight)
        found.append(wq.SpanNear2([*row, ending], slop=1 + slop) if row else ending)
    return wq.Or(found)


def _beginning_with(field: str, begun: str, weight: float, *, forms: Forms) -> Beginning:
    return Beginning(field, begun, forms.beginning_with(begun), weight)


def _close(field: str, word: str, weight: float, *, distance: int, close_to: CloseTo) -> OneOf:
    return OneOf(field, tuple(close_to(field, word, distance)), weight)

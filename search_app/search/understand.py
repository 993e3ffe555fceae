"""Which words of a query are really asked for, and in which order do the hits come?"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from search_app.french import LIGHT_WORDS, analyze, lemmas, words
from search_app.model.expr import (
    Alternatives,
    And,
    AtLeast,
    DateRange,
    Expr,
    KeywordIs,
    MatchAll,
    Not,
    Or,
    all_of,
    is_plain,
)
from search_app.model.query import Query, Sort

# The fewest other parts of a query beside which light words are dropped: fewer say too little.
_HEAVY_PARTS_MIN = 2
# « Le Gouvernement compte-t-il … », « n’a-t-elle pas été … »: a verb and its pronoun.
_INVERTED = re.compile(
    r"(?:\w+['’])?(?P<verb>\w+?)(?:-t)?-(?:je|tu|ils?|elles?|on|nous|vous)", re.IGNORECASE
)
# The verbs of such a question that say nothing of what it is about, and who is asked.
_ASKING = {
    "aller", "avoir", "compter", "devoir", "entendre", "envisager", "exister", "falloir", "penser",
    "pouvoir", "prévoir", "savoir", "souhaiter", "vouloir", "être",
}  # fmt: skip
_ASKED = {"gouvernement", "ministre"}
_FIRST = {"premier", "premiere"}
# What may stand between the parts of a verb: « n’a pas été ».
_WITHIN_VERB = {"pas", "jamais", "toujours", "deja", "bien"}


def understand(query: Query) -> Query:
    """Return the query without stop words, light words and repeated words, where others are left.

    The hits of a query without words have no relevance, and are sorted by date, the newest first.
    """
    expr = without_small_words(query.expr)
    unranked = query.sort is Sort.RELEVANCE and not has_words(expr)
    return replace(query, expr=expr, sort=Sort.NEWEST if unranked else query.sort)


def has_words(expr: Expr) -> bool:
    """Tell whether an expression has anything that documents are scored by."""
    if isinstance(expr, And | Or | AtLeast):
        return any(has_words(child) for child in expr.children)
    if isinstance(expr, Alternatives):
        return has_words(expr.typed)
    return not isinstance(expr, MatchAll | KeywordIs | DateRange | Not)


def without_small_words(expr: Expr) -> Expr:
    """Return an And without its stop words, light words and repeated parts, where others are left.

    Only plain words typed in a row are left out: what is asked of one field, and what an ET joins,
    is a condition. Any other expression is returned as it is.
    """
    if not isinstance(expr, And):
        return expr
    if not expr.in_order:
        return And(tuple(map(without_small_words, expr.children)))
    distinct = tuple(dict.fromkeys(expr.children))
    kept = [c for c in distinct if not (is_plain(c) and not analyze(c.text))]
    if not any(not isinstance(child, Not) for child in kept):
        return expr
    asking = _of_asking(expr.children)
    said = dict.fromkeys(c for place, c in enumerate(expr.children) if place not in asking)
    heavy = [c for c in said if c in kept and not _is_light(c)]
    if sum(not isinstance(child, Not) for child in heavy) >= _HEAVY_PARTS_MIN:
        kept = heavy
    return all_of(kept, in_order=True)


def is_asking(part: Expr) -> bool:
    """Tell whether a part is a verb with its pronoun that asks, and says nothing of what."""
    return is_plain(part) and not _ASKING.isdisjoint(_inverted(part.text))


def _inverted(text: str) -> tuple[str, ...]:
    """Return the infinitives that « compte-t-il » may be a form of, () for any other text."""
    match = _INVERTED.fullmatch(text.replace("\u2010", "-").replace("\u2011", "-"))
    return lemmas(match["verb"].lower()) if match else ()


def _of_asking(parts: Sequence[Expr]) -> set[int]:
    """Return the places of those parts, typed in a row, that ask a question or help a verb.

    They are verbs with their pronouns, who is asked before such a verb, and « été » behind a form
    of « avoir ».
    """
    found = {place for place, part in enumerate(parts) if is_asking(part)}
    texts = [(place, part.text) for place, part in enumerate(parts) if is_plain(part)]
    telling = [(place, text) for place, text in texts if not _WITHIN_VERB.issuperset(words(text))]
    # From the last to the first, so that « Premier » is known to stand before who is asked.
    for (before, text_before), (place, text) in reversed([*pairwise(telling)]):
        is_rank = words(text) == ["ministre"] and _FIRST.issuperset(words(text_before))
        if place in found and (is_rank or _ASKED.issuperset(words(text_before))):
            found.add(before)
        if words(text) == ["ete"] and _is_of_have(text_before):
            found.add(place)
    return found


def _is_of_have(text: str) -> bool:
    return "avoir" in (_inverted(text) or lemmas(text.lower()))


def canonical(expr: Expr) -> Expr:
    """Return the expression with the operands of ET and OU in a fixed order.

    Their order means nothing, but the last digits of a sum of scores depend on the order in which
    it is added up. So `a OU b` and `b OU a` become the same expression, with the same scores.
    """
    match expr:
        case Or(children):
            return Or(tuple(sorted(map(canonical, children), key=repr)))
        case And(children, in_order):
            made = tuple(map(canonical, children))
            return And(made if in_order else tuple(sorted(made, key=repr)), in_order)
        case Not(child):
            return Not(canonical(child))
        case AtLeast(minimum, children):
            return AtLeast(minimum, tuple(map(canonical, children)))
    return expr


def _is_light(expr: Expr) -> bool:
    return is_plain(expr) and all(
        word in LIGHT_WORDS or not analyze(word) for word in words(expr.text)
    )

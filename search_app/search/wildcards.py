"""How many words do the `mot*` and `mot~` of a query stand for, and is that too many?"""

from collections.abc import Iterator

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from search_app.engine.port import Searcher
from search_app.french import words
from search_app.model.errors import QueryTooComplexError
from search_app.model.expr import And, AtLeast, Expr, Fuzzy, Not, Or, Phrase, Prefix
from search_app.model.vocabulary import Vocabulary


def check_expansions(searcher: Searcher, expr: Expr, words_max: int) -> None:
    """Raise QueryTooComplexError when parts of an expression stand for more than `words_max` words.

    The words of titles, texts and answers are counted, all parts together.
    """
    count = 0
    for part in _expanded(expr):
        count += _count(part, searcher.vocabulary)
        if count > words_max:
            raise QueryTooComplexError(
                position=0, found=part.text, what="expansions", limit=words_max
            )


def _expanded(expr: Expr) -> Iterator[Prefix | Fuzzy | Phrase]:
    match expr:
        case And(children=children) | Or(children=children) | AtLeast(children=children):
            for child in children:
                yield from _expanded(child)
        case Not(child):
            yield from _expanded(child)
        case Prefix() | Fuzzy() | Phrase(is_begun=True):
            yield expr


def _count(part: Prefix | Fuzzy | Phrase, vocabulary: Vocabulary) -> int:
    *_, last = words(part.text) or [""]
    if not last:
        return 0
    if isinstance(part, Fuzzy):
        near = vocabulary.words.near(last, part.distance)
        return len(extract(last, near, scorer=OSA.distance, score_cutoff=part.distance, limit=None))
    return vocabulary.words.count_beginning_with(last)

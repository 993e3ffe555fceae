"""Where does a text answer a query? The text is analysed again to get the offsets of its words."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from rapidfuzz.distance import OSA

from search_app.french import LocatedWords, analyze, analyze_strict, stems, words
from search_app.model.expr import (
    Alternatives,
    And,
    AtLeast,
    Expr,
    Fuzzy,
    Or,
    Phrase,
    Prefix,
    Scope,
    Word,
)

Span = tuple[int, int, int]
"""Start and end offset of a match, and the number of the leaf that it answers."""
Leaf = Word | Phrase | Prefix | Fuzzy
Places = tuple[int, int]
"""Positions of the first and the last word of a match."""


def leaves_of(expr: Expr, scope: Scope) -> list[Leaf]:
    """Return the leaves that can make a document match; those under a Not cannot."""
    return list(_leaves(expr, scope))


def _leaves(expr: Expr, scope: Scope) -> Iterator[Leaf]:
    match expr:
        case And(children) | Or(children) | AtLeast(_, children):
            for child in children:
                yield from _leaves(child, scope)
        case Alternatives(typed, others):
            for meant in (typed, *(other.expr for other in others)):
                yield from _leaves(meant, scope)
        case Word() | Phrase() | Prefix() | Fuzzy():
            if expr.scope in {Scope.ANY, scope}:
                yield expr


def matches_in(text: str, leaves: Sequence[Leaf]) -> list[Span]:
    """Return the matches in the order of their starts; matches that overlap are merged."""
    if not leaves:
        return []
    located = LocatedWords(text)
    text_words = _TextWords(located.words)
    spans = sorted(
        (located.span(first)[0], located.span(last)[1], number)
        for number, leaf in enumerate(leaves)
        for first, last in text_words.places(leaf)
    )
    apart: list[Span] = []
    for start, end, number in spans:
        if apart and start < apart[-1][1]:
            last = apart.pop()
            apart.append((last[0], max(end, last[1]), last[2]))
        else:
            apart.append((start, end, number))
    return apart


class _TextWords:
    """Finds leaves among the words of one text; each distinct word is stemmed once."""

    def __init__(self, text_words: Sequence[str]) -> None:
        self._words = text_words
        self._distinct = set(text_words)
        self._stems = dict(zip(self._distinct, stems(self._distinct), strict=True))

    def places(self, leaf: Leaf) -> Iterable[Places]:
        match leaf:
            case Word(text):
                return self._in_order([(i, self._with_stem(term)) for i, term in analyze(text)], 0)
            case Phrase(text, slop, is_begun=True):
                return self._with_ending(text, str.startswith, slop)
            case Phrase(text, slop):
                return self._in_order([(i, {word}) for i, word in analyze_strict(text)], slop)
            case Prefix(text):
                return self._with_ending(text, str.startswith)
            case Fuzzy(text, distance):
                return self._with_ending(text, partial(_is_close, distance=distance))

    def _with_ending(
        self, text: str, fits: Callable[[str, str], bool], slop: int = 0
    ) -> Iterator[Places]:
        """Yield where the words of `text` stand in a row, the last one being any word that fits."""
        *before, last = words(text) or [""]
        ending = {word for word in self._distinct if last and fits(word, last)}
        return self._in_order([*enumerate([*({word} for word in before), ending])], slop)

    def _with_stem(self, term: str) -> set[str]:
        return {word for word, stem in self._stems.items() if stem == term}

    def _positions(self, forms: set[str]) -> list[int]:
        present = forms & self._distinct
        return [i for i, word in enumerate(self._words) if word in present] if present else []

    def _in_order(self, terms: Sequence[tuple[int, set[str]]], slop: int) -> Iterator[Places]:
        """Yield where the terms stand in this order, by the same rule as a phrase is searched."""
        if not terms:
            return
        reach = max((b - a for (a, _), (b, _) in pairwise(terms)), default=1) + slop
        first_places, *others = [self._positions(forms) for _, forms in terms]
        for first in first_places:
            last: int | None = first
            for places in others:
                last = None if last is None else _next_within(places, last, reach)
            if last is not None:
                yield first, last


def _next_within(places: Sequence[int], after: int, reach: int) -> int | None:
    """Return the first place that comes 1 to `reach` after `after`, or None."""
    index = bisect_right(places, after)
    return places[index] if index < len(places) and places[index] <= after + reach else None


def _is_close(word: str, wanted: str, distance: int) -> bool:
    return OSA.distance(wanted, word, score_cutoff=distance) <= distance

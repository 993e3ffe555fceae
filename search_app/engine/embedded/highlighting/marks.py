"""Where does a text answer a query? The text is analysed again to get the offsets of its words."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from rapidfuzz.distance import OSA

from search_app.french import (
    UNACCENTED,
    Forms,
    LocatedWords,
    analyze_strict,
    content_words,
    letters,
    stems,
    written_words,
)
from search_app.model.expr import (
    AlternativeKind,
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
from search_app.model.results import Mark

Span = tuple[int, int, int]
"""Start and end offset of a match, and the number of the leaf that it answers."""
Leaf = Word | Phrase | Prefix | Fuzzy
MarkedLeaf = tuple[Leaf, Mark]
"""A leaf, and why its matches are marked."""
Places = tuple[int, int]
"""Positions of the first and the last word of a match."""


_MARKS = {
    AlternativeKind.NAME: Mark.NAME,
    AlternativeKind.SPELLING: Mark.SPELLING,
    AlternativeKind.JOINED: Mark.SPELLING,
}


def leaves_of(expr: Expr, scope: Scope) -> list[MarkedLeaf]:
    """Return the leaves that can make a document match; those under a Not cannot."""
    return list(_leaves(expr, scope, Mark.WORD))


def _leaves(expr: Expr, scope: Scope, mark: Mark) -> Iterator[MarkedLeaf]:
    match expr:
        case And(children) | Or(children) | AtLeast(_, children):
            for child in children:
                yield from _leaves(child, scope, mark)
        case Alternatives(typed, others):
            yield from _leaves(typed, scope, mark)
            for other in others:
                yield from _leaves(other.expr, scope, _MARKS.get(other.kind, mark))
        case Word() | Phrase() | Prefix() | Fuzzy():
            if expr.scope in {Scope.ANY, scope}:
                yield expr, mark


def matches_in(text: str, leaves: Sequence[MarkedLeaf]) -> list[Span]:
    """Return the matches in the order of their starts; matches that overlap are merged."""
    if not leaves:
        return []
    located = LocatedWords(text)
    text_words = _TextWords(located.words)
    spans = sorted(
        (located.span(first)[0], located.span(last)[1], number)
        for number, (leaf, _) in enumerate(leaves)
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
        self._forms = Forms(self._distinct, filter(None, self._stems.values()))

    def places(self, leaf: Leaf) -> Iterable[Places]:
        match leaf:
            case Word(text):
                return self._of_word(text)
            case Phrase(text, slop, is_begun=True):
                return self._with_ending(text, self._beginning_with, slop)
            case Phrase(text, slop):
                strict = analyze_strict(text)
                return self._in_order([(i, {*self._forms.strict(w)}) for i, w in strict], slop)
            case Prefix(text):
                return self._with_ending(text, self._beginning_with)
            case Fuzzy(text, distance):
                return self._with_ending(text, partial(self._close_to, distance=distance))

    def _of_word(self, text: str) -> Iterator[Places]:
        """Yield where a word or compound stands, with the stop words that it begins with.

        « Notre-Dame » is searched as « dame », and marked whole where it stands.
        """
        content = content_words(text)
        before = [letters(word) for word in written_words(text)[: content[0][0] if content else 0]]
        for first, last in self._in_order([(i, self._with_stem(word)) for i, word in content], 0):
            start = max(first - len(before), 0)
            is_whole = list(map(letters, self._words[start:first])) == before
            yield start if is_whole else first, last

    def _with_ending(
        self, text: str, choose: Callable[[str], set[str]], slop: int = 0
    ) -> Iterator[Places]:
        """Yield where the words of `text` stand in a row, the last one any that `choose` finds."""
        *before, last = written_words(text) or [""]
        ending = choose(last.removesuffix(UNACCENTED)) if last else set()
        row = [*({*self._forms.strict(word)} for word in before), ending]
        return self._in_order([*enumerate(row)], slop)

    def _beginning_with(self, begun: str) -> set[str]:
        others = self._forms.beginning_with(begun)
        return {word for word in self._distinct if word.startswith(begun)}.union(others)

    def _close_to(self, wanted: str, *, distance: int) -> set[str]:
        return {word for word in self._distinct if _is_close(letters(word), wanted, distance)}

    def _with_stem(self, typed: str) -> set[str]:
        meant = self._forms.stems(typed)
        return {word for word, stem in self._stems.items() if stem in meant}

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
    return OSA.distance(letters(wanted), word, score_cutoff=distance) <= distance

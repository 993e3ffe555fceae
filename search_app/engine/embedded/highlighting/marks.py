"""Where does a text answer a query?

What the words of a query stand for is worked out once, for all texts of a page.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from search_app.engine.embedded.highlighting.text_words import TextWords
from search_app.french import (
    UNACCENTED,
    Forms,
    analyze_strict,
    content_words,
    letters,
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


class Match(NamedTuple):
    """A place in a text that answers a query.

    start, end: offsets. leaf: the number of the leaf that it answers. why: the reason to mark it.
    """

    start: int
    end: int
    leaf: int
    why: Mark


_Leaf = Word | Phrase | Prefix | Fuzzy
_Places = tuple[int, int]
"""Positions of the first and the last word of a match."""
_Find = Callable[[TextWords], Iterable[_Places]]
"""Finds a leaf in a text."""
_Choose = Callable[[TextWords], Sequence[int]]
"""Gives the positions of the words of a text that one word of a leaf stands for."""

SetsByScope = dict[Scope, set[frozenset[str]]]
"""Sets of terms, by where they are looked for."""

_MARKS = {
    AlternativeKind.NAME: Mark.NAME,
    AlternativeKind.SPELLING: Mark.SPELLING,
    AlternativeKind.JOINED: Mark.SPELLING,
}


class Marking:
    """Finds the matches of an expression in texts. forms: what typed words stand for in the index.

    Only leaves that can make a document match are looked for, so none under a Not. stems, written:
    by scope, the sets of stems and of written forms that its texts are asked for.
    """

    def __init__(self, expr: Expr, forms: Forms) -> None:
        self.stems: SetsByScope = defaultdict(set)
        self.written: SetsByScope = defaultdict(set)
        self._leaves: list[tuple[Scope, _Find, Mark]] = []
        for leaf, why in _leaves(expr, Mark.WORD):
            choices = _Choices(forms, self.stems[leaf.scope], self.written[leaf.scope])
            self._leaves.append((leaf.scope, _finder(leaf, choices), why))

    def matches_in(self, text_words: TextWords, scope: Scope) -> list[Match]:
        """Return the matches of the leaves that may stand in `scope`, in the order of their starts.

        Matches that overlap are merged.
        """
        leaves = [(find, why) for where, find, why in self._leaves if where in {Scope.ANY, scope}]
        places = [
            (first, last, number)
            for number, (find, _) in enumerate(leaves)
            for first, last in find(text_words)
        ]
        if not places:
            return []
        firsts, lasts, numbers = zip(*places, strict=True)
        starts = [start for start, _ in text_words.spans(firsts)]
        ends = [end for _, end in text_words.spans(lasts)]
        found = sorted(zip(starts, ends, numbers, strict=True))
        apart: list[Match] = []
        for start, end, number in found:
            why = leaves[number][1]
            if apart and start < apart[-1].end:
                last = apart.pop()
                why = leaves[last.leaf][1]
                apart.append(Match(last.start, max(end, last.end), last.leaf, why))
            else:
                apart.append(Match(start, end, number, why))
        return apart


def _leaves(expr: Expr, mark: Mark) -> Iterator[tuple[_Leaf, Mark]]:
    match expr:
        case And(children) | Or(children) | AtLeast(_, children):
            for child in children:
                yield from _leaves(child, mark)
        case Alternatives(typed, others):
            yield from _leaves(typed, mark)
            for other in others:
                yield from _leaves(other.expr, _MARKS.get(other.kind, mark))
        case Word() | Phrase() | Prefix() | Fuzzy():
            yield expr, mark


class _Choices:
    """Makes what chooses the words of texts, and adds the sets of terms that are looked for to
    `stems` and `written`.
    """

    def __init__(
        self, forms: Forms, stems: set[frozenset[str]], written: set[frozenset[str]]
    ) -> None:
        self._forms = forms
        self._stems = stems
        self._written = written

    def with_stem_of(self, word: str) -> _Choose:
        wanted = frozenset(self._forms.stems(word))
        self._stems.add(wanted)
        return lambda text_words: text_words.with_stem(wanted)

    def written_as(self, word: str) -> _Choose:
        wanted = frozenset(self._forms.strict(word))
        self._written.add(wanted)
        return lambda text_words: text_words.written_as(wanted)


def _finder(leaf: _Leaf, choices: _Choices) -> _Find:
    match leaf:
        case Word(text):
            return _word(text, choices)
        case Phrase(text, slop, is_begun=True):
            return _with_ending(text, choices, _begins_with, slop)
        case Phrase(text, slop):
            row = [(i, choices.written_as(word)) for i, word in analyze_strict(text)]
            return partial(_in_order, row, slop)
        case Prefix(text):
            return _with_ending(text, choices, _begins_with)
        case Fuzzy(text, distance):
            return _with_ending(text, choices, partial(_is_close, distance=distance))


def _word(text: str, choices: _Choices) -> _Find:
    """Return what finds a word or compound, with the stop words that it begins with.

    « Notre-Dame » is searched as « dame », and marked whole where it stands.
    """
    content = content_words(text)
    row = [(i, choices.with_stem_of(word)) for i, word in content]
    before = [letters(word) for word in written_words(text)[: content[0][0] if content else 0]]
    if not before:
        return partial(_in_order, row, 0)

    def find(text_words: TextWords) -> Iterator[_Places]:
        for first, last in _in_order(row, 0, text_words):
            start = max(first - len(before), 0)
            is_whole = list(map(letters, text_words.words[start:first])) == before
            yield start if is_whole else first, last

    return find


def _with_ending(
    text: str, choices: _Choices, is_meant: Callable[[str, str], bool], slop: int = 0
) -> _Find:
    """Return what finds the words of `text` in a row, the last one any that `is_meant`.

    is_meant: tells whether a word of a text, the second argument, is meant by a typed one.
    """
    *before, last = written_words(text) or [""]
    typed = last.removesuffix(UNACCENTED)

    def ending(text_words: TextWords) -> Sequence[int]:
        return text_words.that(partial(is_meant, typed)) if last else []

    row = [*map(choices.written_as, before), ending]
    return partial(_in_order, [*enumerate(row)], slop)


def _begins_with(begun: str, word: str) -> bool:
    """Tell whether a word begins so; accents may be missing in what is typed, or in the text."""
    if word.startswith(begun):
        return True
    is_free = begun.isascii() or word.endswith(UNACCENTED)
    return is_free and letters(word).startswith(letters(begun))


def _is_close(wanted: str, word: str, *, distance: int) -> bool:
    return OSA.distance(letters(wanted), letters(word), score_cutoff=distance) <= distance


def _in_order(
    row: Sequence[tuple[int, _Choose]], slop: int, text_words: TextWords
) -> Iterable[_Places]:
    """Return where words stand in this order, by the same rule as a phrase is searched.

    row: what chooses each word, with its place among those typed.
    """
    if not row:
        return ()
    first_places, *others = [choose(text_words) for _, choose in row]
    if not others:
        return zip(first_places, first_places, strict=True)
    return _rows(first_places, others, max(b - a for (a, _), (b, _) in pairwise(row)) + slop)


def _rows(
    first_places: Sequence[int], others: Sequence[Sequence[int]], reach: int
) -> Iterator[_Places]:
    """Yield where the places of each of `others` come 1 to `reach` after those before."""
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

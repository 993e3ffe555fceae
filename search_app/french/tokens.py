"""Which words does a text hold, and where does each of them stand?

A text is cut into pieces, which stand between two spaces. Nearly all pieces have the same words in
every text, and these are worked out only once. The few others are called open: what they mean
depends on the piece that follows, as « 15 » in « 15 463 » and « l » in « l urgence ».
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from search_app.french.expression import Place, is_open, matches, places, words_in
from search_app.french.folding import fold, simplified
from search_app.french.memo import KEY_CHARACTERS_MAX, Memo
from search_app.french.stemming import letters
from search_app.french.written import is_bare, written, written_bare

# Signs around a word that are no part of it.
_AROUND = '.,;:!?()[]"'
# A piece that begins with one of these has no word in common with the open piece before it. Digits,
# vowels, h, g (« 5 G ») and r (« Ve République ») may have one.
_SEPARATE = frozenset("bcdfjklmnpqstvwxzBCDFJKLMNPQSTVWXZ(")
# The most pieces whose words are kept in memory, chosen by hand.
_PIECES_KEPT = 20_000
_Run = tuple[int, int, bool]
"""The first piece of a run, the piece after its last, and whether the text begins with the run."""


class Token(NamedTuple):
    """One word of a text.

    text: the word, folded and in lower case. position: 0 for the first word, 1 for the second.
    start, end: the offsets of the word in the text.
    """

    text: str
    position: int
    start: int
    end: int


class _Reading:
    """How the words of pieces are written, in texts with accents or in texts without."""

    def __init__(self, how: Callable[[str], str]) -> None:
        self.of_piece = Memo(self._of_piece, _PIECES_KEPT)
        self._of_short_joined = lru_cache(maxsize=1 << 13)(self._of_joined)
        self._written = how

    def _of_piece(self, piece: str) -> tuple[str, ...] | None:
        """Return the words of a piece, or None when it is open."""
        simple = simplified(piece)
        if is_open(simple):
            return None
        inside = simple.strip(_AROUND)
        if inside.isalpha() or inside.isdigit():
            return (self._written(inside),)
        return tuple(self._written(word) for word, _, _ in matches(simple))

    def of_joined(self, joined: str, is_beginning: bool) -> tuple[str, ...]:  # noqa: FBT001
        is_short = len(joined) <= KEY_CHARACTERS_MAX
        return (self._of_short_joined if is_short else self._of_joined)(joined, is_beginning)

    def _of_joined(self, joined: str, is_beginning: bool) -> tuple[str, ...]:  # noqa: FBT001
        found = words_in(joined, is_beginning=is_beginning)
        return tuple(map(self._written, found))


_ACCENTED, _BARE = _Reading(written), _Reading(written_bare)


def _reading_of(text: str) -> _Reading:
    return _BARE if is_bare(text) else _ACCENTED


def _places_in_piece(piece: str) -> tuple[Place, ...] | None:
    """Return the words of a piece with their places in it, or None when it is open."""
    return None if is_open(simplified(piece)) else tuple(places(piece))


_PLACES = Memo(_places_in_piece, _PIECES_KEPT)
_FOLDED = Memo(letters, _PIECES_KEPT)


def written_words(text: str) -> list[str]:
    """Return the words of `text` as they are written; the index in the list is the position.

    They are the words that the regular expression finds in the whole text. To look pieces up is
    twenty times as fast, since most of them have been met before.
    """
    return _words_of(text.split(), _reading_of(text))


def _words_of(pieces: list[str], reading: _Reading) -> list[str]:
    found = list(map(reading.of_piece.__getitem__, pieces))
    for first, end, is_beginning in _open_runs(pieces, found, None, ()):
        found[first:end] = [reading.of_joined(" ".join(pieces[first:end]), is_beginning)]
    return list(chain.from_iterable(filter(None, found)))


def words(text: str) -> list[str]:
    """Return the words of `text`, folded."""
    return list(map(_FOLDED.__getitem__, written_words(text)))


class PieceNumbers:
    """Numbers the pieces of many texts, so that a text becomes a list of small numbers.

    words: at index n the words of piece number n, as written; all pieces without words have number
    0. An object serves one thread only.
    """

    def __init__(self) -> None:
        self.words: list[tuple[str, ...]] = [()]
        self._accented = _Numbers(_ACCENTED, self.words)
        self._bare = _Numbers(_BARE, self.words)

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of the pieces of `text`.

        The words of these pieces, one piece after the other, are `written_words(text)`. Pieces that
        depend on each other are joined to one.
        """
        numbers = self._bare if is_bare(text) else self._accented
        pieces = text.split()
        found = list(map(numbers.__getitem__, pieces))
        for first, end, is_beginning in _open_runs(pieces, found, _OPEN_NUMBER, _EMPTY_NUMBER):
            found[first:end] = [numbers.joined(" ".join(pieces[first:end]), is_beginning)]
        return found


_OPEN_NUMBER = -1
_EMPTY_NUMBER = 0


class _Numbers(dict[str, int]):
    """The number of each piece met so far. known: the words of each number, which are added to."""

    def __init__(self, reading: _Reading, known: list[tuple[str, ...]]) -> None:
        super().__init__()
        self._reading = reading
        self._known = known
        self._of_joined: dict[tuple[str, bool], int] = {}

    def joined(self, joined: str, is_beginning: bool) -> int:  # noqa: FBT001
        number = self._of_joined.get((joined, is_beginning))
        if number is None:
            number = self._of_joined[joined, is_beginning] = len(self._known)
            self._known.append(self._reading.of_joined(joined, is_beginning))
        return number

    def __missing__(self, piece: str) -> int:
        piece_words = self._reading.of_piece[piece]
        if piece_words is None:
            number = _OPEN_NUMBER
        elif not piece_words:
            number = _EMPTY_NUMBER
        else:
            number = len(self._known)
            self._known.append(piece_words)
        self[piece] = number
        return number


class LocatedWords:
    """The words of a text, and the places of those that are asked for: few of them are marked.

    words: the same as `written_words(text)`.
    """

    def __init__(self, text: str) -> None:
        # Each space ends a piece, even an empty one, so that the lengths of the pieces add up to
        # offsets.
        pieces = text.replace("\n", " ").replace("\xa0", " ").split(" ")
        reading = _reading_of(text)
        found = list(map(reading.of_piece.__getitem__, pieces))
        for first, end, is_beginning in _open_runs(pieces, found, None, ()):
            pieces[first:end] = [" ".join(pieces[first:end])]
            found[first:end] = [reading.of_joined(pieces[first], is_beginning)]
        self._pieces = pieces
        self._words_of = [words or () for words in found]
        self.words = list(chain.from_iterable(self._words_of))

    @cached_property
    def _word_ends(self) -> list[int]:
        return list(accumulate(map(len, self._words_of)))

    @cached_property
    def _piece_ends(self) -> list[int]:
        return list(accumulate(map(len, self._pieces)))

    def span(self, index: int) -> tuple[int, int]:
        """Return the offsets in the text where the word of that index starts and ends."""
        place = bisect_right(self._word_ends, index)
        piece = self._pieces[place]
        start = self._piece_ends[place] - len(piece) + place
        in_piece = _PLACES[piece] if " " not in piece else None
        if in_piece is None:
            in_piece = tuple(places(piece, is_beginning=all(map(_is_blank, self._pieces[:place]))))
        _, first, last = in_piece[index - self._word_ends[place] + len(in_piece)]
        return start + first, start + last


def tokenize(text: str) -> list[Token]:
    """Return the words of `text` with their positions and offsets."""
    located = LocatedWords(text)
    return [Token(_FOLDED[word], i, *located.span(i)) for i, word in enumerate(located.words)]


def _open_runs(
    pieces: Sequence[str], found: Sequence[object], is_open: object, is_empty: object
) -> list[_Run]:
    """Return the runs of pieces that depend on each other, the last run first.

    A run begins with an open piece. All pieces without words that follow belong to it, and so does
    the first piece with words, unless it begins with a sign that keeps it apart. An « et » and what
    is behind it belong to it as well.

    found: what was found for each piece, which is `is_open` for an open one and `is_empty` for one
        without words.
    """
    runs: list[_Run] = []
    without_words = (is_open, is_empty)
    size = len(pieces)
    end = 0
    begins: int | None = None
    try:
        while True:
            first = found.index(is_open, end)
            end = first + 1
            while end < size and found[end] in without_words:
                end += 1
            if end < size and pieces[end] == "et":  # « vingt et unième »
                end += 1
                while end < size and found[end] in without_words:
                    end += 1
            if end < size and pieces[end][0] not in _SEPARATE:
                end += 1
            if begins is None:
                begins = next((i for i, p in enumerate(pieces) if not _is_blank(p)), size)
            runs.append((first, end, first <= begins))
    except ValueError:  # there is no further open piece
        return runs[::-1]


def _is_blank(piece: str) -> bool:
    return not fold(piece).strip()

"""Which words do the pieces of a text hold?

A text is cut into pieces, which stand between two spaces. Nearly all pieces have the same words in
every text, and these are worked out only once. The few others are called open: what they mean
depends on the piece that follows, as « 15 » in « 15 463 » and « l » in « l urgence ».
"""

from array import array
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from search_app.french.expression import is_open, places
from search_app.french.folding import fold, keeps_places, simplified
from search_app.french.memo import KEY_CHARACTERS_MAX, Memo
from search_app.french.written import is_bare, written, written_bare

# Signs around a word that are no part of it.
_AROUND = '.,;:!?()[]"'
# A piece that begins with one of these has no word in common with the open piece before it. Digits,
# vowels, h, g (« 5 G ») and r (« Ve République ») may have one.
_SEPARATE = frozenset("bcdfjklmnpqstvwxzBCDFJKLMNPQSTVWXZ(")
# The most pieces whose words are kept in memory, chosen by hand.
PIECES_KEPT = 20_000
_Run = tuple[int, int, bool]
"""The first piece of a run, the piece after its last, and whether the text begins with the run."""


class Piece(NamedTuple):
    """A piece, or several that depend on each other.

    words: as written. spans: for each word its start and its end in the piece, in a row.
    """

    words: tuple[str, ...]
    spans: Sequence[int]


EMPTY = Piece((), ())


class _Reading:
    """How the words of pieces are written, in texts with accents or in texts without."""

    def __init__(self, how: Callable[[str], str]) -> None:
        self.of_piece = Memo(self._of_piece, PIECES_KEPT)
        self._of_short_joined = lru_cache(maxsize=1 << 13)(self._of_joined)
        self._written = how

    def _of_piece(self, piece: str) -> Piece | None:
        """Return what a piece holds, or None when it is open."""
        simple = simplified(piece)
        if is_open(simple):
            return None
        inside = simple.strip(_AROUND)
        if (inside.isalpha() or inside.isdigit()) and keeps_places(piece):
            start = simple.index(inside)
            return Piece((self._written(inside),), (start, start + len(inside)))
        found = self._of_joined(piece, is_beginning=True)
        return found if found.words else EMPTY

    def of_joined(self, joined: str, is_beginning: bool) -> Piece:  # noqa: FBT001
        is_short = len(joined) <= KEY_CHARACTERS_MAX
        return (self._of_short_joined if is_short else self._of_joined)(joined, is_beginning)

    def _of_joined(self, joined: str, is_beginning: bool) -> Piece:  # noqa: FBT001
        words = []
        spans = array("I")
        for word, start, end in places(joined, is_beginning=is_beginning):
            words.append(self._written(word))
            spans.extend((start, end))
        return Piece(tuple(words), spans)


_ACCENTED, _BARE = _Reading(written), _Reading(written_bare)


def reading_of(text: str) -> _Reading:
    return _BARE if is_bare(text) else _ACCENTED


def split(text: str) -> list[str]:
    """Return the pieces of a text, in whose place one character stood between two of them.

    So the lengths of the pieces add up to offsets. Two spaces have an empty piece between them, and
    a rare kind of space stays inside a piece, which then counts as open.
    """
    return text.replace("\n", " ").replace("\xa0", " ").split(" ")


class PieceNumbers:
    """Numbers the pieces of many texts, so that a text becomes a list of small numbers.

    words: at index n the words of piece number n, as written; all pieces without words have number
    0. spans: of the words of all pieces, as `Piece.spans`. An object serves one thread only.
    """

    def __init__(self) -> None:
        self.words: list[tuple[str, ...]] = [()]
        self.spans = array("I")
        self._accented = _Numbers(_ACCENTED, self._add)
        self._bare = _Numbers(_BARE, self._add)

    def cut(self, text: str) -> tuple[list[int], list[int]]:
        """Return the numbers of the pieces of `text`, and the length of each with a space behind.

        The words of these pieces, one piece after the other, are `written_words(text)`. Pieces that
        depend on each other are joined to one.
        """
        numbers = self._bare if is_bare(text) else self._accented
        pieces = split(text)
        found = list(map(numbers.__getitem__, pieces))
        for first, end, is_beginning in open_runs(pieces, found, _OPEN_NUMBER, _EMPTY_NUMBER):
            pieces[first:end] = [" ".join(pieces[first:end])]
            found[first:end] = [numbers.joined(pieces[first], is_beginning)]
        return found, [len(piece) + 1 for piece in pieces]

    def _add(self, piece: Piece) -> int:
        self.words.append(piece.words)
        self.spans.extend(piece.spans)
        return len(self.words) - 1


_OPEN_NUMBER = -1
_EMPTY_NUMBER = 0


class _Numbers(dict[str, int]):
    """The number of each piece met so far. add: gives a new piece its number."""

    def __init__(self, reading: _Reading, add: Callable[[Piece], int]) -> None:
        super().__init__()
        self._reading = reading
        self._add = add
        self._of_joined: dict[tuple[str, bool], int] = {}

    def joined(self, joined: str, is_beginning: bool) -> int:  # noqa: FBT001
        number = self._of_joined.get((joined, is_beginning))
        if number is None:
            number = self._add(self._reading.of_joined(joined, is_beginning))
            self._of_joined[joined, is_beginning] = number
        return number

    def __missing__(self, piece: str) -> int:
        found = self._reading.of_piece[piece]
        if found is None:
            number = _OPEN_NUMBER
        else:
            number = self._add(found) if found.words else _EMPTY_NUMBER
        self[piece] = number
        return number


def open_runs(
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

"""Which words does a text hold, and where does each of them stand?

A text is cut into pieces, which stand between two spaces. Nearly all pieces have the same words in
every text, and these are worked out only once. The few others are called open: what they mean
depends on the piece that follows, as « 15 » in « 15 463 » and « l » in « l urgence ».
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from search_app.french.expression import is_open, places
from search_app.french.folding import fold, keeps_places, simplified
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


class Piece(NamedTuple):
    """A piece, or several that depend on each other.

    words: as written. spans: for each word its start and its end in the piece, in a row.
    """

    words: tuple[str, ...]
    spans: Sequence[int]


_EMPTY = Piece((), ())


class _Reading:
    """How the words of pieces are written, in texts with accents or in texts without."""

    def __init__(self, how: Callable[[str], str]) -> None:
        self.of_piece = Memo(self._of_piece, _PIECES_KEPT)
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
        return found if found.words else _EMPTY

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


def _reading_of(text: str) -> _Reading:
    return _BARE if is_bare(text) else _ACCENTED


_FOLDED = Memo(letters, _PIECES_KEPT)


def written_words(text: str) -> list[str]:
    """Return the words of `text` as they are written; the index in the list is the position.

    They are the words that the regular expression finds in the whole text. To look pieces up is
    twenty times as fast, since most of them have been met before.
    """
    return LocatedWords(text).words


def _split(text: str) -> list[str]:
    """Return the pieces of a text, in whose place one character stood between two of them.

    So the lengths of the pieces add up to offsets. Two spaces have an empty piece between them, and
    a rare kind of space stays inside a piece, which then counts as open.
    """
    return text.replace("\n", " ").replace("\xa0", " ").split(" ")


def words(text: str) -> list[str]:
    """Return the words of `text`, folded."""
    return list(map(_FOLDED.__getitem__, written_words(text)))


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
        pieces = _split(text)
        found = list(map(numbers.__getitem__, pieces))
        for first, end, is_beginning in _open_runs(pieces, found, _OPEN_NUMBER, _EMPTY_NUMBER):
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


class LocatedWords:
    """The words of a text, and the places of those that are asked for: few of them are marked.

    words: the same as `written_words(text)`.
    """

    def __init__(self, text: str) -> None:
        pieces = _split(text)
        reading = _reading_of(text)
        found = list(map(reading.of_piece.__getitem__, pieces))
        for first, end, is_beginning in _open_runs(pieces, found, None, _EMPTY):
            pieces[first:end] = [" ".join(pieces[first:end])]
            found[first:end] = [reading.of_joined(pieces[first], is_beginning)]
        self._pieces = pieces
        self._found = [piece for piece in found if piece is not None]
        self.words = [word for piece in self._found for word in piece.words]

    @cached_property
    def _word_ends(self) -> list[int]:
        return list(accumulate(len(piece.words) for piece in self._found))

    @cached_property
    def _piece_ends(self) -> list[int]:
        return list(accumulate(map(len, self._pieces)))

    def span(self, index: int) -> tuple[int, int]:
        """Return the offsets in the text where the word of that index starts and ends."""
        place = bisect_right(self._word_ends, index)
        piece = self._found[place]
        start = self._piece_ends[place] - len(self._pieces[place]) + place
        word = index - self._word_ends[place] + len(piece.words)
        first, last = piece.spans[2 * word : 2 * word + 2]
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

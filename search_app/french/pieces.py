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
from search_app.french.written import written, written_bare

# Signs around a word that are no part of it.
_AROUND = '.,;:!?()[]"'
# A piece that begins with one of these has no word in common with the open piece before it. Digits,
# vowels, h, g (« 5 G ») and r (« Ve République ») may have one.
SEPARATE = frozenset("bcdfjklmnpqstvwxzBCDFJKLMNPQSTVWXZ(")
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


class Reading:
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


_ACCENTED, _BARE = Reading(written), Reading(written_bare)


def reading(*, is_bare: bool) -> Reading:
    """Return how pieces are read, of a text without accents or of another one."""
    return _BARE if is_bare else _ACCENTED


def split(text: str) -> list[str]:
    """Return the pieces of a text, in whose place one character stood between two of them.

    So the lengths of the pieces add up to offsets. Two spaces have an empty piece between them, and
    a rare kind of space stays inside a piece, which then counts as open.
    """
    return with_plain_spaces(text).split(" ")


def with_plain_spaces(text: str) -> str:
    """Return a text with a space in the place of each character that stands between two pieces."""
    return text.replace("\n", " ").replace("\xa0", " ")


def open_runs(pieces: Sequence[str], found: Sequence[Piece | None]) -> list[_Run]:
    """Return the runs of pieces that depend on each other, the last run first.

    A run begins with an open piece. All pieces without words that follow belong to it, and so does
    the first piece with words, unless it begins with a sign that keeps it apart. An « et » and what
    is behind it belong to it as well.

    found: what each piece holds, None for an open one.
    """
    runs: list[_Run] = []
    without_words = (None, EMPTY)
    size = len(pieces)
    end = 0
    begins: int | None = None
    try:
        while True:
            first = found.index(None, end)
            end = first + 1
            while end < size and found[end] in without_words:
                end += 1
            if end < size and pieces[end] == "et":  # « vingt et unième »
                end += 1
                while end < size and found[end] in without_words:
                    end += 1
            if end < size and pieces[end][0] not in SEPARATE:
                end += 1
            if begins is None:
                begins = next((i for i, p in enumerate(pieces) if not is_blank(p)), size)
            runs.append((first, end, first <= begins))
    except ValueError:  # there is no further open piece
        return runs[::-1]


def is_blank(piece: str) -> bool:
    """Tell whether nothing of a piece, or of several, is seen."""
    return not fold(piece).strip()

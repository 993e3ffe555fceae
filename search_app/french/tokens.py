"""Which words does a text hold, and where does each of them stand?"""

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from search_app.french.memo import Memo
from search_app.french.pieces import PIECES_KEPT, open_runs, reading, split
from search_app.french.stemming import letters
from search_app.french.written import is_bare

_FOLDED = Memo(letters, PIECES_KEPT)


class Token(NamedTuple):
    """One word of a text.

    text: the word, folded and in lower case. position: 0 for the first word, 1 for the second.
    start, end: the offsets of the word in the text.
    """

    text: str
    position: int
    start: int
    end: int


def written_words(text: str) -> list[str]:
    """Return the words of `text` as they are written; the index in the list is the position.

    They are the words that the regular expression finds in the whole text. To look pieces up is
    twenty times as fast, since most of them have been met before.
    """
    return LocatedWords(text).words


def words(text: str) -> list[str]:
    """Return the words of `text`, folded."""
    return list(_WORDS[text] if len(text) <= _KEPT_CHARACTERS else _words(text))


def _words(text: str) -> tuple[str, ...]:
    return tuple(map(_FOLDED.__getitem__, written_words(text)))


# To understand a query asks a hundred times for the words of its parts and of their neighbours.
_WORDS = Memo(_words, 1 << 10)
_KEPT_CHARACTERS = 100


class LocatedWords:
    """The words of a text, and the places of those that are asked for: few of them are marked.

    words: the same as `written_words(text)`.
    """

    def __init__(self, text: str) -> None:
        pieces = split(text)
        its_reading = reading(is_bare=is_bare(text))
        found = list(map(its_reading.of_piece.__getitem__, pieces))
        for first, end, is_beginning in open_runs(pieces, found):
            pieces[first:end] = [" ".join(pieces[first:end])]
            found[first:end] = [its_reading.of_joined(pieces[first], is_beginning)]
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

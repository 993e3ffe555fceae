"""Which pieces do many texts have, as small numbers? A text becomes a list of them."""

from array import array
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search_app.french.piece_hashes import HASHED_CHARACTERS, UNKNOWN, HashTable, Numbers
from search_app.french.pieces import Piece, reading
from search_app.french.text_batch import EMPTY_NUMBER, OPEN_NUMBER, TextBatch


class Cut(NamedTuple):
    """The pieces of some texts, text after text.

    numbers: of each piece. lengths: how many characters it takes of its text, with the space behind
    it. counts: how many pieces each text has.
    """

    numbers: npt.NDArray[np.uint32]
    lengths: npt.NDArray[np.uint32]
    counts: npt.NDArray[np.uint32]


class PieceNumbers:
    """Numbers the pieces of many texts.

    words: at index n the words of piece number n, as written; all pieces without words have number
    0. spans: of the words of all pieces, as `Piece.spans`. An object serves one thread only.
    """

    def __init__(self) -> None:
        self.words: list[tuple[str, ...]] = [()]
        self.spans = array("I")
        self._known = HashTable()
        self._of_long: dict[tuple[str, bool], int] = {}
        self._of_joined: dict[tuple[str, bool, bool], int] = {}

    def cut(self, texts: Sequence[str]) -> Cut:
        """Return the pieces of some texts.

        The words of the pieces of a text, one piece after the other, are its `written_words`.
        Pieces that depend on each other are joined to one.
        """
        if not texts:
            return Cut(*(np.zeros(0, np.uint32) for _ in Cut._fields))
        batch = TextBatch(texts)
        numbers = self._numbers(batch)
        runs = batch.open_runs(numbers)
        numbers[runs.firsts] = [
            self._joined(joined, begins, is_bare=is_bare)
            for joined, begins, is_bare in batch.joined(runs, numbers)
        ]
        # How many runs go on with a piece: none, or one.
        goes_on = np.zeros(len(numbers) + 1, np.int8)
        goes_on[runs.firsts + 1] += 1
        goes_on[runs.ends] -= 1
        keeps = goes_on.cumsum(dtype=np.int8)[:-1] == 0
        lasts = batch.ends.copy()
        lasts[runs.firsts] = batch.ends[runs.ends - 1]
        lengths = (lasts - batch.starts + 1)[keeps]
        found = numbers[keeps], lengths, batch.counts(keeps)
        return Cut(*(each.astype(np.uint32) for each in found))

    def _numbers(self, batch: TextBatch) -> Numbers:
        """Return the number of each piece, `OPEN_NUMBER` for an open one."""
        hashes = batch.hashes()
        sizes = batch.ends - batch.starts
        numbers = self._known.find(hashes)
        numbers[sizes == 0] = EMPTY_NUMBER
        for place in np.flatnonzero(sizes > HASHED_CHARACTERS).tolist():
            numbers[place] = self._long(batch.piece(place), is_bare=batch.has_bare(place))
        unknown = np.flatnonzero(numbers == UNKNOWN)
        new, firsts, places = np.unique(hashes[unknown], return_index=True, return_inverse=True)
        made = [
            self._numbered(batch.piece(place), is_bare=batch.has_bare(place))
            for place in unknown[firsts].tolist()
        ]
        self._known.add(new, np.array(made, np.int32))
        numbers[unknown] = np.array(made, np.int32)[places]
        return numbers

    def _numbered(self, piece: str, *, is_bare: bool) -> int:
        """Return the number of a piece that has none yet, `OPEN_NUMBER` for an open one."""
        found = reading(is_bare=is_bare).of_piece[piece]
        return OPEN_NUMBER if found is None else self._add(found)

    def _long(self, piece: str, *, is_bare: bool) -> int:
        key = piece, is_bare
        if key not in self._of_long:
            self._of_long[key] = self._numbered(piece, is_bare=is_bare)
        return self._of_long[key]

    def _joined(self, joined: str, begins: bool, *, is_bare: bool) -> int:  # noqa: FBT001
        """Return the number of pieces that depend on each other. begins: with them, the text."""
        key = joined, begins, is_bare
        if key not in self._of_joined:
            self._of_joined[key] = self._add(reading(is_bare=is_bare).of_joined(joined, begins))
        return self._of_joined[key]

    def _add(self, piece: Piece) -> int:
        if not piece.words:
            return EMPTY_NUMBER
        self.words.append(piece.words)
        self.spans.extend(piece.spans)
        return len(self.words) - 1

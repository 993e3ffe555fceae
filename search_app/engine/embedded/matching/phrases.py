"""In which documents do words follow each other? By their positions, all documents at once."""

from collections.abc import Sequence

import numpy as np

from search_app.engine.embedded.arrays import Ints
from search_app.engine.embedded.matching.proximity import near_after
from search_app.engine.embedded.matching.snapshot import TermPostings

# Positions are numbered over all documents, so far apart that none is near one of another document.
_SPACING = np.int64(1 << 33)


def in_order(words: Sequence[TermPostings], places: Sequence[Ints], slop: int) -> Ints:
    """Return the indices i for which each word is within `slop` places after the one before.

    places[w][i]: place in the postings of word w of the i-th document, which all words are in.
    """
    reached = np.zeros(0, np.int64)
    for number, (word, at) in enumerate(zip(words, places, strict=True)):
        counts, positions = word.positions_at(at)
        here = np.repeat(np.arange(len(at)) * _SPACING, counts)
        here += positions
        if number:
            here = here[near_after(reached, here, slop)]
        reached = here
        if not len(reached):
            break
    owners = reached // _SPACING
    is_first = np.ones(len(owners), dtype=np.bool_)
    np.not_equal(owners[1:], owners[:-1], out=is_first[1:])
    return owners[is_first]

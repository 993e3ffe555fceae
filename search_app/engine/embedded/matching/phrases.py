"""In which documents do words follow each other? All documents are compared at once."""

from collections.abc import Sequence

import numpy as np

from search_app.engine.embedded.arrays import Ints, first_of_equals
from search_app.engine.embedded.matching.proximity import near_after
from search_app.engine.embedded.matching.term_postings import Postings

# A position is made a number of its own over all documents by adding the document's place times
# this: so far apart, no position of one document is near one of another.
_SPACING = np.int64(1 << 33)


def in_order(words: Sequence[Postings], places: Sequence[Ints], slop: int) -> Ints:
    """Return the indices of the candidates in which each word comes 1 to `slop` after the last.

    words: their posting lists. places: [word][document], the index in the word's posting list of
    each candidate, a document that has all of the words.
    """
    reached = np.zeros(0, np.int64)
    for number, (word, at) in enumerate(zip(words, places, strict=True)):
        counts, positions = word.positions_at(at)
        here = (np.arange(len(at)) * _SPACING).repeat(counts)
        here += positions
        if number:
            here = here[near_after(reached, here, slop)]
        reached = here
        if not len(reached):
            break
    owners = reached // _SPACING
    return owners[first_of_equals(owners)]

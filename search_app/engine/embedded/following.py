"""Which words follow each other in a document?"""

import numpy as np

from search_app.engine.embedded.inversion import Array, Ints
from search_app.engine.embedded.occurrences import Occurrences

PASSAGE_WORDS_MIN = 3
PASSAGE_WORDS_MAX = 12
PART = 0.3
WHOLE = 5
# A number of a passage's word: field and document, place at which the passage's first word would
# stand, number of the word.
_WORD_BITS = 4
_PLACE_BITS = 36


def near_after(before: Ints, here: Ints, reach: int) -> Array:
    """Tell which of `here` come at most `reach` after one of `before`; both ascend."""
    if not len(before):
        return np.zeros(len(here), np.bool_)
    last = before.searchsorted(here)
    last -= 1
    near: Array = here - before.take(last, mode="clip") <= reach
    near &= last >= 0
    return near


def passages_as_typed(found: Occurrences, idf: Array, words: int) -> Array:
    """Return the weight of the weightiest passage as typed, of each document.

    The first `words` terms of `found` are looked at, PASSAGE_WORDS_MAX at most. A passage is some
    words in a row of a field of which at least PASSAGE_WORDS_MIN (of no more, all but one) stand
    just where they do in what was typed; others may stand between them. Of one that lacks more than
    one word a part counts, one with all of them counts several times. idf: [field, term].

    The weight is the geometric mean of the idf of the passage's words, so counted, and of
    ln((documents + 1) / documents with a passage as weighty) + 1: rare words may make a passage
    that many have, and small words one that no other document has.

    Every word is numbered by the place at which the first word of its passage would stand: sorted,
    a passage is a row of equal numbers.
    """
    fields, terms, documents = found.counts.shape
    if words < PASSAGE_WORDS_MIN:
        return np.zeros(documents, np.float32)
    present = found.counts > 0
    present[:, words:] = False
    present &= present.sum(axis=1, keepdims=True) >= _least(words)
    owners = np.arange(fields * documents).reshape(fields, 1, documents) << _PLACE_BITS
    numbers = np.arange(terms)[:, np.newaxis]
    starts = owners + ((PASSAGE_WORDS_MAX - numbers) << _WORD_BITS) + numbers
    placed = found.numbered(starts, 1 << _WORD_BITS, present)
    placed.sort(kind="stable")  # quick: each word's are in order
    weights = _weightiest(placed, idf[:, :words], documents)
    as_weighty = documents - np.sort(weights).searchsorted(weights)
    mean: Array = np.sqrt(weights * (np.log((documents + 1) / as_weighty) + 1))
    return mean


def _least(words: int) -> int:
    """Return how many words a passage has at least, when so many were typed."""
    return PASSAGE_WORDS_MIN - (words == PASSAGE_WORDS_MIN)


def _weightiest(placed: Ints, idf: Array, documents: int) -> Array:
    words = idf.shape[1]
    best = np.zeros(documents, np.float32)
    passages = placed >> _WORD_BITS
    firsts = np.diff(passages, prepend=-1).nonzero()[0]
    lengths = np.diff(firsts, append=len(placed))
    long = lengths >= _least(words)
    firsts, lengths = firsts[long], lengths[long]
    if not len(firsts):
        return best
    owners = passages.take(firsts) >> (_PLACE_BITS - _WORD_BITS)
    document = owners % documents
    before = np.zeros(len(placed) + 1)
    fields = (placed >> _PLACE_BITS) // documents
    np.cumsum(idf[fields, placed & ((1 << _WORD_BITS) - 1)], out=before[1:])
    weights = before.take(firsts + lengths) - before.take(firsts)
    weights[lengths < words - 1] *= PART
    weights[lengths == words] *= WHOLE
    np.maximum.at(best, document, weights.astype(np.float32))
    return best

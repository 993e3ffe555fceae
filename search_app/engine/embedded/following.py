"""Which words follow each other in a document?"""

import numpy as np

from search_app.engine.embedded.inversion import Array, Ints
from search_app.engine.embedded.occurrences import Occurrences

RUN_WORDS_MAX = 12
WHOLE_TEXT = 3
# A number of a run's word: field and document, place at which the run's first word would stand,
# number of the word.
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


def longest_runs(found: Occurrences, idf: Array, words: int) -> Array:
    """Return the idf of the words of the weightiest run of two or more, of each document.

    The first `words` terms of `found` are looked at, RUN_WORDS_MAX at most; a run is a part of
    them, in their order, that a field has word by word. One of them all weighs WHOLE_TEXT times as
    much. idf: [field, term].

    Word w at position p is numbered so that word w + 1 at p + 1 has the next number: sorted, a run
    is a row of numbers without a gap.
    """
    fields, terms, documents = found.counts.shape
    if not words:
        return np.zeros(documents, np.float32)
    present = found.counts[:, :words] > 0
    both = present[:, 1:] & present[:, :-1]
    beside = np.zeros(found.counts.shape, np.bool_)
    beside[:, 1:words] = both
    beside[:, : words - 1] |= both
    owners = np.arange(fields * documents).reshape(fields, 1, documents) << _PLACE_BITS
    numbers = np.arange(terms)[:, np.newaxis]
    starts = owners + ((RUN_WORDS_MAX - numbers) << _WORD_BITS) + numbers
    placed = found.numbered(starts, 1 << _WORD_BITS, beside)
    placed.sort(kind="stable")  # quick: each word's are in order
    return _weightiest(placed, idf[:, :words], documents)


def _weightiest(placed: Ints, idf: Array, documents: int) -> Array:
    fields, words = idf.shape
    best = np.zeros(documents, np.float32)
    if not len(placed):
        return best
    follows = placed[1:] - placed[:-1] == 1
    bounds = np.diff(follows, prepend=False, append=False).nonzero()[0]
    firsts, lasts = placed.take(bounds.reshape(-1, 2).T)
    field, document = np.divmod(firsts >> _PLACE_BITS, documents)
    first, last = (ends & ((1 << _WORD_BITS) - 1) for ends in (firsts, lasts))
    before = np.zeros((fields, words + 1))
    np.cumsum(idf, axis=1, out=before[:, 1:])
    weights = before[field, last + 1] - before[field, first]
    weights[last - first == words - 1] *= WHOLE_TEXT
    np.maximum.at(best, document, weights.astype(np.float32))
    return best

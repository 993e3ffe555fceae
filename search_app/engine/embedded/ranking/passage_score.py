"""Which words follow each other in a document?"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints
from search_app.engine.embedded.ranking.term_positions import Occurrences

PASSAGE_WORDS_MIN = 3
PASSAGE_WORDS_MAX = 12
PART = 0.3
WHOLE = 5
# A number of a passage's word: field and document, place at which the passage's first word would
# stand, number of the word.
_WORD_BITS = 4
_PLACE_BITS = 36
# Instead of the number of the word that a passage lacks.
_SEVERAL = -1

Alike = Callable[[int, Ints], Occurrences]
"""Number of a word, numbers of some of the documents → where words like it stand in those."""


class Passages(NamedTuple):
    """weights: of each document. with_slip: mask of those that have all but for one like it."""

    weights: Array
    with_slip: Array


def passages_as_typed(found: Occurrences, idf: Array, words: int, alike: Alike) -> Passages:
    """Return the weight of the weightiest passage as typed, of each document.

    The first `words` terms of `found` are looked at, PASSAGE_WORDS_MAX at most. A passage is some
    words in a row of a field of which at least PASSAGE_WORDS_MIN (of no more, all but one) stand
    just where they do in what was typed; others may stand between them. Of one that lacks more than
    one word a part counts, one with all of them counts several times. So does one with a word like
    the one that it lacks in its place, where no document has all. idf: [field, term].

    The weight is the geometric mean of the idf of the passage's words, so counted, and of
    ln((documents + 1) / documents with a passage as weighty) + 1: rare words may make a passage
    that many have, and small words one that no other document has.

    Every word is numbered by the place at which the first word of its passage would stand: sorted,
    a passage is a row of equal numbers.
    """
    fields, terms, documents = found.counts.shape
    best, with_slip = np.zeros(documents, np.float32), np.zeros(documents, np.bool_)
    if words < PASSAGE_WORDS_MIN:
        return Passages(best, with_slip)
    present = found.counts > 0
    present[:, words:] = False
    present &= present.sum(axis=1, keepdims=True) >= _least(words)
    owners = np.arange(fields * documents).reshape(fields, 1, documents) << _PLACE_BITS
    placed = _placed(found, owners, np.arange(terms)[:, np.newaxis], present)
    placed.sort(kind="stable")  # quick: each word's are in order
    numbers = placed & ((1 << _WORD_BITS) - 1)
    firsts = np.diff(placed >> _WORD_BITS, prepend=-1).nonzero()[0]
    lengths = np.diff(firsts, append=len(placed))
    long = lengths >= _least(words)
    firsts, lengths = firsts[long], lengths[long]
    weights = _sums(idf[(placed >> _PLACE_BITS) // documents, numbers], firsts, lengths)
    passages = placed.take(firsts) >> _WORD_BITS
    owner = _owner(passages, documents)
    whole = lengths == words
    if words < PASSAGE_WORDS_MAX and not whole.any():
        lacking = np.arange(words).sum() - _sums(numbers, firsts, lengths)
        lacking[lengths < words - 1] = _SEVERAL
        whole = _with_alike(passages, lacking, owners, alike)
        with_slip[owner[whole]] = True
    weights[lengths < words - 1] *= PART
    weights[whole] *= WHOLE
    np.maximum.at(best, owner, weights.astype(np.float32))
    as_weighty = documents - np.sort(best).searchsorted(best)
    mean: Array = np.sqrt(best * (np.log((documents + 1) / as_weighty) + 1))
    return Passages(mean, with_slip)


def _with_alike(passages: Ints, lacking: Ints, owners: Ints, alike: Alike) -> Array:
    """Tell which passages have a word like the one that they lack, in its place.

    lacking: the number of the word, of each passage. owners: [field, 1, document].
    """
    owner = _owner(passages, owners.shape[-1])
    have_it = np.zeros(len(passages), np.bool_)
    for number in np.unique(lacking[lacking != _SEVERAL]).tolist():
        lack_it = lacking == number
        columns = np.unique(owner[lack_it])
        like_it = alike(number, columns)
        there = _placed(like_it, owners[:, :, columns], number, like_it.counts > 0)
        have_it |= lack_it & np.isin(passages, there >> _WORD_BITS)
    return have_it


def _owner(passages: Ints, documents: int) -> Ints:
    return (passages >> (_PLACE_BITS - _WORD_BITS)) % documents


def _least(words: int) -> int:
    """Return how many words a passage has at least, when so many were typed."""
    return PASSAGE_WORDS_MIN - (words == PASSAGE_WORDS_MIN)


def _placed(found: Occurrences, owners: Ints, numbers: Ints | int, wanted: Array) -> Ints:
    starts = owners + ((PASSAGE_WORDS_MAX - numbers) << _WORD_BITS) + numbers
    return found.numbered(np.broadcast_to(starts, wanted.shape), 1 << _WORD_BITS, wanted)


def _sums(values: Array, firsts: Ints, lengths: Ints) -> Array:
    before = np.zeros(len(values) + 1, values.dtype)
    np.cumsum(values, out=before[1:])
    sums: Array = before.take(firsts + lengths) - before.take(firsts)
    return sums

"""What is a passage typed worth, where a document has it word for word, or nearly?"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints, distinct
from search_app.engine.embedded.matching.term_positions import TermPositions

# How many words of a passage typed are looked up, at least and at most.
PASSAGE_WORDS_MIN = 3
PASSAGE_WORDS_MAX = 12
# Factors of a passage's weight: where two words or more are missing, and where none is. Chosen on
# spoken questions that are found again by four words in a row (`benchmarks/known.py`).
INCOMPLETE_FACTOR = 0.3
COMPLETE_FACTOR = 5
# An occurrence of a word is packed into one integer: above `_PLACE_BITS` the number of its field
# and document, then the place at which the first word of the passage would stand, and in the lowest
# `_WORD_BITS` the number of the word.
_WORD_BITS = 4
_PLACE_BITS = 36
# Stands for the number of the missing word of a passage that lacks several.
_SEVERAL = -1

Alike = Callable[[int, Ints], TermPositions]
"""Gives, for the number of a word and some columns, where words one letter away stand in these."""


class Passages(NamedTuple):
    """What each document has of the passage typed.

    weights: of the weightiest passage of each document, 0 or more. with_slip: mask of the documents
    that have the whole passage but for one word, in whose place a word one letter away stands.
    """

    weights: Array
    with_slip: Array


def passages_as_typed(found: TermPositions, idf: Array, words: int, alike: Alike) -> Passages:
    """Return what each document has of the passage typed.

    found: where the terms stand; its first `words` terms, PASSAGE_WORDS_MAX at most, are the words
    of the passage in their order. idf: [field, term]. alike: see `Alike`.

    A document has the passage where PASSAGE_WORDS_MIN of its words, or two of three words typed,
    stand in a field just as far from each other as they were typed. Other words may stand in the
    places of those that are missing. The weight of such a passage is

        sqrt(factor · sum of the idf of its words · (ln((documents + 1) / as weighty) + 1))

    with the number of documents that have a passage as weighty: rare words may make a passage that
    many documents have, and small words one that no other has. The factor is COMPLETE_FACTOR where
    no word is missing, 1 where one is, and INCOMPLETE_FACTOR where more are. If no document has all
    the words, a passage with a word one letter away in the place of its only missing word counts as
    complete.

    Example: "la prime de rentrée" was typed. "la prime de rentrée" is complete, "la prime pour
    rentrée" lacks one word, "la prime de rentrés" is complete if no text has it as typed, and "la
    prime exceptionnelle de rentrée" has no three words in their places.

    Method: each occurrence of a word gets the number of the place at which the first word of the
    passage would have to stand. Once these numbers are sorted, a passage is a run of equal ones.
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
    complete = lengths == words
    if words < PASSAGE_WORDS_MAX and not complete.any():
        lacking = np.arange(words).sum() - _sums(numbers, firsts, lengths)
        lacking[lengths < words - 1] = _SEVERAL
        complete = _with_alike(passages, lacking, owners, alike)
        with_slip[owner[complete]] = True
    weights[lengths < words - 1] *= INCOMPLETE_FACTOR
    weights[complete] *= COMPLETE_FACTOR
    np.maximum.at(best, owner, weights.astype(np.float32))
    as_weighty = documents - np.sort(best).searchsorted(best)
    mean: Array = np.sqrt(best * (np.log((documents + 1) / as_weighty) + 1))
    return Passages(mean, with_slip)


def _with_alike(passages: Ints, lacking: Ints, owners: Ints, alike: Alike) -> Array:
    """Tell which passages have, in the place of their missing word, a word one letter away.

    passages: packed as the occurrences are, without the number of the word. lacking: number of the
    missing word of each passage, or _SEVERAL. owners: [field, 1, document], packed.
    """
    owner = _owner(passages, owners.shape[-1])
    have_it = np.zeros(len(passages), np.bool_)
    for number in distinct(lacking[lacking != _SEVERAL]).tolist():
        lack_it = lacking == number
        columns = distinct(owner[lack_it])
        like_it = alike(number, columns)
        there = _placed(like_it, owners[:, :, columns], number, like_it.counts > 0)
        have_it |= lack_it & np.isin(passages, there >> _WORD_BITS)
    return have_it


def _owner(passages: Ints, documents: int) -> Ints:
    return (passages >> (_PLACE_BITS - _WORD_BITS)) % documents


def _least(words: int) -> int:
    """Return how many words a passage must have when `words` were typed."""
    return PASSAGE_WORDS_MIN - (words == PASSAGE_WORDS_MIN)


def _placed(found: TermPositions, owners: Ints, numbers: Ints | int, wanted: Array) -> Ints:
    starts = owners + ((PASSAGE_WORDS_MAX - numbers) << _WORD_BITS) + numbers
    return found.numbered(np.broadcast_to(starts, wanted.shape), 1 << _WORD_BITS, wanted)


def _sums(values: Array, firsts: Ints, lengths: Ints) -> Array:
    before = np.zeros(len(values) + 1, values.dtype)
    np.cumsum(values, out=before[1:])
    sums: Array = before.take(firsts + lengths) - before.take(firsts)
    return sums

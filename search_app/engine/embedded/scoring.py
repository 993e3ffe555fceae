"""What is each stem worth in each document of a generation? All stems are scored at once."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints, joined, summed_by_key
from search_app.engine.embedded.bm25 import idfs_of, term_scores
from search_app.engine.embedded.matching.field_weights import STEMMED_FIELDS
from search_app.engine.embedded.matching.snapshot import Snapshot, open_snapshot
from search_app.engine.embedded.segments.segment import FieldArrays
from search_app.engine.embedded.segments.stem_scores import (
    ScoredDocuments,
    SomeScores,
    write_stem_scores,
)
from search_app.model.expr import Scope

# About how many postings are scored at once. Each takes some fifty bytes meanwhile.
_AT_ONCE = 1 << 20
# A posting is sorted by the number of its stem, times this, plus its document.
_DOCUMENT_BITS = 32
_DOCUMENT = (1 << _DOCUMENT_BITS) - 1


def score_stems(folder: Path) -> None:
    """Score all stems of the segments in `folder`, and write them there."""
    snapshot = open_snapshot(folder)
    weights = STEMMED_FIELDS[Scope.ANY]
    fields = [(name, base, arrays) for name in weights for base, arrays in snapshot.fields(name)]
    stems = sorted({stem for _, _, arrays in fields for stem in arrays.terms()})
    number = {stem: n for n, stem in enumerate(stems)}
    lists = [
        _Lists(name, base, arrays, np.array([number[s] for s in arrays.terms()], np.int64))
        for name, base, arrays in fields
    ]
    scored = _scored(snapshot, lists, weights, len(stems))
    norms = {name: snapshot.norms(name) for name in scored_fields(snapshot)}
    write_stem_scores(folder, weights, stems, scored, norms)


def scored_fields(snapshot: Snapshot) -> list[str]:
    """Return the names of the fields of which some segment knows the lengths."""
    names = dict.fromkeys(name for segment in snapshot.segments for name in segment.field_names)
    return [n for n in names if any(s.lengths(n) is not None for s in snapshot.segments)]


class _Lists:
    """The posting lists of one field of one segment.

    base: number of the segment's first document. stems: the number of each term among all stems.
    """

    def __init__(self, field: str, base: int, arrays: FieldArrays, stems: Ints) -> None:
        self.field = field
        self.stems = stems
        self._base = base
        self._arrays = arrays
        self.counts: Ints = np.diff(arrays.starts)

    def scored(self, first: int, end: int, factors: Array, norms: Array) -> tuple[Ints, Array]:
        """Return the keys and the scores of the postings of stems `first` to `end`, ascending.

        factors: weight times idf, of all stems. norms: of all documents.
        """
        low, high = self.stems.searchsorted((first, end))
        counts = self.counts[low:high]
        stems = self.stems[low:high]
        postings = slice(*self._arrays.starts[[low, high]].tolist())
        documents = self._arrays.documents[postings].astype(np.int64) + self._base
        scores = term_scores(
            self._arrays.frequencies[postings],
            norms.take(documents),
            factors.take(stems).repeat(counts),
        )
        return (stems << _DOCUMENT_BITS).repeat(counts) | documents, scores


def _scored(
    snapshot: Snapshot, lists: Sequence[_Lists], weights: Mapping[str, float], stems: int
) -> Iterator[SomeScores]:
    """Yield the scores of all stems, in their order."""
    held = {name: np.zeros(stems, np.int64) for name in weights}
    for each in lists:
        held[each.field][each.stems] += each.counts
    factors = {n: weights[n] * idfs_of(snapshot.population, counts) for n, counts in held.items()}
    for first, end in _ranges(sum(held.values(), np.zeros(stems, np.int64))):
        found = [
            each.scored(first, end, factors[each.field], snapshot.norms(each.field))
            for each in lists
        ]
        keys, scores = summed_by_key(joined([k for k, _ in found]), joined([s for _, s in found]))
        counts = np.bincount((keys >> _DOCUMENT_BITS) - first, minlength=end - first)
        yield SomeScores(counts, ScoredDocuments(keys & _DOCUMENT, scores))
        for segment in snapshot.segments:
            segment.let_go()


def _ranges(postings: Ints) -> Iterator[tuple[int, int]]:
    """Yield the first stem of each part, and the first behind it. postings: of each stem."""
    before = postings.cumsum() - postings
    is_first = np.diff(before // _AT_ONCE, prepend=-1) != 0
    return pairwise([*np.flatnonzero(is_first).tolist(), len(postings)])

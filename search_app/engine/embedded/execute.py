"""Which documents does a Whoosh query tree match, with which scores? Sorted arrays, node by node.

Scores are Whoosh's BM25F on each field, added up: idf = ln(N / (df + 1)) + 1, K1 = 1.2, B = 0.75,
with N, df and lengths over all documents, deleted ones included until a merge drops them.
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from whoosh import query as wq

from search_app.engine.embedded.columns import Columns
from search_app.engine.embedded.inversion import Array, Ints, starts_of
from search_app.engine.embedded.segment import FieldArrays, SegmentArrays

K1 = 1.2
B = 0.75


class OutOfTimeError(Exception):
    """The deadline passed before every document was looked at."""


@dataclass(frozen=True, slots=True)
class Matches:
    """documents: ascending, distinct numbers. scores: one for each."""

    documents: Ints
    scores: Array


class Index:
    """The segments of one generation as one row of documents, and what scoring needs of them."""

    def __init__(self, segments: Sequence[SegmentArrays], columns: Columns) -> None:
        self.segments = segments
        self.bases = starts_of(np.array([segment.size for segment in segments], np.int64)).tolist()
        self.columns = columns
        self._norms: dict[str, list[Array]] = {}

    @property
    def size(self) -> int:
        return self.columns.size

    def field(self, name: str) -> list[tuple[int, int, FieldArrays]]:
        """Return (segment's place, its first document number, arrays) where the field is."""
        return [
            (place, base, segment.fields[name])
            for place, (base, segment) in enumerate(zip(self.bases, self.segments, strict=False))
            if name in segment.fields
        ]

    def norms(self, name: str) -> list[Array]:
        """Return, for each segment, K1 · (1 − B + B · length / mean length) of each document."""
        if name not in self._norms:
            found = [segment.lengths(name) for segment in self.segments]
            lengths = [
                np.zeros(segment.size, np.int32) if length is None else length
                for segment, length in zip(self.segments, found, strict=True)
            ]
            mean = sum(int(part.sum(dtype=np.int64)) for part in lengths) / max(self.size, 1)
            scale = B / (mean or 1)
            self._norms[name] = [
                (K1 * (1 - B) + K1 * scale * part).astype(np.float32) for part in lengths
            ]
        return self._norms[name]


class Executor:
    """Evaluates one query on one generation. deadline: `time.monotonic()` to stop at."""

    def __init__(self, index: Index, deadline: float) -> None:
        self._index = index
        self._deadline = deadline

    def run(self, query: wq.Query) -> Matches:
        """Return the matches among live documents. Raises OutOfTimeError."""
        matches = self._evaluate(query)
        live = self._index.columns.live[matches.documents]
        return matches if live.all() else _kept(matches, live)

    def _evaluate(self, query: wq.Query) -> Matches:  # noqa: C901 - one case per node
        if time.monotonic() > self._deadline:
            raise OutOfTimeError
        match query:
            case wq.Term():
                return self._term(query.fieldname, query.text.encode(), query.boost)
            case wq.Phrase():
                return self._phrase(query)
            case wq.And():
                return self._all([self._evaluate(child) for child in query.subqueries])
            case wq.AndNot():
                wanted, unwanted = self._evaluate(query.a), self._evaluate(query.b)
                return _kept(wanted, ~self._mask(unwanted)[wanted.documents])
            case wq.Or():
                found = [self._evaluate(child) for child in query.subqueries]
                return self._some(found, query.minmatch or 1)
            case wq.Not():
                outside = ~self._mask(self._evaluate(query.query))
                return _constant(np.flatnonzero(outside), 0.0)
            case wq.ConstantScoreQuery():
                return _constant(self._evaluate(query.child).documents, query.score)
            case wq.NumericRange():
                return _constant(self._days_between(query.start, query.end), 0.0)
            case wq.Every():
                return _constant(np.arange(self._index.size), 0.0)
        return _constant(np.zeros(0, np.int64), 0.0)

    def _mask(self, matches: Matches) -> Array:
        mask = np.zeros(self._index.size, dtype=np.bool_)
        mask[matches.documents] = True
        return mask

    def _days_between(self, first: int, last: int | None) -> Ints:
        days = self._index.columns.days
        return np.flatnonzero((days >= first) & (days <= (last or np.iinfo(np.int32).max)))

    def _all(self, children: list[Matches]) -> Matches:
        first, *others = sorted(children, key=lambda child: len(child.documents))
        for other in others:
            row = np.full(self._index.size, -1, dtype=np.float32)
            row[other.documents] = other.scores
            scores = row[first.documents]
            first = _kept(Matches(first.documents, first.scores + scores), scores >= 0)
        return first

    def _some(self, children: list[Matches], minimum: int) -> Matches:
        children = [child for child in children if len(child.documents)]
        if len(children) < minimum:
            return _constant(np.zeros(0, np.int64), 0.0)
        if len(children) == 1:
            return children[0]
        scores = np.zeros(self._index.size, dtype=np.float32)
        matching = np.zeros(self._index.size, dtype=np.uint16)
        for child in children:
            scores[child.documents] += child.scores
            matching[child.documents] += 1
        documents = np.flatnonzero(matching >= minimum)
        return Matches(documents, scores[documents])

    def _term(self, field: str, term: bytes, boost: float) -> Matches:
        parts = []
        for place, base, arrays in self._index.field(field):
            index = arrays.find(term)
            if index is not None:
                postings = arrays.postings_of(index)
                parts.append(
                    (place, base, arrays.documents[postings], arrays.frequencies[postings])
                )
        frequency = sum(len(documents) for _, _, documents, _ in parts)
        if not frequency:
            return _constant(np.zeros(0, np.int64), 0.0)
        idf = math.log(self._index.size / (frequency + 1)) + 1
        norms = self._index.norms(field)
        weight = np.float32(boost * idf * (K1 + 1))
        scores = [weight * tf / (tf + norms[place][docs]) for place, _, docs, tf in parts]
        numbers = [documents.astype(np.int64) + base for _, base, documents, _ in parts]
        if len(parts) == 1:
            return Matches(numbers[0], scores[0])
        return Matches(np.concatenate(numbers), np.concatenate(scores))

    def _phrase(self, query: wq.Phrase) -> Matches:
        """Keep the documents in which the words follow each other within `slop` places."""
        terms = [word.encode() for word in query.words]
        together = self._all([self._term(query.fieldname, term, query.boost) for term in terms])
        if not len(together.documents):
            return together
        found = []
        for _, base, arrays in self._index.field(query.fieldname):
            indices = [arrays.find(term) for term in terms]
            if None not in indices:
                known = [index for index in indices if index is not None]
                found.append(base + _in_order(arrays, known, together.documents - base, query.slop))
        mask = np.zeros(self._index.size, dtype=np.bool_)
        mask[np.concatenate(found)] = True
        return _kept(together, mask[together.documents])


def _in_order(arrays: FieldArrays, terms: list[int], among: Ints, slop: int) -> Ints:
    """Return the documents of a segment, of those in `among`, that have the terms in order.

    Places are numbered over all documents, with a gap of `slop` after each, so that a place reached
    from the document before is too far.
    """
    reached: Ints | None = None
    spacing = np.int64(1 << 33)
    for index in terms:
        postings = arrays.postings_of(index)
        documents = arrays.documents[postings]
        starts, positions = arrays.positions_of(index)
        kept = np.flatnonzero(np.isin(documents, among))
        lengths = (starts[1:] - starts[:-1])[kept]
        flat = np.repeat(starts[:-1][kept] - starts_of(lengths)[:-1], lengths)
        flat += np.arange(len(flat))
        places = np.repeat(documents[kept].astype(np.int64), lengths) * spacing + positions[flat]
        if reached is not None:
            before = np.searchsorted(reached, places) - 1
            near = places - reached[np.maximum(before, 0)]
            places = places[(before >= 0) & (near <= slop)]
        reached = places
        if not len(reached):
            break
    return np.unique(reached // spacing) if reached is not None else np.zeros(0, np.int64)


def _constant(documents: Ints, score: float) -> Matches:
    return Matches(documents, np.full(len(documents), score, dtype=np.float32))


def _kept(matches: Matches, mask: Array) -> Matches:
    return Matches(matches.documents[mask], matches.scores[mask])

"""How do streams of tokens become posting lists, and how are posting lists merged?

A stream has one entry per token, in the order of the documents: its term, its document and its
position. One stable sort by term makes posting lists of it: documents ascend within a term, and
positions ascend within a document. A merge sorts the terms of all parts in the same way.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints, smallest, stable_order, starts_of
from search_app.engine.embedded.segments.postings import FieldPostings


def invert(terms: Sequence[bytes], ids: Array, documents: Array, positions: Array) -> FieldPostings:
    """Invert a stream of tokens.

    terms: sorted. ids: of each token, the index of its term in `terms`. documents, positions: of
    each token.
    """
    order = stable_order(ids)
    ids, documents, positions = ids[order], documents[order], positions[order]
    is_first = np.empty(len(ids), dtype=np.bool_)
    is_first[:1] = True
    is_first[1:] = (ids[1:] != ids[:-1]) | (documents[1:] != documents[:-1])
    firsts = np.flatnonzero(is_first)
    frequencies = np.diff(firsts, append=len(ids))
    return _posted(terms, ids[firsts], documents[firsts], frequencies, positions)


def merge(parts: Sequence[FieldPostings], document_maps: Sequence[Ints]) -> FieldPostings:
    """Merge the posting lists of one field in several segments.

    document_maps: for each part, the new number of each of its documents, -1 for one that is left
    out. New numbers ascend within a part and from part to part: the merged posting list of a term
    is therefore that of each part, one after another.
    """
    parts = [_renumbered(part, numbers) for part, numbers in zip(parts, document_maps, strict=True)]
    terms = sorted({term for part in parts for term in part.terms})
    index = {term: i for i, term in enumerate(terms)}
    ids = np.array([index[term] for part in parts for term in part.terms], np.int64)
    order = np.argsort(ids, kind="stable")
    owners = np.repeat(np.arange(len(parts)), [len(part.terms) for part in parts])
    rows = owners.take(order).tolist()

    def gathered(arrays: Sequence[Array], starts: Sequence[Ints]) -> Array:
        """Copy slice by slice, in a third of the time and less memory than by one index of all."""
        kind = np.result_type(*arrays)
        alike = [array.astype(kind, copy=False) for array in arrays]
        firsts = np.concatenate([s[:-1] for s in starts]).take(order).tolist()
        ends = np.concatenate([s[1:] for s in starts]).take(order).tolist()
        slices = [alike[r][a:b] for r, a, b in zip(rows, firsts, ends, strict=True)]
        return np.concatenate([alike[0][:0], *slices])

    starts = [part.starts for part in parts]
    position_starts = [starts_of(part.frequencies).take(part.starts) for part in parts]
    counts = np.zeros(len(terms), np.int64)
    np.add.at(counts, ids, np.concatenate([np.diff(s) for s in starts]))
    return FieldPostings(
        terms=terms,
        starts=starts_of(counts),
        documents=gathered([part.documents for part in parts], starts),
        frequencies=gathered([part.frequencies for part in parts], starts),
        positions=gathered([part.positions for part in parts], position_starts),
    )


def _renumbered(part: FieldPostings, numbers: Ints) -> FieldPostings:
    """Give documents their new numbers; leave out those at -1 and the terms that only they had."""
    documents = numbers.astype(np.int32).take(part.documents)
    if not len(documents) or documents.min() >= 0:
        return replace(part, documents=documents)
    kept = documents >= 0
    starts = starts_of(kept).take(part.starts)
    used = np.flatnonzero(np.diff(starts))
    return FieldPostings(
        terms=[part.terms[i] for i in used.tolist()],
        starts=np.append(starts.take(used), starts[-1]),
        documents=documents[kept],
        frequencies=part.frequencies[kept],
        positions=part.positions[np.repeat(kept, part.frequencies)],
    )


def _posted(
    terms: Sequence[bytes], ids: Array, documents: Array, frequencies: Array, positions: Array
) -> FieldPostings:
    """Make posting lists of sorted postings, without the terms that none of them has."""
    counts = np.bincount(ids, minlength=len(terms))
    used = np.flatnonzero(counts)
    return FieldPostings(
        terms=[terms[i] for i in used.tolist()],
        starts=starts_of(counts[used]),
        documents=documents.astype(np.int32),
        frequencies=smallest(frequencies),
        positions=smallest(positions),
    )

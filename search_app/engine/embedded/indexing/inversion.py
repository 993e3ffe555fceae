"""How do streams of tokens become posting lists?

A stream has one entry per token, in the order of the documents: its term, its document and its
position. One stable sort by term makes posting lists of it: documents ascend within a term, and
positions ascend within a document.
"""

from collections.abc import Sequence

import numpy as np

from search_app.engine.embedded.arrays import Array, smallest, stable_order, starts_of
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

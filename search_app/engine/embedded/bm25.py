"""What is a term worth in a document? BM25, factor by factor.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", Foundations and
Trends in Information Retrieval 3(4), 2009, with the constants and the idf of Whoosh, so that our
scores are those of its stock `Searcher`:

    score = weight · idf · (K1 + 1) · tf / (tf + norm)
    idf   = ln(N / (df + 1)) + 1
    norm  = K1 · (1 − B + B · length / mean length)

tf: how often the term stands in the field of the document. N: documents of the index, deleted ones
included until a merge drops them. df: documents whose field has the term. length: words of the
field.
"""

import math

import numpy as np

from search_app.engine.embedded.arrays import Array

# How fast a term that is repeated stops adding to the score: 0 counts presence only.
K1 = 1.2
# How much the length of a field counts, between 0 (not at all) and 1 (fully).
B = 0.75


def idf_of(documents: int, holders: int) -> float:
    """Return ln(N / (df + 1)) + 1, above 0 for df < N.

    documents: N, of the whole index. holders: df.
    """
    return math.log(max(documents, 1) / (holders + 1)) + 1


def idfs_of(documents: int, holders: Array | list[int]) -> Array:
    """Return what `idf_of` does for each df of `holders`, in its shape and in float64."""
    return np.log(max(documents, 1) / (np.asarray(holders) + 1)) + 1


def length_norms(lengths: Array, mean: float) -> Array:
    """Return K1 · (1 − B + B · length / mean length) of each document, in float32, above 0.

    lengths: words of the field in each document. mean: of all documents of the index, 0 or more.
    """
    norms: Array = lengths * np.float32(K1 * B / (mean or 1))
    norms += np.float32(K1 * (1 - B))
    return norms


def saturated(frequencies: Array) -> Array:
    """Return (K1 + 1) · f / (f + K1), between 0 and K1 + 1.

    frequencies: f, term frequencies that are already divided by the relative length of their
    document, `norm / K1`.
    """
    return (K1 + 1) * frequencies / (frequencies + K1)


def term_scores(frequencies: Array, norms: Array, factor: float | Array) -> Array:
    """Return factor · (K1 + 1) · tf / (tf + norm) of each document, in float32.

    frequencies: tf. norms: as `length_norms` makes them, for the same documents; overwritten, which
    spares the search a copy of its longest posting list. factor: weight · idf, of all or of each.
    """
    scores: Array = frequencies.astype(np.float32)
    norms += scores
    scores *= np.float32(factor * (K1 + 1))
    scores /= norms
    return scores

"""What is each stem worth in each document? Worked out when a generation is published.

weights                                     JSON object: the fields, with the weight of each
stems.terms, .term_ends, .term_keys         the stems of all these fields, see `dictionary`
stems.starts                                where the documents of each stem begin
stems.documents                             those that have it in any of the fields, ascending
stems.scores                                its BM25 in each of them, all fields added up
norms.<field>                               the length norm of each document in a scored field

A plain word is looked for in several fields. Its documents and its scores are the same for every
search, because the files of a generation never change. Documents are numbered through all segments.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

import numpy as np

from search_app.engine.embedded.arrays import Array, starts_of
from search_app.engine.embedded.segments.array_file import ArrayFile, ArrayFileError, written_arrays
from search_app.engine.embedded.segments.dictionary import Dictionary, write_terms
from search_app.engine.embedded.segments.segment_writer import json_bytes
from search_app.engine.embedded.segments.verify import read_json, verify_stem_scores
from search_app.engine.embedded.writing import naming

STEM_SCORES_FILE = "stems.scores"
# How many scores are read again at once.
_BLOCK = 1 << 20


class ScoredDocuments(NamedTuple):
    """Where a stem stands. documents: int32, ascending. scores: float32, of each, above 0."""

    documents: Array
    scores: Array


class StemScores:
    """Raises ArrayFileError when the file of a generation's folder is missing or damaged.

    weights: of the fields that were added up.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._arrays = arrays = ArrayFile(folder / STEM_SCORES_FILE)
        except OSError as error:
            raise ArrayFileError(f"{STEM_SCORES_FILE}: {error.strerror}") from error
        verify_stem_scores(arrays)
        self.weights: dict[str, float] = read_json(arrays, "weights")
        self._stems = Dictionary(arrays, "stems")
        self._starts = arrays["stems.starts"]
        self._documents = arrays["stems.documents"]
        self._scores = arrays["stems.scores"]

    def norms(self, field: str) -> Array | None:
        """Return what `bm25.length_norms` makes of a field; None for one that is not scored."""
        return self._arrays.get(f"norms.{field}")

    def of(self, stem: str) -> ScoredDocuments:
        """Return the documents with a stem; none when there is no such stem."""
        index = self._stems.find(stem.encode())
        if index is None:
            return ScoredDocuments(self._documents[:0], self._scores[:0])
        first, end = self._starts[index : index + 2].tolist()
        return ScoredDocuments(self._documents[first:end], self._scores[first:end])


class SomeScores(NamedTuple):
    """Some of the stems, in their order. counts: how many documents each has, one after another."""

    counts: Array
    found: ScoredDocuments


def write_stem_scores(
    folder: Path,
    weights: Mapping[str, float],
    stems: Sequence[bytes],
    parts: Iterator[SomeScores],
    norms: Mapping[str, Array],
) -> None:
    """Write the file of a generation.

    stems: all, sorted. parts: made as they are written. norms: of all scored fields.
    """
    path = folder / STEM_SCORES_FILE
    counts = [np.zeros(0, np.int64)]
    with naming(path), TemporaryFile(dir=folder) as scores, written_arrays(path) as file:

        def documents() -> Iterator[Array]:
            """Yield the documents, and put the scores, which come with them, aside."""
            for part in parts:
                counts.append(part.counts)
                scores.write(part.found.scores.data)
                yield part.found.documents

        file.add("weights", json_bytes(weights))
        write_terms(file, "stems", stems)
        file.add_parts("stems.documents", np.int32, documents())
        file.add("stems.starts", starts_of(np.concatenate(counts)))
        file.add_parts("stems.scores", np.float32, _read_again(scores))
        for field, of_documents in norms.items():
            file.add(f"norms.{field}", of_documents)


def _read_again(scores: IO[bytes]) -> Iterator[Array]:
    scores.seek(0)
    while block := scores.read(_BLOCK * np.dtype(np.float32).itemsize):
        yield np.frombuffer(block, np.float32)

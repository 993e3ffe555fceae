"""What does the file of one segment hold? Posting lists, lengths, facets and documents, as arrays.

<field>.terms, .term_ends, .term_keys   the sorted terms, see `dictionary`
<field>.starts, .documents, .frequencies, .positions    see `FieldPostings`
<field>.position_starts                 where the positions of each term begin
<field>.position_samples                where the positions of every SAMPLED-th posting begin
<field>.lengths                         how many words each document has in that field
facet.<name>.sets                       JSON list of the sets of values that documents have
facet.<name>.codes                      the number of each document's set
column.<key>                            a number of each document, 0 for none
frequent                                a row of numbers for each document, see `frequent_stems`
stored.*                                the documents themselves, see `documents`
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints, Numbered, distinct, ranges, smallest
from search_app.engine.embedded.segments.array_file import (
    ArrayFile,
    Arrays,
)
from search_app.engine.embedded.segments.dictionary import Dictionary
from search_app.engine.embedded.segments.documents import Block, StoredDocuments
from search_app.engine.embedded.segments.frequent_stems import FREQUENT_STEMS
from search_app.engine.embedded.segments.postings import Postings
from search_app.engine.embedded.segments.verify import SAMPLED, read_json, verify
from search_app.model.column import NumericColumn
from search_app.model.facet import FacetField

EXTENSION = ".arrays"
_BEFORE = np.arange(SAMPLED)[:, np.newaxis]

FacetSets = tuple[Sequence[tuple[str, ...]], Array]


class FieldData(NamedTuple):
    """lengths: how many words each document has; None for a field that is not scored."""

    name: str
    postings: Postings
    lengths: Array | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentData:
    """Everything that a segment's file is written from.

    fields: made and written one by one, for each takes much memory.
    facets: sets of values, and the number of each document's set. numbers: of each document, by
    column. frequent: rows of numbers, to be read after the fields. blocks: the documents.
    field_files: hold more fields, as `write_fields` writes them; with the names of these fields.
    """

    fields: Iterator[FieldData]
    facets: Mapping[FacetField, FacetSets]
    numbers: Mapping[NumericColumn, Array]
    frequent: Iterator[Array]
    blocks: Iterator[Block]
    field_files: Iterable[tuple[Path, Sequence[str]]] = ()


class FieldArrays(Dictionary):
    """One field of one segment; its arrays are views of those of the segment."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        super().__init__(arrays, name)
        self.starts = arrays[f"{name}.starts"]
        self.documents = arrays[f"{name}.documents"]
        self.frequencies = arrays[f"{name}.frequencies"]
        self.position_starts = arrays[f"{name}.position_starts"]
        self._position_samples = arrays[f"{name}.position_samples"]
        self.positions = arrays[f"{name}.positions"]

    def postings_of(self, index: int) -> slice:
        return slice(int(self.starts[index]), int(self.starts[index + 1]))

    def positions_of(self, index: int) -> Array:
        """Return the positions of all postings of a term, one after another."""
        return self.positions[self.position_starts[index] : self.position_starts[index + 1]]

    def positions_at(self, postings: Ints) -> tuple[Array, Array]:
        """Return how many positions each posting has, and the positions of all, one after another.

        To find where the positions of a posting begin, the frequencies of the postings between it
        and the last sampled posting before it are added to the sample. A posting may be asked for
        several times. Raises ValueError when the field has fewer positions than the frequencies of
        the distinct ones say.
        """
        counts = self.frequencies.take(postings)
        if counts.sum(dtype=np.int64) > len(self.positions) and self._are_too_many(postings):
            raise ValueError(f"more positions than the {len(self.positions)} of the field")
        beyond = postings & (SAMPLED - 1)
        between = self.frequencies.take(postings - beyond + _BEFORE, mode="clip")
        between *= beyond > _BEFORE
        starts = between.sum(axis=0, dtype=np.int64)
        starts += self._position_samples.take(postings // SAMPLED)
        return counts, self.positions.take(ranges(starts, counts))

    def _are_too_many(self, postings: Ints) -> bool:
        frequencies = self.frequencies.take(distinct(postings))
        return bool(frequencies.sum(dtype=np.int64) > len(self.positions))


class SegmentArrays:
    """A segment. Raises ArrayFileError when an array is missing."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._fields = read_json(arrays, "fields")
        self.numbers = {column: self._arrays[f"column.{column.key}"] for column in NumericColumn}
        self.frequent = self._arrays["frequent"].reshape(-1, FREQUENT_STEMS)

    @cached_property
    def documents(self) -> StoredDocuments:
        return StoredDocuments(self._arrays)

    @property
    def size(self) -> int:
        """How many documents the segment has, deleted ones included."""
        return len(self.frequent)

    @property
    def field_names(self) -> list[str]:
        return list(self._fields)

    @cached_property
    def fields(self) -> dict[str, FieldArrays]:
        return {name: FieldArrays(self._arrays, name) for name in self._fields}

    def lengths(self, field: str) -> Array | None:
        """Return how many words each document has in a field; None when it is not scored."""
        return self._arrays.get(f"{field}.lengths")

    def let_go(self) -> None:
        """Let the system take back the memory of what was read of a file."""
        if isinstance(self._arrays, ArrayFile):
            self._arrays.let_go()

    def facet(self, field: FacetField) -> FacetSets:
        name = f"facet.{field.parameter}"
        sets = read_json(self._arrays, f"{name}.sets")
        return [tuple(values) for values in sets], self._arrays[f"{name}.codes"]


def open_segment(path: Path) -> SegmentArrays:
    """Open the file of a segment. Raises ArrayFileError when it is damaged."""
    arrays = ArrayFile(path)
    verify(arrays, read_json(arrays, "fields"))
    return SegmentArrays(arrays)


def joined_sets(
    facets: Iterable[tuple[Sequence[tuple[str, ...]], Array]],
) -> tuple[list[tuple[str, ...]], Array]:
    """Join the sets and the codes of several segments into one list of sets and one of codes."""
    numbered = Numbered[tuple[str, ...]]()
    codes = [np.zeros(0, np.int64)]
    for sets, part in facets:
        codes.append(np.array([numbered[values] for values in sets], np.int64).take(part))
    return list(numbered), smallest(np.concatenate(codes))

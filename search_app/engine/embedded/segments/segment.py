"""What does the file of one segment hold? Posting lists, lengths, facets and documents, as arrays.

<field>.terms, <field>.term_ends        the sorted terms in a row, and where each ends
<field>.term_keys                       the first eight bytes of each, as a big-endian number
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

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints, Numbered, ranges, smallest, starts_of
from search_app.engine.embedded.segments.array_file import (
    ArrayFile,
    Arrays,
    ArraysWriter,
    written_arrays,
)
from search_app.engine.embedded.segments.documents import Block, StoredDocuments, write_blocks
from search_app.engine.embedded.segments.frequent_stems import FREQUENT_STEMS
from search_app.engine.embedded.segments.postings import FieldPostings
from search_app.engine.embedded.segments.verify import SAMPLED, read_json, verify
from search_app.engine.embedded.writing import naming
from search_app.model.column import NumericColumn
from search_app.model.facet import FacetField

EXTENSION = ".arrays"
_KEY_BYTES = 8
_BEFORE = np.arange(SAMPLED)[:, np.newaxis]

FacetSets = tuple[Sequence[tuple[str, ...]], Array]


class FieldData(NamedTuple):
    """lengths: how many words each document has; None for a field that is not scored."""

    name: str
    postings: FieldPostings
    lengths: Array | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentData:
    """Everything that a segment's file is written from.

    fields: made and written one by one, for each takes much memory.
    facets: sets of values, and the number of each document's set. numbers: of each document, by
    column. frequent: rows of numbers, to be read after the fields. blocks: the documents.
    """

    fields: Iterator[FieldData]
    facets: Mapping[FacetField, FacetSets]
    numbers: Mapping[NumericColumn, Array]
    frequent: Iterator[Array]
    blocks: Iterator[Block]


class FieldArrays:
    """One field of one segment; its arrays are views of those of the segment."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._blob = arrays[f"{name}.terms"]
        self._ends = arrays[f"{name}.term_ends"]
        self._keys = arrays[f"{name}.term_keys"]
        self.starts = arrays[f"{name}.starts"]
        self.documents = arrays[f"{name}.documents"]
        self.frequencies = arrays[f"{name}.frequencies"]
        self._position_starts = arrays[f"{name}.position_starts"]
        self._position_samples = arrays[f"{name}.position_samples"]
        self._positions = arrays[f"{name}.positions"]

    def __len__(self) -> int:
        return len(self._ends)

    def term(self, index: int) -> bytes:
        start = self._ends[index - 1] if index else 0
        return self._blob[start : self._ends[index]].tobytes()

    def find_from(self, term: bytes) -> int:
        """Return the index of the first term that is `term` or sorts after it."""
        key = np.uint64(_key(term))
        first = int(self._keys.searchsorted(key))
        last = int(self._keys.searchsorted(key, side="right"))
        return bisect_left(range(last), term, lo=first, key=self.term)

    def find(self, term: bytes) -> int | None:
        index = self.find_from(term)
        return index if index < len(self) and self.term(index) == term else None

    def postings_of(self, index: int) -> slice:
        return slice(int(self.starts[index]), int(self.starts[index + 1]))

    def positions_of(self, index: int) -> Array:
        """Return the positions of all postings of a term, one after another."""
        return self._positions[self._position_starts[index] : self._position_starts[index + 1]]

    def positions_at(self, postings: Ints) -> tuple[Array, Array]:
        """Return how many positions each posting has, and the positions of all, one after another.

        To find where the positions of a posting begin, the frequencies of the postings between it
        and the last sampled posting before it are added to the sample. A posting may be asked for
        several times. Raises ValueError when the field has fewer positions than the frequencies of
        the distinct ones say.
        """
        counts = self.frequencies.take(postings)
        if counts.sum(dtype=np.int64) > len(self._positions) and self._are_too_many(postings):
            raise ValueError(f"more positions than the {len(self._positions)} of the field")
        beyond = postings & (SAMPLED - 1)
        between = self.frequencies.take(postings - beyond + _BEFORE, mode="clip")
        between *= beyond > _BEFORE
        starts = between.sum(axis=0, dtype=np.int64)
        starts += self._position_samples.take(postings // SAMPLED)
        return counts, self._positions.take(ranges(starts, counts))

    def _are_too_many(self, postings: Ints) -> bool:
        distinct = self.frequencies.take(np.unique(postings))
        return bool(distinct.sum(dtype=np.int64) > len(self._positions))

    def terms(self) -> list[bytes]:
        blob, ends = self._blob.tobytes(), self._ends.tolist()
        return [blob[a:b] for a, b in zip([0, *ends], ends, strict=False)]

    def as_postings(self) -> FieldPostings:
        return FieldPostings(
            terms=self.terms(),
            starts=self.starts,
            documents=self.documents,
            frequencies=self.frequencies,
            positions=self._positions,
        )


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

    def facet(self, field: FacetField) -> FacetSets:
        name = f"facet.{field.parameter}"
        sets = read_json(self._arrays, f"{name}.sets")
        return [tuple(values) for values in sets], self._arrays[f"{name}.codes"]


def open_segment(path: Path) -> SegmentArrays:
    """Open the file of a segment. Raises ArrayFileError when it is damaged."""
    arrays = ArrayFile(path)
    verify(arrays, read_json(arrays, "fields"))
    return SegmentArrays(arrays)


def write_segment(path: Path, data: SegmentData) -> None:
    """Write the file of a segment. What `data` yields is made as it is written, and only once."""
    with naming(path), written_arrays(path) as file:
        write_arrays(file, data)
        write_blocks(file, data.blocks)


def write_arrays(file: ArraysWriter, data: SegmentData) -> None:
    """Write all of a segment but its documents."""
    names = []
    for name, postings, lengths in data.fields:
        names.append(name)
        _write_postings(file, name, postings)
        if lengths is not None:
            file.add(f"{name}.lengths", lengths.astype(np.int32))
    file.add("fields", _json_bytes(names))
    for field, (sets, codes) in data.facets.items():
        file.add(f"facet.{field.parameter}.sets", _json_bytes(sets))
        file.add(f"facet.{field.parameter}.codes", smallest(codes))
    for column, numbers in data.numbers.items():
        file.add(f"column.{column.key}", numbers.astype(np.int32))
    file.add_parts("frequent", np.uint16, data.frequent)


def _write_postings(file: ArraysWriter, name: str, postings: FieldPostings) -> None:
    blob = b"".join(postings.terms)
    ends = np.cumsum(np.fromiter(map(len, postings.terms), np.int64, len(postings.terms)))
    before = starts_of(postings.frequencies)
    file.add(f"{name}.terms", np.frombuffer(blob, np.uint8))
    file.add(f"{name}.term_ends", ends)
    keys = b"".join([term[:_KEY_BYTES].ljust(_KEY_BYTES, b"\0") for term in postings.terms])
    file.add(f"{name}.term_keys", np.frombuffer(keys, ">u8"))
    file.add(f"{name}.starts", postings.starts)
    file.add(f"{name}.documents", postings.documents)
    file.add(f"{name}.frequencies", postings.frequencies)
    file.add(f"{name}.position_starts", before[postings.starts])
    file.add(f"{name}.position_samples", smallest(before[::SAMPLED]))
    file.add(f"{name}.positions", postings.positions)


def _key(term: bytes) -> int:
    return int.from_bytes(term[:_KEY_BYTES].ljust(_KEY_BYTES, b"\0"))


def _json_bytes(value: object) -> Array:
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), np.uint8)


def joined_sets(
    facets: Iterable[tuple[Sequence[tuple[str, ...]], Array]],
) -> tuple[list[tuple[str, ...]], Array]:
    """Join the sets and the codes of several segments into one list of sets and one of codes."""
    numbered = Numbered[tuple[str, ...]]()
    codes = [np.zeros(0, np.int64)]
    for sets, part in facets:
        codes.append(np.array([numbered[values] for values in sets], np.int64).take(part))
    return list(numbered), smallest(np.concatenate(codes))

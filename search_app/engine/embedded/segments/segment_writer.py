"""How is the file of a segment written? What it holds is said in `segment`."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from search_app.engine.embedded.arrays import Array, smallest, starts_of
from search_app.engine.embedded.segments.array_file import ArraysWriter, written_arrays
from search_app.engine.embedded.segments.dictionary import write_terms
from search_app.engine.embedded.segments.documents import write_blocks
from search_app.engine.embedded.segments.postings import Postings
from search_app.engine.embedded.segments.segment import FieldData, SegmentData
from search_app.engine.embedded.segments.verify import SAMPLED
from search_app.engine.embedded.writing import naming


def write_segment(path: Path, data: SegmentData) -> None:
    """Write the file of a segment. What `data` yields is made as it is written, and only once.

    The files of fields are copied into it.
    """
    with naming(path), written_arrays(path) as file:
        names: list[str] = []
        for field_file, names_in_file in data.field_files:
            file.add_file(field_file)
            names += names_in_file
        write_arrays(file, data, names)
        write_blocks(file, data.blocks)


def write_fields(path: Path, fields: Iterable[FieldData]) -> None:
    """Write fields alone to a file."""
    with naming(path), written_arrays(path) as file:
        for field in fields:
            _write_field(file, field)


def write_arrays(file: ArraysWriter, data: SegmentData, written: Sequence[str] = ()) -> None:
    """Write all of a segment but its documents. written: names of fields that are written yet."""
    names = list(written)
    for each in data.fields:
        names.append(each.name)
        _write_field(file, each)
    file.add("fields", json_bytes(names))
    for field, (sets, codes) in data.facets.items():
        file.add(f"facet.{field.parameter}.sets", json_bytes(sets))
        file.add(f"facet.{field.parameter}.codes", smallest(codes))
    for column, numbers in data.numbers.items():
        file.add(f"column.{column.key}", numbers.astype(np.int32))
    file.add_parts("frequent", np.uint16, data.frequent)


def _write_field(file: ArraysWriter, field: FieldData) -> None:
    write_postings(file, field.name, field.postings)
    if field.lengths is not None:
        file.add(f"{field.name}.lengths", field.lengths.astype(np.int32))


def write_postings(file: ArraysWriter, name: str, postings: Postings) -> None:
    """Write the posting lists of one field."""
    write_terms(file, name, postings.terms)
    file.add(f"{name}.starts", postings.starts)
    file.add_parts(f"{name}.documents", *postings.in_parts("documents"))
    kind, frequencies = postings.in_parts("frequencies")
    samples = _Samples()
    file.add_parts(f"{name}.frequencies", kind, map(samples.passed, frequencies))
    file.add(f"{name}.position_starts", postings.position_starts)
    file.add(f"{name}.position_samples", samples.found())
    file.add_parts(f"{name}.positions", *postings.in_parts("positions"))


class _Samples:
    """Finds where the positions of every SAMPLED-th posting begin, and where the last ends."""

    def __init__(self) -> None:
        self._found: list[Array] = []
        self._postings = 0
        self._positions = 0

    def passed(self, frequencies: Array) -> Array:
        """Take in the frequencies of the next postings, and return them."""
        ends = self._positions + starts_of(frequencies)
        self._found.append(smallest(ends[-self._postings % SAMPLED : -1 : SAMPLED]))
        self._postings += len(frequencies)
        self._positions = int(ends[-1])
        return frequencies

    def found(self) -> Array:
        """Return the samples of all postings; the last is of the place behind them all, if any."""
        last = [] if self._postings % SAMPLED else [self._positions]
        return np.concatenate([*self._found, smallest(np.array(last, np.int64))])


def json_bytes(value: object) -> Array:
    """Return a value as the JSON that `verify.read_json` reads."""
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), np.uint8)

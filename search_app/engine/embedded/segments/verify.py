"""Do the arrays of a segment fit together? Enough to open it: counts, offsets and bounds.

It is what keeps a damaged file from asking for memory without end: an offset leads into its array,
offsets ascend, codes and columns keep their bounds. Document numbers, frequencies and positions,
which are most of a file, are not looked at: numpy checks each number where it leads.
"""

import json
from collections.abc import Iterable
from typing import Any

import numpy as np

from search_app.engine.embedded.arrays import Array
from search_app.engine.embedded.segments.array_file import ArrayFileError, Arrays
from search_app.engine.embedded.segments.documents import PARTS
from search_app.engine.embedded.segments.frequent_stems import FREQUENT_STEMS
from search_app.model.column import NumericColumn
from search_app.model.facet import FacetField

# Of every so many postings, the place of the positions of the first is written down. A power of 2.
SAMPLED = 8


def verify(arrays: Arrays, fields: Iterable[str]) -> None:
    """Raise ArrayFileError when an array is missing or does not fit the others."""
    size = len(arrays["stored.ends"]) // PARTS
    _of_length(arrays, "stored.ends", size * PARTS)
    for name in fields:
        _verify_postings(arrays, name, size)
    _of_length(arrays, "frequent", size * FREQUENT_STEMS)
    for field in FacetField:
        name = f"facet.{field.parameter}"
        _of_length(arrays, f"{name}.codes", size)
        _within(arrays, f"{name}.codes", len(read_json(arrays, f"{name}.sets")) - 1)
    for column in NumericColumn:
        _of_length(arrays, f"column.{column.key}", size)
        _within(arrays, f"column.{column.key}", column.highest)
    _ascending(arrays, "stored.block_ends", len(arrays["stored.blocks"]))
    _of_length(arrays, "stored.firsts", len(arrays["stored.block_ends"]))
    _within(arrays, "stored.firsts", size - 1)
    if size and (arrays["stored.firsts"][:1] != 0).any():
        raise ArrayFileError(f"{arrays.name}: stored.firsts does not begin at 0")


def verify_stem_scores(arrays: Arrays) -> None:
    """Raise ArrayFileError when an array is missing or does not fit the others."""
    _verify_terms(arrays, "stems")
    _ascending(arrays, "stems.starts", len(arrays["stems.documents"]))
    _of_length(arrays, "stems.scores", len(arrays["stems.documents"]))


def read_json(arrays: Arrays, name: str) -> Any:
    """Return the JSON that an array holds. Raises ArrayFileError."""
    try:
        return json.loads(arrays[name].tobytes())
    except (ValueError, RecursionError) as error:
        raise ArrayFileError(f"{arrays.name}: {name} is damaged") from error


def _verify_postings(arrays: Arrays, name: str, size: int) -> None:
    terms = _verify_terms(arrays, name)
    postings = len(arrays[f"{name}.documents"])
    _ascending(arrays, f"{name}.starts", postings)
    _of_length(arrays, f"{name}.position_starts", terms + 1)
    _ascending(arrays, f"{name}.position_starts", len(arrays[f"{name}.positions"]))
    _of_length(arrays, f"{name}.frequencies", postings)
    _of_length(arrays, f"{name}.position_samples", postings // SAMPLED + 1)
    if arrays.get(f"{name}.lengths") is not None:
        _of_length(arrays, f"{name}.lengths", size)
        _within(arrays, f"{name}.lengths", np.iinfo(np.int32).max)


def _verify_terms(arrays: Arrays, name: str) -> int:
    """Raise unless a dictionary is whole and has a list for each term; return how many it has."""
    terms = len(arrays[f"{name}.term_ends"])
    _ascending(arrays, f"{name}.term_ends", len(arrays[f"{name}.terms"]))
    _of_length(arrays, f"{name}.term_keys", terms)
    _of_length(arrays, f"{name}.starts", terms + 1)
    return terms


def _of_length(arrays: Arrays, name: str, length: int) -> None:
    if len(arrays[name]) != length:
        raise ArrayFileError(f"{arrays.name}: {name} has {len(arrays[name])} entries, not {length}")


def _within(arrays: Arrays, name: str, highest: int) -> None:
    array = arrays[name]
    if len(array) and not 0 <= int(array.min()) <= int(array.max()) <= highest:
        raise ArrayFileError(f"{arrays.name}: {name} is not between 0 and {highest}")


def _ascending(arrays: Arrays, name: str, end: int) -> None:
    """Raise unless offsets begin at 0 or more, never go back and end with the array, at `end`."""
    ends: Array = arrays[name]
    last = int(ends[-1]) if len(ends) else 0
    if last != end or (len(ends) and ends[0] < 0) or not bool((ends[1:] >= ends[:-1]).all()):
        raise ArrayFileError(f"{arrays.name}: {name} does not lead through {end} entries")

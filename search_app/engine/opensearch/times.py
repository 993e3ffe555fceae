"""How long did the questions of a result wait for their answers? Counted as the other engine does.

The cluster gives the numbers of the documents, and one function counts for both engines.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from search_app.engine.embedded.arrays import Numbered
from search_app.engine.embedded.matching.answer_times import answer_times
from search_app.engine.embedded.matching.facets import Columns
from search_app.engine.embedded.segments.array_file import ArraysInMemory
from search_app.engine.embedded.segments.segment import SegmentArrays, SegmentData
from search_app.engine.embedded.segments.segment_writer import write_arrays
from search_app.engine.opensearch.fields import facet_name, number_name
from search_app.model.answer_times import AnswerTimes
from search_app.model.column import NO_NUMBER, NumericColumn
from search_app.model.facet import NO_VALUE, FacetField

Row = Mapping[str, Sequence[Any]]
"""The values that the cluster gives of one document, by the name of the field."""


def answer_times_of(
    rows: Sequence[Row], field: FacetField, newest_day: int
) -> dict[str, AnswerTimes]:
    """Return the times of documents, as `Searcher.answer_times` has them."""
    facets = {}
    for one in FacetField:
        sets = Numbered[tuple[str, ...]]()
        known = one in {field, FacetField.TYPE}
        codes = [sets[_values(row, one) if known else ()] for row in rows]
        facets[one] = (list(sets), np.array(codes, np.int64))
    numbers = {
        column: np.array([row.get(number_name(column), (NO_NUMBER,))[0] for row in rows], np.int32)
        for column in NumericColumn
    }
    arrays = ArraysInMemory("times")
    data = SegmentData(
        fields=iter(()), facets=facets, numbers=numbers, frequent=iter(()), blocks=iter(())
    )
    write_arrays(arrays, data)
    columns = Columns([SegmentArrays(arrays)], np.ones(len(rows), np.bool_))
    return answer_times(columns, np.arange(len(rows)), field, newest_day)


def _values(row: Row, field: FacetField) -> tuple[str, ...]:
    return tuple(value for value in row.get(facet_name(field), ()) if value != NO_VALUE)

"""Facets that are counted together have the counts of a loop over the documents."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search_app.engine.embedded.matching import facet_table
from search_app.engine.embedded.matching.facet_table import FacetColumn, FacetTable
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query

Values = tuple[str, ...]
FIELDS = (FacetField.PARTY, FacetField.MINISTRY, FacetField.TOPIC, FacetField.YEAR)
value_sets = st.sets(st.sampled_from("abcde"), max_size=3).map(lambda v: tuple(sorted(v)))
rows = st.lists(st.tuples(*[value_sets] * len(FIELDS)), max_size=40)


def _column(values: Sequence[Values]) -> FacetColumn:
    sets = sorted(set(values))
    return FacetColumn(sets, np.array([sets.index(each) for each in values], np.uint8))


def _counted(values: Sequence[Values], chosen: Values) -> list[tuple[str, int, bool]]:
    counts = Counter(value for each in values for value in each or (NO_VALUE,))
    found = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    missing = [(value, 0) for value in sorted(chosen) if value not in counts]
    return [(value, count, value in chosen) for value, count in found + missing]


@given(rows=rows, cells=st.sampled_from([1, 8, 60, 1_024]), data=st.data())
def test_counts_are_those_of_a_loop(
    rows: list[tuple[Values, ...]], cells: int, data: st.DataObject
) -> None:
    before = facet_table._CELLS
    facet_table._CELLS = cells
    try:
        by_field = {f: [row[n] for row in rows] for n, f in enumerate(FIELDS)}
        columns = {field: _column(values) for field, values in by_field.items()}
        table = FacetTable(columns)
    finally:
        facet_table._CELLS = before
    kept = sorted(data.draw(st.sets(st.sampled_from(range(len(rows)))) if rows else st.just(set())))
    chosen = data.draw(st.lists(st.sampled_from("abcz"), max_size=2, unique=True).map(tuple))
    query = Query(filters=((FIELDS[1], chosen),) if chosen else ())
    documents = np.array(kept, np.int64)
    found = table.ordered(table.counts(documents), query)
    for field, values in by_field.items():
        of_hits = [values[number] for number in kept]
        wanted = _counted(of_hits, chosen if field is FIELDS[1] else ())
        assert [tuple(each) for each in found[field]] == wanted
        counts = table.counts(documents)[table.places[field]]
        assert counts.tolist() == columns[field].counts(documents).tolist()

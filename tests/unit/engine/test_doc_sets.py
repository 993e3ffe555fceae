"""Sorted sets of documents are joined as dictionaries of Python are, whichever way is the cheaper."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search_app.engine.embedded.arrays import Ints, added_up, top_k, top_k_unsorted
from search_app.engine.embedded.matching.doc_sets import (
    Matches,
    are_among,
    places_in,
    union,
    values_at,
)

SIZE = 3_000
numbers = st.integers(0, SIZE - 1)
few = st.sets(numbers, max_size=8)
# Ranges make sets that are long enough for the ways that pay for long sets alone.
many = st.builds(
    lambda first, last, step, others: {*range(first, last, step), *others},
    numbers,
    numbers,
    st.integers(1, 40),
    few,
)
sets = few | many
worth = st.integers(1, 5)


def ascending(documents: set[int]) -> Ints:
    return np.array(sorted(documents), np.int64)


@given(st.lists(st.tuples(sets, worth), min_size=1, max_size=4))
def test_runs_are_added_up(runs: list[tuple[set[int], int]]) -> None:
    wanted = Counter[int]()
    for keys, value in runs:
        wanted.update(dict.fromkeys(keys, value))
    given_runs = [(ascending(keys), np.full(len(keys), value, np.float32)) for keys, value in runs]
    before = [(keys.copy(), values.copy()) for keys, values in given_runs]
    keys, values = added_up(given_runs, SIZE)
    assert dict(zip(keys.tolist(), values.tolist(), strict=True)) == wanted
    assert keys.tolist() == sorted(wanted)
    for (keys, values), (keys_before, values_before) in zip(given_runs, before, strict=True):
        assert np.array_equal(keys, keys_before)
        assert np.array_equal(values, values_before)


@given(st.lists(sets, min_size=1, max_size=4), st.integers(1, 4))
def test_documents_of_enough_parts_are_found(parts: list[set[int]], minimum: int) -> None:
    matches = [Matches(ascending(p), np.ones(len(p), np.float32)) for p in parts]
    counted = Counter(number for part in parts for number in part)
    wanted = {number: count for number, count in counted.items() if count >= minimum}
    found = union(matches, SIZE, minimum)
    assert dict(zip(found.documents.tolist(), found.scores.tolist(), strict=True)) == wanted


@given(sets, many, worth)
def test_documents_are_looked_up_among_holders(
    documents: set[int], holders: set[int], value: int
) -> None:
    if not holders:
        return
    asked, having = ascending(documents), ascending(holders).astype(np.uint32)
    both = sorted(documents & holders)
    assert having.take(places_in(having, asked, SIZE)).tolist() == both
    assert asked[are_among(asked, having, SIZE)].tolist() == both
    values = np.full(len(having), value, np.uint8)
    found = values_at(asked, having, values, SIZE)
    assert found.tolist() == [value * (number in holders) for number in sorted(documents)]


@given(
    st.lists(st.integers(0, 9), max_size=3_000)
    | st.builds(lambda n, last: [7] * n + last, numbers, st.lists(st.integers(0, 9), max_size=3)),
    st.integers(1, 30),
)
def test_the_top_k_come_in_the_order_of_a_stable_sort(keys: list[int], count: int) -> None:
    wanted = sorted(range(len(keys)), key=lambda place: -keys[place])[:count]
    scores = np.array(keys, np.float32)
    assert top_k(scores, count).tolist() == wanted
    assert top_k_unsorted(scores, count).tolist() == sorted(wanted)

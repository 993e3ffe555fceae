"""How long answers take, for each value of a facet: as the documents of the result say."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.test_engine import TIMEOUT_S, corpora, embedded, oracle, queries, slow
from search_app.model.answer_times import AnswerTimes
from search_app.model.document import Document
from search_app.model.facet import FacetField
from search_app.model.query import Query


def in_order(times: dict[str, AnswerTimes]) -> dict[str, tuple[object, ...]]:
    return {
        value: (sorted(t.answered), sorted(t.waiting), sorted(t.ended), t.due, t.in_time, t.overdue)
        for value, t in times.items()
    }


@slow
@given(corpora, st.lists(queries, min_size=1, max_size=8), st.sampled_from(FacetField))
def test_times_are_those_of_the_result(
    found: list[Document], asked: list[Query], field: FacetField
) -> None:
    with embedded(found) as searcher, oracle(found) as truth:
        for query in asked:
            got = searcher.answer_times(query, field, TIMEOUT_S)
            assert in_order(got) == in_order(truth.answer_times(query, field, TIMEOUT_S))


def times(answered: list[int], waiting: list[int], ended: list[int]) -> AnswerTimes:
    return AnswerTimes(answered=answered, waiting=waiting, ended=ended, due=0, in_time=0, overdue=0)


@pytest.mark.parametrize(
    ("answered", "waiting", "ended", "median", "ninth"),
    [
        ([], [], [], None, None),
        ([30], [], [], 30, 30),
        ([10, 20, 30, 40], [], [], 20, 40),
        # Those that have waited longer than the answers took push the median up, or away.
        ([10, 20, 30, 40], [500, 500], [], 30, None),
        ([10, 20], [500] * 3, [], None, None),
        # One that has only just been asked, or was soon withdrawn, says nothing of later days.
        ([10, 20, 30, 40], [5, 5], [2], 20, 40),
    ],
)
def test_a_share_of_the_questions_is_answered_within_so_many_days(
    answered: list[int], waiting: list[int], ended: list[int], median: int | None, ninth: int | None
) -> None:
    found = times(answered, waiting, ended)
    assert (found.days_until(0.5), found.days_until(0.9)) == (median, ninth)


@given(
    st.lists(st.integers(1, 900), min_size=1),
    st.lists(st.integers(1, 900)),
    st.lists(st.integers(1, 900)),
)
def test_who_waits_never_makes_answers_faster(
    answered: list[int], waiting: list[int], ended: list[int]
) -> None:
    alone = times(answered, [], []).days_until(0.5)
    both = times(answered, waiting, ended).days_until(0.5)
    assert alone is not None
    assert both is None or both >= alone or both in answered
    late = times(answered, [*waiting, dt.date.max.toordinal()], ended).days_until(0.5)
    assert late is None or (both is not None and late >= both)

"""Which numbers of the series of the Assemblée are missing? Compared with sets of numbers."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from search_app.reindex.coverage import coverage
from search_app.reindex.ledger import Entry, Ledger, QuestionFacts

_numbers = st.sets(st.integers(1, 400), min_size=1)


def _entry(number: int) -> Entry:
    asked = dt.date(2022, 1, 1) + dt.timedelta(days=number)
    facts = QuestionFacts(
        author="", legislature="16", asked=asked.toordinal() if number % 7 else 0, due=0, text=""
    )
    name = f"QANR5L16QE{number}"
    return Entry(path="a", record=name, line=1, digest="", document_id=name, question=facts)


@given(_numbers)
def test_what_is_held_and_what_is_missing_make_up_the_series(numbers: set[int]) -> None:
    (series,) = coverage(Ledger(code="", entries=[_entry(number) for number in numbers]))
    absent = {n for first, last in series.missing for n in range(first, last + 1)}
    assert absent == set(range(1, max(numbers))) - numbers
    assert (series.held, series.missing_count) == (len(numbers), len(absent))
    assert sum(month.held for month in series.months) == series.held
    assert sum(month.missing for month in series.months) == series.missing_count


def test_series_come_by_legislature_and_type() -> None:
    names = ("QANR5L15QG1", "QANR5L16QOSD2", "QANR5L16QE3", "presse-a")
    entries = [Entry(path="a", record=n, line=1, digest="", document_id=n) for n in names]
    found = coverage(Ledger(code="", entries=entries))
    assert [(s.legislature, s.type.value) for s in found] == [
        ("16", "QE"),
        ("16", "QOSD"),
        ("15", "QG"),
    ]

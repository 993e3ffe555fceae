"""Which numbers of the series of both chambers are missing? Compared with sets of numbers."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from search_app.model.document import Chamber
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


def _senat(name: str, legislature: str, day: dt.date | None) -> Entry:
    facts = QuestionFacts(
        author="",
        legislature=legislature,
        asked=day.toordinal() if day else 0,
        due=0,
        text="",
    )
    return Entry(path="s", record=name, line=1, digest="", document_id=name, question=facts)


def test_the_senat_has_series_of_its_own_by_legislature_and_type() -> None:
    may, june = dt.date(2022, 5, 12), dt.date(2022, 6, 23)
    entries = [
        _entry(2),
        _senat("SEQ220528011", "15", may),
        _senat("SEQ220600003", "16", june),
        _senat("SENAT16QE5", "16", None),
        _senat("SEQ22060002G", "16", june),
        _senat("SEQ22060001S", "16", june),
        _senat("SEQ220600009", "", june),  # of no known legislature
    ]
    found = coverage(Ledger(code="", entries=entries))
    assert [(s.chamber, s.legislature, s.type.value, s.held, s.missing) for s in found] == [
        (Chamber.ASSEMBLEE, "16", "QE", 1, ((1, 1),)),
        (Chamber.SENAT, "16", "QE", 2, ((1, 2), (4, 4))),
        (Chamber.SENAT, "16", "QG", 1, ((1, 1),)),
        (Chamber.SENAT, "16", "QOSD", 1, ()),
        (Chamber.SENAT, "15", "QE", 1, ((1, 28010),)),
    ]
    months = [(m.month, m.held, m.missing) for m in found[1].months]
    assert months == [(dt.date(2022, 6, 1), 1, 2), (None, 1, 1)]

"""What a search without results could do without, with the counts that it would then give."""

import datetime as dt
from typing import ClassVar

import pytest

from making import question
from oracle import OracleEngine
from search_app.model.expr import DateRange, MatchAll
from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.search import search
from search_app.search.loosen import ASKED_MAX, looser_queries
from search_app.syntax import parse

DOCUMENTS = [
    question(1, "le cloud souverain et les données de santé", date=dt.date(2024, 2, 1)),
    question(2, "le cloud américain", legislature="15"),
    question(3, "la souveraineté numérique de 20 pays"),
]
LEGISLATURE_14 = ((FacetField.LEGISLATURE, ("14",)),)


def asked(text: str, **conditions: object) -> Query:
    expr = parse(text, today=dt.date(2024, 1, 1)) if text else MatchAll()
    return Query(text=text, expr=expr, **conditions)


def found(query: Query) -> list[tuple[str, bool, int]]:
    engine = OracleEngine(DOCUMENTS)
    assert search(engine, query, timeout_s=5).total == 0
    return [
        (looser.query.text, looser.query.is_filtered, looser.total)
        for looser in looser_queries(engine, query, timeout_s=5)
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (asked("cloud", filters=LEGISLATURE_14), [("cloud", False, 2)]),
        (
            asked("cloud", dates=DateRange(dt.date(1990, 1, 1), None), filters=LEGISLATURE_14),
            [
                ("cloud", False, 2),
                ("cloud", True, 1),
            ],
        ),
        (asked("cloud", excluded=((FacetField.TYPE, ("QE",)),)), [("cloud", False, 2)]),
        (asked("cloud introuvable absent perdu"), [("cloud", False, 2)]),
        # Small words are no condition, and what is one thing in a text is dropped as a whole.
        (asked("le cloud de l’absent titre:introuvable"), [("cloud", False, 2)]),
        (asked("article L. 20-3 cloud titre:introuvable"), [("cloud", False, 2)]),
        (asked("20 m² de cloud titre:introuvable"), [("cloud", False, 2)]),
        (asked("cloud d une titre:absent"), [("cloud", False, 2)]),
        (asked("20 m2"), []),
        (asked('"introuvable"'), []),
        (asked('"cloud introuvable" titre:question'), [("titre:question", False, 3)]),
        (asked("introuvable"), []),
    ],
)
def test_each_condition_is_dropped_in_turn(query: Query, expected: list[object]) -> None:
    assert found(query) == expected


def test_what_is_proposed_gives_what_is_promised() -> None:
    engine = OracleEngine(DOCUMENTS)
    query = asked("numérique absent", filters=LEGISLATURE_14)
    for looser in looser_queries(engine, query, timeout_s=5):
        assert search(engine, looser.query, timeout_s=5).total == looser.total > 0
        assert looser.query.page == 1


def test_only_so_many_are_tried() -> None:
    class Counting(OracleEngine):
        asked: ClassVar[set[str]] = set()

        def search(self, query: Query, timeout_s: float):
            if query.page_size == 1:  # a count asks for a whole page
                Counting.asked.add(query.text)
            return super().search(query, timeout_s)

    query = asked(" ".join(f'"mot{n}"' for n in range(40)))
    assert looser_queries(Counting(DOCUMENTS), query, timeout_s=5) == ()
    assert 0 < len(Counting.asked) <= ASKED_MAX

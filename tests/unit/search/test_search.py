"""Understanding and relaxation, on the brute-force engine."""

from datetime import date

import pytest

from making import question
from oracle import OracleEngine
from search_app.model.document import Document
from search_app.model.expr import And, AtLeast, Expr, MatchAll, Not, Or, Phrase, Word
from search_app.model.facet import FacetField
from search_app.model.query import Query, Sort, normalised_filters
from search_app.search import search
from search_app.search.relax import relaxed
from search_app.search.understand import understand
from search_app.syntax import parse

DOCUMENTS = [
    question(1, "le cloud souverain et les données de santé"),
    question(2, "le cloud américain", legislature="15"),
    question(3, "la souveraineté numérique"),
    *(question(n, "l’élevage laitier") for n in range(10, 30)),
    question(40, "l’élevage bovin"),
]
DAIRY = {str(n) for n in range(10, 30)}


def run(text: str, **filters: list[str]) -> tuple[set[str], bool]:
    query = Query(
        text=text,
        expr=parse(text, today=date(2024, 1, 1)),
        filters=normalised_filters({FacetField[k.upper()]: v for k, v in filters.items()}),
    )
    results = search(OracleEngine(DOCUMENTS), query, timeout_s=5)
    return {number(hit.document) for hit in results.hits}, results.relaxed is not None


def number(document: Document) -> str:
    return document.number


@pytest.mark.parametrize(
    ("text", "found", "relaxed"),
    [
        ("cloud", {"1", "2"}, False),
        ("cloud souverain", {"1", "2"}, False),
        ("élevage laitier", DAIRY, False),
        ("cloud souverain introuvable", {"1", "2"}, True),
        ("cloud introuvable", {"1", "2"}, True),
        ("cloud souverain introuvable absent", {"1"}, True),
        ("cloud souverain santé", {"1", "2"}, False),
        ("cloud américain numérique", {"1", "2", "3"}, True),
        ("cloud introuvable absent perdu", set(), False),
        ('"cloud introuvable"', set(), False),
        ('"cloud souverain" introuvable', set(), False),
        ('"cloud souverain" données introuvable', {"1"}, True),
        ("cloud introuvable SAUF américain", {"1"}, True),
        ("le cloud de la", {"1", "2"}, False),
        ("le", {"1", "2"}, False),
        ("introuvable", set(), False),
        ("cloud ET introuvable", set(), False),
        ("titre:introuvable cloud", set(), False),
        ("titre:introuvable cloud souverain", set(), False),
        ("titre:intro* cloud américain numérique", set(), False),
    ],
)
def test_relaxation(text: str, found: set[str], relaxed: bool) -> None:  # noqa: FBT001
    assert run(text) == (found, relaxed)


@pytest.mark.parametrize(("text", "total"), [("élevage laitier", 20), ("élevage et laitier", 21)])
def test_small_words_tell_a_question_from_two_words(text: str, total: int) -> None:
    query = Query(text=text, expr=parse(text, today=date(2024, 1, 1)))
    assert search(OracleEngine(DOCUMENTS), query, timeout_s=5).total == total


def test_filters_do_not_relax() -> None:
    assert run("élevage laitier", legislature=["15"]) == (set(), False)
    assert run("cloud introuvable", legislature=["15"]) == ({"2"}, True)


@pytest.mark.parametrize(("options", "found"), [({}, 2), ({"relaxed": False}, 1)])
@pytest.mark.parametrize("sort", Sort)
def test_few_documents_with_all_words_are_enough_when_asked_or_sorted(
    options: dict[str, bool], found: int, sort: Sort
) -> None:
    query = Query(expr=And((Word("cloud"), Word("souverain")), in_order=True), sort=sort, **options)
    results = search(OracleEngine(DOCUMENTS), query, timeout_s=5)
    assert results.total == (found if sort is Sort.RELEVANCE else 1)
    assert bool(results.complete) == (results.total > 1)


def test_a_relaxation_asks_for_half() -> None:
    a, b, c, d = (Word(letter) for letter in "abcd")

    def typed(*parts: Expr) -> And:
        return And(parts, in_order=True)

    assert relaxed(typed(a, b, c, d)) == AtLeast(2, (a, b, c, d))
    assert relaxed(typed(a, b, c)) == AtLeast(1, (a, b, c))
    kept = Phrase("x y")
    assert relaxed(typed(a, kept, b)) == typed(kept, AtLeast(1, (a, b)))
    assert relaxed(typed(a, Not(b))) is None
    assert relaxed(a) is None
    either = Or((b, typed(c, d)))
    assert relaxed(typed(a, either)) == AtLeast(1, (a, either))
    assert relaxed(typed(a, Or((b, kept)))) is None
    assert relaxed(And((a, b, c))) is None  # joined by ET


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("titre:fait cloud souverain", "titre:fait cloud souverain"),
        ("titre:le cloud souverain", "titre:le cloud souverain"),
        ("cloud ET souverain ET fait", "cloud ET souverain ET fait"),
        ("fait cloud souverain", "cloud souverain"),
        ("le cloud le souverain", "cloud souverain"),
    ],
)
def test_a_condition_is_no_small_word(typed: str, kept: str) -> None:
    expr, wanted = (parse(text, today=date(2024, 1, 1)) for text in (typed, kept))
    assert understand(Query(expr=expr)).expr == wanted


def test_without_words_the_newest_come_first() -> None:
    assert understand(Query(expr=MatchAll())).sort is Sort.NEWEST
    assert understand(Query(expr=Word("cloud"))).sort is Sort.RELEVANCE
    assert understand(Query(expr=And((MatchAll(), Not(Word("x")))))).sort is Sort.NEWEST

"""Understanding and relaxation, on the brute-force engine."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from making import question
from oracle import OracleEngine
from search_app.model.expr import And, AtLeast, Expr, MatchAll, Not, Or, Phrase, Word
from search_app.model.facet import FacetField
from search_app.model.query import Query, Sort, normalised_filters
from search_app.model.results import Hit, PartialHits, Results, Unfinished
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


def asked(text: str, *, sort: Sort = Sort.RELEVANCE, **filters: list[str]) -> Results:
    query = Query(
        text=text,
        expr=parse(text, today=date(2024, 1, 1)),
        filters=normalised_filters({FacetField[k.upper()]: v for k, v in filters.items()}),
        sort=sort,
        page_size=50,
    )
    return search(OracleEngine(DOCUMENTS), query, timeout_s=5)


def numbers(hits: Iterable[Hit]) -> set[str]:
    return {hit.document.number for hit in hits}


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize(
    ("text", "complete", "partial"),
    [
        ("cloud", {"1", "2"}, set()),
        ("cloud souverain", {"1"}, {"2"}),
        ("cloud souverain santé", {"1"}, {"2"}),
        ("élevage laitier", DAIRY, set()),
        ("élevage bovin", {"40"}, DAIRY),
        ("élevage et bovin", {"40"}, DAIRY),
        ("le cloud de la", {"1", "2"}, set()),
        ("le", {"1", "2"}, set()),
        ("cloud souverain SAUF américain", {"1"}, set()),
        ("cloud ET souverain", {"1"}, set()),
        ("(cloud souverain) OU bovin", {"1", "40"}, set()),
        ('"cloud souverain"', {"1"}, set()),
        ("question:souverain cloud", {"1"}, set()),
        ("question:cloud données souverain", {"1"}, set()),
        ("question:élevage élevage bovin", {"40"}, DAIRY),
    ],
)
def test_documents_with_some_of_the_words_follow_those_with_all(
    text: str, complete: set[str], partial: set[str], sort: Sort
) -> None:
    results = asked(text, sort=sort)
    assert (numbers(results.hits), results.total) == (complete, len(complete))
    assert (numbers(results.partial.hits), results.partial.total) == (partial, len(partial))
    assert (results.relaxed, results.complete) == (False, len(complete))
    assert not any(hit.lacks for hit in results.hits)
    assert all(hit.lacks for hit in results.partial.hits)


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cloud souverain introuvable", {"1", "2"}),
        ("cloud introuvable", {"1", "2"}),
        ("cloud souverain introuvable absent", {"1"}),
        ("cloud américain numérique", {"1", "2", "3"}),
        ('"cloud souverain" données introuvable', {"1"}),
        ("cloud introuvable SAUF américain", {"1"}),
        ("cloud introuvable absent perdu", set()),
        ('"cloud introuvable"', set()),
        ('"cloud souverain" introuvable', set()),
        ("introuvable", set()),
        ("cloud ET introuvable", set()),
        ("titre:introuvable cloud", set()),
        ("titre:introuvable cloud souverain", set()),
        ("titre:intro* cloud américain numérique", set()),
    ],
)
def test_documents_with_some_of_the_words_are_the_result_when_none_has_all(
    text: str, found: set[str], sort: Sort
) -> None:
    results = asked(text, sort=sort)
    assert (numbers(results.hits), results.total) == (found, len(found))
    assert results.partial == PartialHits()
    assert (results.relaxed, results.complete) == (bool(found), 0)
    assert all(hit.lacks for hit in results.hits)


def test_a_hit_lacks_words_as_typed() -> None:
    (hit,) = asked("cloud introuvable souverain absent").hits
    assert hit.lacks == (Word("introuvable"), Word("absent"))


def test_whether_the_partial_ones_are_the_result_depends_on_no_filter() -> None:
    emptied = asked("cloud souverain", legislature=["15"])
    assert (emptied.hits, emptied.total, emptied.complete) == ((), 0, 1)
    assert numbers(emptied.partial.hits) == {"2"}
    relaxed_ = asked("cloud introuvable", legislature=["15"])
    assert (numbers(relaxed_.hits), relaxed_.total, relaxed_.complete) == ({"2"}, 1, 0)


def test_a_page_of_documents_with_all_the_words_is_enough() -> None:
    one_less = OracleEngine(DOCUMENTS[:-2] + DOCUMENTS[-1:])
    query = Query(expr=And((Word("élevage"), Word("laitier")), in_order=True))
    assert search(OracleEngine(DOCUMENTS), query, timeout_s=5).partial.total == 0
    assert search(one_less, query, timeout_s=5).partial.total == 1


def test_partial_hits_have_pages_of_their_own() -> None:
    query = Query(expr=And((Word("élevage"), Word("bovin")), in_order=True), page_size=15)
    first, second, past = (
        search(OracleEngine(DOCUMENTS), query, timeout_s=5, partial_page=page) for page in (1, 2, 3)
    )
    assert first.hits == second.hits == past.hits
    assert [len(results.partial.hits) for results in (first, second, past)] == [15, 5, 0]
    assert numbers(first.partial.hits) | numbers(second.partial.hits) == DAIRY
    assert {results.partial.total for results in (first, second, past)} == {20}


class _Slow(OracleEngine):
    """Has no time left for the searches whose numbers, from 0, are in `late`."""

    def __init__(self, *late: int) -> None:
        super().__init__(DOCUMENTS)
        self._late = late
        self._searches = -1

    def search(self, query: Query, timeout_s: float) -> Results:
        self._searches += 1
        found = super().search(query, timeout_s)
        if self._searches not in self._late:
            return found
        return replace(found, hits=(), total=0, matched=0, unfinished=(Unfinished.MATCHING,))


def test_a_search_without_time_is_no_search_without_documents() -> None:
    query = Query(expr=And((Word("cloud"), Word("souverain")), in_order=True))
    unfinished = search(_Slow(0), query, timeout_s=5)
    assert (unfinished.relaxed, unfinished.hits) == (False, ())
    assert unfinished.unfinished == (Unfinished.MATCHING,)
    without_partial = search(_Slow(1), query, timeout_s=5)
    assert (without_partial.total, without_partial.partial) == (1, PartialHits())
    assert without_partial.unfinished == (Unfinished.PARTIAL,)


def test_without_time_no_word_is_said_to_be_absent() -> None:
    query = Query(text="souverin", expr=Word("souverin"))
    assert [c.used for c in search(_Slow(), query, timeout_s=5).corrections] == ["souverain"]
    unfinished = search(_Slow(*range(100)), query, timeout_s=5)
    assert unfinished.unfinished == (Unfinished.MATCHING,)
    assert unfinished.corrections == ()
    out_of_time = search(_Slow(), query, timeout_s=0)
    assert out_of_time.unfinished == ()
    assert out_of_time.corrections == ()


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
        ("Le Gouvernement compte-t-il taxer le cloud", "taxer cloud"),
        ("ministre peut-elle taxer cloud", "taxer cloud"),
        ("La Première ministre va-t-elle taxer le cloud", "taxer cloud"),
        ("le premier cloud du ministre va-t-il taxer", "premier cloud taxer"),
        ("le Premier ministre taxe cloud", "Premier ministre taxe cloud"),
        ("la taxe augmente depuis que le cloud va mal", "taxe augmente cloud mal"),
        ("Le cloud n’a-t-il pas été taxé souverain", "cloud pas taxé souverain"),
        ("le cloud a été taxé cet été", "cloud taxé été"),
        ("le cloud européen cet été", "cloud européen été"),
        ("le Gouvernement taxe cloud", "Gouvernement taxe cloud"),
        ("interdira-t-il cloud souverain", "interdira-t-il cloud souverain"),
        ("rendez-vous cloud souverain", "rendez-vous cloud souverain"),
        ("compte-t-il cloud", "compte-t-il cloud"),
    ],
)
def test_a_condition_is_no_small_word(typed: str, kept: str) -> None:
    expr, wanted = (parse(text, today=date(2024, 1, 1)) for text in (typed, kept))
    assert understand(Query(expr=expr)).expr == wanted


def test_without_words_the_newest_come_first() -> None:
    assert understand(Query(expr=MatchAll())).sort is Sort.NEWEST
    assert understand(Query(expr=Word("cloud"))).sort is Sort.RELEVANCE
    assert understand(Query(expr=And((MatchAll(), Not(Word("x")))))).sort is Sort.NEWEST

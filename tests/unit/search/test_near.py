"""Words that no document has, and what is offered instead, on the brute-force engine."""

from datetime import date

import pytest

from making import question
from oracle import OracleEngine
from search_app.model.document import Document
from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.search import search
from search_app.search.absent import absent_parts
from search_app.search.near import near_queries
from search_app.syntax import parse

DOCUMENTS = [
    *(question(n, "l’honneur de la pharmacie, la carte vidal") for n in range(1, 121)),
    question(200, "la plage de Honfleur", author="Mme Anne Ledoux"),
    question(201, "les soldats de Kidal"),
    question(202, "La plateforme des données de santé", legislature="15"),
    *(question(n, "des malades et la souffrance") for n in range(300, 320)),
    *(question(n, "les routes en souffrent") for n in range(320, 340)),
    *(question(n, "il ne faut pas, pas du tout") for n in range(400, 600)),
    question(601, "l’eau sans PFAS"),
    question(602, "la somme de 15 773 euros, l’article L. 131-2 de la loi n° 2016-81"),
]


def asked(text: str, **options: bool) -> Query:
    return Query(text=text, expr=parse(text, today=date(2024, 1, 1)), **options)


def run(
    query: Query, documents: list[Document] = DOCUMENTS
) -> tuple[Results, list[str], list[tuple[str, int]]]:
    engine = OracleEngine(documents)
    results = search(engine, query, timeout_s=5)
    absent = absent_parts(engine, query, results, timeout_s=5)
    near = near_queries(engine, query, results, absent, timeout_s=5)
    return results, [p.text for p in absent], [(other.query.text, other.total) for other in near]


@pytest.mark.parametrize(
    ("typed", "total", "absent", "near"),
    [
        ("Honfleur", 1, [], [("honneur", 120)]),
        ("kidal", 1, [], [("vidal", 120)]),
        ("carte Kidal", 121, [], [("carte vidal", 120)]),
        ("PFAS", 1, [], []),  # an acronym that a document has is no slip
        ("honneur", 120, [], []),
        ("Ledoux", 1, [], []),
        ("Ledous", 0, ["Ledous"], [("Ledoux", 1)]),
        ("Pharmassie", 0, ["Pharmassie"], [("pharmacie", 120)]),
        ("PHARMASSIE", 0, ["PHARMASSIE"], [("pharmacie", 120)]),
        ("ET3X", 0, ["ET3X"], []),
        ("soufrance", 0, ["soufrance"], [("souffrent", 20), ("souffrance", 20)]),
        ("zygomorphe", 0, ["zygomorphe"], []),
        ("pharmacie Zygomorphe", 120, ["Zygomorphe"], []),
        ("pharmacie ET Zygomorphe", 0, ["Zygomorphe"], []),
        ("pharmacie OU Zygomorphe", 120, ["Zygomorphe"], []),
        ("pharmacie SAUF Zygomorphe", 120, [], []),
        ('"la carte pharmacie"', 0, ["la carte pharmacie"], []),
        ("auteur:Zygomorphe", 0, ["Zygomorphe"], []),
        ("zygo*", 0, ["zygo"], []),
        ("HDH", 1, ["HDH"], []),  # found under its other name alone
        # Several words typed that are one in a text.
        ("somme de 15 773 euros", 1, [], []),
        ("article L. 131-2", 1, [], []),
        ("loi n° 2016-81", 1, [], []),
        ("L. 131-3", 0, ["L. 131-3"], []),
        # No document has the verb, which nobody asks for.
        ("Le Gouvernement envisage-t-il la carte en pharmacie", 120, [], []),
        ("plate forme", 1, [], []),  # each word is absent, and the compound is not
        ("131 euros", 0, ["131 euros"], []),  # both words stand in texts, but apart
        ("16 ème législature", 0, ["16ème législature"], []),
        ("route-pharmacie", 140, [], []),  # searched as its words
        # The number of a question, where no text has it.
        ("15-202", 1, [], []),
        ("16-202", 0, ["16-202"], []),
    ],
)
def test_absent_words_are_named_and_others_offered(
    typed: str, total: int, absent: list[str], near: list[tuple[str, int]]
) -> None:
    results, found_absent, found_near = run(asked(typed))
    assert results.corrections == ()
    assert (results.total, found_absent, found_near) == (total, absent, near)


def test_a_correction_is_clear_in_its_context() -> None:
    results, absent, near = run(asked("malades soufrance"))
    assert [c.used for c in results.corrections] == ["souffrance"]
    assert (absent, near) == ([], [])


def test_a_compound_with_a_capital_is_not_corrected_word_by_word() -> None:
    results, absent, _ = run(asked("carte-Vidas"))
    assert results.corrections == ()
    assert absent == ["carte-Vidas"]


def test_a_word_that_finds_no_more_is_not_offered() -> None:
    documents = [*DOCUMENTS, question(203, "Tamba, la carte vidal et Kidal")]
    assert run(asked("Tamba Kidal"), documents)[2] == []
    documents.append(question(204, "Tamba, la carte vidal"))
    assert run(asked("Tamba Kidal"), documents)[2] == [("Tamba vidal", 2)]


def test_filters_stay_and_decide_the_number() -> None:
    query = Query(
        text="Sanhté",
        expr=parse("Sanhté", today=date(2024, 1, 1)),
        filters=((FacetField.LEGISLATURE, ("15",)),),
    )
    documents = [*DOCUMENTS, question(700, "la santé")]
    _, absent, near = run(query, documents)
    assert (absent, near) == (["Sanhté"], [("santé", 1)])


@pytest.mark.parametrize("typed", ["pharmassie", "la pharmassie de Honfleur"])
def test_the_totals_are_those_of_the_corrected_word_alone(typed: str) -> None:
    corrected = search(OracleEngine(DOCUMENTS), asked(typed), timeout_s=5)
    meant = asked(typed.replace("ss", "c"))
    right = search(OracleEngine(DOCUMENTS), meant, timeout_s=5)
    assert len(corrected.corrections) == 1
    assert (corrected.total, corrected.facets) == (right.total, right.facets)
    assert corrected.meant == right.meant

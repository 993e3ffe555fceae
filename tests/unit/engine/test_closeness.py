"""How near each hit is to what was typed, on the real engine, and what its card says of it."""

from collections.abc import Iterator
from datetime import date

import pytest

from making import opened, question
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.generation import OpenGeneration
from search_app.model.query import Query
from search_app.model.results import Mark, Results
from search_app.search import search
from search_app.syntax import parse
from search_app.web.why import why_found

DOCUMENTS = [
    question(1, "les hôpitaux de campagne"),
    question(2, "l’hôpital de campagne"),
    question(3, "le ministre national"),
    question(4, "la garde nationale"),
    question(5, "le HDH et le Health Data Hub"),
    question(6, "le Health Data Hub seul"),
    question(7, "la plateforme des données de santé"),
    *(question(n, "une pharmacie rurale") for n in range(10, 16)),
    question(30, "deux mots", author="Mme Anne Ledoux"),
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenGeneration]:
    folder = tmp_path_factory.mktemp("closeness")
    with EmbeddedBuilder(folder, full=False) as builder:
        for document in DOCUMENTS:
            builder.add(document)
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    return opened(folder)


def run(searcher: OpenGeneration, typed: str) -> Results:
    query = Query(text=typed, expr=parse(typed, today=date(2024, 1, 1)))
    return search(searcher, query, timeout_s=5)


@pytest.mark.parametrize(
    ("typed", "number", "found"),
    [
        ("hôpital", 2, ["hôpital typed hôpital"]),
        ("hôpital", 1, ["hôpital number hôpitaux"]),
        ("hôpitaux", 2, ["hôpitaux number hôpital"]),
        ("national", 3, ["national typed national"]),
        ("national", 4, ["national inflection "]),
        ("HDH", 5, ["HDH typed HDH"]),
        ("HDH", 6, ["HDH name health data hub"]),
        ("HDH", 7, ["HDH name plateforme des donnees de sante"]),
        ("Health Data Hub", 6, ["Health Data Hub typed Health Data Hub"]),
        ("pharmassie rurale", 10, ["pharmassie spelling pharmacie", "rurale typed rurale"]),
        ("Ledoux mots", 30, ["Ledoux typed Ledoux", "mots typed mots"]),
        ("hôpital OU national", 4, ["national inflection "]),
        ('"deux mots"', 30, []),
        ("mots SAUF hôpital", 30, ["mots typed mots"]),
        ("auteur:ledoux", 30, ["ledoux typed ledoux"]),
    ],
)
def test_each_word_is_told_in_its_nearest_way(
    searcher: OpenGeneration, typed: str, number: int, found: list[str]
) -> None:
    hits = {hit.document.number: hit for hit in run(searcher, typed).hits}
    assert [" ".join(part) for part in hits[str(number)].found] == found


@pytest.mark.parametrize(
    ("typed", "number", "summary", "line"),
    [
        (
            "hôpital",
            2,
            "",
            "«\u00a0hôpital\u00a0»\u00a0: le mot tel quel",
        ),
        (
            "l’hôpital",
            1,
            "",
            "«\u00a0hôpital\u00a0»\u00a0: au singulier ou au pluriel, «\u00a0hôpitaux\u00a0»",
        ),
        (
            "national",
            4,
            "",
            "«\u00a0national\u00a0»\u00a0: sous une autre forme du même mot",
        ),
        (
            "HDH",
            6,
            "Trouvé sous un autre nom\u00a0: Health Data Hub",
            "«\u00a0HDH\u00a0»\u00a0: sous un autre nom, «\u00a0Health Data Hub\u00a0»",
        ),
        (
            "pharmassie",
            10,
            "Trouvé par l’orthographe «\u00a0pharmacie\u00a0»",
            (
                "«\u00a0pharmassie\u00a0»\u00a0: aucun document ne l’a,"
                " celui-ci a «\u00a0pharmacie\u00a0»"
            ),
        ),
    ],
)
def test_a_card_says_which_rule_put_it_there(
    searcher: OpenGeneration, typed: str, number: int, summary: str, line: str
) -> None:
    results = run(searcher, typed)
    (hit,) = (hit for hit in results.hits if hit.document.number == str(number))
    why = why_found(hit, results, explained=True)
    assert (why.summary, why.lines[0]) == (summary, line)
    assert why.lines[1].startswith("Score ")
    assert "part des mots présents" in why.lines[1]
    assert why_found(hit, results, explained=False).lines == ()


@pytest.mark.parametrize(
    ("typed", "number", "lines"),
    [
        ("hôpital campagne", 2, ["Tous les mots tels quels"]),
        (
            "hôpitaux campagne mots",
            2,
            [
                "«\u00a0hôpitaux\u00a0»\u00a0: au singulier ou au pluriel, «\u00a0hôpital\u00a0»",
                "«\u00a0campagne\u00a0»\u00a0: le mot tel quel",
            ],
        ),
        ("hôpital campagne zygomorphe", 2, ["Les autres mots tels quels"]),
    ],
)
def test_words_as_typed_are_told_in_one_line(
    searcher: OpenGeneration, typed: str, number: int, lines: list[str]
) -> None:
    results = run(searcher, typed)
    (hit,) = (hit for hit in results.hits if hit.document.number == str(number))
    assert list(why_found(hit, results, explained=True).lines[:-1]) == lines


def test_names_and_corrections_are_marked_apart(searcher: OpenGeneration) -> None:
    def marks(typed: str, number: int) -> list[tuple[str, Mark]]:
        (hit,) = (h for h in run(searcher, typed).hits if h.document.number == str(number))
        return [piece for snippet in hit.snippets for piece in snippet if piece[1]]

    assert marks("HDH", 5) == [("HDH", Mark.WORD), ("Health Data Hub", Mark.NAME)]
    assert marks("pharmassie rurale", 10) == [("pharmacie", Mark.SPELLING), ("rurale", Mark.WORD)]
    assert marks("hôpitaux campagne", 2) == [("hôpital", Mark.WORD), ("campagne", Mark.WORD)]

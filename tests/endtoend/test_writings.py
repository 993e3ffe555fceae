"""One thing has several writings: each finds all of them, through the whole search, on an index."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from contract.test_engine import embedded
from making import forms_of, question
from reading import read_corpus
from search_app.engine.embedded.highlighting.marks import Marking
from search_app.engine.embedded.highlighting.text_words import AnalysedWords
from search_app.engine.port import Searcher
from search_app.french import stems, written_words
from search_app.ingest import Limits
from search_app.model.document import Document
from search_app.model.expr import Scope, Word
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.search import search
from search_app.syntax import parse

LINES = [
    line.rpartition(" → ")[0].split(" = ")
    for line in (Path(__file__).parents[1] / "golden/writings.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
# The analysis cannot know these: the words of the corpus tell.
COMPOUNDS = [
    ["éco-score", "écoscore", "éco score"],
    ["plate-forme", "plateforme", "plate forme"],
    ["plates-formes", "plateformes", "plates formes"],
    ["télé-travail", "télétravail", "télé travail"],
    ["week-end", "weekend", "week end"],
    ["micro-entreprise", "microentreprise", "micro entreprise"],
    ["anti-inflation", "antiinflation"],
    ["McAllan", "Mc Allan", "Mc-Allan"],
    ["MacEwan", "Mac Ewan", "Mac-Ewan"],
]
NEAR = [
    "La main tenant le registre, maintenant fermé.",
    "L’aide de 130 euros, en 2011 et en 525 points.",
    "La loi du 17 mars et l’article 78, puis l’article 3121 et 1 alinéa.",
    "Le score est écologique ; un travail à la télé ; la forme est plate ; la fin de la semaine.",
    "Une entreprise micro-locale, le code de la route, le 49 et 3 régions.",
]


@contextmanager
def index_of(texts: list[str]) -> Iterator[Searcher]:
    documents = [question(9000 + number, text) for number, text in enumerate(texts)]
    with embedded(documents) as searcher:
        yield searcher


def ask(searcher: Searcher, typed: str) -> Results:
    expr = parse(typed, today=date(2024, 1, 1))
    return search(searcher, Query(text=typed, expr=expr, page_size=50), timeout_s=30)


def complete(results: Results) -> list[Document]:
    """Return the documents found that have all the words."""
    count = results.total if results.complete is None else results.complete
    return [hit.document for hit in results.hits[:count]]


def texts_of(results: Results) -> set[str]:
    return {document.text for document in complete(results)}


@pytest.fixture(scope="module")
def writings() -> Iterator[Searcher]:
    lines = [f"Il s’agit de {written}." for line in [*LINES, *COMPOUNDS] for written in line]
    with index_of([*lines, *NEAR]) as searcher:
        yield searcher


def has(text: str, wanted: list[str | None]) -> bool:
    found = stems(written_words(text))
    return any(found[i : i + len(wanted)] == wanted for i in range(len(found)))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_each_writing_finds_all_of_them(writings: Searcher, line: list[str]) -> None:
    lines = [f"Il s’agit de {written}." for other in [*LINES, *COMPOUNDS] for written in other]
    texts = [*lines, *NEAR]
    wanted = {
        text for text in texts if has(text, stems(written_words(line[0].removeprefix("le "))))
    }
    assert len(wanted) >= len(set(line))
    for typed in line:
        # « n° 4512 » is the address of a question.
        if not typed.startswith("n°"):
            results = ask(writings, typed)
            assert (typed, texts_of(results)) == (typed, wanted)
            assert results.corrections == ()


@pytest.mark.parametrize("line", COMPOUNDS, ids=lambda line: line[0])
def test_a_compound_is_found_with_or_without_its_hyphen(
    writings: Searcher, line: list[str]
) -> None:
    for typed in line:
        found = texts_of(ask(writings, typed))
        assert {f"Il s’agit de {written}." for written in line} <= found
        assert found.isdisjoint(NEAR)


@pytest.mark.parametrize(
    ("typed", "not_found"),
    [
        ("école", "Un label éco le dit."),
        ("maintenant", "La main tenant la corde."),
        ("main tenant", "Il est maintenant midi."),
        ("12-15", "Le 15 et le 12."),
        ("L. 52-11", "L’article L. 521-1."),
        ("L. 521-1", "L’article L. 521-1-2."),
        ("49.3", "Les 49 communes des 3 régions."),
        ("Saint-Denis", "Le saint patron de Denis."),
        ("80 km/h", "Le 80 est limité à 50 km/h."),
        ("COP 27", "La COP du 27 mai."),
        ("5G", "Les 5 bis et G."),
    ],
)
def test_what_only_looks_alike_is_not_found(typed: str, not_found: str) -> None:
    with index_of([not_found, f"On lit {typed} ici."]) as searcher:
        assert texts_of(ask(searcher, typed)) == {f"On lit {typed} ici."}


def test_the_number_of_an_article_alone_finds_the_article() -> None:
    texts = ["L’article L. 521-1 du code.", "L’article R521-1.", "Les 521 et 1 communes."]
    with index_of(texts) as searcher:
        assert texts_of(ask(searcher, "521-1")) == set(texts[:2])


def test_half_of_the_documents_tell_whether_a_word_and_a_number_are_one_name() -> None:
    texts = ["Ariane-5 décolle.", "Le tir d’Ariane 5.", "Ariane a fait 5 tirs."]
    texts += ["Des jeunes de 18 à 25 ans.", "Avant 18 ans, les jeunes attendent.", "Jeunes 18-25"]
    with index_of(texts) as searcher:
        assert texts_of(ask(searcher, "ariane 5")) == set(texts[:2])
        assert texts_of(ask(searcher, "jeunes 18")) == set(texts[3:])


def test_two_words_are_no_compound_because_one_document_lacks_a_space() -> None:
    texts = [
        *["La cantine scolaire."] * 21,
        "La cantinescolaire.",
        "Un livret scolaire de cantine.",
    ]
    with index_of(texts) as searcher:
        assert "Un livret scolaire de cantine." in texts_of(ask(searcher, "cantine scolaire"))


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("L521-1", "l’article L. 521-1 du code", ["L. 521-1"]),
        ("R. 423-6", "l’article R*. 423-6 et R.423-7", ["R*. 423-6"]),
        ("49.3", "l’article 49, alinéa 3, de la Constitution", ["49, alinéa 3"]),
        ("2019-774", "la loi n° 2019-774.", ["2019-774"]),
        ("2019", "de 2018-2019", ["2019"]),
        ("80km/h", "à 80\u00a0km/h au plus", ["80\u00a0km/h"]),
        ("10000", "les 10\u202f000 habitants, 10.000 voix", ["10\u202f000", "10.000"]),
        ("100 euros", "soit 100\u00a0€ par mois", ["100\u00a0€"]),
        ("3.5", "de 3,5\u00a0%", ["3,5"]),
        ("CO2", "le CO₂, le CO2", ["CO₂", "CO2"]),
        ("COP 27", "la COP27 et la COP-27", ["COP27", "COP-27"]),
        ("5G", "la 5 G arrive", ["5 G"]),
        ("étudiant", "les étudiant(e)s et étudiant.e.s", ["étudiant(e)s", "étudiant.e.s"]),
        ("16e", "au XVIe siècle", ["XVIe"]),
        ("cinquième", "la Ve République", ["Ve"]),
        ("Saint-Denis", "à St Denis, à St-Denis", ["St Denis", "St-Denis"]),
    ],
)
def test_writings_are_marked_as_they_stand(typed: str, text: str, marked: list[str]) -> None:
    found = Marking(Word(typed), forms_of(text)).matches_in(AnalysedWords(text), Scope.TEXT)
    assert [text[match.start : match.end] for match in found] == marked


CASES = [
    ("L. 4321-7", {"q001", "q002", "q003"}),
    ("L4321-7", {"q001", "q002", "q003"}),
    ("article L.4321-7", {"q001", "q002", "q003"}),
    ("R. 4321-8", {"q003"}),
    ("R*. 4321-8", {"q003"}),
    ("80 km/h", {"q004", "q005"}),
    ("80km/h", {"q004", "q005"}),
    ("10 h 30", {"q005"}),
    ("10h30", {"q005"}),
    ("10 000 euros", {"q012", "q013", "q014"}),
    ("10.000 €", {"q012", "q013", "q014"}),
    ("10000€", {"q012", "q013", "q014"}),
    ("étudiant", {"q027"}),
    ("étudiant(e)s", {"q027"}),
    ("citoyen", {"q027"}),
    ("citoyen·ne·s", {"q027"}),
    ("infirmier(e)s", {"q027"}),
    ("infirmière", {"q027"}),
    ("élu", {"q027"}),
    ("CO2", {"q032", "q033"}),
    ("CO₂", {"q032", "q033"}),
    ("20 m²", {"q032", "q033"}),
    ("20m2", {"q032", "q033"}),
    ("H2O", {"q032"}),
    ("49.3", {"q038"}),
    ("49-3", {"q038"}),
    ("49, alinéa 3", {"q038"}),
    ("loi n° 2019-774", {"q040"}),
    ("loi 2019-774", {"q040"}),
    ("n°2019-774", {"q040"}),
    ("décret n° 2020-12", {"q040"}),
]


@pytest.fixture(scope="module")
def cases(shared_data: Path) -> Iterator[Searcher]:
    folder = shared_data / "cases/questions"
    if not folder.is_dir():
        pytest.skip(f"no cases at {folder}")
    read = read_corpus(folder, limits=Limits())
    with embedded([found for found in read if isinstance(found, Document)]) as searcher:
        yield searcher


@pytest.mark.parametrize(("typed", "wanted"), CASES)
def test_the_cases_are_found_in_each_writing(cases: Searcher, typed: str, wanted: set[str]) -> None:
    found = complete(ask(cases, typed))
    assert {Path(document.source.path).stem for document in found} == wanted


@pytest.mark.parametrize("typed", ["COP27", "COP 27", "COP-27", "cop 27"])
def test_a_summit_is_found_in_each_writing(cases: Searcher, typed: str) -> None:
    assert [document.title for document in complete(ask(cases, typed))] == ["Hydrogène"]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_a_quotation_finds_all_writings(writings: Searcher, line: list[str]) -> None:
    found = [texts_of(ask(writings, f'"{typed}"')) for typed in line]
    assert all(texts == found[0] for texts in found)
    assert len(found[0]) >= len(set(line))


def test_a_prefix_typed_apart_stands_before_its_word() -> None:
    texts = ["La micro-entreprise ferme.", "Au micro, le patron de l’entreprise."]
    with index_of(texts) as searcher:
        assert texts_of(ask(searcher, "micro entreprise")) == {texts[0]}


def test_of_a_rare_compound_the_writing_typed_comes_first() -> None:
    texts = [
        "Le week-end, le week-end, le week-end.",
        "Un week-end.",
        "Il ferme le weekend à midi.",
    ]
    with index_of(texts) as searcher:
        assert complete(ask(searcher, "weekend"))[0].text == texts[2]


def test_a_name_with_an_article_is_found_in_one_word() -> None:
    texts = ["Le maire M. Leclerc.", "M. Dupont est venu.", "Le bois du pont."]
    with index_of(texts) as searcher:
        assert texts_of(ask(searcher, "Le Clerc")) == {texts[0]}
        assert texts_of(ask(searcher, "le clerc")) == set()
        assert texts_of(ask(searcher, "Du Pont")) == {texts[2]}

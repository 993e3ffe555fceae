"""Small questions in which one thing each is easily misread: is the right one found, first?

A case is what is typed and the files that are found: those before a « > » come above those after it,
and files of one row may come in any order. Nothing but these files is found.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from endtoend.conftest import Program
from search_app.settings import Settings
from search_app.web.app import create_app

CROWD = [f"q{number:03}" for number in range(4, 24)]
ALL_OF_CROWD = " ".join(CROWD)

# Each group of cases under the fault that its files stand for.
CASES: dict[str, dict[str, list[tuple[str, str]]]] = {
    "a": {
        "an article of a code, with and without its points and spaces": [
            ("article L. 4321-7", "q001 q002 q003"),
            ("L4321-7", "q001 q002 q003"),
            ("L.4321-7", "q001 q002 q003"),
            ("4321-7", "q001 q002 q003"),
            ("R. 4321-8", "q003"),
            ("L. 4321-8", ""),
            ("L. 4321", ""),
        ],
        "a number and its unit": [
            ("80 km/h", "q004 q005"),
            ("80km/h", "q004 q005"),
            ("route 80km/h", "q004"),
            ("pont 80 km/h", "q005"),
            ("10 h 30", "q005"),
        ],
        "an accent that makes another word, and a small word that is its homonym": [
            ("maïs", "q006"),
            ("Maïs", "q006"),
            ("mais", "q006 q007"),
            ("mais longue", "q007"),
            ("maïs vallée", "q006"),
        ],
        "a rare word beside a frequent one that differs by a letter": [
            ("salades", "q008"),
            ("salade", "q008"),
            ("malades", "q009"),
            ("malade", "q009"),
        ],
        "a word of science beside a common one that looks like it": [
            ("phéromones", "q010"),
            ("pheromone", "q010"),
            ("phénomènes", "q011"),
            ("phenomene", "q011"),
        ],
        "the groups of digits of an amount": [
            ("10 000 euros", "q012 q013 q014"),
            ("10.000 €", "q012 q013 q014"),
            ("10000€", "q012 q013 q014"),
        ],
        "a season that is also a form of « être »": [
            ("été", "q012 q013 q014 q015 q016"),
            ("ete", "q012 q013 q014 q015 q016"),
            ("canicule", "q015"),
            ("canicule été", "q015"),
            ("l'été baignade", "q016"),
        ],
        "a thing, and a small word that sounds like it": [
            ("verre", "q017"),
            ("verres", "q017"),
            ("vers", "q018"),
            ("foie", "q021"),
            ("foies", "q021"),
            ("fois", "q022"),
        ],
        "a noun, a verb, and a negation whose letters begin it": [
            ("passe", "q019 > q041"),
            ("passe culturel", "q019"),
            ("passera", "q041 > q019"),
            ("pas", "q007 q020"),
        ],
        "relatives in the family, not in the language": [
            ("fils", "q023"),
            ("fille", "q024"),
            ("filles", "q024"),
        ],
        "a feminine that a cut makes another word": [
            ("actrice", "q025"),
            ("actrices", "q025"),
            ("acte", "q026"),
            ("actes", "q026"),
        ],
        "inclusive writing": [
            ("étudiant", "q027"),
            ("étudiantes", "q027"),
            ("étudiant(e)s", "q027"),
            ("agricultrice", "q027"),
            ("citoyen·ne·s", "q027"),
            ("infirmière", "q027"),
            ("élue", "q027"),
        ],
        "the beginning of a compound, whose halves stand in another text": [
            ("sous-trait*", "q028"),
            ("sous-traitant", "q028"),
            ("sous traitance", "q028"),
            ("sous-marin", "q029"),
            ("traite", "q029"),
            ("traitement", "q029"),
        ],
        "a circumflex that makes another word": [
            ("jeûne", "q030"),
            ("jeûnes", "q030"),
            ("jeune", "q030 q031"),
            ("jeunes", "q031 > q030"),
        ],
        "figures below and above the line": [
            ("CO2", "q032 q033"),
            ("CO₂", "q032 q033"),
            ("20 m²", "q032 q033"),
            ("20m2", "q032 q033"),
            ("H2O", "q032"),
        ],
        "a word, and another that is derived from its letters": [
            ("amende", "q034"),
            ("amendes", "q034"),
            ("amendement", "q035"),
            ("amendements", "q035"),
            ("concert", "q036"),
            ("concerts", "q036"),
            ("concertation", "q037"),
        ],
        "the article of the Constitution that has a name of its own": [
            ("49.3", "q038"),
            ("49-3", "q038"),
            ("49, alinéa 3", "q038"),
            ("article 49 alinéa 3", "q038"),
        ],
        "a verb with two stems": [
            ("payer", "q039"),
            ("payent", "q039"),
            ("paient", "q039"),
            ("paiera", "q039"),
        ],
        "a law and its date, whose words another text has scattered": [
            ("loi n° 2019-774", "q040"),
            ("loi 2019-774", "q040"),
            ("décret n° 2020-12", "q040"),
            ("24 juillet 2019", "q040 > q041"),
            ('"24 juillet 2019"', "q040"),
            ("vote loi juillet 2019", "q041"),
        ],
        "a question is called by its number or named by its title": [
            ("QE 90006", "q006"),
            ("16-90031", "q031"),
            ("n° 90020", "q020"),
            ("carte des agents bis", "q002"),
            ("carte des agents", "q001 q002 q003"),
        ],
    },
    "b": {
        "a rare word or name, and a crowd of texts with a word that is like it": [
            ("salades", "q001"),
            ("salade", "q001"),
            ("Honfleur", "q002"),
            ("honfleur", "q002"),
            ("PFAS", "q003"),
            ("pfas", "q003"),
            ("malades", ALL_OF_CROWD),
            ("honneur", ALL_OF_CROWD),
            ("pas", ALL_OF_CROWD),
        ],
        "texts that are the same but for the number in their titles": [
            *((f"soins {int(file[1:])}", file) for file in CROWD),
            *((f"n° {int(file[1:])}", file) for file in CROWD),
        ],
        "a name with a number": [
            ("COP27", "q030"),
            ("COP 27", "q030"),
            ("COP-27", "q030"),
            ("hydrogene", "q030"),
        ],
        "a quotation whose last word is only begun": [
            ('"données de sant*"', "q031"),
            ("donnees de sante", "q031"),
        ],
        "what is asked of a field is no wish": [
            ("auteur:Modèle ET santé", "q031"),
            ("auteur:Modèle ET vergers", "q032"),
            ("auteur : modèle vergers", "q032"),
            ("auteur:exemple vergers", "q033"),
            ("auteur:exemple ET santé", ""),
            ("legislature:15 gares", "q033"),
            ("legislature:16 ET vergers", ""),
        ],
        "two words, of which some texts have one": [
            ("vergers gares", "q033"),
            ("gares ET vergers", "q033"),
            ("gares OU vergers", "q033 > q032 q034"),
            ("verger", "q032 q033"),
            ("vergers -gares", "q032"),
            ("gares SAUF vergers", "q034"),
        ],
        "a question as it is cited, and one that has all the words of the citation": [
            ("question écrite n° 331", "q331"),
            ("question écrite n° 331 (16e)", "q331"),
            ("QE 331", "q331"),
            ("16-331", "q331"),
            ("QANR5L16QE331", "q331"),
            ("331", "q331 > q332"),
            ("15-33", "q033"),
            ("16-33", ""),
            ("n° 332", "q332"),
            ("question écrite", "q332"),
            ('"331 ponts"', "q332"),
        ],
    },
}

Ask = Callable[..., dict[str, Any]]


def files(hits: list[dict[str, Any]]) -> list[str]:
    """The names of the files of some hits: the last three figures of the numbers of questions."""
    numbers = [re.sub("^.*QE", "", hit["id"]) for hit in hits]
    return [f"q{number[-3:]:0>3}" for number in numbers]


@pytest.fixture(scope="module")
def cases(shared_data: Path) -> Path:
    folder = shared_data / "cases/questions"
    if not folder.is_dir():
        pytest.skip(f"no cases at {folder}")
    return folder


@pytest.fixture(scope="module")
def ask(cases: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """What the site answers on one of the folders to a text and parameters."""
    sites = {}
    for folder in CASES:
        program = Program(cases / folder, tmp_path_factory.mktemp(folder) / "index")
        done = program.run("reindex")
        assert done.returncode == 0, done.stderr
        settings = Settings(corpus=program.corpus, index=program.index)
        sites[folder] = create_app(settings).test_client()

    def asked(folder: str, typed: str, **parameters: str) -> dict[str, Any]:
        given = {"q": typed, "size": "50", **parameters}
        return dict(sites[folder].get("/search.json", query_string=given).json)

    return asked


@pytest.mark.parametrize(
    ("folder", "typed", "wanted"),
    [
        pytest.param(folder, typed, wanted, id=f"{fault}: {typed}")
        for folder, faults in CASES.items()
        for fault, its_cases in faults.items()
        for typed, wanted in its_cases
    ],
)
def test_the_right_files_are_found(ask: Ask, folder: str, typed: str, wanted: str) -> None:
    rows = [set(row.split()) for row in wanted.split(">")]
    count = sum(map(len, rows))
    body = ask(folder, typed)
    found = files(body["hits"])
    for row in rows:
        assert set(found[: len(row)]) == row
        del found[: len(row)]
    assert found == []
    assert (body["total"], body["complete"], body["relaxed"]) == (count, count, False)
    assert body["corrections"] == []
    assert not (count and body["absent"])
    for sort in ("newest", "oldest"):
        sorted_body = ask(folder, typed, sort=sort)
        assert set(files(sorted_body["hits"])) == set().union(*rows)
        assert sorted_body["total"] == count
        assert sum(value["count"] for value in sorted_body["facets"]["legislature"]) == count
        assert sum(bucket["count"] for bucket in sorted_body["histogram"]) == count


def test_each_file_is_in_a_case(cases: Path) -> None:
    for folder, faults in CASES.items():
        named = {
            file
            for its_cases in faults.values()
            for _, wanted in its_cases
            for file in re.findall(r"q\d+", wanted)
        }
        assert named == {path.stem for path in (cases / folder).iterdir()}


@pytest.mark.parametrize(
    ("typed", "parameters", "complete", "partial"),
    [
        ("vergers gares", {}, ["q033"], {"q032": ["gares"], "q034": ["vergers"]}),
        ("vergers gares", {"sort": "oldest"}, ["q033"], {"q032": ["gares"], "q034": ["vergers"]}),
        ("vergers gares", {"legislature": "16"}, [], {"q034": ["vergers"]}),
    ],
)
def test_texts_with_some_of_the_words_follow_and_say_what_they_lack(
    ask: Ask,
    typed: str,
    parameters: dict[str, str],
    complete: list[str],
    partial: dict[str, list[str]],
) -> None:
    body = ask("b", typed, **parameters)
    assert (files(body["hits"]), body["total"]) == (complete, len(complete))
    hits = body["partial"]["hits"]
    assert dict(zip(files(hits), [hit["lacks"] for hit in hits], strict=True)) == partial
    assert body["partial"]["total"] == len(partial)


@pytest.mark.parametrize(
    ("typed", "lacks", "absent"),
    [
        ("hydrogène nappe", {"q030": ["nappe"], "q003": ["hydrogène"]}, []),
        # What is asked of a field is never left out.
        ("auteur:modèle vergers nuages", {"q031": ["vergers"], "q032": ["nuages"]}, []),
        # A small word in lower case is a word, and no operator.
        (
            "gares sauf vergers",
            {"q033": ["sauf"], "q032": ["gares", "sauf"], "q034": ["sauf", "vergers"]},
            ["sauf"],
        ),
    ],
)
def test_they_are_the_result_where_no_text_has_all_the_words(
    ask: Ask, typed: str, lacks: dict[str, list[str]], absent: list[str]
) -> None:
    for sort in ("relevance", "newest", "oldest"):
        body = ask("b", typed, sort=sort)
        assert {
            f: h["lacks"] for f, h in zip(files(body["hits"]), body["hits"], strict=True)
        } == lacks
        assert (body["total"], body["complete"], body["relaxed"]) == (len(lacks), 0, True)
        assert body["absent"] == absent


@pytest.mark.parametrize(
    ("folder", "typed", "wanted", "used"),
    [
        ("a", "phéromons", "q010", "phéromones"),
        ("a", "concertatoin", "q037", "concertation"),
        ("a", "salads", "q008", "salades"),
    ],
)
def test_a_slip_in_small_letters_is_corrected_and_said(
    ask: Ask, folder: str, typed: str, wanted: str, used: str
) -> None:
    body = ask(folder, typed)
    assert files(body["hits"]) == [wanted]
    assert [(c["typed"], c["written"]) for c in body["corrections"]] == [(typed, used)]


@pytest.mark.parametrize(
    ("typed", "near"), [("Kidal", []), ("PFOS", ["PFAS"]), ("COP28", []), ("L. 4321-7", [])]
)
def test_a_name_or_a_number_that_no_text_has_finds_nothing(
    ask: Ask, typed: str, near: list[str]
) -> None:
    body = ask("b", typed)
    assert (body["total"], body["partial"]["total"], body["corrections"]) == (0, 0, [])
    assert body["absent"] == [typed]
    assert [other["word"] for other in body["near"]] == near


@pytest.mark.parametrize(
    ("typed", "kind", "label", "count"),
    [
        ("question écrite n° 331", "question", "Question écrite n°\u00a0331 (16e législature)", 1),
        ("331", "question", "Question écrite n°\u00a0331 (16e législature)", 1),
        ("n° 332", "question", "Question écrite n°\u00a0332 (16e législature)", 1),
        ("15-33", "question", "Question écrite n°\u00a033 (15e législature)", 1),
        ("Paul Modèle", "author", "M. Paul Modèle", 2),
        ("exemple", "author", "Mme Jeanne Exemple", 28),
        ("énergie", "topic", "énergie", 30),
    ],
)
def test_a_text_that_names_a_thing_shows_its_card(
    ask: Ask, typed: str, kind: str, label: str, count: int
) -> None:
    (card,) = ask("b", typed)["cards"]
    assert (card["kind"], card["label"], card["count"]) == (kind, label, count)

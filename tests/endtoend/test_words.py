"""Words as people type them, in front of the site on a real index: what it says and what it finds.

The queries were written down before the program had answered any of them.
"""

import html
import re

import pytest
from flask.testing import FlaskClient

from endtoend.conftest import Program
from places import PROJECT
from search_app.french import words
from search_app.settings import Settings
from search_app.web.app import create_app

LINE = re.compile("Résultats pour «\u00a0(.*?)\u00a0» — <a [^>]*>chercher seulement «")
# What is typed; what the page says was meant, "" when only accents are missing or a stem is found;
# the id of a document among the first ten, or words of its title.
DOSSIER = [
    ("hebergemnt donnees santé", "hébergement donnees santé", "QANR5L16QE15221"),
    ("souverainté numérique", "souveraineté numérique", "QANR5L15QG1563"),
    ("Health Data Hub microsft", "Health Data Hub Microsoft", "QANR5L16QE15463"),
    ("cyberattque hopital", "cyberattaque hopital", "cyberattaques"),
    ("inteligence artificielle", "intelligence artificielle", "intelligence artificielle"),
    ("compteur linki", "compteur Linky", "QANR5L15QOSD97"),
]
RECORD = [
    ("hebergemnt donnees santé", "hébergement donnees santé", "hébergement"),
    ("souverainté numérique", "souveraineté numérique", "QANR5L15QG1563"),
    ("Health Data Hub microsft", "Health Data Hub Microsoft", "QANR5L16QE15463"),
    ("cyberattque hopital", "cyberattaque hopital", "cyberattaques"),
    ("inteligence artificielle", "intelligence artificielle", "intelligence artificielle"),
    ("compteur linki", "compteur Linky", "QANR5L15QOSD97"),
    ("pénurie de medicamments", "pénurie de médicaments", "pénurie de médicaments"),
    ("penurie medicaments", "", "pénurie de médicaments"),
    ("farmacie rurale", "pharmacie rurale", "vente en ligne de médicaments"),
    ("acces aux soins", "", "accès aux soins"),
    ("reforme des retraites", "", "réforme des retraites"),
    ("pouvoir dachat", "pouvoir achat", "pouvoir d’achat"),
    ("harcelement scolair", "harcelement scolaire", "harcèlement scolaire"),
    ("violences conjugalles", "violences conjugales", "violences conjugales"),
    ("securite routiere", "", "sécurité routière"),
    ("prix de l'electricite boulangers", "", "boulangers à la suite"),
    ("boulengers électricité", "boulangers électricité", "boulangers à la suite"),
    ("gaspillage alimantaire", "gaspillage alimentaire", "gaspillage alimentaire"),
    ("energies renouvelabes", "energies renouvelables", "énergies renouvelables"),
    ("eoliennes en mer", "", "éolien"),
    ("protecsion de l'enfance", "protection de l'enfance", "protection de l’enfance"),
    ("logemment etudiant", "logement etudiant", "logement étudiant"),
    ("maladie alzaimer", "maladie Alzheimer", "maladie d’Alzheimer"),
    ("vaccinnation covid", "vaccination covid", "vaccination"),
    ("ortophonistes", "orthophonistes", "orthophonistes"),
    ("kinésitérapeutes", "kinésithérapeutes", "kinésithérapeutes"),
    ("chlordecone antilles", "", "chlordécone"),
    ("imigration clandestine", "immigration clandestine", "politique migratoire"),
    ("aggriculture biologique", "agriculture biologique", "agriculture biologique"),
    ("sapeurpompier volontaire", "", "sapeurs-pompiers volontaires"),
    ("assurancechomage", "", "assurance chômage"),
    ("rennovation énergétique", "rénovation énergétique", "rénovation énergétique"),
    ("soufrance animale", "souffrance animale", "maltraitance animale"),
    ("betteraves neonicotinoides", "", "néonicotinoïdes"),
    ("endometriose", "", "endométriose"),
    ("abbatoirs", "abattoirs", "abattoir"),
    ("accompagnants eleves handicapes", "", "élèves handicapés"),
    ("lignes ferrovières", "lignes ferroviaires", "ferroviaire"),
    ("chauffeurs rotiers", "chauffeurs routiers", "routier"),
    ("fermeture des clases", "fermeture des classes", "fermeture de classes"),
]
# What is typed, with a word that some document has in this or another inflection; what is offered.
OFFERED = [
    ("Honfleur", "honneur"),
]
# What is typed, with a name that no document has; how many documents are found.
ABSENT = [("Zorglubville", 0), ("ministre Zorglubville", None), ("ministre ET Zorglubville", 0)]
# Deputies, towns, constituencies.
NAMES = (
    *("Latombe", "Quatennens", "Naegelen", "Dharréville", "Ressiguier", "Brulebois", "Thillaye"),
    *("Vatin", "Jumel", "Benassaya"),
    *("Figeac", "Carhaix", "Redon", "Vierzon", "Issoudun", "Fessenheim"),
    *("Lozère", "Creuse", "Mayotte", "Ille-et-Vilaine"),
)


def site(program: Program) -> FlaskClient:
    return create_app(Settings(corpus=program.corpus, index=program.index)).test_client()


@pytest.fixture(scope="session")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    program = Program(PROJECT / "corpus", tmp_path_factory.mktemp("dossier") / "index")
    assert program.run("reindex").returncode == 0
    return site(program)


@pytest.fixture(scope="session")
def record(record_program: Program) -> FlaskClient:
    return site(record_program)


def said(client: FlaskClient, typed: str) -> str:
    """What the page says was meant; "" when it says nothing of it."""
    text = client.get("/search", query_string={"q": typed}).get_data(as_text=True)
    meant = LINE.findall(text)
    return html.unescape(re.sub("</?mark[^>]*>", "", meant[0])) if meant else ""


def among_the_first_ten(client: FlaskClient, typed: str, wanted: str) -> bool:
    hits = client.get("/search.json", query_string={"q": typed, "size": 10}).json["hits"]
    asked = f" {' '.join(words(wanted))} "
    return any(hit["id"] == wanted or asked in f" {' '.join(words(hit['title']))} " for hit in hits)


@pytest.mark.parametrize(("typed", "meant", "wanted"), DOSSIER)
def test_what_is_meant_is_found_in_the_dossier(
    dossier: FlaskClient, typed: str, meant: str, wanted: str
) -> None:
    assert said(dossier, typed) == meant
    assert among_the_first_ten(dossier, typed, wanted)


@pytest.mark.parametrize(("typed", "meant", "wanted"), RECORD)
def test_what_is_meant_is_found_in_the_record(
    record: FlaskClient, typed: str, meant: str, wanted: str
) -> None:
    assert said(record, typed) == meant
    assert among_the_first_ten(record, typed, wanted)


@pytest.mark.parametrize(("typed", "word"), OFFERED)
def test_a_rare_word_is_searched_and_another_is_offered(
    record: FlaskClient, typed: str, word: str
) -> None:
    assert said(record, typed) == ""
    body = record.get("/search.json", query_string={"q": typed}).json
    assert body["absent"] == []
    assert [near["word"] for near in body["near"]] == [word]
    followed = record.get(f"{body['near'][0]['url']}").json
    assert followed["total"] == body["near"][0]["total"]


@pytest.mark.parametrize(("typed", "total"), ABSENT)
def test_an_absent_name_is_named(record: FlaskClient, typed: str, total: int | None) -> None:
    body = record.get("/search.json", query_string={"q": typed}).json
    assert (body["absent"], body["corrections"]) == (["Zorglubville"], [])
    assert total is None or body["total"] == total
    text = record.get("/search", query_string={"q": typed}).get_data(as_text=True)
    assert "Aucun document ne contient «\u00a0Zorglubville\u00a0»." in text


@pytest.mark.parametrize("name", NAMES)
def test_names_are_left_as_they_are(record: FlaskClient, dossier: FlaskClient, name: str) -> None:
    assert said(record, name) == ""
    assert said(dossier, name) == ""

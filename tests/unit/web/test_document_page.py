"""What a reader sees of one document."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from loop_engine import ARTICLE, QUESTION, UNDATED, LoopEngine, known

from page_text import flat
from search_app.model.document import Document, Status


@pytest.fixture
def text(client: FlaskClient) -> str:
    return client.get("/documents/QANR5L16QE901").get_data(as_text=True)


@pytest.mark.parametrize(
    "said",
    [
        "Question écrite n° 901",
        "Hébergement des données de santé",
        "Auteur M. Jean Dupont",
        "Circonscription Hérault (7e circonscription)",
        "Groupe de la Liberté",
        "Ministère interrogé Économie et finances",
        "Ministère attributaire Travail",
        "Travail, santé et solidarités",
        "Rubrique Numérique",
        "Statut Retirée",
        "1er février 2024 Publiée au JO page 1085",
        "date inconnue Signalée",
        "11 juin 2024 Retirée Fin de mandat",
        "Ce document est une notice",
        "Réponse Le Gouvernement répond. Il précise le calendrier.",
    ],
)
def test_key_data(text: str, said: str):
    assert said in flat(text.replace("&nbsp;", " "))


def test_text_is_in_paragraphs(text: str):
    assert "<p>Le député demande où sont hébergées les données.</p>" in text
    assert "<p>Il s’inquiète du cloud.</p>" in text


def test_key_data_lead_to_what_has_the_same(text: str):
    for url in (
        "/authors/M.%20Jean%20Dupont",
        "/parties/RN",
        "/legislatures/16",
        "/ministries/%C3%89conomie",
        "/ministries/Sant%C3%A9",
        "/topics/Num%C3%A9rique",
        "/search?status=withdrawn",
        "/search?type=QE",
    ):
        assert f'href="{url}"' in text


def test_the_official_page_is_linked(text: str):
    assert f'href="{QUESTION.url}"' in text


def test_a_day_that_is_inferred_says_so(client: FlaskClient, engine: LoopEngine):
    assert "Date 8 avril 2025 déduite du document" in flat(
        client.get("/documents/appel-d-offres").text
    )
    engine.documents = (replace(ARTICLE, date_inferred=False),)
    assert "déduite du" not in client.get("/documents/appel-d-offres").text


def test_one_ministry_that_was_asked_and_has_to_answer_is_named_once(
    client: FlaskClient, engine: LoopEngine
):
    sante = known("Santé", "Santé")
    engine.documents = (replace(QUESTION, ministry_asked=sante, ministry_in_charge=sante),)
    text = flat(client.get(f"/documents/{QUESTION.id}").text)
    assert "Ministère interrogé et attributaire Santé" in text
    assert "Ministère interrogé Santé" not in text


def test_an_article_infers_its_legislature_and_has_no_more_than_it_knows(
    client: FlaskClient, engine: LoopEngine
):
    engine.documents = (ARTICLE, UNDATED)
    text = flat(client.get("/documents/appel-d-offres").text)
    assert "17e législature déduite de la date" in text
    assert "Texte de l’article" in text
    for absent in ("Auteur", "Groupe", "Rubrique", "Parcours", "notice", "page officielle"):
        assert absent not in text
    assert "Date date inconnue" in flat(client.get("/documents/sans-date").text)


def test_a_historic_name_shows_only_when_it_says_more(client: FlaskClient, engine: LoopEngine):
    def key_data() -> str:
        return client.get("/documents/QANR5L16QE901").text.partition("<dl>")[2]

    same = known("Travail et emploi", "Travail")
    engine.documents = (replace(QUESTION, ministry_asked=same, ministry_in_charge=None),)
    assert key_data().count("Travail et emploi") == 1
    group = known("Les Républicains", "LR")
    engine.documents = (replace(QUESTION, group=group),)
    assert key_data().count("Les Républicains") == 1


def test_publisher_and_link_of_an_article(client: FlaskClient, engine: LoopEngine):
    url = "https://exemple.fr/?a=1&b=2"
    engine.documents = (replace(ARTICLE, publisher="La Gazette", url=url),)
    text = client.get("/documents/appel-d-offres").text
    assert "Article de presse, La Gazette" in text
    assert 'href="https://exemple.fr/?a=1&amp;b=2"' in text


def test_similar_documents_are_linked(client: FlaskClient, engine: LoopEngine):
    near = replace(QUESTION, id="QANR5L16QE902", title="Une question proche")
    engine.documents = (QUESTION, near, UNDATED)
    aside = client.get("/documents/QANR5L16QE901").text.partition('class="similar"')[2]
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', aside)[0] == (
        "/documents/QANR5L16QE902",
        "Une question proche",
    )
    assert "M. Jean Dupont, 1<sup>er</sup> février 2024" in aside


@pytest.mark.parametrize("end", ["", "?q=sant%C3%A9&rank=1", ".json", ".bib", ".csl.json"])
def test_the_older_address_of_an_article_leads_to_it(
    client: FlaskClient, engine: LoopEngine, end: str
) -> None:
    engine.documents = (replace(ARTICLE, id="presse-pont-0a1b2c3d"),)
    answer = client.get(f"/documents/presse-pont{end}")
    assert (answer.status_code, answer.location) == (301, f"/documents/presse-pont-0a1b2c3d{end}")
    assert client.get(answer.location).status_code == 200


def test_the_older_address_of_several_articles_lists_them(
    client: FlaskClient, engine: LoopEngine
) -> None:
    ids = ("pont-0a1b2c3d", "pont-4e5f6a7b")
    engine.documents = tuple(replace(ARTICLE, id=found) for found in ids)
    answer = client.get("/documents/pont")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 300
    assert all(f'href="/documents/{found}"' in page for found in ids)
    assert client.get("/documents/pont.json").status_code == 404
    assert client.get("/documents/po").status_code == 404


def near_ones(count: int, status: Status) -> tuple[Document, ...]:
    return tuple(
        replace(QUESTION, id=f"QANR5L16QE{n}", number=str(n), title=f"Proche {n}", status=status)
        for n in range(1, count + 1)
    )


def test_near_questions_with_an_answer_stand_apart(client: FlaskClient, engine: LoopEngine):
    answered = replace(QUESTION, id="QANR5L16QE99", title="Répondue", status=Status.ANSWERED)
    engine.documents = (QUESTION, *near_ones(7, Status.PENDING), answered)
    aside = client.get(f"/documents/{QUESTION.id}").text.partition("Documents proches")[2]
    shown, _, apart = aside.partition("<h2>Proches et répondues</h2>")
    assert "Proche" in shown
    assert re.findall(r'<a href="([^"]+)">Répondue</a>', apart) == [f"/documents/{answered.id}"]
    link = re.search(r'href="([^"]+)" rel="nofollow">Chercher parmi les 8 documents', apart)
    assert link
    found = client.get(link[1].replace("&amp;", "&")).text
    assert 'class="total">8\u00a0documents' in found


def test_near_questions_are_not_listed_twice(client: FlaskClient, engine: LoopEngine):
    engine.documents = (QUESTION, *near_ones(5, Status.ANSWERED))
    text = client.get(f"/documents/{QUESTION.id}").text
    assert "Documents proches" in text
    assert "Proches et répondues" not in text
    assert "Chercher parmi" not in text

"""What a reader sees of one document."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from loop_engine import ARTICLE, QUESTION, LoopEngine, known


@pytest.fixture
def text(client: FlaskClient) -> str:
    return client.get("/documents/QANR5L16QE901").get_data(as_text=True)


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


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
        "Publiée au JO le 1er février 2024, p. 1085",
        "Signalée (date inconnue)",
        "Retirée le 11 juin 2024 (Fin de mandat)",
        "Ce document est une notice",
        "Texte de la réponse Le Gouvernement répond. Il précise le calendrier.",
    ],
)
def test_key_data(text: str, said: str):
    assert said in flat(text.replace("&nbsp;", " "))


def test_text_is_in_paragraphs(text: str):
    assert "<p>Le député demande où sont hébergées les données.</p>" in text
    assert "<p>Il s’inquiète du cloud.</p>" in text


def test_key_data_lead_to_the_search(text: str):
    for url in (
        "/search?party=RN",
        "/search?legislature=16",
        "/search?ministry=Sant%C3%A9",
        "/search?topic=Num%C3%A9rique",
    ):
        assert f'href="{url}"' in text


def test_the_official_page_is_linked(text: str):
    assert f'href="{QUESTION.url}"' in text


def test_a_day_that_is_inferred_says_so(client: FlaskClient, engine: LoopEngine):
    assert "Date 8 avril 2025 (déduite du texte)" in flat(
        client.get("/documents/appel-d-offres").text
    )
    engine.documents = (replace(ARTICLE, date_inferred=False),)
    assert "du texte" not in client.get("/documents/appel-d-offres").text


def test_an_article_infers_its_legislature_and_has_no_more_than_it_knows(client: FlaskClient):
    text = flat(client.get("/documents/appel-d-offres").text)
    assert "17e législature déduite de la date" in text
    assert "Texte de l’article" in text
    for absent in ("Auteur", "Groupe", "Rubrique", "Parcours", "notice", "page officielle"):
        assert absent not in text
    assert "Date date inconnue" in flat(client.get("/documents/sans-date").text)


def test_a_historic_name_shows_only_when_it_says_more(client: FlaskClient, engine: LoopEngine):
    same = known("Travail et emploi", "Travail")
    engine.documents = (replace(QUESTION, ministry_asked=same, ministry_in_charge=None),)
    text = client.get("/documents/QANR5L16QE901").text
    assert text.count("Travail et emploi") == 1
    group = known("Les Républicains", "LR")
    engine.documents = (replace(QUESTION, group=group),)
    assert client.get("/documents/QANR5L16QE901").text.count("Les Républicains") == 1


def test_publisher_and_link_of_an_article(client: FlaskClient, engine: LoopEngine):
    url = "https://exemple.fr/?a=1&b=2"
    engine.documents = (replace(ARTICLE, publisher="La Gazette", url=url),)
    text = client.get("/documents/appel-d-offres").text
    assert "Article de presse, La Gazette" in text
    assert 'href="https://exemple.fr/?a=1&amp;b=2"' in text

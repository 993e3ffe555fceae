"""The site says what it searches, whose it is, and what it keeps of its readers."""

from dataclasses import replace

from flask.testing import FlaskClient

from search_app.model.document import DocumentType, Status
from search_app.model.results import Unfinished
from search_app.settings import Settings
from search_app.web.app import create_app
from unit.web.loop_engine import LoopEngine

PUBLISHER = "Association Modèle, 1 rue du Port, Brest"


def test_what_is_searched_is_counted(client: FlaskClient, engine: LoopEngine) -> None:
    question = engine.documents[0]
    written = [replace(question, id=f"QANR5L16QE{n}", date=None) for n in range(1200)]
    engine.documents = (*written, replace(question, id="QANR5L16QG1", type=DocumentType.QG))
    said = "1\u202f200\u00a0questions écrites et 1\u00a0question au Gouvernement"
    assert said in client.get("/about").text
    assert said in client.get("/").text
    engine.documents = ()
    assert "Aucun document" in client.get("/about").text


def test_the_legal_notice_comes_from_the_settings(client: FlaskClient, settings: Settings) -> None:
    assert client.get("/about").text.count("non renseigné") == 3
    named = settings.model_copy(
        update={
            "publisher": PUBLISHER,
            "publication_director": "Mme Une <Telle>",
            "hosting": "Hébergeur, Lille",
            "report_url": "mailto:a@example.fr",
        }
    )
    text = create_app(named).test_client().get("/about").text
    assert "non renseigné" not in text
    assert PUBLISHER in text
    assert "Mme Une &lt;Telle&gt;" in text
    assert 'href="mailto:a@example.fr"' in text
    assert "courriel" not in text


def test_every_page_leads_there(client: FlaskClient) -> None:
    for address in ("/", "/search?q=cloud", "/help", "/x"):
        text = client.get(address).text
        for link in ("/about", "/about#mentions", "/about#accessibilite"):
            assert f'href="{link}"' in text


def test_home_has_no_answers_where_none_is(client: FlaskClient, engine: LoopEngine) -> None:
    engine.documents = (replace(engine.documents[0], status=Status.PENDING),)
    assert "Dernières réponses" not in client.get("/").text


def test_home_shows_the_latest_answers(client: FlaskClient, engine: LoopEngine) -> None:
    waiting = replace(engine.documents[0], status=Status.PENDING)
    engine.documents = (waiting, replace(waiting, id="QANR5L16QE2", status=Status.ANSWERED))
    _, _, text = client.get("/").text.partition("Dernières réponses")
    assert text.count('class="hit"') == 1
    assert "/search?status=answered&amp;sort=answered" in text


def test_home_is_not_kept_as_long_as_its_searches_are_unfinished(
    client: FlaskClient, engine: LoopEngine
) -> None:
    engine.changes = lambda found: replace(
        found, hits=(), total=0, unfinished=(Unfinished.MATCHING,)
    )
    first = client.get("/")
    assert first.status_code == 200
    assert 'class="hit"' not in first.text
    engine.changes = lambda found: found
    assert 'class="hit"' in client.get("/").text

"""A passage says where it stands, is found again by its id, and can be cited."""

import html
import re
from dataclasses import replace
from hashlib import sha256
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from loop_engine import QUESTION, LoopEngine, known
from typed_answers import answer_of

from search_app.web.passages import text_directive

ADDRESS = f"/documents/{QUESTION.id}"


def directive_of(passage: dict) -> list[str]:
    """Return the texts that the address of a passage points at."""
    _, _, directive = passage["url"].partition("#:~:text=")
    return [unquote(part) for part in directive.split(",")]


def test_hits_have_their_passages_with_their_places(client: FlaskClient):
    (hit,) = answer_of(client, "/search.json?q=hébergement")["hits"]
    document = answer_of(client, f"{ADDRESS}.json")
    assert len(hit["passages"]) == len(hit["snippets"]) > 0
    for passage, snippet in zip(hit["passages"], hit["snippets"], strict=True):
        assert passage["text"] == "".join(piece["text"] for piece in snippet)
        assert document[passage["part"]][passage["start"] : passage["end"]] == passage["text"]
        assert answer_of(client, passage["json_url"]) == passage
        assert passage["id"].startswith(f"{QUESTION.id}:text-")


def test_a_document_has_its_passages(client: FlaskClient):
    body = answer_of(client, f"{ADDRESS}/passages.json?q=hébergement")
    assert (body["document"], body["matched"], body["lacks"]) == (QUESTION.id, True, [])
    assert [passage["part"] for passage in body["passages"]] == ["title", "text"]
    assert body["passages"][0]["text"] == QUESTION.title
    for passage in body["passages"]:
        assert answer_of(client, passage["json_url"]) == passage


def test_what_the_document_lacks_is_said(client: FlaskClient):
    body = answer_of(client, f"{ADDRESS}/passages.json?q=cloud+xylophone")
    assert (body["matched"], body["lacks"]) == (True, ["xylophone"])
    assert body["passages"]
    for q in ("xylophone", "%3F"):
        body = answer_of(client, f"{ADDRESS}/passages.json?q={q}")
        assert (body["matched"], body["passages"]) == (False, [])


def test_other_words_are_never_answered(client: FlaskClient, engine: LoopEngine):
    passage = answer_of(client, f"{ADDRESS}/passages.json?q=cloud")["passages"][-1]
    engine.documents = (replace(QUESTION, text=QUESTION.text.replace("cloud", "nuage")),)
    answer = client.get(passage["json_url"])
    assert answer.status_code == 410
    assert answer.json["error"]["code"] == "outdated"
    engine.documents = (replace(QUESTION, text="Court."),)
    assert client.get(passage["json_url"]).status_code == 410


@pytest.mark.parametrize(
    "name", ["text", "text-0-5", "author-0-5-00000000", "text-0-5-0000000G", "text--1-5-00000000"]
)
def test_what_is_no_id_is_not_found(client: FlaskClient, name: str):
    assert client.get(f"{ADDRESS}/passages/{name}.json").status_code == 404
    assert client.get(f"/documents/inconnu/passages/{name}.json").status_code == 404


def test_the_speaker_is_named(client: FlaskClient, engine: LoopEngine):
    def citation(part: str, **fields) -> str:
        engine.documents = (document := replace(QUESTION, answer="Oui.", **fields),)
        text = getattr(document, part)
        name = f"{part}-0-{len(text)}-{sha256(text.encode()).hexdigest()[:8]}"
        return answer_of(client, f"{ADDRESS}/passages/{name}.json")["citation"]

    said = citation("title", is_notice=False)
    assert said.startswith("Jean Dupont, «\u00a0")
    assert said.endswith(ADDRESS)
    said = citation("answer", is_notice=False, ministry_in_charge=known("Santé", "Santé"))
    assert said.startswith("Réponse du Gouvernement (Santé)")
    assert "à\u00a0: Jean Dupont" in said
    assert citation("answer", is_notice=True).startswith("Résumé de\u00a0: Jean Dupont")


@pytest.mark.parametrize(
    ("text", "directive"),
    [
        ("le cloud", "text=le%20cloud"),
        ("porte-t-il, oui & non", "text=porte%2Dt%2Dil%2C%20oui%20%26%20non"),
        ("l’été\u00a0?", "text=l%E2%80%99%C3%A9t%C3%A9%C2%A0%3F"),
        ("un deux\n\ntrois quatre", "text=un%20deux,trois%20quatre"),
        ("a b c d e f g\n\nh i j k l m n", "text=a%20b%20c%20d%20e%20f,i%20j%20k%20l%20m%20n"),
        ("mot " * 100, "text=mot%20mot%20mot%20mot%20mot%20mot,mot%20mot%20mot%20mot%20mot%20mot"),
        (" \n\n ", "text="),
    ],
)
def test_a_text_is_pointed_at(text: str, directive: str):
    assert text_directive(text) == directive


def test_the_page_has_what_the_address_points_at(client: FlaskClient, engine: LoopEngine):
    text = "L'hébergement du cloud, n° 15 ! Et : « l'après »\n\n" + "Un porte-avions ; cloud. " * 30
    engine.documents = (replace(QUESTION, text=text),)
    page = html.unescape(re.sub(r"<[^>]+>", "", client.get(ADDRESS).text))
    for passage in answer_of(client, f"{ADDRESS}/passages.json?q=cloud")["passages"]:
        assert passage["url"].startswith(f"http://localhost{ADDRESS}#")
        for words in directive_of(passage):
            assert words in page

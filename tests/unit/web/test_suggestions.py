"""What `/suggest.json` answers."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from loop_engine import QUESTION, LoopEngine


def suggested(client: FlaskClient, address: str) -> dict[str, dict[str, Any]]:
    answer = client.get(address)
    assert answer.status_code == 200
    return {made["text"]: made for made in answer.json["suggestions"]}


def test_a_deputy_leads_to_her_questions_and_to_her_page(client: FlaskClient):
    made = suggested(client, "/suggest.json?q=dupo")["M. Jean Dupont"]
    assert made == {
        "text": "M. Jean Dupont",
        "kind": "député",
        "count": 1,
        "note": "député, 1\u00a0document",
        "url": "/search?author=M.+Jean+Dupont",
        "page_url": "/authors/M.%20Jean%20Dupont",
    }


@pytest.mark.parametrize(
    ("author", "kind"),
    [("Mme Jeanne Dupont", "députée"), ("M. Jean Dupont", "député"), ("Jean Dupont", "auteur")],
)
def test_an_author_is_called_what_the_name_says(
    client: FlaskClient, engine: LoopEngine, author: str, kind: str
):
    engine.documents = (replace(QUESTION, author=author),)
    assert suggested(client, "/suggest.json?q=dupo")[author]["kind"] == kind


def test_a_question_leads_to_its_page(client: FlaskClient, engine: LoopEngine):
    engine.documents = (QUESTION,)
    made = suggested(client, "/suggest.json?q=QE 90&party=RN")
    question = made["Question écrite n°\u00a0901, Hébergement des données de santé"]
    assert question["url"] == "/documents/QANR5L16QE901"
    assert question["note"] == "16e législature"
    assert (question["kind"], question["count"], question["page_url"]) == ("question", 1, "")


def test_a_word_has_a_number_and_nothing_else(client: FlaskClient):
    made = suggested(client, "/suggest.json?q=gouv")["gouvernement"]
    assert made["count"] == 2
    assert (made["kind"], made["note"]) == ("", "2\u00a0documents")
    assert made["page_url"] == ""


FILTERED = [("party", "RN"), ("not_topic", "Sports"), ("date", "2024")]


@pytest.mark.parametrize(
    ("typed", "text", "kept"),
    [
        ("gouv", "gouvernement", [("q", "gouvernement"), *FILTERED]),
        # As many documents are found as are announced.
        ("dupo", "M. Jean Dupont", [("author", "M. Jean Dupont")]),
    ],
)
def test_a_word_keeps_the_filters_and_a_value_only_the_order(
    client: FlaskClient, typed: str, text: str, kept: list[tuple[str, str]]
):
    arguments = f"{urlencode(FILTERED)}&ids=16QE1&sort=oldest&size=10&page=3"
    made = suggested(client, f"/suggest.json?q={typed}&{arguments}")[text]
    address = urlsplit(made["url"])
    assert address.path == "/search"
    kept = [*kept, *([("ids", "16QE1")] if ("q", text) in kept else [])]
    assert sorted(parse_qsl(address.query)) == sorted([*kept, ("sort", "oldest"), ("size", "10")])


@pytest.mark.parametrize("chosen", ["author", "not_author"])
def test_a_value_that_is_chosen_or_excluded_is_asked_for(client: FlaskClient, chosen: str):
    made = suggested(client, f"/suggest.json?q=dupo&{chosen}=M.+Jean+Dupont")["M. Jean Dupont"]
    assert made["url"] == "/search?author=M.+Jean+Dupont"


def test_parameters_that_are_wrong_are_passed_over(client: FlaskClient):
    made = suggested(client, "/suggest.json?q=gouv&sort=x&date=x&size=7&none=x&page=x")
    assert made["gouvernement"]["url"] == "/search?q=gouvernement"


def test_a_very_long_text_has_no_suggestions(client: FlaskClient):
    assert suggested(client, f"/suggest.json?q={'é' * 600}") == {}

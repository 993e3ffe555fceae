"""Documents that a reader chose are in an address, and everything that a search can do, they can."""

import csv
import io
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from unit.web.loop_engine import LoopEngine


@pytest.fixture
def chosen(engine: LoopEngine) -> str:
    """Parameters that name two of twenty questions."""
    question = engine.documents[0]
    engine.documents = tuple(
        replace(question, id=f"QANR5L16QE{n}", number=str(n), title=f"Titre {n}")
        for n in range(1, 21)
    )
    return "ids=16QE7,16QE3"


def test_only_the_chosen_documents_are_shown(client: FlaskClient, chosen: str) -> None:
    text = client.get(f"/search?{chosen}").text
    assert text.count('class="hit"') == 2
    assert "2\u00a0documents choisis" in text
    assert "parmi 2\u00a0documents choisis" in text
    assert 'href="/search"' in text  # what takes the choice back
    assert client.get(f"/search.json?{chosen}").json["total"] == 2
    assert client.get(f"/search.json?{chosen}&q=absent").json["total"] == 0


def test_a_choice_is_exported_and_cited_together(client: FlaskClient, chosen: str) -> None:
    lines = io.StringIO(client.get(f"/search.csv?{chosen}", buffered=True).data.decode("utf-8-sig"))
    rows = list(csv.DictReader(lines, delimiter=";"))
    assert {row["Identifiant"] for row in rows} == {"QANR5L16QE7", "QANR5L16QE3"}
    assert client.get(f"/search.ris?{chosen}", buffered=True).text.count("TY  - ") == 2
    assert client.get(f"/search.bib?{chosen}", buffered=True).text.count("\n@") == 2


def test_what_is_no_longer_there_is_said(client: FlaskClient, chosen: str) -> None:
    assert "dans le corpus" not in client.get(f"/search?{chosen}").text
    text = client.get(f"/search?{chosen},16QE99,15Q").text
    assert "2\u00a0documents choisis ne sont pas dans le corpus\u00a0: 16QE99, 15Q" in text
    assert text.count('class="hit"') == 2


def test_two_hundred_fit_and_more_are_told(client: FlaskClient, chosen: str) -> None:
    del chosen
    address = "/search?ids=" + ",".join(f"16QE{n}" for n in range(1, 201))
    answer = client.get(address)
    assert answer.status_code == 200
    assert len(answer.data) < 100_000
    assert "ne sont pas dans le corpus" in answer.text
    assert client.get(f"{address},16QE999").status_code == 200
    assert "trop (201 documents)" in client.get(f"{address},16QE999").text
    assert client.get(f"{address},16QE999".replace("search", "search.json")).status_code == 400

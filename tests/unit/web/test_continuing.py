"""A program that follows `next` meets each document once, or is told that it must begin again."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from loop_engine import QUESTION, LoopEngine

from search_app.model.results import Unfinished


def followed(client: FlaskClient, address: str | None, *, partial: bool = False) -> list[str]:
    """Return the ids of all hits, or of all partial hits, from page to page."""
    found: list[str] = []
    while address:
        body = client.get(address).json
        page = body["partial"] if partial else body
        found += [hit["id"] for hit in page["hits"]]
        address = page["next"]
    return found


@pytest.fixture
def many(engine: LoopEngine) -> LoopEngine:
    whole = [replace(QUESTION, id=f"w{n}", text="un cloud souverain") for n in range(7)]
    parts = [replace(QUESTION, id=f"p{n}", text="un cloud") for n in range(5)]
    engine.documents = (*whole, *parts)
    return engine


@pytest.mark.parametrize("options", ["", "&size=10", "&sort=oldest", "&explain=1", "&party=RN"])
def test_all_pages_together_are_the_whole_answer(
    client: FlaskClient, many: LoopEngine, options: str
):
    address = f"/search.json?q=cloud+souverain{options}"
    assert sorted(followed(client, address)) == [f"w{n}" for n in range(7)]
    assert sorted(followed(client, address, partial=True)) == [f"p{n}" for n in range(5)]


def test_parameters_are_kept(client: FlaskClient, many: LoopEngine):
    body = client.get("/search.json?q=cloud&size=10&sort=newest&explain=1&party=RN").json
    address = body["next"]
    for kept in ("q=cloud", "size=10", "sort=newest", "explain=1", "party=RN", "page=2"):
        assert kept in address


@pytest.mark.parametrize(
    "changed",
    [("q=cloud", "q=un"), ("page=2", "page=3"), ("cursor=", "size=50&cursor=")],
)
def test_other_parameters_are_refused(
    client: FlaskClient, many: LoopEngine, changed: tuple[str, str]
):
    answer = client.get(client.get("/search.json?q=cloud").json["next"].replace(*changed))
    assert answer.status_code == 400
    assert answer.json["error"]["parameter"] == "cursor"


@pytest.mark.parametrize("cursor", ["x", "a.b", "20240102T030405Z.0123456789abcdef", "%00", "é"])
def test_what_is_no_cursor_is_refused(client: FlaskClient, cursor: str):
    answer = client.get(f"/search.json?cursor={cursor}")
    assert answer.status_code == 400
    assert answer.json["error"]["code"] == "parameter"


def test_a_new_generation_ends_the_list_with_an_error(
    client: FlaskClient, many: LoopEngine, monkeypatch: pytest.MonkeyPatch
):
    address = client.get("/search.json?q=cloud").json["next"]
    later = replace(many.generation, id="000002-abcd")
    monkeypatch.setattr(LoopEngine, "generation", later)
    answer = client.get(address)
    assert answer.status_code == 410
    assert answer.json["error"]["code"] == "outdated"
    assert "première page" in answer.json["error"]["message"]


def test_a_page_that_was_not_found_in_time_is_asked_for_again(
    client: FlaskClient, many: LoopEngine
):
    address = client.get("/search.json?q=cloud").json["next"]
    many.changes = lambda r: replace(r, hits=(), total=0, unfinished=(Unfinished.MATCHING,))
    assert client.get(address).json["next"] == address
    many.changes = lambda r: r
    assert len(client.get(address).json["hits"]) == 2

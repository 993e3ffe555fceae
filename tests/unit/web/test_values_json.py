"""The JSON of a list of values, and of one value."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from loop_engine import QUESTION, LoopEngine
from typed_answers import answer_of

from search_app.web.values_json import VALUES_ON_A_PAGE


def test_a_list_has_all_values_of_the_corpus(client: FlaskClient):
    body = answer_of(client, "/topics.json")
    assert (body["facet"], body["title"], body["page"], body["pages"]) == (
        *("topic", "Rubriques"),
        *(1, 1),
    )
    values = {value["value"]: value for value in body["values"]}
    assert values["Numérique"]["count"] == 1
    assert values["Numérique"]["url"] == "/topics/Num%C3%A9rique"
    assert values["Numérique"]["toggle_url"] == "/search.json?topic=Num%C3%A9rique"
    assert body["total"] == len(body["values"])
    assert body["next"] is None


def test_a_list_can_be_narrowed_and_ordered(client: FlaskClient, engine: LoopEngine):
    names = ("M. Zoé Abad", "Mme Anne Zola", "Mme Anne Zola", "M. Éric Élan")
    engine.documents = tuple(
        replace(QUESTION, id=f"q{n}", author=name) for n, name in enumerate(names)
    )

    def listed(address: str) -> list[str]:
        return [value["value"] for value in answer_of(client, address)["values"]]

    assert listed("/authors.json") == ["M. Zoé Abad", "M. Éric Élan", "Mme Anne Zola"]
    assert listed("/authors.json?order=count")[0] == "Mme Anne Zola"
    assert listed("/authors.json?contains=elan") == ["M. Éric Élan"]
    assert listed("/search/values/author.json?q=cloud")[0] == "Mme Anne Zola"
    assert listed("/search/values/author.json?author=M. Zoé Abad&order=name") == [
        *("M. Zoé Abad", "M. Éric Élan", "Mme Anne Zola"),
    ]


def test_the_pages_of_a_list_follow_each_other(client: FlaskClient, engine: LoopEngine):
    total = 2 * VALUES_ON_A_PAGE + 5
    engine.documents = tuple(
        replace(QUESTION, id=f"q{n}", author=f"Mme Nom{n:05}") for n in range(total)
    )
    address, found = "/search/values/author.json?q=cloud&type=QE&contains=nom", []
    while address:
        body = answer_of(client, address)
        found += [value["value"] for value in body["values"]]
        address = body["next"]
    assert len(found) == len(set(found)) == total
    first = client.get("/search/values/author.json?q=cloud").json["next"]
    assert client.get(first.replace("q=cloud", "q=le")).status_code == 400
    assert client.get(first.replace("author.json", "topic.json")).status_code == 400


@pytest.mark.parametrize("index", ["authors", "parties", "ministries", "topics", "legislatures"])
def test_each_value_of_a_list_has_an_answer(client: FlaskClient, index: str):
    for value in answer_of(client, f"/{index}.json")["values"]:
        if value["url"].startswith(f"/{index}/"):
            body = answer_of(client, f"{value['url']}.json")
            assert (body["value"], body["label"]) == (value["value"], value["label"])
            assert body["total"] == value["count"] == len(body["hits"])
            assert client.get(body["search_url"]).json["total"] == body["total"]


def test_a_group_has_the_names_that_it_was_called(client: FlaskClient):
    names = answer_of(client, "/parties/RN.json")["names"]
    assert any(name["periods"] for name in names)


@pytest.mark.parametrize(
    ("address", "status", "facts"),
    [
        ("/topics/inconnue.json", 404, {"code": "not_found"}),
        (f"/topics/{'x' * 201}.json", 404, {"code": "not_found"}),
        ("/nothing.json", 404, {"code": "not_found"}),
        ("/topics.json?order=x", 400, {"parameter": "order", "accepted": ["name", "count"]}),
        ("/topics.json?page=0", 400, {"parameter": "page"}),
        ("/topics.json?cursor=x", 400, {"parameter": "cursor"}),
        ("/search/values/topic.json?q=a+%22b", 400, {"code": "unbalanced_quote"}),
        ("/search/values/nothing.json", 404, {"code": "not_found"}),
    ],
)
def test_mistakes_are_named(client: FlaskClient, address: str, status: int, facts):
    answer = client.get(address)
    assert answer.status_code == status
    assert facts.items() <= answer.json["error"].items()


def test_a_value_that_looks_like_a_json_address_has_its_answer(
    client: FlaskClient, engine: LoopEngine
):
    engine.documents = (replace(QUESTION, author="M. Point.json"),)
    (value,) = answer_of(client, "/authors.json")["values"]
    assert value["url"] == "/search?author=M.+Point.json"
    assert answer_of(client, "/authors/M. Point.json.json")["total"] == 1

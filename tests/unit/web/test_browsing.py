"""Pages of a deputy, a group, a ministry, a topic, a legislature; their lists; the first page."""

import html
import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from loop_engine import ARTICLE, CORPUS, QUESTION, LoopEngine, known

PAGES = {
    "/authors/M. Jean Dupont": ("Auteur", "M. Jean Dupont"),
    "/parties/RN": ("Groupe politique", "Rassemblement National (RN)"),
    "/ministries/Santé": ("Ministère", "Santé"),
    "/topics/Numérique": ("Rubrique", "Numérique"),
    "/legislatures/16": ("Législature", "16<sup>e</sup> législature"),
}


def text_of(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.text


def links(text: str) -> list[str]:
    return [html.unescape(href) for href in re.findall(r'href="([^"]+)"', text)]


@pytest.mark.parametrize(
    ("url", "address"),
    {
        "/search/?q=l%27%C3%A9t%C3%A9": "/search?q=l%27%C3%A9t%C3%A9",
        "/help//": "/help",
        "/documents/%0d%0aX/": "/documents/%0D%0AX",
    }.items(),
)
def test_a_slash_too_many_is_dropped(client: FlaskClient, url: str, address: str):
    answer = client.get(url)
    assert (answer.status_code, answer.headers["Location"]) == (308, address)


@pytest.mark.parametrize("url", ["/data/", "/x/", "/%2F%2Fexample.org/", "/search.json/x/"])
def test_a_slash_leads_nowhere_else(client: FlaskClient, url: str):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(("url", "said"), PAGES.items())
def test_a_value_has_a_page(
    client: FlaskClient, engine: LoopEngine, url: str, said: tuple[str, str]
):
    engine.documents = (QUESTION, ARTICLE)
    text = text_of(client, url)
    kind, label = said
    assert f'class="kicker">{kind}<' in text
    assert f"<h1>{label}</h1>" in text
    assert "<li>1\u00a0document</li>" in text
    assert "Hébergement des données de santé" in text
    assert 'class="histogram"' in text
    assert "En 2024" in text


def test_a_person_is_introduced_by_the_last_document(client: FlaskClient):
    text = text_of(client, "/authors/M. Jean Dupont").partition('class="beside"')[0]
    assert "Groupe de la Liberté" in text
    assert "Hérault (7e circonscription)" in text


def test_beside_a_value_the_others_narrow(client: FlaskClient):
    found = links(text_of(client, "/topics/Numérique"))
    assert "/search?ministry=Sant%C3%A9&topic=Num%C3%A9rique" in found
    assert "/search?topic=Num%C3%A9rique&date=2024" in found
    assert "/search?topic=Num%C3%A9rique" in found
    for url in found:
        if url.startswith("/search?"):
            text_of(client, url)


@pytest.mark.parametrize("index", ["authors", "parties", "ministries", "topics", "legislatures"])
def test_a_list_leads_to_the_page_of_each_value(client: FlaskClient, index: str):
    found = [url for url in links(text_of(client, f"/{index}")) if url.startswith(f"/{index}/")]
    assert found
    for url in found:
        assert "<h1>" in text_of(client, url)


def test_persons_are_listed_under_their_family_name(client: FlaskClient, engine: LoopEngine):
    names = ("M. Zoé Abad", "Mme Anne Zola", "M. Éric Élan", *(f"M. Jo Bo{n}" for n in range(20)))
    engine.documents = tuple(
        replace(QUESTION, id=f"q{n}", author=name) for n, name in enumerate(names)
    )
    text = text_of(client, "/authors")
    assert re.findall(r"<h2>(\w)</h2>", text) == ["A", "B", "E", "Z"]
    assert "23\u00a0auteurs" in text
    text = text_of(client, "/authors?contains=elan&order=count")
    assert "M. Éric Élan" in text
    assert "Zola" not in text
    assert "1\u00a0auteur<" in text


@pytest.mark.parametrize(
    "url",
    [
        *("/topics/inconnu", "/authors/" + "x" * 300, "/ministries/ ", "/departments"),
        *("/search/values/inconnu", "/authors/%00", "/topics/%FF"),
    ],
)
def test_what_is_unknown_is_not_found(client: FlaskClient, url: str):
    answer = client.get(url)
    assert answer.status_code == 404
    assert "Page introuvable" in answer.text


@pytest.mark.parametrize("value", ["a/b", "a//b", "../x", ".", "..", "a?b#c", "%41", "/", "é + &"])
def test_any_value_can_be_reached(client: FlaskClient, engine: LoopEngine, value: str):
    engine.documents = (replace(QUESTION, topic=known(value, value)),)
    (url,) = [
        u
        for u in links(text_of(client, "/topics").partition('class="entries')[2])
        if u.startswith(("/topics/", "/search?topic="))
    ]
    assert "Hébergement des données" in text_of(client, url)


def test_home_invites(client: FlaskClient):
    text = text_of(client, "/")
    assert f"<dd>{len(CORPUS)}</dd>" in text
    assert 'action="/search"' in text
    assert text.index("Un appel d’offres") < text.index("Hébergement des données")
    assert {"/authors", "/parties", "/ministries", "/topics", "/legislatures"} <= set(links(text))
    assert "/topics/Num%C3%A9rique" in links(text)


def test_examples_of_the_home_page_find_something(client: FlaskClient, engine: LoopEngine):
    examples = links(text_of(client, "/").partition('class="examples-line"')[2].partition("</p")[0])
    assert examples
    for url in examples:
        assert "Aucun document ne répond" not in text_of(client, url)
    engine.documents = ()
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("order", ["", "name", "count", "<x>"])
@pytest.mark.parametrize("contains", ["", "x" * 3000, "\x00", "santé num", "((("])
def test_a_list_takes_any_parameter(client: FlaskClient, order: str, contains: str):
    for url in ("/topics", "/search/values/topic"):
        answer = client.get(url, query_string={"order": order, "contains": contains})
        assert answer.status_code == 200

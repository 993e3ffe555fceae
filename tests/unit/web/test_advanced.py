"""The advanced form writes the query language, and nothing that it cannot read."""

import datetime as dt
import html
import re

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search_app.model.expr import And, Expr
from search_app.model.query import Query
from search_app.syntax import parse
from search_app.web.advanced import TEXT_FIELDS, compose, fields_of

TODAY = dt.date(2024, 1, 1)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ({"all": "hébergement  données"}, "hébergement données"),
        ({"phrase": "Health Data Hub"}, '"Health Data Hub"'),
        ({"any": "cloud nuage"}, "(cloud OU nuage)"),
        ({"any": "cloud"}, "cloud"),
        ({"without": "Microsoft Google"}, "SAUF Microsoft SAUF Google"),
        (
            {"title": "cloud santé", "answer": "SecNumCloud"},
            "titre:cloud titre:santé reponse:SecNumCloud",
        ),
        ({"all": 'un "mot ET (deux OU'}, "un mot et deux ou"),
        ({"all": "-santé --"}, "santé"),
        ({}, ""),
    ],
)
def test_fields_become_a_query(form: dict[str, str], text: str):
    assert compose(form) == text


signs = st.text("ab é\"'():~*-«»ETOU\x00\u00a0", max_size=20)


forms = st.dictionaries(st.sampled_from([field.name for field in TEXT_FIELDS]), signs)


@given(forms)
def test_what_it_writes_can_be_read(form: dict[str, str]):
    text = compose({name: value.replace("*", "") for name, value in form.items()})
    if text:
        parse(text, today=TODAY)


def test_the_form_leads_to_the_search(client: FlaskClient):
    answer = client.get(
        "/advanced?all=cloud&phrase=&from=2021-01-01&to=&legislature=16&party=&type="
    )
    assert answer.status_code == 302
    assert answer.location == "/search?q=cloud&legislature=16&date=2021.."


def test_an_empty_form_is_shown_with_what_the_corpus_has(client: FlaskClient):
    for url in ("/advanced", "/advanced?all=&from=&legislature="):
        text = client.get(url).text
        fields = set(re.findall(r'name="(\w+)"', text))
        assert {"all", "phrase", "any", "without", "from", "to", "ministry"} <= fields
        assert '<option value="16">16e législature</option>' in text
        assert text.count("<label for=") == len(re.findall("<(?:input|select) id=", text))


@pytest.mark.parametrize(
    "query", ["from=x", "to=9999-99-99", "all=%22%22", "type=x&type=y&all=%00"]
)
def test_any_form_is_answered(client: FlaskClient, query: str):
    answer = client.get(f"/advanced?{query}", follow_redirects=True)
    assert answer.status_code == 200


def parts(text: str) -> set[Expr]:
    expr = parse(text, today=TODAY)
    return set(expr.children if isinstance(expr, And) else (expr,))


def filled(text: str) -> dict[str, str]:
    """Return what the fields of the form say."""
    found = re.findall(r'<input id="([a-z_]+)" name="[a-z_]+"[^>]* value="([^"]+)"', text)
    found += re.findall(
        r'<select id="([a-z_]+)"(?:(?!</select>).)*?value="([^"]*)" selected', text, re.DOTALL
    )
    return {name: html.unescape(value) for name, value in found}


def test_days_the_wrong_way_round_are_told(client: FlaskClient):
    answer = client.get("/advanced?all=cloud&from=2023-05-02&to=2023-05-01")
    assert answer.status_code == 200
    assert "la première doit précéder la seconde" in answer.text
    assert filled(answer.text) == {"all": "cloud", "from": "2023-05-02", "to": "2023-05-01"}
    assert client.get("/advanced?all=cloud&from=2023-05-01&to=2023-05-01").status_code == 302
    several = "party=RN&party=LR&legislature=16"
    text = client.get(f"/advanced?{several}&from=2023-05-02&to=2023-05-01").text
    assert text.count('type="hidden" name="party"') == 2
    assert filled(text)["legislature"] == "16"


@given(forms)
def test_a_search_fills_the_form_that_wrote_it(form: dict[str, str]):
    text = compose({name: value.replace("*", "") for name, value in form.items()})
    if text:
        query = Query(text=text, expr=parse(text, today=TODAY))
        fields = fields_of(query, TODAY)
        if fields:
            assert parts(compose(fields)) == parts(text)


def test_a_search_is_refined_in_the_form(client: FlaskClient):
    search = "q=cloud+titre%3Asant%C3%A9+SAUF+azure&legislature=16&date=2023&party=RN&party=LR"
    text = client.get(f"/advanced/edit?{search}").text
    assert filled(text) == {
        "all": "cloud",
        "title": "santé",
        "without": "azure",
        "from": "2023-01-01",
        "to": "2023-12-31",
        "legislature": "16",
    }
    assert text.count('type="hidden" name="party"') == 2
    assert "Les autres filtres de votre recherche sont gardés" in text
    refined = client.get("/advanced?all=cloud&title=sant%C3%A9&party=RN&party=LR&legislature=16")
    assert refined.headers["Location"].count("party=") == 2
    assert "/advanced/edit?q=cloud" in client.get("/search?q=cloud").text


@pytest.mark.parametrize("text", ["cloud*", "(a OU b) c", '"a b" "c d"', "cloud~", "a ET (b OU c)"])
def test_what_the_form_cannot_say_is_not_said_wrongly(text: str):
    query = Query(text=text, expr=parse(text, today=TODAY))
    fields = fields_of(query, TODAY)
    assert not fields or parts(compose(fields)) == parts(text)

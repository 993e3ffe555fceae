"""The advanced form writes the query language, and nothing that it cannot read."""

import datetime as dt
import re

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search_app.syntax import parse
from search_app.web.advanced import TEXT_FIELDS, compose


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


@given(st.dictionaries(st.sampled_from([field.name for field in TEXT_FIELDS]), signs))
def test_what_it_writes_can_be_read(form: dict[str, str]):
    text = compose({name: value.replace("*", "") for name, value in form.items()})
    if text:
        parse(text, today=dt.date(2024, 1, 1))


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

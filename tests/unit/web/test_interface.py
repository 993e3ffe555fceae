"""What is said of the JSON answers, to programs and to people, is what the code does."""

import datetime as dt
import html
import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

import pytest
from flask import abort
from flask.testing import FlaskClient
from loop_engine import QUESTION, LoopEngine
from pydantic import TypeAdapter
from typed_answers import answer_of

from hostile import HOSTILE, hostile_document
from search_app.model.errors import IndexMissingError, TooManyRequestsError
from search_app.model.query import Sort
from search_app.settings import Settings
from search_app.web.answer_types.others import Error
from search_app.web.app import create_app
from search_app.web.continuing import CURSOR
from search_app.web.described import description_of
from search_app.web.errors import answer_program_error
from search_app.web.labels import number
from search_app.web.parameters import SEARCH
from search_app.web.urls import PARTIAL_PAGE, query_from_args
from search_app.web.why import EXPLAIN


def test_every_json_address_is_described(client: FlaskClient):
    app = client.application
    for rule in app.url_map.iter_rules():
        said = description_of(app.view_functions[rule.endpoint])
        assert bool(said) is rule.rule.endswith(".json"), rule


class Recorder(dict[str, Sequence[str]]):
    """Parameters, none of which is given; it notes which are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, name: str, default: Sequence[str] = ()) -> Sequence[str]:
        self.asked.add(name)
        return default


def test_the_parameters_of_a_search_are_those_that_are_read():
    read = Recorder()
    query_from_args(read, page_size=20, today=dt.date(2024, 1, 1), lenient=False)
    known = {parameter.name for parameter in SEARCH}
    assert known == read.asked | {PARTIAL_PAGE, CURSOR, EXPLAIN[0]}


def test_limits_and_choices_come_from_the_code(client: FlaskClient):
    said = {
        parameter["name"]: parameter["schema"]
        for parameter in client.get("/openapi.json").json["paths"]["/search.json"]["get"][
            "parameters"
        ]
    }
    assert said["sort"]["enum"] == [sort.value for sort in Sort]
    assert said["size"]["enum"] == [10, 20, 50, 100]
    assert said["party"]["maxItems"] == 100
    assert said["not_none"]["items"]["enum"][0] == "legislature"


def test_every_object_that_is_named_is_there(client: FlaskClient):
    text = client.get("/openapi.json").text
    schemas = client.get("/openapi.json").json["components"]["schemas"]
    named = set(re.findall(r'"#/components/schemas/(\w+)"', text))
    assert named == set(schemas)
    for name, schema in schemas.items():
        # No key is ever left out.
        assert schema.get("required", []) == list(schema.get("properties", {})), name


@pytest.fixture
def page(client: FlaskClient) -> str:
    return html.unescape(client.get("/api").text)


def test_every_address_has_an_example_that_answers(client: FlaskClient, page: str):
    paths = client.get("/openapi.json").json["paths"]
    examples = re.findall(r'Exemple\u00a0: <a href="([^"]+)"', page)
    assert len(examples) == len(paths)
    for address in examples:
        answer_of(client, address)
    for path in paths:
        assert f"<code>{path}</code>" in page


def test_the_page_has_the_limits_of_this_site(client: FlaskClient, settings: Settings, page: str):
    assert number(settings.client_requests_per_minute) in page
    other = settings.model_copy(update={"client_requests_per_minute": 12_345})
    said = html.unescape(create_app(other).test_client().get("/api").text)
    assert number(12_345) in said


@pytest.mark.parametrize("url", ["/", "/help", "/nothing"])
def test_other_pages_lead_there(client: FlaskClient, url: str):
    assert 'href="/api"' in client.get(url).text


def test_pages_without_documents_have_it_as_well(client: FlaskClient, engine: LoopEngine):
    engine.documents = ()
    assert client.get("/api").status_code == 200


@pytest.mark.parametrize(
    ("address", "method", "status"),
    [
        ("/search.json?sort=x", "GET", 400),
        ("/search.json?q=a+%22b", "GET", 400),
        ("/nothing.json", "GET", 404),
        ("/documents/nothing/passages.json", "GET", 404),
        ("/search.json", "POST", 405),
        ("/search.json", "PATCH", 405),
        ("/search.json?cursor=earlier.0123456789abcdef", "GET", 410),
        ("/search.json?q=" + "a" * 5_000, "GET", 414),
        ("/search.json?" + "&".join(f"author={n}" for n in range(2_000)), "GET", 414),
        ("/search.json?" + "&".join(f"law={n}" for n in range(201)), "GET", 400),
    ],
)
def test_errors_have_one_shape(
    client: FlaskClient, page: str, address: str, method: str, status: int
):
    answer = client.open(address, method=method)
    assert answer.status_code == status
    (codes,) = re.findall(rf"<li><code>{status}</code>[^<]*<code>([^<]+)</code>", page)
    assert answer.json["error"]["code"] in codes.split(", ")
    assert TypeAdapter(Error).validate_json(answer.data, strict=True) == answer.json


def test_those_of_the_site_and_of_its_limits_have_it_too(settings: Settings, engine: LoopEngine):
    app = create_app(settings)

    @app.get("/often.json")
    def often():
        return answer_program_error(TooManyRequestsError(limit=5, retry_after_s=7))

    @app.get("/teapot.json")
    def teapot():
        abort(418)

    client = app.test_client()
    body = client.get("/search.json", data=b"x")
    assert (body.status_code, body.json["error"]["code"]) == (413, "body_too_large")
    limited = client.get("/often.json")
    assert (limited.status_code, limited.headers["Retry-After"]) == (429, "7")
    assert limited.json["error"]["limit"] == 5
    teapot_answer = client.get("/teapot.json")
    assert teapot_answer.json["error"]["code"] == "im_a_teapot"
    engine.changes = lambda _: 1 / 0
    failed = client.get("/search.json")
    assert failed.status_code == 500
    engine.failure = IndexMissingError(path="index")
    missing = client.get("/search.json")
    assert (missing.status_code, missing.headers["Retry-After"]) == (503, "30")
    for answer in (body, limited, teapot_answer, failed, missing):
        assert TypeAdapter(Error).validate_json(answer.data, strict=True) == answer.json


def test_every_answer_of_a_hit_has_every_key(client: FlaskClient, engine: LoopEngine):
    plain = answer_of(client, "/search.json?q=cloud")
    explained = answer_of(client, "/search.json?q=cloud&explain=1")
    assert set(plain["hits"][0]) == set(explained["hits"][0])
    engine.changes = lambda r: replace(r, hits=(replace(r.hits[0], score_parts={"bm25": 1.0}),))
    assert answer_of(client, "/search.json?q=cloud")["hits"][0]["score_parts"] is None
    explained = answer_of(client, "/search.json?q=cloud&explain=1")
    assert explained["hits"][0]["score_parts"] == {"bm25": 1.0}
    answer_of(client, "/suggest.json?q=hébergement")
    answer_of(client, "/coverage.json")


@pytest.mark.parametrize("word", [*HOSTILE, "=1+1", "@SUM(A1)", "\t-2", "\x00", "\ud800", "'"])
def test_any_text_is_answered_as_described(client: FlaskClient, engine: LoopEngine, word: str):
    engine.documents = (hostile_document(word.replace("\ud800", "?")), QUESTION)
    typed = quote(word, safe="", errors="replace")
    for address in (
        *("/search.json?q={}", "/search.json?author={}&not_law={}", "/search.json?date={}"),
        *("/search.json?cursor={}&size={}", "/search.json?none={}", "/suggest.json?q={}&party={}"),
        *("/authors.json?contains={}", "/authors.json?order={}&cursor={}", "/topics/{}.json"),
        *("/search/values/topic.json?q={}", "/search/values/{}.json", "/{}.json"),
        *("/documents/{}.json", "/documents/w/passages.json?q={}", "/documents/w/passages/{}.json"),
    ):
        filled = address.replace("{}", typed)
        answer = client.get(filled)
        if answer.status_code == 200:
            answer_of(client, filled)
        elif answer.status_code != 308:
            assert answer.status_code in {400, 404, 410}, filled
            assert TypeAdapter(Error).validate_json(answer.data, strict=True) == answer.json

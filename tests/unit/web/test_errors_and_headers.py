"""Every failure has a status and a page in French, and every answer the same strict headers."""

import pytest
from flask.testing import FlaskClient
from loop_engine import GENERATION, LoopEngine

from search_app.model.errors import (
    EngineUnavailableError,
    FieldValueError,
    IndexBusyError,
    IndexDamagedError,
    IndexIncompatibleError,
    IndexMissingError,
    QueryError,
    SearchAppError,
)
from search_app.settings import Settings
from search_app.web import error_words
from search_app.web.app import create_app
from search_app.web.notices import notice_of

URLS = (
    *("/", "/search?q=cloud", "/search.json", "/search.json?page=x", "/help", "/health"),
    *("/advanced", "/advanced?all=cloud", "/topics", "/topics/x", "/questions/16/901"),
    *("/documents/QANR5L16QE901", "/documents/QANR5L16QE901.json", "/documents/x", "/nope"),
    *("/static/site.css", "/static/icon.svg", "/static/nope.css"),
)


@pytest.mark.parametrize("url", URLS)
def test_headers_are_strict_everywhere(client: FlaskClient, url: str):
    with client.get(url) as answer:
        headers = answer.headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "font-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Strict-Transport-Security" not in headers
    with client.get(url, base_url="https://localhost") as answer:
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize(
    ("method", "url", "status", "said"),
    [
        ("GET", "/nope", 404, "Page introuvable"),
        ("GET", "/documents/inconnu", 404, "Page introuvable"),
        ("GET", "/documents/", 404, "Page introuvable"),
        ("POST", "/search", 405, "Action impossible"),
    ],
)
def test_error_pages(client: FlaskClient, method: str, url: str, status: int, said: str):
    answer = client.open(url, method=method)
    assert answer.status_code == status
    assert said in answer.text
    assert '<html lang="fr">' in answer.text


@pytest.mark.parametrize("url", ["/documents/inconnu.json", "/nope.json"])
def test_errors_of_json_addresses_are_json(client: FlaskClient, url: str):
    answer = client.get(url)
    assert answer.status_code == 404
    assert answer.json["error"]["code"] == "not_found"


def test_405_says_what_is_allowed(client: FlaskClient):
    answer = client.post("/search.json")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert answer.json["error"]["code"] == "method_not_allowed"


@pytest.mark.parametrize(
    "failure", [IndexMissingError, IndexIncompatibleError, IndexDamagedError, IndexBusyError]
)
@pytest.mark.parametrize("url", ["/", "/search?q=a", "/documents/x"])
def test_without_an_index_a_page_asks_for_patience(
    client: FlaskClient, engine: LoopEngine, url: str, failure
):
    engine.failure = failure(path="index")
    answer = client.get(url)
    assert answer.status_code == 503
    assert "dès que son index sera prêt" in answer.text
    assert "reindex" not in answer.text
    assert client.get("/help").status_code == 200


def test_without_its_cluster_the_site_says_so_and_asks_for_patience(
    client: FlaskClient, engine: LoopEngine
):
    engine.failure = EngineUnavailableError(path="https://node1:9200", detail="no node")
    answer = client.get("/search?q=a")
    assert answer.status_code == 503
    assert "Le moteur de recherche est indisponible." in answer.text
    assert int(answer.headers["Retry-After"]) > 0
    assert "node1" not in answer.text
    engine.failure = None
    assert client.get("/search?q=a").status_code == 200


def test_the_site_answers_as_soon_as_an_index_can_be_opened(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    def nothing_yet(_: Settings):
        raise IndexMissingError(path="index")

    monkeypatch.setattr("search_app.web.opening.open_engine", nothing_yet)
    client = create_app(settings).test_client()
    assert client.get("/search.json").status_code == 503
    assert client.get("/search.json").json["error"]["code"] == "index_missing"
    assert client.get("/health").status_code == 503
    opened = []
    monkeypatch.setattr(
        "search_app.web.opening.open_engine", lambda _: opened.append(1) or LoopEngine()
    )
    assert client.get("/search.json").status_code == 200
    assert client.get("/").status_code == 200
    assert opened == [1]


def test_health_asks_a_real_query(client: FlaskClient, engine: LoopEngine):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "generation": GENERATION, "documents": 4}
    assert len(engine.asked) == 1
    engine.failure = IndexDamagedError(path="index")
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json["error"]["code"] == "index_damaged"


def test_the_unexpected_is_told_in_french_and_logged(
    client: FlaskClient, engine: LoopEngine, caplog: pytest.LogCaptureFixture
):
    engine.changes = lambda _: 1 / 0
    for url, status in (("/search", 500), ("/search.json", 500), ("/health", 503)):
        answer = client.get(url)
        assert answer.status_code == status
        assert "division" not in answer.text
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "ZeroDivisionError" in caplog.text
    assert client.get("/search").text.count("Erreur du site") >= 1


def _leaves(kind: type[SearchAppError]) -> list[type[SearchAppError]]:
    return [leaf for sub in kind.__subclasses__() for leaf in _leaves(sub)] or [kind]


@pytest.mark.parametrize("kind", _leaves(QueryError))
def test_every_query_error_has_words_of_its_own(kind: type[SearchAppError]):
    assert kind in error_words.ERRORS


def test_a_short_fact_is_told_whole():
    error = FieldValueError(position=5, found="QX", field="type", accepted=("QE", "QG"))
    assert notice_of(error).message == (
        "«\u00a0QX\u00a0» (caractère 6) ne convient pas au champ type. Par exemple\u00a0: QE, QG."
    )


def test_facts_with_braces_are_printed_as_they_are():
    error = FieldValueError(position=1234, found="{x}" * 30, field="type", accepted=("QE", "{y}"))
    notice = notice_of(error)
    assert "{x}{x}" in notice.message
    assert "1\u202f235" in notice.message
    assert "QE, {y}" in notice.message
    assert len(notice.message) < 250
    assert notice.found == "{x}" * 30

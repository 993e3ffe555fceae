"""What an operator sees of the site: health, metrics, logs; and what nobody sees."""

import io
import json
import logging
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from loop_engine import GENERATION, LoopEngine
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from search_app.model.errors import IndexMissingError
from search_app.settings import Settings
from search_app.web.app import create_app
from search_app.web.request_log import write_logs

TOKEN = {"Authorization": "Bearer known"}


@pytest.fixture
def monitored(engine: LoopEngine, settings: Settings) -> FlaskClient:
    changed = {"metrics_token": SecretStr("known"), "client_requests_per_minute": 5}
    return create_app(settings.model_copy(update=changed)).test_client()


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch):
    """Returns the lines that were logged."""
    # Flask's own, from a site that was made before.
    monkeypatch.setattr(logging.getLogger("search_app.web"), "handlers", [])
    logger = logging.getLogger("search_app")
    before = logger.handlers, logger.level, logger.propagate
    write_logs()
    written = io.StringIO()
    logger.handlers[0].setStream(written)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logger.handlers, logger.level, logger.propagate = before


def test_alive_and_ready_are_two_things(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    def nothing_yet(_: Settings):
        raise IndexMissingError(path="index")

    monkeypatch.setattr("search_app.web.opening.open_engine", nothing_yet)
    client = create_app(settings).test_client()
    assert client.get("/health/live").status_code == 200
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json["error"]["code"] == "index_missing"
    assert answer.headers["Retry-After"] == "30"
    monkeypatch.setattr("search_app.web.opening.open_engine", lambda _: LoopEngine())
    assert client.get("/health/ready").json == {"status": "ok", "generation": GENERATION}


def test_metrics_are_for_those_who_have_the_token(client: FlaskClient, monitored: FlaskClient):
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    assert monitored.get("/metrics").status_code == 401
    wrong = {"Authorization": "Bearer knowné".encode().decode("latin-1")}
    assert monitored.get("/metrics", headers=wrong).status_code == 401
    assert monitored.get("/metrics", headers=TOKEN).status_code == 200


def test_metrics_count_requests_limits_and_tell_of_the_index(monitored: FlaskClient):
    def read() -> dict[tuple[str, ...], float]:
        text = monitored.get("/metrics", headers=TOKEN).text
        return {
            (s.name, *sorted(s.labels.values())): s.value
            for family in text_string_to_metric_families(text)
            for s in family.samples
        }

    before = read()
    monitored.get("/search?q=cloud")
    monitored.get(f"/search?q={'a' * 5000}")
    for _ in range(6):
        monitored.get("/topics/x", environ_base={"REMOTE_ADDR": "192.0.2.1"})
    after = read()

    def grown(*key: str) -> float:
        return after[key] - before.get(key, 0)

    assert grown("search_app_requests_total", "/search", "200") == 1
    assert grown("search_app_request_seconds_count", "/search", "cheap") == 2
    assert grown("search_app_limits_met_total", "address_too_long") == 1
    assert grown("search_app_limits_met_total", "too_many_requests") == 1
    assert after["search_app_generation_documents",] == 4
    assert after["search_app_generation_rejected_records",] == 0
    assert after["search_app_generation_age_seconds",] > 0


def test_a_line_of_the_log_says_what_happened_and_not_what_was_searched(
    logged: Callable[[], list[dict]], client: FlaskClient
):
    answer = client.get("/search?q=secret", environ_base={"REMOTE_ADDR": "192.0.2.77"})
    client.get("/authors/secret", environ_base={"REMOTE_ADDR": "2001:db8:1:2::3"})
    first, second = logged()
    assert (first["event"], first["route"], first["status"]) == ("request", "/search", 200)
    assert first["request_id"] == answer.headers["X-Request-ID"] != second["request_id"]
    assert (first["network"], second["network"]) == ("192.0.2.0/24", "2001:db8:1::/48")
    assert first["bytes"] == len(answer.data)
    assert "secret" not in json.dumps([first, second])


def test_an_error_is_logged_with_the_id_of_its_request(
    logged: Callable[[], list[dict]], client: FlaskClient, engine: LoopEngine
):
    engine.changes = lambda _: 1 / 0
    answer = client.get("/search?q=secret")
    error, request = logged()
    assert error["request_id"] == request["request_id"] == answer.headers["X-Request-ID"]
    assert "ZeroDivisionError" in error["exception"]
    assert "secret" not in json.dumps(error)


@pytest.mark.parametrize(
    ("given", "proxies", "kept"),
    [("abc-1", 1, True), ("abc-1", 0, False), ("a" * 65, 1, False), ("a b", 1, False)],
)
def test_the_id_of_a_request_may_come_from_a_proxy(
    engine: LoopEngine, settings: Settings, given: str, proxies: int, *, kept: bool
):
    client = create_app(settings.model_copy(update={"trusted_proxies": proxies})).test_client()
    answer = client.get("/help", headers={"X-Request-ID": given})
    assert (answer.headers["X-Request-ID"] == given) is kept

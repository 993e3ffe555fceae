"""Dear searches take turns, cheap ones never wait; a client has a number of requests a minute."""

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from loop_engine import LoopEngine

from search_app.model.errors import TooBusyError
from search_app.settings import Settings
from search_app.web import lanes
from search_app.web.app import create_app

CHEAP = ["", "cloud", "a b c d e f g h", '"données de santé"', "auteur:x SAUF y"]
DEAR = [
    "a b c d e f g h i",
    "héb* santé",
    "santé~",
    '"a b"~3',
    '"données sant*"',
    "x" * 400,
    "SAUF (" + " OU ".join("abcdefghi") + ")",
]


@pytest.fixture
def slot(client: FlaskClient, settings: Settings, monkeypatch: pytest.MonkeyPatch):
    """The only slot, taken by another process."""
    monkeypatch.setattr(lanes, "_WAIT_S", 0.1)
    taken = lanes.Lanes(settings).enter()
    yield taken
    taken.release()


@pytest.mark.usefixtures("slot")
@pytest.mark.parametrize("path", ["/search", "/search.json", "/search/values/party"])
def test_a_dear_search_waits_for_its_turn_and_a_cheap_one_does_not(client: FlaskClient, path: str):
    for text in CHEAP:
        assert client.get(f"{path}?q={quote(text)}").status_code == 200, text
    for text in [*(quote(text) for text in DEAR), "a&size=100", "a&page=1000"]:
        answer = client.get(f"{path}?q={text}")
        assert answer.status_code == 503, text
        assert answer.headers["Retry-After"] == "5"
        said = answer.json["error"]["message"] if path.endswith("json") else answer.text
        assert "Réessayez dans 5\u00a0secondes" in said


def test_a_slot_is_free_again_after_each_search(client: FlaskClient, engine: LoopEngine):
    for _ in range(3):
        assert client.get(f"/search?q={quote(DEAR[0])}").status_code == 200
    engine.changes = lambda _: 1 / 0
    for _ in range(3):
        assert client.get(f"/search?q={quote(DEAR[0])}").status_code == 500


def test_there_are_as_many_slots_as_the_settings_say(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(lanes, "_WAIT_S", 0.1)
    wider = settings.model_copy(update={"dear_requests_max": 2})
    slots = [lanes.Lanes(wider).enter() for _ in range(2)]
    with pytest.raises(TooBusyError):
        lanes.Lanes(wider).enter()
    slots.pop().release()
    lanes.Lanes(wider).enter().release()
    slots.pop().release()


@pytest.fixture
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock in the middle of a minute: windows of a minute would end between requests."""
    monkeypatch.setattr(time, "time", lambda: 1_800_000_030.0)


@pytest.fixture
def limited(engine: LoopEngine, settings: Settings, stopped_clock: None) -> Callable[..., int]:
    """Asks for a page as a client, and returns the status; 20 requests a minute are allowed."""
    few = settings.model_copy(update={"client_requests_per_minute": 20})
    client = create_app(few).test_client()

    def asked(address: str, path: str = "/help") -> int:
        answer = client.get(path, environ_base={"REMOTE_ADDR": address})
        if answer.status_code == 429:
            assert 1 <= int(answer.headers["Retry-After"]) <= 60
            assert "20\u00a0demandes par minute" in answer.text
        answer.close()
        return answer.status_code

    return asked


def test_a_client_that_asks_too_often_is_told_so(limited: Callable[..., int]):
    assert [limited("192.0.2.1") for _ in range(20)] == [200] * 20
    assert limited("192.0.2.1") == 429
    assert limited("192.0.2.1", "/search.json") == 429
    assert limited("192.0.2.1", "/static/site.css") == 200
    assert limited("192.0.2.2") == 200


def test_a_network_of_a_household_is_one_client(limited: Callable[..., int]):
    assert [limited(f"2001:db8::{n:x}") for n in range(20)] == [200] * 20
    assert limited("2001:db8::ffff") == 429
    assert limited("2001:db8:0:1::1") == 200


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", ""])
def test_this_machine_is_not_counted(limited: Callable[..., int], address: str):
    assert [limited(address) for _ in range(30)] == [200] * 30


@pytest.mark.usefixtures("stopped_clock")
def test_a_client_behind_a_proxy_is_known_by_its_last_entry(engine: LoopEngine, settings: Settings):
    changed = {"client_requests_per_minute": 20, "trusted_proxies": 1}
    client = create_app(settings.model_copy(update=changed)).test_client()

    def asked(forwarded: str) -> int:
        return client.get("/help", headers={"X-Forwarded-For": forwarded}).status_code

    assert [asked(f"198.51.100.{n}, 192.0.2.1") for n in range(20)] == [200] * 20
    assert asked("127.0.0.1, 192.0.2.1") == 429
    assert asked("192.0.2.1, 192.0.2.2") == 200


def test_threads_that_count_at_once(engine: LoopEngine, settings: Settings):
    app = create_app(settings)

    def statuses(number: int) -> set[int]:
        client, address = app.test_client(), {"REMOTE_ADDR": f"192.0.2.{number}"}
        return {client.get("/robots.txt", environ_base=address).status_code for _ in range(100)}

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert set().union(*pool.map(statuses, range(8))) == {200}
    finally:
        sys.setswitchinterval(before)

"""Scripts of other sites may read what is made for programs, and nothing else."""

import pytest
from flask.testing import FlaskClient

ORIGIN = {"Origin": "https://carte.example"}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "url", ["/search.json", "/documents/QANR5L16QE901.json", "/coverage.json", "/nope.json"]
)
def test_json_may_be_read_from_anywhere(client: FlaskClient, method: str, url: str):
    headers = client.open(url, method=method, headers=ORIGIN).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in headers


def test_browsers_are_told_before_they_ask(client: FlaskClient):
    asked = {**ORIGIN, "Access-Control-Request-Method": "GET"}
    answer = client.options("/search.json?q=cloud", headers=asked)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert set(answer.headers["Access-Control-Allow-Methods"].split(", ")) == {
        "GET",
        "HEAD",
        "OPTIONS",
    }
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("url", ["/", "/search?q=cloud", "/documents/QANR5L16QE901", "/health"])
def test_pages_may_not(client: FlaskClient, url: str):
    for method in ("GET", "OPTIONS"):
        headers = client.open(url, method=method, headers=ORIGIN).headers
        assert "Access-Control-Allow-Origin" not in headers

"""Browsers keep pages and ask again, keep files for a year, and get everything compressed."""

import gzip
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import loop_engine
import pytest
from flask.testing import FlaskClient
from loop_engine import LoopEngine

from search_app.model.results import Unfinished
from search_app.settings import Settings
from search_app.web.app import create_app

PAGES = (
    *("/", "/search?q=cloud", "/search.json?q=cloud", "/help", "/advanced", "/topics"),
    *("/suggest.json?q=cl", "/documents/QANR5L16QE901", "/documents/QANR5L16QE901.json"),
)
STATIC = Path(__file__).parents[3] / "search_app" / "web" / "static"


@pytest.mark.parametrize("url", PAGES)
def test_a_page_that_is_still_the_same_is_not_searched_again(
    client: FlaskClient, engine: LoopEngine, url: str
):
    first = client.get(url)
    assert first.headers["Cache-Control"] == "no-cache"
    kept = {"If-None-Match": first.headers["ETag"]}
    asked = len(engine.asked)
    again = client.get(url, headers=kept)
    assert (again.status_code, again.data, len(engine.asked)) == (304, b"", asked)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert client.get(f"{url}{'&' if '?' in url else '?'}x=1", headers=kept).status_code == 200


def test_a_new_generation_has_other_etags(client: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    kept = {"If-None-Match": client.get("/search").headers["ETag"]}
    monkeypatch.setattr(loop_engine, "GENERATION", "000002-new")
    assert client.get("/search", headers=kept).status_code == 200


def test_an_incomplete_answer_has_no_etag(client: FlaskClient, engine: LoopEngine):
    engine.changes = lambda results: replace(results, unfinished=(Unfinished.SNIPPETS,))
    answer = client.get("/search")
    assert answer.status_code == 200
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("url", ["/nope", "/documents/x", "/search.json?page=x"])
def test_an_error_is_not_kept(client: FlaskClient, url: str):
    answer = client.get(url)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_without_an_index_nothing_is_kept(settings: Settings):
    client = create_app(settings).test_client()
    assert client.get("/search").status_code == 503
    assert client.get("/search").headers["Cache-Control"] == "no-store"
    assert client.get("/help").status_code == 200


def test_files_are_kept_for_a_year_under_their_digest(client: FlaskClient):
    page = client.get("/").text
    sheet = (STATIC / "site.css").read_text()
    addresses = re.findall(r'"(/static/[^"]+)"', page)
    addresses += [f"/static/{name}" for name in re.findall(r'url\("([^"]+)"\)', sheet)]
    assert len(addresses) == 8
    for address in addresses:
        name, _, digest = address.partition("?v=")
        with client.get(address) as answer:
            assert digest == hashlib.sha256(answer.data).hexdigest()[:8], address
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        with client.get(f"{name}?v=00000000") as answer:
            assert "max-age" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["site.css", "site.js"])
def test_what_only_we_read_is_not_sent(client: FlaskClient, name: str):
    written = (STATIC / name).read_text(encoding="utf-8")
    answer = client.get(f"/static/{name}")
    assert 0 < len(answer.text) < 0.85 * len(written)
    assert "/*" not in answer.text.replace("*/*", "")
    again = client.get(f"/static/{name}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("accepted", ["gzip", "br", "zstd"])
def test_answers_are_compressed(client: FlaskClient, accepted: str):
    plain = client.get("/search")
    assert "Content-Encoding" not in plain.headers
    answer = client.get("/search", headers={"Accept-Encoding": accepted})
    assert answer.headers["Content-Encoding"] == accepted
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert len(answer.data) < len(plain.data) / 2
    if accepted == "gzip":
        assert gzip.decompress(answer.data) == plain.data
    kept = {"Accept-Encoding": accepted, "If-None-Match": answer.headers["ETag"]}
    assert client.get("/search", headers=kept).status_code == 304

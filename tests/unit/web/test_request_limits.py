"""An address or a body that is too large is refused, and so is a host that is not the site's."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from loop_engine import LoopEngine

from making import question
from search_app.settings import Settings
from search_app.web import places
from search_app.web.app import create_app

# No page is larger than this, whatever the address.
PAGE_MAX_BYTES = 2_000_000


@pytest.fixture
def site(engine: LoopEngine, settings: Settings) -> Callable[..., FlaskClient]:
    """Makes the site with other settings, in a process that has not answered anything yet."""

    def made(**changed: object) -> FlaskClient:
        places._url.cache_clear()
        return create_app(settings.model_copy(update=changed)).test_client()

    return made


@pytest.mark.parametrize("raw", ["q=" + "a" * 5_000, "x=" + "é" * 700, "z&" * 2_100])
@pytest.mark.parametrize("path", ["/search", "/search.json", "/suggest.json", "/health", "/nope"])
def test_a_long_address_is_refused_with_the_limit(client: FlaskClient, path: str, raw: str):
    answer = client.get(f"{path}?{raw}")
    assert answer.status_code == 414
    said = answer.text if path in {"/search", "/nope"} else answer.json["error"]["message"]
    assert "4\u202f096\u00a0octets" in said
    assert "Raccourcissez" in said


def test_what_is_short_before_it_is_encoded_counts_as_it_is_repeated(client: FlaskClient):
    short = "é" * 600
    assert client.get(f"/search?q={short}").status_code == 200
    assert client.get("/search?" + "&".join(f"q={short}" for _ in range(2))).status_code == 414


def test_filter_values_are_counted_over_all_facets(client: FlaskClient):
    values = [f"{name}={n}" for n in range(51) for name in ("party", "topic", "not_year", "none")]
    assert client.get("/search?" + "&".join(values[:200])).status_code == 200
    answer = client.get("/search?" + "&".join(values[:201]))
    assert answer.status_code == 400
    assert "200\u00a0valeurs" in answer.text


def test_the_terms_of_a_search_are_counted(site: Callable[..., FlaskClient]):
    for terms_max, client in ((200, site()), (50, site(query_terms_max=50))):
        most = " ".join(f"m{n}" for n in range(terms_max))
        assert client.get("/search.json", query_string={"q": most}).status_code == 200
        answer = client.get("/search.json", query_string={"q": f"{most} mot"})
        assert answer.status_code == 400
        assert (
            f"limite de {terms_max} mots ou conditions. Retirez-en"
            in answer.json["error"]["message"]
        )
        assert f"limite de {terms_max} mots" in client.get(f"/search?q={most} mot").text


def test_the_words_behind_a_wildcard_are_counted(
    site: Callable[..., FlaskClient], engine: LoopEngine
):
    engine.documents = (
        question(1, " ".join(f"mot{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(300))),
    )
    client = site(query_expansions_max=250)
    for text in ("mot*", "motab~2", '"un mot*"', "mota* OU motb* OU mot*"):
        for path in ("/search", "/search.json"):
            answer = client.get(path, query_string={"q": text})
            assert answer.status_code == 400, text
            said = answer.text if path == "/search" else answer.json["error"]["message"]
            assert "limite de 250 mots que remplacent" in said
            assert "plus de lettres" in said
    for text in ("mota*", "mota* motb*", "motab~1", "autre*"):
        assert client.get("/search", query_string={"q": text}).status_code == 200


@pytest.mark.parametrize("path", ["/search", "/search.json", "/search/values/topic", "/advanced"])
def test_a_page_is_bounded_whatever_the_address(client: FlaskClient, engine: LoopEngine, path: str):
    engine.documents = tuple(question(n, "cloud", author=f"nom {n}") for n in range(120))
    for filters in ("&".join(f"party={n}" for n in range(100)), "q=" + "%22" * 1_300):
        address = f"{path}?size=100&date=2020-2023&{filters}"
        answer = client.get(address + "&q=" + "a" * (4_050 - len(address)))
        assert answer.status_code in {200, 302, 400}

        assert len(answer.data) < PAGE_MAX_BYTES


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("url", ["/search", "/health", "/nope", "/static/site.css"])
def test_no_view_accepts_a_body(client: FlaskClient, method: str, url: str):
    assert client.open(url, method=method, data=b"x").status_code == 413
    chunked = {"Transfer-Encoding": "chunked"}
    assert client.open(url, method=method, headers=chunked).status_code == 413


@pytest.mark.parametrize("host", ["a b", "[::1", "evil.example", "é", "x" * 300, "a:b:c", "/"])
@pytest.mark.parametrize("path", ["/search", "/search.json", "/documents/QANR5L16QE901"])
def test_a_bad_host_is_a_bad_request(site: Callable[..., FlaskClient], host: str, path: str):
    client = site(site_url="https://questions.example.fr")
    answer = client.get(path, headers={"Host": host.encode().decode("latin-1")})
    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_the_hosts_are_those_of_the_settings(site: Callable[..., FlaskClient]):
    for changed, accepted in (
        ({}, {"a.example", "b.example", "localhost"}),
        ({"site_url": "https://a.example"}, {"a.example", "localhost"}),
        ({"site_url": "https://a.example", "trusted_hosts": ("b.example",)}, {"b.example"}),
    ):
        client = site(**changed)
        for host in ("a.example", "b.example", "localhost"):
            status = client.get("/help", headers={"Host": host}).status_code
            assert status == (200 if host in accepted else 400), (changed, host)


@pytest.mark.parametrize("path", ["/documents/QANR5L16QE901", "/recherche/documents/QANR5L16QE901"])
def test_links_are_those_of_the_configured_site(site: Callable[..., FlaskClient], path: str):
    client = site(site_url="https://a.example/recherche")
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil"}
    answer = client.get(path, headers={"Host": "localhost", **forged})
    permanent = "https://a.example/recherche/documents/QANR5L16QE901"
    assert f'<link rel="canonical" href="{permanent}">' in answer.text
    assert 'href="/recherche/help"' in answer.text
    assert "evil" not in answer.text
    assert answer.headers["Strict-Transport-Security"]


def test_an_answer_is_bounded(site: Callable[..., FlaskClient], engine: LoopEngine):
    engine.documents = (question(1, "cloud " * 100_000),)
    answer = site(answer_max_kb=500).get("/documents/QANR5L16QE1")
    assert answer.status_code == 400
    assert "500\u00a0ko" in answer.text
    assert site(answer_max_kb=2_000).get("/documents/QANR5L16QE1").status_code == 200

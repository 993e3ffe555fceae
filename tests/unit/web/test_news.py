"""What is new leads to its documents, and an empty period says from when the newest is."""

import datetime as dt

import pytest
from flask.testing import FlaskClient
from loop_engine import ARTICLE, LoopEngine


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch):
    def on(day: dt.date) -> None:
        monkeypatch.setattr("search_app.web.views.today", lambda: day)

    return on


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, ("7 derniers jours</a> <span class=count>1</span>, ", "30 derniers jours")),
        (7, ("7 derniers jours</a>", "30 derniers jours</a> <span class=count>1</span>")),
        (8, ("30 derniers jours",)),
        (30, ("30 derniers jours",)),
        (31, ()),
    ],
)
def test_the_first_page_counts_what_is_new(client: FlaskClient, on, days: int, said):
    on(ARTICLE.date + dt.timedelta(days))
    text = client.get("/").text.replace('class="count"', "class=count")
    assert ("Nouveautés" in text) is bool(said)
    assert all(one in flat(text) for one in said)
    assert ("7 derniers jours" in text) is (days <= 7)


def test_what_is_new_is_what_its_link_finds(client: FlaskClient, engine: LoopEngine, on):
    on(ARTICLE.date + dt.timedelta(7))
    link = client.get("/").text.partition("Nouveautés")[2].partition('href="')[2].partition('"')[0]
    assert link == f"/search?date={ARTICLE.date}.."
    assert 'class="total">1\u00a0document<' in client.get(link).text


def test_an_empty_period_says_when_the_newest_document_is_from(client: FlaskClient):
    for date in ("2040", "1990", "2040.."):
        text = flat(client.get(f"/search?q=cloud&date={date}").text)
        newest = f'<a href="/documents/{ARTICLE.id}">8 avril 2025</a>'
        assert f"Sans la période, le document le plus récent date du {newest}." in text


@pytest.mark.parametrize("address", ["q=introuvable&date=2040", "q=introuvable", "q=cloud"])
def test_nothing_is_said_where_no_document_has_a_day(client: FlaskClient, address: str):
    assert "le plus récent date" not in client.get(f"/search?{address}").text

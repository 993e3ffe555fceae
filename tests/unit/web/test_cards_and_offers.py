"""What the page and the JSON show of what a text names, and which other readings are offered."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from page_reading import page

from making import question
from search_app.authority import group_name, topic_name
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.settings import Settings
from search_app.web.app import create_app


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder: Path = tmp_path_factory.mktemp("site")
    facts = {
        "author": "Mme Léa Brissac",
        "group": group_name("Socialistes et apparentés"),
        "topic": topic_name("sports"),
        "date": dt.date(2022, 7, 26),
    }
    with EmbeddedBuilder(folder / "index", full=True) as builder:
        for number in range(331, 345):
            builder.add(question(number, "Un texte sur les lits et les <PS>.", **facts))
        builder.add(question(331, "Autre", id="QANR5L15QE331", legislature="15"))
        builder.add(question(400, "Un texte", title="Soutien à l'innovation"))
        builder.add(question(401, "Un texte", title="Question écrite n° 401"))
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    settings = Settings(corpus=folder / "corpus", index=folder / "index")
    with create_app(settings).test_client() as client:
        yield client


def cards(site: FlaskClient, address: str) -> str:
    return page(site, address).partition('class="cards"')[2].partition("</section>")[0]


def test_a_question_has_a_card_above_the_documents(site: FlaskClient) -> None:
    text = page(site, "/search?q=QE+331")
    assert text.index('class="cards"') < text.index('class="hits"')
    shown = cards(site, "/search?q=QE+331")
    assert re.findall(r'<h2><a href="([^"]+)">(.+?)</a>', shown) == [
        ("/documents/QANR5L16QE331", "Question écrite n°\u00a0331 (16<sup>e</sup> législature)"),
        ("/documents/QANR5L15QE331", "Question écrite n°\u00a0331 (15<sup>e</sup> législature)"),
    ]
    assert "Mme Léa Brissac" in shown
    assert "26 juillet 2022" in shown


def test_a_card_has_the_title_as_lists_print_it_and_not_its_name_twice(site: FlaskClient) -> None:
    shown = cards(site, "/search?q=QE+400")
    assert '<p class="card-title">Soutien à l’innovation</p>' in shown
    shown = cards(site, "/search?q=QE+401")
    assert "Question écrite n°\u00a0401 (16<sup>e</sup> législature)" in shown
    assert "card-title" not in shown


def test_more_questions_are_counted(site: FlaskClient) -> None:
    numbers = "+".join(str(number) for number in range(331, 345))
    assert "et 5\u00a0autres, dans les résultats" in cards(site, f"/search?q=QE+{numbers}")


@pytest.mark.parametrize(
    ("text", "address", "kicker"),
    [
        ("Brissac", "/authors/Mme%20L%C3%A9a%20Brissac", "Auteur · 14\u00a0documents"),
        ("PS", "/parties/SOC", "Groupe politique · 14\u00a0documents"),
        ("sports", "/topics/Sports", "Rubrique · 14\u00a0documents"),
    ],
)
def test_a_name_has_a_card(site: FlaskClient, text: str, address: str, kicker: str) -> None:
    shown = cards(site, f"/search?q={text}")
    assert f'href="{address}"' in shown
    assert kicker in shown
    assert site.get(address).status_code == 200


def test_a_card_takes_no_document_away(site: FlaskClient) -> None:
    assert "14\u00a0documents</h1>" in page(site, "/search?q=PS")
    assert 'class="cards"' in page(site, "/search?q=QE+331&legislature=15")
    assert 'class="cards"' not in page(site, "/search?q=PS&page=2&size=10")
    assert 'class="cards"' not in page(site, "/search?q=lits")


def test_the_json_has_the_cards(site: FlaskClient) -> None:
    answer = site.get("/search.json?q=PS").json
    assert answer
    assert answer["cards"] == [
        {
            "kind": "party",
            "label": "Socialistes et apparentés (SOC)",
            "address": "/parties/SOC",
            "count": 14,
        }
    ]
    assert answer["total"] == 14
    answer = site.get("/search.json?q=16-331QE").json
    assert answer
    assert [card["address"] for card in answer["cards"]] == ["/documents/QANR5L16QE331"]
    assert answer["hits"][0]["id"] == "QANR5L16QE331"


def offered(site: FlaskClient, address: str) -> list[tuple[str, str, str]]:
    found = re.findall(
        r'class="offer">([^<]*) <a href="([^"]*)"[^>]*>([^<]*)</a>', page(site, address)
    )
    return [(note, url.replace("&amp;", "&"), label) for note, url, label in found]


def test_operators_are_offered_with_the_filters(site: FlaskClient) -> None:
    (offer,) = offered(site, "/search?q=lits+sauf+blocs&legislature=16&page=1")
    note, url, label = offer
    assert note == "«\u00a0sauf\u00a0» est lu comme un mot."
    assert label == "Chercher plutôt «\u00a0lits SAUF blocs\u00a0»"
    assert url == "/search?q=lits+SAUF+blocs&legislature=16"
    assert offered(site, url) == []


@pytest.mark.parametrize(
    ("text", "url", "label"),
    [
        ("lits+juillet+2022", "/search?q=lits&date=2022-07", "Chercher plutôt «\u00a0lits\u00a0» dans les documents de cette période"),
        ("lits+entre+mars+et+juillet+2022", "/search?q=lits&date=2022-03-01..2022-07-31", "Chercher plutôt «\u00a0lits\u00a0» dans les documents de cette période"),
        ("26/07/2022", "/search?date=2022-07-26", "Voir les documents de cette période"),
        ("depuis+2022+lits", "/search?q=lits&date=2022..", "Chercher plutôt «\u00a0lits\u00a0» dans les documents de cette période"),
    ],
)  # fmt: skip
def test_a_period_is_offered(site: FlaskClient, text: str, url: str, label: str) -> None:
    (offer,) = offered(site, f"/search?q={text}")
    assert offer[1:] == (url, label)
    assert offered(site, url) == []


@pytest.mark.parametrize("text", ["%22juillet+2022%22", "date:2022", "titre:juillet+2022", "PS"])
def test_nothing_is_offered_where_nothing_was_misread(site: FlaskClient, text: str) -> None:
    assert offered(site, f"/search?q={text}") == []


def test_the_field_of_the_page_reads_what_people_write(site: FlaskClient) -> None:
    for written in ("juillet 2022", "07/2022", "depuis 2022", "2021-2022", "26 juillet 2022"):
        assert "14\u00a0documents</h1>" in page(site, f"/search?date={written}"), written
    text = page(site, "/search?date=07/2022")
    assert 'name="date" value="en juillet 2022"' in text
    assert "<span>Date\u00a0: en juillet 2022</span>" in text
    text = page(site, "/search?date=juillte+2022")
    assert "«\u00a0juillte 2022\u00a0» n’est pas une période." in text
    assert "mai 2023" in text

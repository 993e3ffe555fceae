"""What the lines under the search box say of other spellings and other names."""

import html
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from loop_engine import QUESTION, LoopEngine
from page_reading import links, page

from search_app.model.results import Closeness, Found

TEXT = "L’hébergement des données de santé et la télémédecine à l’hôpital, en pharmacie"
LINE = re.compile(
    r'<p class="note" role="status">(Aucun document [^<]*Résultats pour.*?)</p>', re.DOTALL
)
CORRECTED = '<mark class="is-spelling" title="orthographe corrigée">'


@pytest.fixture
def engine(engine: LoopEngine) -> LoopEngine:
    engine.documents = tuple(replace(QUESTION, id=f"QANR5L16QE{n}", text=TEXT) for n in range(6))
    return engine


def line(client: FlaskClient, typed: str) -> str:
    """The line with its link taken apart, unescaped; corrected words between asterisks."""
    (found,) = LINE.findall(client.get("/search", query_string={"q": typed}).get_data(as_text=True))
    plain = re.sub("<a [^>]*>|</a>", "", re.sub(f"{CORRECTED}|</mark>", "*", found))
    assert "<" not in plain
    return html.unescape(plain)


@pytest.mark.parametrize(
    ("typed", "absent", "meant"),
    [
        ("hebergemant", "« hebergemant »", "*hébergement*"),
        (
            "farmacie et telemedcine",
            "ni « farmacie » ni « telemedcine »",
            "*pharmacie* et *télémédecine*",
        ),
        ("l'hopytal", "« hopytal »", "*l'hôpital*"),
        ("l’hopytal", "« hopytal »", "*l’hôpital*"),
        ('farmacie "farmacie"', "« farmacie »", '*pharmacie* "farmacie"'),
        ("«farmacie» farmacie", "« farmacie »", "«farmacie» *pharmacie*"),
        ("(farmacie santé)", "« farmacie »", "(*pharmacie* santé)"),
        ("ultrafarmacie farmacie", "« farmacie »", "ultrafarmacie *pharmacie*"),
        ("hebergementdonnees", "« hebergementdonnees »", "*hébergement données*"),
        ("farmacie <b>santé</b>", "« farmacie »", "*pharmacie* <b>santé</b>"),
        ("farmacie )", "« farmacie »", "*pharmacie* )"),
    ],
)
def test_the_line_shows_the_query_as_it_was_meant(
    client: FlaskClient, typed: str, absent: str, meant: str
) -> None:
    assert line(client, typed) == (
        f"Aucun document ne contient {absent}. Résultats pour « {meant} » — "
        f"chercher seulement « {typed} »"
    )


def test_a_word_typed_twice_is_corrected_twice(client: FlaskClient) -> None:
    assert "Résultats pour « *pharmacie* *pharmacie* »" in line(client, "farmacie farmacie")


def test_the_sentence_says_the_words_that_were_searched(client: FlaskClient) -> None:
    text = page(client, "/search?q=la+farmacie+santé")
    assert "Documents avec « pharmacie » et « santé »." in text
    text = page(client, "/search?q=la+farmacie+santé&correction=0")
    assert "« farmacie »" in text.partition('class="sentence"')[2].partition("</p>")[0]


@pytest.mark.parametrize("typed", ["Farmacie", "FARMACIE", "farmacie2", '"farmacie"'])
def test_capitals_digits_and_quotations_are_not_corrected(client: FlaskClient, typed: str) -> None:
    text = client.get("/search", query_string={"q": typed}).get_data(as_text=True)
    assert not LINE.search(text)
    assert "Aucun document ne répond à cette recherche" in text
    body = client.get("/search.json", query_string={"q": typed}).json
    assert (body["total"], body["corrections"]) == (0, [])
    assert body["absent"] == [typed.strip('"')]


def test_what_is_near_to_an_absent_name_is_linked_with_its_number(client: FlaskClient) -> None:
    text = page(client, "/search?q=Farmacie&type=QE")
    assert "Aucun document ne contient « Farmacie »." in text
    url = "/search?q=pharmacie&amp;type=QE"
    link = f'<a href="{url}">pharmacie</a> <span class="count">6 documents</span>'
    assert link in text
    (near,) = client.get("/search.json?q=Farmacie&type=QE").json["near"]
    assert near == {
        "typed": "Farmacie",
        "word": "pharmacie",
        "total": 6,
        "url": "/search.json?q=pharmacie&type=QE",
    }


def test_an_absent_name_among_other_words_is_named_above_the_hits(client: FlaskClient) -> None:
    text = page(client, "/search?q=données+santé+Farmacie")
    near = "/search?q=donn%C3%A9es+sant%C3%A9+pharmacie"
    assert (
        "Aucun document ne contient « Farmacie ». Mot proche : "
        f'<a href="{near}" rel="nofollow">pharmacie</a> '
        '<span class="count">(6 documents)</span>' in text
    )


def test_a_frequent_word_is_offered_for_a_rare_one_and_never_mixed_in(
    client: FlaskClient, engine: LoopEngine
) -> None:
    many = (replace(QUESTION, id=f"QANR5L16QE{n}", text="la carte vidal") for n in range(60))
    engine.documents = (*many, replace(QUESTION, id="QANR5L16QE99", text="partis de kidal"))
    text = page(client, "/search?q=kidal")
    assert ">1 document<" in text
    assert (
        'Vouliez-vous dire <a href="/search?q=vidal" rel="nofollow">vidal</a> '
        '<span class="count">(60 documents)</span> ?' in text
    )
    assert "Vouliez-vous dire" not in page(client, "/search?q=vidal")


def test_the_link_searches_what_was_typed(client: FlaskClient) -> None:
    text = page(client, "/search?q=farmacie+sant%C3%A9&type=QE&page=2")
    (found,) = (url for url in links(LINE.findall(text)[0]))
    assert parse_qs(urlsplit(found).query) == {
        "q": ["farmacie santé"],
        "type": ["QE"],
        "correction": ["0"],
    }
    strict = page(client, found)
    assert not LINE.search(strict)
    assert "/search?q=farmacie+sant%C3%A9&type=QE" in links(strict)


def test_other_names_can_be_switched_off_and_on_again(client: FlaskClient) -> None:
    text = page(client, "/search?q=HDH&type=QE")
    assert 'Recherché aussi : <mark class="is-name" title="autre nom">' in text
    assert "/search?q=HDH&type=QE&expansion=0" in links(text)
    text = page(client, "/search?q=HDH&type=QE&expansion=0")
    assert "Recherché aussi" not in text
    assert "Les autres noms ne sont pas cherchés" in text
    assert "/search?q=HDH&type=QE" in links(text)


@pytest.mark.parametrize("typed", ["hebergement", "donnees", "sante", "telemedecine"])
def test_words_without_their_accents_are_no_corrections(client: FlaskClient, typed: str) -> None:
    assert not LINE.search(page(client, f"/search?q={typed}"))


def test_programs_get_the_written_form_beside_the_one_used(client: FlaskClient) -> None:
    corrections = client.get("/search.json?q=hebergementdonnees+telemedcine").json["corrections"]
    assert corrections == [
        {
            "typed": "hebergementdonnees",
            "used": "hebergement donnees",
            "written": "hébergement données",
        },
        {"typed": "telemedcine", "used": "telemedecine", "written": "télémédecine"},
    ]


def test_hits_say_why_they_are_there_when_asked(client: FlaskClient, engine: LoopEngine) -> None:
    found = (Found("HDH", Closeness.NAME, "health data hub"), Found("eau", Closeness.TYPED, "eau"))
    engine.changes = lambda r: replace(r, hits=tuple(replace(h, found=found) for h in r.hits))
    text = page(client, "/search?q=HDH&type=QE")
    assert '<p class="why">Trouvé sous un autre nom\u00a0: Health Data Hub</p>' in text
    assert "le mot tel quel" not in text
    assert "/search?q=HDH&type=QE&explain=1" in {f"/search{url}" for url in links(text)}
    text = page(client, "/search?q=HDH&type=QE&explain=1")
    assert (
        "<li>«\u00a0HDH\u00a0»\u00a0: sous un autre nom, «\u00a0Health Data Hub\u00a0»</li>" in text
    )
    assert "<li>«\u00a0eau\u00a0»\u00a0: le mot tel quel</li>" in text
    assert "?q=HDH&type=QE" in links(text)
    hit = client.get("/search.json?q=HDH&explain=1").json["hits"][0]
    assert hit["found"][0] == {"typed": "HDH", "closeness": "name", "form": "health data hub"}

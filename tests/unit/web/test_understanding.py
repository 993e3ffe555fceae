"""What the lines under the search box say of other spellings and other names."""

import html
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from loop_engine import QUESTION, LoopEngine
from page_reading import links, page

from search_app.model.query import Query
from search_app.model.results import Results
from search_app.model.vocabulary import Correction
from search_app.web.understanding import understanding

TEXT = "L’hébergement des données de santé et la télémédecine à l’hôpital, en pharmacie"
LINE = re.compile(r'<p class="note" role="status">(Résultats pour.*?)</p>', re.DOTALL)
RESULTS = Results(hits=(), total=0, matched=0, facets={}, generation="")


@pytest.fixture
def engine(engine: LoopEngine) -> LoopEngine:
    engine.documents = tuple(replace(QUESTION, id=f"QANR5L16QE{n}", text=TEXT) for n in range(6))
    return engine


def line(client: FlaskClient, typed: str) -> str:
    """The line with its link taken apart, unescaped; corrected words between asterisks."""
    (found,) = LINE.findall(client.get("/search", query_string={"q": typed}).get_data(as_text=True))
    plain = re.sub("<a [^>]*>|</a>", "", re.sub("</?strong>", "*", found))
    assert "<" not in plain
    return html.unescape(plain)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hebergemant", "*hébergement*"),
        ("Hebergemant donnees", "*hébergement* donnees"),
        ("farmacie et telemedcine", "*pharmacie* et *télémédecine*"),
        ("l'hopytal", "*l'hôpital*"),
        ("l’hopytal", "*l’hôpital*"),
        ('farmacie "farmacie"', '*pharmacie* "farmacie"'),
        ("«farmacie» farmacie", "«farmacie» *pharmacie*"),
        ("(farmacie santé)", "(*pharmacie* santé)"),
        ("farmacie farmacie", "*pharmacie* *pharmacie*"),
        ("ultrafarmacie farmacie", "ultrafarmacie *pharmacie*"),
        ("hebergementdonnees", "*hébergement données*"),
        ("farmacie <b>santé</b>", "*pharmacie* <b>santé</b>"),
        ("farmacie )", "*pharmacie* )"),
    ],
)
def test_the_line_shows_the_query_as_it_was_meant(
    client: FlaskClient, typed: str, meant: str
) -> None:
    said = f"Résultats pour «\u00a0{meant}\u00a0» — chercher plutôt «\u00a0{typed}\u00a0»"
    assert line(client, typed) == said


def test_the_link_searches_what_was_typed(client: FlaskClient) -> None:
    text = page(client, "/search?q=farmacie+sant%C3%A9&type=QE&page=2")
    (found,) = (url for url in links(LINE.findall(text)[0]))
    assert parse_qs(urlsplit(found).query) == {
        "q": ["farmacie santé"],
        "type": ["QE"],
        "correction": ["0"],
    }
    assert not LINE.search(page(client, found))


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


@given(st.text(min_size=1), st.text("ab('’\".*[\\ ", min_size=1, max_size=4), st.text())
def test_only_corrected_words_change(before: str, typed: str, after: str) -> None:
    query = Query(text=f"{before}{typed}{after}")
    results = replace(
        RESULTS, corrections=(Correction(typed=typed, used="xyz xy", written="XYZ XY"),)
    )
    (said,) = understanding(query, results, lambda _: "/")
    pieces = said.sentence[1:-1]
    assert all(text.endswith("XYZ XY") for text, marked in pieces if marked)
    assert "".join(typed if marked else text for text, marked in pieces) == query.text

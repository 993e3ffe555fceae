"""Filters as checkboxes and chips: chosen, excluded, absent, searched, taken back."""

import html
import re
from dataclasses import replace

from flask.testing import FlaskClient
from loop_engine import QUESTION, LoopEngine, known
from page_reading import links, page


def ticked(text: str) -> list[tuple[str, str]]:
    found = re.findall(r'type="checkbox" name="(\w+)" value="([^"]*)" checked', text)
    return [(name, html.unescape(value)) for name, value in found]


def test_values_are_checkboxes_of_one_form(client: FlaskClient):
    text = page(client, "/search?q=cloud&legislature=16&sort=oldest&page=1")
    form = text.partition('id="filters"')[2].partition("</form>")[0]
    assert ticked(form) == [("legislature", "16")]
    assert 'name="legislature" value="15">' in form
    assert re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form) == [
        ("q", "cloud"),
        ("sort", "oldest"),
    ]


def test_the_form_keeps_what_it_has_no_field_for(client: FlaskClient):
    text = page(client, "/search?q=cloud&year=2024&not_year=2021&not_none=year&page=1")
    form = text.partition('id="filters"')[2].partition("</form>")[0]
    assert re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form) == [
        ("q", "cloud"),
        ("year", "2024"),
        ("not_none", "year"),
        ("not_year", "2021"),
    ]


def test_a_value_can_be_excluded_and_taken_back(client: FlaskClient):
    text = page(client, "/search?q=cloud")
    assert '<button name="not_legislature" value="16"' in text
    text = page(client, "/search?q=cloud&not_legislature=16")
    assert ticked(text) == [("not_legislature", "16")]
    assert "Sauf 16e législature" in text
    assert "sauf 16<sup>e</sup> législature" in text.partition('class="sentence"')[2]
    assert "2\u00a0documents" in text


def test_documents_without_a_value_can_be_asked_for(client: FlaskClient):
    text = page(client, "/search?none=party")
    assert ticked(text) == [("none", "party")]
    assert "2\u00a0documents" in text
    assert "Sans groupe" in text
    assert "2\u00a0documents" in page(client, "/search?not_none=party")


def test_a_facet_can_be_read_to_its_end(client: FlaskClient, engine: LoopEngine):
    engine.documents = tuple(
        replace(QUESTION, id=f"q{n}", author=f"Mme Élise Nom{n}") for n in range(30)
    )
    text = page(client, "/search?q=cloud")
    assert text.count('name="author"') == 5
    assert "/search/values/author?q=cloud" in links(text)
    assert "Tout voir (30)" in text
    text = page(client, "/search/values/author?q=cloud&contains=elise+nom2&order=name")
    assert len(re.findall(r">Mme Élise Nom\d+<", text)) == 11
    assert text.index(">Mme Élise Nom2<") < text.index(">Mme Élise Nom29<")
    assert "/search?q=cloud&author=Mme+%C3%89lise+Nom2" in links(text)
    assert "/search?q=cloud" in links(text)


def test_equal_values_come_as_in_a_dictionary(client: FlaskClient, engine: LoopEngine):
    names = ("Zones rurales", "Égalité", "eau", "Fraude")
    engine.documents = tuple(
        replace(QUESTION, id=f"d{n}", topic=known(name, name)) for n, name in enumerate(names)
    )
    text = page(client, "/search").partition("Rubrique</legend>")[2]
    shown = [
        value
        for name, value in re.findall(r'name="(\w+)" value="([^"]+)"', text)
        if name == "topic"
    ]
    assert shown == ["eau", "Égalité", "Fraude", "Zones rurales"]


def test_ordinals_are_raised(client: FlaskClient):
    assert "16<sup>e</sup> législature" in page(client, "/search?q=cloud&legislature=16")
    assert "1<sup>er</sup> février" in page(client, "/documents/QANR5L16QE901")


def test_chips_remove_one_filter_each(client: FlaskClient):
    text = page(client, "/search?q=cloud&legislature=16&topic=Num%C3%A9rique&sort=oldest&page=1")
    chips = re.findall(r'class="chip" href="([^"]+)".*?<span>(.*?)</span>', text)
    assert [(html.unescape(url), label) for url, label in chips] == [
        ("/search?q=cloud&topic=Num%C3%A9rique&sort=oldest", "16<sup>e</sup> législature"),
        ("/search?q=cloud&legislature=16&sort=oldest", "Rubrique\u00a0: Numérique"),
    ]
    assert "/search?q=cloud&sort=oldest" in links(text)
    assert '<input type="hidden" name="legislature" value="16">' in text
    assert '<input type="hidden" name="sort" value="oldest">' in text
    assert 'class="chip"' not in page(client, "/search?q=cloud")


def test_new_words_start_on_the_first_page(client: FlaskClient):
    text = page(client, "/search?q=cloud&type=QE&page=2").partition('id="kept"')[2]
    kept = text.partition("</span>")[0]
    assert re.findall(r'<input type="hidden" name="(\w+)"', kept) == ["type"]


def test_only_the_first_values_show_and_those_chosen(client: FlaskClient, engine: LoopEngine):
    engine.documents = tuple(
        replace(QUESTION, id=f"q{n}", legislature=str(n)) for n in range(1, 13)
    )
    values = re.findall(r'name="legislature" value="(\d+)"', page(client, "/search"))
    assert values == ["12", "11", "10", "9", "8"]
    values = re.findall(r'name="legislature" value="(\d+)"', page(client, "/search?legislature=2"))
    assert [v for v in values if v not in {"12", "11", "10", "9", "8"}][-1] == "2"

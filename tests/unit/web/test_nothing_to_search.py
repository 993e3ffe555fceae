"""What was typed has no word: the site says so, instead of listing everything."""

import pytest
from flask.testing import FlaskClient
from page_reading import links, page

from search_app.model.facet import FacetField


@pytest.mark.parametrize("typed", ["😀", '""', "***", "-", "?", '"', "(((((", "«»", ":", "~ &"])
@pytest.mark.parametrize("filters", [{}, {"type": "QE"}])
def test_there_is_nothing_to_search(
    client: FlaskClient, typed: str, filters: dict[str, str]
) -> None:
    asked = {"q": typed, **filters}
    answer = client.get("/search", query_string=asked)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert '<h1 class="total">Rien à chercher</h1>' in text
    assert "ne contient aucun mot" in text
    assert 'class="hit"' not in text
    assert "Tous les documents" not in text.partition('class="sentence"')[2].partition("</p>")[0]
    answer = client.get("/search.json", query_string=asked)
    body = answer.json
    assert answer.status_code == 200
    assert (body["nothing_to_search"], body["total"], body["hits"]) == (True, 0, [])
    assert body["facets"] == {field.parameter: [] for field in FacetField} | {
        name: [value for value in body["facets"][name] if value["selected"]] for name in filters
    }


def test_an_empty_box_lists_everything(client: FlaskClient) -> None:
    body = client.get("/search.json?q=++").json
    assert (body["nothing_to_search"], body["total"]) == (False, 4)
    assert "Tous les documents" in page(client, "/search?q=")


def test_operators_alone_are_no_word_either(client: FlaskClient) -> None:
    assert "Rien à chercher" in page(client, "/search?q=ET")
    assert client.get("/search.json?q=ET").status_code == 400


def test_an_empty_page_speaks_of_what_was_typed(client: FlaskClient) -> None:
    text = page(client, "/search?q=zzz")
    for strange in ("guillemets", "Scalway", "hébergeu"):
        assert strange not in text.partition("<main")[2]
    text = page(client, '/search?q="cloud+données"')
    assert ">Sans les guillemets</a>" in text
    assert "/search?q=cloud+donn%C3%A9es" in links(text)


def test_filters_are_there_where_something_may_be_filtered(client: FlaskClient) -> None:
    assert 'id="filters"' in page(client, "/search?q=cloud")
    assert 'id="filters"' not in page(client, "/search?q=***")
    assert 'id="filters"' in page(client, "/search?q=***&date=2023")

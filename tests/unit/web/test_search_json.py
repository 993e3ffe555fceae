"""The JSON contract of a search and of a document."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from loop_engine import CORPUS, GENERATION, QUESTION, UNDATED, LoopEngine

from search_app.model.document import Document
from search_app.model.facet import FacetField
from search_app.model.query import Sort

SEARCH_KEYS = {
    "nothing_to_search",
    "cards",
    "complete",
    "absent",
    "near",
    "partial",
    "corrections",
    "expansions",
    *("total", "relaxed", "page", "pages", "next", "hits", "facets", "facets_truncated"),
    *("histogram", "undated", "unfinished", "generation", "took_ms"),
}
HIT_KEYS = {
    *("id", "kind", "type", "title", "url", "official_url", "date", "author", "party"),
    *("permanent_url", "citation"),
    *("ministries", "topic", "legislature", "status", "is_notice", "score", "snippets"),
    *("lacks", "passages", "score_parts", "found"),
}
DOCUMENT_KEYS = {
    *(HIT_KEYS - {"score", "snippets", "lacks", "passages", "score_parts", "found"}),
    *("number", "constituency", "group", "ministry_asked", "ministry_in_charge", "topic_name"),
    *(
        "date_inferred",
        "date_written",
        "legislature_inferred",
        "publisher",
        "page",
        "text",
        "answer",
        "events",
        "source",
    ),
    *("chamber", "author_id", "department", "field_sources", "clock", "due", "laws"),
    *("due_once_signalled", "known_until", "answered_together", "similar", "withheld"),
}


def test_the_keys_of_a_search(client: FlaskClient):
    answer = client.get("/search.json?q=cloud")
    body = answer.json
    assert answer.mimetype == "application/json"
    assert set(body) == SEARCH_KEYS
    assert all(set(hit) == HIT_KEYS for hit in body["hits"])
    assert list(body["facets"]) == [field.parameter for field in FacetField]
    for name, values in body["facets"].items():
        for value in values:
            is_name = name in {"party_name", "ministry_name"} and value["value"]
            assert set(value) == {
                *("value", "label", "count", "selected", "toggle_url", "belongs_to")
            }
            assert bool(value["belongs_to"]) is bool(is_name)
    assert (body["total"], body["page"], body["pages"]) == (3, 1, 2)
    assert body["relaxed"] is False
    assert body["generation"] == GENERATION


def test_a_hit_says_what_is_known_and_null_for_the_rest(client: FlaskClient):
    body = client.get("/search.json?q=hébergement").json
    (hit,) = body["hits"]
    assert {k: hit[k] for k in HIT_KEYS - {"snippets", "passages", "score"}} == {
        "lacks": [],
        "score_parts": None,
        "found": [],
        "id": "QANR5L16QE901",
        "kind": "question",
        "type": "QE",
        "title": "Hébergement des données de santé",
        "url": "/documents/QANR5L16QE901",
        "official_url": "https://questions.assemblee-nationale.fr/q16/16-901QE.htm",
        "permanent_url": "http://localhost/documents/QANR5L16QE901",
        "citation": "Jean Dupont, «\u00a0Hébergement des données de santé\u00a0», question écrite"
        " n°\u00a0901, Assemblée nationale, 16e législature, 1er février 2024, p.\u00a01085."
        " http://localhost/documents/QANR5L16QE901",
        "date": "2024-02-01",
        "author": "M. Jean Dupont",
        "party": "RN",
        "ministries": ["Économie", "Travail", "Santé", "Solidarités"],
        "topic": "Numérique",
        "legislature": "16",
        "status": "withdrawn",
        "is_notice": True,
    }
    (undated,) = client.get("/search.json?q=souveraineté").json["hits"]
    for key in ("official_url", "date", "author", "party", "topic", "legislature", "status"):
        assert undated[key] is None, key
    assert undated["ministries"] == []


def test_snippets_are_pieces_of_text(client: FlaskClient):
    hits = client.get("/search.json?q=hébergeur").json["hits"]
    assert hits[0]["snippets"] == [
        [
            {"text": "Le Gouvernement veut changer d’", "match": False, "kind": None},
            {"text": "hébergeur", "match": True, "kind": "word"},
            {"text": ".", "match": False, "kind": None},
        ]
    ]


def test_every_toggle_changes_its_own_value_and_keeps_the_format(client: FlaskClient):
    start = "/search.json?q=cloud&legislature=16&page=2"
    for name, values in client.get(start).json["facets"].items():
        for value in values:
            assert value["toggle_url"].startswith("/search.json?q=cloud")
            assert "page=" not in value["toggle_url"]
            toggled = client.get(value["toggle_url"]).json
            after = {v["value"]: v["selected"] for v in toggled["facets"][name]}
            assert after.get(value["value"], False) is not value["selected"]


def test_or_inside_a_facet_and_across(client: FlaskClient):
    assert client.get("/search.json?legislature=16&legislature=17").json["total"] == 2
    assert client.get("/search.json?legislature=16&type=article").json["total"] == 0


def test_an_unknown_value_is_kept_with_no_document(client: FlaskClient):
    body = client.get("/search.json?party=inconnu").json
    assert body["total"] == body["pages"] == 0
    assert {"value": "inconnu", "label": "inconnu", "count": 0, "selected": True}.items() <= next(
        v for v in body["facets"]["party"] if v["selected"]
    ).items()


def test_facets_are_cut_but_for_selected_values(client: FlaskClient, engine: LoopEngine):
    engine.documents = (
        *(replace(QUESTION, id=f"q{n}", legislature=str(n)) for n in range(1, 121)),
        UNDATED,
    )
    body = client.get("/search.json?legislature=15").json
    latest = [str(n) for n in range(120, 20, -1)]
    assert [v["value"] for v in body["facets"]["legislature"]] == [*latest, "15", ""]
    assert "legislature" in body["facets_truncated"]
    assert "status" not in body["facets_truncated"]


def test_all_values_that_are_listed_can_be_asked_for(client: FlaskClient, engine: LoopEngine):
    engine.documents = tuple(
        replace(QUESTION, id=f"q{n}", author=f"Mme Nom{n}") for n in range(120)
    )
    listed = [v["value"] for v in client.get("/search.json").json["facets"]["author"]]
    body = client.get("/search.json", query_string={"author": listed}).json
    assert body["total"] == len(listed) == 100


def test_legislatures_and_years_go_down(client: FlaskClient):
    facets = client.get("/search.json?year=abc").json["facets"]
    assert [v["value"] for v in facets["legislature"]] == []
    assert [v["value"] for v in facets["year"]] == ["2025", "2024", "2021", "abc", ""]
    assert [v["label"] for v in client.get("/search.json").json["facets"]["legislature"]][:3] == [
        "17e législature",
        "16e législature",
        "15e législature",
    ]


def test_unfinished_parts_are_named(client: FlaskClient, engine: LoopEngine):
    engine.changes = lambda r: replace(r, unfinished=("snippets",))
    assert client.get("/search.json?q=cloud").json["unfinished"] == ["snippets"]


def numbered(count: int, text: str) -> tuple[Document, ...]:
    return tuple(replace(QUESTION, id=f"QANR5L16QE{n}", text=text) for n in range(count))


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_documents_with_some_of_the_words_are_apart(
    client: FlaskClient, engine: LoopEngine, sort: str
):
    engine.documents = (*numbered(5, "le cloud"), replace(QUESTION, text="un cloud souverain"))
    body = client.get(f"/search.json?q=souverain+cloud&partial_page=2&sort={sort}").json
    assert (body["total"], body["complete"], body["relaxed"]) == (1, 1, False)
    assert [hit["lacks"] for hit in body["hits"]] == [[]]
    assert sum(value["count"] for value in body["facets"]["legislature"]) == 1
    assert sum(bar["count"] for bar in body["histogram"]) == 1
    partial = body["partial"]
    assert set(partial) == {"total", "page", "pages", "next", "hits"}
    assert (partial["total"], partial["page"], partial["pages"]) == (5, 2, 3)
    assert [hit["lacks"] for hit in partial["hits"]] == [["souverain"]] * 2
    assert all(set(hit) == HIT_KEYS for hit in partial["hits"])


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_they_are_the_result_when_no_document_has_all_the_words(
    client: FlaskClient, engine: LoopEngine, sort: str
):
    engine.documents = numbered(5, "le cloud")
    body = client.get(f"/search.json?q=souverain+cloud&sort={sort}").json
    assert (body["total"], body["complete"], body["relaxed"]) == (5, 0, True)
    assert [hit["lacks"] for hit in body["hits"]] == [["souverain"]] * 2
    assert sum(value["count"] for value in body["facets"]["legislature"]) == 5
    assert body["partial"] == {
        "total": 0,
        "page": 1,
        "pages": 0,
        "next": None,
        "hits": [],
    }


def test_a_filter_may_leave_only_partial_ones(client: FlaskClient, engine: LoopEngine):
    other = replace(QUESTION, text="un cloud souverain", legislature="15")
    engine.documents = (*numbered(2, "le cloud"), other)
    body = client.get("/search.json?q=souverain+cloud&legislature=16").json
    assert (body["total"], body["complete"], body["hits"]) == (0, 1, [])
    assert body["partial"]["total"] == 2


def test_past_the_end_there_are_no_hits(client: FlaskClient):
    answer = client.get("/search.json?page=999999999")
    assert answer.status_code == 200
    assert (answer.json["hits"], answer.json["total"], answer.json["pages"]) == ([], len(CORPUS), 2)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/search.json?page=x", {"code": "parameter", "parameter": "page", "found": "x"}),
        ("/search.json?partial_page=0", {"code": "parameter", "parameter": "partial_page"}),
        ("/search.json?sort=x", {"code": "parameter", "parameter": "sort", "position": None}),
        ("/search.json?sort=x", {"accepted": [sort.value for sort in Sort]}),
        ("/search.json?q=a+%22b", {"code": "unbalanced_quote", "position": 2, "found": '"'}),
        ("/search.json?q=a+%29", {"code": "unbalanced_parenthesis", "position": 2}),
        ("/search.json?q=zut:a", {"code": "unknown_field", "parameter": "q", "found": "zut"}),
        ("/search.json?q=" + "a" * 4_050, {"code": "query_too_complex", "limit": 4_000}),
        ("/search.json?" + "&".join(f"year={i}" for i in range(150)), {"parameter": "year"}),
    ],
)
def test_a_slip_is_refused_with_its_place(client: FlaskClient, url: str, expected):
    answer = client.get(url)
    assert answer.status_code == 400
    error = answer.json["error"]
    assert set(error) == {"code", "message", "parameter", "position", "found", "accepted", "limit"}
    assert expected.items() <= error.items()
    assert error["message"]


def test_unknown_fields_come_with_those_accepted(client: FlaskClient):
    error = client.get("/search.json?q=zut:a").json["error"]
    assert "auteur" in error["accepted"]
    assert "auteur" in error["message"]


def test_text_is_not_escaped(client: FlaskClient):
    assert "Hébergement" in client.get("/search.json").get_data(as_text=True)


def test_a_document_has_every_field(client: FlaskClient):
    body = client.get("/documents/QANR5L16QE901.json").json
    assert set(body) == DOCUMENT_KEYS
    assert body["group"] == {"name": "Groupe de la Liberté", "values": ["RN"]}
    assert body["ministry_in_charge"]["name"] == "Travail, santé et solidarités"
    unsaid = {"page": None, "reason": None, "ministry": None, "text": None}
    assert body["events"] == [
        unsaid | {"kind": "asked", "date": "2024-02-01", "page": "1085"},
        unsaid | {"kind": "signalled", "date": None},
        unsaid | {"kind": "withdrawn", "date": "2024-06-11", "reason": "Fin de mandat"},
    ]
    assert body["text"].split("\n\n")[1] == "Il s’inquiète du cloud."
    article = client.get("/documents/appel-d-offres.json").json
    assert set(article) == DOCUMENT_KEYS
    assert (article["group"], article["answer"], article["events"]) == (None, None, [])
    assert article["legislature_inferred"] is True
    assert (body["date_inferred"], article["date_inferred"]) == (False, True)


def test_only_web_addresses_are_links(client: FlaskClient):
    assert client.get("/documents/QANR5L15QE7.json").json["official_url"] is None

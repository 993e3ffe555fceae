"""How a document is cited, addressed and described to machines."""

import html
import json
import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from loop_engine import ARTICLE, QUESTION, LoopEngine

from search_app.model.document import DocumentType, Event, EventKind
from search_app.web.citing import ris

URL = "http://localhost/documents/QANR5L16QE901"


def test_the_french_reference(client: FlaskClient):
    text = client.get("/documents/QANR5L16QE901").text
    (said,) = re.findall(r'id="reference">(.*?)</p>', text)
    assert html.unescape(re.sub("</?sup>", "", said)) == (
        "Jean Dupont, «\u00a0Hébergement des données de santé\u00a0», question écrite n°\u00a0901,"
        " Assemblée nationale, 16e législature, 1er février 2024, p.\u00a01085. " + URL
    )


def test_bibtex(client: FlaskClient, engine: LoopEngine):
    answer = client.get("/documents/QANR5L16QE901.bib")
    assert answer.content_type == "application/x-bibtex; charset=utf-8"
    assert answer.text.startswith("@misc{QANR5L16QE901,\n  author = {Dupont, Jean},\n")
    for line in ("  pages = {1085},", "  year = {2024},", f"  url = {{{URL}}},"):
        assert line in answer.text.splitlines()
    engine.documents = (replace(QUESTION, title="50 % & #1 {a} \\b _c ~d"),)
    braced = r"\textbraceleft{}a\textbraceright{}"
    title = rf"title = {{{{50 \% \& \#1 {braced} \textbackslash{{}}b \_c \textasciitilde{{}}d}}}},"
    assert title in client.get("/documents/QANR5L16QE901.bib").text


@pytest.mark.parametrize("title", ["{", "}", "a } b { c", "{{a}", "\\{", "\\}"])
def test_braces_of_a_title_leave_those_of_bibtex_in_pairs(
    client: FlaskClient, engine: LoopEngine, title: str
):
    engine.documents = (replace(QUESTION, title=title),)
    depths = [0]
    for sign in client.get("/documents/QANR5L16QE901.bib").text.strip():
        depths.append(depths[-1] + (sign == "{") - (sign == "}"))
    assert depths[-1] == 0
    assert min(depths[depths.index(1) : -1]) == 1


def test_ris(client: FlaskClient):
    answer = client.get("/documents/QANR5L16QE901.ris")
    assert answer.content_type == "application/x-research-info-systems; charset=utf-8"
    tags = dict(line.split("  - ", 1) for line in answer.text.split("\r\n") if line)
    assert answer.text.startswith("TY  - GOVDOC\r\n")
    assert answer.text.endswith("ER  - \r\n")
    assert tags["AU"] == "Dupont, Jean"
    assert tags["L2"] == QUESTION.url
    assert tags["DA"] == "2024/02/01"
    assert tags["UR"] == URL
    assert tags["M3"] == "Question écrite"
    assert tags["PB"] == "Assemblée nationale, 16e législature"
    assert tags["SP"] == "1085"
    assert tags["KW"] == "Numérique"
    notes = [line for line in answer.text.split("\r\n") if line.startswith("N1")]
    assert notes == [
        "N1  - Ministère interrogé : Économie et finances",
        "N1  - Ministère attributaire : Travail, santé et solidarités",
    ]


def test_an_exchange_is_cited_with_the_page_of_its_answer():
    answered = Event(kind=EventKind.ANSWERED, date=QUESTION.date, page="2282")
    spoken = replace(QUESTION, type=DocumentType.QG, events=(answered,))
    assert "SP  - 2282\r\n" in ris(spoken, URL)
    assert "SP  - " not in ris(replace(spoken, type=DocumentType.QE), URL)


def test_zotero_is_named_where_a_document_begins(client: FlaskClient):
    text = client.get("/documents/QANR5L16QE901").text
    head = text.partition("<h1>")[2].partition("</header>")[0]
    assert 'href="/documents/QANR5L16QE901.ris" download>Vers Zotero (RIS)</a>' in head


def test_csl(client: FlaskClient):
    (item,) = client.get("/documents/QANR5L16QE901.csl.json").json
    assert item["author"] == [{"family": "Dupont", "given": "Jean"}]
    assert item["note"] == f"Adresse officielle\u00a0: {QUESTION.url}"
    assert item["issued"] == {"date-parts": [[2024, 2, 1]]}
    assert item["URL"] == URL
    (article,) = client.get("/documents/sans-date.csl.json").json
    assert article["type"] == "article-newspaper"
    assert "issued" not in article


@pytest.mark.parametrize("form", ["bib", "ris", "csl.json", "json"])
def test_what_is_unknown_cannot_be_cited(client: FlaskClient, form: str):
    assert client.get(f"/documents/inconnu.{form}").status_code == 404


def test_highwire_and_schema(client: FlaskClient, engine: LoopEngine):
    text = client.get("/documents/QANR5L16QE901").text
    meta = {
        n: html.unescape(c) for n, c in re.findall(r'<meta name="(\w+)" content="(.*?)">', text)
    }
    assert meta["citation_title"] == QUESTION.title
    assert meta["citation_author"] == "Jean Dupont"
    assert meta["citation_publication_date"] == "2024/02/01"
    assert f'<link rel="canonical" href="{URL}">' in text
    schema = json.loads(text.partition('ld+json">')[2].partition("</script>")[0])
    assert (schema["@type"], schema["name"]) == ("Question", QUESTION.title)
    assert schema["acceptedAnswer"]["text"] == QUESTION.answer
    assert schema["sameAs"] == QUESTION.url
    engine.documents = (replace(ARTICLE, publisher="La Gazette"),)
    text = client.get("/documents/appel-d-offres").text
    schema = json.loads(text.partition('ld+json">')[2].partition("</script>")[0])
    assert (schema["@type"], schema["headline"]) == ("NewsArticle", ARTICLE.title)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("/questions/16/901", "/documents/QANR5L16QE901"),
        ("/questions/16/0901", "/documents/QANR5L16QE901"),
        ("/q16/16-901QE.htm", "/documents/QANR5L16QE901"),
        ("/q15/15-12QOSD.htm", "/documents/QANR5L15QOSD12"),
        ("/dyn/16/questions/QANR5L16QE901", "/documents/QANR5L16QE901"),
    ],
)
def test_other_addresses_lead_to_the_document(
    client: FlaskClient, engine: LoopEngine, url: str, target: str
):
    engine.documents = (QUESTION,)
    answer = client.get(url)
    assert (answer.status_code, answer.location) == (302, target)


def test_a_number_that_two_questions_have_is_not_guessed(client: FlaskClient, engine: LoopEngine):
    engine.documents = (QUESTION, replace(QUESTION, id="QANR5L16QG901"))
    answer = client.get("/questions/16/901")
    assert answer.status_code == 302
    assert answer.location == "/search?q=numero%3A901+legislature%3A16"


@pytest.mark.parametrize(
    "url",
    [
        *("/questions/16/", "/questions/x/1", "/questions/16/99999999999", "/q16/15-901QE.htm"),
        *("/q16/16-901XX.htm", "/dyn/15/questions/QANR5L16QE901", "/questions/16/-1"),
    ],
)
def test_addresses_that_name_nothing(client: FlaskClient, engine: LoopEngine, url: str):
    engine.documents = ()
    assert client.get(url).status_code == 404


def test_a_search_leads_through_its_results(client: FlaskClient):
    text = client.get("/search?q=cloud").text
    found = [html.unescape(u) for u in re.findall(r'<h2><a href="([^"]+)"', text)]
    assert found == [
        "/documents/appel-d-offres?q=cloud&rank=1",
        "/documents/QANR5L16QE901?q=cloud&rank=2#t67",
    ]
    text = client.get(found[1]).text
    assert "Résultat 2 sur 3" in text
    assert 'name="q" type="search" value="cloud"' in text
    around = [html.unescape(u) for u in re.findall(r'rel="(?:prev|next)" href="([^"]+)"', text)]
    assert around == [found[0], "/documents/QANR5L15QE7?q=cloud&rank=3#t34"]
    assert 'href="/search?q=cloud#n2"' in text
    assert "Il s’inquiète du <mark id=t67>cloud</mark>." in text
    assert 'href="/search?q=cloud&amp;page=2#n3"' in client.get(around[1]).text


@pytest.mark.parametrize("rank", ["", "0", "-1", "x", "3", "999999999", "9999999999999"])
def test_a_rank_that_does_not_fit_is_passed_over(client: FlaskClient, rank: str):
    answer = client.get(f"/documents/QANR5L16QE901?q=cloud&rank={rank}")
    assert answer.status_code == 200
    assert "Résultat" not in answer.text

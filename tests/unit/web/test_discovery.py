"""What other programs are told of the site, each read by a parser that is not ours."""

import datetime as dt
import html
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.robotparser import RobotFileParser

import pytest
from flask.testing import FlaskClient
from loop_engine import CORPUS, LoopEngine, known
from lxml import etree
from lxml import html as lxml_html
from page_reading import page

from hostile import HOSTILE, hostile_document
from making import question
from search_app.model.document import Document
from search_app.model.results import Unfinished
from search_app.settings import Settings
from search_app.web import sitemap
from search_app.web.app import create_app

Site = Callable[[Iterable[Document]], FlaskClient]
HOST = "http://localhost"
# What sitemaps.org asks for, as far as a schema can say it.
SITEMAP_SCHEMA = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9" elementFormDefault="qualified">
  <xs:element name="urlset"><xs:complexType><xs:sequence>
    <xs:element name="url" type="place" maxOccurs="50000"/>
  </xs:sequence></xs:complexType></xs:element>
  <xs:element name="sitemapindex"><xs:complexType><xs:sequence>
    <xs:element name="sitemap" type="place" maxOccurs="50000"/>
  </xs:sequence></xs:complexType></xs:element>
  <xs:complexType name="place"><xs:sequence>
    <xs:element name="loc"><xs:simpleType><xs:restriction base="xs:anyURI">
      <xs:minLength value="12"/><xs:maxLength value="2048"/>
    </xs:restriction></xs:simpleType></xs:element>
    <xs:element name="lastmod" type="xs:date" minOccurs="0"/>
  </xs:sequence></xs:complexType>
</xs:schema>
"""
NAMESPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "o": "http://a9.com/-/spec/opensearch/1.1/",
}


def documents(count: int) -> list[Document]:
    return [
        question(
            number,
            "Où est hébergé le cloud ?",
            author=f"Mme Anne {number % 7}",
            topic=known("santé", "Santé"),
            ministry_asked=known("Santé", "Santé"),
            group=known("Groupe Horizons", "HOR"),
            laws=("Règlement (UE) 2016/679",),
            date=dt.date(2020, 1, 1) + dt.timedelta(days=number),
        )
        for number in range(1, count + 1)
    ]


def sitemap_tree(client: FlaskClient, address: str) -> etree._Element:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    assert len(answer.data) < 50_000_000
    tree = etree.fromstring(answer.data)
    etree.XMLSchema(etree.fromstring(SITEMAP_SCHEMA)).assertValid(tree)
    return tree


def locations(tree: etree._Element) -> list[str]:
    return [str(found) for found in tree.xpath("//s:loc/text()", namespaces=NAMESPACES)]


def all_locations(client: FlaskClient) -> list[str]:
    index = locations(sitemap_tree(client, "/sitemap.xml"))
    return [
        place
        for address in index
        for place in locations(sitemap_tree(client, address.removeprefix(HOST)))
    ]


def test_the_sitemap_has_every_page_once_and_each_answers(site: Site):
    client = site(documents(30))
    places = all_locations(client)
    assert len(set(places)) == len(places)
    assert {f"{HOST}/documents/QANR5L16QE{n}" for n in range(1, 31)} <= set(places)
    assert {f"{HOST}/topics/Sant%C3%A9", f"{HOST}/ministries/Sant%C3%A9", f"{HOST}/"} <= set(places)
    for place in places:
        text = page(client, place.removeprefix(HOST))
        assert f'<link rel="canonical" href="{html.escape(place)}">' in text
        assert "noindex" not in text


def test_the_sitemap_is_cut_into_pages(site: Site, monkeypatch: pytest.MonkeyPatch):
    client = site(documents(30))
    whole = all_locations(client)
    monkeypatch.setattr(sitemap, "ADDRESSES_A_PAGE", 7)
    assert all_locations(client) == whole
    pages = locations(sitemap_tree(client, "/sitemap.xml"))
    assert len(pages) == -(-len(whole) // 7)
    lengths = [len(locations(sitemap_tree(client, p.removeprefix(HOST)))) for p in pages]
    assert set(lengths[:-1]) == {7}
    for number in (0, len(pages) + 1, 999_999):
        assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_the_sitemap_says_when_a_document_changed(site: Site):
    tree = sitemap_tree(site(documents(3)), "/sitemap-1.xml")
    days = tree.xpath("//s:url[contains(s:loc, 'QE3')]/s:lastmod/text()", namespaces=NAMESPACES)
    assert days == ["2020-01-04"]
    (index,) = sitemap_tree(site(documents(3)), "/sitemap.xml")
    assert index.findtext("s:lastmod", namespaces=NAMESPACES) == "2020-01-04"


def test_the_sitemap_is_the_same_after_a_reindex_in_another_order(site: Site):
    addresses = ("/sitemap.xml", "/sitemap-1.xml")
    before = [site(documents(12)).get(address).data for address in addresses]
    after = [site(reversed(documents(12))).get(address).data for address in addresses]
    assert after == before


def test_a_sitemap_that_lacks_documents_is_no_sitemap(client: FlaskClient, engine: LoopEngine):
    engine.changes = lambda results: replace(results, unfinished=(Unfinished.MATCHING,))
    assert client.get("/sitemap.xml").status_code == 503
    engine.changes = lambda results: results
    engine.newest_days = dict  # what a damaged file leaves
    assert client.get("/sitemap-1.xml").status_code == 503


@pytest.mark.parametrize("word", [*HOSTILE, "\x0b", "a" * 300])
def test_the_sitemap_holds_any_name(client: FlaskClient, engine: LoopEngine, word: str):
    engine.documents = (hostile_document(word), *CORPUS)
    for place in locations(etree.fromstring(client.get("/sitemap-1.xml").data)):
        assert client.get(place.removeprefix(HOST)).status_code == 200, place


def test_the_description_for_opensearch_leads_to_answers(site: Site):
    client = site(documents(3))
    answer = client.get("/opensearch.xml")
    assert answer.mimetype == "application/opensearchdescription+xml"
    tree = etree.fromstring(answer.data)
    assert len(tree.findtext("o:ShortName", namespaces=NAMESPACES)) <= 16
    assert len(tree.findtext("o:LongName", namespaces=NAMESPACES)) <= 48
    urls = tree.findall("o:Url", NAMESPACES)
    assert [(url.get("rel"), url.get("type")) for url in urls] == [
        ("results", "text/html"),
        ("results", "application/atom+xml"),
        ("suggestions", "application/x-suggestions+json"),
        ("self", "application/opensearchdescription+xml"),
    ]
    for url in urls:
        address = url.get("template").replace("{searchTerms}", "cl").removeprefix(HOST)
        assert client.get(address).mimetype == url.get("type")
    (link,) = lxml_html.fromstring(page(client, "/help")).xpath("//link[@rel='search']")
    assert (link.get("type"), link.get("href")) == (answer.mimetype, "/opensearch.xml")
    assert link.get("title") == tree.findtext("o:ShortName", namespaces=NAMESPACES)


def test_suggestions_for_browsers_are_those_of_the_site(site: Site):
    client = site(documents(9))
    answer = client.get("/opensearch-suggestions?q=mme+anne")
    typed, texts, notes, urls = json.loads(answer.data)
    shown = client.get("/suggest.json?q=mme+anne").json["suggestions"]
    assert typed == "mme anne"
    assert texts == [one["text"] for one in shown]
    assert len(texts) == len(notes) == len(urls) > 2
    assert all(client.get(url.removeprefix(HOST)).status_code == 200 for url in urls)
    assert json.loads(client.get("/opensearch-suggestions").data) == ["", [], [], []]


@pytest.mark.parametrize("word", [*HOSTILE, "\x00", "x" * 3000])
def test_suggestions_for_browsers_hold_any_text(client: FlaskClient, engine: LoopEngine, word: str):
    engine.documents = (hostile_document(word), *CORPUS)
    answer = client.get("/opensearch-suggestions", query_string={"q": word})
    typed, *rows = json.loads(answer.data)
    assert typed == word
    assert len({len(row) for row in rows}) == 1


def test_robots_are_kept_from_searches_alone(client: FlaskClient):
    rules = RobotFileParser()
    text = client.get("/robots.txt").text
    rules.parse(text.splitlines())
    for address in ("/search?q=a", "/search.csv?q=a", "/search.atom", "/search/values/topic"):
        assert not rules.can_fetch("any", HOST + address), address
    assert not rules.can_fetch("any", f"{HOST}/suggest.json?q=a")
    for address in ("/", "/documents/QANR5L16QE1", "/topics/Santé", "/sitemap-1.xml"):
        assert rules.can_fetch("any", HOST + address), address
    assert "Disallow: /*?\n" in text
    assert rules.site_maps() is None


def test_addresses_are_those_of_the_settings(engine: LoopEngine, settings: Settings):
    placed = settings.model_copy(update={"site_url": "https://questions.example.fr/recherche"})
    client = create_app(placed).test_client()
    robots = client.get("/recherche/robots.txt").text
    assert "Sitemap: https://questions.example.fr/recherche/sitemap.xml\n" in robots
    assert "Disallow: /recherche/search\n" in robots
    for address in ("/sitemap.xml", "/sitemap-1.xml", "/opensearch.xml", "/llms.txt"):
        text = client.get(f"/recherche{address}").text
        assert "http://localhost" not in text
        assert "https://questions.example.fr/recherche/" in text
    text = page(client, "/recherche/topics/Numérique")
    assert 'canonical" href="https://questions.example.fr/recherche/topics/Num%C3%A9rique"' in text
    feed = client.get("/recherche/search.atom").text
    assert "<id>https://questions.example.fr/recherche/documents/QANR5L16QE901#" in feed


def test_what_assistants_are_told_leads_somewhere(site: Site):
    client = site(documents(3))
    answer = client.get("/llms.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.text.startswith("# Questions parlementaires et presse\n\n> ")
    places = re.findall(r"\]\((http[^)]+)\)", answer.text)
    assert len(places) > 5
    for place in places:
        assert client.get(place.removeprefix(HOST)).status_code == 200, place


HEADS = {
    "/": ("Questions parlementaires et presse", "/", True),
    "/help": ("Aide", "/help", True),
    "/topics": ("Rubriques", "/topics", True),
    "/topics?order=count": ("Rubriques", "/topics", False),
    "/topics/Numérique": ("Numérique — Rubrique", "/topics/Num%C3%A9rique", True),
    "/ministries/Travail": ("Travail et emploi — Ministère", "/ministries/Travail", True),
    "/documents/QANR5L16QE901": (
        "Hébergement des données de santé",
        "/documents/QANR5L16QE901",
        True,
    ),
    "/documents/QANR5L16QE901?q=cloud&rank=2": (
        "Hébergement des données de santé",
        "/documents/QANR5L16QE901",
        False,
    ),
    "/search": ("Tous les documents", "/search", False),
    "/search?q=cloud&topic=Numérique": (
        "cloud, Rubrique\u00a0: Numérique",
        "/search?q=cloud&topic=Num%C3%A9rique",
        False,
    ),
    "/search?q=cloud&ministry=Travail&not_party=x&date=2024": (
        "cloud, Ministère\u00a0: Travail et emploi, Sauf groupe politique\u00a0: x, en 2024",
        "/search?q=cloud&ministry=Travail&not_party=x&date=2024",
        False,
    ),
    "/search?page=2&size=10&explain=1&partial_page=3&sort=oldest&utm_source=x": (
        "Tous les documents — page 2",
        "/search",
        False,
    ),
    "/search/values/topic?q=cloud": ("Rubriques — cloud", "/search/values/topic", False),
    "/follow?q=cloud": ("Suivre — cloud", "/follow", False),
}


@pytest.mark.parametrize("address", HEADS)
def test_a_page_says_what_it_is_and_where(client: FlaskClient, address: str):
    title, place, is_listed = HEADS[address]
    head = lxml_html.fromstring(page(client, address)).find("head")
    assert head.findtext("title").removesuffix(" — Questions parlementaires et presse") == title
    (canonical,) = head.xpath("link[@rel='canonical']/@href")
    assert canonical == HOST + place
    assert bool(head.xpath("meta[@name='robots']")) != is_listed
    assert head.xpath("meta[@property='og:url']/@content") == [canonical] * is_listed
    (described,) = head.xpath("meta[@name='description'][@property='og:description']/@content")
    assert 10 < len(described) <= 220
    assert head.xpath("meta[@property='og:title']/@content") == [title]


def test_an_error_is_no_page_to_be_found(client: FlaskClient):
    for answer in (client.get("/topics/rien"), client.get("/", headers={"Host": "a b"})):
        head = lxml_html.fromstring(answer.text).find("head")
        assert head.xpath("meta[@name='robots']/@content") == ["noindex"]
        assert head.xpath("link[@rel='canonical']") == []

"""Whatever a document or an address says, a page has the elements that we wrote and no others."""

import json
import re
from dataclasses import fields, replace
from html.parser import HTMLParser
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from loop_engine import QUESTION, LoopEngine

from hostile import HOSTILE, hostile_document
from search_app.model.document import Document

HARMLESS = "mot"
ADDRESSES = (
    *("/", "/search", "/search?q=w", "/search?rank=1", "/documents/w", "/documents/w?rank=1"),
    *("/documents/w?q=w&rank=1", "/authors", "/parties", "/ministries", "/topics", "/legislatures"),
    *("/search/values/author", "/search/values/topic?contains=w", "/search/values/party?q=w"),
    *("/advanced", "/search?party=w&not_topic=w&none=author", "/search?q=(w&sort=w&page=w&size=w"),
    *(
        "/api",
        "/search?q=w:w",
        "/search?q=type:w",
        "/search?date=w&none=w",
        "/search?q=zzz&ministry=w",
    ),
    *("/w", "/documents/w.x", "/authors/w", "/topics/w", "/questions/16/w", "/q16/w.htm"),
)
# All that our templates use.
TAGS = {
    *(
        "html",
        "head",
        "sup",
        "meta",
        "title",
        "link",
        "script",
        "body",
        "a",
        "header",
        "div",
        "form",
        "label",
    ),
    *("input", "span", "button", "svg", "path", "nav", "main", "section", "h1", "h2", "h3", "p"),
    *("dl", "dt", "dd", "ul", "ol", "li", "article", "time", "mark", "b", "i", "abbr"),
    *(
        "details",
        "summary",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "rect",
        "text",
        "fieldset",
    ),
    *("legend", "select", "option", "code", "strong", "aside", "footer"),
}


class Skeleton(HTMLParser):
    """The elements of a page with the names of their attributes; what a browser would act on."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.addresses: list[str] = []
        self.scripts: list[str] = []
        self._in_script = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag == "script"
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.addresses += [v or "" for name, v in attrs if name in {"href", "src", "action"}]

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.scripts.append(data)


def read(client: FlaskClient, engine: LoopEngine, address: str, word: str) -> Skeleton:
    engine.documents = (hostile_document(word), replace(QUESTION, text=word))
    path, _, query = address.partition("?")
    filled = [
        (k, v.replace("w", word)) for k, _, v in (p.partition("=") for p in query.split("&") if p)
    ]
    segments = [quote(word, safe="") if s == "w" else s for s in path.split("/")]
    if segments[1:2] == ["documents"]:
        segments = path.split("/")
    answer = client.get("/".join(segments), query_string=urlencode(filled))
    assert answer.status_code in {200, 302, 308, 404}, (address, answer.status_code)
    return Skeleton(answer.text)


@pytest.mark.parametrize("word", HOSTILE)
def test_a_page_has_our_elements_and_no_others(client: FlaskClient, engine: LoopEngine, word: str):
    for address in ADDRESSES:
        page = read(client, engine, address, word)
        assert {tag for tag, _ in page.elements} <= TAGS, address
        names = {name for _, attributes in page.elements for name in attributes}
        assert not {n for n in names if n.startswith("on") or n == "style"}, address
        for url in filter(None, page.addresses):
            assert url.startswith(("/", "?", "#", "http://localhost/")), (address, url)
        for script in page.scripts:
            assert json.loads(script)["name"] == word, address


words = st.text(st.sampled_from("<>&\"'`=/\\ -!;:()*~{}%#ab\u00a0\u2028"), min_size=1, max_size=30)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(word=words.filter(lambda word: word.strip(" \u00a0\u2028")))
@example(word="<a onclick=b>")
def test_no_text_changes_the_skeleton_of_a_document(
    client: FlaskClient, engine: LoopEngine, word: str
):
    for address in ("/documents/w", "/search", "/topics"):
        expected = read(client, engine, address, HARMLESS).elements
        assert read(client, engine, address, word).elements == expected


def test_every_text_field_of_a_document_is_tried():
    document = hostile_document(HARMLESS)
    untried = {
        field.name
        for field in fields(Document)
        if HARMLESS not in str(getattr(document, field.name))
    }
    assert untried == {
        *("id", "kind", "type", "date", "date_inferred", "legislature_inferred", "status"),
        *("is_notice", "chamber", "clock"),
    }


@pytest.mark.parametrize("word", [*HOSTILE, "", "a", "x" * 3_000, "\x00\ud800"])
def test_suggestions_hold_any_text(client: FlaskClient, engine: LoopEngine, word: str):
    engine.documents = (hostile_document(word), QUESTION)
    answer = client.get("/suggest.json", query_string={"q": word.encode("utf-8", "replace")})
    assert answer.status_code == 200
    assert answer.content_type == "application/json"
    for suggestion in answer.json["suggestions"]:
        assert suggestion["url"].startswith(("/search?", "/documents/"))
        assert (
            suggestion["page_url"].startswith(("/authors/", "/search?"))
            or not (suggestion["page_url"])
        )


@pytest.mark.parametrize("word", HOSTILE)
def test_citations_hold_any_text(client: FlaskClient, engine: LoopEngine, word: str):
    engine.documents = (hostile_document(word),)
    item = client.get("/documents/w.csl.json").json[0]
    assert item["title"] == word
    ris = client.get("/documents/w.ris")
    assert ris.text.split("\r\n")[-2:] == ["ER  - ", ""]
    assert all(re.match("[A-Z][A-Z0-9]  - ", line) for line in ris.text.split("\r\n")[:-1])
    bib = client.get("/documents/w.bib")
    inner = bib.text.replace("\\{", "").replace("\\}", "")
    assert inner.count("{") == inner.count("}")
    for answer in (ris, bib):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "html" not in answer.content_type

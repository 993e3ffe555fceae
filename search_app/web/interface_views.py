"""Where do those who write programs read what the site answers to them? `/api`, `/openapi.json`."""

from typing import Any

from flask import Blueprint, Flask, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue

from search_app.model.facet import NO_VALUE
from search_app.model.query import Query
from search_app.model.results import Part
from search_app.search.kept import KeptWith
from search_app.web.asking import BROWSED_FIELDS, SETTINGS, answer, permanent_url, settings
from search_app.web.described import described
from search_app.web.interface_page import interface_page
from search_app.web.openapi import openapi
from search_app.web.passages import Quoting
from search_app.web.places import document_url, url_for

interface = Blueprint("interface", __name__)


@interface.get("/openapi.json")
@described("Cette description, en OpenAPI 3.1", dict[str, Any])
def openapi_json() -> ResponseReturnValue:
    return jsonify(_document())


@interface.get("/api")
def html() -> ResponseReturnValue:
    page = interface_page(_document(), settings(), _examples())
    return render_template("interface.html", page=page)


def _document() -> dict[str, Any]:
    # A proxy of Flask's stands for the application, which alone is the same in each request.
    return _document_of.of(current_app._get_current_object())  # type: ignore[attr-defined] # noqa: SLF001


def _examples() -> dict[str, str]:
    """Return an address that has an answer for each operation, by the name of its view."""
    words = {"q": "hébergement des données"}
    examples = {
        "pages.search_json": url_for("pages.search_json", **words),
        "pages.suggest_json": url_for("pages.suggest_json", q="num"),
        "listing.search_values": url_for("listing.search_values", parameter="topic", **words),
        "listing.values": url_for("listing.values", index="topics"),
        "covering.json": url_for("covering.json"),
        "delaying.json": url_for("delaying.json", **words),
        "trending.json": url_for("trending.json", **words),
        "interface.openapi_json": url_for("interface.openapi_json"),
    }
    results = answer(Query(page_size=1))
    for index, field in BROWSED_FIELDS.items():
        value = next((c.value for c in results.facets[field] if c.value != NO_VALUE), "")
        if value:
            examples["listing.value"] = url_for("listing.value", index=index, value=value)
            break
    for hit in results.hits:
        of_document = {"document_id": hit.document.id}
        quoting = Quoting(hit.document, document_url=document_url, permanent_url=permanent_url)
        title = quoting.as_json(Part.TITLE, 0, hit.document.title)
        examples |= {
            "documents.json": url_for("documents.json", **of_document),
            "documents.csl_json": url_for("documents.csl_json", **of_document),
            "quoting.passages": url_for("quoting.passages", **of_document, **words),
            "quoting.passage": title["json_url"] or "",
        }
    return examples


def _described_app(app: Flask) -> dict[str, Any]:
    return openapi(app, app.config[SETTINGS])


_document_of = KeptWith(_described_app)

"""Which address answers what? Thin routes: read the address, ask, present."""

import datetime as dt

from flask import Blueprint, abort, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from search_app.engine.port import Engine
from search_app.model.document import Document
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.search import search, suggestions
from search_app.settings import Settings
from search_app.web import labels
from search_app.web.as_json import document_as_json, search_as_json
from search_app.web.document_page import document_page
from search_app.web.help_page import HELP
from search_app.web.notices import Notice
from search_app.web.opening import OpenedEngine
from search_app.web.present import search_page
from search_app.web.suggestions import suggestions_as_json
from search_app.web.urls import address, query_from_args

SETTINGS = "SEARCH_APP_SETTINGS"
ENGINE = "search_app_engine"
SUGGESTION_CHARACTERS_MAX = 200

pages = Blueprint("pages", __name__)


@pages.get("/")
def home() -> ResponseReturnValue:
    return _search_html(Query(page_size=_settings().page_size_hits), (), home=True)


@pages.get("/search")
def search_html() -> ResponseReturnValue:
    return _search_html(*_asked(lenient=True), home=False)


@pages.get("/search.json")
def search_json() -> ResponseReturnValue:
    query, _ = _asked(lenient=False)
    return jsonify(
        search_as_json(
            query,
            _answer(query),
            path=url_for("pages.search_json"),
            document_path=_document_path,
            facet_values_max=_settings().facet_values_max,
            explain=request.args.get("explain") == "1",
        )
    )


@pages.get("/suggest.json")
def suggest_json() -> ResponseReturnValue:
    found = suggestions(_engine(), request.args.get("q", "")[:SUGGESTION_CHARACTERS_MAX])
    path = url_for("pages.search_html")
    return jsonify(suggestions_as_json(found, lambda query: address(path, query)))


@pages.get("/documents/<document_id>.json")
def document_json(document_id: str) -> ResponseReturnValue:
    return jsonify(document_as_json(_document(document_id), document_path=_document_path))


@pages.get("/documents/<document_id>")
def document_html(document_id: str) -> ResponseReturnValue:
    page = document_page(_document(document_id), path=url_for("pages.search_html"))
    return render_template("document.html", page=page)


@pages.get("/help")
def help_html() -> ResponseReturnValue:
    parameters = [(field.parameter, label) for field, label in labels.FACETS.items()]
    return render_template("help.html", sections=HELP, parameters=parameters)


@pages.get("/health")
def health() -> ResponseReturnValue:
    """Answer after a real query over every document, so that a broken index shows."""
    results = _answer(Query(page_size=1))
    generation = _engine().generation()
    return jsonify(status="ok", generation=results.generation, documents=generation.documents)


def _search_html(query: Query, notices: tuple[Notice, ...], *, home: bool) -> str:
    page = search_page(
        query,
        _answer(query),
        notices,
        path=url_for("pages.search_html"),
        document_path=_document_path,
        facet_values_max=_settings().facet_values_max,
    )
    return render_template("search.html", page=page, home=home)


def _asked(*, lenient: bool) -> tuple[Query, tuple[Notice, ...]]:
    return query_from_args(
        request.args.to_dict(flat=False),
        page_size=_settings().page_size_hits,
        today=dt.datetime.now(tz=dt.UTC).astimezone().date(),
        lenient=lenient,
    )


def _answer(query: Query) -> Results:
    return search(_engine(), query, timeout_s=_settings().search_timeout_ms / 1000)


def _document(document_id: str) -> Document:
    document = _engine().get(document_id)
    if document is None:
        abort(404)
    return document


def _document_path(document_id: str) -> str:
    return url_for("pages.document_html", document_id=document_id)


def _settings() -> Settings:
    settings: Settings = current_app.config[SETTINGS]
    return settings


def _engine() -> Engine:
    opened: OpenedEngine = current_app.extensions[ENGINE]
    return opened.get()

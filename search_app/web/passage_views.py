"""Which addresses give programs the passages of a document, to quote them?"""

from http import HTTPStatus

from flask import Blueprint, abort, jsonify
from flask.typing import ResponseReturnValue

from search_app.model.document import Document
from search_app.model.expr import And, Keyword, KeywordIs, MatchAll
from search_app.model.query import Query
from search_app.model.results import Hit, Part, Passage, Results
from search_app.syntax import as_typed
from search_app.web.answer_types import documents as shapes
from search_app.web.asking import answer, permanent_url, requested_query
from search_app.web.described import described
from search_app.web.document_views import document_of
from search_app.web.parameters import WORDS_AS_TYPED, Q
from search_app.web.passages import Quoting, passage_place
from search_app.web.places import document_url

quoting = Blueprint("quoting", __name__)


@quoting.get("/documents/<document_id>/passages.json")
@described(
    "Les passages d’un document qui répondent à une recherche",
    shapes.DocumentPassages,
    (Q, *WORDS_AS_TYPED),
)
def passages(document_id: str) -> ResponseReturnValue:
    """List every passage that answers `q`; without `q`, the beginning of the text."""
    document = document_of(document_id)
    query, _ = requested_query(lenient=False)
    results = answer(_within(document, query))
    hit = results.hits[0] if results.hits else None
    return jsonify(_passages_as_json(document, hit, results))


@quoting.get("/documents/<document_id>/passages/<name>.json")
@described("Un passage, par son identifiant", shapes.Passage, errors=(HTTPStatus.GONE,))
def passage(document_id: str, name: str) -> ResponseReturnValue:
    document = document_of(document_id)
    place = passage_place(document, name)
    if place is None:
        abort(404)
    return jsonify(_quoting(document).as_json(*place))


def _within(document: Document, query: Query) -> Query:
    """Return the query for this document alone, with all passages that answer `query`."""
    only = KeywordIs(Keyword.ID, document.id)
    expr = query.expr
    parts = expr.children if isinstance(expr, And) and expr.in_order else (expr,)
    if query.has_nothing_to_search:
        return Query(text=query.text)
    return Query(
        text=query.text,
        expr=only if isinstance(expr, MatchAll) else And((*parts, only), in_order=True),
        page_size=1,
        every_passage=True,
        corrected=query.corrected,
        expanded=query.expanded,
    )


def _passages_as_json(
    document: Document, hit: Hit | None, results: Results
) -> shapes.DocumentPassages:
    as_json = _quoting(document).as_json
    found = hit.passages if hit else ()
    if hit and any(mark for _, mark in hit.title):
        found = (Passage(Part.TITLE, 0, hit.title), *found)
    return {
        "document": document.id,
        "matched": hit is not None,
        "lacks": [as_typed(part) for part in hit.lacks] if hit else [],
        "passages": [as_json(p.part, p.start, p.text) for p in found],
        "unfinished": list(results.unfinished),
        "generation": results.generation,
    }


def _quoting(document: Document) -> Quoting:
    return Quoting(document, document_url=document_url, permanent_url=permanent_url)

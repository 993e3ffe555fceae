"""Which addresses show one document, cite it, or lead to it?"""

import re
from dataclasses import replace

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from search_app.model.document import Document
from search_app.model.expr import And, Keyword, KeywordIs
from search_app.model.query import Query
from search_app.model.results import Hit, Results
from search_app.web.as_json import document_as_json
from search_app.web.asking import (
    answer,
    document_or_404,
    permanent_url,
    query_url,
    requested_query,
    searcher,
    settings,
    value_url,
)
from search_app.web.citing import bibtex, csl, ris
from search_app.web.document_page import document_page
from search_app.web.neighbours import Neighbours, neighbours
from search_app.web.places import document_url
from search_app.web.urls import PAGE_OR_RANK

SIMILAR_SHOWN = 5
OFFICIAL_PAGE = re.compile(r"([0-9]{1,2})-([0-9]{1,9})(QE|QG|QOSD)")
CITATION_TYPES = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}

documents = Blueprint("documents", __name__)


@documents.get("/documents/<document_id>")
def html(document_id: str) -> ResponseReturnValue:
    document = document_or_404(document_id)
    hit, neighbours = _in_search(document)
    page = document_page(
        document,
        hit,
        searcher().similar(document_id, SIMILAR_SHOWN),
        permanent_url=permanent_url(document_id),
        value_url=value_url,
        document_url=document_url,
    )
    return render_template("document.html", page=page, neighbours=neighbours)


@documents.get("/documents/<document_id>.json")
def json(document_id: str) -> ResponseReturnValue:
    return jsonify(document_as_json(document_or_404(document_id), document_url=document_url))


@documents.get("/documents/<document_id>.csl.json")
def csl_json(document_id: str) -> ResponseReturnValue:
    return jsonify(csl(document_or_404(document_id), permanent_url(document_id)))


@documents.get(f"/documents/<document_id>.<any({','.join(CITATION_TYPES)}):form>")
def cited(document_id: str, form: str) -> ResponseReturnValue:
    document, url = document_or_404(document_id), permanent_url(document_id)
    text = bibtex(document, url) if form == "bib" else ris(document, url)
    return Response(text, content_type=f"{CITATION_TYPES[form]}; charset=utf-8")


@documents.get("/questions/<int(max=99):legislature>/<int(max=999999999):number>")
def numbered(legislature: int, number: int) -> ResponseReturnValue:
    """Lead to the question of that number, or to the list when several kinds have it."""
    expr = And(
        (
            KeywordIs(Keyword.NUMBER, str(number)),
            KeywordIs(Keyword.LEGISLATURE, str(legislature)),
        )
    )
    query = Query(
        text=f"numero:{number} legislature:{legislature}",
        expr=expr,
        page_size=settings().page_size_hits,
    )
    results = answer(query)
    if not results.total:
        abort(404)
    if results.total > 1:
        return redirect(query_url()(query))
    return redirect(document_url(results.hits[0].document.id))


@documents.get("/q<int(max=99):legislature>/<name>.htm")
def official_page(legislature: int, name: str) -> ResponseReturnValue:
    """The form of the Assemblée's older addresses: /q16/16-15463QE.htm."""
    found = OFFICIAL_PAGE.fullmatch(name)
    if not found or int(found.group(1)) != legislature:
        abort(404)
    return redirect(document_url(f"QANR5L{legislature}{found.group(3)}{int(found.group(2))}"))


@documents.get("/dyn/<int(max=99):legislature>/questions/<document_id>")
def official_record(legislature: int, document_id: str) -> ResponseReturnValue:
    """The form of its newer ones: /dyn/16/questions/QANR5L16QE15463."""
    if not document_id.startswith(f"QANR5L{legislature}Q"):
        abort(404)
    return redirect(document_url(document_id))


def _in_search(document: Document) -> tuple[Hit | None, Neighbours | None]:
    """Find the document again at the rank that its address names, between its neighbours.

    When the index has moved on and another document has that rank, the address is a plain one.
    """
    rank = request.args.get("rank", "")
    if not PAGE_OR_RANK.fullmatch(rank) or not int(rank):
        return None, None
    query, _ = requested_query(lenient=True)
    place = int(rank)
    here = _answer_at_rank(query, place, whole_texts=True)
    if not here.hits or here.hits[0].document.id != document.id:
        return None, None
    before = _answer_at_rank(query, place - 1).hits if place > 1 else ()
    after = _answer_at_rank(query, place + 1).hits if place < here.total else ()
    return here.hits[0], neighbours(
        query,
        place,
        here.total,
        before=before[0].document if before else None,
        after=after[0].document if after else None,
        document_url=document_url,
        search_url=query_url(),
        page_size=settings().page_size_hits,
    )


def _answer_at_rank(query: Query, rank: int, *, whole_texts: bool = False) -> Results:
    """Return the search with the hit at one rank alone."""
    return answer(replace(query, page=rank, page_size=1, whole_texts=whole_texts))

"""Which addresses show one document, give it to a citation manager, or lead to it?"""

import re
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as BaseResponse

from search_app.model.document import Document, Status
from search_app.model.expr import And, Keyword, KeywordIs
from search_app.model.query import Query, Sort
from search_app.model.results import Hit, Results
from search_app.search.citations import named_in, naming
from search_app.web.answer_types import documents as shapes
from search_app.web.as_json import cited_as_json, document_as_json, summary_as_json
from search_app.web.asking import (
    answer,
    as_listed,
    known_until,
    permanent_url,
    query_url,
    requested_query,
    searcher,
    settings,
    timeout_s,
    value_url,
)
from search_app.web.citing import bibtex, csl, ris
from search_app.web.described import described
from search_app.web.document_page import document_page, near_search
from search_app.web.neighbours import (
    PARTIAL_RANK,
    RANK,
    HitLinks,
    Neighbours,
    neighbours,
    place_of,
)
from search_app.web.paging import page_count, partial_page_url
from search_app.web.places import asked_arguments, document_url, url_for
from search_app.web.urls import PAGE_OR_RANK

SIMILAR_SHOWN = 5
# Among so many of the most similar documents a reader can search.
SIMILAR_SEARCHED = 30
TOGETHER_SHOWN = 50
OF_ONE_SLUG_SHOWN = 50
# The name of a page in the older addresses of the Assemblée nationale: legislature, number, type.
OFFICIAL_PAGE = re.compile(r"([0-9]{1,2})-([0-9]{1,9})(QE|QG|QOSD)")
# The media types of the files to cite a document with, by the ending of their addresses.
CITATION_TYPES = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}

documents = Blueprint("documents", __name__)


@documents.get("/documents/<document_id>")
def html(document_id: str) -> ResponseReturnValue:
    document = document_of(document_id)
    hit, neighbours = _in_search(document)
    near = searcher().similar(document_id, SIMILAR_SEARCHED)
    answered = tuple(one for one in near if one.status is Status.ANSWERED)
    page = document_page(
        document,
        hit,
        near[:SIMILAR_SHOWN],
        near_answered=answered[:SIMILAR_SHOWN],
        near_search=near_search(near, query_url()),
        answered_together=_answered_together(document),
        named=named_in(searcher(), document, timeout_s()),
        naming=naming(searcher(), document, timeout_s()),
        known_until=known_until(document),
        permanent_url=permanent_url(document_id),
        value_url=value_url,
        document_url=document_url,
    )
    return render_template("document.html", page=page, neighbours=neighbours)


@documents.get("/documents/<document_id>.json")
@described("Un document entier", shapes.DocumentPage)
def json(document_id: str) -> ResponseReturnValue:
    document = document_of(document_id)
    said: shapes.DocumentPage = {
        **document_as_json(document, known_until=known_until(document), document_url=document_url),
        **cited_as_json(document, permanent_url),
        "answered_together": [other.id for other in _answered_together(document)],
        "similar": [
            {**summary_as_json(other, document_url), **cited_as_json(other, permanent_url)}
            for other in searcher().similar(document_id, SIMILAR_SHOWN)
        ],
    }
    return jsonify(said)


@documents.get("/documents/<document_id>.csl.json")
@described("La référence d’un document, en CSL-JSON", list[dict[str, Any]])
def csl_json(document_id: str) -> ResponseReturnValue:
    return jsonify(csl(document_of(document_id), permanent_url(document_id)))


@documents.get(f"/documents/<document_id>.<any({','.join(CITATION_TYPES)}):form>")
def cited(document_id: str, form: str) -> ResponseReturnValue:
    document, url = document_of(document_id), permanent_url(document_id)
    text = bibtex(document, url) if form == "bib" else ris(document, url)
    return Response(text, content_type=f"{CITATION_TYPES[form]}; charset=utf-8")


@documents.get("/questions/<int(max=99):legislature>/<int(max=999999999):number>")
def numbered(legislature: int, number: int) -> ResponseReturnValue:
    """Lead to the question with that number, or to a search when several types have one."""
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
    """Lead from an older address of the Assemblée nationale's site: /q16/16-15463QE.htm."""
    found = OFFICIAL_PAGE.fullmatch(name)
    if not found or int(found.group(1)) != legislature:
        abort(404)
    return redirect(document_url(f"QANR5L{legislature}{found.group(3)}{int(found.group(2))}"))


@documents.get("/dyn/<int(max=99):legislature>/questions/<document_id>")
def official_record(legislature: int, document_id: str) -> ResponseReturnValue:
    """Lead from a newer address of that site: /dyn/16/questions/QANR5L16QE15463."""
    if not document_id.startswith(f"QANR5L{legislature}Q"):
        abort(404)
    return redirect(document_url(document_id))


def document_of(document_id: str) -> Document:
    """Return the document with this id. Where there is none, end the request.

    Ids of articles used to be slugs alone. The address with a slug leads to the one article that
    has it, or to a list of those that share it; any other ends with 404.
    """
    document = searcher().get(document_id)
    if document is None:
        abort(_answer_at_slug(document_id) or HTTPStatus.NOT_FOUND)
    return document


def _answer_at_slug(slug: str) -> BaseResponse | None:
    of_slug = Query(expr=KeywordIs(Keyword.SLUG, slug), page_size=OF_ONE_SLUG_SHOWN)
    found = [hit.document for hit in searcher().search(of_slug, timeout_s()).hits]
    if len(found) == 1:
        values = {**(request.view_args or {}), "document_id": found[0].id}
        address = url_for(request.endpoint or "", **values) + asked_arguments()
        return redirect(address, HTTPStatus.MOVED_PERMANENTLY)
    if not found or request.endpoint != "documents.html":
        return None
    entries = [(document_url(one.id), one.title, one.source.path) for one in found]
    page = render_template("documents_of_slug.html", entries=entries)
    return make_response(page, HTTPStatus.MULTIPLE_CHOICES)


def _answered_together(document: Document) -> tuple[Document, ...]:
    """Return the other questions that the same answer was given to, the first ones by number."""
    if not document.answer_key:
        return ()
    same_answer = KeywordIs(Keyword.ANSWER_KEY, document.answer_key)
    query = Query(expr=same_answer, sort=Sort.OLDEST, page_size=TOGETHER_SHOWN + 1)
    found = searcher().search(query, timeout_s()).hits
    return tuple(hit.document for hit in found if hit.document.id != document.id)[:TOGETHER_SHOWN]


def _in_search(document: Document) -> tuple[Hit | None, Neighbours | None]:
    """Return the document as a hit of the search that led to it, and its neighbours there.

    The address of the document contains that search, and the rank of the document in it, from 1,
    among the hits or among the partial hits; what is folded under a hit has the rank of that. Both
    are None when there is no rank, or when other documents have it because the index has changed.
    """
    partial = PARTIAL_RANK in request.args
    typed = request.args.get(PARTIAL_RANK if partial else RANK, "")
    if not PAGE_OR_RANK.fullmatch(typed) or not int(typed):
        return None, None
    query, rank = as_listed(requested_query(lenient=True)[0]), int(typed)
    results, here = _at_rank(query, rank, partial=partial, whole_texts=True)
    total = results.partial.listed if partial else results.listed
    if here and document.id in {copy.id for copy in here.copies}:
        alone = replace(query, ids=(document.id,))
        _, here = _at_rank(alone, 1, partial=partial, whole_texts=True)
    if here is None or here.document.id != document.id:
        return None, None
    _, before = _at_rank(query, rank - 1, partial=partial) if rank > 1 else (None, None)
    _, after = _at_rank(query, rank + 1, partial=partial) if rank < total else (None, None)
    return here, neighbours(
        query,
        rank,
        total,
        partial=partial,
        before=before,
        after=after,
        links=HitLinks(query, document_url, query_url(), settings().page_size_hits),
        back=_page_with(query, rank, results.listed, partial=partial),
    )


def _at_rank(
    query: Query, rank: int, *, partial: bool, whole_texts: bool = False
) -> tuple[Results, Hit | None]:
    """Return the answer to a search, and its hit or partial hit at `rank` (from 1), if any."""
    one = replace(query, page=1 if partial else rank, page_size=1, whole_texts=whole_texts)
    results = answer(one, rank if partial else 1)
    hits = results.partial.hits if partial else results.hits
    return results, hits[0] if hits else None


def _page_with(query: Query, rank: int, total: int, *, partial: bool) -> str:
    """Return the address of a rank on its page of results. total: of the hits."""
    page, place = (rank - 1) // query.page_size + 1, place_of(rank, partial=partial)
    if not partial:
        return f"{query_url()(replace(query, page=page))}#{place}"
    last = replace(query, page=max(page_count(total, query), 1))
    return partial_page_url(last, page, query_url(), place)

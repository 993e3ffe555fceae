"""Which addresses tell programs of others what is here? Search engines, browsers, assistants.

They are the description for OpenSearch with its suggestions, the sitemap, robots.txt and llms.txt.
"""

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from search_app.model.query import Query
from search_app.model.results import Results, Unfinished
from search_app.search import suggestions
from search_app.web.asking import absolute, answer, query_url, searcher, settings, today, value_url
from search_app.web.feed_views import ATOM_TYPE
from search_app.web.places import document_url, url_for
from search_app.web.sitemap import sitemap_page, sitemap_pages
from search_app.web.suggestions import suggestions_as_json
from search_app.web.xml_answer import xml_answer

OPENSEARCH_TYPE = "application/opensearchdescription+xml"
SUGGESTIONS_TYPE = "application/x-suggestions+json"

discovery = Blueprint("discovery", __name__)


@discovery.get("/opensearch.xml")
def opensearch() -> ResponseReturnValue:
    """Describe the search to browsers: they offer it in their address bar."""
    templates = (
        ("results", "text/html", url_for("pages.search_html")),
        ("results", ATOM_TYPE, url_for("feeds.atom")),
        ("suggestions", SUGGESTIONS_TYPE, url_for("discovery.opensearch_suggestions")),
    )
    return xml_answer(
        "opensearch.xml",
        OPENSEARCH_TYPE,
        templates=[
            (rel, kind, f"{absolute(path)}?q={{searchTerms}}") for rel, kind, path in templates
        ],
        own_url=absolute(url_for("discovery.opensearch")),
        own_type=OPENSEARCH_TYPE,
        icon_url=absolute(url_for("static", filename="icon.svg")),
    )


@discovery.get("/opensearch-suggestions")
def opensearch_suggestions() -> ResponseReturnValue:
    """Complete the text `q` in the format of OpenSearch: texts, remarks and addresses in a row."""
    typed = request.args.get("q", "")
    found = suggestions(searcher(), typed, today=today())
    shown = suggestions_as_json(
        found,
        Query(page_size=settings().page_size_hits),
        search_url=query_url(),
        document_url=document_url,
        value_url=value_url,
    )["suggestions"]
    rows = [
        typed,
        [suggestion.text for suggestion in found],
        [one["note"] for one in shown],
        [absolute(one["url"]) for one in shown],
    ]
    return Response(current_app.json.dumps(rows), content_type=SUGGESTIONS_TYPE)


@discovery.get("/sitemap.xml")
def sitemap_index() -> ResponseReturnValue:
    pages = [
        (absolute(url_for("discovery.sitemap", number=page.number)), page.changed)
        for page in sitemap_pages(searcher(), _everything())
    ]
    return xml_answer("sitemap_index.xml", "application/xml", pages=pages)


@discovery.get("/sitemap-<int(max=999999):number>.xml")
def sitemap(number: int) -> ResponseReturnValue:
    places = sitemap_page(searcher(), _everything(), number)
    if not places:
        abort(404)
    return xml_answer("sitemap.xml", "application/xml", places=places)


@discovery.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """Keep robots away from searches, of which there is no end; they find the rest by itself."""
    sitemap_url = absolute(url_for("discovery.sitemap_index")) if settings().site_url else ""
    return _text("robots.txt", prefix=request.script_root, sitemap_url=sitemap_url)


@discovery.get("/llms.txt")
def llms() -> ResponseReturnValue:
    return _text("llms.txt", absolute=absolute)


def _everything() -> Results:
    results = answer(Query(page_size=1))
    if Unfinished.MATCHING in results.unfinished:
        abort(503)
    return results


def _text(template: str, **values: object) -> Response:
    text = render_template(template, **values)
    return Response(text, content_type="text/plain; charset=utf-8")

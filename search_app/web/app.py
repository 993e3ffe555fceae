"""How is the site put together? `create_app` makes one WSGI application from the settings.

`warm_up` makes it ready to answer.
"""

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from flask_compress import Compress
from jinja2 import StrictUndefined

from search_app.model.errors import SearchIndexError
from search_app.search import Named, prepare
from search_app.settings import Settings
from search_app.web import labels
from search_app.web.about_views import about
from search_app.web.advanced_views import advancing
from search_app.web.alert_views import alerts
from search_app.web.answer_types.searches import NamedThing
from search_app.web.asking import (
    ENGINE,
    SETTINGS,
    give_searcher_back,
    permanent_urls,
    value_url,
)
from search_app.web.assets import serve_assets
from search_app.web.batch_views import batching
from search_app.web.browse_views import browsing
from search_app.web.caching import let_browsers_keep
from search_app.web.cards import cards, cards_as_json
from search_app.web.client_limits import limit_clients
from search_app.web.coverage_views import covering
from search_app.web.cross_origin import let_other_sites_read
from search_app.web.delays_views import delaying
from search_app.web.discovery_views import discovery
from search_app.web.document_views import documents
from search_app.web.dump_views import dumps
from search_app.web.errors import answer_errors
from search_app.web.export_views import exporting
from search_app.web.feed_views import feeds
from search_app.web.headers import protect
from search_app.web.health_views import health
from search_app.web.home_page import EXAMPLES
from search_app.web.interface_views import interface
from search_app.web.lanes import open_lanes
from search_app.web.links import DocumentUrl
from search_app.web.memory import give_memory_back
from search_app.web.opening import OpenedEngine
from search_app.web.page_names import in_templates
from search_app.web.passage_views import quoting
from search_app.web.places import document_url, url_for
from search_app.web.request_limits import limit_requests
from search_app.web.request_log import log_requests
from search_app.web.site_address import place, site_base_url
from search_app.web.trends_views import trending
from search_app.web.typography import marked, raised
from search_app.web.unindented import Unindented
from search_app.web.values_views import listing
from search_app.web.views import pages


class _Json(DefaultJSONProvider):
    """Writes letters without escapes, and keys in the order in which the code lists them."""

    ensure_ascii = False
    sort_keys = False


def create_app(settings: Settings) -> Flask:
    """Return the site that searches the index of `settings`.

    It starts whether or not there is an index. As long as there is none every search is answered
    with 503; the first request after an index is published finds it.
    """
    app = Flask("search_app.web")
    give_memory_back(app)  # before limit_clients, which starts a thread
    app.json = _Json(app)
    app.jinja_options = {
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": [Unindented],
    }
    app.jinja_env.globals.update(site_name=labels.SITE_NAME, number=labels.number, url_for=url_for)
    app.jinja_env.globals.update(offers_dumps=settings.offer_dumps)
    app.jinja_env.globals.update(in_templates())
    app.jinja_env.filters.update(marked=marked, raised=raised)
    app.config[SETTINGS] = settings
    app.extensions[ENGINE] = OpenedEngine(settings)
    app.teardown_appcontext(give_searcher_back)
    # The path of a page may end in a facet value, and a value may contain two slashes in a row.
    app.url_map.merge_slashes = False
    for blueprint in (
        *(pages, advancing, documents, browsing, listing, covering, about, dumps, quoting),
        *(exporting, batching, feeds, discovery, interface, health, delaying, trending),
    ):
        app.register_blueprint(blueprint)
    if settings.alerts_file:
        app.register_blueprint(alerts)
    # What is done to an answer is done in the reverse of this order: compressing and logging
    # come last.
    log_requests(app, settings)
    protect(app)
    let_other_sites_read(app)
    Compress(app)
    place(app, settings)
    limit_clients(app, settings)
    limit_requests(app, settings)
    open_lanes(app, settings)
    let_browsers_keep(app, settings)
    serve_assets(app)
    answer_errors(app)
    return app


def warm_up(app: Flask) -> None:
    """Open the index and answer two pages, so that no reader waits for what only the first need.

    That is working out the names that are suggested, and compiling the templates: a second at most.
    Without an index, that is logged; the first request after it is published pays.
    """
    opened: OpenedEngine = app.extensions[ENGINE]
    try:
        with opened.get().searcher() as searcher:
            prepare(searcher)
    except SearchIndexError as error:
        app.logger.warning("no usable index, run `search-app reindex`: %s", error)
        return
    client = app.test_client()
    for address in ("/", f"/search?q={EXAMPLES[0]}"):
        client.get(address)


def cards_of(settings: Settings, named: Named) -> list[NamedThing]:
    """Return the `cards` of a JSON answer, with the addresses of the site of `settings`.

    named: what the text of a query names. The site need not be running.
    """
    with create_app(settings).test_request_context():
        return cards_as_json(cards(named, document_url=document_url, value_url=value_url))


def permanent_urls_of(settings: Settings) -> DocumentUrl:
    """Return what gives the address of a document, to be cited. The site need not be running."""
    with create_app(settings).test_request_context(base_url=site_base_url(settings)):
        return permanent_urls()

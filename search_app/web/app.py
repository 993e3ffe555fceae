"""How is the site put together? One WSGI application from one Settings."""

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from jinja2 import StrictUndefined

from search_app.settings import Settings
from search_app.web import labels
from search_app.web.asking import ENGINE, SETTINGS, give_searcher_back
from search_app.web.assets import serve_assets
from search_app.web.browse_views import browsing
from search_app.web.document_views import documents
from search_app.web.errors import answer_errors
from search_app.web.headers import protect
from search_app.web.opening import OpenedEngine
from search_app.web.places import url_for
from search_app.web.typography import marked
from search_app.web.views import pages


class _Json(DefaultJSONProvider):
    """UTF-8 as it is, keys in the order of the contract."""

    ensure_ascii = False
    sort_keys = False


def create_app(settings: Settings) -> Flask:
    """Return the site over the index of `settings`; it starts whether or not an index exists.

    Without one every search answers 503, and the first request after a publication finds it.
    """
    app = Flask("search_app.web")
    app.json = _Json(app)
    app.jinja_options = {
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    app.jinja_env.globals.update(site_name=labels.SITE_NAME, number=labels.number, url_for=url_for)
    app.jinja_env.filters["marked"] = marked
    app.config[SETTINGS] = settings
    app.extensions[ENGINE] = OpenedEngine(settings)
    app.teardown_appcontext(give_searcher_back)
    # A value may hold two slashes in a row.
    app.url_map.merge_slashes = False
    for blueprint in (pages, documents, browsing):
        app.register_blueprint(blueprint)
    serve_assets(app)
    answer_errors(app)
    protect(app)
    return app

"""At which addresses is the whole corpus offered as files? Nowhere, unless the operator allows it.

No request makes a file: `search-app export --offer` does, and the newest ones are sent.
"""

from flask import Blueprint, abort, jsonify, render_template, send_from_directory
from flask.typing import ResponseReturnValue

from search_app.dump import Format, Offered, file_name, newest_offered, path_of
from search_app.web.asking import absolute, settings
from search_app.web.dump_catalog import CATALOG_TYPE, MEDIA_TYPES, catalog
from search_app.web.dump_page import dump_page
from search_app.web.places import url_for

dumps = Blueprint("dumps", __name__, url_prefix="/data")


@dumps.before_request
def require_permission() -> None:
    if not settings().offer_dumps:
        abort(404)


@dumps.get("/")
def html() -> ResponseReturnValue:
    offered = _newest()
    page = offered and dump_page(offered, url=_url)
    return render_template("data.html", page=page)


@dumps.get("/catalog.jsonld")
def catalog_json() -> ResponseReturnValue:
    offered = _newest() or abort(404)
    page_url = absolute(url_for("dumps.html"))
    answer = jsonify(catalog(offered, page_url=page_url, url=_url))
    answer.mimetype = CATALOG_TYPE
    return answer


@dumps.get(f"/{file_name(Format.PARQUET)}")
def parquet() -> ResponseReturnValue:
    return _file(Format.PARQUET)


@dumps.get(f"/{file_name(Format.SQLITE)}")
def sqlite() -> ResponseReturnValue:
    return _file(Format.SQLITE)


def _file(file_format: Format) -> ResponseReturnValue:
    """Send a file, or the part of it that `Range` asks for, or 304 when the client has it."""
    offered = _newest() or abort(404)
    (digest,) = (file.sha256 for file in offered.files if file.format is file_format)
    path = path_of(settings().index.resolve(), offered, file_format)
    return send_from_directory(
        path.parent,
        path.name,
        mimetype=MEDIA_TYPES[file_format],
        as_attachment=True,
        download_name=f"documents-{offered.about.generation}{path.suffix}",
        etag=digest,
    )


def _newest() -> Offered | None:
    return newest_offered(settings().index, settings().private_text)


def _url(file_format: Format) -> str:
    return absolute(url_for(f"dumps.{file_format}"))

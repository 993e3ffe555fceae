"""What do programs get at which address, as a document of OpenAPI 3.1?

Everything in it comes from the code: addresses from the views that say that they are for programs,
answers from their types, parameters and limits from where these are declared.
"""

import re
from http import HTTPStatus
from typing import Any

from apispec import APISpec
from flask import Flask
from pydantic import TypeAdapter

from search_app.settings import Settings
from search_app.web import error_words
from search_app.web.answer_types.others import Error
from search_app.web.described import Described, Parameter, description_of
from search_app.web.errors import RETRIED
from search_app.web.labels import SITE_NAME
from search_app.web.parameters import PATH

OPENAPI_VERSION = "3.1.1"
API_VERSION = "1.0"
_SCHEMAS = "#/components/schemas/{model}"
_JSON = "application/json"
_PART_OF_PATH = re.compile(r"<(?:[^<>]*:)?(\w+)>")
# What any address may answer: the errors of requests, and those of the site.
_ERRORS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.REQUEST_URI_TOO_LONG,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
_RETRY_AFTER = {
    "Retry-After": {
        "description": "secondes à attendre avant de redemander",
        "schema": {"type": "integer", "minimum": 0},
    }
}


def openapi(app: Flask, settings: Settings) -> dict[str, Any]:
    """Return the document for the addresses of `app` that are for programs."""
    spec = APISpec(
        title=SITE_NAME,
        version=API_VERSION,
        openapi_version=OPENAPI_VERSION,
        info={
            "description": "Questions parlementaires et articles de presse, en JSON. Exemples,"
            f" limites et promesse de stabilité\u00a0: {settings.site_url}/api",
            "license": {"name": "Licence Ouverte 2.0", "identifier": "etalab-2.0"},
        },
        servers=[{"url": settings.site_url or "/"}],
    )
    found = [
        (rule, said)
        for rule in app.url_map.iter_rules()
        if (said := description_of(app.view_functions[rule.endpoint]))
    ]
    answers = _schemas(spec, [*(said.answer for _, said in found), Error])
    for number, (rule, said) in enumerate(found):
        operation = _operation(said, sorted(rule.arguments), answers[number], error=answers[-1])
        named = {"operationId": rule.endpoint.replace(".", "_"), **operation}
        spec.path(path=path_of(rule.rule), operations={"get": named})
    return spec.to_dict()


def path_of(rule: str) -> str:
    """Return the path of a view as OpenAPI writes it: `/documents/{document_id}.json`."""
    return _PART_OF_PATH.sub(r"{\1}", rule)


def _schemas(spec: APISpec, types: list[Any]) -> list[dict[str, Any]]:
    """Return the schema of each type; those that have names are added to the document."""
    made, inside = TypeAdapter.json_schemas(
        [(number, "serialization", TypeAdapter(one)) for number, one in enumerate(types)],
        ref_template=_SCHEMAS,
    )
    for name, schema in inside["$defs"].items():
        if "enum" in schema:
            schema.pop("description", None)  # It was written for those who read the code.
        spec.components.schema(name, schema)
    return [made[number, "serialization"] for number in range(len(types))]


def _operation(
    said: Described, parts: list[str], answer: dict[str, Any], *, error: dict[str, Any]
) -> dict[str, Any]:
    """Return what one address does. parts: the names of the variable parts of its path."""
    statuses = {*_ERRORS, *said.errors, *((HTTPStatus.NOT_FOUND,) if parts else ())}
    errors = {str(int(status)): _error(status, error) for status in sorted(statuses)}
    found = {"description": said.summary, "content": {_JSON: {"schema": answer}}}
    return {
        "summary": said.summary,
        "parameters": [
            *(_parameter(PATH[name], "path") for name in parts),
            *(_parameter(parameter, "query") for parameter in said.parameters),
        ],
        "responses": {"200": found, **errors},
    }


def _parameter(said: Parameter, place: str) -> dict[str, Any]:
    one = dict(said.schema)
    many = {"type": "array", "items": one, "maxItems": said.values_max}
    return {
        "name": said.name,
        "in": place,
        "required": place == "path",
        "description": said.description,
        "schema": many if said.values_max > 1 else one,
    }


def _error(status: HTTPStatus, schema: dict[str, Any]) -> dict[str, Any]:
    title, message = error_words.http_error(status)
    return {
        "description": f"{title}. {message}",
        "headers": _RETRY_AFTER if status in RETRIED else {},
        "content": {_JSON: {"schema": schema}},
    }

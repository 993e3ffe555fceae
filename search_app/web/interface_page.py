"""What does the page « Interface pour programmes » say? What `/openapi.json` has, for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, NamedTuple

from search_app.settings import Settings
from search_app.syntax.parser import CHARACTERS_MAX
from search_app.web.batch import BODY_MAX_BYTES, QUERIES_MAX
from search_app.web.error_words import http_error
from search_app.web.errors import codes_of
from search_app.web.labels import number
from search_app.web.parameter_limits import FACET_VALUES_MAX
from search_app.web.values_json import VALUES_ON_A_PAGE


class ParameterRow(NamedTuple):
    """accepted: "entre 1 et 999 999 999", or "" for any text."""

    name: str
    accepted: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """One address. example: an address with an answer, "" when the index has none."""

    path: str
    summary: str
    example: str
    parameters: tuple[ParameterRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfacePage:
    """What `interface.html` prints.

    answers: the name of each kind of object, with its keys and what they mean. statuses: those of
    errors, with their titles and codes. limits: what is limited, and the limit.
    """

    operations: tuple[OperationView, ...]
    answers: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    statuses: tuple[tuple[int, str, str], ...]
    limits: tuple[tuple[str, str], ...]


def interface_page(
    document: Mapping[str, Any], settings: Settings, examples: Mapping[str, str]
) -> InterfacePage:
    """document: that of OpenAPI. examples: addresses, by the name of the view that answers."""
    operations = {path: item["get"] for path, item in document["paths"].items()}
    by_operation = {name.replace(".", "_"): url for name, url in examples.items()}
    said = {HTTPStatus(int(s)) for one in operations.values() for s in one["responses"]}
    errors = sorted({*said, HTTPStatus.METHOD_NOT_ALLOWED} - {HTTPStatus.OK})
    return InterfacePage(
        operations=tuple(
            OperationView(
                path=path,
                summary=one["summary"],
                example=by_operation.get(one["operationId"], ""),
                parameters=tuple(map(_row, one["parameters"])),
            )
            for path, one in operations.items()
        ),
        answers=tuple(
            (
                name,
                tuple((key, one.get("description", "")) for key, one in said["properties"].items()),
            )
            for name, said in document["components"]["schemas"].items()
            if "properties" in said
        ),
        statuses=tuple((int(s), http_error(s)[0], ", ".join(codes_of(s))) for s in errors),
        limits=_limits(settings),
    )


def _row(parameter: Mapping[str, Any]) -> ParameterRow:
    schema = parameter["schema"]
    one = schema.get("items", schema)
    accepted = ""
    if "enum" in one:
        accepted = ", ".join(map(str, one["enum"]))
    elif "maximum" in one:
        accepted = f"entre {number(one['minimum'])} et {number(one['maximum'])}"
    elif "maxLength" in one:
        accepted = f"{number(one['maxLength'])} caractères au plus"
    if "maxItems" in schema:
        accepted += f"\u00a0; répétable, {number(schema['maxItems'])} fois au plus"
    return ParameterRow(parameter["name"], accepted, parameter["description"])


def _limits(settings: Settings) -> tuple[tuple[str, str], ...]:
    return (
        ("demandes par minute, par adresse", number(settings.client_requests_per_minute)),
        ("recherches lourdes à la fois, pour tous", number(settings.dear_requests_max)),
        ("durée d’une recherche, en millisecondes", number(settings.search_timeout_ms)),
        ("octets d’une adresse, encodée", number(settings.address_max_bytes)),
        ("caractères d’une recherche", number(CHARACTERS_MAX)),
        ("mots et conditions d’une recherche", number(settings.query_terms_max)),
        ("mots que remplacent * et ~ dans une recherche", number(settings.query_expansions_max)),
        ("valeurs de filtres dans une adresse", number(settings.filter_values_max)),
        ("valeurs d’un filtre dans la réponse d’une recherche", number(FACET_VALUES_MAX)),
        ("valeurs par page d’une liste", number(VALUES_ON_A_PAGE)),
        ("recherches dans un tableau envoyé à /batch.csv", number(QUERIES_MAX)),
        ("octets d’un tableau envoyé à /batch.csv", number(BODY_MAX_BYTES)),
        ("kilo-octets d’une réponse", number(settings.answer_max_kb)),
    )

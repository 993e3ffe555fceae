"""Does some document have each value that a filter names? Else the tool says what could be named.

The site keeps an unknown value and finds nothing with it. A reader sees why; an assistant would
report that there is nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from search_app.model.facet import FacetField
from search_app.web.assistants.site import Asker, RefusedError, Site
from search_app.web.urls import EXCLUDED_PREFIX

# How many values are named in an error.
_NAMED = 5
_FACETS = tuple(field.parameter for field in FacetField)


def check_values(
    site: Site, asker: Asker, arguments: Mapping[str, Any], answer: Mapping[str, Any] | None = None
) -> None:
    """Raise RefusedError for the first value that no document has.

    arguments: those of a search. answer: what the site answered to it; values counted there are
    known.
    """
    counted = {
        (facet, one["value"])
        for facet, values in (answer or {}).get("facets", {}).items()
        for one in values
        if one["count"]
    }
    for name, facet, value in _chosen(arguments):
        if (facet, value) not in counted and not _finds(site, asker, facet, value):
            near = _near(site, asker, facet, value)
            raise RefusedError(
                f"{name}\u00a0: aucun document n’a la valeur «\u00a0{value}\u00a0». Accepté, par"
                f" exemple\u00a0: {near}. L’outil facet_values donne toutes les valeurs de {facet}."
            )


def _chosen(arguments: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield argument, facet and value for each value of a filter."""
    for facet in _FACETS:
        for name in (facet, EXCLUDED_PREFIX + facet):
            for value in arguments.get(name, ()):
                yield name, facet, value


def _finds(site: Site, asker: Asker, facet: str, value: str) -> bool:
    return bool(value.strip() and site.get(asker, "/search.json", [(facet, value)])["total"])


def _near(site: Site, asker: Asker, facet: str, value: str) -> str:
    """Name values whose labels contain `value`, or else the most frequent ones."""
    path = f"/search/values/{facet}.json"
    listed = (
        site.get(asker, path, [("contains", value)])["values"] or site.get(asker, path)["values"]
    )
    shown = [f"{one['value']} ({one['label']})" for one in listed if one["value"]]
    return "\u00a0; ".join(shown[:_NAMED])

"""What does the search box show of a suggestion? Its text, what it stands for, where it leads."""

from collections.abc import Iterable
from typing import Any

from search_app.model.facet import FacetField
from search_app.model.query import Query, normalised_filters
from search_app.model.vocabulary import Suggestion
from search_app.web import labels
from search_app.web.links import QueryUrl


def suggestions_as_json(
    found: Iterable[Suggestion], search_url: QueryUrl
) -> dict[str, list[dict[str, Any]]]:
    """Return what `/suggest.json` answers. search_url: gives the address of a query.

    `kind` is in French, for the reader. A facet value leads to the documents that have it, anything
    else to the search for its text.
    """
    return {
        "suggestions": [
            {"text": s.text, "kind": labels.suggestion_kind(s), "url": search_url(_search(s))}
            for s in found
        ]
    }


def _search(suggestion: Suggestion) -> Query:
    field: FacetField | None = suggestion.field
    if field:
        return Query(filters=normalised_filters({field: (suggestion.value,)}))
    return Query(text=suggestion.text)

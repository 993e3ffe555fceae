"""What does the search box show of a suggestion? Its text, what it stands for, where it leads."""

from collections.abc import Iterable
from dataclasses import replace

from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.vocabulary import Suggestion
from search_app.web import labels
from search_app.web.answer_types.others import Suggestions
from search_app.web.links import DocumentUrl, QueryUrl, ValueUrl


def suggestions_as_json(
    found: Iterable[Suggestion],
    query: Query,
    *,
    search_url: QueryUrl,
    document_url: DocumentUrl,
    value_url: ValueUrl,
) -> Suggestions:
    """Return what `/suggest.json` answers.

    `kind` and `note` are in French, for the reader. A facet value leads to the documents that have
    it, a question to its page, anything else to the search for its text. `page_url` is the address
    of a deputy's page, "" for anything else.

    query: the search that the box stands above. Its order and page size stay. A word keeps its
    filters too, as one typed to the end does; a facet value leaves them behind, so that it leads to
    as many documents as it announces.
    """

    def leads_to(suggestion: Suggestion) -> str:
        if suggestion.document:
            return document_url(suggestion.document.id)
        return search_url(_search(query, suggestion))

    return {
        "suggestions": [
            {
                "text": labels.suggestion(s),
                "kind": labels.suggestion_kind(s),
                "count": s.count,
                "note": labels.suggestion_note(s),
                "url": leads_to(s),
                "page_url": value_url(s.field, s.value) if s.field is FacetField.AUTHOR else "",
            }
            for s in found
        ]
    }


def _search(query: Query, suggestion: Suggestion) -> Query:
    field, value = suggestion.field, suggestion.value
    if not field:
        return replace(query, text=suggestion.text)
    return replace(query, text="").unfiltered().toggled(field, value)

"""What does the site answer to programs? The JSON of a search and of a document.

`answer_types` has the keys and their meaning. They are a contract: they are never renamed.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from search_app.model.clock import due_on, due_once_signalled_on
from search_app.model.document import AuthorityName, Document, Event, Source
from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.results import Hit, Results
from search_app.model.withheld import WithheldDocument
from search_app.search.absent import Part
from search_app.search.near import NearQuery
from search_app.syntax import as_typed
from search_app.web.answer_types import documents as shapes
from search_app.web.answer_types import searches
from search_app.web.cards import Card, cards_as_json
from search_app.web.citing import reference
from search_app.web.facets import FacetValue, facet_values
from search_app.web.links import DocumentUrl, QueryUrl, original_url
from search_app.web.paging import page_count
from search_app.web.passages import Quoting


def search_as_json(
    query: Query,
    results: Results,
    *,
    absent: Sequence[Part],
    near: Sequence[NearQuery],
    cards: tuple[Card, ...],
    partial_page: int,
    next_url: str | None,
    partial_next_url: str | None,
    search_url: QueryUrl,
    document_url: DocumentUrl,
    permanent_url: DocumentUrl,
    explain: bool = False,
) -> searches.Search:
    """Return what `/search.json` answers.

    partial_page: the number of the page of partial hits. absent: what no document has of the query.
    near: queries with other words. next_url, partial_next_url: where the hits and the partial hits
    go on, None at their ends. search_url: gives the address of a query, for each `toggle_url`.
    permanent_url: gives the address of a document with scheme and host. explain: whether each hit
    says how it has each word and what its score is made of.

    With "matching" in `unfinished` nothing is known of the documents: all numbers are 0, and
    `absent`, `near` and `corrections` are empty.
    """

    def hits(found: Iterable[Hit]) -> list[shapes.Hit]:
        return [
            _hit(hit, document_url=document_url, permanent_url=permanent_url, explain=explain)
            for hit in found
        ]

    facets, truncated = facets_as_json(results, query, search_url)
    return {
        "nothing_to_search": query.has_nothing_to_search,
        "total": results.total,
        "relaxed": results.relaxed,
        "complete": results.complete,
        "corrections": [
            {"typed": c.typed, "used": c.used, "written": c.written} for c in results.corrections
        ],
        "expansions": [{"typed": e.typed, "names": list(e.names)} for e in results.expansions],
        "absent": [part.text for part in absent],
        "near": [
            {
                "typed": other.typed.text,
                "word": other.word,
                "total": other.total,
                "url": search_url(other.query),
            }
            for other in near
        ],
        "cards": cards_as_json(cards),
        "page": query.page,
        "pages": page_count(results.total, query),
        "next": next_url,
        "hits": hits(results.hits),
        "partial": {
            "total": results.partial.total,
            "page": partial_page,
            "pages": page_count(results.partial.total, query),
            "next": partial_next_url,
            "hits": hits(results.partial.hits),
        },
        "facets": facets,
        "facets_truncated": truncated,
        "histogram": histogram_as_json(results),
        "undated": results.undated,
        "unfinished": list(results.unfinished),
        "generation": results.generation,
        "took_ms": results.took_ms,
    }


def facets_as_json(
    results: Results, query: Query, search_url: QueryUrl
) -> tuple[dict[str, list[searches.FacetValue]], list[str]]:
    """Return the values of each facet, and the facets of which some values were left out."""
    found = {
        field.parameter: facet_values(results, query, field, search_url=search_url)
        for field in FacetField
    }
    return (
        {name: [facet_value_as_json(one) for one in values] for name, (values, _) in found.items()},
        [name for name, (_, is_cut) in found.items() if is_cut],
    )


def facet_value_as_json(value: FacetValue) -> searches.FacetValue:
    return {
        "value": value.value,
        "label": value.label,
        "count": value.total,
        "selected": value.selected,
        "toggle_url": value.toggle_url,
        "belongs_to": list(value.belongs_to),
    }


def histogram_as_json(results: Results) -> list[searches.HistogramBar]:
    return [{"start": b.start.isoformat(), "count": b.count} for b in results.histogram]


def document_as_json(
    document: Document, *, known_until: dt.date | None, document_url: DocumentUrl
) -> shapes.Document:
    """Return every field of a document; an unknown one is null or [].

    `party`, `ministries` and `topic` are stable values, those of the facets; `group`,
    `ministry_asked`, `ministry_in_charge` and `topic_name` are names as the source wrote them.
    `withheld` names those of "text" and "answer" that are left out here, for they may not be shown.
    `due` is the last day for an answer in time; a question that waits is known to wait until
    `known_until`.
    """
    return {
        **summary_as_json(document, document_url),
        "number": document.number or None,
        "chamber": document.chamber,
        "author_id": document.author_id or None,
        "constituency": document.constituency or None,
        "department": document.department or None,
        "group": _authority_name(document.group),
        "ministry_asked": _authority_name(document.ministry_asked),
        "ministry_in_charge": _authority_name(document.ministry_in_charge),
        "topic_name": document.topic.name if document.topic else None,
        "date_inferred": document.date_inferred,
        "date_written": document.date_written,
        "legislature_inferred": document.legislature_inferred,
        "publisher": document.publisher or None,
        "page": document.page or None,
        "text": document.text,
        "answer": document.answer or None,
        "withheld": list(document.withheld) if isinstance(document, WithheldDocument) else [],
        "laws": list(document.laws),
        "clock": document.clock,
        "due": _iso(due_on(document)),
        "due_once_signalled": _iso(due_once_signalled_on(document)),
        "known_until": _iso(known_until),
        "events": [_event(event) for event in document.events],
        "source": _source(document.source),
        "field_sources": {one.field: _source(one.source) for one in document.field_sources},
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _source(source: Source) -> shapes.Source:
    return {"path": source.path, "line": source.line, "record": source.record or None}


def _hit(
    hit: Hit, *, document_url: DocumentUrl, permanent_url: DocumentUrl, explain: bool
) -> shapes.Hit:
    quoting = Quoting(hit.document, document_url=document_url, permanent_url=permanent_url)
    return {
        **summary_as_json(hit.document, document_url),
        **cited_as_json(hit.document, permanent_url),
        "score": hit.score,
        "lacks": [as_typed(part) for part in hit.lacks],
        "snippets": [
            [{"text": text, "match": bool(mark), "kind": mark or None} for text, mark in snippet]
            for snippet in hit.snippets
        ],
        "passages": [
            quoting.as_json(passage.part, passage.start, passage.text) for passage in hit.passages
        ],
        "score_parts": hit.score_parts if explain else None,
        "found": [
            {"typed": found.typed, "closeness": found.closeness, "form": found.form or None}
            for found in (hit.found if explain else ())
        ],
    }


def summary_as_json(document: Document, document_url: DocumentUrl) -> shapes.DocumentSummary:
    """Return the keys that a hit and a document have in common."""
    return {
        "id": document.id,
        "kind": document.kind,
        "type": document.type,
        "title": document.title,
        "url": document_url(document.id),
        "official_url": original_url(document) or None,
        "date": _iso(document.date),
        "author": document.author or None,
        "party": document.group.values[0] if document.group else None,
        "ministries": list(document.ministries),
        "topic": document.topic.values[0] if document.topic else None,
        "legislature": document.legislature or None,
        "status": document.status,
        "is_notice": document.is_notice,
    }


def cited_as_json(document: Document, permanent_url: DocumentUrl) -> shapes.Cited:
    """Return the keys of a document that is to be cited."""
    url = permanent_url(document.id)
    return {"permanent_url": url, "citation": reference(document, url)}


def _authority_name(name: AuthorityName | None) -> shapes.AuthorityName | None:
    return {"name": name.name, "values": list(name.values)} if name else None


def _event(event: Event) -> shapes.Event:
    return {
        "kind": event.kind,
        "date": _iso(event.date),
        "page": event.page or None,
        "reason": event.reason or None,
        "ministry": event.ministry or None,
        "text": event.text or None,
    }

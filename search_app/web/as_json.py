"""What does the site answer to programs? The JSON of a search and of a document.

The keys are a contract: they are never renamed.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from search_app.model.clock import due_on, due_once_signalled_on
from search_app.model.document import AuthorityName, Document, Event, Source
from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.model.results import Hit, Results
from search_app.model.withheld import WithheldDocument
from search_app.search.absent import Part
from search_app.search.near import NearQuery
from search_app.syntax import as_typed
from search_app.web.cards import Card, cards_as_json
from search_app.web.facets import FacetValue, facet_values
from search_app.web.links import DocumentUrl, QueryUrl, original_url
from search_app.web.paging import page_count


def search_as_json(
    query: Query,
    results: Results,
    *,
    absent: Sequence[Part],
    near: Sequence[NearQuery],
    cards: tuple[Card, ...],
    partial_page: int,
    search_url: QueryUrl,
    document_url: DocumentUrl,
    explain: bool = False,
) -> dict[str, Any]:
    """Return what `/search.json` answers.

    partial_page: the number of the page of partial hits. absent: what no document has of the query.
    near: queries with other words. search_url: gives the address of a query, for each `toggle_url`.
    explain: whether each hit has `score_parts` and `found`.

    `nothing_to_search` is true when something was typed that has no letter and no digit.
    `absent` are the words and quotations typed that no document has and that were not corrected.
    `near` are the searches with another word, `word`, in the place of one of these, or of one that
        hardly any document has: `total` documents have all of its words.
    `cards` are the things that the text names as a whole, with the addresses of their pages and
        their numbers of documents; `kind` is "question" or the name of a facet ("author").
    `total`, `pages`, `hits`, `facets`, `histogram` and `undated` speak of the documents that have
        all the words. `partial` has those that have some of them only, when fewer than 20 have all.
    `complete` is how many documents have all the words, whether they pass the filters or not. When
        it is 0, the documents with some of the words are the result, in `hits`, `total` and all
        else; `relaxed` then says that there are such.
    `lacks` has those of the words typed that a hit does not have.
    `corrections` say what was searched in the place of words that no document has; `written` is
        `used` with the accents of the documents. `expansions` say what was searched beside names.
    `found` tells in which way a hit has each word of the query; `form` is folded.
    `kind` tells of a match in a snippet whether it is a "word" typed, another "name" or the
        "spelling" that a word was corrected to; null where nothing matches.
    `pages` is 0 when nothing was found.
    `score` can be compared inside one answer only. `score_parts` are the numbers whose sum it is,
        by name; null for a hit that is not among the best, for only those are rescored.
    `belongs_to` has, for a name of a group or ministry as documents bear it, the stable values of
        the other facet that it stands under.
    `facets_truncated` names the facets of which some values were left out.
    `undated` is the number of documents found that have no date.
    `unfinished` names the parts of the answer that are missing: "matching", "partial" and
        "snippets" when the time limit was reached, "index" when damaged files hid something. With
        "matching" nothing is known of the documents: all numbers are 0, and `absent`, `near` and
        `corrections` are empty.
    `took_ms` is in milliseconds.
    """
    facets = {
        field.parameter: facet_values(results, query, field, search_url=search_url)
        for field in FacetField
    }

    def hits(found: Iterable[Hit]) -> list[dict[str, Any]]:
        return [_hit(hit, document_url) | (_explained(hit) if explain else {}) for hit in found]

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
        "hits": hits(results.hits),
        "partial": {
            "total": results.partial.total,
            "page": partial_page,
            "pages": page_count(results.partial.total, query),
            "hits": hits(results.partial.hits),
        },
        "facets": {
            parameter: [_facet_value(value) for value in values]
            for parameter, (values, _) in facets.items()
        },
        "facets_truncated": [parameter for parameter, (_, cut) in facets.items() if cut],
        "histogram": [
            {"start": bucket.start.isoformat(), "count": bucket.count}
            for bucket in results.histogram
        ],
        "undated": results.undated,
        "unfinished": list(results.unfinished),
        "generation": results.generation,
        "took_ms": results.took_ms,
    }


def _facet_value(value: FacetValue) -> dict[str, Any]:
    shown = {
        "value": value.value,
        "label": value.label,
        "count": value.total,
        "selected": value.selected,
        "toggle_url": value.toggle_url,
    }
    if value.belongs_to is not None:
        shown["belongs_to"] = list(value.belongs_to)
    return shown


def _explained(hit: Hit) -> dict[str, Any]:
    return {
        "score_parts": hit.score_parts,
        "found": [
            {"typed": found.typed, "closeness": found.closeness, "form": found.form or None}
            for found in hit.found
        ],
    }


def document_as_json(
    document: Document,
    *,
    answered_together: tuple[Document, ...],
    known_until: dt.date | None,
    document_url: DocumentUrl,
) -> dict[str, Any]:
    """Return what `/documents/<id>.json` answers: what `described` says, and `answered_together`.

    known_until: as `described` takes it.
    """
    record = described(document, known_until=known_until, document_url=document_url)
    return record | {"answered_together": [other.id for other in answered_together]}


def described(
    document: Document, *, known_until: dt.date | None, document_url: DocumentUrl
) -> dict[str, Any]:
    """Return every field of a document; an unknown one is null or [].

    `party`, `ministries` and `topic` are stable values, those of the facets; `group`,
    `ministry_asked`, `ministry_in_charge` and `topic_name` are names as the source wrote them.
    `withheld` names those of "text" and "answer" that are left out here, for they may not be shown.
    `due` is the last day for an answer in time; a question that waits is known to wait until
    `known_until`.
    """
    return {
        **_summary(document, document_url),
        "number": document.number or None,
        "chamber": document.chamber.value if document.chamber else None,
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
        "is_notice": document.is_notice,
        "publisher": document.publisher or None,
        "page": document.page or None,
        "text": document.text,
        "answer": document.answer or None,
        "withheld": list(document.withheld) if isinstance(document, WithheldDocument) else [],
        "laws": list(document.laws),
        "clock": document.clock.value if document.clock else None,
        "due": _iso(due_on(document)),
        "due_once_signalled": _iso(due_once_signalled_on(document)),
        "known_until": _iso(known_until),
        "events": [_event(event) for event in document.events],
        "source": _source(document.source),
        "field_sources": {one.field: _source(one.source) for one in document.field_sources},
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _source(source: Source) -> dict[str, Any]:
    return {"path": source.path, "line": source.line, "record": source.record or None}


def _hit(hit: Hit, document_url: DocumentUrl) -> dict[str, Any]:
    return {
        **_summary(hit.document, document_url),
        "is_notice": hit.document.is_notice,
        "score": hit.score,
        "lacks": [as_typed(part) for part in hit.lacks],
        "snippets": [
            [{"text": text, "match": bool(mark), "kind": mark or None} for text, mark in snippet]
            for snippet in hit.snippets
        ],
    }


def _summary(document: Document, document_url: DocumentUrl) -> dict[str, Any]:
    """Return the keys that a hit and a document have in common."""
    return {
        "id": document.id,
        "kind": document.kind.value,
        "type": document.type.value,
        "title": document.title,
        "url": document_url(document.id),
        "official_url": original_url(document) or None,
        "date": _iso(document.date),
        "author": document.author or None,
        "party": document.group.values[0] if document.group else None,
        "ministries": list(document.ministries),
        "topic": document.topic.values[0] if document.topic else None,
        "legislature": document.legislature or None,
        "status": document.status.value if document.status else None,
    }


def _authority_name(name: AuthorityName | None) -> dict[str, Any] | None:
    return {"name": name.name, "values": list(name.values)} if name else None


def _event(event: Event) -> dict[str, Any]:
    return {
        "kind": event.kind.value,
        "date": _iso(event.date),
        "page": event.page or None,
        "reason": event.reason or None,
        "ministry": event.ministry or None,
        "text": event.text or None,
    }

"""What does the page of one document say? Document -> view model, which the template prints."""

import datetime as dt
from dataclasses import dataclass, replace

from search_app.model.document import Document, Event, EventKind, Kind, Source
from search_app.model.query import Query
from search_app.model.results import Hit, Mark, Part, Passage
from search_app.model.withheld import WithheldDocument
from search_app.web import labels
from search_app.web.citing import Citation, citation
from search_app.web.document_facts import KeyFact, key_facts
from search_app.web.document_text import PrintedText, is_exchange, printed
from search_app.web.hits import HitView, hit_view
from search_app.web.links import DocumentUrl, Link, QueryUrl, ValueUrl, original_url
from search_app.web.sentence_case import listed_title
from search_app.web.typography import typeset, typeset_snippet

# The ids of the headings of both texts.
_TEXT_ID, _ANSWER_ID = "texte", "reponse"
# About three screens of a laptop; a shorter document needs no list of contents.
_LONG_CHARACTERS = 6_000
# Among fewer documents nobody needs to search.
_NEAR_MIN = 6
# What readers call the fields of a document.
_FIELDS = {
    "title": "titre",
    "text": "texte",
    "answer": "réponse",
    "author": "auteur",
    "author_id": "identifiant de l’auteur",
    "constituency": "circonscription",
    "department": "département",
    "group": "groupe",
    "ministry_asked": "ministère interrogé",
    "ministry_in_charge": "ministère attributaire",
    "topic": "rubrique",
    "status": "statut",
    "events": "parcours",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event in the life of a question.

    detail: the ministry it was given to, the page of the Journal officiel, a reason. text: the
    words of an erratum.

    kind: what the style sheet calls it ("answered"). iso_date: "" when the date is unknown.
    """

    kind: str
    label: str
    iso_date: str
    date: str
    detail: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One file that a document comes from. fields: what was read there ("auteur, groupe")."""

    place: str
    fields: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """What `document.html` prints.

    head: the title, who asked whom, and when. text, answer: with what the search found marked.
    matches: how many are marked there. match_links: to the first one in each text. contents: links
    to the texts, headings and speakers of a long document, else (). original: the link to the page
    that the document comes from, or None. named, naming: links to the questions that its texts
    name, and to the documents whose texts name it. similar: links to the documents that have most
    in common with this one. near_answered: to the questions with an answer among more of these,
    unless `similar` has the same. near_search: to a search among them. answered_together: to the
    other questions that one answer was given to. sources: where the document was read, and what of
    it elsewhere, when it comes from several files. is_withheld: a text may not be shown.
    """

    document: Document
    head: HitView
    facts: tuple[KeyFact, ...]
    text_heading: str
    text: PrintedText
    answer_heading: str
    answer: PrintedText
    matches: str
    match_links: tuple[Link, ...]
    contents: tuple[Link, ...]
    steps: tuple[Step, ...]
    original: Link | None
    named: tuple[Link, ...]
    naming: tuple[Link, ...]
    similar: tuple[Link, ...]
    near_answered: tuple[Link, ...]
    near_search: Link | None
    answered_together: tuple[Link, ...]
    sources: tuple[SourceView, ...]
    citation: Citation
    is_withheld: bool


def document_page(
    document: Document,
    hit: Hit | None,
    similar: tuple[Document, ...],
    *,
    near_answered: tuple[Document, ...],
    near_search: Link | None,
    answered_together: tuple[Document, ...],
    named: tuple[Document, ...],
    naming: tuple[Document, ...],
    known_until: dt.date | None,
    permanent_url: str,
    value_url: ValueUrl,
    document_url: DocumentUrl,
) -> DocumentPage:
    """Return what the page of `document` says.

    hit: the document as a search found it, with its whole texts (`Query.whole_texts`), or None.
    similar, near_answered: the best first. near_search: as `DocumentPage` has it.
    answered_together: other questions that have the same answer. named:
    the questions that its texts name; naming: the documents whose texts name it.
    known_until: the last day that the source of its status knows of, or None. permanent_url: with
    scheme and host. value_url: gives the address that a facet value leads to.
    """
    found = hit or _unmarked(document)
    text, answer = (printed(one, is_exchange=is_exchange(document)) for one in found.passages)
    text_heading = _text_heading(document)
    return DocumentPage(
        document=document,
        head=replace(hit_view(replace(found, passages=()), ""), title=typeset_snippet(found.title)),
        facts=key_facts(document, value_url, known_until),
        text_heading=text_heading,
        text=text,
        answer_heading=_answer_heading(document),
        answer=answer,
        matches=labels.counted(text.matches + answer.matches, "occurrence"),
        match_links=tuple(
            Link(label=label, url=f"#{one.first}", note=labels.number(one.matches))
            for label, one in ((text_heading, text), ("Réponse", answer))
            if one.matches
        ),
        contents=_contents(
            (_TEXT_ID, text_heading, text), (_ANSWER_ID, _answer_heading(document), answer)
        )
        if len(document.text) + len(document.answer) >= _LONG_CHARACTERS
        else (),
        steps=tuple(_step(event) for event in document.events),
        original=_original_link(document),
        named=tuple(_similar_link(other, document_url) for other in named),
        naming=tuple(_similar_link(other, document_url) for other in naming),
        similar=tuple(_similar_link(other, document_url) for other in similar),
        near_answered=tuple(_similar_link(other, document_url) for other in near_answered)
        if near_answered != similar
        else (),
        near_search=near_search,
        answered_together=tuple(_similar_link(other, document_url) for other in answered_together),
        sources=_sources(document),
        citation=citation(document, permanent_url),
        is_withheld=isinstance(document, WithheldDocument),
    )


def _contents(*texts: tuple[str, str, PrintedText]) -> tuple[Link, ...]:
    """Return links to the texts that there are, each an id and a heading, and into them.

    Nothing when there is a single place, which needs no list.
    """
    links = [
        Link(label=label, url=f"#{name}")
        for id_, heading, text in texts
        if text.paragraphs
        for name, label in ((id_, heading), *text.places)
    ]
    return tuple(links) if len(links) > 1 else ()


def _original_link(document: Document) -> Link | None:
    url = original_url(document)
    is_article = document.kind is Kind.ARTICLE
    label = "Lire l’article original" if is_article else "Voir la page officielle"
    return Link(label=label, url=url) if url else None


def _unmarked(document: Document) -> Hit:
    """Return a document as a search with whole texts would, but with nothing marked."""
    return Hit(
        document=document,
        score=0.0,
        title=((document.title, Mark.NONE),),
        passages=(
            Passage(Part.TEXT, 0, ((document.text, Mark.NONE),)),
            Passage(Part.ANSWER, 0, ((document.answer, Mark.NONE),)),
        ),
    )


def _text_heading(document: Document) -> str:
    if document.is_notice:
        return "Résumé"
    return "Texte de l’article" if document.kind is Kind.ARTICLE else "Question"


def _answer_heading(document: Document) -> str:
    days = [e.date for e in document.events if e.kind is EventKind.ANSWERED and e.date]
    return f"Réponse du {labels.day(days[-1])}" if days else "Réponse"


def _step(event: Event) -> Step:
    page = f"page {event.page}" if event.page else ""
    return Step(
        kind=event.kind.value,
        label=labels.EVENTS[event.kind],
        iso_date=event.date.isoformat() if event.date else "",
        date=labels.day(event.date),
        detail=", ".join(filter(None, (typeset(event.ministry), page, typeset(event.reason)))),
        text=typeset(event.text),
    )


def _similar_link(document: Document, document_url: DocumentUrl) -> Link:
    status = labels.STATUSES[document.status] if document.status else ""
    who = ", ".join(filter(None, (document.author, labels.day(document.date), status.lower())))
    return Link(label=listed_title(document), url=document_url(document.id), note=who)


def near_search(near: tuple[Document, ...], search_url: QueryUrl) -> Link | None:
    """Return a link to a search among the documents most like one; None when there are few."""
    if len(near) < _NEAR_MIN:
        return None
    query = Query(ids=tuple(document.id for document in near))
    label = f"Chercher parmi les {len(near)} documents les plus proches"
    return Link(label=label, url=search_url(query))


def _sources(document: Document) -> tuple[SourceView, ...]:
    if not document.field_sources:
        return ()
    fields: dict[str, list[str]] = {_place(document.source): []}
    for one in document.field_sources:
        fields.setdefault(_place(one.source), []).append(_FIELDS.get(one.field, one.field))
    return tuple(
        SourceView(place=place, fields=", ".join(names) or "le document")
        for place, names in fields.items()
    )


def _place(source: Source) -> str:
    return " ".join(filter(None, (source.path, source.record)))

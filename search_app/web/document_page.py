"""What does the page of one document say? Document -> the view model that the template prints."""

from dataclasses import dataclass

from search_app.model.document import AuthorityName, Document, Kind
from search_app.model.facet import FacetField
from search_app.model.query import Query
from search_app.web import labels
from search_app.web.present import original_url
from search_app.web.understanding import Link
from search_app.web.urls import address


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFact:
    """One line of the key data: a text or links, then a remark in small ("Déduite de la date")."""

    label: str
    text: str = ""
    links: tuple[Link, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    document: Document
    type_line: str
    facts: tuple[KeyFact, ...]
    text_heading: str
    text: tuple[str, ...]
    answer: tuple[str, ...]
    events: tuple[str, ...]
    original: Link | None


def document_page(document: Document, *, path: str) -> DocumentPage:
    """Put a document into words. path: of the search page, where the key data lead."""
    return DocumentPage(
        document=document,
        type_line=labels.type_and_number(document),
        facts=_facts(document, path),
        text_heading=_text_heading(document),
        text=_paragraphs(document.text),
        answer=_paragraphs(document.answer),
        events=tuple(labels.event(event) for event in document.events),
        original=_original(document),
    )


def _original(document: Document) -> Link | None:
    url = original_url(document)
    is_article = document.kind is Kind.ARTICLE
    label = "Lire l’article original" if is_article else "Voir la page officielle"
    return Link(label=label, url=url) if url else None


def _text_heading(document: Document) -> str:
    if document.is_notice:
        return "Résumé"
    return "Texte de l’article" if document.kind is Kind.ARTICLE else "Texte de la question"


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def _facts(document: Document, path: str) -> tuple[KeyFact, ...]:
    facts = (
        KeyFact(
            label="Date",
            text=labels.day(document.date),
            remark=labels.INFERRED_DATE if document.date_inferred else "",
        ),
        KeyFact(label="Auteur", text=document.author),
        KeyFact(label="Circonscription", text=document.constituency),
        _named("Groupe", FacetField.PARTY, document.group, path),
        _legislature(document, path),
        _named("Ministère interrogé", FacetField.MINISTRY, document.ministry_asked, path),
        _named("Ministère attributaire", FacetField.MINISTRY, document.ministry_in_charge, path),
        _named("Rubrique", FacetField.TOPIC, document.topic, path),
        KeyFact(label="Statut", text=labels.STATUSES[document.status] if document.status else ""),
        KeyFact(label="Source", text=document.publisher),
    )
    return tuple(fact for fact in facts if fact.text or fact.links)


def _legislature(document: Document, path: str) -> KeyFact:
    values = (document.legislature,) if document.legislature else ()
    return KeyFact(
        label="Législature",
        links=_links(FacetField.LEGISLATURE, values, path),
        remark="déduite de la date" if document.legislature_inferred else "",
    )


def _named(label: str, field: FacetField, name: AuthorityName | None, path: str) -> KeyFact:
    """Return links to the stable values, with the historic name where it says something else."""
    if name is None:
        return KeyFact(label=label)
    links = _links(field, name.values, path)
    same = len(links) == 1 and links[0].label in {name.name, f"{name.name} ({name.values[0]})"}
    return KeyFact(label=label, links=links, remark="" if same else name.name)


def _links(field: FacetField, values: tuple[str, ...], path: str) -> tuple[Link, ...]:
    return tuple(
        Link(
            label=labels.facet_value(field, value),
            url=address(path, Query(filters=((field, (value,)),))),
        )
        for value in values
    )

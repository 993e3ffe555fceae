"""What are the key data of a document, and where does each of them lead?"""

import datetime as dt
from dataclasses import dataclass, replace
from functools import partial

from search_app.mentions import laws_of
from search_app.model.document import AuthorityName, Chamber, Document
from search_app.model.facet import FacetField
from search_app.web import labels
from search_app.web.clock_words import clock_remark
from search_app.web.lineage import group_of, group_words
from search_app.web.links import Link, ValueUrl
from search_app.web.typography import typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFact:
    """One line of the key data: a text or links, then a small remark ("déduite de la date").

    field: the facet whose values are linked, or None. is_listed: each link has a line of its own.
    details: more remarks, each on a line of its own. colour: that of a political group, or "".
    """

    label: str
    field: FacetField | None = None
    text: str = ""
    links: tuple[Link, ...] = ()
    remark: str = ""
    is_listed: bool = False
    details: tuple[str, ...] = ()
    colour: str = ""


def key_facts(
    document: Document, value_url: ValueUrl, known_until: dt.date | None
) -> tuple[KeyFact, ...]:
    """Return the key data of a document; what is unknown has no line.

    known_until: the last day that the source of its status knows of, or None.
    """
    value_fact, authority_fact = (
        partial(_value_fact, value_url, document),
        partial(_authority_fact, value_url),
    )
    facts = (
        KeyFact(
            label="Date",
            text=document.date_written or labels.day(document.date),
            remark="déduite du document" if document.date_inferred else "",
        ),
        value_fact(FacetField.TYPE),
        value_fact(FacetField.AUTHOR),
        KeyFact(label="Circonscription", text=document.constituency),
        value_fact(FacetField.DEPARTMENT),
        _group_fact(document, value_url),
        value_fact(
            FacetField.LEGISLATURE,
            remark="déduite de la date" if document.legislature_inferred else "",
        ),
        *_ministry_facts(document, value_url),
        authority_fact("Rubrique", FacetField.TOPIC, document.topic),
        _laws_fact(document, value_url),
        value_fact(FacetField.STATUS),
        value_fact(FacetField.CLOCK, remark=clock_remark(document, known_until)),
        KeyFact(label="Source", text=document.publisher),
        KeyFact(label="Page", text=document.page),
    )
    placed = {FacetField.YEAR, *(fact.field for fact in facts)}
    if document.chamber is Chamber.ASSEMBLEE:  # as nearly all are; a heading tells of the Sénat
        placed.add(FacetField.CHAMBER)
    others = (value_fact(field) for field in FacetField if field not in placed and not field.within)
    return tuple(fact for fact in (*facts, *others) if fact.text or fact.links)


def _value_fact(
    value_url: ValueUrl, document: Document, field: FacetField, remark: str = ""
) -> KeyFact:
    """Return the line of a facet, with a link for each value that the document has in it."""
    values = field.values_of(document)
    links = _value_links(value_url, field, *values)
    return KeyFact(label=field.words.title, field=field, links=links, remark=remark)


def _value_links(value_url: ValueUrl, field: FacetField, *values: str) -> tuple[Link, ...]:
    return tuple(
        Link(label=labels.facet_value(field, value), url=value_url(field, value))
        for value in values
    )


def _laws_fact(document: Document, value_url: ValueUrl) -> KeyFact:
    """Return what the texts cite; where one has an official page, its link leads there, too."""
    official = {law.name: law.url for law in laws_of(document)}
    links = (
        Link(
            label=labels.facet_value(FacetField.LAW, name),
            url=value_url(FacetField.LAW, name),
            official=official.get(name, ""),
        )
        for name in document.laws
    )
    return KeyFact(label="Textes cités", field=FacetField.LAW, links=tuple(links), is_listed=True)


def _ministry_facts(document: Document, value_url: ValueUrl) -> tuple[KeyFact, ...]:
    """Return who was asked and who had to answer; one line when it is the same ministry."""
    asked, in_charge = document.ministry_asked, document.ministry_in_charge
    if asked == in_charge:
        lines = [("Ministère interrogé et attributaire", asked)]
    else:
        lines = [("Ministère interrogé", asked), ("Ministère attributaire", in_charge)]
    return tuple(
        _authority_fact(value_url, label, FacetField.MINISTRY, name) for label, name in lines
    )


def _group_fact(document: Document, value_url: ValueUrl) -> KeyFact:
    """Return the group, with what is known of it on the day of the document."""
    fact = _authority_fact(value_url, "Groupe", FacetField.PARTY, document.group)
    found = group_of(document)
    return replace(fact, details=group_words(found), colour=found.period.colour) if found else fact


def _authority_fact(
    value_url: ValueUrl, label: str, field: FacetField, name: AuthorityName | None
) -> KeyFact:
    """Return a line with a link for each facet value that a name of the source stands for.

    The remark is the name itself, unless the only link already says it.
    """
    if name is None:
        return KeyFact(label=label, field=field)
    links = _value_links(value_url, field, *name.values)
    names = {name.name.casefold(), f"{name.name} ({name.values[0]})".casefold()}
    is_said = len(links) == 1 and links[0].label.casefold() in names
    remark = "" if is_said else typeset(name.name)
    return KeyFact(label=label, field=field, links=links, remark=remark)

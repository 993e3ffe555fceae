"""How is a document cited? As a French sentence, as BibTeX, RIS, CSL-JSON, and as metadata.

The values come from files and may contain any sign: each format escapes those that mean something
in it.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from search_app.model.document import Document, EventKind, Kind
from search_app.web import labels
from search_app.web.cited_facts import (
    ASSEMBLY,
    author_said,
    container,
    ministries_said,
    page_of,
    sitting,
)
from search_app.web.links import original_url
from search_app.web.person_names import Person, persons
from search_app.web.typography import typeset

OFFICIAL_ADDRESS = "Adresse officielle\u00a0:"
# The structured data holds the beginning of an answer, for the whole is on the page already.
_SCHEMA_ANSWER_CHARACTERS = 500
_BIBTEX_ESCAPES = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    # BibTeX counts braces, also those behind a backslash, and a title may have one of a pair.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What the page of a document says of how to cite it.

    reference: a French sentence that ends in the permanent address.
    meta: (name, content) pairs of <meta> elements, the Highwire Press tags that catalogues read.
    schema: what the document is in the vocabulary of schema.org, for search engines (JSON-LD).
    """

    reference: str
    permanent_url: str
    meta: tuple[tuple[str, str], ...]
    schema: dict[str, Any]


def citation(document: Document, permanent_url: str) -> Citation:
    return Citation(
        reference=reference(document, permanent_url),
        permanent_url=permanent_url,
        meta=_highwire(document, permanent_url),
        schema=_schema(document, permanent_url),
    )


def bibtex(document: Document, permanent_url: str) -> str:
    """Return the document as an entry of a BibTeX file; letters stay as they are (UTF-8)."""
    is_article = document.kind is Kind.ARTICLE
    fields = {
        "author": " and ".join(map(_bibtex_person, persons(document.author))),
        "title": f"{{{_bibtex(document.title)}}}",
        "journal" if is_article else "howpublished": _bibtex(container(document)),
        "number": _bibtex(document.number),
        "pages": _bibtex(page_of(document)),
        "date": document.date.isoformat() if document.date else "",
        "year": str(document.date.year) if document.date else "",
        "url": _bibtex_url(permanent_url),
        "note": _bibtex(_note(document)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    key = re.sub(r"[^A-Za-z0-9-]", "", document.id) or "document"
    kind = "article" if is_article else "misc"
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def ris(document: Document, permanent_url: str, notes: Iterable[tuple[str, str]] = ()) -> str:
    """Return the document as a record of an RIS file, with the CR LF that RIS asks for.

    notes: more tags with their values.
    """
    tags = [
        ("TY", "NEWS" if document.kind is Kind.ARTICLE else "GOVDOC"),
        *(("AU", person.inverted) for person in persons(document.author)),
        ("TI", document.title),
        ("T2", container(document)),
        ("PB", "" if document.kind is Kind.ARTICLE else sitting(document)),
        ("M3", labels.TYPES[document.type]),
        ("M1", document.number),
        ("PY", str(document.date.year) if document.date else ""),
        ("DA", f"{document.date:%Y/%m/%d}" if document.date else ""),
        ("SP", page_of(document)),
        ("LA", "fr"),
        ("UR", permanent_url),
        ("L2", original_url(document)),
        ("ID", document.id),
        ("KW", document.topic.name if document.topic else ""),
        *(("N1", said) for said in ministries_said(document)),
        *notes,
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl(document: Document, permanent_url: str) -> list[dict[str, Any]]:
    """Return the document as CSL-JSON: a list of one item."""
    item = {
        "id": document.id,
        "type": "article-newspaper" if document.kind is Kind.ARTICLE else "document",
        "title": document.title,
        "author": [_csl_person(person) for person in persons(document.author)],
        "container-title": container(document),
        "genre": labels.TYPES[document.type],
        "number": document.number,
        "page": page_of(document),
        "issued": {"date-parts": [_date_parts(document.date)]} if document.date else None,
        "language": "fr",
        "URL": permanent_url,
        "note": original_url(document) and f"{OFFICIAL_ADDRESS} {original_url(document)}",
    }
    return [{name: value for name, value in item.items() if value}]


def reference(document: Document, permanent_url: str) -> str:
    if document.kind is Kind.ARTICLE:
        parts = [document.author, f"«\u00a0{document.title}\u00a0»", document.publisher]
    else:
        kind = f"{labels.TYPES[document.type].lower()} n°\u00a0{document.number}".replace(
            "gouvernement", "Gouvernement"
        )
        parts = [author_said(document), f"«\u00a0{document.title}\u00a0»", kind, sitting(document)]
    parts += [
        document.date_written or labels.day(document.date),
        f"p.\u00a0{page_of(document)}" if page_of(document) else "",
    ]
    said = ", ".join(typeset(part) for part in parts if part)
    return f"{said}. {permanent_url}"


def _note(document: Document) -> str:
    """Return what BibTeX has no field for: the type of a question, the official address."""
    kind = "" if document.kind is Kind.ARTICLE else f"{labels.TYPES[document.type]}. "
    official = original_url(document)
    return f"{kind}{OFFICIAL_ADDRESS} {official}" if official else kind.removesuffix(". ")


def _date_parts(day: dt.date) -> list[int]:
    return [day.year, day.month, day.day]


def _highwire(document: Document, permanent_url: str) -> tuple[tuple[str, str], ...]:
    pairs = (
        ("citation_title", document.title),
        ("citation_author", author_said(document)),
        ("citation_publication_date", f"{document.date:%Y/%m/%d}" if document.date else ""),
        ("citation_journal_title", container(document)),
        ("citation_issue", document.number),
        ("citation_firstpage", page_of(document)),
        ("citation_language", "fr"),
        ("citation_public_url", permanent_url),
    )
    return tuple((name, value) for name, value in pairs if value)


def _schema(document: Document, permanent_url: str) -> dict[str, Any]:
    """Return a NewsArticle of schema.org, or a Question with its Answer."""
    is_article = document.kind is Kind.ARTICLE
    author = author_said(document)
    described = {
        "@context": "https://schema.org",
        "@type": "NewsArticle" if is_article else "Question",
        "@id": permanent_url,
        "headline" if is_article else "name": document.title,
        "inLanguage": "fr",
        "datePublished": document.date.isoformat() if document.date else None,
        "author": {"@type": "Person", "name": author} if author else None,
        "publisher": {"@type": "Organization", "name": document.publisher or ASSEMBLY}
        if document.publisher or not is_article
        else None,
        "about": document.topic.name if document.topic else None,
        "identifier": document.id,
        "sameAs": original_url(document) or None,
        "acceptedAnswer": _schema_answer(document) if document.answer else None,
    }
    return {name: value for name, value in described.items() if value}


def _schema_answer(document: Document) -> dict[str, Any]:
    days = [e.date for e in document.events if e.kind is EventKind.ANSWERED and e.date]
    ministry = document.ministry_in_charge or document.ministry_asked
    described = {
        "@type": "Answer",
        "text": document.answer[:_SCHEMA_ANSWER_CHARACTERS],
        "datePublished": days[-1].isoformat() if days else None,
        "author": {"@type": "GovernmentOrganization", "name": ministry.name} if ministry else None,
    }
    return {name: value for name, value in described.items() if value}


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _bibtex(value: str) -> str:
    return "".join(_BIBTEX_ESCAPES.get(sign, sign) for sign in _one_line(value))


def _bibtex_person(person: Person) -> str:
    """Return a name as BibTeX reads it: what must not be cut stands in braces."""
    if not person.given:
        return f"{{{_bibtex(person.family)}}}"
    words = person.family.split()
    # BibTeX takes a word in small letters for a particle, wherever it stands.
    whole = any(word[0].islower() for word in words)
    family = f"{{{person.family}}}" if whole else person.family
    return f"{replace(person, family=family).last}, {person.given}"


def _csl_person(person: Person) -> dict[str, str]:
    if not person.given:
        return {"literal": person.family}
    named = {
        "family": person.family,
        "given": person.given,
        "dropping-particle": person.particle,
    }
    return {part: name for part, name in named.items() if name}


def _bibtex_url(url: str) -> str:
    """Return an address with only those signs encoded that would end or open a BibTeX field."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")

"""Which documents does a document name, and which name it? What they state, not what they resemble.

A text names a question by its number: « question écrite n° 15463 (16e législature) ».
"""

import re
from itertools import islice

from search_app.engine.port import Searcher
from search_app.model.document import Document, DocumentType, Kind
from search_app.model.errors import IndexDamagedError
from search_app.model.expr import Expr, Keyword, KeywordIs, Or, Phrase, all_of, parts_of
from search_app.model.query import Query, Sort
from search_app.syntax import references_within

# How many of each a page shows. More candidates are looked at: a number is not always a question's.
SHOWN_MAX = 8
_CANDIDATES = 20
# What stands before the number of a question; all of it is looked at more closely then.
_BEFORE_NUMBER = ("n°", "question", "QE", "QG", "QOSD")
# The beginning of a very long text; a document names others where it says what it is about.
_CHARACTERS = 60_000


def named_in(searcher: Searcher, document: Document, timeout_s: float) -> tuple[Document, ...]:
    """Return the questions that the texts of a document name, in the order of the texts."""
    found = [_named(searcher, document, expr, timeout_s) for expr in _references(document)]
    named = {one.id: one for one in found if one and one.id != document.id}
    return tuple(named.values())[:SHOWN_MAX]


def naming(searcher: Searcher, document: Document, timeout_s: float) -> tuple[Document, ...]:
    """Return the documents whose texts name a question, the newest first."""
    if document.kind is Kind.ARTICLE or not document.number:
        return ()
    named = tuple(Phrase(f"{before} {document.number}") for before in _BEFORE_NUMBER)
    newest = Query(expr=Or(named), sort=Sort.NEWEST)
    candidates = _first(searcher, newest, _CANDIDATES, timeout_s)
    return tuple(
        other
        for other in candidates
        if other.id != document.id
        and _has_name(document.number, other)
        and any(_is_meant(document, expr, other) for expr in _references(other))
    )[:SHOWN_MAX]


def _has_name(number: str, document: Document) -> bool:
    """Tell whether a text has a number with what stands before that of a question.

    To read all references of a text takes fifty times as long, and the index knows no « n° ».
    """
    named = re.compile(rf"(?i:n\s?[°ºo]\.?|question|q[eg]|qosd)\s*{re.escape(number)}(?![0-9])")
    return bool(named.search(document.text) or named.search(document.answer))


def _references(document: Document) -> tuple[Expr, ...]:
    texts = f"{document.title}\n{document.text[:_CHARACTERS]}\n{document.answer[:_CHARACTERS]}"
    found = references_within(texts)
    return found.questions if found else ()


def _named(searcher: Searcher, document: Document, expr: Expr, timeout_s: float) -> Document | None:
    """Return the question that a reference in a document names, None when it is not there."""
    asked = _said(expr, document)
    exact = all_of([KeywordIs(*part) for part in asked.items()], in_order=False)
    found = _first(searcher, Query(expr=exact), 1, timeout_s)
    return found[0] if found else None


def _first(searcher: Searcher, query: Query, count: int, timeout_s: float) -> list[Document]:
    """Return the first documents of a query; none where there is no time, or a file is damaged.

    They are scanned, since a search would look for passages in each.
    """
    try:
        return list(islice(searcher.scan(query, timeout_s), count))
    except (TimeoutError, IndexDamagedError):
        return []


def _is_meant(question: Document, expr: Expr, document: Document) -> bool:
    """Tell whether a reference in a document names a question."""
    return _said(expr, document) == {
        Keyword.NUMBER: question.number,
        Keyword.TYPE: question.type,
        Keyword.LEGISLATURE: question.legislature,
    }


def _said(expr: Expr, document: Document) -> dict[Keyword, str]:
    """Return the number, the type and the legislature that a reference in a document stands for.

    Without a type it is a written question, without a legislature one of that of the document.
    """
    said = {part.field: part.value for part in parts_of(expr) if isinstance(part, KeywordIs)}
    usual = {Keyword.TYPE: DocumentType.QE.value, Keyword.LEGISLATURE: document.legislature}
    return usual | said

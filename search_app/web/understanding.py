"""What is the reader told of how the words typed were understood, and how is that undone?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from search_app.model.query import Query
from search_app.model.results import Results, Snippet
from search_app.model.vocabulary import Correction
from search_app.web import labels
from search_app.web.links import Link, QueryUrl

_QUOTED = '"[^"]*"|«[^»]*»|“[^”]*”|„[^”]*”'
_AFTER_APOSTROPHE = re.compile("(?<=['’])(?=.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """One thing that the search did beside searching the words typed.

    sentence: says what, with corrected words marked. undo: the link to the search without it.
    """

    sentence: Snippet
    undo: Link | None


def understanding(
    query: Query, results: Results, search_url: QueryUrl
) -> tuple[Understanding, ...]:
    """Return the corrections and the other names.

    search_url: gives the address of a query.
    """
    lines = []
    if results.corrections:
        undo = Link(
            label=labels.as_typed(query.text),
            url=search_url(replace(query, corrected=False, page=1)),
        )
        sentence = labels.corrected(_as_meant(query.text, results.corrections))
        lines.append(Understanding(sentence=sentence, undo=undo))
    if results.expansions:
        undo = Link(label=labels.SWITCH_OFF, url=search_url(replace(query, expanded=False, page=1)))
        names = [name for expansion in results.expansions for name in expansion.names]
        lines.append(_plain(labels.expanded(names), undo))
    return tuple(lines)


def _plain(sentence: str, undo: Link | None) -> Understanding:
    return Understanding(sentence=((sentence, False),), undo=undo)


def _as_meant(text: str, corrections: Sequence[Correction]) -> Snippet:
    """Return the text of the query with its misspelt words corrected and marked."""
    meant = {c.typed: _elided(c.typed) + c.written for c in corrections}
    typed = "|".join(map(re.escape, meant))
    pieces = re.split(rf"({_QUOTED}|(?<!\w)(?:{typed})(?!\w))", text)
    return tuple((meant.get(piece, piece), piece in meant) for piece in pieces if piece)


def _elided(typed: str) -> str:
    """Return what stands before the word in an elision: "l’" for "l’hopital", "" for "hopital"."""
    *before, _ = _AFTER_APOSTROPHE.split(typed)
    return "".join(before)

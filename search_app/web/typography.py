"""How is a text of the corpus printed? With the spaces and apostrophes of French typography."""

import re
from collections.abc import Iterable
from itertools import repeat

from markupsafe import Markup, escape

from search_app.model.results import Mark, Snippet

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|«|$)")
_NUMBER = re.compile("(?<=n°) (?=[0-9])")
_ORDINAL = re.compile(r"\b([0-9]+)(er|re|e)\b")
_ATTRIBUTES = {
    Mark.WORD: "",
    Mark.NAME: ' class="is-name" title="autre nom"',
    Mark.SPELLING: ' class="is-spelling" title="orthographe corrigée"',
}
_SPACED = (
    *((f"{space}{sign}", f"\u202f{sign}") for sign in ";!?" for space in " \u00a0"),
    *((f" {sign}", f"\u00a0{sign}") for sign in ":»"),
    ("« ", "«\u00a0"),
)


def typeset(text: str) -> str:
    """Return the text, at the same length, with no-break spaces and typographic apostrophes."""
    for typed, printed in _SPACED:
        text = text.replace(typed, printed)
    if "'" in text:
        text = _APOSTROPHE.sub("’", text)
    return _NUMBER.sub("\u00a0", text) if "n° " in text else text


def typeset_snippet(snippet: Snippet) -> Snippet:
    """Typeset a marked text as a whole, because a space and its sign may be in different pieces."""
    return recut(snippet, typeset("".join([piece for piece, _ in snippet])))


def recut(snippet: Snippet, text: str) -> Snippet:
    """Return another text of the same length, cut and marked as a snippet is."""
    pieces = []
    start = 0
    for piece, mark in snippet:
        end = start + len(piece)
        pieces.append((text[start:end], mark))
        start = end
    return tuple(pieces)


def raised(text: str) -> Markup:
    """Return the HTML of a text of ours with the letters of ordinals raised: 16<sup>e</sup>."""
    return Markup(_ORDINAL.sub(r"\1<sup>\2</sup>", str(escape(text))))  # noqa: S704 - it is escaped


def marked(snippet: Snippet, ids: Iterable[str] = repeat("")) -> Markup:
    """Return the HTML of a marked text; everything that comes from a document is escaped.

    Other names and corrections are marked in another way than words typed. ids: those that the
    pieces of the text have where they are marked, "" for none.
    """
    return Markup(  # noqa: S704 - every piece goes through `escape`, and ids are made of digits
        "".join(
            f"<mark{f' id={name}' if name else ''}{_ATTRIBUTES[mark]}>{escape(text)!s}</mark>"
            if mark
            else str(escape(text))
            for (text, mark), name in zip(snippet, ids, strict=False)
        )
    )

"""How does a typed query read once some of its words are replaced, or its quotations are undone?"""

import re
from collections.abc import Mapping

_QUOTATION = re.compile('"([^"]*)"(?:~[0-9]+)?|[«“„]([^»”]*)[»”](?:~[0-9]+)?')
_QUOTED = '"[^"]*"|«[^»]*»|“[^”]*”|„[^”]*”'
# Not every apostrophe is an elision: « prud’homme » and « aujourd’hui » are words.
_ELISION = re.compile("(?:(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)['’])*(?=.)", re.IGNORECASE)


def with_words_replaced(text: str, meant: Mapping[str, str]) -> tuple[tuple[str, bool], ...]:
    """Return the text in pieces, each with whether it was put in the place of a word.

    meant: what stands for each word, or words, as typed. What stands before a word in an elision is
    kept, and quotations are left as they are.
    """
    put = {typed: _elision(typed) + word for typed, word in meant.items()}
    typed = "|".join(map(re.escape, put))
    pieces = re.split(rf"({_QUOTED}|(?<!\w)(?:{typed})(?!\w))", text)
    return tuple((put.get(piece, piece), piece in put) for piece in pieces if piece)


def without_elision(word: str) -> str:
    """Return a word without what stands before it in an elision: "hôpital" for "l’hôpital"."""
    return word.removeprefix(_elision(word))


def _elision(word: str) -> str:
    found = _ELISION.match(word)
    return found[0] if found else ""


def without_quotation_marks(text: str) -> str:
    """Return the text with its quotations as plain words."""
    return " ".join(_QUOTATION.sub(lambda found: found[1] or found[2] or "", text).split())

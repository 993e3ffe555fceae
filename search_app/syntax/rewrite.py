"""How does a typed query read with words replaced, quotations undone, or a condition left out?"""

import re
from collections.abc import Mapping

from search_app.model.errors import QueryError
from search_app.model.plain import plain
from search_app.syntax.lexer import Kind, lex

_QUOTATION = re.compile('"([^"]*)"(?:~[0-9]+)?|[«“„]([^»”]*)[»”](?:~[0-9]+)?')
_QUOTED = '"[^"]*"|«[^»]*»|“[^”]*”|„[^”]*”'
_JOINED = {Kind.AND, Kind.OR, Kind.OPEN, Kind.CLOSE}
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


def without_field(text: str, name: str) -> str:
    """Return the text without what it asks of a field (« groupe:LR »).

    name: of the field, in plain form. A text with operators or parentheses stays as it is, for a
    part of it means little without the others; so does one that cannot be read.
    """
    try:
        lexemes = lex(text)
    except QueryError:
        return text
    if any(lexeme.kind in _JOINED for lexeme in lexemes):
        return text
    kept = text
    for place in reversed(range(len(lexemes) - 2)):
        field, after = lexemes[place], lexemes[place + 2]
        if field.kind is Kind.FIELD and plain(field.text) == name:
            is_excluded = place > 0 and lexemes[place - 1].kind is Kind.NOT
            start = lexemes[place - 1].position if is_excluded else field.position
            kept = f"{kept[:start]}{kept[after.position :]}"
    return kept.strip()

"""Which part of what is typed is still being typed, and what stands around it?"""

import re
from collections import Counter
from dataclasses import dataclass

from search_app.french import tokenize
from search_app.model.errors import UnbalancedQuoteError
from search_app.model.plain import plain
from search_app.syntax.lexer import CLOSING, Kind, Lexeme, lex

# Letters, digits and their accents; between them, and at the end, one hyphen or apostrophe.
_CHARACTER = r"(?:[^\W_]|[\u0300-\u036f])"
_LAST_WORD = re.compile(rf"{_CHARACTER}++(?:[-\u2010\u2011'’]{_CHARACTER}++)*[-\u2010\u2011'’]?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The end of a typed text, and what stands around it exactly as typed.

    word: the last word, from its first letter on: without an elided article, a field or a sign.
        "" when the text does not end with a word. before_word: all that stands before it.
    name: what may be the beginning of a name of several words: the value of a field, what stands
        behind an opened quotation mark, or the whole text when it is nothing but words; else "".
        before_name: all that stands before it.
    field: the field that is asked, as `syntax.fields` names it, or "".
    closing: what closes the quotation and the parentheses that were opened, or "".
    is_quoted: a quotation was opened.
    """

    word: str
    before_word: str
    name: str
    before_name: str
    field: str
    closing: str
    is_quoted: bool


def begun(typed: str) -> Begun:
    """Return what is still being typed at the end of a text, which has no space at its ends."""
    try:
        before = lex(typed)[:-1]
    except UnbalancedQuoteError as error:
        mark = CLOSING[error.found]
        before = lex(typed + mark)[:-2]
        inside = typed[error.position + 1 :]
        last = name = inside.lstrip()
        closing = inside.removesuffix(last) + mark
        field = _asked_field(before)
        is_quoted = True
    else:
        last = typed[before.pop().position :] if before and _ends(before[-1], typed) else ""
        closing = ""
        is_quoted = False
        field = _asked_field(before)
        is_words_only = all(lexeme.kind is Kind.WORD for lexeme in before)
        name = last if field else typed if is_words_only else ""
    word = _last_word(last)
    kinds = Counter(lexeme.kind for lexeme in before)
    return Begun(
        word=word,
        before_word=typed.removesuffix(word),
        name=name,
        before_name=typed.removesuffix(name),
        field=field,
        closing=closing + ")" * (kinds[Kind.OPEN] - kinds[Kind.CLOSE]),
        is_quoted=is_quoted,
    )


def _ends(lexeme: Lexeme, typed: str) -> bool:
    return lexeme.kind is Kind.WORD and lexeme.position + len(lexeme.text) == len(typed)


def _asked_field(before: list[Lexeme]) -> str:
    """Return the field whose value follows these lexemes, or ""."""
    return plain(before[-1].text) if before and before[-1].kind is Kind.FIELD else ""


def _last_word(text: str) -> str:
    """Return the word at the end of a text, without an elided article, or ""."""
    match = _LAST_WORD.search(text)
    tokens = tokenize(match.group()) if match else ()
    return match.group()[tokens[0].start :] if match and tokens else ""

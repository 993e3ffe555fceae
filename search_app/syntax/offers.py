"""Which words of a query may have been meant as operators?

« sauf », « et » and « ou » in lower case are words, for prose is full of them. The reader may be
offered the operators.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from search_app.model.errors import QueryError
from search_app.syntax.lexer import Kind, Lexeme, lex
from search_app.syntax.parser import parse
from search_app.syntax.references import question_references

# Longer texts are prose. Chosen by hand.
_PIECES_MAX = 10
_OPERATORS = {"et": "ET", "ou": "OU", "sauf": "SAUF"}
# « et non », « mais pas »: both words together exclude.
_BEFORE_NOT = {"et", "mais"}
_NOT = {"non", "pas", "sauf"}
_ENDS = {Kind.WORD, Kind.QUOTATION, Kind.CLOSE}
_BEGINS = {Kind.WORD, Kind.QUOTATION, Kind.OPEN, Kind.FIELD, Kind.NOT}


@dataclass(frozen=True, slots=True)
class OfferedOperators:
    """words: those that were read as words. text: the query with operators in their place."""

    words: tuple[str, ...]
    text: str


def offered_operators(text: str, today: date) -> OfferedOperators | None:
    """Return the query with operators for its small words, or None when there is none to offer."""
    try:
        lexemes = lex(text)
        if len(lexemes) > _PIECES_MAX + 1 or question_references(text):
            return None
        found = list(_found(lexemes))
        meant = _replaced(text, found)
        parse(meant, today=today)
    except QueryError:
        return None
    words = tuple(dict.fromkeys(text[start:end] for start, end, _ in found))
    return OfferedOperators(words, meant) if found else None


def _found(lexemes: list[Lexeme]) -> Iterator[tuple[int, int, str]]:
    """Yield the start and the end of each small word between two parts, and its operator."""
    place = 1
    while place < len(lexemes) - 1:
        first, second = lexemes[place], lexemes[place + 1]
        is_double = first.text in _BEFORE_NOT and second.text in _NOT
        operator = "SAUF" if is_double else _OPERATORS.get(first.text, "")
        last = place + is_double
        is_between = lexemes[place - 1].kind in _ENDS and lexemes[last + 1].kind in _BEGINS
        if operator and is_between and first.kind is lexemes[last].kind is Kind.WORD:
            yield first.position, lexemes[last].position + len(lexemes[last].text), operator
            place = last + 1
        place += 1


def _replaced(text: str, found: list[tuple[int, int, str]]) -> str:
    for start, end, operator in reversed(found):
        text = f"{text[:start]}{operator}{text[end:]}"
    return text

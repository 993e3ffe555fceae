"""Which expression does one word or quotation stand for?"""

import re
from typing import Never

from search_app.model.errors import EmptyQueryError, FuzzyError, QueryTooComplexError, WildcardError
from search_app.model.expr import Expr, Fuzzy, Phrase, Prefix, Scope, Word
from search_app.model.plain import plain
from search_app.syntax.lexer import Kind, Lexeme, is_searchable

# Chosen by hand, as the other limits of a query in `parser`.
# Letters and digits before the `*`: fewer begin too many words.
PREFIX_CHARACTERS_MIN = 3
# Letters and digits before the `~`, and edits: more edits, or shorter words, find almost any word.
FUZZY_CHARACTERS_MIN = 4
FUZZY_DISTANCE_MAX = 2
# Words between two words of a quotation with `~`.
PROXIMITY_MAX = 20
# More parts than these, with hyphens or other signs between them, are no word of a language: they
# are searched as a quotation, and no other writing or spelling of each part is looked for.
PARTS_MAX = 12
_PART = re.compile(r"[^\W_]+")
_FUZZY = re.compile(r"([^~*]+)~([0-9]*)")


def leaf(lexeme: Lexeme, scope: Scope) -> Expr:
    """Return the expression for a lexeme that is a WORD or a QUOTATION.

    Raises EmptyQueryError, WildcardError, FuzzyError or QueryTooComplexError.
    """
    if lexeme.kind is Kind.QUOTATION:
        return _quotation(lexeme, scope)
    if "*" in lexeme.text:
        return Prefix(_begun(lexeme, lexeme.text), scope)
    fuzzy = _FUZZY.fullmatch(lexeme.text)
    if fuzzy:
        return _fuzzy(lexeme, fuzzy, scope)
    is_word = len(_PART.findall(lexeme.text)) <= PARTS_MAX
    return Word(lexeme.text, scope) if is_word else Phrase(lexeme.text, 0, scope)


def too_complex(lexeme: Lexeme, what: str, limit: int) -> Never:
    raise QueryTooComplexError(
        position=lexeme.position, found=lexeme.text[:40], what=what, limit=limit
    )


def _quotation(lexeme: Lexeme, scope: Scope) -> Expr:
    text = lexeme.text.strip()
    if not is_searchable(text):
        raise EmptyQueryError(position=lexeme.position, found=lexeme.text)
    if lexeme.slop > PROXIMITY_MAX:
        too_complex(lexeme, "proximity", PROXIMITY_MAX)
    # A star inside, or after a space, is no sign of the language: « R*. 123-4 », « Canal * ».
    if not text.endswith("*") or not plain(text)[-2:-1].isalnum():
        return Phrase(text, lexeme.slop, scope)
    return Phrase(_begun(lexeme, text), lexeme.slop, scope, is_begun=True)


def _begun(lexeme: Lexeme, text: str) -> str:
    """Return what stands before the star that ends `text`, which is that of the lexeme."""
    literal = text.removesuffix("*")
    last_part = re.split(r"[\W_]", plain(literal))[-1]
    if "*" in literal or len(last_part) < PREFIX_CHARACTERS_MIN:
        star = lexeme.text.index("*") + (lexeme.kind is Kind.QUOTATION)
        raise WildcardError(
            position=lexeme.position + star, found=lexeme.text, minimum=PREFIX_CHARACTERS_MIN
        )
    return literal


def _fuzzy(lexeme: Lexeme, match: re.Match[str], scope: Scope) -> Expr:
    word, distance = match.group(1), int(match.group(2)[:3] or 1)
    letters = sum(character.isalnum() for character in word)
    if letters < FUZZY_CHARACTERS_MIN or not 1 <= distance <= FUZZY_DISTANCE_MAX:
        raise FuzzyError(
            position=lexeme.position + len(word),
            found=lexeme.text,
            minimum=FUZZY_CHARACTERS_MIN,
            maximum=FUZZY_DISTANCE_MAX,
        )
    return Fuzzy(word, distance, scope)

"""Which pieces is a typed query made of? Words, quotations, operators, parentheses, fields."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from search_app.model.errors import UnbalancedQuoteError
from search_app.model.plain import plain
from search_app.syntax.fields import KNOWN_FIELDS


class Kind(Enum):
    WORD = auto()
    QUOTATION = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    OPEN = auto()
    CLOSE = auto()
    FIELD = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One piece of a query.

    text: what was typed, without the marks of a quotation and the colon of a field.
    position: where the piece begins, a 0-based offset in the query.
    slop: the `n` of a quotation `"…"~n`, else 0.
    """

    kind: Kind
    text: str
    position: int
    slop: int = 0


OPERATORS = {
    "ET": Kind.AND,
    "AND": Kind.AND,
    "OU": Kind.OR,
    "OR": Kind.OR,
    "SAUF": Kind.NOT,
    "NOT": Kind.NOT,
}
# The marks that open a quotation, and those that close it.
CLOSING = {'"': '"', "«": "»", "“": "”", "„": "”"}
_SPACE = r"\s\x00-\x1f\x7f"
# An ending in parentheses makes no group of words: « étudiant(e)s ».
_ENDING = r"\((?:e|s|es|x|[lntv]es?|[eè]res?|t?rices?|euses?|esses?)\)(?:s\b|\(s\))?(?!\w)"
_LEXEME = re.compile(
    rf"""
      (?P<space> [{_SPACE}]+ )
    | (?P<quote> ["«“„] )
    | (?P<open> \( )
    | (?P<close> \) )
    | (?P<minus> - (?= [^{_SPACE})\-] ) )
    | (?P<field> [^\W\d_]+ [{_SPACE}]* : ) (?= [{_SPACE}]* [^{_SPACE}:)] )
    | (?P<starred> [LRDAlrda]\.?[{_SPACE}]?\*\.?[{_SPACE}]* [0-9]+ (?: -[0-9]+ )* )  # R*. 123-4
    | (?P<word> [^{_SPACE}()"«»“”„]+ (?: (?<=\w) {_ENDING} )? )
    | (?P<stray> [»”] )
    """,
    re.VERBOSE,
)
_SPACES = re.compile(f"[{_SPACE}]+")
_SLOP = re.compile(r"~([0-9]{1,3})")


def lex(text: str) -> list[Lexeme]:
    """Cut `text` into lexemes, of which the last one is END.

    Operators are ET, OU, SAUF, AND, OR and NOT in capitals, and a `-` before a word. A word that is
    not searchable is passed over, unless it has a `*`. Raises UnbalancedQuoteError.
    """
    lexemes: list[Lexeme] = []
    position = 0
    while position < len(text):
        match = _LEXEME.match(text, position)
        if match is None:  # a `-` or `:` with nothing after it
            position += 1
            continue
        if match.lastgroup == "quote":
            lexeme, position = _quotation(text, position)
            lexemes.append(lexeme)
            continue
        lexeme_or_none = _plain(match)
        if lexeme_or_none:
            lexemes.append(lexeme_or_none)
        position = match.end()
    return [*lexemes, Lexeme(Kind.END, "", len(text))]


def _plain(match: re.Match[str]) -> Lexeme | None:
    text, position = match.group(), match.start()
    match match.lastgroup:
        case "open":
            return Lexeme(Kind.OPEN, text, position)
        case "close":
            return Lexeme(Kind.CLOSE, text, position)
        case "minus":
            return Lexeme(Kind.NOT, text, position)
        case "field":
            name = _SPACES.split(text[:-1])[0]
            is_spaced = name != text[:-1] or bool(_SPACES.match(match.string, match.end()))
            # « Microsoft : le contrat » is prose, « auteur : latombe » is a condition.
            is_word = is_spaced and plain(name) not in KNOWN_FIELDS
            kind = OPERATORS.get(name, Kind.WORD) if is_word else Kind.FIELD
            return Lexeme(kind, name, position)
        case "starred":  # the star is no sign of the language
            return Lexeme(Kind.WORD, text.replace("*", ""), position)
        case "word" if text in OPERATORS:
            return Lexeme(OPERATORS[text], text, position)
        case "word" if is_searchable(text) or "*" in text:
            return Lexeme(Kind.WORD, text, position)
    return None


def _quotation(text: str, position: int) -> tuple[Lexeme, int]:
    end = text.find(CLOSING[text[position]], position + 1)
    if end < 0:
        raise UnbalancedQuoteError(position=position, found=text[position])
    inside = text[position + 1 : end]
    slop = _SLOP.match(text, end + 1)
    after = slop.end() if slop else end + 1
    return Lexeme(Kind.QUOTATION, inside, position, int(slop.group(1)) if slop else 0), after


def is_searchable(text: str) -> bool:
    """Tell whether a text has a letter, a digit or a €; otherwise there is nothing to search."""
    return any(character.isalnum() or character == "€" for character in text)

"""What does a typed query mean? It becomes an expression, or an error that names its position.

A text that names questions and nothing else (`references`) stands for these. A number alone may
name one, and is searched as a word as well. This is the grammar of every other text, where { }
stands for any number, [ ] for what may be missing, ( … | … ) and | for a choice:

query   = all { OU all }
all     = run { ET run }
run     = one { one }
one     = (SAUF | -) one | champ:value | "…[*]"[~n] | word | word* | word~[n] | ( query )
"""

import re
from datetime import date
from itertools import takewhile

from search_app.model.errors import (
    EmptyQueryError,
    MissingOperandError,
    QueryTooComplexError,
    UnbalancedParenthesisError,
    UnknownFieldError,
)
from search_app.model.expr import (
    And,
    Expr,
    MatchAll,
    Not,
    Or,
    Scope,
    Word,
    all_of,
)
from search_app.model.plain import plain
from search_app.model.query import TERMS_MAX
from search_app.syntax.dates import PERIOD_WORDS_MAX, parse_dates
from search_app.syntax.fields import (
    KNOWN_FIELDS,
    PROPERTY_FIELDS,
    TEXT_FIELDS,
    property_expr,
)
from search_app.syntax.leaves import leaf, too_complex
from search_app.syntax.lexer import OPERATORS, Kind, Lexeme, is_searchable, lex
from search_app.syntax.references import question_references

# The limits of a query. They were chosen by hand, far above what people type, so that no query
# makes an engine work for long.
CHARACTERS_MAX = 4000
# Parentheses, exclusions and fields one inside the other.
DEPTH_MAX = 40
# Words of a query that is not understood, and is searched as plain words.
PLAIN_WORDS_MAX = 40


def parse(text: str, *, today: date, terms_max: int = TERMS_MAX) -> Expr:
    """Return the expression that `text` stands for: MatchAll when it is blank.

    today: the day from which relative dates count back. terms_max: of words, quotations and values
    of properties. Raises a QueryError when the text cannot be understood.
    """
    if len(text) > CHARACTERS_MAX:
        raise QueryTooComplexError(
            position=CHARACTERS_MAX, found="", what="characters", limit=CHARACTERS_MAX
        )
    if not text.strip():
        return MatchAll()
    references = question_references(text)
    if references is None:
        return _Parser(text, today, terms_max).parse()
    if references.are_certain:
        return _any_of([*references.questions])
    return _any_of([*references.questions, _Parser(text, today, terms_max).parse()])


def parse_plainly(text: str) -> Expr:
    """Return the words of `text`, with each sign of the query language read as a space.

    This never raises, and so it can read a query that `parse` refuses.
    """
    words = re.split(r"[\s\x00-\x1f\x7f()\"«»“”„*~:]+", text[:CHARACTERS_MAX])
    kept = [word.lstrip("-") for word in words if is_searchable(word)]
    leaves = [Word(word) for word in kept if word not in OPERATORS]
    return all_of(leaves[:PLAIN_WORDS_MAX], in_order=True) if leaves else MatchAll()


def _all_of(children: list[Expr], *, in_order: bool) -> Expr:
    """Return an And of the children; an And of the same kind gives its children in its place."""
    flat: list[Expr] = []
    for child in children:
        if isinstance(child, And) and child.in_order is in_order:
            flat.extend(child.children)
        else:
            flat.append(child)
    return all_of(flat, in_order=in_order)


def _any_of(children: list[Expr]) -> Expr:
    flat: list[Expr] = []
    for child in children:
        flat.extend(child.children if isinstance(child, Or) else (child,))
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


class _Parser:
    """Parses the lexemes of one query by recursive descent, with one method for each rule."""

    def __init__(self, text: str, today: date, terms_max: int) -> None:
        self._text = text
        self._lexemes = lex(text)
        self._next = 0
        self._depth = 0
        self._terms = 0
        self._terms_max = terms_max
        self._today = today

    def parse(self) -> Expr:
        if self._peek().kind is Kind.END:
            raise EmptyQueryError(position=0, found="")
        expr = self._any_of(Scope.ANY)
        if self._peek().kind is Kind.CLOSE:
            raise UnbalancedParenthesisError(position=self._peek().position, found=")")
        return expr

    def _peek(self) -> Lexeme:
        return self._lexemes[self._next]

    def _take(self) -> Lexeme:
        self._next += 1
        return self._lexemes[self._next - 1]

    def _any_of(self, scope: Scope) -> Expr:
        parts = [self._all_of(scope)]
        while self._peek().kind is Kind.OR:
            self._needs_operand(self._take())
            parts.append(self._all_of(scope))
        return _any_of(parts)

    def _all_of(self, scope: Scope) -> Expr:
        runs = [self._run(scope)]
        while self._peek().kind is Kind.AND:
            self._needs_operand(self._take())
            runs.append(self._run(scope))
        return _all_of(runs, in_order=False) if len(runs) > 1 else runs[0]

    def _run(self, scope: Scope) -> Expr:
        parts = [self._one(scope)]
        while self._peek().kind not in {Kind.AND, Kind.OR, Kind.CLOSE, Kind.END}:
            parts.append(self._one(scope))
        return _all_of(parts, in_order=True)

    def _one(self, scope: Scope) -> Expr:
        lexeme = self._take()
        self._depth += 1
        if self._depth > DEPTH_MAX:
            too_complex(lexeme, "depth", DEPTH_MAX)
        match lexeme.kind:
            case Kind.NOT:
                self._needs_operand(lexeme)
                expr: Expr = Not(self._one(scope))
            case Kind.OPEN:
                expr = self._group(lexeme, scope)
            case Kind.FIELD:
                expr = self._field(lexeme)
            case Kind.WORD | Kind.QUOTATION:
                expr = self._leaf(lexeme, scope)
            case _:
                raise MissingOperandError(position=lexeme.position, found=lexeme.text)
        self._depth -= 1
        return expr

    def _needs_operand(self, operator: Lexeme) -> None:
        if self._peek().kind in {Kind.END, Kind.CLOSE, Kind.AND, Kind.OR}:
            raise MissingOperandError(position=operator.position, found=operator.text)

    def _group(self, opening: Lexeme, scope: Scope) -> Expr:
        if self._peek().kind is Kind.END:
            raise UnbalancedParenthesisError(position=opening.position, found="(")
        if self._peek().kind is Kind.CLOSE:
            raise MissingOperandError(position=opening.position, found=opening.text)
        expr = self._any_of(scope)
        if self._peek().kind is not Kind.CLOSE:
            raise UnbalancedParenthesisError(position=opening.position, found="(")
        self._take()
        return expr

    def _field(self, field: Lexeme) -> Expr:
        name = plain(field.text)
        if name in TEXT_FIELDS:
            return self._one(TEXT_FIELDS[name])
        if name not in PROPERTY_FIELDS:
            raise UnknownFieldError(position=field.position, found=field.text, known=KNOWN_FIELDS)
        value = self._take()
        if value.kind not in {Kind.WORD, Kind.QUOTATION}:
            raise MissingOperandError(position=field.position, found=f"{field.text}:")
        self._count(value)
        text = self._period(value) if name == "date" and value.kind is Kind.WORD else value.text
        return property_expr(name, text, value.position, self._today)

    def _period(self, first: Lexeme) -> str:
        """Return the longest row of words from `first` on that is a period, or its own text."""
        following = self._lexemes[self._next : self._next + PERIOD_WORDS_MAX - 1]
        words = list(takewhile(lambda lexeme: lexeme.kind is Kind.WORD, following))
        for count in range(len(words), 0, -1):
            last = words[count - 1]
            text = self._text[first.position : last.position + len(last.text)]
            if parse_dates(text, self._today):
                self._next += count
                return text
        return first.text

    def _leaf(self, lexeme: Lexeme, scope: Scope) -> Expr:
        self._count(lexeme)
        return leaf(lexeme, scope)

    def _count(self, lexeme: Lexeme) -> None:
        self._terms += 1
        if self._terms > self._terms_max:
            too_complex(lexeme, "terms", self._terms_max)

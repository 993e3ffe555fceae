"""Which words belong together otherwise than typed? « Contrat-travail », « 13 ème », « 15 463 ».

What was typed is read as a text would be: the groups of a number are one word, and the « l » of
« l avenir » is none. A hyphened compound that no document has is searched as its words, and a
figure with the ending of an ordinal typed apart as one word.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from search_app.french import fold, words
from search_app.model.expr import Expr, Word, is_plain
from search_app.search.context import Together
from search_app.search.runs import in_each_run

_FIGURE = re.compile(r"[0-9]{1,3}")
_ORDINAL_ENDING = re.compile(r"er|ere|re|e|eme|ieme|nd|nde", re.IGNORECASE)


def regrouped(expr: Expr, together: Together) -> Expr:
    """Return `expr` with its words taken apart or put together as a reader means them."""

    def change(run: Sequence[Expr]) -> Sequence[Expr]:
        parts = (part for child in _as_in_texts(run) for part in _parts(child, together))
        return list(_ordinals(parts))

    return in_each_run(expr, change)


def _as_in_texts(children: Iterable[Expr]) -> list[Expr]:
    made: list[Expr] = []
    for child in children:
        one = _as_one(made[-1], child, is_beginning=len(made) == 1) if made else None
        if one:
            made[-1] = one
        else:
            made.append(child)
    return made


def _as_one(before: Expr, after: Expr, *, is_beginning: bool) -> Word | None:
    """Return what two words side by side are in a text, where they are one."""
    if not (is_plain(before) and is_plain(after)):
        return None
    texts = before.text, after.text
    apart = [words(text) for text in texts]
    together = words(" ".join(texts if is_beginning else (".", *texts)))
    if apart[0] and together == apart[1]:
        return after
    return Word(" ".join(texts)) if len(together) < sum(map(len, apart)) else None


def _parts(expr: Expr, together: Together) -> tuple[Expr, ...]:
    if not is_plain(expr):
        return (expr,)
    parts = words(expr.text)
    if len(parts) <= 1 or together(expr):
        return (expr,)
    return tuple(Word(part) for part in parts)


def _ordinals(parts: Iterable[Expr]) -> Iterator[Expr]:
    figure: Word | None = None
    for part in parts:
        if figure and isinstance(part, Word) and _ORDINAL_ENDING.fullmatch(fold(part.text)):
            yield Word(figure.text + part.text, figure.scope)
            figure = None
            continue
        if figure:
            yield figure
        figure = part if isinstance(part, Word) and _FIGURE.fullmatch(part.text) else None
        if not figure:
            yield part
    if figure:
        yield figure

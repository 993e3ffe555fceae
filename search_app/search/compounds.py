"""Which words of a query have to be joined, or split, before they are searched?

First, words are joined where they are one word in a text: the groups of digits in « 15 463 » are
one number, and the « l » of « l avenir » is no word. Then a hyphenated compound that no document
has (« contrat-travail ») is split into its words. Last, a figure is joined with the ending of an
ordinal behind it (« 13 ème »).
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from search_app.french import fold, words
from search_app.model.expr import Expr, Word, is_plain
from search_app.search.context import CountDocuments
from search_app.search.runs import in_each_run

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"[0-9]{1,3}")
_ORDINAL_ENDING = re.compile(r"er|ere|re|e|eme|ieme|nd|nde", re.IGNORECASE)


def regrouped(expr: Expr, count_documents: CountDocuments) -> Expr:
    """Return `expr` with its words joined and split as the reader means them.

    `count_documents` is asked once for each compound.
    """

    def change(run: Sequence[Expr]) -> Sequence[Expr]:
        parts = (p for child in _joined_as_in_texts(run) for p in _split(child, count_documents))
        return list(_with_ordinals_joined(parts))

    return in_each_run(expr, change)


def _joined_as_in_texts(children: Iterable[Expr]) -> list[Expr]:
    made: list[Expr] = []
    for child in children:
        one = _as_one(made[-1], child, is_beginning=len(made) == 1) if made else None
        if one:
            made[-1] = one
        else:
            made.append(child)
    return made


def _as_one(before: Expr, after: Expr, *, is_beginning: bool) -> Word | None:
    """Return the one word that two parts side by side are in a text, or None if they are two.

    is_beginning: nothing was typed before them. Otherwise a full stop stands for it, since the
    analysis treats the first word of a text differently.
    """
    if not (is_plain(before) and is_plain(after)):
        return None
    texts = before.text, after.text
    apart = [words(text) for text in texts]
    joined = words(" ".join(texts if is_beginning else (".", *texts)))
    if apart[0] and joined == apart[1]:  # the part before is an elided article
        return after
    return Word(" ".join(texts)) if len(joined) < sum(map(len, apart)) else None


def _split(expr: Expr, count_documents: CountDocuments) -> tuple[Expr, ...]:
    """Return the words of a compound that no document has; any other part as it is."""
    if not is_plain(expr):
        return (expr,)
    parts = words(expr.text)
    if len(parts) <= 1 or count_documents(expr):
        return (expr,)
    # With accents and capitals as typed, where the signs between the words tell them apart.
    typed = _WORD.findall(expr.text)
    as_typed = [words(text) for text in typed] == [[part] for part in parts]
    return tuple(map(Word, typed if as_typed else parts))


def _with_ordinals_joined(parts: Iterable[Expr]) -> Iterator[Expr]:
    figure: Word | None = None
    for part in parts:
        if figure and is_plain(part) and _ORDINAL_ENDING.fullmatch(fold(part.text)):
            yield Word(figure.text + part.text)
            figure = None
            continue
        if figure:
            yield figure
        figure = part if is_plain(part) and _FIGURE.fullmatch(part.text) else None
        if not figure:
            yield part
    if figure:
        yield figure

"""Which words of a query have to be joined, or split, before they are searched?

First, words are joined where they are one word in a text: the groups of digits in « 15 463 » are
one number, the parts of « L. 521-1 » one article, and the « l » of « l avenir » is no word. A
number and its unit (« 80 km/h »), a name and its number (« COP 27 »), the name of a saint, and a
regime, a century or a legislature with its ordinal (« Ve République ») must stand side by side, as
they must where they are typed without a space. A figure is joined with the ending of an ordinal
behind it (« 13 ème »). Last, a hyphenated compound that no document has
(« contrat-travail ») is split into its words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from search_app.french import PART, fold, stemmed, tokenize, words
from search_app.model.expr import And, Expr, Word, is_plain
from search_app.search.context import CountDocuments
from search_app.search.runs import in_every_run
from search_app.search.understand import is_asking

_FIGURE = re.compile(r"[0-9]{1,3}")
_ORDINAL_ENDING = re.compile(r"er|ere|re|e|eme|ieme|nd|nde", re.IGNORECASE)
_ORDINAL = re.compile(r"[0-9]{1,2}e")
# What is one thing with the ordinal before it.
_NUMBERED = frozenset({"republique", "empire", "siecle", "siecles", "legislature", "legislatures"})
_SAINTS = frozenset({"saint", "sainte"})
# What is typed before the article of a code: « article L. 521-1 » is the same as « L. 521-1 ».
_ARTICLE = frozenset({"article", "articles", "art", "arts"})
_ARTICLE_NUMBER = re.compile(rf"[a-z]{{1,2}}[0-9]+(?:{PART}[0-9]+)*|[0-9]+(?:{PART}[0-9]+)+")


def regrouped(expr: Expr, count_documents: CountDocuments) -> Expr:
    """Return `expr` with its words joined and split as the reader means them.

    `count_documents` is asked once for each compound, and for two words that may be one name.
    """

    def change(run: Sequence[Expr]) -> Sequence[Expr]:
        return [part for child in run for part in _split(child, count_documents)]

    return in_every_run(joined(expr, count_documents), change)


def joined(expr: Expr, count_documents: CountDocuments) -> Expr:
    """Return `expr` with those of its words joined that are one word or one name in a text.

    `count_documents` is asked for two words that may be one name.
    """

    def change(run: Sequence[Expr]) -> Sequence[Expr]:
        words_joined = _with_ordinals_joined(_joined_as_in_texts(run))
        return _side_by_side(words_joined, count_documents)

    return in_every_run(expr, change)


def _joined_as_in_texts(children: Iterable[Expr]) -> list[Expr]:
    made: list[Expr] = []
    for child in children:
        made.append(child)
        for count in (3, 2):  # « 49, alinéa 3 » is one word made of three
            parts = made[-count:]
            one = _as_one(parts, is_beginning=len(made) == count) if len(parts) == count else None
            if one:
                made[-count:] = [one]
    return made


def _as_one(parts: Sequence[Expr], *, is_beginning: bool) -> Word | None:
    """Return the part that parts side by side are in a text, or None if they are several.

    is_beginning: nothing was typed before them. Otherwise a full stop stands for it, since the
    analysis treats the first word of a text differently.
    """
    texts = [part.text for part in parts if is_plain(part)]
    if len(texts) < len(parts):
        return None
    *before, last = [words(text) for text in texts]
    joined = words(" ".join(texts if is_beginning else (".", *texts)))
    if len(parts) > 2:  # noqa: PLR2004
        return Word(" ".join(texts)) if len(joined) == 1 and all(before) and last else None
    if before[0] and joined == last:  # the part before is an elided article
        return Word(texts[-1])
    return Word(" ".join(texts)) if joined != before[0] + last else None


def _side_by_side(parts: Iterable[Expr], count_documents: CountDocuments) -> list[Expr]:
    made: list[Expr] = []
    for part in parts:
        before = made[-1] if made else None
        if before and is_plain(before) and is_plain(part):
            if _is_article(before, part):
                made[-1] = part
                continue
            if _is_one_name(before, part, count_documents):
                made[-1] = Word(f"{before.text} {part.text}")
                continue
        made.append(part)
    return made


def _is_article(before: Word, after: Word) -> bool:
    numbers = words(after.text)
    return (
        _ARTICLE.issuperset(words(before.text))
        and len(numbers) == 1
        and _ARTICLE_NUMBER.fullmatch(numbers[0]) is not None
    )


def _is_one_name(before: Word, after: Word, count_documents: CountDocuments) -> bool:
    """Tell whether two words are one thing that must stand side by side.

    A name that is not in capitals has its number behind it when half of the documents that have
    both have them so: « covid 19 » is one, « jeunes 18 » is not.
    """
    first, last = words(before.text), words(after.text)
    if not first or not last:
        return False
    together = Word(f"{before.text} {after.text}")
    if last[0] in _NUMBERED and _ORDINAL.fullmatch(stemmed(first[-1]) or ""):
        return len(last) == 1
    if first[-1] in _SAINTS:
        return len(last) == 1 and last[0].isalpha() and count_documents(together) > 0
    if words("".join(before.text.split()) + after.text) != first + last:
        return False
    if not _FIGURE.fullmatch(last[0]):
        return first[-1][0].isdigit() and not last[0][0].isdigit()
    if not first[-1].isalpha():
        return False
    return before.text.isupper() or 2 * count_documents(together) >= max(
        1, count_documents(And((before, after)))
    )


def _split(expr: Expr, count_documents: CountDocuments) -> tuple[Expr, ...]:
    """Return the words of a compound that no document has; any other part as it is.

    What has a digit is a name or a quantity, and words typed apart were joined because they are
    one thing: nothing else stands for these. « Compte-t-il » is left whole, to be known again.
    """
    if not is_plain(expr) or " " in expr.text or is_asking(expr):
        return (expr,)
    parts = words(expr.text)
    if len(parts) <= 1 or not all(map(str.isalpha, parts)) or count_documents(expr):
        return (expr,)
    # With accents and capitals as typed, where each word is the same by itself.
    typed = [expr.text[token.start : token.end] for token in tokenize(expr.text)]
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

"""Which words of a query are misspelt, and what is searched in their place?

Names and words that the corpus knows are left alone, and so is what stands in quotes. A corrected
word is searched beside the one typed, never instead of it.
"""

from collections.abc import Sequence
from typing import TypeGuard

from search_app.french import stemmed, words
from search_app.model.expr import (
    Alternative,
    AlternativeKind,
    Alternatives,
    Expr,
    Phrase,
    Word,
    is_plain,
)
from search_app.model.vocabulary import Correction, Vocabulary
from search_app.search.context import Context, Likely, Together
from search_app.search.runs import in_each_run
from search_app.search.spelling import Spelling, spelling_of

# Each is weighed by some dozen counts: a text in another language must leave time for the search.
CORRECTED_MAX = 8
_WEIGHED = 8
# A shorter word is corrected where a document has the correction between the same words.
_SHORTEST_ALONE = 4
_SHORTEST_HALF = 3
# A word of so few documents is searched as typed, and as one that so many times more have.
_RARE_DOCUMENTS = 2
_TIMES_AS_FREQUENT = 50
# Letters in which two forms of a word differ.
_ENDING = 2


def corrected(
    expr: Expr, vocabulary: Vocabulary, together: Together
) -> tuple[Expr, tuple[Correction, ...]]:
    """Return `expr` with the likely spelling beside each misspelt word, and what was put there.

    Among likely words the one that documents have beside the words around it wins; `together` is
    asked only when there is a misspelt word.
    """
    spelling = spelling_of(vocabulary)
    found: list[Correction] = []

    def change(run: Sequence[Expr]) -> Sequence[Expr]:
        return _in_run(_put_together(run, spelling, found), spelling, together, found)

    return in_each_run(expr, change), tuple(found)


def _in_run(
    parts: Sequence[Expr], spelling: Spelling, together: Together, found: list[Correction]
) -> list[Expr]:
    """Put the likely spelling beside each misspelt word; each is added to `found`."""
    known = [place for place, part in enumerate(parts) if _is_known(part, spelling)]
    made: list[Expr] = []
    for place, part in enumerate(parts):
        used = None
        word = _in_doubt(part, spelling) if len(found) < CORRECTED_MAX else None
        if word:
            used = _correction(word, spelling, Context(parts, place, known, together))
        if isinstance(part, Word) and used:
            spelt = Alternative(AlternativeKind.SPELLING, Word(used))
            made.append(Alternatives(part, (spelt,)))
            found.append(Correction(typed=part.text, used=used.replace("-", " ")))
        else:
            made.append(part)
    return made


def _put_together(
    children: Sequence[Expr], spelling: Spelling, found: list[Correction]
) -> list[Expr]:
    """Join two words side by side that are one with a space in it: « fonction naire »."""
    made: list[Expr] = []
    for child in children:
        joined = _joined(made[-1], child, spelling) if made else None
        if joined:
            made[-1], correction = joined
            found.append(correction)
        else:
            made.append(child)
    return made


def _joined(
    before: Expr, after: Expr, spelling: Spelling
) -> tuple[Alternatives, Correction] | None:
    """Return the word that two make, if the corpus knows it and not both of them."""
    if not (_is_of_letters(before) and _is_of_letters(after)):
        return None
    halves = [*words(before.text), *words(after.text)]
    unknown = [half for half in halves if not spelling.form_frequency(half)]
    if not unknown or any(len(h) < _SHORTEST_HALF or spelling.is_name(h) for h in halves):
        return None
    whole = "".join(halves)
    # Where both halves are unknown, a letter may be wrong besides.
    likely = [word for _, word in spelling.candidates(whole)[:1]] if len(unknown) > 1 else []
    known = (word for word in (whole, *likely) if spelling.form_frequency(word) > _RARE_DOCUMENTS)
    if not (used := next(known, None)):
        return None
    typed = f"{before.text} {after.text}"
    whole_word = Alternative(AlternativeKind.JOINED, Word(used))
    return Alternatives(Phrase(typed), (whole_word,)), Correction(typed=typed, used=used)


def _is_known(expr: Expr, spelling: Spelling) -> bool:
    return isinstance(expr, Word) and all(
        spelling.form_frequency(word) > _RARE_DOCUMENTS
        or spelling.frequency(word) > _RARE_DOCUMENTS
        for word in words(expr.text)
    )


def _in_doubt(expr: Expr, spelling: Spelling) -> str | None:
    """Return the folded word that may be misspelt: no name, and in few documents in this form."""
    if not _is_of_letters(expr):
        return None
    (word,) = words(expr.text)
    if spelling.is_name(word):
        return None
    return word if spelling.form_frequency(word) <= _RARE_DOCUMENTS else None


def _is_of_letters(expr: Expr) -> TypeGuard[Word]:
    """Tell whether a part is a plain word of letters alone."""
    typed = words(expr.text) if is_plain(expr) else []
    return len(typed) == 1 and typed[0].isalpha()


def _correction(word: str, spelling: Spelling, context: Context) -> str | None:
    """Return what a folded word stands for; None when it may be well spelt."""
    frequency = spelling.frequency(word)
    if frequency <= _RARE_DOCUMENTS and len(word) >= _SHORTEST_ALONE:
        likely = _frequent(spelling, word, _TIMES_AS_FREQUENT * frequency)
        return context.likeliest(likely) if likely else None
    if spelling.form_frequency(word):
        return None
    # Its stem is known: an inflection that no document has, unless a passage tells otherwise.
    likely = _frequent(spelling, word, 0)
    return context.quoted([(s, c) for s, c in likely if not _is_inflection(word, c)])


def _is_inflection(word: str, other: str) -> bool:
    return stemmed(word) == stemmed(other) and other.startswith(word[:-_ENDING])


def _frequent(spelling: Spelling, word: str, enough: int) -> Likely:
    likely = spelling.candidates(word)[:_WEIGHED]
    return [(s, c) for s, c in likely if spelling.frequency(c.split("-")[0]) >= enough]

"""Which words of a query are misspelt, and which spelling is searched beside each of them?

A word is in doubt when no document has it in the form typed: a word that the corpus has is never
replaced. Names, quoted words and words with digits are never in doubt. `spelling` gives the
candidates for a word, and `context` chooses among them. The spelling chosen is searched beside the
word typed, never instead of it.
"""

from collections.abc import Iterator, Sequence
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
from search_app.search.context import Candidates, Context, CountDocuments
from search_app.search.runs import in_each_run
from search_app.search.spelling import Spelling, spelling_of

# The numbers below were chosen by hand on the misspelt searches of tests/endtoend/test_words.py.
# The most words of a query that are corrected. To choose among the candidates for one word takes
# some dozen counts, and a query in another language must leave time for the search itself.
CORRECTED_MAX = 8
# The most words and pairs of words for which a spelling is looked for. Each look takes some
# milliseconds, whether one is found or not.
ATTEMPTS_MAX = 24
# The most candidates for a word among which one is chosen.
_CANDIDATES_MAX = 8
# The fewest letters of a word that is corrected by likelihood. A shorter one is corrected only
# where a document has the correction in the same passage.
_SHORTEST_ALONE = 4
# The fewest letters of each of two words that are joined to one.
_SHORTEST_HALF = 3
# A word is known when more documents than these have it, in this or another form.
_RARE_DOCUMENTS = 2
# How many times as many documents as have other forms of the word must have its spelling.
_TIMES_AS_FREQUENT = 50
# The most letters at the end of a word by which its inflections differ.
_ENDING_LETTERS = 2


def corrected(
    expr: Expr, vocabulary: Vocabulary, count_documents: CountDocuments
) -> tuple[Expr, tuple[Correction, ...]]:
    """Return `expr` with the likely spelling beside each misspelt word, and the corrections made.

    `count_documents` is asked only when a word is in doubt.
    """
    spelling = spelling_of(vocabulary)
    corrections: list[Correction] = []
    attempts = iter(range(ATTEMPTS_MAX))

    def change(run: Sequence[Expr]) -> Sequence[Expr]:
        joined = _with_halves_joined(run, spelling, attempts, corrections)
        return _with_spellings(joined, spelling, count_documents, attempts, corrections)

    return in_each_run(expr, change), tuple(corrections)


def _with_spellings(
    parts: Sequence[Expr],
    spelling: Spelling,
    count_documents: CountDocuments,
    attempts: Iterator[int],
    corrections: list[Correction],
) -> list[Expr]:
    """Put the likely spelling beside each misspelt word, and append it to `corrections`."""
    known = [place for place, part in enumerate(parts) if _is_known(part, spelling)]
    made: list[Expr] = []
    for place, part in enumerate(parts):
        used = None
        word = _in_doubt(part, spelling) if len(corrections) < CORRECTED_MAX else None
        if word and next(attempts, None) is not None:
            used = _correction(word, spelling, Context(parts, place, known, count_documents))
        if isinstance(part, Word) and used:
            spelt = Alternative(AlternativeKind.SPELLING, Word(used))
            made.append(Alternatives(part, (spelt,)))
            corrections.append(Correction(typed=part.text, used=used.replace("-", " ")))
        else:
            made.append(part)
    return made


def _with_halves_joined(
    parts: Sequence[Expr],
    spelling: Spelling,
    attempts: Iterator[int],
    corrections: list[Correction],
) -> list[Expr]:
    """Put the whole word beside two halves of it, such as « fonction naire ».

    Each is appended to `corrections`.
    """
    made: list[Expr] = []
    for part in parts:
        joined = _joined(made[-1], part, spelling, attempts) if made else None
        if joined:
            made[-1], correction = joined
            corrections.append(correction)
        else:
            made.append(part)
    return made


def _joined(
    before: Expr, after: Expr, spelling: Spelling, attempts: Iterator[int]
) -> tuple[Alternatives, Correction] | None:
    """Return the one word that two halves make, or None.

    The corpus must know the whole word, and must not know both halves.
    """
    if not (_is_of_letters(before) and _is_of_letters(after)):
        return None
    halves = [*words(before.text), *words(after.text)]
    unknown = [half for half in halves if not spelling.form_frequency(half)]
    if (
        not unknown
        or next(attempts, None) is None
        or any(len(h) < _SHORTEST_HALF or spelling.is_name(h) for h in halves)
    ):
        return None
    whole = "".join(halves)
    # Where both halves are unknown, one letter of the whole word may be wrong as well.
    likely = [word for _, word in spelling.candidates(whole)[:1]] if len(unknown) > 1 else []
    known = (word for word in (whole, *likely) if spelling.form_frequency(word) > _RARE_DOCUMENTS)
    if not (used := next(known, None)):
        return None
    typed = f"{before.text} {after.text}"
    whole_word = Alternative(AlternativeKind.JOINED, Word(used))
    return Alternatives(Phrase(typed), (whole_word,)), Correction(typed=typed, used=used)


def _is_known(expr: Expr, spelling: Spelling) -> bool:
    """Tell whether enough documents have each word of a part, in this or another form.

    The very form is asked for first: where it is frequent, the table of stems is not needed.
    """
    return isinstance(expr, Word) and all(
        spelling.form_frequency(word) > _RARE_DOCUMENTS
        or spelling.frequency(word) > _RARE_DOCUMENTS
        for word in words(expr.text)
    )


def _in_doubt(expr: Expr, spelling: Spelling) -> str | None:
    """Return the folded word of a part that may be misspelt; None for any other part."""
    if not _is_of_letters(expr):
        return None
    (word,) = words(expr.text)
    if spelling.is_name(word):
        return None
    return None if spelling.form_frequency(word) else word


def _is_of_letters(expr: Expr) -> TypeGuard[Word]:
    """Tell whether a part is a plain word of letters alone."""
    typed = words(expr.text) if is_plain(expr) else []
    return len(typed) == 1 and typed[0].isalpha()


def _correction(word: str, spelling: Spelling, context: Context) -> str | None:
    """Return what a folded word that no document has stands for; None when it may be well spelt."""
    frequency = spelling.frequency(word)
    if frequency <= _RARE_DOCUMENTS and len(word) >= _SHORTEST_ALONE:
        candidates = _candidates(spelling, word, _TIMES_AS_FREQUENT * frequency)
        return context.best(candidates) if candidates else None
    # The word is short, or documents have its stem and it may be an inflection that none of them
    # uses. Only a passage of a document can then tell that it is misspelt.
    candidates = _candidates(spelling, word, 0)
    return context.best_in_passage([(s, c) for s, c in candidates if not _is_inflection(word, c)])


def _is_inflection(word: str, other: str) -> bool:
    return stemmed(word) == stemmed(other) and other.startswith(word[:-_ENDING_LETTERS])


def _candidates(spelling: Spelling, word: str, documents_min: int) -> Candidates:
    """Return the likeliest candidates for a word that at least `documents_min` documents have."""
    candidates = spelling.candidates(word)[:_CANDIDATES_MAX]
    return [(s, c) for s, c in candidates if spelling.frequency(c.split("-")[0]) >= documents_min]

"""Which words of a query does no document have, and which spelling is searched in their place?

A word that a document has, in any of its inflections, is never replaced. Of the others, a word with
a capital letter or a digit, a name and a quoted word are left as they are, too: whoever types one
means that very thing, and should learn that it is not there. Nor does anything but a passage make a
word a small one (« vers »), which nobody searches for. `spelling` gives the candidates for a
word, and `context` chooses among them. Where two are about as likely, none is taken.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeGuard

from rapidfuzz.distance import Levenshtein

from search_app.french import SMALL_WORDS, fold, words
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
RARE_DOCUMENTS = 2
# The lowest log-likelihood of a candidate: one edit away from a word of one document is above it,
# two edits away from a word of fifty documents is below it.
_LIKELIHOOD_MIN = -6.0
_CORRECTED = {AlternativeKind.SPELLING, AlternativeKind.JOINED}


def corrected(
    expr: Expr,
    vocabulary: Vocabulary,
    written: Callable[[str], str],
    count_documents: CountDocuments,
) -> tuple[Expr, tuple[Correction, ...]]:
    """Return `expr` with its spelling put to each misspelt word, and the corrections made.

    As no document has the word, the documents found are those that have the spelling, as it is
    shown: with its accents. written: returns a folded word as the documents write it.
    `count_documents` is asked only when the texts do not have a word in the form typed.
    """
    spelling = spelling_of(vocabulary)
    corrections: list[Correction] = []
    attempts = iter(range(ATTEMPTS_MAX))

    def change(run: Sequence[Expr]) -> Sequence[Expr]:
        joined = _with_halves_joined(run, spelling, count_documents, attempts, corrections)
        return _with_spellings(joined, spelling, count_documents, attempts, corrections)

    made = in_each_run(expr, change)
    forms = {c.used: _written(c, written, count_documents) for c in corrections}

    def spelt(part: Expr) -> Expr:
        match part:
            case Alternatives(typed, (Alternative(kind, Word(used)),)) if kind in _CORRECTED:
                form = forms.get(used.replace("-", " "), used).replace(" ", "-")
                return Alternatives(typed, (Alternative(kind, Word(form)),))
        return part

    made = in_each_run(made, lambda run: list(map(spelt, run)))
    return made, tuple(replace(c, written=forms[c.used]) for c in corrections)


def as_corrected(expr: Expr) -> Expr:
    """Return what `corrected` made of an expression, with each misspelt word left out."""

    def meant(part: Expr) -> Expr:
        match part:
            case Alternatives(_, (Alternative(kind, Word(text)), *_)) if kind in _CORRECTED:
                return Word(text.replace("-", " "))
        return part

    return in_each_run(expr, lambda run: list(map(meant, run)))


def _written(
    correction: Correction, written: Callable[[str], str], count_documents: CountDocuments
) -> str:
    """Return a correction as documents write it: with the accents typed, where one has it so."""
    typed, used = correction.typed.lower(), correction.used
    if len(fold(typed)) == len(typed):
        form = list(used)
        for edit in Levenshtein.opcodes(fold(typed), used):
            if edit.tag == "equal":
                form[edit.dest_start : edit.dest_end] = typed[edit.src_start : edit.src_end]
        with_accents = "".join(form)
        if with_accents != used and count_documents(Phrase(with_accents)):
            return with_accents
    return " ".join(map(written, used.split()))


def is_absent(word: Word, spelling: Spelling, count_documents: CountDocuments) -> bool:
    """Tell whether no document has a word, be it in another inflection or in a name.

    The form typed is asked for first, because that is no search. Words that are one thing
    (« 20 m2 ») may be known while no document has them side by side.
    """
    folded = words(word.text)
    has_form = len(folded) == 1 and spelling.form_frequency(folded[0]) > 0
    return not has_form and not count_documents(word)


def _likely(spelling: Spelling, word: str) -> Candidates:
    """Return the candidates that a folded word may well stand for, the likeliest first."""
    candidates = spelling.candidates(word)[:_CANDIDATES_MAX]
    return [(s, candidate) for s, candidate in candidates if s >= _LIKELIHOOD_MIN]


def _with_spellings(
    parts: Sequence[Expr],
    spelling: Spelling,
    count_documents: CountDocuments,
    attempts: Iterator[int],
    corrections: list[Correction],
) -> list[Expr]:
    """Put its spelling to each misspelt word, and append it to `corrections`."""
    known = [place for place, part in enumerate(parts) if _is_known(part, spelling)]
    made: list[Expr] = []
    for place, part in enumerate(parts):
        used = None
        if (
            len(corrections) < CORRECTED_MAX
            and _may_be_misspelt(part, spelling)
            and is_absent(part, spelling, count_documents)
            and next(attempts, None) is not None
        ):
            used = _correction(part, spelling, Context(parts, place, known, count_documents))
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
    count_documents: CountDocuments,
    attempts: Iterator[int],
    corrections: list[Correction],
) -> list[Expr]:
    """Put the whole word to two halves of it, such as « fonction naire ».

    Each is appended to `corrections`.
    """
    made: list[Expr] = []
    for part in parts:
        joined = None
        if made:
            joined = _joined(made[-1], part, spelling, count_documents, attempts)
        if joined:
            made[-1], correction = joined
            corrections.append(correction)
        else:
            made.append(part)
    return made


def _joined(
    before: Expr,
    after: Expr,
    spelling: Spelling,
    count_documents: CountDocuments,
    attempts: Iterator[int],
) -> tuple[Alternatives, Correction] | None:
    """Return the one word that two halves make, or None.

    The corpus must know the whole word, and no document must have one of the halves.
    """
    if not (_may_be_misspelt(before, spelling) and _may_be_misspelt(after, spelling)):
        return None
    halves = [*words(before.text), *words(after.text)]
    if any(len(half) < _SHORTEST_HALF for half in halves):
        return None
    unknown = [half for half in (before, after) if is_absent(half, spelling, count_documents)]
    if not unknown or next(attempts, None) is None:
        return None
    whole = "".join(halves)
    # Where both halves are unknown, one letter of the whole word may be wrong as well.
    others = [word for _, word in _likely(spelling, whole)[:1]] if len(unknown) > 1 else []
    known = (word for word in (whole, *others) if spelling.form_frequency(word) > RARE_DOCUMENTS)
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
        spelling.form_frequency(word) > RARE_DOCUMENTS or spelling.frequency(word) > RARE_DOCUMENTS
        for word in words(expr.text)
    )


def _may_be_misspelt(expr: Expr, spelling: Spelling) -> TypeGuard[Word]:
    """Tell whether a part is a plain word in small letters alone, and no name."""
    if not is_of_letters(expr) or expr.text != expr.text.lower():
        return False
    (word,) = words(expr.text)
    return not spelling.is_name(word)


def is_of_letters(expr: Expr) -> TypeGuard[Word]:
    """Tell whether a part is a plain word of letters alone."""
    typed = words(expr.text) if is_plain(expr) else []
    return len(typed) == 1 and typed[0].isalpha()


def _correction(absent: Word, spelling: Spelling, context: Context) -> str | None:
    """Return what a word that no document has stands for; None when it is not clear."""
    (word,) = words(absent.text)
    singular = word.removesuffix("s")
    if singular not in {word, *SMALL_WORDS} and spelling.form_frequency(singular):
        return singular  # « pmes »: the plural of an acronym is no inflection that texts have
    candidates = _likely(spelling, word)
    if len(word) < _SHORTEST_ALONE:
        return context.best_in_passage(candidates)
    clearest = context.clearest(candidates)
    return None if clearest in SMALL_WORDS else clearest

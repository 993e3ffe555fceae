"""Which of the terms of an index, or of a text, does a typed word stand for?

Typed without accents, a word stands for all forms that are written so but for accents. Typed with
accents, it stands for the form typed, and for the same letters where their accents were left out:
in texts that have none, and where the letters are no word without them (« Neufchateau »). An
ordinal stands for all its writings: « 5e », « cinquième ».
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from search_app.french.folding import fold
from search_app.french.lexicon import LEXICON
from search_app.french.stemming import (
    BETWEEN_LEMMAS,
    UNACCENTED,
    is_own_plural,
    lemmas,
    ordinal,
    stem,
)

# How many words are kept with what they stand for.
_WORDS_KEPT = 1_024
# Comes after every character of a word.
LAST_CHARACTER = "\U0010ffff"


class FormTables(NamedTuple):
    """What `Forms` look up; of several terms a line each.

    ordinals: by their figure, the strict terms that are ordinals. written: by their letters without
    accents, the strict terms that are more than these. stems_of: likewise the stems. letters: those
    of `written`, sorted.
    """

    ordinals: Mapping[str, str]
    written: Mapping[str, str]
    stems_of: Mapping[str, str]
    letters: Sequence[str]


class Forms:
    """The written words and the stems of an index, or of a text.

    strict(word): the strict terms that a typed word stands for, each once, the word first.
    stems(word): the stemmed terms that it stands for, sorted. The last answers are kept, for
    matching, ranking and marks ask for the same words.
    """

    def __init__(self, tables: FormTables) -> None:
        self.tables = tables
        self.strict = lru_cache(maxsize=_WORDS_KEPT)(partial(_strict, tables))
        self.stems = lru_cache(maxsize=_WORDS_KEPT)(partial(_stems, tables))

    def written_as(self, plain: str) -> Sequence[str]:
        """Return the strict terms that are these letters but for accents, this one among them."""
        return (plain, *_lines(self.tables.written.get(plain)))

    def own_stems(self, word: str) -> tuple[str, ...]:
        """Return the stems of a typed word, those left out that are more likely another word's.

        « Cours » may be the plural of « cour », but is a word by itself: typed, it is not « cour »,
        nor does « cour » mean it.
        """
        plain = fold(word.removesuffix(UNACCENTED))
        found = self.stems(word)
        if is_own_plural(plain):
            return tuple(t for t in found if plain in fold(t).split(BETWEEN_LEMMAS)) or found
        if is_own_plural(f"{plain}s"):
            return tuple(t for t in found if f"{plain}s" not in fold(t).split(BETWEEN_LEMMAS))
        return found

    def beginning_with(self, begun: str) -> list[str]:
        """Return the forms that begin so but for accents, and do not begin with these letters.

        begun: as typed. With accents, only forms without accents may differ from it.
        """
        key, every = fold(begun), self.tables.letters
        return [
            form
            for letters in every[bisect_left(every, key) : bisect_left(every, key + LAST_CHARACTER)]
            for form in _lines(self.tables.written.get(letters))
            if not form.startswith(begun) and (begun.isascii() or form.endswith(UNACCENTED))
        ]


def _strict(tables: FormTables, word: str) -> tuple[str, ...]:
    plain = word.removesuffix(UNACCENTED)
    if number := ordinal(word):
        ordinals = _lines(tables.ordinals.get(number))
        return (plain, *(term for term in ordinals if term != plain))
    letters = fold(plain)
    written = _lines(tables.written.get(letters))
    if plain.isascii():
        return (plain, *written)
    unaccented = [form for form in written if form[-1] == UNACCENTED]
    return (plain, *unaccented) if LEXICON.knows(letters) else (plain, letters, *unaccented)


def _stems(tables: FormTables, word: str) -> tuple[str, ...]:
    plain, *others = _strict(tables, word)
    asked = set(lemmas(plain))
    # The forms that are meant alike, whatever the lexicon knows of them.
    meant = {stem(form) for form in others}
    if plain.isascii():
        asked.update(lemmas(plain + UNACCENTED))
        letters = set(map(fold, asked))
        meant.update(letters, *(_lines(tables.stems_of.get(key)) for key in letters))
    else:
        meant.update(
            term
            for lemma in asked
            for term in _lines(tables.stems_of.get(fold(lemma)))
            if lemma in term.split(BETWEEN_LEMMAS)
        )
    return tuple(sorted(asked | meant))


def forms_of(strict_terms: Iterable[str], stemmed_terms: Iterable[str]) -> Forms:
    """Return the forms of an index, or of a text, from all its written words and all its stems."""
    strict_terms = list(strict_terms)
    ordinals: dict[str, dict[str, None]] = defaultdict(dict)
    for term in strict_terms:
        if number := ordinal(term):
            ordinals[number][term] = None
    written = _by_letters(strict_terms, lambda term: [term.removesuffix(UNACCENTED)])
    return Forms(
        FormTables(
            {number: "\n".join(terms) for number, terms in ordinals.items()},
            written,
            _by_letters(stemmed_terms, lambda term: term.split(BETWEEN_LEMMAS)),
            list(written),
        )
    )


def _lines(text: str | None) -> Sequence[str]:
    return text.split("\n") if text else ()


def _by_letters(
    terms: Iterable[str], words_of: Callable[[str], Sequence[str]]
) -> Mapping[str, str]:
    """Return the terms by the letters of their words without accents, which are sorted.

    Terms that are these letters and nothing else are left out, for nobody has to look them up.
    """
    found: dict[str, list[str]] = defaultdict(list)
    marked = {t for t in terms if not t.isascii() or UNACCENTED in t or BETWEEN_LEMMAS in t}
    for term in sorted(marked):
        for letters in dict.fromkeys(map(fold, words_of(term))):
            found[letters].append(term)
    return {letters: "\n".join(alike) for letters, alike in sorted(found.items())}

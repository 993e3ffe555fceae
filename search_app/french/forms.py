"""Which of the terms of an index, or of a text, does a typed word stand for?

Typed without accents, a word stands for all forms that are written so but for accents. Typed with
accents, it stands for the form typed, and for the same letters where their accents were left out:
in texts that have none, and where the letters are no word without them (« Neufchateau »). An
ordinal stands for all its writings: « 5e », « cinquième ».
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

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


class Forms:
    """The written words and the stems of an index, or of a text.

    strict_terms: all written words. stemmed_terms: all stems.
    """

    def __init__(self, strict_terms: Iterable[str], stemmed_terms: Iterable[str]) -> None:
        strict_terms = list(strict_terms)
        self._ordinals: dict[str, list[str]] = defaultdict(list)
        for term in strict_terms:
            if (number := ordinal(term)) and term not in self._ordinals[number]:
                self._ordinals[number].append(term)
        self._written = _by_letters(strict_terms, lambda term: [term.removesuffix(UNACCENTED)])
        self._stems_of = _by_letters(stemmed_terms, lambda term: term.split(BETWEEN_LEMMAS))

    def strict(self, word: str) -> tuple[str, ...]:
        """Return the strict terms that a typed word stands for, each once, the word first."""
        plain = word.removesuffix(UNACCENTED)
        if number := ordinal(word):
            return (plain, *(term for term in self._ordinals.get(number, ()) if term != plain))
        if plain.isascii():
            return (plain, *self._written.get(plain, ()))
        letters = fold(plain)
        unaccented = [form for form in self._written.get(letters, ()) if form[-1] == UNACCENTED]
        return (plain, *unaccented) if LEXICON.knows(letters) else (plain, letters, *unaccented)

    def stems(self, word: str) -> tuple[str, ...]:
        """Return the stemmed terms that a typed word stands for, sorted."""
        plain, *others = self.strict(word)
        asked = set(lemmas(plain))
        # The forms that are meant alike, whatever the lexicon knows of them.
        meant = {stem(form) for form in others}
        if plain.isascii():
            asked.update(lemmas(plain + UNACCENTED))
            letters = set(map(fold, asked))
            meant.update(letters, *(self._stems_of.get(key, ()) for key in letters))
        else:
            meant.update(
                term
                for lemma in asked
                for term in self._stems_of.get(fold(lemma), ())
                if lemma in term.split(BETWEEN_LEMMAS)
            )
        return tuple(sorted(asked | meant))

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
        key = fold(begun)
        return [
            form
            for letters, forms in self._written.items()
            if letters.startswith(key)
            for form in forms
            if not form.startswith(begun) and (begun.isascii() or form.endswith(UNACCENTED))
        ]


def _by_letters(
    terms: Iterable[str], words_of: Callable[[str], Sequence[str]]
) -> Mapping[str, tuple[str, ...]]:
    """Return the terms by the letters of their words without accents.

    Terms that are these letters and nothing else are left out, for nobody has to look them up.
    """
    found: dict[str, list[str]] = defaultdict(list)
    marked = {t for t in terms if not t.isascii() or UNACCENTED in t or BETWEEN_LEMMAS in t}
    for term in sorted(marked):
        for letters in dict.fromkeys(map(fold, words_of(term))):
            found[letters].append(term)
    return {letters: tuple(alike) for letters, alike in found.items()}

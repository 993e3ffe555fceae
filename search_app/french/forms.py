"""Which of the terms of an index, or of a text, does a typed word stand for?

Typed without accents, a word stands for all forms that are written so but for accents. Typed with
accents, it stands for the form typed, and for the same letters in texts that have no accents.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from search_app.french.folding import fold
from search_app.french.stemming import BETWEEN_LEMMAS, UNACCENTED, lemmas

_WORDS_KEPT = 4_096
_MARKS = frozenset((UNACCENTED, BETWEEN_LEMMAS))


class Forms:
    """The written words and the stems of an index, or of a text.

    strict_terms: all written words. stemmed_terms: all stems.
    """

    def __init__(self, strict_terms: Iterable[str], stemmed_terms: Iterable[str]) -> None:
        self._written = _by_letters(strict_terms, lambda term: [term.removesuffix(UNACCENTED)])
        self._stems_of = _by_letters(stemmed_terms, lambda term: term.split(BETWEEN_LEMMAS))
        self.strict = lru_cache(maxsize=_WORDS_KEPT)(self._strict)
        self.stems = lru_cache(maxsize=_WORDS_KEPT)(self._stems)

    def _strict(self, word: str) -> tuple[str, ...]:
        """Return the strict terms that a typed word stands for, the word itself first."""
        plain = word.removesuffix(UNACCENTED)
        if plain.isascii():
            return (plain, *self._written.get(plain, ()))
        unaccented = fold(plain) + UNACCENTED
        has_unaccented = unaccented in self._written.get(fold(plain), ())
        return (plain, unaccented) if has_unaccented else (plain,)

    def _stems(self, word: str) -> tuple[str, ...]:
        """Return the stemmed terms that a typed word stands for, sorted."""
        plain, *others = self._strict(word)
        meant = set(lemmas(plain))
        if plain.isascii():
            meant.update(lemmas(plain + UNACCENTED))
            letters = set(map(fold, meant))
            meant.update(letters, *(self._stems_of.get(key, ()) for key in letters))
        else:
            # A word that the lexicon does not know keeps its letters where it has no accents.
            found = {BETWEEN_LEMMAS.join(lemmas(form)) for form in others}
            for lemma in frozenset(meant):
                found.update(
                    term
                    for term in self._stems_of.get(fold(lemma), ())
                    if lemma in term.split(BETWEEN_LEMMAS)
                )
            meant |= found
        return tuple(sorted(meant))

    def beginning_with(self, begun: str) -> list[str]:
        """Return the forms with accents, or without those they should have, that begin so.

        begun: as typed; without accents it begins accented forms, too.
        """
        key = fold(begun)
        return [
            form
            for letters, forms in self._written.items()
            if letters.startswith(key)
            for form in forms
            if begun.isascii() or form.startswith(begun) or form.endswith(UNACCENTED)
        ]


def _by_letters(
    terms: Iterable[str], words_of: Callable[[str], Sequence[str]]
) -> Mapping[str, tuple[str, ...]]:
    """Return the terms by the letters of their words without accents.

    Terms that are these letters and nothing else are left out, for nobody has to look them up.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for term in sorted({t for t in terms if not t.isascii() or _MARKS.intersection(t)}):
        for letters in dict.fromkeys(map(fold, words_of(term))):
            found[letters].append(term)
    return {letters: tuple(alike) for letters, alike in found.items()}

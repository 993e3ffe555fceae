"""Which words of a corpus may a misspelt word stand for, and how likely is each?

The model is the noisy channel of Kernighan, Church and Gale, "A spelling correction program based
on a noisy channel model" (COLING 1990):

log-likelihood of a candidate = ln(1 + number of documents that have it) - cost of the slip

The cost is the negative natural logarithm of how often such a slip is made, up to a constant. Usual
slips of a hand on a French keyboard (a neighbouring key, a letter doubled or not, two letters
swapped) and of a French ear (f for ph, s for c) cost less, and a wrong first letter costs more.
"""

import math
from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from search_app.authority import towns
from search_app.french import sound, spoken, stemmed, undoubled
from search_app.model.vocabulary import Vocabulary
from search_app.search.kept import KeptWith

# All numbers below were chosen by hand. Those of sounds were chosen on the misspelt searches of
# tests/endtoend/test_words.py, and the others have been checked on them since. No corpus of French
# misspellings has been measured.
#
# Costs are natural logarithms: a candidate whose slip costs 3 more is as likely as another when
# e**3, about 20, times as many documents have it.
# The cost of each edit: a letter more, a letter less, another letter, or two neighbours swapped.
_EDIT_COST = 5.0
# The cost of a usual slip of hand or ear, in place of the costs of its edits.
_USUAL_SLIP_COST = 3.0
# The additional cost of another first letter: few people mistake the first letter of a word.
_FIRST_LETTER_COST = 2.0
# The additional cost of each letter by which words that sound the same differ in length. It is
# paid once more where one of them is a plural and the other is not.
_UNHEARD_LETTER_COST = 0.5

# The fewest and the most letters of a word that has candidates.
_SHORTEST_CORRECTED = 2
_LONGEST_CORRECTED = 40
# The fewest letters of a word whose candidates may be two edits away, and not only one.
_LONG_WORD = 8
# The most candidates of each length that are looked at: those with the fewest edits.
_CANDIDATES_OF_A_LENGTH = 60
# The most names that are looked at for one word.
_NAMES_LIKE = 10
# The fewest letters, and the fewest documents, of each of two words typed without a space.
_HALF_LETTERS_MIN = 3
_HALF_DOCUMENTS_MIN = 5
# The most letters by which two words that sound the same may differ in length.
_UNHEARD_LETTERS_MAX = 3

# Letters that end a plural.
_PLURALS = "sx"
_KEYBOARD_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")


class Spelling:
    """Finds candidates for misspelt words among the words of one vocabulary.

    All words given to the methods are folded.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self._sounding = vocabulary.sounding
        self._stems = vocabulary.stems
        self._names = vocabulary.names

    def frequency(self, word: str) -> int:
        """Return how many documents have the word or, if more, the most frequent form of it.

        Forms of one word have the same stem.
        """
        return max(self._words.get(word, 0), self._stems.get(stemmed(word) or "", 0))

    def form_frequency(self, word: str) -> int:
        """Return how many documents have the word in this very form."""
        return self._words.get(word, 0)

    def is_name(self, word: str) -> bool:
        """Tell whether the word is part of the name of an author, a constituency or a town."""
        return word in self._names or word in towns()

    def candidates(self, word: str) -> list[tuple[float, str]]:
        """Return what `word` may stand for as (log-likelihood, words), the likeliest first.

        The word itself is not among the candidates. Where two words may have been typed without a
        space, they are given with a hyphen between them, which means that they stand side by side.
        Return nothing for a word with a sign that is no letter.
        """
        if not _SHORTEST_CORRECTED <= len(word) <= _LONGEST_CORRECTED or not word.isalpha():
            return []
        distance = 2 if len(word) >= _LONG_WORD else 1
        near: dict[int, list[str]] = defaultdict(list)
        for other in filter(str.isalpha, self._words.near(word, distance)):
            near[len(other)].append(other)
        shortest = max(_SHORTEST_CORRECTED, len(word) - distance)
        found = {}
        for length in range(shortest, len(word) + distance + 1):
            close = extract(
                word,
                near[length],
                scorer=OSA.distance,
                score_cutoff=distance,
                limit=_CANDIDATES_OF_A_LENGTH,
            )
            for candidate, edits, _ in close:
                if edits:
                    frequency = self._words[candidate]
                    found[candidate] = math.log(frequency + 1) - _cost(word, candidate, int(edits))
        for candidate, likelihood in self._homophones(word):
            found[candidate] = max(likelihood, found.get(candidate, -math.inf))
        found |= dict(self._halves(word))
        return sorted(((score, text) for text, score in found.items()), reverse=True)

    def names_like(self, word: str) -> list[str]:
        """Return the parts of names that are as near to `word` as candidates are, nearest first."""
        distance = 2 if len(word) >= _LONG_WORD else 1
        found = extract(
            word, list(self._names), scorer=OSA.distance, score_cutoff=distance, limit=_NAMES_LIKE
        )
        return [name for name, edits, _ in found if edits]

    def _homophones(self, word: str) -> Iterator[tuple[str, float]]:
        """Yield each word that sounds the same, with its log-likelihood."""
        for candidate in self._sounding.get(spoken(word), "").split():
            unheard = abs(len(candidate) - len(word))
            if candidate != word and unheard <= _UNHEARD_LETTERS_MAX:
                unheard += (word[-1] in _PLURALS) != (candidate[-1] in _PLURALS)
                cost = _USUAL_SLIP_COST + unheard * _UNHEARD_LETTER_COST
                yield candidate, math.log(self._words[candidate] + 1) - cost

    def _halves(self, word: str) -> Iterator[tuple[str, float]]:
        """Yield each pair of words that make up the word, with its log-likelihood.

        It is that of the rarer one of the two. A missing space costs an edit and a first letter.
        """
        for cut in range(_HALF_LETTERS_MIN, len(word) - _HALF_LETTERS_MIN + 1):
            halves = word[:cut], word[cut:]
            fewest = min(self._words.get(half, 0) for half in halves)
            if fewest >= _HALF_DOCUMENTS_MIN:
                yield "-".join(halves), math.log(fewest + 1) - _EDIT_COST - _FIRST_LETTER_COST


def _cost(typed: str, meant: str, edits: int) -> float:
    """Return the cost of writing one word for another, above 0.

    edits: their distance by optimal string alignment, 1 or 2.
    """
    first = 0.0 if typed[0] == meant[0] else _FIRST_LETTER_COST
    if sound(typed) == sound(meant) or undoubled(typed) == undoubled(meant):
        return first + _USUAL_SLIP_COST
    if edits == 1 and len(typed) == len(meant):
        slips = [(a, b) for a, b in zip(typed, meant, strict=True) if a != b]
        is_swap = len(slips) > 1
        if is_swap or _are_neighbours(*slips[0]):
            return first + _USUAL_SLIP_COST
    return first + edits * _EDIT_COST


def _are_neighbours(a: str, b: str) -> bool:
    """Tell whether the keys of two letters are side by side on a French keyboard."""
    return any(a + b in row or b + a in row for row in _KEYBOARD_ROWS)


spelling_of = KeptWith(Spelling).of

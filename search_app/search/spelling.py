"""Which words of a corpus may a misspelt word stand for, and how likely is each?

A noisy channel: log of the word's frequency, less what the slip costs. Slips of a French hand (a
neighbouring key, a letter doubled or not, two letters swapped) and ear (f for ph, s for c) cost
less; a wrong first letter costs more.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from search_app.authority import towns
from search_app.french import stemmed
from search_app.model.vocabulary import Vocabulary
from search_app.search.kept import KeptWith

_SHORTEST_CORRECTED = 2
_LONG_WORD = 8
_LONGEST_CORRECTED = 40
_EDIT = 5.0
_LIGHT_EDIT = 3.0
_FIRST_LETTER = 2.0
_CANDIDATES = 60
_HALF_MIN_DOCUMENTS = 5
_SOUNDED_MIN_DOCUMENTS = 3
_SHORTEST_SOUND = 4
_LETTERS_UNHEARD = 3
_UNHEARD = 0.5
_MUTE = "estxd"
_PLURALS = "sx"
_HALF_MIN_LETTERS = 3
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
_SOFT_C = re.compile("s?c(?=[eiy])")
_SOFT_G = re.compile("g(?=[eiy])")
_SOUNDS = (
    ("ph", "f"), ("qu", "k"), ("ck", "k"), ("c", "k"), ("eau", "o"), ("au", "o"), ("ai", "e"),
    ("ei", "e"), ("en", "an"), ("em", "an"), ("am", "an"), ("y", "i"), ("z", "s"), ("ss", "s"),
    ("ti", "si"), ("h", ""),
)  # fmt: skip


class Spelling:
    """The words of one vocabulary, by length and sound, and the frequencies of their stems.

    Worked out when the first word asks for them, for a query that is spelt well asks for little; or
    before, by `work_out`.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self._names = vocabulary.names

    def work_out(self) -> None:
        """Work out every table now; they are kept."""
        _ = self._by_length, self._by_sound, self._stems

    @cached_property
    def _by_length(self) -> Mapping[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for word in filter(str.isalpha, self._words):
            found[len(word)].append(word)
        return found

    @cached_property
    def _by_sound(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word, count in self._words.items():
            if count >= _SOUNDED_MIN_DOCUMENTS and word.isalpha():
                sound = _spoken(word)
                if len(sound) >= _SHORTEST_SOUND:
                    found[sound].append(word)
        return found

    @cached_property
    def _stems(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for word, count in self._words.items():
            stem = stemmed(word)
            if stem is not None:
                found[stem] = max(count, found.get(stem, 0))
        return found

    def frequency(self, word: str) -> int:
        """Return in how many documents the word or a form of it stands."""
        return max(self._words.get(word, 0), self._stems.get(stemmed(word) or "", 0))

    def form_frequency(self, word: str) -> int:
        """Return in how many documents the word stands in this very form."""
        return self._words.get(word, 0)

    def is_name(self, word: str) -> bool:
        return word in self._names or word in towns()

    def candidates(self, word: str) -> list[tuple[float, str]]:
        """Return (likelihood, words) for what `word` may stand for, the likeliest first.

        Two words stuck together come apart with a hyphen between them: side by side.
        """
        if not _SHORTEST_CORRECTED <= len(word) <= _LONGEST_CORRECTED or not word.isalpha():
            return []
        distance = 2 if len(word) >= _LONG_WORD else 1
        shortest = max(_SHORTEST_CORRECTED, len(word) - distance)
        found = {}
        for length in range(shortest, len(word) + distance + 1):
            close = extract(
                word,
                self._by_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=distance,
                limit=_CANDIDATES,
            )
            for candidate, edits, _ in close:
                if edits:
                    frequency = self._words[candidate]
                    found[candidate] = math.log(frequency + 1) - _cost(word, candidate, int(edits))
        for candidate, likelihood in self._heard(word):
            found[candidate] = max(likelihood, found.get(candidate, -math.inf))
        found |= dict(self._halves(word))
        return sorted(((score, text) for text, score in found.items()), reverse=True)

    def _heard(self, word: str) -> Iterator[tuple[str, float]]:
        """Yield what sounds the same, dearer with each letter more or less and another number."""
        for candidate in self._by_sound.get(_spoken(word), ()):
            unheard = abs(len(candidate) - len(word))
            if candidate != word and unheard <= _LETTERS_UNHEARD:
                unheard += (word[-1] in _PLURALS) != (candidate[-1] in _PLURALS)
                cost = _LIGHT_EDIT + unheard * _UNHEARD
                yield candidate, math.log(self._words[candidate] + 1) - cost

    def _halves(self, word: str) -> Iterator[tuple[str, float]]:
        for cut in range(_HALF_MIN_LETTERS, len(word) - _HALF_MIN_LETTERS + 1):
            halves = word[:cut], word[cut:]
            fewest = min(self._words.get(half, 0) for half in halves)
            if fewest >= _HALF_MIN_DOCUMENTS:
                yield "-".join(halves), math.log(fewest + 1) - _EDIT - _FIRST_LETTER


def _cost(typed: str, meant: str, edits: int) -> float:
    first = 0.0 if typed[0] == meant[0] else _FIRST_LETTER
    if _sound(typed) == _sound(meant) or _undoubled(typed) == _undoubled(meant):
        return first + _LIGHT_EDIT
    if edits == 1 and len(typed) == len(meant):
        slips = [(a, b) for a, b in zip(typed, meant, strict=True) if a != b]
        if len(slips) > 1 or _are_neighbours(*slips[0]):
            return first + _LIGHT_EDIT
    return first + edits * _EDIT


def _are_neighbours(a: str, b: str) -> bool:
    return any(a + b in row or b + a in row for row in _ROWS)


def _undoubled(word: str) -> str:
    return "".join(c for c, before in zip(word, f" {word}", strict=False) if c != before)


def _spoken(word: str) -> str:
    """Return how a word sounds, without the endings that are not heard."""
    return _sound(word).rstrip(_MUTE) or word


@lru_cache(maxsize=1 << 17)
def _sound(word: str) -> str:
    word = _SOFT_G.sub("j", _SOFT_C.sub("s", word))
    for written, said in _SOUNDS:
        word = word.replace(written, said)
    return _undoubled(word)


spelling_of = KeptWith(Spelling).of

"""Into which two words may a word be cut that others write with a hyphen or a space?

« Plateforme » and « plate-forme », « télétravail » and « télé-travail » are one word each. French
has no rule for which of them has a hyphen: the dictionary lists some, and prefixes make others.
"""

from collections.abc import Iterator

from search_app.french.folding import fold
from search_app.french.lexicon import LEXICON
from search_app.french.stemming import lemmas
from search_app.french.stopwords import STOP_WORDS

# Beginnings, without accents, that are no words by themselves, or mean the same apart.
_PREFIXES = {
    "aero", "agro", "anti", "archi", "audio", "auto", "bio", "cardio", "co", "cyber", "eco",
    "electro", "euro", "extra", "geo", "hydro", "hyper", "immuno", "infra", "inter", "intra",
    "macro", "maxi", "mega", "meta", "micro", "mini", "mono", "multi", "nano", "narco", "neo",
    "neuro", "ortho", "photo", "physio", "pluri", "poly", "post", "pre", "pseudo", "psycho",
    "radio", "retro", "semi", "socio", "super", "supra", "techno", "tele", "thermo", "trans",
    "turbo", "ultra", "video", "visio",
}  # fmt: skip
# The fewest letters of the first half (« co-working », « Mc Allan ») and of the second one, chosen
# by hand.
_SHORTEST_FIRST = 2
_SHORTEST_SECOND = 3
Halves = tuple[str, str]
"""The two words, folded, that a longer one is cut into."""


def known_halves(word: str) -> Iterator[Halves]:
    """Yield the halves of a folded word that the dictionary writes apart, or that has a prefix."""
    for form in dict.fromkeys((word, *map(fold, lemmas(word)))):
        first = LEXICON.first_half(form)
        if first and word.startswith(first):
            yield first, word.removeprefix(first)
    yield from (halves for halves in _cuts(word) if halves[0] in _PREFIXES)


def possible_halves(word: str) -> Iterator[Halves]:
    """Yield every way to cut a folded word that the dictionary lacks: « nutriscore ».

    A word of the dictionary has none: « maintenant » is not « main tenant ».
    """
    return iter(()) if LEXICON.has(word) else _cuts(word)


def _cuts(word: str) -> Iterator[Halves]:
    """Yield the halves of a word that are no stop words."""
    for end in range(_SHORTEST_FIRST, len(word) - _SHORTEST_SECOND + 1):
        if STOP_WORDS.isdisjoint(halves := (word[:end], word[end:])):
            yield halves

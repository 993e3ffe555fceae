"""Which form do the inflections of a French word share?

The rules are those of light stemming after Jacques Savoy, "A stemming procedure and stopword list
for general French corpora" (JASIS 50-10, 1999), and of his later light stemmer, written anew for
folded words in lower case. `exceptions.txt` lists the words that the rules get wrong.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files

# Rules as (letters that the word has at least, ending, what replaces the ending). The first rule
# that a word satisfies is applied, and no other.
_DERIVATIONS: tuple[tuple[int, str, str], ...] = (
    (10, "issement", "ir"),
    (9, "issant", "ir"),
    (8, "ivement", "if"),
    (7, "ement", "e"),
    (12, "ficatrice", "fier"),
    (11, "ficateur", "fier"),
    (10, "catrice", "quer"),
    (9, "cateur", "quer"),
    (11, "fication", "fier"),
    (9, "cation", "quer"),
    (12, "eration", "er"),
    (9, "atrice", "er"),
    (8, "ateur", "er"),
    (7, "trice", "ter"),
    (6, "ieme", ""),
    (8, "teuse", "ter"),
    (7, "teur", "ter"),
    (6, "euse", "eu"),
    (7, "iere", "ier"),
    (9, "erer", "er"),
    (9, "eree", "er"),
    (8, "ere", "er"),
    (6, "ive", "if"),
    (5, "folle", "fou"),
    (5, "molle", "mou"),
    (10, "nnelle", "n"),
    (10, "nnel", "n"),
    (6, "elle", "el"),
    (8, "blique", "blic"),
    (5, "ete", "et"),
    (9, "ique", "i"),
    (9, "esse", "e"),
    (8, "inage", "in"),
    (14, "ualisation", "uel"),
    (10, "isation", "iser"),
    (10, "isateur", "iser"),
    (9, "ation", "e"),
    (9, "ition", ""),
)
_ORDINAL = re.compile(r"([0-9]{1,3})(?:er|ere|re|e|eme|ieme|me|nd|nde)s?")
# Letters that a word has at least to be changed by each step; they are Savoy's.
_SHORTEST_NORMALISED = 5
_SHORTEST_AUX = 6
_SHORTEST_PLURAL = 4


@cache
def _exceptions() -> dict[str, str]:
    lines = files("search_app.french").joinpath("exceptions.txt").read_text(encoding="utf-8")
    pairs = (line.split() for line in lines.splitlines() if line and not line.startswith("#"))
    return {word: shared for word, shared in pairs}  # noqa: C416 - a line that is not a pair raises


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Return the stem of a folded word in lower case.

    A word with a digit is its own stem, unless it is an ordinal: "13eme" and "13ieme" have the stem
    "13e".
    """
    if not word.isalpha():
        ordinal = _ORDINAL.fullmatch(word)
        return f"{ordinal[1]}e" if ordinal else word
    known = _exceptions().get(word)
    if known is not None:
        return known
    return _normalise(_derive(_singular(word)))


def _singular(word: str) -> str:
    if len(word) >= _SHORTEST_AUX and word.endswith("aux") and word[-4] != "e":
        return word[:-2] + "l"
    for plural in "xs":
        if len(word) >= _SHORTEST_PLURAL:
            word = word.removesuffix(plural)
    return word


def _derive(word: str) -> str:
    for shortest, ending, replacement in _DERIVATIONS:
        if len(word) >= shortest and word.endswith(ending):
            return word[: -len(ending)] + replacement
    return word


def _normalise(word: str) -> str:
    if len(word) < _SHORTEST_NORMALISED:
        return word.removesuffix("e") if word.endswith(("ee", "ie", "ue")) else word
    if len(word) == _SHORTEST_NORMALISED and word.endswith(("er", "ee")):
        return word[:-1]
    word = word.removesuffix("r").removesuffix("e").removesuffix("e")
    return word[:-1] if word[-2:-1] == word[-1] else word

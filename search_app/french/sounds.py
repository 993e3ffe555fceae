"""How does a French word sound? Two that sound the same are spelt alike here.

The rules were chosen on the misspelt searches of tests/endtoend/test_words.py.
"""

import re
from functools import lru_cache

# Letters that are not heard at the end of a word.
_MUTE_ENDINGS = "estxd"
_SOFT_C = re.compile("s?c(?=[eiy])")
_SOFT_G = re.compile("g(?=[eiy])")
# What is written and what stands for its sound, replaced in this order.
_SOUNDS = (
    ("ph", "f"), ("qu", "k"), ("ck", "k"), ("c", "k"), ("eau", "o"), ("au", "o"), ("ai", "e"),
    ("ei", "e"), ("en", "an"), ("em", "an"), ("am", "an"), ("y", "i"), ("z", "s"), ("ss", "s"),
    ("ti", "si"), ("h", ""),
)  # fmt: skip


def spoken(word: str) -> str:
    """Return how a folded word sounds without the letters that are not heard at its end."""
    return sound(word).rstrip(_MUTE_ENDINGS) or word


@lru_cache(maxsize=1 << 12)
def sound(word: str) -> str:
    """Return how a folded word sounds, spelt so that the same sound is always the same letters."""
    word = _SOFT_G.sub("j", _SOFT_C.sub("s", word))
    for written, said in _SOUNDS:
        word = word.replace(written, said)
    return undoubled(word)


def undoubled(word: str) -> str:
    """Return the word with each double letter written once."""
    return "".join(c for c, before in zip(word, f" {word}", strict=False) if c != before)

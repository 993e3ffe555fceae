"""Which words carry little meaning of their own?

Stop words have a position in a text and no stemmed term. Light words (« combien », « faut ») are
indexed like any other word; they are dropped from a query that has enough other words. Small words
are these and others (« vers », « plus ») that are searched when typed, but never offered.
"""

from importlib.resources import files

from search_app.french.folding import fold
from search_app.french.stemming import UNACCENTED


def _listed(name: str) -> frozenset[str]:
    lines = files("search_app.french").joinpath(name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines for word in line.partition("#")[0].split())


_WRITTEN = _listed("stopwords.txt")
STOP_WORDS = frozenset(map(fold, _WRITTEN))
LIGHT_WORDS = _listed("lightwords.txt")
SMALL_WORDS = STOP_WORDS | LIGHT_WORDS | _listed("smallwords.txt")


def is_stop_word(word: str) -> bool:
    """Tell whether a word, as written in a text or typed, is a stop word.

    Typed without accents, « a » stands for « à ». With accents, only the word written so is one:
    « sûr » is none, though « sur » is.
    """
    plain = word.removesuffix(UNACCENTED)
    return plain in (STOP_WORDS if plain.isascii() else _WRITTEN)

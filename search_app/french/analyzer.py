"""Which terms stand for a text, in the index, in a query and where matches are marked?

Each text has two kinds of terms. Its strict terms are its folded words, among which quoted words
are searched. Its stemmed terms are the stems of the words that are not stop words; plain words are
searched among them. A term of either kind has the position of its word in the text.
"""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from search_app.code_digest import module_code
from search_app.french.stemming import stem
from search_app.french.stopwords import STOP_WORDS
from search_app.french.tokens import Memo, words

# The most stems that are kept in memory: 75,000 documents have some 80,000 different words.
_STEMS_KEPT = 200_000
_STEMS = Memo(lambda word: None if word in STOP_WORDS else stem(word), _STEMS_KEPT)


def stemmed(word: str) -> str | None:
    """Return the stemmed term of a folded word, or None for a stop word."""
    return _STEMS[word]


def stems(folded: Iterable[str]) -> list[str | None]:
    """Return the stemmed term of each folded word, None for a stop word."""
    return list(map(_STEMS.__getitem__, folded))


def analyze(text: str) -> list[tuple[int, str]]:
    """Return the stemmed terms of `text` as (position, term).

    Positions count all words from 0, stop words included. Accents do not matter: a text without its
    accents has the same terms.
    """
    return [(i, term) for i, term in enumerate(stems(words(text))) if term is not None]


def analyze_strict(text: str) -> list[tuple[int, str]]:
    """Return the unstemmed terms of `text`, stop words included, as (position, term)."""
    return list(enumerate(words(text)))


@cache
def digest() -> str:
    """Return the SHA-256, in hexadecimal, of all that decides which terms stand for a text.

    These are the code of this room, its lists of words, and the version of `unidecode`. An index
    that was built under another digest has to be built anew.
    """
    lists = sorted(Path(__file__).parent.glob("*.txt"))
    decisive = [version("unidecode"), module_code("search_app.french")]
    decisive += [words_listed.read_text(encoding="utf-8") for words_listed in lists]
    return sha256("\0".join(decisive).encode()).hexdigest()

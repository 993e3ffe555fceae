"""Which terms stand for a text, in the index, in a query and where matches are marked?

Each text has two kinds of terms. Its strict terms are its words as written, among which quoted
words are searched. Its stemmed terms are the stems of the words that are not stop words; plain
words are searched among them. A term of either kind has the position of its word in the text.
"""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from search_app.code_digest import module_code, package_version
from search_app.french.memo import Memo
from search_app.french.stemming import UNACCENTED, stem
from search_app.french.stopwords import is_stop_word
from search_app.french.tokens import written_words

# The most stems that are kept in memory: 75,000 documents have some 100,000 different words.
_STEMS_KEPT = 100_000
_STEMS = Memo(lambda word: None if is_stop_word(word) else stem(word), _STEMS_KEPT)


def stemmed(folded: str) -> str | None:
    """Return the stemmed term of a word without its accents, or None for a stop word."""
    return _STEMS[folded + UNACCENTED]


def stems(written: Iterable[str]) -> list[str | None]:
    """Return the stemmed term of each written word, None for a stop word."""
    return list(map(_STEMS.__getitem__, written))


def analyze(text: str) -> list[tuple[int, str]]:
    """Return the stemmed terms of `text` as (position, term).

    Positions count all words from 0, stop words included.
    """
    found = enumerate(stems(written_words(text)))
    return [(position, term) for position, term in found if term is not None]


def analyze_strict(text: str) -> list[tuple[int, str]]:
    """Return the unstemmed terms of `text`, stop words included, as (position, term)."""
    return list(enumerate(written_words(text)))


def content_words(text: str) -> list[tuple[int, str]]:
    """Return the written words of `text` that are not stop words, as (position, word)."""
    return [(i, word) for i, word in analyze_strict(text) if not is_stop_word(word)]


@cache
def digest() -> str:
    """Return the SHA-256, in hexadecimal, of all that decides which terms stand for a text.

    These are the code of this room, its lists of words, and the versions of `unidecode` and
    `simplemma`. An index
    that was built under another digest has to be built anew.
    """
    lists = sorted(Path(__file__).parent.glob("*.txt"))
    decisive = [*map(package_version, ("unidecode", "simplemma")), module_code("search_app.french")]
    decisive += [words_listed.read_text(encoding="utf-8") for words_listed in lists]
    return sha256("\0".join(decisive).encode()).hexdigest()

"""Which terms stand for a text? One chain for the index, the query and the marks.

Folded words are the *strict* terms, searched by quoted words. Stemmed terms, without stop words,
are searched by plain words. Both keep the word's position.
"""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from search_app.code_digest import module_code
from search_app.french.stemming import stem
from search_app.french.stopwords import STOP_WORDS
from search_app.french.tokens import words

_STEMS_KEPT = 200_000


class _Stems(dict[str, str | None]):
    """The stem of each word, worked out once."""

    def __missing__(self, word: str) -> str | None:
        if len(self) >= _STEMS_KEPT:
            self.clear()
        found = self[word] = None if word in STOP_WORDS else stem(word)
        return found


_STEMS = _Stems()


def stemmed(word: str) -> str | None:
    """Return the stemmed term of a folded word, None for a stop word."""
    return _STEMS[word]


def stems(folded: Iterable[str]) -> list[str | None]:
    """Return the stemmed term of each folded word."""
    return list(map(_STEMS.__getitem__, folded))


def analyze(text: str) -> list[tuple[int, str]]:
    """Return the stemmed terms of `text` as (position, term).

    Accents never matter: `analyze(strip_accents(t)) == analyze(t)`.
    """
    return [(i, term) for i, term in enumerate(stems(words(text))) if term is not None]


def analyze_strict(text: str) -> list[tuple[int, str]]:
    """Return the unstemmed terms of `text`, stop words included, as (position, term)."""
    return list(enumerate(words(text)))


@cache
def digest() -> str:
    """Return the SHA-256, in hexadecimal, of all that decides which terms stand for a text.

    That is what this room does, its lists of words, and the version of `unidecode`. An index that
    was built under another digest is stale.
    """
    lists = sorted(Path(__file__).parent.glob("*.txt"))
    decisive = [version("unidecode"), module_code("search_app.french")]
    decisive += [words_listed.read_text(encoding="utf-8") for words_listed in lists]
    return sha256("\0".join(decisive).encode()).hexdigest()

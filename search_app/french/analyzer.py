"""Which terms stand for a text? One chain for the index, the query and the marks.

Folded words are the *strict* terms, searched by quoted words. Stemmed terms, without stop words,
are searched by plain words. Both keep the word's position.
"""

from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files

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


def digest() -> str:
    """Return a hash of everything that decides the terms; an index built under another is stale."""
    return sha256(b"".join(_sources())).hexdigest()


def _sources() -> Iterable[bytes]:
    room = files("search_app.french")
    for entry in sorted(room.iterdir(), key=lambda e: e.name):
        if entry.name.endswith((".py", ".txt")):
            yield entry.read_bytes()

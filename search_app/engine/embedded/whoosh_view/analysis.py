"""How does Whoosh get its terms? From the `french` room, and from nowhere else.

The schema that Whoosh keeps on disk names these classes: a moved class needs a full reindex.
"""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Analyzer, Token

from search_app.french import analyze, analyze_strict


class StemmedAnalyzer(Analyzer):
    """Stemmed terms without stop words, positions kept."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        return _tokens(analyze(value))


class StrictAnalyzer(Analyzer):
    """Folded, unstemmed terms, stop words included."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        return _tokens(analyze_strict(value))


def _tokens(terms: list[tuple[int, str]]) -> Iterator[Token]:
    token = Token(positions=True)
    token.boost = 1.0
    for position, term in terms:
        token.text = term
        token.pos = position
        yield token

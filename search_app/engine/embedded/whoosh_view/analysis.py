"""Where does Whoosh get the terms of a text? From `french`, as the program itself does.

The schema that Whoosh keeps on disk names these classes. When one is moved or renamed, indexes have
to be built anew.
"""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Analyzer, Token

from search_app.french import analyze, analyze_strict


class StemmedAnalyzer(Analyzer):
    """Gives Whoosh the stemmed terms of a text, with the positions that `french` gives them."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        return _tokens(analyze(value))


class StrictAnalyzer(Analyzer):
    """Gives Whoosh the strict terms of a text: its folded words, stop words included."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        return _tokens(analyze_strict(value))


def _tokens(terms: list[tuple[int, str]]) -> Iterator[Token]:
    token = Token(positions=True)
    token.boost = 1.0
    for position, term in terms:
        token.text = term
        token.pos = position
        yield token

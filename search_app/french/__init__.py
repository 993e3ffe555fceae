"""Text -> terms: folding, tokens, stems. One chain for index, query and highlight."""

from search_app.french.analyzer import analyze, analyze_strict, digest, stemmed, stems
from search_app.french.folding import fold
from search_app.french.tokens import LocatedWords, PieceNumbers, Token, tokenize, words

__all__ = [
    "LocatedWords",
    "PieceNumbers",
    "Token",
    "analyze",
    "analyze_strict",
    "digest",
    "fold",
    "stemmed",
    "stems",
    "tokenize",
    "words",
]

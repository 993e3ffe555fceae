"""Text -> terms: folding, tokens, stems. One chain for index, query and highlight."""

from search_app.french.acronyms import acronyms
from search_app.french.analyzer import analyze, analyze_strict, digest, stemmed, stems
from search_app.french.folding import fold
from search_app.french.stopwords import LIGHT_WORDS, STOP_WORDS
from search_app.french.tokens import LocatedWords, PieceNumbers, Token, tokenize, words

__all__ = [
    "LIGHT_WORDS",
    "STOP_WORDS",
    "LocatedWords",
    "PieceNumbers",
    "Token",
    "acronyms",
    "analyze",
    "analyze_strict",
    "digest",
    "fold",
    "stemmed",
    "stems",
    "tokenize",
    "words",
]

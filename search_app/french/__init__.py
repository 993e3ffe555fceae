"""Which terms stand for a French text? It is folded, split into words, and the words are stemmed.

The index, queries and highlighting all go through this one chain, so that they agree.
"""

from search_app.french.acronyms import acronyms
from search_app.french.analyzer import analyze, analyze_strict, digest, stemmed, stems
from search_app.french.folding import fold
from search_app.french.hyphenated import hyphenated
from search_app.french.stopwords import LIGHT_WORDS, STOP_WORDS
from search_app.french.tokens import LocatedWords, PieceNumbers, tokenize, words

__all__ = [
    "LIGHT_WORDS",
    "STOP_WORDS",
    "LocatedWords",
    "PieceNumbers",
    "acronyms",
    "analyze",
    "analyze_strict",
    "digest",
    "fold",
    "hyphenated",
    "stemmed",
    "stems",
    "tokenize",
    "words",
]

"""Which terms stand for a French text? It is cut into words, and the words are stemmed.

The index, queries and highlighting all go through this one chain, so that they agree.
"""

from search_app.french.acronyms import acronyms
from search_app.french.analyzer import (
    analyze,
    analyze_strict,
    content_words,
    digest,
    stemmed,
    stems,
)
from search_app.french.expression import PART
from search_app.french.folding import fold
from search_app.french.forms import Forms
from search_app.french.halves import known_halves, possible_halves
from search_app.french.hyphenated import hyphenated
from search_app.french.lexicon import LEXICON
from search_app.french.stemming import BETWEEN_LEMMAS, UNACCENTED, is_own_plural, lemmas, letters
from search_app.french.stopwords import LIGHT_WORDS, SMALL_WORDS, STOP_WORDS, is_stop_word
from search_app.french.tokens import LocatedWords, PieceNumbers, tokenize, words, written_words

__all__ = [
    "BETWEEN_LEMMAS",
    "LEXICON",
    "LIGHT_WORDS",
    "PART",
    "SMALL_WORDS",
    "STOP_WORDS",
    "UNACCENTED",
    "Forms",
    "LocatedWords",
    "PieceNumbers",
    "acronyms",
    "analyze",
    "analyze_strict",
    "content_words",
    "digest",
    "fold",
    "hyphenated",
    "is_own_plural",
    "is_stop_word",
    "known_halves",
    "lemmas",
    "letters",
    "possible_halves",
    "stemmed",
    "stems",
    "tokenize",
    "words",
    "written_words",
]

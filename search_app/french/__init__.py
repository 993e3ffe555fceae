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
from search_app.french.beginnings import KEY_BYTES, Beginnings, beginnings_of
from search_app.french.expression import PART
from search_app.french.folding import fold
from search_app.french.forms import LAST_CHARACTER, Forms, FormTables, forms_of
from search_app.french.halves import known_halves, possible_halves
from search_app.french.hyphenated import compound_key, hyphenated
from search_app.french.lexicon import LEXICON
from search_app.french.piece_numbers import Cut, PieceNumbers
from search_app.french.sounds import sound, spoken, undoubled
from search_app.french.stemming import BETWEEN_LEMMAS, UNACCENTED, is_own_plural, lemmas, letters
from search_app.french.stopwords import LIGHT_WORDS, SMALL_WORDS, STOP_WORDS, is_stop_word
from search_app.french.tokens import LocatedWords, tokenize, words, written_words

__all__ = [
    "BETWEEN_LEMMAS",
    "KEY_BYTES",
    "LAST_CHARACTER",
    "LEXICON",
    "LIGHT_WORDS",
    "PART",
    "SMALL_WORDS",
    "STOP_WORDS",
    "UNACCENTED",
    "Beginnings",
    "Cut",
    "FormTables",
    "Forms",
    "LocatedWords",
    "PieceNumbers",
    "acronyms",
    "analyze",
    "analyze_strict",
    "beginnings_of",
    "compound_key",
    "content_words",
    "digest",
    "fold",
    "forms_of",
    "hyphenated",
    "is_own_plural",
    "is_stop_word",
    "known_halves",
    "lemmas",
    "letters",
    "possible_halves",
    "sound",
    "spoken",
    "stemmed",
    "stems",
    "tokenize",
    "undoubled",
    "words",
    "written_words",
]

"""How is a word of a text written, in lower case and with its accents?

Where accents may have been left out, it ends with UNACCENTED: in capitals (« ELEVE »), behind a
capital (« Ecole »), in a word that does not exist without them (« ecole »), and in a text that has
none. Abbreviations and ordinals that have several writings have one here.
"""

import re

from search_app.french.folding import fold, simplified
from search_app.french.lexicon import LEXICON
from search_app.french.stemming import UNACCENTED

# A text of so many characters or more that has no accent at all was written without them: among a
# hundred characters of French, three have one.
_BARE_CHARACTERS_MIN = 250
_ACCENT = re.compile(r"[^\x00-\x7f·]")
# What nearly every text with accents has; to look for it takes a hundredth of simplifying the text.
_FRENCH_ACCENT = re.compile("[àâçéèêëîïôùûüÀÂÇÉÈÊËÎÏÔÙÛÜ]")
_ACRONYMS = re.compile("[A-Z]{2,}s")
_ABBREVIATED = {"st": "saint", "ste": "sainte"}
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_ROMAN_FIRST = frozenset("IVXivx")
_ROMAN = "X{0,3}(?:IX|IV|V?I{0,3})"
_ROMAN_ORDINAL = re.compile(rf"(?P<roman>{_ROMAN})(?P<ending>i?emes?|e|(?<=^I)(?:er|e?re))")
_LOWER_ROMAN_ORDINAL = re.compile(rf"(?P<roman>{_ROMAN})(?P<ending>I?EMES?|(?<=..)E)")


def is_bare(text: str) -> bool:
    """Tell whether a text was written without accents."""
    if len(text) < _BARE_CHARACTERS_MIN or _FRENCH_ACCENT.search(text):
        return False
    return not _ACCENT.search(simplified(text))


def written(word: str) -> str:
    """Return a word in lower case, with UNACCENTED if it lacks the accents that it should have.

    Of several writings, one is returned: « saint » for « St », « 16e » for « XVIe », « pme » for
    « PMEs ».
    """
    if _ACRONYMS.fullmatch(word):
        word = word[:-1]
    lower = word.lower()
    if lower in _ABBREVIATED:
        return _ABBREVIATED[lower]
    if ordinal := _roman_ordinal(word):
        return ordinal
    if not word.isascii() or not (accented := LEXICON.accented(lower)):
        return lower
    if word == lower:
        lacks_accents = not LEXICON.knows(lower)
    else:
        in_capitals = word.isupper() and len(word) > 1
        lacks_accents = in_capitals or any(form[1:] == lower[1:] for form in accented)
    return lower + UNACCENTED if lacks_accents else lower


def written_bare(word: str) -> str:
    """Return a word of a text without accents, with UNACCENTED if it may have some."""
    form = written(word)
    return form + UNACCENTED if LEXICON.accented(form) else form


def _roman_ordinal(word: str) -> str | None:
    """Return "16e" for « XVIe » and « XVIème », "1er" for « Ier », and None for any other word.

    In lower case two letters at least make the number, and « vie » remains a word.
    """
    plain = fold(word)
    if plain[:1] not in _ROMAN_FIRST:  # nearly all words: the expressions take four times as long
        return None
    match = _ROMAN_ORDINAL.fullmatch(plain)
    if not match and plain.islower() and LEXICON.lemma(plain) is None:
        match = _LOWER_ROMAN_ORDINAL.fullmatch(plain.upper())
    if not match or not match["roman"]:
        return None
    values = [_ROMAN_DIGITS[letter] for letter in match["roman"]]
    signed = (-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return f"{sum(signed)}{word[match.start('ending') :].lower()}"

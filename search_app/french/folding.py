"""What is a text once ligatures and typographic signs no longer matter, and accents if wanted?

`simplified` keeps the accents of Latin letters: they tell « maïs » from « mais ». `fold` takes them
away, too: texts of the legislatures before the 11th have none, and people type without them. Case
is kept here; `tokens` puts words in lower case.
"""

import unicodedata
from array import array
from collections.abc import Callable, Iterator, Sequence

from unidecode import unidecode

APOSTROPHES = "’‘ʼ′´`＇"
# Signs that Unicode's compatibility forms would turn into letters: `n°` would become `ndeg`, `no`.
_SIGNS = {
    **dict.fromkeys(APOSTROPHES, "'"),
    **dict.fromkeys("·‧⋅・", "·"),  # the middle dots of inclusive writing
    **dict.fromkeys("°º", " "),
    **dict.fromkeys("©®™\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    "№": "n ",
    "€": " euros ",
    "…": " ",
}

# A character that stands for more words than this is a space: a text of « ﷺ », a sentence of four
# words, would be many times as long as its file.
_WORDS_MAX = 2

# The categories of characters that become nothing: marks, and the lone surrogates of broken JSON.
_WITHOUT_FORM = {"Mn", "Me", "Cs"}


def _fold_character(character: str) -> str:
    folded = _spelt_out(character)
    return folded if len(folded.split()) <= _WORDS_MAX else " "


def _spelt_out(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    if character.isascii():
        return character
    if character.isspace():
        return " "
    accents_apart = unicodedata.normalize("NFD", character)
    for parts in (accents_apart, unicodedata.normalize("NFKD", character)):
        if parts != character:
            return "".join(map(_fold_character, parts))
    if unicodedata.combining(character) or unicodedata.category(character) in _WITHOUT_FORM:
        return ""
    return unidecode(character)


class _CharacterTable(dict[int, str]):
    """What each character met so far becomes: a table by which `str.translate` is fast."""

    def __init__(self, form: Callable[[str], str]) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, code: int) -> str:
        formed = self[code] = self._form(chr(code))
        return formed


_FOLDED = _CharacterTable(_fold_character)


def _simplify_character(character: str) -> str:
    folded = _FOLDED[ord(character)]
    if character.isascii() or character in _SIGNS:
        return folded
    parts = unicodedata.normalize("NFD", character)
    is_accented_letter = len(parts) > 1 and parts[0].isascii() and parts[0].isalpha()
    return unicodedata.normalize("NFC", character) if is_accented_letter else folded


_SIMPLIFIED = _CharacterTable(_simplify_character)


def fold(text: str) -> str:
    """Return `text` in ASCII and middle dots `·`, with its case.

    Each character is folded by itself, so that `fold(a + b) == fold(a) + fold(b)`. A text whose
    accents were taken away folds to the same.
    """
    return text if text.isascii() and "`" not in text else text.translate(_FOLDED)


def simplified(text: str) -> str:
    """Return `text` in ASCII, accented Latin letters and middle dots `·`, with its case."""
    if text.isascii() and "`" not in text:
        return text
    return unicodedata.normalize("NFC", text).translate(_SIMPLIFIED)


def simplified_with_spans(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """Return `simplified(text)`, and for each of its characters where it comes from in `text`.

    That is the start and the end of a character and of the accents that stand behind it: the second
    result has all starts, the third all ends.
    """
    simple = simplified(text)
    if keeps_places(text):
        return simple, range(len(text)), range(1, len(text) + 1)
    pieces: list[str] = []
    starts, ends = array("I"), array("I")
    for start, end in _clusters(text):
        piece = simplified(text[start:end])
        pieces.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return "".join(pieces), starts, ends


def keeps_places(text: str) -> bool:
    """Tell whether `simplified` puts one character in the place of each character of `text`."""
    if text.isascii():
        return True
    lengths = map(len, map(_SIMPLIFIED.__getitem__, map(ord, text)))
    return unicodedata.is_normalized("NFC", text) and all(length == 1 for length in lengths)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each character with the accents behind it that belong to it."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not unicodedata.combining(text[end]):
            yield start, end
            start = end

"""What is a text once accents, ligatures and typographic signs no longer matter?

Texts and queries are folded before all else: texts of the legislatures before the 11th have no
accents, and people type without them. Case is kept here; `tokens` puts words in lower case.
"""

import unicodedata

from unidecode import unidecode

APOSTROPHES = "’‘ʼ′´`＇"
# Signs that Unicode's compatibility forms would turn into letters: `n°` would become `ndeg`, `no`.
_SIGNS = {
    **dict.fromkeys(APOSTROPHES, "'"),
    **dict.fromkeys("·‧⋅・", "·"),  # the middle dots of inclusive writing
    **dict.fromkeys("°º", " "),
    **dict.fromkeys("©®™\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    "№": "n ",
    "€": " euro ",
    "…": " ",
}

# The categories of characters that become nothing: marks, and the lone surrogates of broken JSON.
_WITHOUT_FORM = {"Mn", "Me", "Cs"}


def _fold_character(character: str) -> str:
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


class _FoldingTable(dict[int, str]):
    """The folded form of each character met so far: a table by which `str.translate` is fast."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_TABLE = _FoldingTable()


def fold(text: str) -> str:
    """Return `text` in ASCII and middle dots `·`, with its case.

    Each character is folded by itself, so that `fold(a + b) == fold(a) + fold(b)`. A text whose
    accents were taken away folds to the same.
    """
    return text if text.isascii() and "`" not in text else text.translate(_TABLE)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return `fold(text)`, and the offset in `text` that each of its characters comes from.

    There is one offset more than folded characters: the last one is `len(text)`.
    """
    pieces = [_TABLE[ord(character)] for character in text]
    origins = [offset for offset, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), [*origins, len(text)]

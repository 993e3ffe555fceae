"""What is a text once accents, ligatures and typographic signs no longer matter?

Folding comes first on both sides of a search: texts of the legislatures before the 11th have no
accents and people type without them. Case is kept; `tokens` lowers it.
"""

import unicodedata

from unidecode import unidecode

APOSTROPHES = "’‘ʼ′´`＇"
# Signs whose compatibility form would change a word: `n°` would become `ndeg` or `no`.
_SIGNS = {
    **dict.fromkeys(APOSTROPHES, "'"),
    **dict.fromkeys("·‧⋅・", "·"),  # the middle dots of inclusive writing
    **dict.fromkeys("°º", " "),
    **dict.fromkeys("©®™\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    "№": "n ",
    "€": " euro ",
    "…": " ",
}


# Marks, and the lone surrogates that broken JSON brings.
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
    """Fills itself with each character met, so that `str.translate` runs at C speed."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_TABLE = _FoldingTable()


def fold(text: str) -> str:
    """Return `text` in ASCII (and `·`), case kept.

    Folding is character by character, so `fold(a + b) == fold(a) + fold(b)`, and marks stripped
    beforehand change nothing: `fold(strip_accents(t)) == fold(t)`.
    """
    return text if text.isascii() and "`" not in text else text.translate(_TABLE)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return `(fold(text), origins)`; `origins[i]` is the offset in `text` of folded character i.

    `origins` has one entry more than the folded text: the end, `len(text)`.
    """
    pieces = [_TABLE[ord(character)] for character in text]
    origins = [offset for offset, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), [*origins, len(text)]

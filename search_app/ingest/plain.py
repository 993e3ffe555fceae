"""Which texts are one but for case, accents and the width of spaces?"""

import unicodedata


def plain(text: str) -> str:
    """Lower case, without accents, straight apostrophes, common spaces: to compare, not to show."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'")).lower()
    return "".join(c for c in decomposed if not unicodedata.combining(c))

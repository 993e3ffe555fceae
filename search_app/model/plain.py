"""Which texts are the same but for case, accents and the width of spaces?

Headings, keys, names and dates are compared in this plain form. Punctuation stays, because it is
what tells a heading or the place in front of a date; `french.fold`, by which texts are searched,
changes it ("n°" becomes "n ", "–" becomes "-").
"""

import unicodedata


def plain(text: str) -> str:
    """Return a text in lower case, without accents, with straight apostrophes and plain spaces.

    It is for comparing, never for showing. Most texts keep their length, but not all: "ﬁ" becomes
    two letters, and a character that is no more than an accent becomes nothing.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'")).lower()
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def plain_line(text: str) -> str:
    """Return the plain form of a text with its words one space apart."""
    return " ".join(plain(text).split())

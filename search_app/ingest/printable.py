"""Which characters can no page and no terminal show, and how is a line freed of them?"""

import re
import unicodedata

UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""One control character, line or paragraph separator, or lone surrogate."""

_SPACES = re.compile(" +")


def printable_line(text: str) -> str:
    """Return a text as one line in NFC, with single spaces inside it and none around it.

    An unprintable character, a line break among them, counts as a space. No-break spaces inside the
    line stay.
    """
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", UNPRINTABLE.sub(" ", text))
    return _SPACES.sub(" ", text).strip()

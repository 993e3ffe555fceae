"""Which characters can no page and no terminal show, and how is a text freed of them?"""

import re
import sys
import unicodedata
from functools import cache

UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""One control character, line or paragraph separator, or lone surrogate."""

# More marks on one letter than any language has: Unicode's "stream-safe" format allows as many.
_MARKS_MAX = 30
# No combining mark comes before U+0300. To look for a range is fast; French has no such row in it.
_MAYBE_TOO_MANY_MARKS = re.compile(f"[\u0300-\U0010ffff]{{{_MARKS_MAX + 1}}}")
# UTF-8 that was decoded as windows-1252: the letters of French, its quotation marks, its dashes.
_TWICE_ENCODED = re.compile("\\S{0,20}(?:Ã[\u0080-\u00bf€‰ˆŠ‡™›œŸ]|â€|Å[“’]|Â[«»\u00a0°])\\S{0,20}")
_SPACES = re.compile(" +")


def composed(text: str) -> str:
    """Return a text in NFC, with at most 30 combining marks in a row.

    Normalising sorts the marks of a letter, in a time that grows with the square of their number.
    """
    if _MAYBE_TOO_MANY_MARKS.search(text):
        text = _too_many_marks().sub(r"\1", text)
    return unicodedata.normalize("NFC", text)


@cache
def _too_many_marks() -> re.Pattern[str]:
    """Return what matches 30 combining marks, as its group, and those after them."""
    marks = "".join(filter(unicodedata.combining, map(chr, range(sys.maxunicode + 1))))
    return re.compile(f"([{marks}]{{{_MARKS_MAX}}})[{marks}]+")


def printable_line(text: str) -> str:
    """Return a text as one line in NFC, with single spaces inside it and none around it.

    An unprintable character, a line break among them, counts as a space. No-break spaces inside the
    line stay.
    """
    if not (text.isascii() and text.isprintable()):
        text = composed(UNPRINTABLE.sub(" ", text))
    return _SPACES.sub(" ", text).strip()


def twice_encoded(text: str) -> str:
    """Return the first word that was encoded twice ("piÃ©tons"), cut to 40 characters, or ""."""
    if not any(sign in text for sign in "ÃâÅÂ"):
        return ""
    found = _TWICE_ENCODED.search(text)
    return found[0][:40] if found else ""

"""What is the file of an export called? After the words searched, and its day."""

import datetime as dt
import re
from urllib.parse import quote

from search_app.french import fold

_CHARACTERS_MAX = 60
_NO_WORDS = "documents"


def disposition(text: str, day: dt.date, ending: str) -> dict[str, str]:
    """Return the parameters of a Content-Disposition (RFC 6266) that name a file.

    text: what was searched. The first name has ASCII letters only, for old programs; the second is
    encoded as RFC 5987 says.
    """
    named, plain = (f"{_words(t)}-{day}.{ending}" for t in (text, fold(text)))
    return {
        "filename": plain.encode("ascii", "ignore").decode(),
        "filename*": f"UTF-8''{quote(named, safe='')}",
    }


def _words(text: str) -> str:
    """Return the words of a text with hyphens between them; no sign that a file system knows."""
    words = "-".join(re.findall(r"\w+", text))
    return words[:_CHARACTERS_MAX].rstrip("-_") or _NO_WORDS

"""How does a text that others wrote reach a terminal? As one line that a person can read.

The name of a file may hold the signs by which a terminal is told to clear its screen or to change
its title. They are shown as escapes, and rich is not to take brackets for marks of its own.
"""

import unicodedata

from rich.console import Console

LENGTH_MAX = 1_000


def one_line(text: str) -> str:
    """Return a text with escapes for what is no visible character, and without its overlong rest.

    Line breaks and signs that turn the direction of writing are no visible characters either.
    """
    cut = text[:LENGTH_MAX]
    shown = "".join(sign if _is_visible(sign) else _escaped(sign) for sign in cut)
    left = len(text) - len(cut)
    return f"{shown}… ({left} more characters)" if left else shown


def say(console: Console, text: str) -> None:
    """Print `one_line` of a text, without colours and marks."""
    console.print(one_line(text), markup=False, highlight=False)


def _is_visible(sign: str) -> bool:
    return sign.isprintable() or unicodedata.category(sign) == "Zs"


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode()

"""Where does the chair give the floor in the record of an exchange? That is nobody's answer."""

import re

# « M. le président. La parole est à M. Paul Modèle. », a paragraph of its own.
_CHAIR = re.compile(
    r"^(?:M\.\s+le\s+président|Mme\s+la\s+présidente)[^.\n]{0,80}\.\s+La\s+parole\s+est\b[^\n]*\n*",
    re.MULTILINE,
)


def ends_of_floor(text: str) -> list[int]:
    """Return where each paragraph ends in which the chair gives the floor, in ascending order.

    The blank lines after it belong to it.
    """
    return [found.end() for found in _CHAIR.finditer(text)] if "parole est" in text else []


def start_of_exchange(text: str) -> int:
    """Return where a text begins once the chair has given the floor.

    0 when it does not, or when nobody speaks then.
    """
    found = _CHAIR.match(text)
    return found.end() if found and found.end() < len(text) else 0

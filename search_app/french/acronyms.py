"""Which long names does a text give to its acronyms?

« Caisse d’allocations familiales (CAF) », « l’OFB – Office français de la biodiversité – ».
"""

import re
from collections.abc import Iterator, Sequence

from search_app.french.folding import fold
from search_app.french.stopwords import STOP_WORDS

# Nothing of a word stands before the first capital. An expression that began with this condition
# would take twice as long: capitals are looked for faster.
_ACRONYM = re.compile(r"[A-Z](?<!\w.)\.?(?:[A-Z]\.?){1,9}s?(?!\w)")
# What stands between a long name and its acronym: a parenthesis, a dash or a comma.
_BETWEEN = (
    r"(?: \s*\( | \s*[–—] | \s-\s | , ) \s*"
    r"(?: (?: l | d ) ['’] | (?: les? | la | des? | du | dite?s? | ou | soit ) \s )?"
)
_BEFORE = re.compile(rf"{_BETWEEN} \Z", re.VERBOSE)
_BEHIND = re.compile(_BETWEEN, re.VERBOSE)
# More characters than `_BETWEEN` has.
_BETWEEN_CHARACTERS = 12
# A word of a long name. What is cut off before an apostrophe (« l’ ») is none.
_WORD = re.compile(r"[^\W\d_]+(?!['’])")
# What may follow a long name that stands behind its acronym.
_END = re.compile(r"\s*[)–—,.;:!?]|\s-\s|\s*\Z")
# Of fewer letters, and not in parentheses, an acronym may be spelt by words that are no name.
_LETTERS_MIN = 3
# The characters on each side in which a long name is looked for, chosen by hand.
_SIDE_CHARACTERS = 160


def acronyms(text: str) -> Iterator[tuple[str, str]]:
    """Yield (acronym, long name as written) for each acronym that `text` explains.

    The acronym stands behind its long name or before it, with a parenthesis, a dash or a comma
    between them, and the initials of the name spell it. The initials of stop words may be left out.
    An acronym has at least two letters, no points and no plural s: "CAF" for « (C.A.F.) » and
    « (CAFs) ».
    """
    for match in _ACRONYM.finditer(text):
        start, end = match.span()
        before = _BEFORE.search(text, max(0, start - _BETWEEN_CHARACTERS), start)
        behind = _BEHIND.match(text, end)
        if not before and not behind:
            continue
        acronym = match[0].replace(".", "").rstrip("s")
        name = before and _name_before(text, before, acronym)
        name = name or (behind and _name_behind(text, behind, acronym))
        if name:
            yield acronym, " ".join(name.split())


def _name_before(text: str, sign: re.Match[str], acronym: str) -> str:
    """Return the long name that stands before the sign before an acronym, "" if none does."""
    if not _explains(sign[0], acronym):
        return ""
    before = text[max(0, sign.start() - _SIDE_CHARACTERS) : sign.start()]
    words = list(_WORD.finditer(before))[::-1]
    first = _last_spelling(words, acronym[::-1])
    return before[first.start() : words[0].end()] if first else ""


def _name_behind(text: str, sign: re.Match[str], acronym: str) -> str:
    """Return the long name that stands behind the sign behind an acronym, "" if none does."""
    if not _explains(sign[0], acronym):
        return ""
    behind = text[sign.end() : sign.end() + _SIDE_CHARACTERS]
    last = _last_spelling(list(_WORD.finditer(behind)), acronym)
    return behind[: last.end()] if last and _END.match(behind, last.end()) else ""


def _explains(sign: str, acronym: str) -> bool:
    return "(" in sign or len(acronym) >= _LETTERS_MIN


def _last_spelling(words: Sequence[re.Match[str]], letters: str) -> re.Match[str] | None:
    """Return the word whose initial is the last of the letters that the first words spell.

    No name begins or ends with a stop word. Return None if the words spell something else.
    """
    left = letters.lower()
    for place, match in enumerate(words):
        word = fold(match[0]).lower()
        if word[0] == left[0]:
            left = left[1:]
            if word in STOP_WORDS and (not place or not left):
                return None
            if not left:
                return match
        elif word not in STOP_WORDS or not place:
            return None
    return None

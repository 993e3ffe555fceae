"""When are two spellings the same name? When they have the same key.

A key leaves out what writers and typesetters vary. This module only makes keys; `lookup` reads the
files whose names are looked up by them.
"""

import re

from unidecode import unidecode

LINK_WORDS = frozenset(("a", "au", "aux", "d", "de", "des", "du", "et", "l", "la", "le", "les"))
"""Articles and links, left out of keys: "Travail et santé" is "du travail et de la santé"."""

OFFICE_WORDS = LINK_WORDS.union(
    ("m", "mme", "mlle", "md", "se", "aupres", "delegue", "deleguee", "haut", "commissariat"),
    ("ministre", "ministres", "ministere", "ministeres", "secretaire", "secretariat", "etat"),
)
"""Words for an office or its holder, which do not say what the office deals with."""

_BEFORE_GROUPS = LINK_WORDS.union(
    ("groupe", "politique", "parti", "depute", "deputee", "elu", "elue")
)

CHARGED = frozenset(("charge", "chargee", "charges"))
"""The word before the field of an office: "chargé de la mer"."""

# No title of a ministry has more; on a hostile longer one the pattern below takes quadratic time.
NAME_CHARACTERS_MAX = 400

# An abbreviation may end with an s.
_PLURAL = re.compile(r"(?<=[a-z]{3})s$")
_WORD = re.compile(r"[a-z0-9]+")
_HOLDER = re.compile(
    r"\s*\((?:M|MM|Mme|Mlle|MD|SE|II|garde|ministre|secr[ée]taire|secr[ée]tariat)\b[^)]*\)\s*$",
    re.IGNORECASE,
)


def name_key(name: str) -> str:
    """Return the letters and digits of a name, without accents, case and punctuation.

    "Écologiste - NUPES" and "ECOLOGISTE–Nupes" give "ecologiste nupes"; "" when nothing is left.
    """
    return " ".join(_words(name))


def usual_group_key(name: str) -> str:
    """Return the words of a group's name as people say it, in the singular.

    Articles and words for a group in front are left out: "les députés socialistes", "le parti
    socialiste" and "Socialiste" give "socialiste".
    """
    words = [_PLURAL.sub("", word) for word in _words(name)]
    start = next((place for place, word in enumerate(words) if word not in _BEFORE_GROUPS), None)
    return "" if start is None else " ".join(words[start:])


def ministry_key(name: str) -> str:
    """Return the words of a ministry's name without articles and links."""
    return _without_links(_words(name))


def field_key(name: str) -> str:
    """Return the field that a ministry's title says it deals with, or "" when none is left.

    - The holder in brackets is left out: "Armées (Mme la SE auprès de la ministre)".
    - The field stands behind "chargé de": "Ministère auprès du Premier ministre, chargé de la mer".
      Nothing is left out of "X, chargé de Y", where X is a field of its own, nor where two charges
      are named. Such titles have to be listed in full.
    - The office in front is left out ("Secrétariat d'État auprès du ministre de l'intérieur"), and
      so is everything from a later "auprès" on.
    """
    words = _words(_HOLDER.sub("", name[:NAME_CHARACTERS_MAX]))
    charges = [
        place
        for place, word in enumerate(words)
        if word in CHARGED and words[place - 1 : place] != ["en"]
    ]
    if charges:
        before = words[: charges[0]]
        if len(charges) > 1 or not ("aupres" in before or OFFICE_WORDS.issuperset(before)):
            return _without_links(words)
        words = words[charges[0] + 1 :]
    start = next((place for place, word in enumerate(words) if word not in OFFICE_WORDS), None)
    if start is None:
        return ""
    words = words[start:]
    if "aupres" in words:
        words = words[: words.index("aupres")]
    return _without_links(words)


def _words(name: str) -> list[str]:
    # Halves of characters, which only damaged texts have, are left out.
    whole = name.encode(errors="ignore").decode()
    return _WORD.findall(unidecode(whole).casefold())


def _without_links(words: list[str]) -> str:
    return " ".join(word for word in words if word not in LINK_WORDS)

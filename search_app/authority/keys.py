"""When are two spellings one name? A key leaves out what writers and typesetters vary.

Knows nothing of the data files: it only turns a name into the key that they are looked up by.
"""

import re

from unidecode import unidecode

LINK_WORDS = frozenset(("a", "au", "aux", "d", "de", "des", "du", "et", "l", "la", "le", "les"))
"""Articles and links: "Travail et santé" is one with "du travail et de la santé"."""

OFFICE_WORDS = LINK_WORDS.union(
    ("m", "mme", "mlle", "md", "se", "aupres", "delegue", "deleguee", "haut", "commissariat"),
    ("ministre", "ministres", "ministere", "ministeres", "secretaire", "secretariat", "etat"),
)
"""Words for an office or its holder, which say nothing of the field that it deals with."""

CHARGED = frozenset(("charge", "chargee", "charges"))

# No ministry's title is longer; the pattern below takes quadratic time on a hostile one.
NAME_CHARACTERS_MAX = 400

_WORD = re.compile(r"[a-z0-9]+")
_HOLDER = re.compile(
    r"\s*\((?:M|MM|Mme|Mlle|MD|SE|II|garde|ministre|secr[ée]taire|secr[ée]tariat)\b[^)]*\)\s*$",
    re.IGNORECASE,
)


def name_key(name: str) -> str:
    """Reduce a name to its letters and digits: accents, case and punctuation do not matter.

    "Écologiste - NUPES" and "ECOLOGISTE–Nupes" give "ecologiste nupes"; "" when nothing is left.
    """
    return " ".join(_words(name))


def ministry_key(name: str) -> str:
    """Reduce a ministry's name to its words without articles and links, nothing else left out."""
    return _without_links(_words(name))


def field_key(name: str) -> str:
    """Reduce a ministry's title to the field that it deals with, or "" when nothing is left.

    - The holder in brackets goes: "Armées (Mme la SE auprès de la ministre)".
    - After "chargé de" stands the field: "Ministère auprès du Premier ministre, chargé de la mer".
      In "X, chargé de Y", where X is a field of its own, nothing is cut; nor is it where two
      charges are named. Such titles have to be listed in full.
    - The office in front goes ("Secrétariat d'État auprès du ministre de l'intérieur"), and so
      does what follows a later "auprès".
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
    return _WORD.findall(unidecode(name).casefold())


def _without_links(words: list[str]) -> str:
    return " ".join(word for word in words if word not in LINK_WORDS)

"""What does the heading of a question's page say: its number, its author, its type?

The pages have them in one line or in three: "Question N° 77 de M. Paul Modèle (Groupe - Lozère )
Question écrite".
"""

import re

from search_app.ingest.texts.key_data import Key
from search_app.model.plain import plain_line

_LENGTH_MAX = 400
_HEADING = re.compile(
    r"(?:question\s+n\s?[°ºo]\s*:?\s*(?P<number>\d[\d\s]{0,9}))?[\s;]*"
    r"(?:de\s+(?P<author>(?:M\.|Mme|Mlle)\s*[^\s()][^()]{1,200}?)\s*\((?P<seat>.{1,300})\))?[\s;]*"
    r"(?P<type>question\s+(?:[eé]crite|au\s+gouvernement|orale\s+sans\s+d[eé]bat)|QE|QG|QOSD)?\s*",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"question\s|de\s+(?:M\.|Mme|Mlle)|Q(?:E|G|OSD)\b", re.IGNORECASE)
_PARTICLES = frozenset(("de", "du", "des", "d'", "la", "le", "les"))


def heading_keys(text: str, line: int) -> list[Key]:
    """Return what a line of the heading says, as keys of its line; none for any other line.

    text: the line without markup. The names are "number", "author", "group", "department",
    "constituency" and "type".
    """
    if len(text) > _LENGTH_MAX or not _BEGINS.match(text):
        return []
    match = _HEADING.fullmatch(text)
    if match is None:
        return []
    group, _, department = (match["seat"] or "").rpartition(" - ")
    values = {
        "number": match["number"],
        "author": match["author"],
        "group": group,
        "department": department,
        "constituency": department,
        "type": match["type"],
    }
    return [Key(name, " ".join(value.split()), line) for name, value in values.items() if value]


def is_whole_heading(keys: list[Key]) -> bool:
    """Whether the line says more than a number or a type alone, which any text may say."""
    return len(keys) > 1 and keys[0].name == "number"


def first_name_first(name: str, text: str, *, is_surname_first: bool) -> str:
    """Return a name, without its title, as "Jeanne Exemple" where it is written "Exemple Jeanne".

    The order is that in which the text of the question has the words. Failing that, and when
    `is_surname_first`, the first name is the last word before particles ("Gaulle Jean de").
    """
    words = name.split()
    opening = f" {plain_line(text[:1_000])} "
    for cut in range(len(words)):
        turned = " ".join((*words[cut:], *words[:cut]))
        if re.search(rf"(?<!\w){re.escape(plain_line(turned))}(?!\w)", opening):
            return turned
    if not is_surname_first:
        return name
    end = len(words)
    while end > 1 and words[end - 1].lower().replace("’", "'") in _PARTICLES:
        end -= 1
    return " ".join((*words[end - 1 : end], *words[end:], *words[: end - 1]))

"""Who are the authors that a document names, and which of their names is the family name?

Sources write « M. Éric de La Fontaine-Dupont », « DUPONT Jean » or « Jean Dupont et Marie Durand »,
and also « AFP ». What is not plainly the name of a person is left whole.
"""

import re
from dataclasses import dataclass

_CIVILITY = re.compile(
    r"^(?:M\.|MM\.|Mme|Mmes|Mlle|Mlles|Monsieur|Madame|Mademoiselle)\s+(?=\S)", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*[,;&/]\s*|\s+(?:et|and)\s+")
_WORD = re.compile(r"(?:[^\W\d_]|['’.\u2010\u2011-])+")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)+")
_ELIDED = re.compile(r"(d['’])(?=\w)")
# What begins the name of a body, and never that of a person.
_OF_BODIES = {
    "agence", "association", "avec", "collectif", "comité", "la", "le", "les", "rédaction",
    "service", "un", "une",
}  # fmt: skip
_PARTICLES = {
    "al", "ben", "d", "da", "de", "del", "den", "der", "des", "di", "dos", "du", "el", "la", "le",
    "les", "van", "von",
}  # fmt: skip
# Given names that often have a second one beside them, without a hyphen.
_OFTEN_DOUBLE = {"Jean", "Marie"}
_WORDS_MAX = 7
_ACRONYM_LETTERS_MAX = 5


@dataclass(frozen=True, slots=True)
class Person:
    """An author. given: "" when the name could not be cut, or is that of a body.

    particle: what stands between the two in small letters ("de", "d’", "von der"), or "".
    """

    family: str
    given: str = ""
    particle: str = ""

    @property
    def last(self) -> str:
        """The family name behind its particle: "de La Fontaine-Dupont", "d’Estaing"."""
        if self.particle.endswith(("'", "’")):
            return self.particle + self.family
        return f"{self.particle} {self.family}".strip()

    @property
    def inverted(self) -> str:
        """The name as catalogues sort it: "de La Fontaine-Dupont, Éric"."""
        return f"{self.last}, {self.given}" if self.given else self.family


def without_civility(name: str) -> str:
    """Return a name in one line, without « M. » or « Mme » before it."""
    return _CIVILITY.sub("", " ".join(name.split()))


def persons(author: str) -> tuple[Person, ...]:
    """Return the authors that the field of a document names, in their order; () for ""."""
    parts = [part for part in _BETWEEN.split(" ".join(author.split())) if part]
    if _is_inverted(author, parts):
        return (Person(parts[0], parts[1]),)
    return tuple(_person(without_civility(part)) for part in parts)


def _is_inverted(author: str, parts: list[str]) -> bool:
    """Tell whether « Dupont, Jean » is one person: two words, and none of them an acronym."""
    return (
        len(parts) == 2  # noqa: PLR2004 - the family name and the given one
        and "," in author
        and all(_WORD.fullmatch(part) and not _is_acronym(part) for part in parts)
    )


def _is_acronym(word: str) -> bool:
    return word.isupper() and len(word) <= _ACRONYM_LETTERS_MAX


def _person(name: str) -> Person:
    words = name.split()
    is_name = 1 < len(words) <= _WORDS_MAX and all(map(_WORD.fullmatch, words))
    if not is_name or words[0].lower() in _OF_BODIES:
        return Person(name)
    given, rest = _cut(words)
    particle = []
    while len(rest) > 1 and rest[0].islower() and rest[0] in _PARTICLES:
        particle.append(rest.pop(0))
    if not particle and (elided := _ELIDED.match(rest[0])):
        particle = [elided[1]]
        rest[0] = rest[0].removeprefix(elided[1])
    return Person(" ".join(rest), " ".join(given), " ".join(particle))


def _cut(words: list[str]) -> tuple[list[str], list[str]]:
    """Cut the words of a name into the given names and the rest; neither is empty."""
    capitals = [word.isupper() and not _INITIAL.fullmatch(word) for word in words]
    if True in capitals and not all(capitals):
        first = capitals.index(True)
        if first == 0:
            end = capitals.index(False)
            return words[end:], words[:end]
        while first > 1 and words[first - 1] in _PARTICLES:
            first -= 1
        return words[:first], words[first:]
    count = 1
    if words[0] in _OFTEN_DOUBLE and len(words) > 2 and words[1].lower() not in _PARTICLES:  # noqa: PLR2004 - a name is left
        count = 2
    while count < len(words) - 1 and _INITIAL.fullmatch(words[count]):
        count += 1
    return words[:count], words[count:]

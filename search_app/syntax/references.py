"""Which questions does a text name, when it names questions and says nothing else?

People paste what they find: « QE 331 », « question écrite n° 15463 (16e) », « 16-331QE », an
identifier, an address of the Assemblée's site, or a list of these.
"""

import re
from dataclasses import dataclass

from search_app.model.document import DocumentType
from search_app.model.expr import Expr, Keyword, KeywordIs, all_of
from search_app.model.plain import plain

# More are no list that a person pastes to look questions up.
REFERENCES_MAX = 50
_TYPES = {
    "question ecrite": DocumentType.QE,
    "questions ecrites": DocumentType.QE,
    "qe": DocumentType.QE,
    "question au gouvernement": DocumentType.QG,
    "questions au gouvernement": DocumentType.QG,
    "qag": DocumentType.QG,
    "qg": DocumentType.QG,
    "question orale sans debat": DocumentType.QOSD,
    "questions orales sans debat": DocumentType.QOSD,
    "question orale": DocumentType.QOSD,
    "qosd": DocumentType.QOSD,
}
_NAMED_TYPE = "|".join(sorted(_TYPES, key=len, reverse=True))
_NUMBER = r"(?P<number>[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,9})"
_TYPE_CODE = "qe|qg|qosd"
_LEGISLATURE = r"(?P<legislature>[0-9]{1,2})"
# « (16e) », « (16e législature) », « de la 16e législature »
_OF_LEGISLATURE = (
    rf"(?:\s*\(\s*{_LEGISLATURE}\s?e?(?:me)?(?:\s+legislature)?\s*\)"
    r"|,?\s+(?:de la )?(?P<of>[0-9]{1,2})\s?e(?:me)?\s+legislature)?"
)
_SITE = r"https?://[^\s,;]*?assemblee-nationale\.fr/[^\s,;]*?"
_IDENTIFIER = rf"qanr5l{_LEGISLATURE}(?P<type>{_TYPE_CODE}){_NUMBER}"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_SITE}{_IDENTIFIER}[^\s,;]*",
        rf"{_SITE}/{_LEGISLATURE}-{_NUMBER}(?P<type>{_TYPE_CODE})\.htm[^\s,;]*",
        _IDENTIFIER,
        rf"{_LEGISLATURE}-{_NUMBER}\s?(?P<type>{_TYPE_CODE})",
        rf"(?P<type>{_NAMED_TYPE})\s*(?:n\s?[°o]\.?\s*)?{_NUMBER}{_OF_LEGISLATURE}",
        rf"(?:questions?\s+)?n\s?[°o]\.?\s*{_NUMBER}{_OF_LEGISLATURE}",
        rf"questions?\s+{_NUMBER}{_OF_LEGISLATURE}",
    )
)
# Numbers that stand alone may name a question, but also a year or an article of the Constitution.
_BARE_FORMS = (re.compile(rf"{_LEGISLATURE}-{_NUMBER}"), re.compile(_NUMBER))
_SEPARATOR = re.compile(r"\s*(?:[,;]|\bet\b)?\s*")
# Bare numbers with nothing but spaces between them are words, even several of them.
_LIST_SIGN = re.compile(r"[,;]|\bet\b")


@dataclass(frozen=True, slots=True)
class References:
    """The questions that a text names.

    questions: one expression for each. are_certain: False when a number alone names one of them,
    for it may be meant as a number.
    """

    questions: tuple[Expr, ...]
    are_certain: bool


def question_references(text: str) -> References | None:
    """Return the questions that `text` names, or None when it says anything else."""
    said = plain(text.strip()).rstrip(".")
    found: dict[Expr, None] = {}
    are_certain = True
    place = 0
    while place < len(said) and len(found) < REFERENCES_MAX:
        match = _match(_FORMS, said, place)
        if match is None:
            match = _match(_BARE_FORMS, said, place)
            are_certain = False
        if match is None:
            return None
        found[_question(match)] = None
        separator = _SEPARATOR.match(said, match.end())
        place = separator.end() if separator else match.end()
        if place == match.end() < len(said):
            return None
    is_list = are_certain or len(found) == 1 or bool(_LIST_SIGN.search(said))
    if place < len(said) or not found or not is_list:
        return None
    return References(tuple(found), are_certain)


def _match(forms: tuple[re.Pattern[str], ...], said: str, place: int) -> re.Match[str] | None:
    matches = (form.match(said, place) for form in forms)
    return next((match for match in matches if match), None)


def _question(match: re.Match[str]) -> Expr:
    named = match.groupdict()
    parts = [KeywordIs(Keyword.NUMBER, str(int(named["number"].replace(" ", ""))))]
    if kind := named.get("type"):
        parts.append(KeywordIs(Keyword.TYPE, _TYPES[kind].value))
    if legislature := named.get("legislature") or named.get("of"):
        parts.append(KeywordIs(Keyword.LEGISLATURE, str(int(legislature))))
    return all_of(parts, in_order=False)

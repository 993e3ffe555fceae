"""Which questions does a text name, when it names questions and says nothing else?

People paste what they find: « QE 331 », « question écrite n° 15463 (16e) », « 16-331QE », an
identifier, an address of the Assemblée's site, or a list of these.
"""

import re
from collections.abc import Iterator
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
# « 15 463 » is one number: no legislature has a million questions, so one space is the most.
_NUMBER = r"(?P<number>[0-9]{1,3} [0-9]{3}(?![0-9])|[0-9]{1,9}(?![0-9]))"
_NUMBER_SIGN = r"n(?:\s?[°o]\.?|umeros?)"
# « 331 332 » may be one number, or two numbers of a list.
_TWO_OR_ONE = re.compile("[0-9]{3} [0-9]{3}")
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
        rf"(?P<type>{_NAMED_TYPE})\s*(?:{_NUMBER_SIGN}\s*)?{_NUMBER}{_OF_LEGISLATURE}",
        rf"(?:questions?\s+)?n\s?[°o]\.?\s*{_NUMBER}{_OF_LEGISLATURE}",
        rf"questions?\s+(?:numeros?\s*)?{_NUMBER}{_OF_LEGISLATURE}",
    )
)
# Goes on with a list: « QE 331, 332 et n° 333 (16e) ». What it does not say was said before.
_CONTINUED = re.compile(rf"(?:{_NUMBER_SIGN}\s*)?{_NUMBER}(?!-){_OF_LEGISLATURE}")
# Numbers that stand alone may name a question, but also a year or an article of the Constitution;
# « numéro 119 » is one to call.
_BARE_FORMS = (
    re.compile(rf"{_LEGISLATURE}-{_NUMBER}"),
    re.compile(rf"(?:numeros?\s*)?{_NUMBER}"),
)
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
    lists: list[list[re.Match[str]]] = []
    are_certain = True
    place = 0
    while place < len(said) and sum(map(len, lists)) < REFERENCES_MAX:
        match = _CONTINUED.match(said, place) if lists and are_certain else None
        if match:
            lists[-1].append(match)
        elif match := _match(_FORMS, said, place):
            lists.append([match])
        elif match := _match(_BARE_FORMS, said, place):
            lists.append([match])
            are_certain = False
        else:
            return None
        separator = _SEPARATOR.match(said, match.end())
        place = separator.end() if separator else match.end()
        if place == match.end() < len(said):
            return None
    questions = tuple(
        dict.fromkeys(q for listed in lists for q in _questions(listed, are_certain=are_certain))
    )
    is_list = are_certain or len(questions) == 1 or bool(_LIST_SIGN.search(said))
    if place < len(said) or not questions or not is_list:
        return None
    return References(questions, are_certain)


def references_within(text: str) -> References | None:
    """Return the questions that `text` names among other words, or None when it names none.

    A number tells nothing there unless it is said to be that of a question.
    """
    said = plain(text)
    matches = (match for form in _FORMS for match in form.finditer(said))
    named = [match for match in matches if _is_name_within(match)]
    questions = tuple(dict.fromkeys(q for m in named for q in _questions([m], are_certain=True)))
    return References(questions[:REFERENCES_MAX], are_certain=True) if questions else None


def _is_name_within(match: re.Match[str]) -> bool:
    """Tell whether a match is whole words, and has a type or « question n° »."""
    around = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    says_more = match.groupdict().get("type") or re.match(r"questions?\s+n", match.group())
    return bool(says_more) and not any(c.isalnum() for c in around)


def _match(forms: tuple[re.Pattern[str], ...], said: str, place: int) -> re.Match[str] | None:
    matches = (form.match(said, place) for form in forms)
    return next((match for match in matches if match), None)


def _questions(listed: list[re.Match[str]], *, are_certain: bool) -> Iterator[Expr]:
    """Yield the questions of one list.

    They have the type of the first one, and a question without a legislature has that of the one
    before it, or else the first that is named behind it: « QE 331 et 332 (16e) ».
    """
    named = [match.groupdict() for match in listed]
    legislatures = [each.get("legislature") or each.get("of") or "" for each in named]
    legislature = next(filter(None, legislatures), "")
    for each, own in zip(named, legislatures, strict=True):
        legislature = own or legislature
        for number in _numbers(each["number"], are_certain=are_certain):
            yield _question(number, named[0].get("type") or "", legislature)


def _numbers(written: str, *, are_certain: bool) -> list[str]:
    joined = [written.replace(" ", "")]
    return joined + written.split() if are_certain and _TWO_OR_ONE.fullmatch(written) else joined


def _question(number: str, kind: str, legislature: str) -> Expr:
    parts = [KeywordIs(Keyword.NUMBER, str(int(number)))]
    if kind:
        parts.append(KeywordIs(Keyword.TYPE, _TYPES[kind].value))
    if legislature:
        parts.append(KeywordIs(Keyword.LEGISLATURE, str(int(legislature))))
    return all_of(parts, in_order=False)

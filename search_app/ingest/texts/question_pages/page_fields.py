"""What do all the layouts of a question's page say?

The fields are given the names that the open data has, so that one reader makes the question. A page
says of its author the name and the department, which the open data does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from search_app.ingest.json_questions.official_question import read_question
from search_app.ingest.records import ParsedRecord, error_at
from search_app.mentions import with_century
from search_app.model.document import Document, DocumentType, EventKind, Source
from search_app.model.errors import RecordError

_ANSWER_PUBLISHED = "REP_PUB"
_WITHDRAWN = "Question retirée"
_Element = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDay:
    """A day in the life of a question. date: as written. reason: why it was withdrawn, or ""."""

    kind: EventKind
    date: str
    page: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFields:
    """The fields of one page as it writes them, "" for what it lacks.

    author: with the title, first name first. head, analyses: of the index. texts, answers: as HTML,
    several when the page has them in several parts.
    """

    legislature: str = ""
    type: str = ""
    number: str = ""
    author: str = ""
    group: str = ""
    constituency: str = ""
    department: str = ""
    ministry_asked: str = ""
    ministry_in_charge: str = ""
    topic: str = ""
    head: str = ""
    analyses: Sequence[str] = ()
    texts: Sequence[str] = ()
    answers: Sequence[str] = ()
    days: Sequence[PageDay] = ()
    url: str = ""

    def of_kind(self, kind: EventKind) -> list[PageDay]:
        return [day for day in self.days if day.kind is kind]


def refuse_several(number: int, source: Source) -> None:
    """Raise RecordError "dialect" for a page of several questions: their texts would be mixed."""
    if number > 1:
        detail = f"{number} questions in one page; accepted: each in a file of its own"
        raise error_at(source, "dialect", detail)


def read_fields(fields: PageFields, source: Source) -> ParsedRecord:
    """Read the question of a page.

    Raises RecordError "missing" or "value" when the legislature, the type or the number cannot be
    read, and "missing" when there is neither a question nor an answer; the detail says what was
    found. A page that has the day of an answer without its text, or no place for the question, is
    read and reported.
    """
    try:
        parsed = read_question(_as_open_data(fields), source)
    except RecordError as error:
        raise _with_what_was_found(error, fields, source) from error
    document = parsed.document
    if document is None or not (document.text or document.answer):
        raise _with_what_was_found(error_at(source, "missing", "text"), fields, source)
    document = replace(
        document,
        author=fields.author or document.author,
        constituency=fields.constituency,
        department=fields.department,
        url=fields.url or document.url,
    )
    return replace(parsed, document=document, errors=(*parsed.errors, *_lacks(fields, document)))


def _lacks(fields: PageFields, document: Document) -> list[RecordError]:
    """Return the texts that a page has no place for, and the answers of which it has the day only.

    An empty place for the question is none: the record of the 8th legislature has such questions.
    """
    lacks = []
    if fields.of_kind(EventKind.ANSWERED) and not document.answer:
        lacks.append(error_at(document.source, "missing", "text of the answer"))
    if not fields.texts and not document.text and document.type is not DocumentType.QG:
        lacks.append(error_at(document.source, "missing", "text of the question"))
    return lacks


def _with_what_was_found(error: RecordError, fields: PageFields, source: Source) -> RecordError:
    named = {
        "legislature": fields.legislature,
        "type": fields.type,
        "number": fields.number,
        "author": fields.author,
    }
    found = ", ".join(f"{name} {value}" for name, value in named.items() if value) or "nothing else"
    detail = f"{error.detail} (on the web page of a question, which has: {found})"
    return error_at(source, error.code, detail)


def _as_open_data(fields: PageFields) -> _Element:
    """Return the question with the names that the open data has."""
    asked, answered = (
        (fields.of_kind(kind) or [PageDay(kind=kind, date="")])[0]
        for kind in (EventKind.ASKED, EventKind.ANSWERED)
    )
    return {
        "type": fields.type,
        "identifiant": {"numero": fields.number, "legislature": fields.legislature},
        "auteur": {"groupe": {"developpe": fields.group}} if fields.group else None,
        "indexationAN": {
            "rubrique": fields.topic,
            "teteAnalyse": fields.head,
            "analyses": {"analyse": list(fields.analyses)},
        },
        "minInt": _ministry(fields.ministry_asked),
        "minAttribs": {"minAttrib": _attributions(fields)},
        "textesQuestion": {"texteQuestion": _texts(fields.texts, asked)},
        "textesReponse": {"texteReponse": _texts(fields.answers, answered)},
        "signalement": [_journal(day) for day in fields.of_kind(EventKind.SIGNALLED)],
        "renouvellements": {
            "renouvellement": [_journal(day) for day in fields.of_kind(EventKind.RENEWED)]
        },
        "cloture": _closing(fields, answered),
        "errata": [_journal(day) for day in fields.of_kind(EventKind.CORRECTED)],
    }


def _texts(htmls: Sequence[str], day: PageDay) -> list[_Element]:
    """Return the parts of one text, of which the first has the day."""
    first, *others = htmls or [""]
    return [{**_journal(day), "texte": first}, *({"texte": html} for html in others)]


def _attributions(fields: PageFields) -> list[_Element]:
    """Return the ministries that had to answer: a page names the first and the last of them."""
    in_charge = fields.ministry_in_charge
    days = fields.of_kind(EventKind.REASSIGNED)
    if not days:
        return [{"denomination": _ministry(in_charge)}] if in_charge else []
    return [
        {"denomination": _ministry(fields.ministry_asked or in_charge)},
        *({**_journal(day), "denomination": None} for day in days[:-1]),
        {**_journal(days[-1]), "denomination": _ministry(in_charge)},
    ]


def _closing(fields: PageFields, answered: PageDay) -> _Element | None:
    withdrawn = fields.of_kind(EventKind.WITHDRAWN)
    if withdrawn:
        (day, *_) = withdrawn
        reason = day.reason or ("" if day.date else _WITHDRAWN)
        return {"libelleCloture": reason, "dateCloture": with_century(day.date)}
    if answered.date:
        return {"codeCloture": _ANSWER_PUBLISHED, **_journal(answered)}
    return None


def _ministry(name: str) -> _Element:
    return {"abrege": name}


def _journal(day: PageDay) -> _Element:
    return {"infoJO": {"dateJO": with_century(day.date), "pageJO": day.page}}

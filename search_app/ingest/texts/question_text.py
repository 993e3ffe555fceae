"""What does the text of a parliamentary question say? As copied from its official page.

Reads both heading styles (`## Données clés`, or the bare line) and both key styles
(`**key :** value`, `key : value`); a "Résumé" in place of the question's text makes a notice.
"""

import re
from dataclasses import dataclass, field

from search_app.ingest.plain import plain_line
from search_app.ingest.question import question_document
from search_app.ingest.records import too_long
from search_app.ingest.texts.key_data import Key, KeyData, key_of
from search_app.ingest.texts.markup import HEADING_MARK, paragraphs, strip_markup
from search_app.model.document import TITLE_LENGTH_MAX, Document, DocumentType, Source
from search_app.model.errors import RecordError

_HEADING_LENGTH_MAX = 120
_QUESTION = re.compile(
    r"(question (?:ecrite|au gouvernement|orale sans debat)) n ?[°o] ?(\d[\d ]*)?"
)
_LEGISLATURE = re.compile(r"(?:\d{1,2}|[ivx]{1,6}) ?[iemr]{1,4} legislature")
# A line without any of these is no sign: lines are many, and comparing one takes time.
_WORD_OF_A_SIGN = re.compile(
    "question|l[ée]gislature|cl[ée]|r[ée]sum[ée]|r[ée]ponse|minist", re.IGNORECASE
)
_SIGNS_MIN = 2
_SIGN_KEYS = frozenset(
    ("type", "number", "ministry asked", "ministry in charge", "asked", "answered", "withdrawn")
)
_KEY_DATA = "key data"
_SECTIONS = {
    "texte de la question": "text",
    "resume": "summary",
    "texte de la reponse": "answer",
    "donnees cles": _KEY_DATA,
    "date(s) cle(s)": _KEY_DATA,
    "dates cles": _KEY_DATA,
    "date cle": _KEY_DATA,
}


@dataclass
class _Record:
    """line: where the record shows what it is, 0 before. titles: lines above "Question … n°".

    title_line: where they begin.
    """

    line: int = 0
    is_title_open: bool = True
    titles: list[str] = field(default_factory=list)
    title_line: int = 0
    sections: dict[str, list[str]] = field(default_factory=dict)
    keys: list[Key] = field(default_factory=list)


def recognise(text: str) -> bool:
    """Whether its lines show two signs of an official page, of the four there are.

    "Question écrite n° …" (or another type), "16e législature", a key such as "Type de question :",
    and the pair of a heading of the text or of its summary with one of the key data. An article may
    well show one.
    """
    found: set[str] = set()
    for raw in text.split("\n"):
        if len(raw) <= _HEADING_LENGTH_MAX and _WORD_OF_A_SIGN.search(raw):
            found.add(_sign(raw))
            if _signs(found) >= _SIGNS_MIN:
                return True
    return False


def _sign(raw: str) -> str:
    """Return what a line of an official page is, "" for any other line."""
    heading = _heading(raw)
    if _QUESTION.fullmatch(heading):
        return "question"
    if _LEGISLATURE.fullmatch(heading):
        return "legislature"
    if section := _SECTIONS.get(heading.rstrip(" :")):
        return "data heading" if section == _KEY_DATA else "text heading"
    key = key_of(raw, 0)
    return "key" if key and key.name in _SIGN_KEYS else ""


def _signs(found: set[str]) -> int:
    headings = found >= {"data heading", "text heading"}
    return len(found & {"question", "legislature", "key"}) + headings


def read(text: str, path: str) -> Document:
    """Raises RecordError "missing" (its detail is the field), "value" or "date"."""
    record = _record(text)
    keys = KeyData(path, record.keys)
    number, legislature, type_name = keys.number(), keys.legislature(), keys.type()
    body, summary, answer = (
        "\n\n".join(paragraphs(record.sections.get(name, ())))
        for name in ("text", "summary", "answer")
    )
    needed = {"legislature": legislature, "type": type_name, "number": number}
    for name, value in (needed | {"text": body or summary or answer}).items():
        if not value:
            raise RecordError(path=path, line=max(record.line, 1), code="missing", detail=name)
    title = " ".join(record.titles)
    if len(title) > TITLE_LENGTH_MAX:
        detail = too_long("title", title, TITLE_LENGTH_MAX)
        raise RecordError(path=path, line=record.title_line, code="value", detail=detail)
    constituency, group = keys.constituency_and_group()
    return question_document(
        legislature=legislature,
        of_type=DocumentType(type_name),
        number=number,
        title=title,
        text=body or summary,
        answer=answer,
        source=Source(path=path),
        events=keys.events(),
        status=keys.status(has_answer=bool(answer)),
        author=keys.author(),
        group=group,
        ministry_asked=keys.ministry("ministry asked"),
        ministry_in_charge=keys.ministry("ministry in charge"),
        topic=keys.topic(),
        constituency=constituency,
        url=keys.value("page"),
        is_notice=bool(summary) and not body,
    )


def _record(text: str) -> _Record:
    record = _Record()
    section = ""
    for line, raw in enumerate(text.split("\n"), start=1):
        heading = _heading(raw)
        if found := _SECTIONS.get(heading.rstrip(" :")):
            section = found
            record.line = record.line or line
            record.is_title_open = False
        elif (key := key_of(raw, line)) and (section in {"", _KEY_DATA} or key.name == "page"):
            # A question's text may well write "Auteur : …"; only the official page stands anywhere.
            record.keys.append(key)
        elif section:
            record.sections.setdefault(section, []).append(HEADING_MARK.sub("", raw))
        elif raw.strip():
            _read_opening(record, raw, heading, line)
    return record


def _heading(raw: str) -> str:
    """Return the line as headings are compared; "" for a line too long to be one."""
    if len(raw) > _HEADING_LENGTH_MAX:
        return ""
    return plain_line(strip_markup(HEADING_MARK.sub("", raw)))


def _read_opening(record: _Record, raw: str, heading: str, line: int) -> None:
    """Read a line above the first section: legislature, title, type and number, in that order."""
    if question := _QUESTION.fullmatch(heading):
        record.keys += [Key("type", question[1], line), Key("number", question[2] or "", line)]
        record.line = line
        record.is_title_open = False
    elif _LEGISLATURE.fullmatch(heading):
        record.keys.append(Key("legislature", heading, line))
        record.titles.clear()
    elif record.is_title_open and heading != "assemblee nationale":
        record.title_line = record.title_line if record.titles else line
        record.titles.append(strip_markup(HEADING_MARK.sub("", raw)))

"""What does a question as text say, copied from its page on the site of the Assemblée?

Headings may be marked (`## Données clés`) or bare lines, and keys too (`**key :** value`,
`key : value`). A question whose text is replaced by a "Résumé" is a notice.
"""

import re
from dataclasses import dataclass, field

from search_app.ingest.question import question_document
from search_app.ingest.records import too_long
from search_app.ingest.texts.key_data import Key, KeyData, key_of
from search_app.ingest.texts.markup import HEADING_MARK, paragraphs, strip_markup
from search_app.model.document import TITLE_LENGTH_MAX, Document, DocumentType, Source
from search_app.model.errors import RecordError
from search_app.model.plain import plain_line

_HEADING_LENGTH_MAX = 120
_QUESTION = re.compile(
    r"(question (?:ecrite|au gouvernement|orale sans debat)) n ?[°o] ?(\d[\d ]*)?"
)
_LEGISLATURE = re.compile(r"(?:\d{1,2}|[ivx]{1,6}) ?[iemr]{1,4} legislature")
# Looking for a sign in a line takes time, and there are many lines: only those with one of these
# words are looked at.
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
    """A text cut into its parts.

    line: of the first heading or of "Question … n°", 1-based; 0 until one is read.
    is_title_open: whether a line may still be part of the title, which stands above these.
    titles: the lines of the title. title_line: of the first of them.
    sections: lines by section. keys: the key data, wherever they stand.
    """

    line: int = 0
    is_title_open: bool = True
    titles: list[str] = field(default_factory=list)
    title_line: int = 0
    sections: dict[str, list[str]] = field(default_factory=dict)
    keys: list[Key] = field(default_factory=list)


def recognise(text: str) -> bool:
    """Whether a text has at least two of the four signs of a question's page.

    The signs are a line "Question écrite n° …" (or another type), a line "16e législature", a key
    such as "Type de question :", and two headings, one of a text or summary and one of the key
    data. One sign may well stand in an article.
    """
    found: set[str] = set()
    for raw in text.split("\n"):
        if len(raw) <= _HEADING_LENGTH_MAX and _WORD_OF_A_SIGN.search(raw):
            found.add(_sign(raw))
            if _signs(found) >= _SIGNS_MIN:
                return True
    return False


def _sign(raw: str) -> str:
    """Return which sign of a question's page a line is, "" for none."""
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
    """Return the number of signs; the two headings together are one."""
    headings = found >= {"data heading", "text heading"}
    return len(found & {"question", "legislature", "key"}) + headings


def read(text: str, path: str) -> Document:
    """Read the question of a text.

    Raises RecordError "missing" for a question without legislature, type, number or text (the
    detail is the field), "value" for a field that cannot be read, and "date" likewise.
    """
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
            # In a question's text "Auteur : …" is no key; "Page officielle : …" is one anywhere.
            record.keys.append(key)
        elif section:
            record.sections.setdefault(section, []).append(HEADING_MARK.sub("", raw))
        elif raw.strip():
            _read_opening(record, raw, heading, line)
    return record


def _heading(raw: str) -> str:
    """Return the plain line without its marks, "" for a line too long to be a heading."""
    if len(raw) > _HEADING_LENGTH_MAX:
        return ""
    return plain_line(strip_markup(HEADING_MARK.sub("", raw)))


def _read_opening(record: _Record, raw: str, heading: str, line: int) -> None:
    """Read a line above the first section: the legislature, the title, or the type and number."""
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

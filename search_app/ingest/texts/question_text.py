"""What does a question as text say, copied from its page on the site of the Assemblée?

Headings may be marked (`## Données clés`) or bare lines, and keys too (`**key :** value`,
`key : value`, `key > value`, or the value on the line below). A question whose text is replaced by
a "Résumé" is a notice.
"""

import re
from dataclasses import dataclass, field

from search_app.ingest.question import question_document
from search_app.ingest.records import too_long
from search_app.ingest.texts.key_data import Key, KeyData, keys_of
from search_app.ingest.texts.markup import HEADING_MARK, paragraphs, strip_markup
from search_app.ingest.texts.question_heading import (
    first_name_first,
    heading_keys,
    is_whole_heading,
)
from search_app.model.document import (
    TITLE_LENGTH_MAX,
    Document,
    DocumentType,
    EventKind,
    Source,
)
from search_app.model.errors import RecordError
from search_app.model.plain import plain_line

_HEADING_LENGTH_MAX = 120
_SIGN_LENGTH_MAX = 400
_QUESTION = re.compile(
    r"(question (?:ecrite|au gouvernement|orale sans debat)) n ?[°o] ?(\d[\d ]*)?(?: ?[:–—-] \S.*)?"
)
_LEGISLATURE = re.compile(
    r"(?:assemblee nationale ?[-–—,:]? ?)?((?:\d{1,2}|[ivx]{1,6}) ?[iemr]{1,4} legislature)"
)
# Looking for a sign in a line takes time, and there are many lines: only those with one of these
# words are looked at.
_WORD_OF_A_SIGN = re.compile(
    "question|l[ée]gislature|cl[ée]|r[ée]sum[ée]|r[ée]ponse|minist", re.IGNORECASE
)
_TITLE_AFTER_NUMBER = re.compile(r".*?\d\s*[:–—-]\s+(.*)")
# What the pages of the 7th to the 13th legislature have before a text, on its line.
_SECTION_WITH_TEXT = re.compile(
    r"\s*(texte de la (?:question|r[eé]ponse))\s*:\s*(\S.*)", re.IGNORECASE
)
_DAYS = frozenset(EventKind)
_SIGNS_MIN = 2
_SIGN_KEYS = frozenset(
    ("type", "number", "ministry asked", "ministry in charge", "asked", "answered", "withdrawn")
)
KEY_DATA = "key data"
SECTIONS = {
    "texte de la question": "text",
    "resume": "summary",
    "texte de la reponse": "answer",
    "donnees cles": KEY_DATA,
    "date(s) cle(s)": KEY_DATA,
    "dates cles": KEY_DATA,
    "date cle": KEY_DATA,
}
"""The sections of a question, by their headings in plain form."""
_TEXT_HEADING = "texte de la question"


@dataclass
class Parts:
    """A text cut into its parts.

    line: of the first heading or of "Question … n°", 1-based; 0 until one is read.
    is_title_open: whether a line may still be part of the title, which stands above these.
    titles: the lines of the title. title_line: of the first of them.
    sections: lines by section. keys: the key data, wherever they stand. open_key: the key without a
    value on the line before, "" for none. texts: how often a text of a question begins.
    """

    line: int = 0
    is_title_open: bool = True
    titles: list[str] = field(default_factory=list)
    title_line: int = 0
    sections: dict[str, list[str]] = field(default_factory=dict)
    keys: list[Key] = field(default_factory=list)
    open_key: str = ""
    texts: int = 0


def recognise(text: str) -> bool:
    """Whether a text has at least two of the five signs of a question's page.

    The signs are a line "Question écrite n° …" (or another type, or "Question N° … de M. …"), a
    line "16e législature", a key such as "Type de question :", a heading "Texte de la question",
    and two headings, one of a text or summary and one of the key data. One sign may well stand in
    an article.
    """
    found: set[str] = set()
    for raw in text.split("\n"):
        if len(raw) <= _SIGN_LENGTH_MAX and _WORD_OF_A_SIGN.search(raw):
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
    begun = heading.rstrip(" :")
    if section := SECTIONS.get(begun):
        is_question = begun == _TEXT_HEADING
        return "data" if section == KEY_DATA else "text of question" if is_question else "text"
    if _SECTION_WITH_TEXT.fullmatch(raw):
        return "text of question"
    if is_whole_heading(heading_keys(strip_markup(raw), 0)):
        return "question"
    return "key" if any(key.name in _SIGN_KEYS for key in keys_of(raw, 0)) else ""


def _signs(found: set[str]) -> int:
    """Return the number of signs; headings of a text and of the key data together are one."""
    headings = "data" in found and bool(found & {"text", "text of question"})
    return len(found & {"question", "legislature", "key", "text of question"}) + headings


def read(text: str, path: str) -> Document:
    """Read the question of a text.

    Raises RecordError "missing" for a question without legislature, type, number or text (the
    detail is the field), "value" for a field that cannot be read, "date" likewise, and "dialect"
    for several questions in one text.
    """
    record = parts_of(text)
    if record.texts > 1:
        detail = f"{record.texts} questions in one text; accepted: each in a file of its own"
        raise RecordError(path=path, line=max(record.line, 1), code="dialect", detail=detail)
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
    title = " ".join(record.titles) or keys.title()
    if len(title) > TITLE_LENGTH_MAX:
        detail = too_long("title", title, TITLE_LENGTH_MAX)
        raise RecordError(path=path, line=max(record.title_line, 1), code="value", detail=detail)
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
        author=_author(keys, body),
        group=group,
        ministry_asked=keys.ministry("ministry asked"),
        ministry_in_charge=keys.ministry("ministry in charge"),
        topic=keys.topic(),
        constituency=constituency,
        department=keys.value("department"),
        url=keys.value("page"),
        is_notice=bool(summary) and not body,
    )


def _author(keys: KeyData, body: str) -> str:
    """Return the author, first name first, as pages up to the 13th legislature do not write it."""
    title, _, name = keys.author().partition(" ")
    return f"{title} {first_name_first(name, body, is_surname_first=False)}".strip()


def parts_of(text: str) -> Parts:
    """Cut a text into its parts."""
    record = Parts()
    section = ""
    for line, raw in enumerate(text.split("\n"), start=1):
        heading = _heading(raw)
        open_key, record.open_key = record.open_key, ""
        with_text = _SECTION_WITH_TEXT.fullmatch(raw)
        begun = plain_line(with_text[1]) if with_text else heading.rstrip(" :")
        is_of_keys = section in {"", KEY_DATA}
        if found := SECTIONS.get(begun):
            section = found
            record.texts += begun == _TEXT_HEADING
            record.line = record.line or line
            record.is_title_open = False
            if with_text:
                record.sections.setdefault(section, []).append(with_text[2])
        elif (keys := keys_of(raw, line)) and (is_of_keys or keys[0].name == "page"):
            # In a question's text "Auteur : …" is no key; "Page officielle : …" is one anywhere.
            record.keys += keys
            record.open_key = "" if keys[-1].value else keys[-1].name
        elif is_of_keys and open_key and _can_be_value(raw, open_key):
            record.keys.append(Key(open_key, strip_markup(raw), line))
        elif section:
            record.sections.setdefault(section, []).append(HEADING_MARK.sub("", raw))
        elif raw.strip():
            _read_opening(record, raw, heading, line)
    return record


def _can_be_value(raw: str, key: str) -> bool:
    """Whether a line below a key without a value can be its value; that of a day has figures."""
    return bool(raw.strip()) and (key not in _DAYS or any(one.isdigit() for one in raw))


def _heading(raw: str) -> str:
    """Return the plain line without its marks, "" for a line too long to be a heading."""
    if len(raw) > _HEADING_LENGTH_MAX:
        return ""
    return plain_line(strip_markup(HEADING_MARK.sub("", raw)))


def _read_opening(record: Parts, raw: str, heading: str, line: int) -> None:
    """Read a line above the first section: the legislature, the title, or the type and number."""
    text = strip_markup(HEADING_MARK.sub("", raw))
    if question := _QUESTION.fullmatch(heading):
        record.keys += [Key("type", question[1], line), Key("number", question[2] or "", line)]
        record.line = line
        record.is_title_open = False
        if titled := _TITLE_AFTER_NUMBER.fullmatch(text):
            record.titles = [titled[1]]
    elif legislature := _LEGISLATURE.fullmatch(heading):
        record.keys.append(Key("legislature", legislature[1], line))
        if record.is_title_open:
            record.titles.clear()
    elif keys := heading_keys(text, line):
        record.keys += keys
        if any(key.name == "number" for key in keys):
            record.line = line
            record.is_title_open = False
    elif record.is_title_open and heading != "assemblee nationale":
        record.title_line = record.title_line if record.titles else line
        record.titles.append(text)

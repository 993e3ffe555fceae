"""What does one row of a CSV say? A question, its fields named by the mapping beside the file."""

import datetime as dt
import json
import re
from dataclasses import dataclass

from search_app.authority import group_name, ministry_name, topic_name
from search_app.ingest.identity import question_id
from search_app.ingest.json_questions.html_paragraphs import clean
from search_app.ingest.question import (
    TYPE_NAMES,
    official_page,
    read_legislature,
    read_number,
    read_type,
)
from search_app.ingest.records import ParsedRecord, error_at
from search_app.model.document import Document, DocumentType, Event, EventKind, Kind, Source, Status

_DATES = {
    "dmy": re.compile(r"(?P<day>\d\d?)([/.-])(?P<month>\d\d?)\2(?P<year>\d{4})"),
    "ymd": re.compile(r"(?P<year>\d{4})([/.-])(?P<month>\d\d?)\2(?P<day>\d\d?)"),
}
_SPACES = re.compile(" +")
_ADDRESS = re.compile(r"https?://\S+")
# "Mme X attire l'attention de M. le ministre de la mer, sur le prix du gazole. Elle …"
_SUBJECT = re.compile(
    r"(?:M\.|Mme) [^.]{3,80}? (?:interroge|alerte|questionne|sollicite|interpelle"
    r"|(?:attire|appelle)(?: à nouveau)? l['’]attention de|souhaite (?:attirer|appeler)"
    r" l['’]attention de) (?:M\. |Mme )?l[ea] [^.]{3,250}?,? sur"
    r" (?P<subject>(?:l[ae] |les |l['’]|un |une |des |du ).{3,400}?)(?<!\s[A-Z])\.(?:\s|$)"
)
_TITLE_LENGTH_MAX = 160


@dataclass(frozen=True, slots=True)
class _Fields:
    """The cells of a row by field, as read from its record."""

    values: dict[str, str]
    source: Source

    def line(self, name: str) -> str:
        return _SPACES.sub(" ", clean(self.values.get(name, ""))).strip()

    def name(self, name: str) -> str:
        return " ".join(self.line(name).split())

    def paragraphs(self, name: str) -> str:
        lines = self.values.get(name, "").split("\n")
        return "\n\n".join(filter(None, (_SPACES.sub(" ", clean(line)).strip() for line in lines)))

    def number(self) -> str:
        written = self.line("number")
        if not written:
            raise error_at(self.source, "missing", "number")
        try:
            return read_number(written)
        except ValueError as error:
            raise error_at(self.source, "value", f"number: {written}") from error

    def date(self) -> dt.date | None:
        written = self.line("date")
        if not written:
            return None
        match = _DATES[self.values["date_order"]].fullmatch(written)
        fault = error_at(self.source, "date", written)
        if match is None:
            raise fault
        try:
            return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError as error:
            raise fault from error

    def url(self) -> str:
        written = self.line("url")
        if written and not _ADDRESS.fullmatch(written):
            raise error_at(self.source, "value", f"url: {written}")
        return written


def read(data: bytes, source: Source) -> ParsedRecord:
    """Raises RecordError "missing", "value" or "date"."""
    values = json.loads(data)
    fields = _Fields(values, source)
    of_type, legislature = read_type(values["type"]), read_legislature(values["legislature"])
    number, date = fields.number(), fields.date()
    body, answer = fields.paragraphs("text"), fields.paragraphs("answer")
    group, topic = fields.name("group"), fields.name("topic")
    asked, in_charge = fields.name("ministry_asked"), fields.name("ministry_in_charge")
    document = Document(
        id=question_id(legislature, of_type, number),
        kind=Kind.QUESTION,
        type=of_type,
        title=fields.line("title") or _title(body, of_type, number),
        text=body,
        answer=answer,
        source=source,
        number=number,
        author=fields.name("author"),
        constituency=fields.name("constituency"),
        group=group_name(group) if group else None,
        legislature=legislature,
        ministry_asked=ministry_name(asked) if asked else None,
        ministry_in_charge=ministry_name(in_charge) if in_charge else None,
        topic=topic_name(topic) if topic else None,
        status=Status.ANSWERED if answer else None,
        date=date,
        events=(Event(kind=EventKind.ASKED, date=date),) if date else (),
        url=fields.url() or official_page(legislature, of_type, number),
    )
    errors = () if body or answer else (error_at(source, "missing", "text"),)
    return ParsedRecord(document=document, errors=errors)


def _title(body: str, of_type: DocumentType, number: str) -> str:
    """Make a title of the subject that the first sentence names, failing that of the number."""
    match = _SUBJECT.match(body.replace("\u00a0", " "))
    if match is None:
        return f"{TYPE_NAMES[of_type]} n° {number}"
    subject = match["subject"]
    if len(subject) > _TITLE_LENGTH_MAX:
        subject = subject[: _TITLE_LENGTH_MAX - 1].rsplit(maxsplit=1)[0].rstrip(",;:") + "…"
    return subject[0].upper() + subject[1:]

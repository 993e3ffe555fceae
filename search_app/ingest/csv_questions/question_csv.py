"""What does the question in one row of a table say?"""

import datetime as dt
import json
import re
from dataclasses import dataclass

from search_app.authority import group_name, ministry_name, topic_name
from search_app.ingest.printable import printable_line
from search_app.ingest.question import named, question_document
from search_app.ingest.question_fields import read_field, read_legislature, read_number, read_type
from search_app.ingest.records import ParsedRecord, error_at
from search_app.model.document import DocumentType, Event, EventKind, Source, Status

_DATES = {
    "dmy": re.compile(r"(?P<day>\d\d?)([/.-])(?P<month>\d\d?)\2(?P<year>\d{4})"),
    "ymd": re.compile(r"(?P<year>\d{4})([/.-])(?P<month>\d\d?)\2(?P<day>\d\d?)"),
}
_ADDRESS = re.compile(r"https?://\S+")
# Questions begin "Mme X attire l'attention de M. le ministre de la mer, sur le prix du gazole. …".
_SUBJECT = re.compile(
    r"(?:M\.|Mme) [^.]{3,80}? (?:interroge|alerte|questionne|sollicite|interpelle"
    r"|(?:attire|appelle)(?: à nouveau)? l['’]attention de|souhaite (?:attirer|appeler)"
    r" l['’]attention de) (?:M\. |Mme )?l[ea] [^.]{3,250}?,? sur"
    r" (?P<subject>(?:l[ae] |les |l['’]|un |une |des |du ).{3,400}?)(?<!\s[A-Z])\.(?:\s|$)"
)
_TITLE_LENGTH_MAX = 160
_UID = "QANR5L"


@dataclass(frozen=True, slots=True)
class _Fields:
    """The fields of a question, as they stand in the row. Each reading may raise RecordError."""

    values: dict[str, str]
    source: Source

    def line(self, name: str) -> str:
        return printable_line(self.values.get(name, ""))

    def name(self, name: str) -> str:
        return " ".join(self.line(name).split())

    def paragraphs(self, name: str) -> str:
        lines = self.values.get(name, "").split("\n")
        return "\n\n".join(filter(None, map(printable_line, lines)))

    def number(self, legislature: str, of_type: DocumentType) -> str:
        """Read the number, of which the official uid of the question may stand in place."""
        written = self.line("number").removeprefix(f"{_UID}{legislature}{of_type.value}")
        return read_field("number", written, read_number, self.source)

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
    """Read the question of one row, of which `rows` or `json_lines` has made a record.

    Raises RecordError "missing" or "value" when the number or the address cannot be read, and
    "date" when the date cannot. A question without any text is read and reported.
    """
    values = json.loads(data)
    fields = _Fields(values, source)
    of_type, legislature = read_type(values["type"]), read_legislature(values["legislature"])
    number, date = fields.number(legislature, of_type), fields.date()
    body, answer = fields.paragraphs("text"), fields.paragraphs("answer")
    document = question_document(
        legislature=legislature,
        of_type=of_type,
        number=number,
        title=fields.line("title") or _subject(body),
        text=body,
        answer=answer,
        source=source,
        events=(Event(kind=EventKind.ASKED, date=date),) if date else (),
        status=Status.ANSWERED if answer else None,
        author=fields.name("author"),
        group=named(group_name, fields.name("group")),
        ministry_asked=named(ministry_name, fields.name("ministry_asked")),
        ministry_in_charge=named(ministry_name, fields.name("ministry_in_charge")),
        topic=named(topic_name, fields.name("topic")),
        constituency=fields.name("constituency"),
        url=fields.url(),
    )
    errors = () if body or answer else (error_at(source, "missing", "text"),)
    return ParsedRecord(document=document, errors=errors)


def _subject(body: str) -> str:
    """Return the subject that the first sentence names, cut to a title; "" when it names none."""
    match = _SUBJECT.match(body.replace("\u00a0", " "))
    if match is None:
        return ""
    subject = match["subject"]
    if len(subject) > _TITLE_LENGTH_MAX:
        subject = subject[: _TITLE_LENGTH_MAX - 1].rsplit(maxsplit=1)[0].rstrip(",;:") + "…"
    return subject[0].upper() + subject[1:]

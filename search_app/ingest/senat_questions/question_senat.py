"""What does a question of the Sénat say, as its tables have it?"""

import datetime as dt
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import Any

from search_app.authority import group_name, legislature_at, ministry_name, topic_name
from search_app.ingest.json_questions.published_text import fragment, joined
from search_app.ingest.printable import printable_line
from search_app.ingest.question import ENDS, named, question_document
from search_app.ingest.question_fields import read_field, read_legislature, read_number, read_type
from search_app.ingest.records import ParsedRecord, error_at
from search_app.mentions import DateError, read_date
from search_app.model.document import (
    AuthorityName,
    Chamber,
    Event,
    EventKind,
    Source,
    Status,
)
from search_app.model.errors import RecordError
from search_app.model.plain import plain

_TITLES = frozenset(("M.", "Mme", "Mlle"))
_ABROAD = "francais "  # « Français établis hors de France » have no department
# Parts of a label, the first of which that is found tells what became of the question.
_STATUSES = {
    "retir": Status.WITHDRAWN,
    "caduq": Status.LAPSED,
    "rappel": Status.PENDING,
    "attente": Status.PENDING,
    "sans rep": Status.PENDING,
    "cours": Status.PENDING,
    "rep": Status.ANSWERED,
    "recu": Status.ANSWERED,
}
_RECALLED = "rappel"
_ADDRESS = re.compile(r"https?://\S+")


def read(data: bytes, source: Source) -> ParsedRecord:
    """Read the question of one record, which `dump.scan_dump` or `year.scan_year` has made.

    Raises RecordError "missing" or "value" when the type, the number or the legislature cannot be
    read, and "size" for a fragment of HTML that is not given to the parser. All other faults are in
    the result.
    """
    return _Question(json.loads(data), source).read()


class _Question:
    """values: of the row, by column; null and missing are the same. errors: what is wrong."""

    def __init__(self, values: dict[str, Any], source: Source) -> None:
        self._values, self._source = values, source
        self._answers = values.get("answers") or []
        self._label = self._line("status")
        self._errors: list[RecordError] = []

    def read(self) -> ParsedRecord:
        asked = self._day(self._values, "datejodepot", EventKind.ASKED)
        legislature, is_inferred = self._legislature(asked)
        answer = self._paragraphs(one.get("txtrep") for one in self._answers)
        status = self._status(has_answer=bool(answer))
        seat = self._line("circonscription")
        ministries = self._ministry("mindepotlib"), self._ministry_in_charge()
        body = self._paragraphs([self._values.get("txtque")])
        document = question_document(
            chamber=Chamber.SENAT,
            legislature=legislature,
            of_type=read_field("type", self._line("natquecod"), read_type, self._source),
            number=read_field("number", self._line("numero"), read_number, self._source),
            title=self._line("titre"),
            text=body,
            answer=answer,
            source=self._source,
            events=self._events(asked, status, *ministries),
            status=status,
            author=self._author(),
            group=named(group_name, self._line("groupe")),
            ministry_asked=ministries[0],
            ministry_in_charge=ministries[1],
            topic=named(topic_name, self._line("topic")),
            constituency=seat,
            department="" if plain(seat).startswith(_ABROAD) else seat,
            url=self._url(),
        )
        if not (body or answer or self._values.get("has_no_texts")):
            self._errors.append(error_at(self._source, "missing", "text"))
        document = replace(document, legislature_inferred=is_inferred)
        return ParsedRecord(document=document, errors=tuple(self._errors))

    def _line(self, name: str) -> str:
        return printable_line(self._values.get(name) or "")

    def _legislature(self, asked: dt.date | None) -> tuple[str, bool]:
        """Return the legislature, and whether it is the one of the day of the question."""
        if not self._line("legislature") and asked and (found := legislature_at(asked)):
            return found, True
        written = self._line("legislature")
        return read_field("legislature", written, read_legislature, self._source), False

    def _author(self) -> str:
        title = self._line("codequalite")
        names = (title if title in _TITLES else "", self._line("prenom"), self._line("nom"))
        return " ".join(filter(None, names))

    def _url(self) -> str:
        written = self._line("url")
        return written if _ADDRESS.fullmatch(written) else ""

    def _ministry(self, column: str) -> AuthorityName | None:
        return named(ministry_name, self._line(column))

    def _ministry_in_charge(self) -> AuthorityName | None:
        """Return the ministry that answered, failing that the one that is to answer."""
        answered = [printable_line(one.get("minreplib") or "") for one in self._answers]
        name = next(filter(None, [*reversed(answered), self._line("minreplib1")]), "")
        return named(ministry_name, name) or self._ministry("mindepotlib")

    def _paragraphs(self, texts: Iterable[str | None]) -> str:
        parts = (fragment(one or "", self._source) for one in dict.fromkeys(texts))
        return joined(list(chain.from_iterable(parts)))

    def _status(self, *, has_answer: bool) -> Status | None:
        if has_answer:
            return Status.ANSWERED
        label = plain(self._label)
        found = next((status for part, status in _STATUSES.items() if part in label), None)
        if label and found is None:
            self._errors.append(error_at(self._source, "value", f"status: {self._label}"))
        return found

    def _events(
        self,
        asked: dt.date | None,
        status: Status | None,
        ministry_asked: AuthorityName | None,
        ministry_in_charge: AuthorityName | None,
    ) -> list[Event]:
        events = [Event(kind=EventKind.ASKED, date=asked)] if asked else []
        if (
            ministry_asked
            and ministry_in_charge
            and ministry_asked.values != ministry_in_charge.values
        ):
            name = ministry_in_charge.name
            events.append(Event(kind=EventKind.REASSIGNED, date=None, ministry=name))
        if _RECALLED in plain(self._label):
            events.append(Event(kind=EventKind.RENEWED, date=None))
        answers = [*self._answers, {"datejorep": self._values.get("datejorep1")}]
        days = [self._day(one, "datejorep", EventKind.ANSWERED) for one in answers]
        answered = [day for day in days if day]
        if status is Status.ANSWERED and answered:
            events.append(Event(kind=EventKind.ANSWERED, date=min(answered)))
        if status in ENDS:
            events.append(Event(kind=ENDS[status], date=None, reason=self._label))
        return events

    def _day(self, values: dict[str, Any], column: str, kind: EventKind) -> dt.date | None:
        written = printable_line(values.get(column) or "")
        try:
            return read_date(written)
        except DateError:
            self._errors.append(error_at(self._source, "date", f"{written} ({kind.value})"))
            return None

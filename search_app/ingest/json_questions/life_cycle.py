"""What became of an official question? Its events, its status and its day, read from JSON.

Dates come in both orders, 26/10/2022 and 2022-10-26, whatever the legislature.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from search_app.ingest.dates import DateError, read_date
from search_app.ingest.json_questions.values import first_object, many, objects, text
from search_app.ingest.records import error_at
from search_app.model.document import Event, EventKind, Source, Status
from search_app.model.errors import RecordError

_ANSWER_PUBLISHED = "REP_PUB"
# Published descriptions of these files name the same date in several ways.
_JO_DATES = ("dateJO",)
_SIGNAL_DATES = ("dateJO", "dateSignalement", "dateDepotSignal")
_RENEWAL_DATES = ("dateJO", "dateRenouvellement")
_CLOSING_DATES = ("dateCloture",)


class LifeCycle:
    """The life of one question; a date that does not exist is left out, and in `errors`."""

    def __init__(self, question: dict[str, Any], source: Source, *, has_answer: bool) -> None:
        self._question = question
        self._source = source
        self._closing = first_object(question, "cloture")
        self._has_answer = has_answer
        self.errors: list[RecordError] = []
        self.events = self._read()

    def status(self) -> Status:
        if self._has_answer or self._closing_code() == _ANSWER_PUBLISHED:
            return Status.ANSWERED
        return Status.WITHDRAWN if self._is_closed() else Status.PENDING

    def _closing_code(self) -> str:
        return text(self._closing.get("codeCloture"))

    def _is_closed(self) -> bool:
        closing = (self._closing.get(key) for key in ("libelleCloture", "dateCloture"))
        return bool(self._closing_code() or any(map(text, closing)))

    def _read(self) -> list[Event]:
        question = self._question
        attributions = objects(question, "minAttribs", "minAttrib")
        renewals = many(first_object(question, "renouvellements").get("renouvellement"))
        events = [
            *self._dated(EventKind.ASKED, objects(question, "textesQuestion", "texteQuestion"))[:1],
            *(self._event(EventKind.REASSIGNED, one, _JO_DATES) for one in attributions[1:]),
            *self._dated(EventKind.SIGNALLED, many(question.get("signalement")), _SIGNAL_DATES),
            *self._dated(EventKind.RENEWED, renewals, _RENEWAL_DATES),
        ]
        if self.status() is Status.ANSWERED:
            events += self._answered()
        elif self._is_closed():
            reason = text(self._closing.get("libelleCloture")) or self._closing_code()
            withdrawn = self._event(EventKind.WITHDRAWN, self._closing, _CLOSING_DATES)
            events.append(replace(withdrawn, reason=reason))
        return events

    def _answered(self) -> list[Event]:
        """The first answer; its page, and where there is no text its day, may be the closing's."""
        published = objects(self._question, "textesReponse", "texteReponse")
        answers = self._dated(EventKind.ANSWERED, published)
        if self._closing_code() != _ANSWER_PUBLISHED:
            return answers[:1]
        closings = self._dated(EventKind.ANSWERED, [self._closing], _CLOSING_DATES)
        if answers and closings and not answers[0].page and answers[0].date == closings[0].date:
            return closings
        return (answers or closings)[:1]

    def _dated(
        self, kind: EventKind, found: Sequence[Any], names: Sequence[str] = _JO_DATES
    ) -> list[Event]:
        events = (self._event(kind, one, names) for one in found)
        return [event for event in events if event.date]

    def _event(self, kind: EventKind, found: Any, names: Sequence[str]) -> Event:
        """Read an event off an object, its `infoJO`, or a bare date."""
        fields = first_object(found)
        journal = first_object(fields, "infoJO")
        written = [text(fields.get(name)) for name in names]
        written = [text(journal.get("dateJO")), *written, "" if fields else text(found)]
        return Event(
            kind=kind,
            date=self._day(kind, next(filter(None, written), "")),
            page=text(journal.get("pageJO")),
        )

    def _day(self, kind: EventKind, written: str) -> dt.date | None:
        try:
            return _read_day(written) if written else None
        except DateError:
            self.errors.append(error_at(self._source, "date", f"{written} ({kind.value})"))
            return None


@lru_cache(maxsize=10_000)
def _read_day(written: str) -> dt.date | None:
    return read_date(written)

"""What became of a question? Its events and its status, as the JSON of the Assemblée tells them.

Dates are written in two ways, 26/10/2022 and 2022-10-26, in every legislature.
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
# Files of different years name the same date by different keys; the first one that is there counts.
_JO_DATES = ("dateJO",)
_SIGNAL_DATES = ("dateJO", "dateSignalement", "dateDepotSignal")
_RENEWAL_DATES = ("dateJO", "dateRenouvellement")
_CLOSING_DATES = ("dateCloture",)


class LifeCycle:
    """The life cycle of one question.

    events: in no particular order. errors: the dates that no calendar has; their events stand
    without a day, or are left out where an event is nothing without its day.
    """

    def __init__(self, question: dict[str, Any], source: Source, *, has_answer: bool) -> None:
        self._question = question
        self._source = source
        self._closing = first_object(question, "cloture")
        self._closing_code = text(self._closing.get("codeCloture"))
        self._reason = text(self._closing.get("libelleCloture")) or self._closing_code
        self.status = self._status(has_answer=has_answer)
        self.errors: list[RecordError] = []
        self.events = self._events()

    def _status(self, *, has_answer: bool) -> Status:
        if has_answer or self._closing_code == _ANSWER_PUBLISHED:
            return Status.ANSWERED
        is_closed = self._reason or text(self._closing.get("dateCloture"))
        return Status.WITHDRAWN if is_closed else Status.PENDING

    def _events(self) -> list[Event]:
        question = self._question
        asked = objects(question, "textesQuestion", "texteQuestion")
        attributions = objects(question, "minAttribs", "minAttrib")
        signals = many(question.get("signalement"))
        renewals = many(first_object(question, "renouvellements").get("renouvellement"))
        events = [
            *self._dated(EventKind.ASKED, asked)[:1],
            *(self._event(EventKind.REASSIGNED, one, _JO_DATES) for one in attributions[1:]),
            *self._dated(EventKind.SIGNALLED, signals, _SIGNAL_DATES),
            *self._dated(EventKind.RENEWED, renewals, _RENEWAL_DATES),
        ]
        if self.status is Status.ANSWERED:
            events += self._answered()
        elif self.status is Status.WITHDRAWN:
            withdrawn = self._event(EventKind.WITHDRAWN, self._closing, _CLOSING_DATES)
            events.append(replace(withdrawn, reason=self._reason))
        return events

    def _answered(self) -> list[Event]:
        """Return the first answer, or nothing when no date of one is known.

        The closing of the question tells its day where there is no text of an answer, and its page
        where the text, of the same day, has none.
        """
        published = objects(self._question, "textesReponse", "texteReponse")
        answers = self._dated(EventKind.ANSWERED, published)
        if self._closing_code != _ANSWER_PUBLISHED:
            return answers[:1]
        closings = self._dated(EventKind.ANSWERED, [self._closing], _CLOSING_DATES)
        if answers and closings and not answers[0].page and answers[0].date == closings[0].date:
            return closings
        return (answers or closings)[:1]

    def _dated(
        self, kind: EventKind, found: Sequence[Any], names: Sequence[str] = _JO_DATES
    ) -> list[Event]:
        """Read the events that have a day."""
        events = (self._event(kind, one, names) for one in found)
        return [event for event in events if event.date]

    def _event(self, kind: EventKind, found: Any, names: Sequence[str]) -> Event:
        """Read an event: its date stands in its `infoJO`, under one of `names`, or all alone."""
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

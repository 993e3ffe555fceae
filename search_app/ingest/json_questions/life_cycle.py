"""What became of a question? Its events and its status, as the Assemblée tells them."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from search_app.ingest.json_questions.days import JO_DATES, read_day, written_day
from search_app.ingest.json_questions.errata import errata, erratum_text
from search_app.ingest.json_questions.ministries import reassignments
from search_app.ingest.json_questions.values import first_object, many, objects, text
from search_app.ingest.question import ENDS
from search_app.ingest.records import error_at
from search_app.mentions import DateError
from search_app.model.document import Event, EventKind, Source, Status
from search_app.model.errors import RecordError
from search_app.model.plain import plain

_ANSWER_PUBLISHED = "REP_PUB"
_SIGNAL_DATES = ("dateJO", "dateSignalement", "dateDepotSignal")
_RENEWAL_DATES = ("dateJO", "dateRenouvellement")
_CLOSING_DATES = ("dateCloture",)
_LAPSED = re.compile("caduc|caduq")  # « caducité », « question caduque »


class LifeCycle:
    """The life cycle of one question.

    replaced: texts of the question and of its answer that later ones replaced, each with the day of
    the later one.

    events: in no particular order. errors: the dates that no calendar has; their events stand
    without a day, or are left out where an event is nothing without its day.
    """

    def __init__(
        self,
        question: dict[str, Any],
        source: Source,
        *,
        has_answer: bool,
        replaced: Iterable[tuple[dt.date, str]] = (),
    ) -> None:
        self._question = question
        self._source = source
        self._closing = first_object(question, "cloture")
        self._closing_code = text(self._closing.get("codeCloture"))
        self._reason = text(self._closing.get("libelleCloture")) or self._closing_code
        self.status = self._status(has_answer=has_answer)
        self.errors: list[RecordError] = []
        self.events = [
            *(Event(kind=EventKind.CORRECTED, date=day, text=old) for day, old in replaced),
            *self._events(),
        ]

    def _status(self, *, has_answer: bool) -> Status:
        if has_answer or self._closing_code == _ANSWER_PUBLISHED:
            return Status.ANSWERED
        if _LAPSED.search(plain(self._reason)):
            return Status.LAPSED
        is_closed = self._reason or text(self._closing.get("dateCloture"))
        return Status.WITHDRAWN if is_closed else Status.PENDING

    def _events(self) -> list[Event]:
        question = self._question
        asked = objects(question, "textesQuestion", "texteQuestion")
        signals = many(question.get("signalement"))
        renewals = many(first_object(question, "renouvellements").get("renouvellement"))
        events = [
            *self._dated(EventKind.ASKED, asked)[:1],
            *self._reassigned(),
            *self._dated(EventKind.SIGNALLED, signals, _SIGNAL_DATES),
            *self._dated(EventKind.RENEWED, renewals, _RENEWAL_DATES),
            *self._corrected(),
        ]
        if self.status is Status.ANSWERED:
            events += self._answered()
        elif kind := ENDS.get(self.status):
            ended = self._event(kind, self._closing, _CLOSING_DATES)
            events.append(replace(ended, reason=self._reason))
        return events

    def _reassigned(self) -> list[Event]:
        return [
            replace(self._event(EventKind.REASSIGNED, attribution), ministry=ministry)
            for attribution, ministry in reassignments(self._question)
        ]

    def _corrected(self) -> list[Event]:
        """Return the errata that have a day or a text."""
        events = []
        for erratum in errata(self._question):
            fields = first_object(erratum)
            names = [name for name in fields if name.lower().startswith("date")]
            event = self._event(EventKind.CORRECTED, fields, names)
            events.append(replace(event, text=erratum_text(erratum, self._source)))
        return [event for event in events if event.date or event.text]

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
        self, kind: EventKind, found: Sequence[Any], names: Sequence[str] = JO_DATES
    ) -> list[Event]:
        """Read the events that have a day, in the order of their days."""
        events = (self._event(kind, one, names) for one in found)
        return sorted(
            (event for event in events if event.date), key=lambda e: e.date or dt.date.max
        )

    def _event(self, kind: EventKind, found: Any, names: Sequence[str] = JO_DATES) -> Event:
        journal = first_object(first_object(found), "infoJO")
        day = self._day(kind, written_day(found, names))
        return Event(kind=kind, date=day, page=text(journal.get("pageJO")))

    def _day(self, kind: EventKind, written: str) -> dt.date | None:
        try:
            return read_day(written)
        except DateError:
            self.errors.append(error_at(self._source, "date", f"{written} ({kind.value})"))
            return None

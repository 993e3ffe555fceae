"""Which document do the records of one question make together?

The preferred record is the document; what it lacks is taken from the others, and what is known of
its author from the list of deputies. Each field that comes from elsewhere says where from. Records
of articles never complete each other: two files may have one identifier by chance.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from search_app.ingest import has_own_title, life_in_order
from search_app.mentions import laws_of
from search_app.model.clock import clock_of
from search_app.model.document import Document, Event, EventKind, FieldSource
from search_app.reindex.ledger import Entry, Ledger
from search_app.reindex.members import AuthorFacts, Members, is_member_id

RECORDS_MAX = 20
"""Of one question, those that sort first; a file may repeat one without end."""

_COMPLETED = (
    *("title", "text", "answer", "author", "author_id", "constituency", "department", "group"),
    *("ministry_asked", "ministry_in_charge", "topic"),
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a document is made of. Equal recipes make equal documents.

    entries: path, record and digests of the records that are put together, the preferred one first.
    author: what is known of its author elsewhere. is_overdue: it waits for an answer that was due.
    """

    entries: tuple[tuple[str, str, str], ...]
    author: AuthorFacts | None
    is_overdue: bool


class Assembly:
    """Puts the documents of one ledger together."""

    def __init__(self, ledger: Ledger) -> None:
        self._entries = ledger.by_document
        self._known_until = ledger.known_until
        self.members = Members(ledger.entries)

    def ids(self) -> set[str]:
        return set(self._entries)

    def entries(self, document_id: str) -> list[Entry]:
        """Return the records that a document is made of, the preferred one first."""
        entries = self._entries[document_id]
        return entries[:RECORDS_MAX] if entries[0].question else entries[:1]

    def recipe(self, document_id: str) -> Recipe:
        entries = self.entries(document_id)
        return Recipe(
            tuple((e.path, e.record, e.document_digest) for e in entries),
            self._author(entries),
            any(e.question and 0 < e.question.due < self._until(e) for e in entries),
        )

    def differing_from(self, before: "Assembly") -> set[str]:
        """Return the ids of the documents that another assembly lacks or makes otherwise.

        Most documents are the same from week to week. Comparing the entries of these, which are the
        same objects, is faster than making two recipes of each.
        """
        known = before.ids()
        knows_same_members = self.members.facts == before.members.facts

        def is_same(document_id: str) -> bool:
            entries = self.entries(document_id)
            is_waiting = any(entry.question and entry.question.due for entry in entries)
            if knows_same_members and not is_waiting and entries == before.entries(document_id):
                return True
            return self.recipe(document_id) == before.recipe(document_id)

        return {
            document_id
            for document_id in self._entries
            if document_id not in known or not is_same(document_id)
        }

    def document(self, document_id: str, read: Callable[[Entry], Document]) -> Document:
        """Make a document. read: gives the document of one record."""
        entries = self.entries(document_id)
        document = merged([read(entry) for entry in entries])
        if author := self._author(entries):
            document = _with_author(document, author)
        waiting = [self._until(e) for e in entries if e.question and e.question.due]
        known_until = dt.date.fromordinal(max(waiting)) if any(waiting) else None
        return replace(document, clock=clock_of(document, known_until))

    def _author(self, entries: Sequence[Entry]) -> AuthorFacts | None:
        questions = [entry.question for entry in entries if entry.question]
        named = [question for question in questions if question.author]
        known = [question for question in named if is_member_id(question.author)]
        if not named:
            return None
        asked = next((question.asked for question in questions if question.asked), 0)
        return self.members.facts_of(replace((known or named)[0], asked=asked))

    def _until(self, entry: Entry) -> int:
        return self._known_until.get(entry.source.snapshot, 0)


def merged(documents: Sequence[Document]) -> Document:
    """Complete the first document with what the others have and it lacks.

    The others are of the same question, the preferred one first, so that notices come last. The
    status is that of the document which knows of the newest day. Of each kind of event those are
    taken whose days are known, again from the document with the newest day.
    """
    first = documents[0]
    if len(documents) == 1:
        return first
    taken: dict[str, Any] = {}
    sources: list[FieldSource] = []
    for field in _COMPLETED:
        others = [] if _has(first, field) else [d for d in documents[1:] if _has(d, field)]
        if others and not (field == "answer" and others[0].is_notice):
            taken[field] = getattr(others[0], field)
            sources.append(FieldSource(field=field, source=others[0].source))
            if field == "text":
                taken["is_notice"] = others[0].is_notice
    newest_first = sorted(documents, key=lambda d: d.newest_day or dt.date.min, reverse=True)
    teller = next((d for d in newest_first if d.status), first)
    if teller.status is not first.status:
        sources.append(FieldSource(field="status", source=teller.source))
    events = [_events_of(kind, newest_first) for kind in EventKind]
    elsewhere = [d.source for d, found in events if found and d is not first]
    if elsewhere:
        sources.append(FieldSource(field="events", source=elsewhere[0]))
    whole = replace(
        first,
        **taken,
        status=teller.status,
        events=life_in_order(event for _, found in events for event in found),
        date=first.date or next((d.date for d in documents if d.date), None),
        field_sources=tuple(sources),
    )
    return replace(whole, laws=tuple(law.name for law in laws_of(whole)))


def _has(document: Document, field: str) -> bool:
    return has_own_title(document) if field == "title" else bool(getattr(document, field))


def _events_of(kind: EventKind, documents: Sequence[Document]) -> tuple[Document, list[Event]]:
    """Return the first document that knows the days of all its events of a kind, and these events.

    When none does, it is the first that has any such event.
    """
    found = [(d, [event for event in d.events if event.kind is kind]) for d in documents]
    having = [(document, events) for document, events in found if events]
    dated = [one for one in having if all(event.date for event in one[1])]
    return next(iter(dated or having), (documents[0], []))


def _with_author(document: Document, facts: AuthorFacts) -> Document:
    """Name the author as the list of deputies does, and add what the document lacks."""
    taken = {
        field: getattr(facts, field)
        for field in ("constituency", "department", "group")
        if getattr(facts, field) and not getattr(document, field)
    }
    used = taken if document.author else {**taken, "author": facts.author}
    sources = [one for one in facts.sources if one.field in used]
    return replace(
        document,
        author=facts.author,
        author_id=facts.author_id,
        **taken,
        field_sources=(*document.field_sources, *sources),
    )

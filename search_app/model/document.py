"""What is a document of the corpus? A question of a deputy, or an article of the press.

Readers of files (`ingest`) make documents, the engine stores them, and pages and commands show
them.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import PurePosixPath

# The most characters. A name becomes the value of a filter, and so a part of an address.
NAME_LENGTH_MAX = 200
TITLE_LENGTH_MAX = 1_000
_ANSWER_KEY_LENGTH = 16
_OFFICIAL = (".json", ".xml")


class Kind(StrEnum):
    QUESTION = "question"
    ARTICLE = "article"


class DocumentType(StrEnum):
    """A written question, one to the Government, an oral one without debate, or an article."""

    QE = "QE"
    QG = "QG"
    QOSD = "QOSD"
    ARTICLE = "article"


class Chamber(StrEnum):
    ASSEMBLEE = "assemblee"
    SENAT = "senat"


class Status(StrEnum):
    """How far a question has come. A document has none when its source does not say.

    LAPSED is a question that ended unanswered without anybody taking it back (« caducité »); the
    Assemblée calls most of these withdrawn, and so does this program.
    """

    PENDING = "pending"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Clock(StrEnum):
    """How a written question stands to the two months in which it has to be answered.

    A question has none when the rule (`model.clock`) says nothing of it, or its source too little.
    """

    IN_TIME = "in_time"
    LATE = "late"
    WAITING = "waiting"
    OVERDUE = "overdue"


class EventKind(StrEnum):
    """What may happen to a question, in the order in which it happens on one day.

    SIGNALLED: the president of a group points at a question without answer. RENEWED: its author
    asks for the answer again. CORRECTED: an erratum, to the question or to the answer.
    """

    ASKED = "asked"
    REASSIGNED = "reassigned"
    SIGNALLED = "signalled"
    RENEWED = "renewed"
    ANSWERED = "answered"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event in the life of a question.

    date: the day of the Journal officiel, or None when the source gives none.
    page: the page of the Journal officiel as printed ("1085"), or "".
    reason: why it came about, in the words of the source ("Fin de mandat"), or "".
    ministry: the name of the ministry that a question was REASSIGNED to, or "".
    text: of what was CORRECTED, the words of the erratum or those that stood there before, or "".
    """

    kind: EventKind
    date: dt.date | None
    page: str = ""
    reason: str = ""
    ministry: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityName:
    """A name, with the stable values and labels that the authority gives it.

    A search finds a document by any of them.

    name: the name as its source wrote it ("Travail, santé et solidarités").
    values: the stable values of the name, in order ("Travail", "Santé", "Solidarités").
    known: False when the authority files do not have the name. Its only value is then the name
        itself, and an empty name has none.
    labels: what readers are shown in place of the values, where it differs from them.
    """

    name: str
    values: tuple[str, ...]
    known: bool
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a document was read.

    path: the file, relative to the folder of the corpus, with `/` between its parts.
    line: the first line of the record, counted from 1.
    record: the name of the record inside a container, or "".
    """

    path: str
    line: int = 1
    record: str = ""

    @property
    def name(self) -> str:
        """The name of the record inside its container; of a whole file, its path."""
        return self.record or self.path

    @property
    def snapshot(self) -> str:
        """What was published at one time with the record, "" when nothing tells.

        It is the archive or list that the record is in, or the folder of official files.
        """
        if self.record:
            return self.path
        path = PurePosixPath(self.path)
        return str(path.parent) if path.suffix.lower() in _OFFICIAL else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSource:
    """Where one field of a document was read, when that is not where the document was."""

    field: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One question or article. Any text is "" when the source does not give it.

    id: the official uid of a question, `QANR5L<legislature><QE|QG|QOSD><number>`, for one of the
        Sénat the name in its address (`SEQ200204333`), an article's a slug and hash of its path.
    text: the question, the body of the article, or our summary when `is_notice`. It has no markup,
        and one empty line between paragraphs.
    answer: the answer to a question, in the same form as `text`. number: its official number.
    chamber: which one a question was asked in; None for an article.
    author: the name of the deputy or the writer. author_id: what the Assemblée knows a deputy by
        ("PA720614"). constituency: that of the deputy ("Pas-de-Calais (11e circonscription)").
        department: the one that it is in ("Pas-de-Calais").
    group: the political group of the deputy. legislature: its number ("16"). legislature_inferred:
        it was worked out from the date.
    ministry_asked: the ministry that the question was put to. ministry_in_charge: the one that has
        to answer it, which may be another. topic: the rubrique of the Assemblée.
    laws: what its texts cite: laws, decrees, codes and their articles, acts of the Union, by the
        name that each is counted under ("Loi n° 2019-774"), in the order of the texts.
    date: the day by which the document is sorted and counted, or None: the publication of the
        question, the date of the article. date_inferred: it was worked out, from what the text
        reports or shows or from the name of the file. date_written: what the source says of a date
        that has no day ("mars 2024").
    events: the life of a question in chronological order. clock: was it answered in time?
    field_sources: where fields were read that `source` lacks, each once.
    url: the official or original page. publisher: who published an article. page: that of the
        newspaper, as printed ("A12"). is_notice: `text` is our summary of a text that is elsewhere.
    """

    id: str
    kind: Kind
    type: DocumentType
    title: str
    text: str
    source: Source
    answer: str = ""
    number: str = ""
    chamber: Chamber | None = None
    author: str = ""
    author_id: str = ""
    constituency: str = ""
    department: str = ""
    group: AuthorityName | None = None
    legislature: str = ""
    legislature_inferred: bool = False
    ministry_asked: AuthorityName | None = None
    ministry_in_charge: AuthorityName | None = None
    topic: AuthorityName | None = None
    laws: tuple[str, ...] = ()
    status: Status | None = None
    clock: Clock | None = None
    date: dt.date | None = None
    date_inferred: bool = False
    date_written: str = ""
    events: tuple[Event, ...] = ()
    field_sources: tuple[FieldSource, ...] = ()
    url: str = ""
    publisher: str = ""
    page: str = ""
    is_notice: bool = False

    @property
    def asked_on(self) -> dt.date | None:
        """The day on which a question was published, or None."""
        return next((e.date for e in self.events if e.kind is EventKind.ASKED and e.date), None)

    @property
    def answered_on(self) -> dt.date | None:
        """The day on which a question was first answered, or None."""
        return next((e.date for e in self.events if e.kind is EventKind.ANSWERED and e.date), None)

    @property
    def answer_key(self) -> str:
        """What tells questions that were answered together: equal text and day of the answer.

        The Journal officiel prints one answer to several written questions. "" when a question has
        no answer, or its day is unknown.
        """
        if self.type is not DocumentType.QE or not (self.answer and self.answered_on):
            return ""
        text = f"{self.answered_on} {' '.join(self.answer.split())}"
        return sha256(text.encode()).hexdigest()[:_ANSWER_KEY_LENGTH]

    def source_of(self, field: str) -> Source:
        """Return where a field was read."""
        return next((f.source for f in self.field_sources if f.field == field), self.source)

    @property
    def newest_day(self) -> dt.date | None:
        """The last day of which the document tells, or None."""
        days = [event.date for event in self.events] or [self.date]
        return max((day for day in days if day), default=None)

    @property
    def ministries(self) -> tuple[str, ...]:
        """The stable values of the ministries asked and in charge, each once, the asked first."""
        names = (self.ministry_asked, self.ministry_in_charge)
        return tuple(dict.fromkeys(v for name in names if name for v in name.values))

    @property
    def ministry_names(self) -> tuple[str, ...]:
        """The names of the ministries asked and in charge as the source wrote them, each once."""
        names = (self.ministry_asked, self.ministry_in_charge)
        return tuple(dict.fromkeys(name.name for name in names if name and name.name))

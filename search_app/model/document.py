"""What is a document of the corpus? A question or an article, with its life-cycle events.

Knows nothing of files, indexes or pages: readers fill it, the engine stores it, doors show it.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

# In characters. A name becomes the value of a filter, and so a part of an address.
NAME_LENGTH_MAX = 200
TITLE_LENGTH_MAX = 1_000


class Kind(StrEnum):
    QUESTION = "question"
    ARTICLE = "article"


class DocumentType(StrEnum):
    """The Assemblée's three kinds of question, and the press article."""

    QE = "QE"
    QG = "QG"
    QOSD = "QOSD"
    ARTICLE = "article"


class Status(StrEnum):
    """Where a question stands; a document whose source does not say has none."""

    PENDING = "pending"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class EventKind(StrEnum):
    ASKED = "asked"
    REASSIGNED = "reassigned"
    SIGNALLED = "signalled"
    RENEWED = "renewed"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step of a question's life.

    date: day of the Journal officiel, or None when the source gives none.
    page: page of the Journal officiel, as printed ("1085"), or "".
    reason: why, in the source's words ("Fin de mandat"), or "".
    """

    kind: EventKind
    date: dt.date | None
    page: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityName:
    """A name as its source wrote it, with what the authority gives it; it is found by all of these.

    name: the historic name ("Travail, santé et solidarités").
    values: stable values, one or more, in order ("Travail", "Santé", "Solidarités").
    known: False when the authority files have no such name; `values` is then `(name,)`.
    labels: what readers are shown in place of the values, where it differs from them.
    """

    name: str
    values: tuple[str, ...]
    known: bool
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a document was read: the file's path relative to the corpus, `/`-separated.

    line: first line of the record, 1-based. record: name of the record inside a container, or "".
    """

    path: str
    line: int = 1
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One question or article.

    id: official uid `QANR5L<legislature><QE|QG|QOSD><number>`, or a slug of an article's path.
    text: the question, the article's body or, when `is_notice`, our summary; paragraphs are
        separated by one empty line, no markup. answer: the same, "" when there is none.
    number: official number, "" for an article.
    legislature: number as a string ("16"), "" when unknown; `legislature_inferred` when it was
        derived from the date and not read.
    date: the day that sorts and facets the document (question published, article dated), or None;
        `date_inferred` when it is the day of what an article's text reports.
    events: life cycle in chronological order. url: official or original page, "" when unknown.
    is_notice: True when `text` summarises a document whose full text is elsewhere.
    """

    id: str
    kind: Kind
    type: DocumentType
    title: str
    text: str
    source: Source
    answer: str = ""
    number: str = ""
    author: str = ""
    constituency: str = ""
    group: AuthorityName | None = None
    legislature: str = ""
    legislature_inferred: bool = False
    ministry_asked: AuthorityName | None = None
    ministry_in_charge: AuthorityName | None = None
    topic: AuthorityName | None = None
    status: Status | None = None
    date: dt.date | None = None
    date_inferred: bool = False
    events: tuple[Event, ...] = ()
    url: str = ""
    publisher: str = ""
    is_notice: bool = False

    @property
    def ministries(self) -> tuple[str, ...]:
        """Stable ministries asked and in charge, each once, the one asked first."""
        names = (self.ministry_asked, self.ministry_in_charge)
        return tuple(dict.fromkeys(v for name in names if name for v in name.values))

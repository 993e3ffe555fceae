"""What can go wrong? One tree; each class carries facts, the doors say them in words.

SearchAppError
├── QueryError               a query that cannot be understood; `position` in its text
│   ├── UnbalancedQuoteError
│   ├── UnbalancedParenthesisError
│   ├── MissingOperandError
│   ├── EmptyQueryError
│   ├── WildcardError
│   ├── FuzzyError
│   ├── UnknownFieldError
│   ├── FieldValueError
│   └── QueryTooComplexError
├── ParameterError           a URL parameter out of its range
├── RecordError              a record of the corpus that cannot be read; → rejects.jsonl
├── SettingsError
├── CorpusError              the corpus folder itself
└── SearchIndexError
    ├── IndexMissingError
    ├── IndexIncompatibleError
    ├── IndexDamagedError
    ├── IndexBusyError
    ├── IndexWriteError
    ├── NoEarlierGenerationError
    └── VerificationError
"""

from dataclasses import dataclass, fields, is_dataclass


class SearchAppError(Exception):
    """Root of the tree. Its text lists the facts, for logs; the doors word them for people."""

    def __str__(self) -> str:
        names: list[str] = [f.name for f in fields(self)] if is_dataclass(self) else []
        facts = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__name__}({facts})"

    def __reduce__(self) -> tuple[object, ...]:
        """Errors built by keyword travel between processes too."""
        names: list[str] = [f.name for f in fields(self)] if is_dataclass(self) else []
        return _built, (type(self), {name: getattr(self, name) for name in names})


def _built(kind: type[SearchAppError], facts: dict[str, object]) -> SearchAppError:
    return kind(**facts)


@dataclass(eq=False)
class QueryError(SearchAppError):
    """position: 0-based offset of the slip in the query's text. found: the text there."""

    position: int
    found: str


class UnbalancedQuoteError(QueryError):
    """A quotation mark that is never closed."""


class UnbalancedParenthesisError(QueryError):
    """A parenthesis without its partner."""


class MissingOperandError(QueryError):
    """An operator with nothing to work on."""


class EmptyQueryError(QueryError):
    """Text in which there is no letter and no digit to search."""


@dataclass(eq=False)
class WildcardError(QueryError):
    """A `*` elsewhere than at the end of a word, or after fewer than `minimum` characters."""

    minimum: int


@dataclass(eq=False)
class FuzzyError(QueryError):
    """A `~` after a word shorter than `minimum`, or with a distance above `maximum`."""

    minimum: int
    maximum: int


@dataclass(eq=False)
class UnknownFieldError(QueryError):
    """`field:` that is not one of `known`."""

    known: tuple[str, ...]


@dataclass(eq=False)
class FieldValueError(QueryError):
    """A value that the field `field` cannot have; `accepted` shows what it takes."""

    field: str
    accepted: tuple[str, ...]


@dataclass(eq=False)
class QueryTooComplexError(QueryError):
    """More `what` ("characters", "clauses", "depth", "proximity") than `limit`."""

    what: str
    limit: int


@dataclass(eq=False)
class ParameterError(SearchAppError):
    """A URL parameter: its name, what was found, what is accepted."""

    parameter: str
    found: str
    accepted: str


@dataclass(eq=False)
class RecordError(SearchAppError):
    """A record that cannot be read: what is wrong, as a stable code and facts.

    code: "encoding", "dialect", "empty", "missing", "date", "value", "size", "duplicate", "format".
    path: relative to the corpus. line: 1-based. record: its name inside a container, or "".
    """

    path: str
    line: int
    code: str
    detail: str
    record: str = ""


@dataclass(eq=False)
class SettingsError(SearchAppError):
    """A setting that cannot be used: where it came from and what is accepted."""

    name: str
    origin: str
    found: str
    accepted: str


@dataclass(eq=False)
class CorpusError(SearchAppError):
    """The corpus folder cannot be read."""

    path: str
    detail: str


@dataclass(eq=False)
class SearchIndexError(SearchAppError):
    """Anything about the index folder `path`."""

    path: str
    detail: str = ""


class IndexMissingError(SearchIndexError):
    """Nothing has been published there yet."""


class IndexIncompatibleError(SearchIndexError):
    """Built by another version of the program: reindex."""


class IndexDamagedError(SearchIndexError):
    """A published file is missing or unreadable."""


class IndexBusyError(SearchIndexError):
    """Another process is reindexing; `detail` says which."""


class IndexWriteError(SearchIndexError):
    """The file `path` cannot be written; what is published stays as it was."""


class NoEarlierGenerationError(SearchIndexError):
    """There is nothing to roll back to."""


class VerificationError(SearchIndexError):
    """A new generation does not hold what was put into it; it was not published."""

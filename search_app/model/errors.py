"""What can go wrong? The classes of errors are one tree.

An error has facts as attributes. The site and the commands turn these into words for people.

SearchAppError
├── QueryError               a query that cannot be understood
│   ├── UnbalancedQuoteError
│   ├── UnbalancedParenthesisError
│   ├── MissingOperandError
│   ├── EmptyQueryError
│   ├── WildcardError
│   ├── FuzzyError
│   ├── UnknownFieldError
│   ├── FieldValueError
│   └── QueryTooComplexError
├── ParameterError           a parameter of an address that is not accepted
├── OutdatedError            what an address was made of has changed since
├── LimitError               a request beyond a limit of the site
│   ├── AddressTooLongError
│   ├── TooManyFiltersError
│   ├── BodyTooLargeError
│   ├── AnswerTooLargeError
│   ├── TooManyRequestsError
│   └── TooBusyError
├── RecordError              a record of the corpus that cannot be read; rejects.jsonl lists them
├── SettingsError            a setting that cannot be used
├── CorpusError              a folder of the corpus or of judgements that cannot be used
│   ├── CorpusBusyError
│   └── DocumentsLostError
├── SearchIndexError         anything about the folder of an index
│   ├── IndexMissingError
│   ├── IndexIncompatibleError
│   ├── IndexDamagedError
│   ├── IndexBusyError
│   ├── IndexWriteError
│   ├── EngineUnavailableError
│   ├── NoEarlierGenerationError
│   └── VerificationError
└── DumpError                a file of a whole generation that cannot be made (`dump.replacing`)
    └── DumpBusyError
"""

from dataclasses import dataclass, fields, is_dataclass
from functools import partial


class SearchAppError(Exception):
    """The root of the tree. As a string, an error lists its facts for logs."""

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self._facts().items())
        return f"{type(self).__name__}({facts})"

    def __reduce__(self) -> tuple[object, ...]:
        """Let the error be pickled: pickle alone cannot give facts by keyword."""
        return partial(type(self), **self._facts()), ()

    def _facts(self) -> dict[str, object]:
        return {f.name: getattr(self, f.name) for f in fields(self)} if is_dataclass(self) else {}


@dataclass(eq=False)
class QueryError(SearchAppError):
    """A query that cannot be understood. found: what stands at `position`, a 0-based offset."""

    position: int
    found: str


class UnbalancedQuoteError(QueryError):
    """A quotation mark that is never closed."""


class UnbalancedParenthesisError(QueryError):
    """A parenthesis without its partner."""


class MissingOperandError(QueryError):
    """An operator, a field or a parenthesis with nothing to apply to."""


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
    """A `champ:` whose field does not exist. known: the fields that do."""

    known: tuple[str, ...]


@dataclass(eq=False)
class FieldValueError(QueryError):
    """A value that the field cannot have. accepted: examples of values that it can have."""

    field: str
    accepted: tuple[str, ...]


@dataclass(eq=False)
class QueryTooComplexError(QueryError):
    """More than `limit` "characters", "terms", "depth", "proximity" or "expansions" (`*`, `~`)."""

    what: str
    limit: int


@dataclass(eq=False)
class ParameterError(SearchAppError):
    """A parameter whose value `found` is not accepted. accepted: what is, separated by ", "."""

    parameter: str
    found: str
    accepted: str


class OutdatedError(SearchAppError):
    """An address that goes with an earlier index, or with an earlier text of a document."""


@dataclass(eq=False)
class LimitError(SearchAppError):
    """A request beyond a limit of the site. limit: the greatest number that is accepted."""

    limit: int


class AddressTooLongError(LimitError):
    """An address of more than `limit` bytes."""


class TooManyFiltersError(LimitError):
    """An address with more than `limit` facet values."""


class BodyTooLargeError(LimitError):
    """A request with a body of more than `limit` bytes."""


class AnswerTooLargeError(LimitError):
    """An answer of more than `limit` kilobytes."""


@dataclass(eq=False)
class TooManyRequestsError(LimitError):
    """More than `limit` requests of a client in a minute. retry_after_s: seconds to wait."""

    retry_after_s: int


@dataclass(eq=False)
class TooBusyError(LimitError):
    """A dear search while `limit` others run. retry_after_s: when to ask again, in seconds."""

    retry_after_s: int


@dataclass(eq=False)
class RecordError(SearchAppError):
    """A record of the corpus that cannot be read.

    path: the file, relative to the corpus. line: from 1. record: its name in a container, or "".
    code: "encoding", "dialect", "empty", "missing", "date", "value", "size", "duplicate", "format",
    "unreadable" or "changing", for programs. detail: what exactly is wrong. count: how
    many errors it stands for; above 1 only where its code is "more", in a file of many.
    """

    path: str
    line: int
    code: str
    detail: str
    record: str = ""
    count: int = 1


@dataclass(eq=False)
class SettingsError(SearchAppError):
    """A setting that is `found` where `accepted` is asked. origin: as `LoadedSettings` has it."""

    name: str
    origin: str
    found: str
    accepted: str


@dataclass(eq=False)
class CorpusError(SearchAppError):
    """The folder of a corpus or of judgements cannot be used. path: the folder, or a file in it."""

    path: str
    detail: str


class CorpusBusyError(CorpusError):
    """Another process is fetching files into the folder."""


@dataclass(eq=False)
class DocumentsLostError(CorpusError):
    """A new generation would have `found` documents, too few for the `published` ones."""

    found: int
    published: int


@dataclass(eq=False)
class SearchIndexError(SearchAppError):
    """An index that cannot be used or written. path: its folder, or the file concerned."""

    path: str
    detail: str = ""


class IndexMissingError(SearchIndexError):
    """Nothing has been published in the folder yet."""


class IndexIncompatibleError(SearchIndexError):
    """The index was built by another version of the program, and has to be built anew."""


class IndexDamagedError(SearchIndexError):
    """A published file is missing or unreadable."""


class IndexBusyError(SearchIndexError):
    """Another process is reindexing; `detail` says which."""


class IndexWriteError(SearchIndexError):
    """The file `path` cannot be written. What is published stays as it was."""


class EngineUnavailableError(SearchIndexError):
    """The cluster that holds the index cannot be reached or refuses. path: its addresses."""


class NoEarlierGenerationError(SearchIndexError):
    """There is nothing to roll back to."""


class VerificationError(SearchIndexError):
    """A new generation does not hold what was put into it, and is not published."""

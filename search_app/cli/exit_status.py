"""With which status does a command end? One number for each outcome that a script may ask about."""

from enum import IntEnum

from search_app.dump import DumpBusyError, DumpError
from search_app.model.errors import (
    CorpusBusyError,
    CorpusError,
    DocumentsLostError,
    IndexBusyError,
    IndexIncompatibleError,
    IndexMissingError,
    QueryError,
    SearchAppError,
    SearchIndexError,
    SettingsError,
)


class ExitStatus(IntEnum):
    """The statuses, which are never renumbered: scripts depend on them."""

    DONE = 0
    FAILED = 1
    MISUSED = 2
    PUBLISHED_WITH_REJECTS = 3
    REFUSED = 4
    BUSY = 5
    NO_INDEX = 6
    NO_QUERY = 7
    DIFFERENT = 8
    LOSSES = 9
    INCOMPLETE = 10


MEANINGS = {
    ExitStatus.DONE: "done: the new index is published, or what is published is up to date",
    ExitStatus.FAILED: "failed: nothing was published or exported, the index stays as it was",
    ExitStatus.MISUSED: "the command line cannot be understood",
    ExitStatus.PUBLISHED_WITH_REJECTS: (
        "done as with 0, but some records were rejected (see <index>/rejects.jsonl)"
    ),
    ExitStatus.REFUSED: "not published: some records were rejected and --strict was given",
    ExitStatus.BUSY: (
        "nothing was done: another process is reindexing, fetching, exporting or sending"
    ),
    ExitStatus.NO_INDEX: "no usable index: run `search-app reindex`",
    ExitStatus.NO_QUERY: "the query cannot be understood",
    ExitStatus.DIFFERENT: "`check` found differences between the corpus and the index",
    ExitStatus.LOSSES: "not published: too many documents would be lost without --allow-losses",
    ExitStatus.INCOMPLETE: (
        "`fetch` could not bring some files, or `alerts send` some messages; the others are done"
    ),
}
# The first class that an error belongs to counts.
_OF_ERRORS: tuple[tuple[type[SearchAppError], ExitStatus], ...] = (
    (SettingsError, ExitStatus.MISUSED),
    (IndexBusyError, ExitStatus.BUSY),
    (IndexMissingError, ExitStatus.NO_INDEX),
    (IndexIncompatibleError, ExitStatus.NO_INDEX),
    (SearchIndexError, ExitStatus.FAILED),
    (CorpusBusyError, ExitStatus.BUSY),
    (DumpBusyError, ExitStatus.BUSY),
    (DumpError, ExitStatus.FAILED),
    (DocumentsLostError, ExitStatus.LOSSES),
    (CorpusError, ExitStatus.FAILED),
    (QueryError, ExitStatus.NO_QUERY),
)


def status_of(error: SearchAppError) -> ExitStatus:
    """Return the status with which a command ends that raised this error."""
    found = (status for kind, status in _OF_ERRORS if isinstance(error, kind))
    return next(found, ExitStatus.FAILED)

"""Which questions does the dump of the Sénat hold, with their answers?

Its tables stand one after another, in any order, so an answer may stand far from its question. The
rows are put into a temporary database on disk, of which no more than some megabytes are in memory,
and joined when all have been read.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any, BinaryIO

from search_app.ingest.files import UnreadableFileError
from search_app.ingest.records import RecordFormat, Scanned, error_at, raw_record, too_large
from search_app.ingest.senat_questions.copied_rows import Row, copied_rows
from search_app.model.document import Source

_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:--|SET |COPY )")
_SIGNS = re.compile(
    rb"PostgreSQL database dump"
    rb'|COPY (?:"?\w+"?\.)?"?(?:tam_questions|tam_reponses|sortquestion|the)"?\s?\('
)
_QUESTIONS, _ANSWERS = "tam_questions", "tam_reponses"
# The columns of a code and of what it stands for.
_NAMES = {"sortquestion": ("sorquecod", "sorquelib"), "the": ("thecle", "thelib")}
_TABLES = frozenset((_QUESTIONS, _ANSWERS, *_NAMES))
_SCHEMA = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -16000;
    CREATE TABLE questions (id TEXT PRIMARY KEY, line INTEGER, data TEXT);
    CREATE TABLE answers (id TEXT, data TEXT);
    CREATE TABLE names (of_table TEXT, code TEXT, name TEXT, PRIMARY KEY (of_table, code));
    BEGIN;
"""


def is_dump(head: bytes) -> bool:
    """Whether a file that begins with these bytes is a dump of PostgreSQL."""
    return bool(_HEAD.match(head) and _SIGNS.search(head))


def scan_dump(stream: BinaryIO, head: bytes, source: Source, size_max_bytes: int) -> Scanned:
    """Yield the questions as records named "tam_questions 12", by the id of their row.

    The data of a record is the object of the row, with "answers", "status" and "topic" put beside.
    head: the first bytes, which have been read from the stream. size_max_bytes: upper bound of one
    question with its answers. Raises UnreadableFileError when there is no room on the disk.
    """
    try:
        with closing(sqlite3.connect("", isolation_level=None)) as database:
            database.executescript(_SCHEMA)
            for row in copied_rows(stream, head, _TABLES, size_max_bytes):
                fault = (row.code, row.fault) if row.code else _kept(database, row)
                if fault:
                    yield error_at(_place(source, row.line), *fault)
            yield from _joined(database, source, size_max_bytes)
    except sqlite3.Error as error:
        raise UnreadableFileError(f"temporary database: {error}") from error


def _kept(database: sqlite3.Connection, row: Row) -> tuple[str, str] | None:
    """Put a row into the database; return the code and detail of what is wrong with it."""
    values = row.values
    if row.table in _NAMES:
        code, name = (values.get(column) for column in _NAMES[row.table])
        database.execute("REPLACE INTO names VALUES (?, ?, ?)", (row.table, code, name))
        return None
    key = values.get("id" if row.table == _QUESTIONS else "idque")
    if not key:
        return "missing", f"id of a row of {row.table}"
    data = json.dumps(values)
    if row.table == _ANSWERS:
        database.execute("INSERT INTO answers VALUES (?, ?)", (key, data))
        return None
    insertion = "INSERT OR IGNORE INTO questions VALUES (?, ?, ?)"
    is_new = database.execute(insertion, (key, row.line, data)).rowcount
    return None if is_new else ("value", f"id: {key}, which an earlier row has")


def _joined(database: sqlite3.Connection, source: Source, size_max: int) -> Scanned:
    database.execute("CREATE INDEX by_id ON answers (id)")
    found = database.execute("SELECT id, line, data FROM questions ORDER BY rowid")
    is_empty = True
    for key, line, data in found:
        is_empty = False
        place = _place(source, line, f"{_QUESTIONS} {key}"[:200])
        sizes = "SELECT coalesce(sum(length(data)), 0) FROM answers WHERE id = ?"
        size = len(data) + database.execute(sizes, (key,)).fetchone()[0]
        if size > size_max:
            yield too_large(place, size, size_max)
            continue
        question = json.loads(data)
        question["answers"] = list(_answers(database, key))
        question["status"] = _name(database, "sortquestion", question.get("sorquecod"))
        themes = (question.get("themes") or "").strip("#").split("#")
        question["topic"] = _name(database, "the", themes[0])
        yield raw_record(place, RecordFormat.SENAT, json.dumps(question).encode())
    if is_empty:
        yield error_at(source, "dialect", f"SQL without rows of {_QUESTIONS}")


def _answers(database: sqlite3.Connection, key: str) -> Iterator[Any]:
    rows = database.execute("SELECT data FROM answers WHERE id = ? ORDER BY rowid", (key,))
    return (json.loads(data) for (data,) in rows)


def _name(database: sqlite3.Connection, table: str, code: str | None) -> str:
    found = database.execute(
        "SELECT name FROM names WHERE of_table = ? AND code = ?", (table, code)
    ).fetchone()
    return (found[0] or "") if found else ""


def _place(source: Source, line: int, name: str = "") -> Source:
    record = "/".join(filter(None, (source.record, name)))
    return Source(path=source.path, line=line, record=record)

"""How is a table of questions to be read, a CSV, a TSV or JSON Lines?

The mapping beside it, a TOML file named `<file>.csv.toml` or likewise, says so:

encoding = "cp1252"
separator = "|"
quoting = "none"
date_order = "dmy"

[columns]
number = "id"
text = "question"

[constants]
type = "QE"
legislature = "16"
"""

import codecs
import json
import re
import tomllib
from dataclasses import dataclass
from typing import Any, BinaryIO

from search_app.ingest.question_fields import read_legislature, read_type
from search_app.ingest.records import RawRecord, RecordFormat, error_at, raw_record
from search_app.model.document import Source

# fmt: off
FIELDS = (
    "number", "author", "group", "constituency", "ministry_asked", "ministry_in_charge", "topic",
    "title", "date", "text", "answer", "url",
)
# fmt: on
_CONSTANT_READERS = {"type": read_type, "legislature": read_legislature}
_REQUIRED = ("number", "text")
_TOP = {
    "encoding": "utf-8",
    "separator": ",",
    "quoting": "minimal",
    "date_order": "",
    "columns": {},
    "constants": {},
}
# In each of these encodings a byte below 128 is the character of ASCII, so that the bytes can be
# cut into lines before they are decoded.
_ENCODINGS = ("utf-8", "cp1252", "iso8859-1", "iso8859-15")
# As browsers do: what is declared as latin-1 is written in windows-1252, which has « ’ » and « œ ».
_READ_AS = {"iso8859-1": "cp1252"}
# What is larger is not given to the parser of TOML, whose time and memory grow with the square of
# a key's dots, and which calls itself for each bracket inside another.
_SIZE_MAX_BYTES = 16_000
_LINE_LENGTH_MAX = 1_000
_BRACKETS_MAX = 100
_CHOICES = {"quoting": ("none", "minimal"), "date_order": ("dmy", "ymd")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """How to read one table.

    encoding: Python's name of it. is_quoted: whether a cell may stand in quotation marks.
    date_order: "dmy", "ymd", or "" when no column is a date.
    columns: field of the question -> name of its column, as in the header, or of its key in JSON.
    constants: field of the question -> its value, the same in every row.
    """

    encoding: str
    separator: str
    is_quoted: bool
    date_order: str
    columns: dict[str, str]
    constants: dict[str, str]


class _MappingError(ValueError):
    """A key of a mapping, and what is wrong with it."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"{key}: {problem}")


def read_mapping(stream: BinaryIO, source: Source) -> Mapping:
    """Read the mapping of the table at `source`, which may be an entry of a zip.

    Raises OSError, and RecordError "format" for a mapping that is wrong; its detail names the file
    and the key. One of more than 16,000 bytes, 1,000 characters in a line or 100 opening brackets
    is wrong.
    """
    try:
        text = stream.read(_SIZE_MAX_BYTES + 1).decode()
        _refuse_large(text)
        given = {"separator": "\t"} if source.name.lower().endswith(".tsv") else {}
        return _mapping(given | tomllib.loads(text))
    except ValueError as error:  # TOML and UTF-8 raise ValueError too
        raise error_at(source, "format", f"{source.name}.toml: {error}") from error


def mapped_record(fields: dict[str, str], mapping: Mapping, place: Source) -> RawRecord:
    """Make the record of one row: its fields, and what the mapping says of all rows."""
    shared = mapping.constants | {"date_order": mapping.date_order}
    return raw_record(place, RecordFormat.ROW, json.dumps(shared | fields).encode())


def _refuse_large(text: str) -> None:
    """Raise ValueError for a text that the parser may be slow on."""
    for what, size, size_max in (
        ("bytes", len(text.encode()), _SIZE_MAX_BYTES),
        ("characters in a line", max(map(len, text.split("\n"))), _LINE_LENGTH_MAX),
        ("opening brackets", text.count("[") + text.count("{"), _BRACKETS_MAX),
    ):
        if size > size_max:
            raise ValueError(f"more than {size_max} {what}")


def _mapping(given: dict[str, Any]) -> Mapping:
    _refuse_unknown("", given, _TOP)
    values = _TOP | given
    columns = _strings("columns", values, FIELDS)
    constants = _strings("constants", values, tuple(_CONSTANT_READERS))
    for key in _REQUIRED:
        if key not in columns:
            raise _MappingError(f"columns.{key}", "missing")
    for key, read in _CONSTANT_READERS.items():
        if key not in constants:
            raise _MappingError(f"constants.{key}", "missing")
        try:
            read(constants[key])
        except ValueError as error:
            raise _MappingError(f"constants.{key}", f"{constants[key]!r} is none") from error
    if "date" in columns and not values["date_order"]:
        raise _MappingError("date_order", 'missing; accepted: "dmy", "ymd"')
    for key, accepted in _CHOICES.items():
        if values[key] not in (*accepted, _TOP[key]):
            raise _MappingError(key, f"{values[key]!r}; accepted: {', '.join(accepted)}")
    return Mapping(
        encoding=_encoding(values["encoding"]),
        separator=_separator(values["separator"]),
        is_quoted=values["quoting"] == "minimal",
        date_order=values["date_order"],
        columns=columns,
        constants=constants,
    )


def _strings(table: str, values: dict[str, Any], known: tuple[str, ...]) -> dict[str, str]:
    found = values[table]
    if not isinstance(found, dict):
        raise _MappingError(table, "not a table")
    _refuse_unknown(f"{table}.", found, known)
    for key, value in found.items():
        if not isinstance(value, str):
            raise _MappingError(f"{table}.{key}", f"{value!r} is not a string")
    return found


def _refuse_unknown(prefix: str, found: dict[str, Any], known: Any) -> None:
    for key in found:
        if key not in known:
            raise _MappingError(f"{prefix}{key}", f"unknown; known: {', '.join(known)}")


def _encoding(name: Any) -> str:
    try:
        encoding = codecs.lookup(name).name
    except (LookupError, TypeError, ValueError):
        encoding = ""
    if encoding not in _ENCODINGS:
        raise _MappingError("encoding", f"{name!r}; accepted: {', '.join(_ENCODINGS)}")
    return _READ_AS.get(encoding, encoding)


def _separator(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r'[^\w\s"]|\t', value):
        raise _MappingError("separator", f"{value!r} is not one sign")
    return value

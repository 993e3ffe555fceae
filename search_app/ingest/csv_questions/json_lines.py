"""Which questions does a file of JSON Lines hold?

Each line is an object. With a mapping beside the file it has the fields of a question under the
keys that the mapping names; without one it has to be a question as the Assemblée publishes it.
"""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from search_app.ingest.csv_questions.mapping import Mapping, mapped_record
from search_app.ingest.mapping_names import mapping_name
from search_app.ingest.records import (
    RawRecord,
    RecordFormat,
    Scanned,
    error_at,
    place_within,
    raw_record,
)
from search_app.model.document import Source
from search_app.model.errors import RecordError

_OFFICIAL = re.compile(rb'"(?:uid|identifiant)"\s{0,9}:')


@dataclass(frozen=True, slots=True)
class _Line:
    """One line that is not blank. data: None for one that is too long."""

    source: Source
    data: bytes | None


def scan_json_lines(
    stream: BinaryIO, mapping: Mapping | None, source: Source, size_max_bytes: int
) -> Scanned:
    """Yield the lines as records named "row 1", "row 2" and so on; a wrong one is reported alone.

    Those of an entry of a zip are named "lines.jsonl/row 1".

    size_max_bytes: upper bound of one line. Raises RecordError "dialect" for a file without a
    mapping whose first line is no question of the Assemblée.
    """
    seen: set[str] = set()
    for index, line in enumerate(_lines(stream, source, size_max_bytes)):
        if line.data is None:
            yield error_at(line.source, "size", f"line of more than {size_max_bytes} bytes")
        elif mapping:
            yield _mapped(line.data, mapping, line.source, seen)
        elif index or _OFFICIAL.search(line.data):
            yield raw_record(line.source, RecordFormat.JSON, line.data)
        else:
            name = mapping_name(source.name.rpartition("/")[2])
            detail = f"JSON Lines without a mapping: write {name} beside it"
            raise error_at(source, "dialect", detail)
    for field, key in mapping.columns.items() if mapping else ():
        if key not in seen:
            detail = f"{source.name}.toml: columns.{field}: no line has the key {key!r}"
            yield error_at(source, "format", detail)


def _lines(stream: BinaryIO, source: Source, size_max: int) -> Iterator[_Line]:
    number = count = 0
    while data := stream.readline(size_max + 1):
        number += 1
        whole = len(data) <= size_max
        while not whole and data and not data.endswith(b"\n"):
            data = stream.readline(size_max + 1)
        data = data.removeprefix(codecs.BOM_UTF8) if number == 1 else data
        if whole and not data.strip():
            continue
        count += 1
        yield _Line(place_within(source, f"row {count}", number), data if whole else None)


def _mapped(
    data: bytes, mapping: Mapping, source: Source, seen: set[str]
) -> RawRecord | RecordError:
    """Return the record of a line, or the RecordError of one that cannot be read."""
    try:
        found = json.loads(data.decode(mapping.encoding))
        if not isinstance(found, dict):
            return error_at(source, "format", "JSON: the line is no object")
        seen.update(key for key in mapping.columns.values() if key in found)
        fields = {field: _text(found.get(key), key) for field, key in mapping.columns.items()}
    except UnicodeDecodeError as error:
        detail = f"byte 0x{data[error.start]:02X} does not exist in the encoding"
        return error_at(source, "encoding", detail)
    except _ValueError as error:
        return error_at(source, "value", str(error))
    except (ValueError, RecursionError) as error:
        return error_at(source, "format", f"JSON: {error}")
    return mapped_record(fields, mapping, source)


class _ValueError(Exception):
    """A value that is neither a text nor a whole number; its message names the key."""


def _text(value: Any, key: str) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise _ValueError(f"{key}: {json.dumps(value)[:80]}")

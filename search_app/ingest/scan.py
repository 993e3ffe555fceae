"""Which records does a file hold?

A file is a zip or a tar, a table (CSV, TSV, JSON Lines) with its mapping beside it, a list of
questions in JSON, XML or SQL, an export of the press, or one record. All but tables and exports are
known by their first bytes. Records are cut out but not parsed, one at a time, so that no more than
one is in memory.
"""

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from search_app.ingest import archive, tape
from search_app.ingest.csv_questions.json_lines import scan_json_lines
from search_app.ingest.csv_questions.mapping import read_mapping
from search_app.ingest.csv_questions.rows import scan_rows
from search_app.ingest.files import (
    UNREADABLE,
    SourceFile,
    UnreadableFileError,
    corpus_file,
    mapping_of,
    open_file,
    stray_links,
)
from search_app.ingest.json_questions import question_list
from search_app.ingest.mapping_names import mapped_name
from search_app.ingest.press_exports import export
from search_app.ingest.records import (
    IsKnown,
    RawRecord,
    RecordFormat,
    Scanned,
    error_at,
    nothing_known,
    raw_record,
    too_large,
)
from search_app.ingest.senat_questions import dump, year
from search_app.ingest.xml_questions import journal, question_elements
from search_app.model.document import Source
from search_app.model.errors import RecordError
from search_app.model.limits import Limits

_HEAD_BYTES = 4_096
_JSON_LINES_ENDS = (".jsonl", ".ndjson")
_ALONE = "mapping of a table that is not beside it"
_RTF = b"{\\rtf"
_ScanList = Callable[[BinaryIO, bytes, Source, int], Scanned]


def scan_file(
    corpus: Path, path: str, *, limits: Limits, is_known: IsKnown = nothing_known
) -> Scanned:
    """Yield the records of one of the files that `file_digests(corpus)` lists.

    What is wrong with the file or a record is yielded as a RecordError with the file's path: it is
    never raised. When the system cannot read the file, or not to its end, its code is UNREADABLE.
    is_known: records of which it says so may be left out, where that saves reading them.
    """
    try:
        yield from _scan(corpus_file(corpus, path), limits, is_known)
    except RecordError as error:
        yield error
    except OSError as error:
        yield RecordError(path=path, line=1, code=UNREADABLE, detail=error.strerror or str(error))
    except UnreadableFileError as error:
        yield RecordError(path=path, line=1, code=UNREADABLE, detail=str(error))
    except Exception as error:  # noqa: BLE001 - one file must not stop the others
        yield error_at(Source(path=path), "format", f"{type(error).__name__}: {error}")


def scan_corpus_errors(corpus: Path) -> list[RecordError]:
    """Return what is wrong outside the files: links that leave the corpus or lead nowhere."""
    detail = "link that leads out or nowhere"
    return [
        RecordError(path=link, line=1, code="format", detail=detail) for link in stray_links(corpus)
    ]


def _scan(file: SourceFile, limits: Limits, is_known: IsKnown) -> Scanned:
    source = Source(path=file.path)
    if mapped_name(file.path):
        raise error_at(source, "dialect", _ALONE)
    mapping_file = mapping_of(file)
    with open_file(file.absolute) as stream:
        head = stream.read(_HEAD_BYTES)
        is_zip, is_table = archive.is_zip(head), mapping_file or _is_table(file.path, head)
        is_container = is_zip or is_table or _list_scanner(head)
        if is_container and file.size_bytes > limits.container_size_max_bytes:
            raise too_large(source, file.size_bytes, limits.container_size_max_bytes)
        if tape.is_tar(head):
            if file.size_bytes > limits.file_size_max_bytes:  # the library may hold all of it
                raise too_large(source, file.size_bytes, limits.file_size_max_bytes)
            stream.seek(0)
            yield from tape.scan_tar(stream, source, limits, _scan_entry)
        elif is_zip:
            yield from archive.scan_zip(stream, source, limits, _scan_entry, is_known)
        elif mapping_file:
            with open_file(mapping_file) as mapping:
                yield from _scan_content(stream, head, source, limits, mapping)
        elif is_container:
            yield from _scan_content(stream, head, source, limits)
        else:
            is_text = _format(head) is RecordFormat.TEXT
            size_max = limits.file_size_max_bytes if is_text else limits.record_size_max_bytes
            if file.size_bytes > size_max:
                raise too_large(source, file.size_bytes, size_max)
            yield from _one(stream, head, source, size_max, limits)


def _scan_entry(
    stream: BinaryIO, source: Source, limits: Limits, mapping: BinaryIO | None
) -> Scanned:
    """Yield the records of one entry of a zip or a tar. Raises RecordError."""
    if mapped_name(source.record):
        raise error_at(source, "dialect", _ALONE)
    yield from _scan_content(stream, stream.read(_HEAD_BYTES), source, limits, mapping)


def _scan_content(
    stream: BinaryIO, head: bytes, source: Source, limits: Limits, mapping: BinaryIO | None = None
) -> Scanned:
    """Yield the records of a table, of a list of questions or of anything else."""
    size_max = limits.record_size_max_bytes
    if mapping or _is_table(source.name, head):
        stream.seek(0)
        rows = _scan_table(stream, head, source, size_max, mapping)
        yield from _first_records(rows, stream, limits)
    elif scan_list := _list_scanner(head):
        yield from _first_records(scan_list(stream, head, source, size_max), stream, limits)
    else:
        yield from _one(stream, head, source, size_max, limits)


def _scan_table(
    stream: BinaryIO, head: bytes, source: Source, size_max: int, mapping_file: BinaryIO | None
) -> Scanned:
    mapping = read_mapping(mapping_file, source) if mapping_file else None
    if source.name.lower().endswith(_JSON_LINES_ENDS):
        yield from scan_json_lines(stream, mapping, source, size_max)
    elif mapping:
        yield from scan_rows(stream, mapping, source, size_max)
    else:
        yield from year.scan_year(stream, head, source, size_max)


def _is_table(name: str, head: bytes) -> bool:
    """Whether a file without a mapping is a table all the same."""
    is_json_lines = name.lower().endswith(_JSON_LINES_ENDS) and _format(head) is RecordFormat.JSON
    return year.is_year(head) or is_json_lines


def _first_records(records: Scanned, stream: BinaryIO, limits: Limits) -> Scanned:
    """Yield the records of a file until there are too many for its size, which is reported once."""
    for count, record in enumerate(records, start=1):
        if count > (count_max := limits.rows_max(stream.tell())):
            place = Source(path=record.path, line=record.line, record=record.record)
            detail = f"more than {count_max} records for its size: those from here on are not read"
            yield error_at(place, "size", detail)
            return
        yield record


def _one(stream: BinaryIO, head: bytes, source: Source, size_max: int, limits: Limits) -> Scanned:
    """Yield the one record of a stream, or the articles of what is an export of the press."""
    raw = _whole(stream, head, source, size_max)
    if raw.format is RecordFormat.TEXT and export.is_export(raw.data):
        articles = export.scan_export(raw, limits.record_size_max_bytes)
        yield from _first_records(articles, stream, limits)
    else:
        yield raw


def _whole(stream: BinaryIO, head: bytes, source: Source, size_max: int) -> RawRecord:
    """Make one record of a stream whose first bytes, `head`, have been read."""
    data = head + stream.read(size_max + 1 - len(head))
    if len(data) > size_max:  # of a zip's entry, or of a file that grew after it was listed
        raise error_at(source, "size", f"more than {size_max} bytes")
    return raw_record(source, _format(head), data)


def _list_scanner(head: bytes) -> _ScanList | None:
    """Return what cuts a file that begins with these bytes, None when it is no list."""
    if question_list.is_question_list(head):
        return question_list.scan_list
    if dump.is_dump(head):
        return dump.scan_dump
    if journal.is_issue(head):
        return journal.scan_issue
    return question_elements.scan_list if question_elements.is_list(head) else None


def _format(head: bytes) -> RecordFormat:
    """Return the format of one record that begins with these bytes."""
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"{") and not start.startswith(_RTF):
        return RecordFormat.JSON
    return RecordFormat.XML if question_elements.is_question(head) else RecordFormat.TEXT

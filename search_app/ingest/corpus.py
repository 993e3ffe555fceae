"""What documents does a corpus hold? Every record becomes a Document, a report, or both."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from search_app.ingest.formats import parse, question_csv, question_json
from search_app.ingest.records import Limits, ParsedRecord, RawRecord, RecordFormat, error_at
from search_app.ingest.scan import scan_corpus_errors, scan_file
from search_app.ingest.source import decode_text, file_digests
from search_app.model.document import Document
from search_app.model.errors import RecordError

_UNREADABLE = frozenset(("dialect", "encoding"))


def read_corpus(corpus: Path, *, limits: Limits) -> Iterator[Document | RecordError]:
    """Read the corpus file by file, in the order of their paths; links that lead out come first.

    Raises CorpusError when the folder cannot be listed, and nothing else: what is wrong with a
    record is yielded in its place, after its document when it has one.
    """
    yield from scan_corpus_errors(corpus)
    for path in file_digests(corpus):
        for raw in scan_file(corpus, path, limits=limits):
            if isinstance(raw, RecordError):
                yield raw
                continue
            parsed = parse_record(raw)
            if parsed.document:
                yield parsed.document
            yield from parsed.errors


def parse_record(raw: RawRecord) -> ParsedRecord:
    """Read one record. Never raises."""
    try:
        return _parse(raw)
    except RecordError as error:
        return ParsedRecord(document=None, errors=(_located(error, raw),))
    except Exception as error:  # noqa: BLE001 - a parser's surprise must not stop the others
        surprise = error_at(raw.source, "format", f"{type(error).__name__}: {error}")
        return ParsedRecord(document=None, errors=(surprise,))


def _parse(raw: RawRecord) -> ParsedRecord:
    match raw.format:
        case RecordFormat.JSON:
            return question_json.read(raw.data, raw.source)
        case RecordFormat.ROW:
            return question_csv.read(raw.data, raw.source)
        case RecordFormat.TEXT:
            # Inside a container the record's name is part of what an article is known by.
            path = f"{raw.path}/{raw.record}" if raw.record else raw.path
            document = parse(decode_text(raw.data, path), path)
            return ParsedRecord(document=replace(document, source=raw.source))


def _located(error: RecordError, raw: RawRecord) -> RecordError:
    """Give an error the place of its record; an unreadable CSV is one whose mapping is missing."""
    if error.code in _UNREADABLE and raw.path.lower().endswith(".csv"):
        mapping = f"{PurePosixPath(raw.path).name}.toml"
        return error_at(raw.source, "dialect", f"CSV without a mapping: write {mapping} beside it")
    return error_at(replace(raw.source, line=error.line), error.code, error.detail)

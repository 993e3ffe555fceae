"""What document does a record make? A Document, a report of what is wrong, or both."""

from dataclasses import replace
from pathlib import PurePosixPath

from search_app.ingest.csv_questions import question_csv
from search_app.ingest.json_questions import question_json
from search_app.ingest.records import ParsedRecord, RawRecord, RecordFormat, error_at
from search_app.ingest.texts import formats
from search_app.model.document import NAME_LENGTH_MAX, TITLE_LENGTH_MAX
from search_app.model.errors import RecordError

_UNREADABLE = frozenset(("dialect", "encoding"))


def parse_record(raw: RawRecord) -> ParsedRecord:
    """Read one record. Never raises."""
    try:
        return _bounded(_parse(raw), raw)
    except RecordError as error:
        return ParsedRecord(document=None, errors=(_located(error, raw),))
    except Exception as error:  # noqa: BLE001 - a parser's surprise must not stop the others
        surprise = error_at(raw.source, "format", f"{type(error).__name__}: {error}")
        return ParsedRecord(document=None, errors=(surprise,))


def _bounded(parsed: ParsedRecord, raw: RawRecord) -> ParsedRecord:
    """Refuse a document whose names could not be values of a facet, in an address."""
    document = parsed.document
    if document is None:
        return parsed
    authorities = (
        document.group,
        document.ministry_asked,
        document.ministry_in_charge,
        document.topic,
    )
    names = [name.name for name in authorities if name]
    limits = dict.fromkeys([*names, document.author, document.constituency], NAME_LENGTH_MAX)
    for text, length_max in (*limits.items(), (document.title, TITLE_LENGTH_MAX)):
        if len(text) > length_max:
            detail = f"{text[:40]}… of {len(text)} characters, at most {length_max}"
            raise error_at(raw.source, "value", detail)
    return parsed


def _parse(raw: RawRecord) -> ParsedRecord:
    match raw.format:
        case RecordFormat.JSON:
            return question_json.read(raw.data, raw.source)
        case RecordFormat.ROW:
            return question_csv.read(raw.data, raw.source)
        case RecordFormat.TEXT:
            return formats.read(raw.data, raw.source)


def _located(error: RecordError, raw: RawRecord) -> RecordError:
    """Give an error the place of its record; an unreadable CSV is one whose mapping is missing."""
    if error.code in _UNREADABLE and raw.path.lower().endswith(".csv"):
        mapping = f"{PurePosixPath(raw.path).name}.toml"
        return error_at(raw.source, "dialect", f"CSV without a mapping: write {mapping} beside it")
    return error_at(replace(raw.source, line=error.line), error.code, error.detail)

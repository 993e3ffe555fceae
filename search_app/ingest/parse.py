"""What does a record make? A document, a report of what is wrong with it, or both."""

from dataclasses import replace
from pathlib import PurePosixPath

from search_app.ingest.csv_questions import question_csv
from search_app.ingest.json_questions import question_json
from search_app.ingest.mapping_names import mapping_name
from search_app.ingest.members import member_json
from search_app.ingest.press_exports import export_article
from search_app.ingest.printable import twice_encoded
from search_app.ingest.records import ParsedRecord, RawRecord, RecordFormat, error_at
from search_app.ingest.senat_questions import question_senat
from search_app.ingest.texts import formats
from search_app.ingest.xml_questions import question_xml
from search_app.mentions import laws_of
from search_app.model.document import NAME_LENGTH_MAX, TITLE_LENGTH_MAX, Kind
from search_app.model.errors import RecordError

_TABLES = {".csv": "CSV", ".tsv": "TSV"}
_NO_TEXT_CODES = frozenset(("dialect", "encoding"))


def parse_record(raw: RawRecord) -> ParsedRecord:
    """Read one record. Whatever is wrong with it is in the result: nothing is raised."""
    try:
        parsed = _citing(_decoded_once(_bounded(_parse(raw), raw), raw))
        return replace(parsed, errors=tuple(_located(error, raw) for error in parsed.errors))
    except RecordError as error:
        return ParsedRecord(document=None, errors=(_located(error, raw),))
    except Exception as error:  # noqa: BLE001 - one record must not stop the others
        surprise = error_at(raw.source, "format", f"{type(error).__name__}: {error}")
        return ParsedRecord(document=None, errors=(surprise,))


def _bounded(parsed: ParsedRecord, raw: RawRecord) -> ParsedRecord:
    """Refuse a document whose title or names are too long.

    A name is a value of a facet, and so becomes a part of an address.
    """
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


def _decoded_once(parsed: ParsedRecord, raw: RawRecord) -> ParsedRecord:
    """Report a document whose text was decoded in the wrong charset before it came here."""
    document = parsed.document
    if document is None:
        return parsed
    texts = (document.title, document.text, document.answer)
    word = next(filter(None, map(twice_encoded, texts)), "")
    if not word:
        return parsed
    detail = f"« {word} » is UTF-8 read in another charset; correct the encoding, or the file"
    return replace(parsed, errors=(*parsed.errors, error_at(raw.source, "encoding", detail)))


def _citing(parsed: ParsedRecord) -> ParsedRecord:
    """Add the laws that the texts of a document cite."""
    if parsed.document is None:
        return parsed
    names = tuple(law.name for law in laws_of(parsed.document))
    return replace(parsed, document=replace(parsed.document, laws=names))


def _parse(raw: RawRecord) -> ParsedRecord:
    match raw.format:
        case RecordFormat.JSON if member_json.recognises(raw.data):
            return member_json.read(raw.data, raw.source)
        case RecordFormat.JSON:
            return question_json.read(raw.data, raw.source)
        case RecordFormat.XML:
            return question_xml.read(raw.data, raw.source)
        case RecordFormat.ROW:
            return question_csv.read(raw.data, raw.source)
        case RecordFormat.SENAT:
            return question_senat.read(raw.data, raw.source)
        case RecordFormat.PRESS:
            return export_article.read(raw.data, raw.source)
        case RecordFormat.TEXT:
            parsed = formats.read(raw.data, raw.source)
            is_prose = parsed.document and parsed.document.kind is Kind.ARTICLE
            if is_prose and _kind_of_table(raw):
                raise error_at(raw.source, "dialect", "a table, not prose")
            return parsed


def _located(error: RecordError, raw: RawRecord) -> RecordError:
    """Give an error the place of its record, keeping its line.

    A table with its mapping is cut into rows; one that is read as a text is a table without a
    mapping, whatever else makes it unreadable.
    """
    if error.code in _NO_TEXT_CODES and (kind := _kind_of_table(raw)):
        name = mapping_name(PurePosixPath(raw.source.name).name)
        return error_at(raw.source, "dialect", f"{kind} without a mapping: write {name} beside it")
    return error_at(replace(raw.source, line=error.line), error.code, error.detail)


def _kind_of_table(raw: RawRecord) -> str:
    """Return what a file is called that would be cut into rows with a mapping, "" for any other."""
    return _TABLES.get(PurePosixPath(raw.source.name).suffix.lower(), "")

"""Which questions does the Sénat's table of the last twelve months hold?

`questions-depuis-un-an.csv` has a row for each question, without its text. It is published in the
encoding of Western Europe, of which Windows' is a superset, and needs no mapping.
"""

import csv
import json
import re
from typing import BinaryIO

from search_app.ingest.csv_questions.mapping import Mapping
from search_app.ingest.csv_questions.rows import scan_rows
from search_app.ingest.records import RawRecord, RecordFormat, Scanned, raw_record
from search_app.model.document import Source

_ENCODING = "cp1252"
# The names that the dump has for the columns.
_COLUMNS = {
    "status": "Sort",
    "natquecod": "Nature",
    "numero": "Numéro",
    "titre": "Titre",
    "nom": "Nom",
    "prenom": "Prénom",
    "codequalite": "Civilité",
    "circonscription": "Circonscription",
    "groupe": "Groupe",
    "datejodepot": "Date de publication JO",
    "mindepotlib": "Ministère de dépôt",
    "minreplib1": "Ministère de réponse",
    "datejorep1": "Date de réponse JO",
    "topic": "Thème(s)",
    "url": "URL Question",
}
_FIRST_COLUMN = re.compile(r'"?Sort"?([;|])')


def is_year(head: bytes) -> bool:
    """Whether a file that begins with these bytes is this table: it has all the columns read."""
    return bool(_separator(head))


def scan_year(stream: BinaryIO, head: bytes, source: Source, size_max_bytes: int) -> Scanned:
    """Yield the rows as records named "row 1", as `csv_questions.rows.scan_rows` does.

    stream: at the beginning of the file. head: its first bytes.
    """
    mapping = Mapping(
        encoding=_ENCODING,
        separator=_separator(head),
        is_quoted=True,
        date_order="",
        columns=_COLUMNS,
        constants={},
    )
    for found in scan_rows(stream, mapping, source, size_max_bytes):
        if isinstance(found, RawRecord):
            fields = json.loads(found.data) | {"has_no_texts": True}
            yield raw_record(found.source, RecordFormat.SENAT, json.dumps(fields).encode())
        else:
            yield found


def _separator(head: bytes) -> str:
    """Return the sign between the columns, "" when the first line is not the header."""
    line = head.split(b"\n", 1)[0].decode(_ENCODING, "replace").rstrip("\r")
    first = _FIRST_COLUMN.match(line)
    cells = [cell.strip() for cell in next(csv.reader([line], delimiter=first[1]))] if first else []
    return first[1] if first and all(cells.count(name) == 1 for name in _COLUMNS.values()) else ""

"""How is a result written as CSV? For the French Excel, and for any program that reads tables.

There is a byte order mark, without which Excel takes the letters for others, and `;` between the
cells, as where the comma belongs to numbers. The first line has the titles and nothing stands
before it: a reader of tables would take lines about the file for data. So each row ends with a cell
that says where it comes from, which it keeps when it is sorted or copied elsewhere.
"""

import csv
import io
import re
from collections.abc import Iterator

from search_app.web.exports.export import Export
from search_app.web.exports.table import Cell, columns

_PROVENANCE = "Provenance"
# A spreadsheet may take what begins so for a formula and run it, with commands in it.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
# Before such a text, so that it is taken for one. Spreadsheets know the sign, and some hide it.
GUARD = "'"


def csv_file(export: Export) -> Iterator[str]:
    buffer = io.StringIO(newline="")
    write = csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow
    listed = columns(export.document_url)
    provenance = guarded(export.provenance.sentence)
    buffer.write("\ufeff")
    write([*(column.title for column in listed), _PROVENANCE])
    yield buffer.getvalue()
    for document in export.documents:
        buffer.seek(0)
        buffer.truncate()
        write([*(guarded(column.cell(document)) for column in listed), provenance])
        yield buffer.getvalue()


def guarded(cell: Cell) -> str:
    """Return a cell as text. No spreadsheet takes it for a formula; dates and numbers stay so."""
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    is_formula = _FORMULA.match(cell) and not _PLAIN_NUMBER.fullmatch(cell)
    return GUARD + cell if is_formula else cell

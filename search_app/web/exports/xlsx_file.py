"""How is a result written as an XLSX workbook? With dates, links, filters, and where it comes from.

XlsxWriter writes the rows to a temporary file one by one, and puts the workbook together at the
end: it can be sent only then. What comes from documents is written as text, never as a formula.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from search_app.web.exports.export import Export
from search_app.web.exports.table import Cell, columns
from search_app.web.labels import counted, number
from search_app.web.xml_answer import within_xml

# What Excel allows in a cell, in units of UTF-16, and in a text inside a formula.
CELL_CHARACTERS_MAX = 32_767
_FORMULA_TEXT_MAX = 255
CUT_HERE = f" […] (texte coupé\u00a0: une cellule a au plus {number(CELL_CHARACTERS_MAX)} signes)"
_FIRST_YEAR = 1900
_CHUNK_BYTES = 65_536
_WIDTH_OF_LABELS, _WIDTH_OF_ENTRIES = 26, 100
_WIDTH_OF_BUTTON = 4  # which opens the filter of a column, beside its title


def xlsx_file(export: Export) -> Iterator[bytes]:
    with TemporaryDirectory(prefix="search-app-") as folder:
        file = Path(folder, "export.xlsx")
        _write(export, file)
        with file.open("rb") as written:
            while chunk := written.read(_CHUNK_BYTES):
                yield chunk


def _write(export: Export, file: Path) -> None:
    # Imported here: it takes 2 MB of each worker, and few readers ask for a workbook.
    from xlsxwriter import Workbook  # noqa: PLC0415

    options = {"constant_memory": True, "tmpdir": str(file.parent)}
    with Workbook(str(file), options) as workbook:
        workbook.use_zip64()
        workbook.set_properties(
            {"title": export.provenance.query, "comments": export.provenance.sentence}
        )
        cells_cut = _Sheet(workbook, "Documents").write_documents(export)
        _Sheet(workbook, "Provenance").write_provenance(export, cells_cut)


class _Sheet:
    def __init__(self, workbook: Any, name: str) -> None:
        self._sheet = workbook.add_worksheet(name)
        self._title = workbook.add_format({"bold": True, "bottom": 1})
        self._label = workbook.add_format({"bold": True, "valign": "top"})
        self._text = workbook.add_format({"valign": "top", "text_wrap": True})
        # On the right, a number would touch the day in the next column.
        self._number = workbook.add_format({"align": "left"})
        self._day = workbook.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        self._link = workbook.get_default_url_format()
        self._cut = 0

    def write_documents(self, export: Export) -> int:
        """Write a row for each document, and return how many cells were cut."""
        listed = columns(export.document_url)
        for place, column in enumerate(listed):
            width = max(column.width, len(column.title) + _WIDTH_OF_BUTTON)
            self._sheet.set_column(place, place, width)
            self._sheet.write_string(0, place, column.title, self._title)
        row = 0
        for row, document in enumerate(export.documents, 1):
            for place, column in enumerate(listed):
                cell = column.cell(document)
                if column.is_address:
                    self._write_address(row, place, str(cell))
                else:
                    self._write(row, place, cell)
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, row, len(listed) - 1)
        return self._cut

    def write_provenance(self, export: Export, cells_cut: int) -> None:
        self._sheet.set_column(0, 0, _WIDTH_OF_LABELS)
        self._sheet.set_column(1, 1, _WIDTH_OF_ENTRIES)
        entries = export.provenance.entries
        if cells_cut:
            said = (
                f"{counted(cells_cut, 'texte')} de plus de {number(CELL_CHARACTERS_MAX)}"
                "\u00a0signes, la limite d’Excel\u00a0: la fin manque ici."
                " Elle se lit dans le CSV ou sur le site."
            )
            entries += (("Textes coupés", said),)
        for row, (label, value) in enumerate(entries):
            self._sheet.write_string(row, 0, label, self._label)
            self._write(row, 1, value, self._text)

    def _write(self, row: int, place: int, cell: Cell, text: Any = None) -> None:
        match cell:
            case dt.date() if cell.year >= _FIRST_YEAR:
                self._sheet.write_datetime(row, place, cell, self._day)
            case int():
                self._sheet.write_number(row, place, cell, self._number)
            case None | "":
                pass
            case _:
                self._sheet.write_string(row, place, self._fitting(str(cell)), text)

    def _write_address(self, row: int, place: int, url: str) -> None:
        """Write a link. As a formula it costs no memory, and there may be any number of them."""
        if not url or len(url) > _FORMULA_TEXT_MAX:
            self._write(row, place, url)
            return
        said = within_xml(url)
        formula = '=HYPERLINK("{}")'.format(said.replace('"', '""'))
        self._sheet.write_formula(row, place, formula, self._link, said)

    def _fitting(self, text: str) -> str:
        """Return the text as a cell can hold it; where its end is cut off, that is said."""
        clean = within_xml(text.replace("\r\n", "\n").replace("\r", "\n"))
        if len(clean) * 2 <= CELL_CHARACTERS_MAX:
            return clean
        units = clean.encode("utf-16-le")
        if len(units) <= 2 * CELL_CHARACTERS_MAX:
            return clean
        self._cut += 1
        kept = units[: 2 * (CELL_CHARACTERS_MAX - len(CUT_HERE))]
        return kept.decode("utf-16-le", "ignore") + CUT_HERE

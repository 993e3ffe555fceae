"""What does a Word document (.docx) say?

This module is run in a process of its own, in which only the library is known.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

import docx
from docx.oxml.ns import qn

_UNPACKED_BYTES_MAX = 100_000_000
_TITLE_STYLE, _HEADING_STYLE = "Title", "Heading 1"
_WRITTEN = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# What was moved away from here, and the older form of what a drawing says already.
_LEFT_OUT = {
    qn("w:moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_SPACES = re.compile(r"\s+")


class _RefusedError(Exception):
    """The document is not read: a code of RecordError, and why."""


def read(data: bytes) -> dict[str, Any]:
    """Return what a document says, or why it is "refused": a code of RecordError, and the reason.

    blocks: its paragraphs and the rows of its tables, in their order. title, author, created (ISO
    8601, as in the file), from its properties; heading: of the text, in the style of a title.
    Whatever else is wrong with a document is an exception of the library.
    """
    try:
        _refuse_hostile(data)
    except _RefusedError as error:
        return {"refused": error.args}
    document = docx.Document(io.BytesIO(data))
    said = document.core_properties
    created = said.created
    if created and created.tzinfo is None:
        created = created.replace(tzinfo=dt.UTC)
    return {
        "blocks": list(_blocks(document.element.body)),
        "heading": _styled(document, _TITLE_STYLE) or _styled(document, _HEADING_STYLE),
        "title": said.title,
        "author": said.author,
        "created": created.isoformat() if created else "",
    }


def _refuse_hostile(data: bytes) -> None:
    """Refuse what unpacks to more than 100 MB, and XML that could declare entities."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        size = sum(entry.file_size for entry in opened.infolist())
        if size > _UNPACKED_BYTES_MAX:
            raise _RefusedError("size", f"{size} bytes unpacked, at most {_UNPACKED_BYTES_MAX}")
        for entry in opened.infolist():
            if entry.filename.endswith((".xml", ".rels")):
                _refuse_doctype(opened.read(entry))


def _refuse_doctype(data: bytes) -> None:
    def refuse(*_: Any) -> None:
        raise _RefusedError("format", "XML: declares a document type")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(data, True)  # noqa: FBT003 - the parser takes no keyword


def _blocks(parent: Any) -> Iterator[str]:
    """Yield the lines of the paragraphs, and the rows of the tables, inside an element."""
    for element in parent:
        if element.tag == qn("w:p"):
            yield from _text(element).split("\n")
        elif element.tag == qn("w:tbl"):
            for row in element.iterchildren(qn("w:tr")):
                cells = (_SPACES.sub(" ", _cell(cell)).strip() for cell in row.iter(qn("w:tc")))
                yield " ; ".join(filter(None, cells))
        elif element.tag not in _LEFT_OUT:
            yield from _blocks(element)


def _cell(cell: Any) -> str:
    """Return the text of a cell, without that of the cells of a table inside it."""
    return " ".join(_text(paragraph) for paragraph in cell.iterchildren(qn("w:p")))


def _text(element: Any) -> str:
    if element.tag in _LEFT_OUT:
        return ""
    if element.tag == qn("w:t"):
        return element.text or ""
    inner = "".join(map(_text, element))
    between = "\n" if element.tag == qn("w:txbxContent") else ""
    return f"{_WRITTEN.get(element.tag, '')}{between}{inner}{between}"


def _styled(document: Any, name: str) -> str:
    """Return the first paragraph with a text in the style of a name, "" for none."""
    styles = {style.style_id for style in document.styles if style.name == name}
    marks = document.element.body.iter(qn("w:pStyle"))
    marked = (mark.getparent().getparent() for mark in marks if mark.get(qn("w:val")) in styles)
    return next(filter(str.strip, map(_text, marked)), "")

"""How are PDF and Word files made by hand? Without a library, so that they may be hostile."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_FIRST_PAGE = 10


def word_of(body: str, before: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    """Return a Word document with this XML in its body; `before` stands above its root."""
    document = f'{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    entries = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": document,
        **(parts or {}),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in entries.items():
            # Without the time of day: the same document is the same bytes.
            made.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def paragraphs_of(*texts: str) -> str:
    """Return the XML of paragraphs."""
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def pdf_of(objects: Mapping[int, bytes], trailer: str = "") -> bytes:
    """Return a PDF of these objects, by their numbers; the first is its root, the fourth says what
    it is.
    """
    pieces = [b"%PDF-1.7\n"]
    length, rows = len(pieces[0]), []
    for number, content in objects.items():
        rows.append(b"%d 1\n%010d 00000 n \n" % (number, length))
        pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        length += len(pieces[-1])
    table = b"xref\n0 1\n0000000000 65535 f \n" + b"".join(rows)
    end = f"trailer<</Root 1 0 R/Info 4 0 R/Size {max(objects) + 1}{trailer}>>\nstartxref\n{length}"
    return b"".join((*pieces, table, end.encode(), b"\n%%EOF\n"))


def stream_of(data: bytes, entries: str = "") -> bytes:
    """Return an object that holds these bytes deflated."""
    packed = zlib.compress(data)
    head = f"<</Filter/FlateDecode/Length {len(packed)}{entries}>>".encode()
    return head + b"stream\n" + packed + b"\nendstream"


def pdf_of_streams(
    streams: Sequence[bytes],
    *,
    information: str = "",
    resources: str = "",
    more: Mapping[int, bytes] | None = None,
) -> bytes:
    """Return a PDF with a page for each of these streams of operators. more: further objects."""
    pages = range(_FIRST_PAGE, _FIRST_PAGE + 2 * len(streams), 2)
    kids = " ".join(f"{page} 0 R" for page in pages)
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Count {len(streams)}/Kids[{kids}]>>".encode(),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        4: f"<<{information}>>".encode("cp1252"),
        **(more or {}),
    }
    used = f"/Resources<</Font<</F1 3 0 R>>{resources}>>"
    for page, stream in zip(pages, streams, strict=True):
        said = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{used}/Contents {page + 1} 0 R>>"
        objects[page], objects[page + 1] = said.encode(), stream_of(stream)
    return pdf_of(objects)


def pdf_of_lines(*pages: Sequence[str], information: str = "") -> bytes:
    """Return a PDF whose pages have these lines, one below the other."""
    return pdf_of_streams([_drawn(lines) for lines in pages], information=information)


def _drawn(lines: Sequence[str]) -> bytes:
    signs = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})
    shown = " ".join(f"({line.translate(signs)}) Tj T*" for line in lines)
    return f"BT /F1 11 Tf 14 TL 50 800 Td {shown} ET".encode("cp1252")

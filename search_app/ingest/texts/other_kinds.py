"""What is a file that holds no text to search, and what can its owner do?

Bytes that are no text are told by their signature, a text that nobody reads as prose (a stylesheet,
a list of references) by its beginning.
"""

import io
import re
import zipfile
from collections.abc import Container

_AS_TEXT = "save its text as a file .txt, .md or .html"
_WITH_LIBRARY = (
    f"to have it read, install search-app[documents] (make documents) and reindex; or {_AS_TEXT}"
)
_PDF, _WORD = "PDF file", "Word document (.docx)"
# The file inside a zip that makes it a document of a program, and the name of such a document.
_OF_PROGRAMS = (
    ("word/document.xml", _WORD),
    ("xl/workbook.xml", "Excel workbook (.xlsx)"),
    ("ppt/presentation.xml", "PowerPoint presentation (.pptx)"),
    ("content.xml", "OpenDocument file (.odt, .ods)"),
    ("META-INF/container.xml", "e-book (.epub)"),
)
_MARKS_OF_PROGRAMS = ("[Content_Types].xml", "mimetype")
_PDF_BEGINS = b"%PDF-"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_SIGNATURES = {
    **dict.fromkeys(_ZIPS, ("zip file inside another", "unpack it beside that")),
    b"\x1f\x8b": ("gzip file", "unpack it"),
    b"BZh": ("bzip2 file", "unpack it"),
    b"\xfd7zXZ": ("xz file", "unpack it"),
    b"7z\xbc\xaf'\x1c": ("7z file", "unpack it, or pack it as a zip"),
    b"Rar!": ("RAR file", "unpack it, or pack it as a zip"),
    _PDF_BEGINS: (_PDF, _WITH_LIBRARY),
    b"{\\rtf": ("RTF document", _AS_TEXT),
    b"\xd0\xcf\x11\xe0": (
        "older Office document (.doc, .xls, .ppt, .msg), or an encrypted one",
        _AS_TEXT,
    ),
    b"bplist00": ("Safari web archive or settings of macOS", "save the page as HTML"),
    b"\x89PNG": ("picture", _AS_TEXT),
    b"\xff\xd8\xff": ("picture", _AS_TEXT),
    b"GIF8": ("picture", _AS_TEXT),
    b"SQLite format 3": ("SQLite database", "export a CSV, and write a mapping beside it"),
}
_BEGINNING_LENGTH = 4_000
_CSS_RULE = r"[^\n{}<>]{1,200}\{\s*(?:/\*[^*]*\*/\s*)?[\w-]+\s*:\s*[^;{}\n]+[;}]"
_BEGINNINGS = {
    "list of references (BibTeX)": r"@\w{3,20}\s*\{[^\n,]{0,200},",
    "list of references (RIS)": r"TY  - ",
    "settings or shortcut of a program": r"\[[^\]\n]{1,80}\]\n+(?:[;#][^\n]*\n+)*[\w.-]+[ \t]?=",
    "program": (
        r"#!/|(?:[;!(]*function\s*[\w$]*\s*\(|[\"']use strict[\"'];"
        r"|(?:var|let|const)\s+[\w$]+\s*=)[^\n]*[;{(,]"
    ),
    "stylesheet": (
        rf"(?:@(?:charset|import)[^\n;]*;\s*|/\*[^*]*\*/\s*)*(?:@media[^\n{{]*\{{\s*)?{_CSS_RULE}"
    ),
    "log of a program": r"(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^\n]*\n){3}",
    "mailbox (mbox)": r"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z]",
    "LaTeX source": r"(?:%[^\n]*\n\s*)*\\documentclass\b",
}
_NO_PROSE = {name: re.compile(rf"\s*(?:{begins})") for name, begins in _BEGINNINGS.items()}
# What begins as markup, and is no page.
_MARKED = {
    "bookmarks of a browser": re.compile(r"<!DOCTYPE NETSCAPE-Bookmark", re.IGNORECASE),
    "feed of news, in XML": re.compile(r"<(?:rss|feed)[\s>]|<rdf:RDF[^>]*purl\.org/rss/"),
}


def kind_of_zip(names: Container[str]) -> str:
    """Return which document of a program a zip with these entries is, "" for any other zip."""
    if not any(mark in names for mark in _MARKS_OF_PROGRAMS):
        return ""
    return next((kind for part, kind in _OF_PROGRAMS if part in names), "")


def entry_names(data: bytes) -> frozenset[str]:
    """Return the names of the entries of a zip; none for bytes that are no whole zip."""
    if not data.startswith(_ZIPS):
        return frozenset()
    try:
        return frozenset(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return frozenset()


def is_pdf(data: bytes) -> bool:
    return data.startswith(_PDF_BEGINS)


def is_word(data: bytes) -> bool:
    """Whether a file is a Word document (.docx)."""
    return kind_of_zip(entry_names(data)) == _WORD


def no_text(data: bytes) -> str:
    """Say what bytes that begin as no text are, and what to do; "" for what may be text.

    PDF and Word files come here when the libraries that read them are not installed.
    """
    found = next((said for begin, said in _SIGNATURES.items() if data.startswith(begin)), None)
    if found is None:
        return ""
    kind = kind_of_zip(entry_names(data))
    advice_of_program = _WITH_LIBRARY if kind == _WORD else _AS_TEXT
    name, advice = (kind, advice_of_program) if kind else found
    return f"{name}; {advice}"


def no_prose(text: str) -> str:
    """Say what a text that is not to be read by people is, "" for any other."""
    beginning = text[:_BEGINNING_LENGTH]
    return next((name for name, begins in _NO_PROSE.items() if begins.match(beginning)), "")


def kind_of_markup(text: str) -> str:
    """Say what a text is that begins as markup does, and is no web page."""
    beginning = text[:_BEGINNING_LENGTH]
    return next((name for name, marks in _MARKED.items() if marks.search(beginning)), "XML")

# ruff: noqa: E501 - a table reads best with each kind in one line
"""Which files could break the reading of a corpus? A table of kinds, each of which makes some.

A kind gives the files of a corpus, by name, of about as many bytes as it is asked for.
"""

import io
import json
import tarfile
import zipfile
from collections.abc import Callable

from chaos.hostile_texts import PROSE, TEXTS, Text, nested, numbered, repeated
from chaos.office_files import (
    paragraphs_of,
    pdf_of,
    pdf_of_lines,
    pdf_of_streams,
    stream_of,
    word_of,
)

Files = dict[str, bytes]
Kind = Callable[[int], Files]

_MAPPING = (
    'date_order = "dmy"\n[columns]\nnumber = "n"\ntext = "t"\n'
    '[constants]\ntype = "QE"\nlegislature = "16"\n'
)
_IDENTITY = (
    '"uid":"QANR5L16QE99001","type":"QE","identifiant":{"legislature":"16","numero":"99001"}'
)
_LIST = '{"questionsEcrites":{"question":['
_JO = '"infoJO":{"dateJO":"2024-02-31"}'


def _text(name: str, text: Text) -> Kind:
    return lambda size: {name: text(size).encode("utf-8", "replace")}


def _mapping(text: Text) -> Kind:
    """Return the kind of a short CSV beside a hostile mapping."""
    return lambda size: {"a.csv": f"n,t\n1,{PROSE}".encode(), "a.csv.toml": text(size).encode()}


def _short_mapping(text: Text) -> Kind:
    """Return a hostile mapping that is short enough to be read."""
    return lambda size: _mapping(text)(min(size, 15_000))


def _rows(text: Text, mapping: str = _MAPPING) -> Kind:
    return lambda size: {
        "a.csv": text(size).encode("utf-8", "replace"),
        "a.csv.toml": mapping.encode(),
    }


def _bytes_of_rows(row: bytes) -> Kind:
    return lambda size: {
        "a.csv": b"n,t\n" + row * (size // len(row)),
        "a.csv.toml": _MAPPING.encode(),
    }


def _question(text: Text) -> Kind:
    """Return the kind of one question whose properties, beside its identity, are hostile."""
    return lambda size: {"a.json": f"{{{_IDENTITY},{text(size)}}}".encode("utf-8", "replace")}


def _fragment(text: Text, of_type: str = "QE") -> Kind:
    """Return the kind of one question whose text, as HTML, is hostile."""

    def make(size: int) -> Files:
        key, inner = (
            ("textesQuestion", "texteQuestion")
            if of_type == "QE"
            else ("textesReponse", "texteReponse")
        )
        question = {
            "uid": f"QANR5L16{of_type}99001",
            "type": of_type,
            "identifiant": {"legislature": "16", "numero": "99001"},
            key: {inner: {"texte": text(size)}},
        }
        return {"a.json": json.dumps(question).encode()}

    return make


def _zip(entries: Callable[[int], Files], method: int = zipfile.ZIP_DEFLATED) -> Kind:
    def make(size: int) -> Files:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", method) as opened:
            for name, data in entries(size).items():
                opened.writestr(name, data)
        return {"a.zip": held.getvalue()}

    return make


def _tar(entries: Callable[[int], Files]) -> Kind:
    def make(size: int) -> Files:
        held = io.BytesIO()
        with tarfile.open(fileobj=held, mode="w", format=tarfile.PAX_FORMAT) as opened:
            for name, data in entries(size).items():
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                opened.addfile(entry, io.BytesIO(data))
        return {"a.taz": held.getvalue()}

    return make


def _cut_zip(size: int) -> Files:
    whole = _zip(lambda n: {"a.txt": (PROSE * (n // len(PROSE))).encode()})(size)["a.zip"]
    return {"a.zip": whole[: len(whole) // 2]}


def _zip_within_zip(size: int) -> Files:
    held = {"a.txt": (PROSE * (size // len(PROSE))).encode()}
    for _ in range(20):
        held = _zip(lambda _, held=held: held)(size)  # type: ignore[misc]
    return held


def _zip_of_one_entry_listed_often(size: int) -> Files:
    """Return a zip whose directory names the same bytes again and again."""
    whole = _zip(lambda n: {"a.txt": (PROSE * (n // len(PROSE))).encode()})(size)["a.zip"]
    start = whole.rindex(b"PK\x01\x02")
    end = whole.rindex(b"PK\x05\x06")
    copies = min(size // 100, 60_000)
    directory = whole[start:end] * copies
    counts = copies.to_bytes(2, "little") * 2 + len(directory).to_bytes(4, "little")
    return {"a.zip": whole[:start] + directory + whole[end : end + 8] + counts + whole[end + 16 :]}


_MAPPINGS: dict[str, Kind] = {
    "nested lists": _mapping(nested("[", "]", "a = ")),
    "short, nested lists": _short_mapping(nested("[", "]", "a = ")),
    "short, nested over lines": _short_mapping(nested("[\n", "]\n", "a = ")),
    "short, nested tables": _short_mapping(nested("{a=", "}", "a = ")),
    "dotted key": _mapping(repeated("a.", "", "a = 1\n")),
    "short, dotted key": _short_mapping(repeated("a.", "", "a = 1\n")),
    "short, dotted header": _short_mapping(repeated("a.", "[", "a]\nb = 1\n")),
    "short, dotted keys": _short_mapping(numbered("[a.a.a.a.a.a.a.a{}]\na.a.a.a.a.a = 1\n", "")),
    "short, dotted lines": _short_mapping(
        lambda size: "".join(
            f"[{'a.' * 400}b{n}]\n{'c.' * 90}d = 1\n" for n in range(size // 1_000)
        )
    ),
    "short, tables of a list": _short_mapping(repeated("[[a]]\n", "")),
    "short, number": _short_mapping(repeated("1", "a = ")),
    "short, fraction": _short_mapping(repeated("1", "a = 1.", "e99999")),
    "short, string without end": _short_mapping(repeated('"', 'a = """')),
    "short, escapes": _short_mapping(repeated("\\", 'a = "')),
    "short, comments": _short_mapping(repeated("#\n", "", _MAPPING)),
    "short, day": _short_mapping(repeated("9", "a = 2024-02-31T", "\n")),
    "short, unknown keys": _short_mapping(numbered("k{} = 1\n", "")),
    "short, long name": _short_mapping(repeated("n", '[columns]\nnumber = "', '"\ntext = "t"\n')),
    "no text": lambda size: {"a.csv": b"n,t\n1,a\n", "a.csv.toml": b"\xff" * min(size, 9_000)},
    "empty": lambda _: {"a.csv": b"n,t\n1,a\n", "a.csv.toml": b""},
    "alone": lambda size: {"a.csv.toml": b"a" * size},
}

_CSVS: dict[str, Kind] = {
    "open quotations": _rows(repeated('"x","y\n', "n,t\n")),
    "open quotations at the end": _rows(repeated('x","y\n', 'n,t\n"1","')),
    "quotation marks": _rows(repeated('"', "n,t\n1,")),
    "lines of one quotation mark": _rows(repeated('"\n', "n,t\n")),
    "odd quotation marks": _rows(repeated('"""\n', "n,t\n")),
    "quotations over lines": _rows(repeated('1,"a\nb\nc"\n', "n,t\n")),
    "marks inside": _rows(repeated('a","\n', "n,t\n")),
    "open cell of lines": _rows(repeated("a\n", 'n,t\n1,"')),
    "open cell of blank lines": _rows(repeated("\n", 'n,t\n1,"')),
    "wrong rows": _rows(repeated("x\n", "n,t\n")),
    "rows of a wrong number": _rows(repeated("x,a\n", "n,t\n")),
    "rows without text": _rows(numbered("{},\n", "n,t\n")),
    "rows of one question": _rows(repeated("7,a\n", "n,t\n")),
    "short rows": _rows(numbered("{},a\n", "n,t\n")),
    "one row of columns": _rows(repeated(",a", "n,t\n1")),
    "rows of columns": _rows(repeated(",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n", "n,t\n")),
    "header of columns": _rows(numbered("c{},", "n,t,")),
    "header of one name": _rows(repeated("n,", "")),
    "one cell": _rows(repeated("a", "n,t\n1,")),
    "cells of wrong numbers": _rows(
        lambda size: "n,t\n" + "".join(f"{'x' * 9_000},a\n" for _ in range(size // 9_000))
    ),
    "lone carriage returns": _rows(repeated("1,a\r", "n,t\r")),
    "NUL characters": _bytes_of_rows(b"1,\0\n"),
    "bytes of no character": _bytes_of_rows(b"1,\xff\n"),
    "unquoted": _rows(repeated('"x","y\n', "n,t\n"), 'quoting = "none"\n' + _MAPPING),
    "unquoted columns": _rows(repeated(",ab", "n,t\n1"), 'quoting = "none"\n' + _MAPPING),
    "blank rows": _rows(repeated(",\n", "n,t\n")),
    "subjects": _rows(
        repeated(
            " l’attention de M. le maire sur la ",
            "n,t\n1,M. Paul attire l’attention de M. le maire",
        )
    ),
    "marks": _rows(repeated("e\u0316\u0301", "n,t\n1,")),
}

_JSONS: dict[str, Kind] = {
    "nested lists": _question(nested("[", "]", '"a":')),
    "nested objects": _question(nested('{"a":', "}", '"a":', "")),
    "number": _question(repeated("1", '"a":')),
    "fraction": _question(repeated("9", '"a":1e')),
    "keys": _question(numbered('"k{}":1,', "", '"b":1')),
    "one key again": _question(repeated('"auteur":{},', "", '"b":1')),
    "lists": _question(repeated("[],", '"a":[', "0]")),
    "objects": _question(repeated('{"a":{}},', '"a":[', "0]")),
    "numbers": _question(repeated("0.5,", '"a":[', "0]")),
    "strings": _question(numbered('"{}",', '"a":[', "0]")),
    "escapes": _question(repeated("\\u0000", '"a":"', '"')),
    "surrogates": _fragment(repeated("\ud800a")),
    "ministries": _question(
        repeated('{"denomination":{"abrege":"a"}},', '"minAttribs":{"minAttrib":[', "0]}")
    ),
    "days that do not exist": _question(
        repeated(f"{{{_JO}}},", '"renouvellements":{"renouvellement":[', "{}]}")
    ),
    "long day": _question(repeated("9", '"cloture":{"dateCloture":"', '"}')),
    "long name": _question(repeated("a", '"auteur":{"groupe":{"developpe":"', '"}}')),
    "long uid": lambda size: {"a.json": f'{{"uid":"{"Q" * size}","identifiant":{{}}}}'.encode()},
    "text twice": _question(
        repeated('{"texte":"a"},', '"textesQuestion":{"texteQuestion":[', "{}]}")
    ),
    "texts": _question(
        numbered('{{"texte":"<p>a{}"}},', '"textesQuestion":{"texteQuestion":[', "{}]}")
    ),
    "a tag of attributes": _fragment(numbered("a{} ", "<p ", f">{PROSE}")),
    "a tag of values": _fragment(numbered("a{}='>'", "<p ", f">{PROSE}")),
    "nested tags": _fragment(nested("<div>", "</div>")),
    "nested marks": _fragment(nested("<b><i>", "</i></b>")),
    "breaks": _fragment(repeated("<br/>")),
    "short lines": _fragment(repeated("a<br/>")),
    "cells": _fragment(repeated("<td>a")),
    "rows": _fragment(repeated("<tr><td>a</td></tr>", "<table>")),
    "bold words": _fragment(repeated("<b>a</b> .")),
    "comments": _fragment(repeated("<!--")),
    "less than": _fragment(repeated("<")),
    "entities": _fragment(repeated("&amp;")),
    "spaces": _fragment(repeated("  a")),
    "marks": _fragment(repeated("e\u0316\u0301")),
    "speakers": _fragment(numbered("<p><b>M. Paul{}.</b> La parole est à M. Paul.</p>"), "QG"),
    "chairs": _fragment(repeated("<p><b>M. le président.</b> La parole est à M. Paul.</p>"), "QG"),
    "not UTF-8": lambda size: {"a.json": b'{"uid":"' + b"\xff" * size},
    "open string": lambda size: {"a.json": b'{"uid":"' + b"a" * size},
    "backslashes": lambda size: {"a.json": b'{"uid":"' + b"\\" * size},
    "spaces first": lambda size: {"a.json": b" " * size + b"{}"},
}

_LISTS: dict[str, Text] = {
    "nothing": repeated("{},", _LIST, "{}]}}"),
    "questions": numbered('{{"uid":"QANR5L16QE{}"}},', _LIST, "{}]}}"),
    "one question": repeated('{"uid":"QANR5L16QE1"},', _LIST, "{}]}}"),
    "open objects": repeated("{", _LIST),
    "open lists": repeated("[", _LIST),
    "ends": repeated("}", _LIST),
    "quotation marks": repeated('"', _LIST),
    "backslashes": repeated("\\", f'{_LIST}{{"a":"'),
    "open string": repeated("a", f'{_LIST}{{"a":"'),
    "strings": repeated('"a",', _LIST),
    "keys before": numbered('"k{}":1,', '{"questionsEcrites":{', '"question":[{}]}}'),
    "questions without end": repeated('{"uid":"QANR5L16QE1","a":{', _LIST),
    "strings without end": repeated('{"uid":"QANR5L16QE1","a":"b},', _LIST),
    "attributes first": repeated('"@a":"b",', f"{_LIST}{{"),
    "spaces": repeated(" ", f"{_LIST}{{", "}]}}"),
    "spaces and braces": repeated("{        ", _LIST),
    "strays": repeated("a{},", _LIST),
}

_XML_QUESTION = "<question><uid>QANR5L14QE1</uid><texte>"
_XML_LIST = f"<questionsEcrites>{_XML_QUESTION}"
_XMLS: dict[str, Text] = {
    "levels": nested("<a>", "</a>", "<question>", "</question>"),
    "open levels": repeated("<a>", "<question>"),
    "elements": repeated("<a/>", "<question>", "</question>"),
    "attributes": numbered("a{}='b' ", "<question ", "/>"),
    "a long tag": repeated("a", "<question><", "/></question>"),
    "entities": numbered(
        "<!ENTITY a{0} '&a0;&a0;'>", "<!DOCTYPE question [", "]><question>&a9;</question>"
    ),
    "tags in a text": repeated("<b>", _XML_QUESTION, "</texte></question>"),
    "list, questions without end": repeated("<question>", _XML_LIST),
    "list, sections without end": repeated("<![CDATA[", _XML_LIST),
    "list, comments": repeated("<!---->", _XML_LIST),
    "list, ends": repeated("</question>", _XML_LIST),
    "list, tags that nearly end": repeated("</question ", _XML_LIST),
    "issue of questions": repeated(
        "<question><idQuestion><source>AN</source></idQuestion></question>",
        "<QuestionsPublieesAS><Section part='QE'>",
        "</Section></QuestionsPublieesAS>",
    ),
    "page view of filings": repeated("<DEPOT NUMERO='1'/>", "<QUESTION TYPE='QE'>", "</QUESTION>"),
}

_COPY = "COPY tam_questions (id, natquecod, legislature, numero, datejodepot, txtque) FROM stdin;\n"
_COPY_ANSWERS = "\\.\nCOPY tam_reponses (idque, txtrep) FROM stdin;\n"
_ROW = "1\tQE\t15\t1\t2020-02-31\tOù ?\n"
_DUMPS: dict[str, Text] = {
    "rows": numbered("{}\tQE\t15\t1\t2020-02-13\t" + PROSE, _COPY, "\\.\n"),
    "rows of one id": repeated(_ROW, _COPY, "\\.\n"),
    "answers of one id": repeated("1\ta\n", _COPY + _ROW + _COPY_ANSWERS, "\\.\n"),
    "tabulators": repeated("\t", _COPY),
    "escapes": repeated("\\x41", _COPY + _ROW[:-5], "\n\\.\n"),
    "backslashes": repeated("\\", _COPY),
    "short rows": repeated("\n", _COPY),
    "tables": repeated(_COPY + "\\.\n", ""),
    "columns": numbered("c{}, ", "COPY tam_questions (", "id) FROM stdin;\n1\n\\.\n"),
    "names": numbered("{}\ta\n", f"{_COPY}\\.\nCOPY the (thecle, thelib) FROM stdin;\n"),
    "tags of a text": repeated("<b>", _COPY + _ROW[:-5], "\n\\.\n"),
}

_ZIPS: dict[str, Kind] = {
    "bomb": _zip(lambda size: {"a.txt": b"a " * (100 * size)}),
    "entries": _zip(lambda size: {f"{n}": b"" for n in range(size // 100)}),
    "entries of a byte": _zip(lambda size: {f"{n}.txt": b"a" for n in range(size // 100)}),
    "long names": _zip(lambda size: {f"{n}" + "a" * 60_000: b"a" for n in range(size // 120_000 + 1)}),
    "names that lead out": _zip(lambda size: {f"../{n}": b"a" for n in range(size // 100)}),
    "names of control characters": _zip(lambda size: {f"\x1b[2J{n}": b"a" for n in range(size // 100)}),
    "another method": _zip(lambda size: {"a.txt": PROSE.encode() * (size // 90)}, zipfile.ZIP_LZMA),
    "zip in zip": _zip_within_zip,
    "one entry listed often": _zip_of_one_entry_listed_often,
    "cut": _cut_zip,
    "beginning only": lambda size: {"a.zip": b"PK\x03\x04" * (size // 4)},
    "ends": lambda size: {"a.zip": b"PK\x05\x06" * (size // 4)},
    "large entry": _zip(lambda size: {"a.json": b'{"uid":"' + b"a" * 9 * size}),
    "nested question": _zip(lambda size: {"a.json": _question(nested("[", "]", '"a":'))(size)["a.json"]}),
    "page of attributes": _zip(lambda size: {"a.html": TEXTS["web page, a tag of attributes"][1](size).encode()}),
}  # fmt: skip


def _word(text: Text, before: str = "") -> Kind:
    """Return the kind of a Word document whose body is hostile."""
    return lambda size: {"a.docx": word_of(text(size), before)}


def _page(text: Text) -> Kind:
    """Return the kind of a PDF with one page, whose operators are hostile."""
    return lambda size: {"a.pdf": pdf_of_streams([text(size).encode("cp1252", "replace")])}


def _pdf(*objects: str) -> bytes:
    """Return a PDF of these objects, numbered from 1."""
    return pdf_of({number: text.encode() for number, text in enumerate(objects, start=1)})


_PAGES = "<</Type/Catalog/Pages 2 0 R>>"
_DRAWS_ITSELF = {
    5: stream_of(b"/X Do " * 10, "/Type/XObject/Subtype/Form/Resources<</XObject<</X 5 0 R>>>>")
}
_DOCTYPE = "<!DOCTYPE w:document [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
_CELL = "<w:tc>", "</w:tc>"

_WORDS: dict[str, Kind] = {
    "bomb": _word(lambda size: paragraphs_of("a " * (20 * size))),
    "large part": lambda size: {"a.docx": word_of("", parts={"word/a.xml": "a" * (110 * size)})},
    "paragraphs": _word(repeated("<w:p/>", "")),
    "runs": _word(repeated("<w:r><w:t>a</w:t></w:r>", "<w:p>", "</w:p>")),
    "breaks": _word(repeated("<w:br/>", "<w:p><w:r>", "</w:r></w:p>")),
    "levels": _word(nested("<w:sdt>", "</w:sdt>")),
    "levels of a paragraph": _word(nested("<w:p>", "</w:p>")),
    "levels of tables": _word(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")),
    "levels of cells": _word(lambda size: f"<w:tbl><w:tr>{_CELL[0] * 200}{PROSE * (size // 200)}{_CELL[1] * 200}</w:tr></w:tbl>"),
    "cells": _word(repeated("<w:tc/>", "<w:tbl><w:tr>", "</w:tr></w:tbl>")),
    "styles": _word(numbered("<w:p><w:pPr><w:pStyle w:val='s{}'/></w:pPr></w:p>", "")),
    "attributes": _word(numbered("a{}='b' ", "<w:p ", "/>")),
    "entities": _word(repeated("&b;", "<w:p><w:r><w:t>", "</w:t></w:r></w:p>"), _DOCTYPE),
    "broken XML": _word(repeated("<w:p>", "")),
    "parts": lambda size: {"a.docx": word_of("", parts={f"word/{n}.xml": "<a/>" for n in range(size // 200)})},
    "cut": lambda size: {"a.docx": word_of(paragraphs_of(PROSE * (size // 90)))[:-size // 200]},
}  # fmt: skip

_PDFS: dict[str, Kind] = {
    "beginning only": lambda size: {"a.pdf": b"%PDF-1.7\n" + b"a" * size},
    "beginnings of objects": lambda size: {"a.pdf": b"%PDF-1.7\n" + b"1 0 obj <<" * (size // 10)},
    "ends": lambda size: {"a.pdf": b"%PDF-1.7\n" + b"startxref\n9\n%%EOF\n" * (size // 18)},
    "bomb": _page(lambda size: " " * (70 * size)),
    "bomb of text": _page(lambda size: f"BT ({'a' * (40 * size)}) Tj ET"),
    "operators": _page(repeated("BT (a) Tj ET ", "")),
    "operators packed": _page(lambda size: "q Q " * (20 * size)),
    "open lists": _page(repeated("[", "")),
    "open texts": _page(repeated("(", "BT ")),
    "pages": lambda size: {"a.pdf": pdf_of_streams([b""] * (size // 200))},
    "pages of text": lambda size: {"a.pdf": pdf_of_lines(*([[PROSE] * 40] * min(size // 1_000, 999)))},
    "pages that are counted wrong": lambda size: {"a.pdf": _pdf(_PAGES, f"<</Type/Pages/Count {size}/Kids[]>>")},
    "pages in a ring": lambda _: {"a.pdf": _pdf(_PAGES, "<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>")},
    "pages that contain each other": lambda size: {"a.pdf": _pdf(_PAGES, *(f"<</Type/Pages/Count 9/Kids[{n} 0 R {n} 0 R]>>" for n in range(3, size // 100)))},
    "a form that draws itself": lambda _: {"a.pdf": pdf_of_streams([b"/X Do " * 10], resources="/XObject<</X 5 0 R>>", more=_DRAWS_ITSELF)},
    "levels of an object": lambda size: {"a.pdf": _pdf(_PAGES, "[" * size, "", "<<>>")},
    "levels of names": lambda size: {"a.pdf": _pdf(_PAGES, "<</a" * (size // 4))},
    "filters": lambda size: {"a.pdf": _pdf(_PAGES, "<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Contents 5 0 R>>", "<<>>", f"<</Filter[{'/FlateDecode' * (size // 12)}]/Length 4>>stream\naaaa\nendstream")},
    "references in a ring": lambda _: {"a.pdf": _pdf(_PAGES, "3 0 R", "2 0 R", "4 0 R")},
    "tables in a ring": lambda _: {"a.pdf": pdf_of({1: _PAGES.encode(), 2: b"<<>>"}, "/Prev 9")},
    "information": lambda size: {"a.pdf": pdf_of_lines([PROSE], information=f"/Title({'a' * size})/Author({'b' * size})/CreationDate({'9' * size})")},
    "encrypted": lambda _: {"a.pdf": pdf_of({1: _PAGES.encode(), 2: b"<<>>"}, "/Encrypt<</Filter/Standard/V 9/R 9>>")},
}  # fmt: skip

_TARS: dict[str, Kind] = {
    "entries": _tar(lambda size: {f"{n}": b"" for n in range(size // 1_000)}),
    "long names": _tar(lambda size: {f"{n}" + "a" * 60_000: b"a" for n in range(size // 120_000 + 1)}),
    "names that lead out": _tar(lambda size: {f"../{n}": b"a" for n in range(size // 1_000)}),
    "beginning only": lambda size: {"a.taz": b"a" * 257 + b"ustar" + b"0" * size},
}  # fmt: skip

_OTHERS: dict[str, Kind] = {
    "UTF-16": lambda size: {"a.txt": (PROSE * (size // 200)).encode("utf-16")},
    "UTF-16, cut": lambda size: {"a.txt": (PROSE * (size // 200)).encode("utf-16")[:-1]},
    "UTF-16 surrogates": lambda size: {"a.txt": b"\xff\xfe" + b"\x00\xd8" * (size // 2)},
    "bytes of no text": lambda size: {"a.txt": bytes(range(256)) * (size // 256)},
    "gzip": lambda size: {"a.txt": b"\x1f\x8b" + b"a" * size},
    "many small files": lambda size: {f"{n}.txt": b"a" for n in range(size // 1_000)},
    "many slugs of one": lambda size: {f"a{'-' * n}.txt": PROSE.encode() for n in range(1, min(size // 5_000, 200))},
}  # fmt: skip

KINDS: dict[str, Kind] = {
    **{kind: _text(name, text) for kind, (name, text) in TEXTS.items()},
    **{f"mapping: {kind}": make for kind, make in _MAPPINGS.items()},
    **{f"CSV: {kind}": make for kind, make in _CSVS.items()},
    **{f"JSON: {kind}": make for kind, make in _JSONS.items()},
    **{f"list: {kind}": _text("a.json", text) for kind, text in _LISTS.items()},
    **{f"XML: {kind}": _text("a.xml", text) for kind, text in _XMLS.items()},
    **{f"SQL: {kind}": _text("a.sql", text) for kind, text in _DUMPS.items()},
    **{f"zip: {kind}": make for kind, make in _ZIPS.items()},
    **{f"Word: {kind}": make for kind, make in _WORDS.items()},
    **{f"PDF: {kind}": make for kind, make in _PDFS.items()},
    **{f"tar: {kind}": make for kind, make in _TARS.items()},
    **{f"file: {kind}": make for kind, make in _OTHERS.items()},
}
"""The files of each kind of hostile corpus, by the kind's name."""

"""What does one article of an export say: publication, day, page, author, title and text?"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml.etree import _Element as Element

from search_app.ingest.printable import printable_line
from search_app.ingest.records import ParsedRecord, error_at, path_within_corpus
from search_app.ingest.texts.article import article
from search_app.ingest.texts.article_html import parse_page
from search_app.ingest.texts.dateline import Dateline
from search_app.ingest.texts.markup import paragraphs
from search_app.ingest.texts.web_page.author import is_person
from search_app.ingest.texts.web_page.blocks import blocks_of
from search_app.mentions import dates_in
from search_app.model.document import Document, Source
from search_app.model.errors import RecordError
from search_app.model.plain import plain

_MONTHS = {
    "january": "janvier", "february": "février", "march": "mars", "april": "avril", "may": "mai",
    "june": "juin", "july": "juillet", "august": "août", "september": "septembre",
    "october": "octobre", "november": "novembre", "december": "décembre",
}  # fmt: skip
_ENGLISH = "|".join(_MONTHS)
_ENGLISH_DAY = re.compile(
    rf"\b(?:(?P<month>{_ENGLISH})\s+(?P<day>\d\d?),?|(?P<day2>\d\d?)\s+(?P<month2>{_ENGLISH}))"
    r"\s+(?P<year>[12]\d{3})\b"
)
_PAGE = re.compile(
    r"\bp(?:ages?|g|p)?\.?\s*([A-Z]{0,4}\d{1,4}(?:[-,]\d{1,4})?[A-Z]?)\b", re.IGNORECASE
)
_ONLY_PAGE = re.compile(r"(?:p\.?\s*)?([A-Z]{0,4}\d{1,4}(?:[-,]\d{1,4})?[A-Z]?)", re.IGNORECASE)
_ISSUE = re.compile(r"\s*,?\s+(?:no|n°|nº)\.?\s*\d.*$")
_WORD_COUNT = re.compile(r"[\d\s.,]+(?:mots|words)")
_TIME = re.compile(r"\d\d?[:h]\d\d(?:\s*GMT)?")
_BY = re.compile(r"(?:par|by)\s+", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[;,&]\s*|\s+(?:et|and)\s+")
_CODE = re.compile(r"[A-Z]{2,3}")
_TEXT_CODES = ("CX", "LP", "TD")


@dataclass
class _Said:
    """What an article says, as its export writes it. lines: "" stands between two blocks."""

    publication: str = ""
    day: str = ""
    page: str = ""
    author: str = ""
    title: str = ""
    lines: list[str] = field(default_factory=list)


def read(data: bytes, source: Source) -> ParsedRecord:
    """Read one article of an export.

    Raises RecordError "missing" for one without a text, and what `parse_page` and `article` do.
    """
    try:
        return ParsedRecord(document=replace(_read(data, source), source=source))
    except RecordError as error:  # its line is that of the article in the export
        raise error_at(source, error.code, error.detail) from error


def _read(data: bytes, source: Source) -> Document:
    path = path_within_corpus(source)
    piece = parse_page(data.decode("utf-8", "replace"), path)
    said = _europresse(piece) if _named(piece, "DocHeader") else _factiva(piece)
    persons = _persons(said.author, said.publication)
    # Whoever is no person ("AFP") is not lost: he opens the text.
    lines = [said.author, "", *said.lines] if said.author and not persons else said.lines
    return article(
        path,
        title=said.title,
        paragraphs=paragraphs(lines) if any(said.lines) else [],
        date=Dateline(_day(said.day)),
        author="; ".join(persons),
        publisher=_ISSUE.sub("", said.publication),
        page=said.page,
    )


def _europresse(piece: Element) -> _Said:
    header = _text(_named(piece, "DocHeader"))
    page = _PAGE.search(header)
    titles = _named(piece, "titreArticleVisu") or _named(piece, "titreArticle")
    bodies = _named(piece, "DocText") or _named(piece, "docOcurrContainer")
    lines = [
        line for subtitle in _named(piece, "rdp__subtitle") for line in (_text([subtitle]), "")
    ]
    lines += (line for body in bodies for line in _lines(body))
    return _Said(
        publication=_text(_named(piece, "DocPublicationName")),
        day=header,
        page=page[1] if page else "",
        author=_text(_named(piece, "sm-margin-bottomNews") or _named(piece, "docAuthors")),
        title=_text(titles),
        lines=lines,
    )


def _factiva(piece: Element) -> _Said:
    """Read an article whose fields have two letters each or, failing that, stand one a line."""
    cells = dict(_coded(piece))
    if not cells:
        return _factiva_lines(piece)
    page = _ONLY_PAGE.fullmatch(_text([cells["PG"]])) if "PG" in cells else None
    return _Said(
        publication=_text(_present(cells, "SN")),
        day=_text(_present(cells, "PD")),
        page=page[1] if page else "",
        author=_text(_present(cells, "BY")),
        title=_text(_present(cells, "HD")),
        lines=[line for cell in _present(cells, *_TEXT_CODES) for line in _lines(cell)],
    )


def _factiva_lines(piece: Element) -> _Said:
    """Read title, author, number of words, day, time, publication and page in this order."""
    said = _Said()
    body = _named(piece, "articleParagraph")
    headlines = [e for e in piece.iter("span", "div", "b") if "Headline" in e.get("class", "")]
    said.title = _text(headlines[:1])
    said.lines = [line for paragraph in body for line in _lines(paragraph)]
    texts = set(filter(None, said.lines))
    heads = [line for line in _lines(piece) if line and line not in texts and line != said.title]
    for number, line in enumerate(heads):
        if _WORD_COUNT.fullmatch(line) and number and not said.day:
            said.author = heads[number - 1]
        elif not said.day and _day(line):
            rest = [one for one in heads[number + 1 :] if not _TIME.fullmatch(one)]
            said.day, said.publication = line, next(iter(rest), "")
            pages = (_ONLY_PAGE.fullmatch(one) for one in rest[1:4])
            said.page = next((page[1] for page in pages if page and page[1] != ""), "")
    return said


def _coded(piece: Element) -> Iterator[tuple[str, Element]]:
    """Yield the two letters and the cell of each field of a table."""
    for row in piece.iter("tr"):
        cells = row.findall("td")
        code = _text(cells[:1])
        if len(cells) > 1 and _CODE.fullmatch(code):
            yield code, cells[1]


def _present(cells: dict[str, Element], *codes: str) -> list[Element]:
    return [cells[code] for code in codes if code in cells]


def _named(piece: Element, name: str) -> list[Element]:
    """Return the elements of a class, without those inside one another."""
    found = {
        element: None
        for element in piece.iter()
        if isinstance(element.tag, str) and name in element.get("class", "").split()
    }
    return [one for one in found if found.keys().isdisjoint(one.iterancestors())]


def _text(elements: Sequence[Element]) -> str:
    return printable_line(" ".join(elements[0].itertext())) if elements else ""


def _lines(element: Element) -> list[str]:
    """Return all the text of an element: nothing is foreign in an export."""
    return [line for block in blocks_of(element, None) for line in (*block.lines, "")]


def _persons(author: str, publication: str) -> list[str]:
    names = _SEPARATOR.split(_BY.sub("", author, count=1))
    names = [name.strip(" .") for name in names]
    return names if all(is_person(name, publication) for name in names) else []


def _day(text: str) -> dt.date | None:
    """Return the first day that a text names, in French or in English."""
    found = _ENGLISH_DAY.search(plain(text))
    if found:
        day, month = found["day"] or found["day2"], found["month"] or found["month2"]
        text = f"{day} {_MONTHS[month]} {found['year']}"
    return next((one.day for one in dates_in(text)), None)

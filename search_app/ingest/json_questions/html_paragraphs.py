"""Which paragraphs does a fragment of HTML hold?

The texts in the JSON of the Assemblée are such fragments. The web page of an article is read in
`texts.article_html` instead, because its text has to be told from what surrounds it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter

from lxml import etree

from search_app.ingest.html_tags import ATTRIBUTES_MAX, has_too_many_attributes
from search_app.ingest.printable import UNPRINTABLE, composed

_SKIPPED = frozenset(("script", "style", "title", "template", "noscript"))
_BOLD, _ITALIC = frozenset(("strong", "b")), frozenset(("i", "em"))
_CELLS = frozenset(("td", "th"))
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl",
    "dt", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html",
    "li", "main", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
))
# fmt: on
_CONTROLS = bytes((*range(32), 127))
_CONTROLS_TO_SPACES = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))
_WIDE_CONTROL = re.compile(
    rb"\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]"
)  # U+0080 to U+009F, U+2028, U+2029
_BOLD_STYLE, _ITALIC_STYLE = "bold", "italic"
_CELL_END = "\x1f"  # between two cells, until the whole row has been read


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, with what its typography tells of it.

    speaker: the bold words that it opens with ("M. Paul Modèle,"), or "". role: the words in
    italics right after them ("ministre de la mer."), or "". Both are part of `text` too.
    is_centred: whether it is centred on the page, as titles are.
    """

    text: str
    speaker: str = ""
    role: str = ""
    is_centred: bool = False


def html_paragraphs(html: str) -> list[Paragraph]:
    """Return the paragraphs of a fragment, in NFC, in their order.

    A `<br>` (or `</br>`, as browsers read it) and the beginning and end of a block end a paragraph.
    A row of a table is one paragraph, with " ; " between its cells. Entities are decoded; comments,
    scripts and styles are dropped; no-break spaces stay. Raises ValueError for a tag of more than
    500 attributes.
    """
    if has_too_many_attributes(html):
        raise ValueError(f"tag of more than {ATTRIBUTES_MAX} attributes")
    # In bytes, control characters are found ten times as fast as in a string.
    data = html.encode("utf-8", "replace").translate(_CONTROLS_TO_SPACES)
    data = _WIDE_CONTROL.sub(b" ", data).replace(b"</br>", b"<br>")
    if not data.strip():
        return []
    target = _Collector(has_references=b"&#" in data)
    parser = etree.HTMLParser(target=target, huge_tree=True, encoding="utf-8")
    found: list[Paragraph] = etree.fromstring(data, parser)
    return found


class _Collector:
    """Makes paragraphs of the tags and texts that the parser reports."""

    def __init__(self, *, has_references: bool) -> None:
        self._has_references = has_references  # "&#1;" is a control character too
        self._found: list[Paragraph] = []
        self._pieces: list[tuple[str, str]] = []  # of the paragraph: text and its style
        self._has_text = self._is_centred = False
        self._skipped = self._bold = self._italic = self._cells = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br":
            self._end_line()
        elif tag in _BOLD:
            self._bold += 1
        elif tag in _ITALIC:
            self._italic += 1
        elif tag in _CELLS:
            self._cells += 1
            if self._has_text:
                self._pieces.append((_CELL_END, ""))
        elif tag in _SKIPPED:
            self._skipped += 1
        elif tag in _BLOCKS:
            self._end_line()
            self._is_centred = attributes.get("align", "").lower() == "center"

    def end(self, tag: str) -> None:
        if tag in _BOLD:
            self._bold -= 1
        elif tag in _ITALIC:
            self._italic -= 1
        elif tag in _CELLS:
            self._cells -= 1
        elif tag in _SKIPPED:
            self._skipped -= 1
        elif tag in _BLOCKS:
            self._end_line()
            self._is_centred = False

    def data(self, text: str) -> None:
        if self._skipped:
            return
        if self._has_references:
            text = UNPRINTABLE.sub(" ", text)
        if not self._has_text:
            text = text.lstrip()
            self._has_text = bool(text)
        if text:
            style = _BOLD_STYLE if self._bold else _ITALIC_STYLE if self._italic else ""
            self._pieces.append((text, style))

    def close(self) -> list[Paragraph]:
        self._cells = 0
        self._end_line()
        return self._found

    def _end_line(self) -> None:
        if not self._has_text:
            return
        if self._cells:
            self._pieces.append((" ", ""))
            return
        text = _tidied(self._pieces)
        speaker, role = self._opening() if self._pieces[0][1] == _BOLD_STYLE else ("", "")
        for label in (speaker, role):
            if label.endswith(" ."):
                text = text.replace(label, label[:-2] + ".", 1)
        self._found.append(Paragraph(text, speaker, role, self._is_centred))
        self._pieces.clear()
        self._has_text = False

    def _opening(self) -> tuple[str, str]:
        """Return the bold words that the paragraph opens with, and the italics after them."""
        runs = [
            (style, _tidied(run))
            for style, run in islice(groupby(self._pieces, key=itemgetter(1)), 2)
        ]
        role = runs[1][1] if runs[1:] and runs[1][0] == _ITALIC_STYLE else ""
        return runs[0][1], role


def _tidied(pieces: Iterable[tuple[str, str]]) -> str:
    """Join the pieces of a paragraph to a text in NFC with single spaces."""
    text = composed("".join([piece for piece, _ in pieces]))
    if _CELL_END in text:
        text = text.strip(f" {_CELL_END}").replace(_CELL_END, " ; ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip()

"""How is a passage pointed at and cited? By an id that holds as long as its text is the same.

The id says where the passage stands and ends in a digest of its text, so that an id never leads to
other words than those it was given for.
"""

import re
from hashlib import sha256
from urllib.parse import quote

from search_app.model.document import Document
from search_app.model.errors import OutdatedError
from search_app.model.results import Part
from search_app.model.withheld import WithheldDocument
from search_app.web import labels
from search_app.web.answer_types import documents as shapes
from search_app.web.citing import reference
from search_app.web.links import DocumentUrl
from search_app.web.typography import typeset

PASSAGE_ID = re.compile(r"(title|text|answer)-([0-9]{1,9})-([0-9]{1,9})-([0-9a-f]{8})")
# How far `typeset` looks around a sign.
_BESIDE_CHARACTERS = 4
# A longer passage, or one of several paragraphs, is pointed at by its first and last words.
_POINTED_AT_WHOLE_CHARACTERS = 300
_FIRST_WORDS = re.compile(r"[^ \n]+(?:[ \n]+[^ \n]+){0,5}")
_LAST_WORDS = re.compile(r"(?:[^ \n]+[ \n]+){0,5}[^ \n]+$")


class Quoting:
    """Says of passages of one document where they stand, and how they are cited."""

    def __init__(
        self, document: Document, *, document_url: DocumentUrl, permanent_url: DocumentUrl
    ) -> None:
        """permanent_url: gives the address of a document with scheme and host."""
        self._document = document
        self._json_urls = f"{document_url(document.id)}/passages"
        self._page_url = permanent_url(document.id)
        self._reference = reference(document, self._page_url)

    def as_json(self, part: Part, start: int, text: str) -> shapes.Passage:
        """Return what answers say of the passage `text` that begins at `start` in a part."""
        document, end = self._document, start + len(text)
        name = f"{part}-{start}-{end}-{_digest(text)}"
        # The page has other spaces and apostrophes in some places, by what is beside them.
        before = min(start, _BESIDE_CHARACTERS)
        around = getattr(document, part)[start - before : end + _BESIDE_CHARACTERS]
        printed = typeset(around)[before : before + len(text)]
        is_shown = not _is_withheld(document, part)
        return {
            "id": f"{document.id}:{name}",
            "document": document.id,
            "part": part,
            "start": start,
            "end": end,
            "text": text,
            "url": self._page_url + (f"#:~:{text_directive(printed)}" if is_shown else ""),
            "json_url": f"{self._json_urls}/{name}.json" if is_shown else None,
            "citation": self._citation(part),
        }

    def _citation(self, part: Part) -> str:
        """Return the reference of the document, with who speaks in a part of it where that is not
        its author.
        """
        document, said = self._document, self._reference
        if document.is_notice and part is not Part.TITLE:
            return f"Résumé de\u00a0: {said}"
        if part is not Part.ANSWER:
            return said
        ministry = document.ministry_in_charge or document.ministry_asked
        who = f" ({typeset(ministry.name)})" if ministry and ministry.name else ""
        day = f", {labels.day(document.answered_on)}" if document.answered_on else ""
        return f"Réponse du Gouvernement{who}{day}, à\u00a0: {said}"


def passage_place(document: Document, name: str) -> tuple[Part, int, str] | None:
    """Return part, start and text of the passage that an id names; None for what is no such id.

    name: the id after that of the document. A private text has none: whoever made ids up could find
    it out letter by letter. Raises OutdatedError when other words stand there.
    """
    found = PASSAGE_ID.fullmatch(name)
    if found is None:
        return None
    part, start, end = Part(found.group(1)), int(found.group(2)), int(found.group(3))
    if _is_withheld(document, part):
        return None
    text: str = getattr(document, part)[start:end]
    if len(text) != end - start or _digest(text) != found.group(4):
        raise OutdatedError
    return part, start, text


def text_directive(text: str) -> str:
    """Return what, behind `#:~:`, leads a browser to a text of a page (URL Fragment Text
    Directives, WICG): the whole text, or its first and last words.
    """
    paragraphs = [paragraph.strip() for paragraph in text.split("\n\n") if paragraph.strip()]
    if not paragraphs:
        return "text="
    if len(paragraphs) == 1 and len(paragraphs[0]) <= _POINTED_AT_WHOLE_CHARACTERS:
        return f"text={_escaped(paragraphs[0])}"
    first, last = _FIRST_WORDS.search(paragraphs[0]), _LAST_WORDS.search(paragraphs[-1])
    return f"text={','.join(_escaped(words.group()) for words in (first, last) if words)}"


def _escaped(words: str) -> str:
    """Encode words; a comma, `&` and `-` mean something in a directive."""
    return quote(" ".join(words.split("\n")), safe="", errors="replace").replace("-", "%2D")


def _is_withheld(document: Document, part: Part) -> bool:
    return isinstance(document, WithheldDocument) and part in document.withheld


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]

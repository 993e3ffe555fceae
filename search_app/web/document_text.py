"""How are the texts of a document printed? Speakers and stage directions of an exchange set apart.

Each match has an id, by which a result leads to it, and the next one can be found; so has each
speaker and each heading, for the list of contents.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from search_app.model.document import Document, DocumentType
from search_app.model.results import Mark, Part, Passage, Snippet
from search_app.web.typography import marked, typeset_snippet

# Short, because a page of results has a hundred of them.
_LETTERS = {Part.TEXT: "t", Part.ANSWER: "r"}
_SPACE = "[ \u00a0\u202f]"
# « M. Paul Modèle. », « Mme A. Modèle, ministre de la mer. », « Plusieurs députés du groupe X. »
_SPEAKER = re.compile(
    rf"(?:(?:MM?\.|Mmes?){_SPACE}|(?:Une? député|Plusieurs députés))"
    rf"(?:[^.\n(]|\b[A-Z]\.){{2,160}}?\.(?={_SPACE}|$)"
)
# « (Applaudissements sur les bancs du groupe X.) », « (Rires.) », « (M. Modèle proteste.) »
_STAGE_DIRECTION = re.compile(r"\([A-ZÀÉÊÎ«](?:[^()\n]*\.|[^()\n]*\bbancs\b[^()\n]*)\)")


# A heading between the paragraphs of an article: short, and without the stop of a sentence.
_HEADING_CHARACTERS_MAX = 90
_STOPS = tuple(".,;:!?…»)\u201d")


class Voice(StrEnum):
    """Whose words something of a text is; the style sheet has these names."""

    TEXT = "text"
    HEADING = "subheading"
    SPEAKER = "speaker"  # who speaks from here on
    STAGE = "stage"  # what happened in the chamber


# The voices that a list of contents leads to.
_PLACED_VOICES = {Voice.HEADING, Voice.SPEAKER}


class Segment(NamedTuple):
    """A stretch of a paragraph. start: where it begins in the text of its part."""

    voice: Voice
    start: int
    snippet: Snippet


_GOVERNMENT = re.compile("(?i:ministre|secrétaire d|garde des sceaux|porte-parole)")


class Place(NamedTuple):
    """Where somebody begins to speak, or a heading. id: of the element there."""

    id: str
    label: str


class PrintedText(NamedTuple):
    """A text of a document.

    matches: how many are marked. first: the id of the first, or "". places: what a list of contents
    has, in the order of the text.
    """

    paragraphs: tuple[Markup, ...]
    matches: int
    first: str
    places: tuple[Place, ...]


def printed(passage: Passage, *, is_exchange: bool) -> PrintedText:
    """Return a whole text as paragraphs of HTML, cut at empty lines.

    is_exchange: it is the record of what several people said.
    """
    listed = list(_paragraphs(passage.snippet))
    cut = _in_voices(listed) if is_exchange else _with_headings(listed)
    html = tuple(
        Markup().join(_segment_html(passage.part, segment) for segment in segments)
        for segments in cut
    )
    marks = [at for start, text in listed for at, _, mark in _placed(text, start) if mark]
    first = match_id(passage.part, marks[0]) if marks else ""
    return PrintedText(html, len(marks), first, tuple(_places(passage.part, cut)))


def is_exchange(document: Document) -> bool:
    """Tell whether the texts of a document are the record of what several people said."""
    return document.type in {DocumentType.QG, DocumentType.QOSD} and not document.is_notice


def is_retort(text: str, start: int) -> bool:
    """Tell whether a place of the answer in an exchange is said by somebody outside the Government.

    The member who asked may speak again, and others call out.
    """
    end = start
    while end >= 0:
        begin = text.rfind("\n\n", 0, end)
        if speaker := _SPEAKER.match(text, begin + len("\n\n") if begin >= 0 else 0):
            return not _GOVERNMENT.search(speaker[0])
        end = begin
    return False


def match_id(part: Part, start: int) -> str:
    """Return the id of the match that begins at `start` in a part of a document."""
    return f"{_LETTERS[part]}{start}"


def best_match(passages: Sequence[Passage]) -> str:
    """Return the id of the first match in the passage that has most, "" when there is none."""
    best = max(passages, key=_matches, default=None)
    return first_match(best) if best else ""


def first_match(passage: Passage) -> str:
    """Return the id of the first match of a passage of a text, "" when it has none."""
    placed = _placed(passage.snippet, passage.start)
    place = next((start for start, _, mark in placed if mark), None)
    return "" if place is None else match_id(passage.part, place)


def _matches(passage: Passage) -> int:
    return sum(bool(mark) for _, mark in passage.snippet)


def _placed(snippet: Snippet, start: int = 0) -> Iterator[tuple[int, str, Mark]]:
    """Yield the pieces of a marked text that begins at `start`, each with where it begins."""
    for text, mark in snippet:
        yield start, text, mark
        start += len(text)


def _paragraphs(snippet: Snippet) -> Iterator[tuple[int, Snippet]]:
    """Yield the start and the text of each paragraph that is not blank.

    A match across the space between two is marked on both sides of it.
    """
    found: list[tuple[int, list[tuple[str, Mark]]]] = [(0, [])]
    for start, text, mark in _placed(snippet):
        at = start
        for number, piece in enumerate(text.split("\n\n")):
            if number:
                found.append((at, []))
            if piece:
                found[-1][1].append((piece, mark))
            at += len(piece) + len("\n\n")
    for start, pieces in found:
        if any(text.strip() for text, _ in pieces):
            yield start, typeset_snippet(tuple(pieces))


def _places(part: Part, cut: Sequence[Sequence[Segment]]) -> Iterator[Place]:
    """Yield the headings, and the speakers where another one begins."""
    before = ""
    for segments in cut:
        voice, start, snippet = segments[0]
        label = _text_of(snippet).rstrip(". ")
        if voice in _PLACED_VOICES and label != before:
            yield Place(_place_id(part, start), label)
            before = label


def _text_of(snippet: Snippet) -> str:
    return "".join([text for text, _ in snippet])


def _with_headings(listed: Sequence[tuple[int, Snippet]]) -> list[list[Segment]]:
    """Tell headings from the paragraphs that follow them; the first paragraph is none."""
    texts = [_text_of(snippet).strip() for _, snippet in listed]
    cut = []
    for place, (start, snippet) in enumerate(listed):
        is_followed = place + 1 < len(texts) and not _is_short(texts[place + 1])
        is_heading = place > 0 and _is_short(texts[place]) and is_followed
        cut.append([Segment(Voice.HEADING if is_heading else Voice.TEXT, start, snippet)])
    return cut


def _is_short(text: str) -> bool:
    return len(text) <= _HEADING_CHARACTERS_MAX and not text.endswith(_STOPS)


def _in_voices(listed: Sequence[tuple[int, Snippet]]) -> list[list[Segment]]:
    return [list(_segments(start, text)) for start, text in listed]


def _segments(start: int, paragraph: Snippet) -> Iterator[Segment]:
    """Cut a paragraph of an exchange: who speaks, what is said, what happens meanwhile."""
    text = _text_of(paragraph)
    voices = {}
    if speaker := _SPEAKER.match(text):
        voices[speaker.span()] = Voice.SPEAKER
    for direction in _STAGE_DIRECTION.finditer(text):
        voices[direction.span()] = Voice.STAGE
    cuts = sorted({0, len(text), *(place for span in voices for place in span)})
    for begin, end in pairwise(cuts):
        voice = voices.get((begin, end), Voice.TEXT)
        yield Segment(voice, start + begin, _cut(paragraph, begin, end))


def _cut(snippet: Snippet, begin: int, end: int) -> Snippet:
    cut = (
        (text[max(begin - at, 0) : max(end - at, 0)], mark) for at, text, mark in _placed(snippet)
    )
    return tuple((text, mark) for text, mark in cut if text)


def _segment_html(part: Part, segment: Segment) -> Markup:
    voice, start, snippet = segment
    html = marked(snippet, [match_id(part, at) for at, _, _ in _placed(snippet, start)])
    if voice is Voice.TEXT:
        return html
    if voice in _PLACED_VOICES:
        return Markup('<b class="{}" id="{}">{}</b>').format(voice, _place_id(part, start), html)
    return Markup('<span class="{}">{}</span>').format(voice, html)


def _place_id(part: Part, start: int) -> str:
    """Return the id of the speaker or heading that begins at `start`, unlike that of a match."""
    return f"p{match_id(part, start)}"

"""What does the page of a question of the 14th to the 17th legislature say?

There are three layouts. One has sections of the classes `question_header`, `question_info` and so
on, another tables and `<span class="contenu">`, the newest headings ("Données clés") as the texts
that people copy. In each, headings tell the texts, and all else is in the lines of key data that
`texts.question_text` reads too.
"""

import re
from dataclasses import replace
from html import unescape

from search_app.ingest.json_questions.published_text import fragment
from search_app.ingest.records import error_at
from search_app.ingest.texts import question_text
from search_app.ingest.texts.key_data import KeyData, day_of
from search_app.ingest.texts.question_pages.page_fields import PageDay, PageFields, refuse_several
from search_app.model.document import EventKind, Source
from search_app.model.plain import plain_line

_PARTS = "question_legislature|question_header|question_info|question_publish_date|question_answer"
# Bounded, so that the time is linear: no tag of these pages is as long.
_CLASS = r"\s[^<>]{0,300}?\bclass\s{0,9}=\s{0,9}[\"']?[^\"'<>]{0,200}?\b"
_PART = re.compile(rf"<(\w{{1,20}}){_CLASS}(?:{_PARTS})\b[^<>]*+>", re.IGNORECASE)
_MAIN = re.compile(r"<(main)(?:\s[^<>]*+)?>", re.IGNORECASE)
_TEXT_BOX = re.compile(rf"<(div){_CLASS}contenutexte\b[^<>]*+>", re.IGNORECASE)
_SURROUNDING = re.compile(r"<(nav|footer|aside|form|header)(?:\s[^<>]*+)?>", re.IGNORECASE)
_HEADING = re.compile(
    r"<h[1-6](?:\s[^<>]*+)?>((?:[^<]++|<(?!/?h[1-6]\b))*+)</h[1-6]\s*>", re.IGNORECASE
)
_TAGS = re.compile(r"<[^<>]*+>")
_DAY_KINDS = frozenset(EventKind)


def recognise(html: str, source: Source) -> bool:
    """Whether the lines of a page have the signs of a question, as those of a copied text.

    Only a page with a heading of a text, or with the sections of these pages, is looked at.
    """
    if not (_PART.search(html) or any(name for name, _ in _sections(html))):
        return False
    return question_text.recognise("\n".join(_lines(html, source)))


def fields_of(html: str, source: Source) -> PageFields:
    """Return what a page says. html: without comments and scripts.

    Raises RecordError "format" for a page that is cut short, "value" for fields that contradict
    each other, "dialect" for several questions, and "size" for HTML that is not given to the
    parser.
    """
    texts: dict[str, list[str]] = {"text": [], "answer": []}
    lines: list[str] = []
    for name, part in _sections(_question(html, source)):
        if name in texts:
            texts[name].append(_text_box(part, source))
        else:
            lines += _lines(part, source)
    refuse_several(len(texts["text"]), source)
    opening = question_text.parts_of("\n".join(lines))
    keys = KeyData(source.path, [replace(key, line=source.line) for key in opening.keys])
    constituency, group = keys.constituency_and_group()
    opening_title = [" ".join(opening.titles)]
    return PageFields(
        legislature=keys.legislature(),
        type=keys.type(),
        number=keys.number(),
        author=keys.author(),
        group=group.name if group else "",
        constituency=constituency,
        department=keys.value("department"),
        ministry_asked=keys.value("ministry asked"),
        ministry_in_charge=keys.value("ministry in charge"),
        topic=keys.value("topic"),
        head=keys.value("head"),
        analyses=[*keys.values("title"), *keys.values("analysis")] or opening_title,
        texts=texts["text"],
        answers=texts["answer"],
        days=[_day(key.name, key.value) for key in opening.keys if key.name in _DAY_KINDS],
        url=keys.value("page"),
    )


def _day(kind: str, value: str) -> PageDay:
    found = day_of(value)
    return PageDay(kind=EventKind(kind), date=found.date, page=found.page, reason=found.reason)


def _question(html: str, source: Source) -> str:
    """Return the part of a page that is the question, without what surrounds it on the site."""
    if parts := _elements(html, _PART, source):
        return "".join(parts)
    if main := _elements(html, _MAIN, source):
        return "".join(main)
    kept, place = [], 0
    while found := _SURROUNDING.search(html, place):
        kept.append(html[place : found.start()])
        place = _end_of(html, found, source)
    return "".join((*kept, html[place:]))


def _elements(html: str, begins: re.Pattern[str], source: Source) -> list[str]:
    """Return the elements that begin so, from the first to the last, without those inside them."""
    found, place = [], 0
    while tag := begins.search(html, place):
        place = _end_of(html, tag, source)
        found.append(html[tag.start() : place])
    return found


def _end_of(html: str, tag: re.Match[str], source: Source) -> int:
    """Return where the element of a tag ends. Raises RecordError "format" when it does not."""
    open_tags = 1
    same = re.compile(rf"<(/?){tag[1]}\b[^<>]*+>", re.IGNORECASE)
    for other in same.finditer(html, tag.end()):
        open_tags += -1 if other[1] else 1
        if not open_tags:
            return other.end()
    raise error_at(source, "format", f"the page is cut short: <{tag[1]}> has no end")


def _sections(html: str) -> list[tuple[str, str]]:
    """Cut a page at the headings of sections; the name of what stands before the first is ""."""
    cut, name, start = [], "", 0
    for heading in _HEADING.finditer(html):
        words = plain_line(unescape(_TAGS.sub(" ", heading[1]))).rstrip(" :")
        if section := question_text.SECTIONS.get(words):
            cut.append((name, html[start : heading.start()]))
            name, start = section, heading.end()
    return [*cut, (name, html[start:])]


def _text_box(html: str, source: Source) -> str:
    """Return a text without what stands outside its boxes, in the layout that has boxes."""
    return "".join(_elements(html, _TEXT_BOX, source)) or html


def _lines(html: str, source: Source) -> list[str]:
    return [paragraph.text for paragraph in fragment(html, source)]

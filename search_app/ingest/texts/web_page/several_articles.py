"""Does a web page hold one article, or several, as an export of a press review does?"""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from lxml.etree import _Element as Element

from search_app.ingest.texts.web_page.blocks import HEADINGS, Block
from search_app.ingest.texts.web_page.furniture import WITHOUT_TEXT, Fate, fate_of
from search_app.mentions import dates_in

_CLASS = re.compile(r"(?:^|\s)article(?:\s|$)", re.IGNORECASE)
_TITLE_CLASS = re.compile(r"titre|title|headline", re.IGNORECASE)
_TEXT_LENGTH_MIN = 40  # characters outside of links and headings
# "3 of 25 DOCUMENTS" stands above each article of an export of Nexis.
_OF_NEXIS = re.compile(r"\d{1,4} (?:of|sur|de) (\d{1,4}) documents", re.IGNORECASE)
_DATED_MIN = 3
_DATE_LINE_LENGTH_MAX = 120


def articles_in(body: Element, title: Element | None) -> list[Element]:
    """Return the elements of a page that are articles beside one another, with a title each.

    title: the heading of the page's own article, or None. What it stands in is not foreign.
    """
    found: list[Element] = []
    spared = set() if title is None else {*title.iterancestors()}
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        if element not in spared and fate_of(element) is not Fate.OWN:
            continue
        if element.tag == "article" or _CLASS.search(element.get("class", "")):
            inner = [one for child in element for one in articles_in(child, title)]
            if len(inner) > 1:
                found += inner
            elif _has_title(element) and _text_length(element) >= _TEXT_LENGTH_MIN:
                found.append(element)
        else:
            waiting += reversed(element)
    return found


def are_several(body: Element, articles: Collection[Element], title: Element | None) -> bool:
    """Whether none of the articles in a page, and nothing outside of them, is the page's own.

    title: the heading of the page's own article, or None.
    """
    if len(articles) <= 1 or any(is_of(article, title) for article in articles):
        return False
    outside = _text_length(body, without=articles)
    return outside < max(map(_text_length, articles))


def count_told_by_lines(blocks: Sequence[Block]) -> int:
    """Return how many articles follow one another in a page that has no elements for them.

    Either each has its number above it, or a heading with the line of its newspaper and day below
    it, as in a press review that was put together by hand. 0 where nothing tells them.
    """
    numbered = sum(1 for block in blocks if _OF_NEXIS.fullmatch(block.text))
    if numbered:
        return numbered
    dated = Counter(
        heading.element.tag
        for heading, below, text in zip(blocks, blocks[1:], blocks[2:], strict=False)
        if heading.is_heading and _is_date_line(below) and text.unlinked >= _TEXT_LENGTH_MIN
    )
    of_tag = Counter(block.element.tag for block in blocks if block.is_heading)
    return max((n for tag, n in dated.items() if n == of_tag[tag] and n >= _DATED_MIN), default=0)


def _is_date_line(block: Block) -> bool:
    """Whether a block is a short line that names a day, and no sentence nor another heading."""
    text = block.text
    is_line = not block.is_heading and len(text) <= _DATE_LINE_LENGTH_MAX and text[-1] not in ".!?…"
    return is_line and any(found.day for found in dates_in(text))


def is_of(article: Element, title: Element | None) -> bool:
    """Whether a heading stands in an article."""
    return title is not None and article in title.iterancestors()


def _has_title(article: Element) -> bool:
    return any(
        e.tag in HEADINGS or _TITLE_CLASS.search(e.get("class", ""))
        for e in article.iter()
        if isinstance(e.tag, str)
    )


def _text_length(element: Element, without: Collection[Element] = ()) -> int:
    """Return how many characters of an element are outside of links, headings and menus."""
    length, waiting, left_out = len((element.text or "").strip()), list(element), set(without)
    while waiting:
        inner = waiting.pop()
        length += len((inner.tail or "").strip())
        if isinstance(inner.tag, str) and inner not in left_out and _is_text(inner):
            length += len((inner.text or "").strip())
            waiting += list(inner)
    return length


def _is_text(element: Element) -> bool:
    is_none = element.tag in WITHOUT_TEXT or element.tag in HEADINGS or element.tag == "a"
    return not is_none and fate_of(element) is Fate.OWN

"""Which of the paragraphs of a web page are those of its article?

The article is the smallest element that has most of the text which is not plainly foreign, with
what stands between its title and that element: its opening paragraph. So a text in several blocks
is never cut, and where a page does not tell its article from the rest, too much is kept rather than
too little.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from lxml.etree import _Element as Element

from search_app.ingest.texts.boilerplate import is_boilerplate
from search_app.ingest.texts.web_page.blocks import Block, blocks_of
from search_app.ingest.texts.web_page.furniture import Fate
from search_app.ingest.texts.web_page.several_articles import count_told_by_lines

_LETTER = re.compile(r"[^\W\d_]")
_MOST = 0.6
_PARAGRAPH_LENGTH_MIN = 80  # what is shorter may be a label


@dataclass(frozen=True, slots=True)
class Body:
    """lines: of the article, "" between two blocks. left_out: paragraphs of the page beside its
    menus that are not among them. articles: how many follow one another in these lines, 0 where
    nothing tells that there are several.
    """

    lines: tuple[str, ...]
    left_out: int
    articles: int


def body_of(page: Element, title: Element | None, foreign: Collection[Element] = ()) -> Body:
    """Return the text of a page's article, and what of the page is not in it.

    title, foreign: see `blocks_of`.
    """
    blocks = blocks_of(page, title, foreign)
    chosen = _of_article(page, blocks, title)
    kept = _without_labels([block for block in chosen if not _leads_elsewhere(block)])
    lines = tuple(line for block in kept for line in (*block.lines, ""))
    left_out = _paragraphs(blocks) - _paragraphs(kept)
    return Body(lines, left_out, count_told_by_lines(kept))


def _leads_elsewhere(block: Block) -> bool:
    """Whether a block is boilerplate, as is a link of any length after the label "Lire aussi"."""
    label = block.text[: block.unlinked] if block.linked else ""
    return is_boilerplate(block.text) or is_boilerplate(label)


def _without_labels(blocks: list[Block]) -> list[Block]:
    """Leave out headings without a word ("2"), and those that nothing follows."""
    found = [block for block in blocks if not block.is_heading or _LETTER.search(block.text)]
    while found and found[-1].is_heading:
        found.pop()
    return found


def _paragraphs(blocks: list[Block]) -> int:
    return sum(
        block.fate is not Fate.MENU and block.unlinked >= _PARAGRAPH_LENGTH_MIN for block in blocks
    )


def _of_article(page: Element, blocks: list[Block], title: Element | None) -> list[Block]:
    own = [block for block in blocks if block.fate is Fate.OWN and not block.is_link]
    container = _container(page, own)
    if title is not None:
        while title is not container and not _is_in(title, container):
            container = container.getparent()
    inside = [block for block in own if _is_in(block.element, container)]
    after = next((n for n, block in enumerate(inside, 1) if block.element is title), 0)
    return inside[after:]


def _container(page: Element, blocks: list[Block]) -> Element:
    """Return the smallest element that has most of the text."""
    weights: Counter[Element] = Counter()
    for block in blocks:
        if not block.is_heading:
            weights[block.element] += block.unlinked
            for above in block.element.iterancestors():
                weights[above] += block.unlinked
    enough = _MOST * weights[page]
    container = page
    while inner := [e for e in container if weights.get(e, 0) >= enough > 0]:
        container = inner[0]
    return container


def _is_in(element: Element, container: Element) -> bool:
    return element is container or container in element.iterancestors()

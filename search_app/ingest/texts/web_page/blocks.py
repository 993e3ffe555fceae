"""Which paragraphs does a web page show?

A block is what stands on lines of its own: a paragraph, a heading, a list item, a row of a table.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from search_app.ingest.printable import printable_line
from search_app.ingest.texts.web_page.furniture import (
    WITHOUT_TEXT,
    Fate,
    fate_of,
    is_comment,
    words,
)

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_INLINE = words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp"
    " rt ruby s samp small span strike strong sub sup time tt u var wbr button"
)
_CELL_LENGTH_MAX = 200
_CELL_BREAKS = words("p div table ul ol br section article blockquote") | HEADINGS
_CELLS = frozenset(("td", "th"))
_TEASER_LENGTH_MAX = 600


@dataclass(frozen=True, slots=True)
class Block:
    """lines: its text, cut at each `<br>`; "" stands for two of them.

    linked: how many of its characters are in links. element: that it stands in.
    """

    lines: tuple[str, ...]
    linked: int
    element: Element
    fate: Fate

    @property
    def text(self) -> str:
        return " ".join(filter(None, self.lines))

    @property
    def unlinked(self) -> int:
        """How many characters are outside of links."""
        return sum(map(len, self.lines)) - self.linked

    @property
    def is_heading(self) -> bool:
        return self.element.tag in HEADINGS

    @property
    def is_link(self) -> bool:
        """Whether all that it says is a link."""
        return self.linked > 0 and self.unlinked <= len(self.lines)


def blocks_of(
    body: Element, title: Element | None, foreign: Collection[Element] = ()
) -> list[Block]:
    """Return the blocks of a page in their order, with what names and tags say of each.

    title: the heading of the article, None when it is unknown. What it stands in is not foreign.
    foreign: elements that are known to be so.
    """
    spared = {body} if title is None else {body, title, *title.iterancestors()}
    walk = _Walk(spared, _large(body), set(foreign))
    walk.block(body, Fate.OWN, is_linked=False)
    return _without_teasers(walk.blocks, spared)


class _Walk:
    """Goes through a page once; the parser has no more than 255 levels.

    spared: elements that are not foreign, whatever their names. large: those that are not foreign
    unless they hold comments. foreign: elements that are.
    """

    def __init__(self, spared: set[Element], large: set[Element], foreign: set[Element]) -> None:
        self.blocks: list[Block] = []
        self._spared, self._large, self._foreign = spared, large, foreign
        self._lines: list[list[str]] = [[]]
        self._linked = 0

    def block(self, element: Element, around: Fate, *, is_linked: bool) -> None:
        """Add the blocks in an element. around: the fate of what it stands in."""
        fate = self._fate(element, around)
        if cells := _data_row(element):
            self._lines[-1].append(" ; ".join(cells))
        else:
            self._flow(element, element, fate, is_linked=is_linked)
        self._flush(element, fate)

    def _flow(self, element: Element, owner: Element, fate: Fate, *, is_linked: bool) -> None:
        is_linked = is_linked or element.tag == "a"
        self._add(element.text, is_linked=is_linked)
        for child in element:
            if not isinstance(child.tag, str) or _is_without_text(child):
                pass
            elif child.tag == "br":
                self._lines.append([])
            elif child.tag not in _INLINE and ":" not in child.tag:
                self._flush(owner, fate)
                self.block(child, fate, is_linked=is_linked)
            elif (own := self._fate(child, fate)) is fate:
                self._flow(child, owner, fate, is_linked=is_linked)
            else:
                self._flush(owner, fate)
                self._flow(child, owner, own, is_linked=is_linked)
                self._flush(owner, own)
            self._add(child.tail, is_linked=is_linked)

    def _fate(self, element: Element, around: Fate) -> Fate:
        if around is Fate.MENU or element in self._spared:
            return around
        own = Fate.FOREIGN if element in self._foreign else fate_of(element)
        is_sure = is_comment(element) or element in self._foreign
        if own is Fate.OWN or (element in self._large and not is_sure):
            return around
        return own

    def _add(self, text: str | None, *, is_linked: bool) -> None:
        if text:
            self._lines[-1].append(text)
            if is_linked:
                self._linked += len(printable_line(text))

    def _flush(self, owner: Element, fate: Fate) -> None:
        """End a block, if any text was added since the last one."""
        lines = tuple(printable_line("".join(pieces)) for pieces in self._lines)
        if any(lines):
            self.blocks.append(Block(lines, self._linked, owner, fate))
        self._lines, self._linked = [[]], 0


def _is_without_text(element: Element) -> bool:
    """Whether an element shows no text, as a button does unless it unfolds what a heading names."""
    if element.tag == "button":
        return not any(above.tag in HEADINGS for above in element.iterancestors())
    return element.tag in WITHOUT_TEXT


def _data_row(element: Element) -> list[str]:
    """Return the cells of a row of a table that holds values; [] for a row that lays out a page."""
    if element.tag != "tr":
        return []
    cells = [cell for cell in element if cell.tag in _CELLS]
    texts = [printable_line("".join(cell.itertext())) for cell in cells]
    is_layout = any(
        len(text) > _CELL_LENGTH_MAX or next(cell.iter(*_CELL_BREAKS), None) is not None
        for cell, text in zip(cells, texts, strict=True)
    )
    found = [text for text in texts if text]
    return found if len(found) > 1 and not is_layout else []


def _large(body: Element) -> set[Element]:
    """Return the elements that hold more than half of the text of a page."""
    lengths: dict[Element, int] = {}
    for element in reversed(list(body.iter())):  # what an element holds comes before it
        own = 0
        if isinstance(element.tag, str) and element.tag not in WITHOUT_TEXT:
            own = lengths.get(element, 0) + len((element.text or "").strip())
        lengths[element] = own
        parent = element.getparent()
        if parent is not None and element is not body:
            lengths[parent] = lengths.get(parent, 0) + own + len((element.tail or "").strip())
    return {element for element, length in lengths.items() if 2 * length > lengths[body]}


def _without_teasers(blocks: list[Block], spared: set[Element]) -> list[Block]:
    """Mark headings that are links, and what stands with each, as foreign."""
    roots = set()
    for block in blocks:
        if block.fate is Fate.OWN and block.is_heading and block.is_link:
            roots.add(_teaser(block.element, spared))
    if not roots:
        return blocks
    return [
        replace(block, fate=Fate.FOREIGN)
        if block.fate is Fate.OWN and _is_within(block.element, roots)
        else block
        for block in blocks
    ]


def _teaser(heading: Element, spared: set[Element]) -> Element:
    """Return the largest element around a heading that has no other one, and little text."""
    found = heading
    for above in heading.iterancestors():
        headings = above.iter(*HEADINGS)
        is_one_heading = next(headings, None) is not None and next(headings, None) is None
        if above in spared or not is_one_heading or _is_long(above):
            break
        found = above
    return found


def _is_long(element: Element) -> bool:
    length = 0
    for text in element.itertext():
        length += len(text.strip())
        if length > _TEASER_LENGTH_MAX:
            return True
    return False


def _is_within(element: Element, roots: set[Element]) -> bool:
    return element in roots or any(above in roots for above in element.iterancestors())

"""Which paragraphs do the lines of printed pages make?"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_EDGE_LINES = 2  # at the top and at the bottom of a page, those that may be repeated
_WIDE_SHARE = 0.9  # of the lines are not longer than the column is wide
_ENDS_EARLY, _ENDS_SENTENCE_EARLY = 0.7, 0.92  # of the width of the column
_HEADING_SHARE = 0.6
_WIDTH_MIN = 30  # characters of a line: narrower ones are no prose in a column
_SENTENCE_END = (".", "!", "?", "…", "»", ":", ";", ")")
# An item of a list, and « Auteur : … ».
_BEGINS = re.compile(r"(?:[-–—•*▪◦‣]|\d{1,3}[.)]|[a-z]\)|[A-ZÀ-Þ][^.:;!?]{1,50}:)\s")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_GOES_ON = re.compile(r"[^\W\d_]+")
# What stands after or before the hyphen of a compound, which stays.
_AFTER_HYPHEN = re.compile(
    "je|tu|il|elle|on|nous|vous|ils|elles|ce|ci|là|moi|toi|lui|leurs?|l[ae]s?|y|en|mêmes?|être|dire"
)
_BEFORE_HYPHEN = re.compile(
    "(?:.*-)?(?:sous|non|vice|ex|mi|demi|semi|peut|quelques|celui|celles?|ceux|avant|après|contre"
    "|lui|eux|elles?|nous|vous|soi|moi|est|ouest|nord|sud|grand|sainte?|dix|vingt|trente|quarante"
    "|cinquante|soixante)"
)
_SOFT_HYPHEN = "\xad"
_WORD_LENGTH_MAX = 60


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a document as they stand inside its lines, in small letters."""

    counts: Counter[str]

    def with_next(self, line: str, following: str) -> str:
        """Return two lines as one, in which a word that was cut at the end of a line is whole."""
        if line.endswith(_SOFT_HYPHEN):
            return line.removesuffix(_SOFT_HYPHEN) + following
        cut = _CUT.search(line[-_WORD_LENGTH_MAX:])
        rest = _GOES_ON.match(following[:_WORD_LENGTH_MAX])
        if not (cut and rest and rest[0][0].islower()):
            return f"{line} {following}"
        begun, ended = cut[1].lower(), rest[0].lower()
        whole, compound = self.counts[begun + ended], self.counts[f"{begun}-{ended}"]
        is_known = max(whole, compound) > 0
        is_compound = compound > whole or (
            not is_known
            and (_AFTER_HYPHEN.fullmatch(ended) or _BEFORE_HYPHEN.fullmatch(begun)) is not None
        )
        return line + following if is_compound else line[:-1] + following


def paragraphs_of(pages: Sequence[str]) -> list[str]:
    """Return the paragraphs of the texts of pages, each as one line.

    What stands at the top or at the bottom of all pages, numbers aside, is left out. A line that
    ends before the others do ends a paragraph, unless the next begins with a small letter. A
    paragraph may go on on the next page. The hyphen
    of a word that is cut at the end of a line is taken away, unless the document has the word with
    a hyphen elsewhere, or it is one of a compound (« peut-être », « dit-il »).
    """
    lines = list(_body_lines([_lines(page) for page in pages]))
    filled = sorted(len(line) for line in lines if line)
    if not filled:
        return []
    width = max(filled[math.ceil((len(filled) - 1) * _WIDE_SHARE)], _WIDTH_MIN)
    words = _Words(Counter(word.lower() for line in lines for word in _WORD.findall(line)))
    found: list[list[str]] = []
    before = ""
    for line in lines:
        if line and before and not _ends(before, line, width):
            found[-1].append(line)
        elif line:
            found.append([line])
        before = line
    return [_joined(block, words) for block in found]


def _joined(block: Sequence[str], words: _Words) -> str:
    """Join the lines of a paragraph, in a time that grows with their length."""
    pieces = []
    held = block[0]
    for line in block[1:]:
        both = words.with_next(held, line)
        kept = len(both) - len(line)
        pieces.append(both[:kept])
        held = both[kept:]
    return "".join((*pieces, held)).replace(_SOFT_HYPHEN, "")


def _ends(line: str, following: str, width: int) -> bool:
    """Whether a paragraph ends with a line."""
    is_sentence = line.endswith(_SENTENCE_END)
    if _BEGINS.match(following) or (is_sentence and _is_heading(following, width)):
        return True
    if following[0].islower() and not is_sentence:
        return False
    share = len(line) / width
    return share < _ENDS_EARLY or (is_sentence and share < _ENDS_SENTENCE_EARLY)


def _is_heading(line: str, width: int) -> bool:
    is_short = len(line) < _HEADING_SHARE * width
    return is_short and line[0].isupper() and not line.endswith(_SENTENCE_END)


def _lines(page: str) -> list[str]:
    return [" ".join(line.split()) for line in page.split("\n")]


def _body_lines(pages: Sequence[list[str]]) -> Iterator[str]:
    """Yield the lines of all pages without those that are repeated at their edges."""
    filled = [[line for line in page if line] for page in pages]
    edges = [(_edge(page[:_EDGE_LINES]), _edge(page[-_EDGE_LINES:])) for page in filled if page]
    tops = _on_all([top for top, _ in edges])
    bottoms = _on_all([bottom for _, bottom in edges])
    for page in pages:
        places = [place for place, line in enumerate(page) if line]
        repeated = {p for p in places[:_EDGE_LINES] if _numberless(page[p]) in tops}
        repeated |= {p for p in places[-_EDGE_LINES:] if _numberless(page[p]) in bottoms}
        kept = [place for place in places if place not in repeated]
        if kept:
            yield from page[kept[0] : kept[-1] + 1]


def _on_all(edges: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return the lines that all pages have there; none for a single page."""
    return frozenset.intersection(*edges) if len(edges) > 1 else frozenset()


def _edge(lines: Sequence[str]) -> frozenset[str]:
    return frozenset(map(_numberless, lines))


def _numberless(line: str) -> str:
    return _DIGITS.sub("#", line)

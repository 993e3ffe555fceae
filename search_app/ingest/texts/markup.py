"""What does a text say without its marks: those of Markdown, superscripts and inline tags?

Only what is certainly a mark is taken away: a lone `*`, `2 * 3`, snake_case and web addresses stay.
"""

import re
from collections.abc import Iterable

_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)")
_ADDRESS_IN_BRACKETS = re.compile(r"<(https?://[^\s<>]+)>")
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:sup|sub|b|i|u|em|strong|small|span|mark)(?:\s[^<>]*)?>", re.IGNORECASE)
_SUPERSCRIPT = re.compile(r"(?<=[\w)])\^(?:\{([^\W\d_]{1,5})\}|([^\W\d_]{1,4})(?!\w))")
HEADING_MARK = re.compile(r"\s{0,3}#{1,6}\s+")
_RUN = re.compile(r"\*+|_+|`+")
_RUN_MAX = 3  # a longer run of "*" or "_" is a rule, or stands for a word left out
_URL = re.compile(r"(?:https?://|www\.)[^\s*<>`]+")
_ESCAPE = re.compile(r"\\([*_`#\[\]])")
_MARK = re.compile(r"[*_`\[\]^<\\]")
_SPACES = re.compile(r"[ \t\n]+")
_NEVER_OPENS_BEFORE = frozenset(")]}».,;:!?%")
_NEVER_CLOSES_AFTER = frozenset("([{«")
_LIST_ITEM = re.compile(r"(?:[-–—•*+]|\d{1,3}[.)])\s")
_WRAPPED_LINE_MIN, _WRAPPED_LINE_MAX = 50, 130
_SENTENCE_END = (".", "!", "?", "…", "»", ":", ";")


def strip_markup(text: str) -> str:
    """Return a line or paragraph without emphasis, links, images, superscript marks or inline tags.

    `[name](address)` becomes its name; `7^e`, `1^{re}` and `6<sup>e</sup>` become 7e, 1re and 6e.
    White space becomes single spaces.
    """
    if not _MARK.search(text):
        return _SPACES.sub(" ", text).strip()
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _ADDRESS_IN_BRACKETS.sub(r"\1", text)
    text = _TAG.sub("", _BREAK.sub(" ", text))
    text = _SUPERSCRIPT.sub(lambda match: match[1] or match[2], text)
    text = _ESCAPE.sub(r"\1", _without_emphasis(text))
    return _SPACES.sub(" ", text).strip()


def paragraphs(lines: Iterable[str]) -> list[str]:
    """Return the paragraphs of some lines, without markup.

    Blank lines separate blocks. A block whose lines look wrapped at a fixed width is one paragraph;
    in any other block each line is one, because press articles are often pasted so.
    """
    found: list[str] = []
    block: list[str] = []
    for line in (*lines, ""):
        if stripped := line.strip():
            block.append(stripped)
            continue
        found.extend([" ".join(block)] if _is_wrapped(block) else block)
        block = []
    return [text for text in map(strip_markup, found) if text]


def _is_wrapped(block: list[str]) -> bool:
    before_last = block[:-1]
    return (
        bool(before_last)
        and all(_WRAPPED_LINE_MIN <= len(line) <= _WRAPPED_LINE_MAX for line in before_last)
        and len(block[-1]) <= _WRAPPED_LINE_MAX
        and not all(line.endswith(_SENTENCE_END) for line in before_last)
        and not any(_LIST_ITEM.match(line) for line in block)
    )


def _without_emphasis(text: str) -> str:
    """Take away the runs of `*`, `_` and backticks that pair up, in time linear in the text."""
    runs = _runs(text)
    left = [len(run[0]) for run in runs]
    openers: dict[str, list[int]] = {"*": [], "_": [], "`": []}
    for index, run in enumerate(runs):
        stack = openers[run[0][0]]
        if _closes(text, run):
            while left[index] and stack:
                paired = min(left[index], left[stack[-1]])
                left[index] -= paired
                left[stack[-1]] -= paired
                if not left[stack[-1]]:
                    stack.pop()
        if left[index] and _opens(text, run):
            stack.append(index)
    pieces: list[str] = []
    end = 0
    for run, length in zip(runs, left, strict=True):
        pieces += (text[end : run.start()], run[0][:length])
        end = run.end()
    return "".join(pieces) + text[end:]


def _runs(text: str) -> list[re.Match[str]]:
    """Return the runs that may be marks: short, not escaped, and outside of web addresses."""
    addresses = iter([match.span() for match in _URL.finditer(text)])
    start, end = next(addresses, (len(text), len(text)))
    found = []
    for run in _RUN.finditer(text):
        while run.start() >= end < len(text):
            start, end = next(addresses, (len(text), len(text)))
        is_escaped = run.start() > 0 and text[run.start() - 1] == "\\"
        if run.start() < start and len(run[0]) <= _RUN_MAX and not is_escaped:
            found.append(run)
    return found


def _opens(text: str, run: re.Match[str]) -> bool:
    """Whether a run can begin an emphasis: what stands around it decides."""
    after = text[run.end() : run.end() + 1] or " "
    before = text[run.start() - 1 : run.start()] if run.start() else " "
    return not (after.isspace() or after in _NEVER_OPENS_BEFORE or before.isalnum())


def _closes(text: str, run: re.Match[str]) -> bool:
    """Whether a run can end an emphasis."""
    after = text[run.end() : run.end() + 1] or " "
    before = text[run.start() - 1 : run.start()] if run.start() else " "
    if before.isspace() or before in _NEVER_CLOSES_AFTER:
        return False
    return run[0][0] == "*" or not after.isalnum()

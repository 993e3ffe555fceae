"""How is a quoted text printed? With unbreakable spaces and real apostrophes, for display only."""

import re

from search_app.model.results import Snippet

_NARROW = re.compile("[ \u00a0](?=[;!?])")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|$)")
_WIDE = re.compile("(?<=«) | (?=[:»])|(?<=n°) (?=[0-9])")


def typeset(text: str) -> str:
    """Return `text`, as long as before, with the spaces and apostrophes of a printed text."""
    text = _APOSTROPHE.sub("’", text)
    return _WIDE.sub("\u00a0", _NARROW.sub("\u202f", text))


def typeset_snippet(snippet: Snippet) -> Snippet:
    return tuple((typeset(text), is_match) for text, is_match in snippet)


def paragraphs(snippet: Snippet) -> tuple[Snippet, ...]:
    """Cut a marked text at its empty lines; a match that spans one is marked on both sides."""
    found: list[list[tuple[str, bool]]] = [[]]
    for text, is_match in snippet:
        first, *others = text.split("\n\n")
        found[-1].append((first, is_match))
        found += [[(other, is_match)] for other in others]
    return tuple(
        typeset_snippet(paragraph)
        for paragraph in map(tuple, found)
        if any(text.strip() for text, _ in paragraph)
    )

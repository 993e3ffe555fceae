"""What was searched beside the words typed, and where is it switched off?"""

from dataclasses import dataclass, replace

from search_app.model.query import Query
from search_app.model.results import Results
from search_app.web import labels
from search_app.web.urls import address


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """current: the link leads to what is shown now."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """One line under the search box. undo: where the words are searched as typed, or None."""

    sentence: str
    undo: Link | None


def understanding(query: Query, results: Results, path: str) -> tuple[Understanding, ...]:
    """Say it in lines. path: the search page's own."""
    lines = []
    if results.corrections:
        undo = Link(
            label=labels.as_typed([c.typed for c in results.corrections]),
            url=address(path, replace(query, corrected=False, page=1)),
        )
        sentence = labels.corrected([c.used for c in results.corrections])
        lines.append(Understanding(sentence=sentence, undo=undo))
    if results.expansions:
        undo = Link(
            label=labels.SWITCH_OFF, url=address(path, replace(query, expanded=False, page=1))
        )
        names = [name for expansion in results.expansions for name in expansion.names]
        lines.append(Understanding(sentence=labels.expanded(names), undo=undo))
    if results.complete:
        lines.append(Understanding(sentence=labels.completed(results.complete), undo=None))
    return tuple(lines)

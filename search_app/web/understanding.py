"""What was searched beside the words typed, and where is it switched off?"""

from dataclasses import dataclass, replace

from search_app.model.query import Query
from search_app.model.results import Results
from search_app.web import labels
from search_app.web.links import Link, QueryUrl


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """One line under the search box. undo: where the words are searched as typed, or None."""

    sentence: str
    undo: Link | None


def understanding(query: Query, results: Results, to: QueryUrl) -> tuple[Understanding, ...]:
    """Say it in lines. to: the address of a search."""
    lines = []
    if results.corrections:
        undo = Link(
            label=labels.as_typed([c.typed for c in results.corrections]),
            url=to(replace(query, corrected=False, page=1)),
        )
        sentence = labels.corrected([c.used for c in results.corrections])
        lines.append(Understanding(sentence=sentence, undo=undo))
    if results.expansions:
        undo = Link(label=labels.SWITCH_OFF, url=to(replace(query, expanded=False, page=1)))
        names = [name for expansion in results.expansions for name in expansion.names]
        lines.append(Understanding(sentence=labels.expanded(names), undo=undo))
    if results.complete:
        lines.append(Understanding(sentence=labels.completed(results.complete), undo=None))
    return tuple(lines)

"""What is said of documents that are folded under one: copies of it, or answered at once with it.

Totals, facets and exports count each of them.
"""

from bisect import bisect_left
from collections.abc import Callable
from enum import StrEnum

from search_app.model.copies import text_key
from search_app.model.document import Document, Kind
from search_app.model.results import Hit
from search_app.web import labels
from search_app.web.hits import Folded, FoldedHit
from search_app.web.links import DocumentUrl, Link

# How many lines a card opens; a link leads to all that are folded under it.
LINES_MAX = 10


class Alike(StrEnum):
    """How a document is like the one that it is folded under, in the words of the page."""

    SAME_TEXT = "texte identique"
    SAME_ANSWER = "même réponse"
    NEAR_TEXT = "texte presque identique"
    BY_ANOTHER = "semblable à une autre de ces questions"


def folded(
    hit: Hit, copy_url: DocumentUrl, chosen_url: Callable[[tuple[str, ...]], str]
) -> Folded | None:
    """Return what a card says of the documents under its hit, None when there are none.

    copy_url: gives the address of one of them. chosen_url: that of the list of some, by their ids.
    """
    if not hit.copies:
        return None
    parties = {party for one in (hit.document, *hit.copies) if (party := _party(one))}
    total = hit.copies_total + 1
    noun = "article" if hit.document.kind is Kind.ARTICLE else "question"
    listed, others = hit.copies[:LINES_MAX], hit.copies[LINES_MAX:]
    key = text_key(hit.document)
    ways = [alike(hit.document, key, copy) for copy in listed]
    are_the_same = all(way is Alike.SAME_TEXT for way in ways) and all(
        same_words(hit.document.text, copy.text) for copy in others
    )
    kind = "identique" if are_the_same else "semblable"
    said = f"{labels.counted(total, noun)} {kind}s"
    if len(parties) > 1 and len(hit.copies) == hit.copies_total:
        said += f", {labels.counted(len(parties), 'groupe')}"
    lines = [
        FoldedHit(
            copy_url(copy.id),
            labels.type_and_number(copy),
            _who(copy),
            copy.date_written or labels.day(copy.date),
            way.value,
        )
        for copy, way in zip(listed, ways, strict=True)
    ]
    return Folded(said, tuple(lines), _link_to_all(hit, total, chosen_url))


def _party(document: Document) -> str:
    return ", ".join(document.group.values) if document.group else ""


def _who(document: Document) -> str:
    party = _party(document)
    return f"{document.author} ({party})" if document.author and party else document.author or party


def _link_to_all(hit: Hit, total: int, chosen_url: Callable[[tuple[str, ...]], str]) -> Link | None:
    if hit.copies_total <= LINES_MAX:
        return None
    ids = (hit.document.id, *(copy.id for copy in hit.copies))
    are_all = len(ids) == total
    label = f"Voir les {total}" if are_all else f"Voir {len(ids)} d’entre elles"
    return Link(label=label, url=chosen_url(ids))


def alike(one: Document, key: str, other: Document) -> Alike:
    """Return how two documents of one group are alike. key: the `text_key` of the first."""
    if same_words(one.text, other.text):
        return Alike.SAME_TEXT
    if one.answer_key and one.answer_key == other.answer_key:
        return Alike.SAME_ANSWER
    return Alike.NEAR_TEXT if key and key == text_key(other) else Alike.BY_ANOTHER


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts have the same words in the same order, one word at least.

    Copies are long and begin alike: only what follows the first difference is cut into words.
    """
    if not one or one.isspace():
        return False
    shorter = min(len(one), len(other))
    alike_to = bisect_left(range(shorter), 1, key=lambda n: one[: n + 1] != other[: n + 1])
    if alike_to == len(one) == len(other):
        return True
    if alike_to < shorter and not (one[alike_to].isspace() or other[alike_to].isspace()):
        return False
    # The first difference may be within a word.
    start = alike_to
    while start and not one[start - 1].isspace():
        start -= 1
    return one[start:].split() == other[start:].split()

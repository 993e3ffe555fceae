"""Which hits of a page are the same? Copies of a question, and what was answered at once.

They are folded under the first of them. Totals, facets and exports count each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from search_app.model.document import Document, Kind
from search_app.web import labels
from search_app.web.hits import Folded, FoldedHit, HitView

# The share of the words of both texts, in whole sentences, that two texts must have in common.
_COMMON_MIN = 0.7
# Copies begin alike, and a page has twenty texts to compare.
_CHARACTERS = 2_000
_LETTERS_MIN = 80


class Alike(StrEnum):
    """How a document is like the one that it is folded under, in the words of the page."""

    SAME_TEXT = "texte identique"
    NEAR_TEXT = "texte presque identique"
    SAME_ANSWER = "même réponse"


@dataclass(frozen=True, slots=True)
class Fold:
    """A hit, and those folded under it. Both are places in the list of hits."""

    first: int
    others: tuple[tuple[int, Alike], ...]


def folded(documents: Sequence[Document], views: Sequence[HitView]) -> tuple[HitView, ...]:
    """Return the hits of a page as it shows them. views: those of the documents, one by one."""
    return tuple(
        replace(views[fold.first], folded=_folded(fold, documents, views))
        if fold.others
        else views[fold.first]
        for fold in folds(documents)
    )


def _folded(fold: Fold, documents: Sequence[Document], views: Sequence[HitView]) -> Folded:
    places = [fold.first, *(place for place, _ in fold.others)]
    noun = "article" if documents[fold.first].kind is Kind.ARTICLE else "question"
    said = labels.counted(len(places), noun)
    said += f" {_kind_of(fold)}s sur cette page"
    groups = {views[place].party for place in places if views[place].party}
    if len(groups) > 1:
        said += f", {labels.counted(len(groups), 'groupe')}"
    return Folded(said, tuple(_line(views[place], alike) for place, alike in fold.others))


def _kind_of(fold: Fold) -> str:
    return "identique" if {how for _, how in fold.others} == {Alike.SAME_TEXT} else "semblable"


def _line(view: HitView, alike: Alike) -> FoldedHit:
    party = f" ({view.party})" if view.author and view.party else view.party
    return FoldedHit(
        view.place, view.url, view.type_line, f"{view.author}{party}", view.date, alike.value
    )


def folds(documents: Sequence[Document]) -> list[Fold]:
    """Return each document once, those that are the same under the first of them."""
    compared = [_Compared(one, one.answer_key, _sentences(one.text)) for one in documents]
    groups: dict[int, list[tuple[int, Alike]]] = {}
    for place, one in enumerate(compared):
        for first, others in groups.items():
            if alike := _alike(one, compared[first]):
                others.append((place, alike))
                break
        else:
            groups[place] = []
    return [Fold(first, tuple(others)) for first, others in groups.items()]


class _Compared(NamedTuple):
    """A document, and what is worked out of it once. sentences: with their lengths."""

    document: Document
    answer_key: str
    sentences: dict[str, int]


def _alike(one: _Compared, other: _Compared) -> Alike | None:
    if one.document.kind is not other.document.kind:
        return None
    if one.sentences and one.sentences == other.sentences:
        is_whole = one.document.text.split() == other.document.text.split()
        return Alike.SAME_TEXT if is_whole else Alike.NEAR_TEXT
    if one.answer_key and one.answer_key == other.answer_key:
        return Alike.SAME_ANSWER
    is_near = _common(one.sentences, other.sentences) >= _COMMON_MIN
    return Alike.NEAR_TEXT if is_near else None


def _common(sentences: dict[str, int], others: dict[str, int]) -> float:
    """Return the share of two texts that are sentences of both, by their length."""
    shared = sum([sentences[one] for one in sentences.keys() & others.keys()])
    if not shared:
        return 0.0
    whole = sum(sentences.values()) + sum(others.values()) - shared
    return shared / whole


def _sentences(text: str) -> dict[str, int]:
    """Return the first sentences of a text with their lengths; none of one too short to compare."""
    found = text[:_CHARACTERS].replace("\n", " ").lower().split(". ")
    lengths = {one: len(one) for one in found if one}
    return lengths if sum(lengths.values()) >= _LETTERS_MIN else {}

"""Which hits of a page are the same? Copies of a question, and what was answered at once.

They are folded under the first of them. Totals, facets and exports count each of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from search_app.model.document import Document, Kind
from search_app.web import labels
from search_app.web.hits import Folded, FoldedHit, HitView

_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n+")
# The share of the words of both texts, in whole sentences, that two texts must have in common.
_COMMON_MIN = 0.7
_CHARACTERS = 20_000
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
    sentences = [_sentences(document.text) for document in documents]
    groups: dict[int, list[tuple[int, Alike]]] = {}
    for place, document in enumerate(documents):
        for first, others in groups.items():
            if alike := _alike(document, documents[first], sentences[place], sentences[first]):
                others.append((place, alike))
                break
        else:
            groups[place] = []
    return [Fold(first, tuple(others)) for first, others in groups.items()]


def _alike(
    one: Document, other: Document, sentences: dict[str, int], others: dict[str, int]
) -> Alike | None:
    if one.kind is not other.kind:
        return None
    if sentences and sentences == others:
        return Alike.SAME_TEXT
    if one.answer_key and one.answer_key == other.answer_key:
        return Alike.SAME_ANSWER
    return Alike.NEAR_TEXT if _common(sentences, others) >= _COMMON_MIN else None


def _common(sentences: dict[str, int], others: dict[str, int]) -> float:
    """Return the share of two texts that are sentences of both, by their length."""
    shared = sum(length for one, length in sentences.items() if one in others)
    whole = sum(sentences.values()) + sum(others.values()) - shared
    return shared / whole if whole else 0.0


def _sentences(text: str) -> dict[str, int]:
    """Return the sentences of a text with their lengths; none of a text too short to compare."""
    found = (" ".join(one.split()).casefold() for one in _SENTENCE_END.split(text[:_CHARACTERS]))
    lengths = {one: len(one) for one in found if one}
    return lengths if sum(lengths.values()) >= _LETTERS_MIN else {}

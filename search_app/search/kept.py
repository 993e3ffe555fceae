"""Where is what is worked out of a vocabulary kept? Once, until the vocabulary is another."""

from collections.abc import Callable
from typing import Generic, TypeVar

from search_app.model.vocabulary import Vocabulary

T = TypeVar("T")


class KeptForVocabulary(Generic[T]):
    """Keeps it for the vocabulary used last. Two threads may both work it out: either is right."""

    def __init__(self, make: Callable[[Vocabulary], T]) -> None:
        self._make = make
        self._kept: tuple[Vocabulary, T] | None = None

    def of(self, vocabulary: Vocabulary) -> T:
        kept = self._kept
        if kept is None or kept[0] is not vocabulary:
            kept = self._kept = (vocabulary, self._make(vocabulary))
        return kept[1]

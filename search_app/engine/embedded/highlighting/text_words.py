"""Which words does a text have at which places? Told by the text itself, analysed again."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Protocol

from search_app.french import LocatedWords, stems


class TextWords(Protocol):
    """The words of one text, which are numbered from 0."""

    @property
    def words(self) -> Sequence[str]:
        """All words, as written."""

    def written_as(self, forms: Iterable[str]) -> Sequence[int]:
        """Return the numbers of the words that are one of these forms, ascending."""

    def with_stem(self, meant: Iterable[str]) -> Sequence[int]:
        """Return the numbers of the words that have one of these stems, ascending."""

    def that(self, is_meant: Callable[[str], bool]) -> Sequence[int]:
        """Return the numbers of the words that a test is true for, ascending."""

    def spans(self, numbers: Sequence[int]) -> Sequence[tuple[int, int]]:
        """Return the two offsets in the text where each of some words starts and ends."""


class AnalysedWords:
    """The words of a text that is analysed again: `TextWords` where nothing else tells them."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _located(self) -> LocatedWords:
        return LocatedWords(self._text)

    @property
    def words(self) -> Sequence[str]:
        return self._located.words

    def written_as(self, forms: Iterable[str]) -> Sequence[int]:
        return self._that_are(frozenset(forms))

    def with_stem(self, meant: Iterable[str]) -> Sequence[int]:
        wanted = frozenset(meant)
        return [i for i, stem in enumerate(self._stems) if stem in wanted]

    def that(self, is_meant: Callable[[str], bool]) -> Sequence[int]:
        return self._that_are(frozenset(filter(is_meant, set(self.words))))

    def _that_are(self, wanted: frozenset[str]) -> Sequence[int]:
        return [i for i, word in enumerate(self.words) if word in wanted]

    def spans(self, numbers: Sequence[int]) -> Sequence[tuple[int, int]]:
        return [self._located.span(number) for number in numbers]

    @cached_property
    def _stems(self) -> Sequence[str | None]:
        return stems(self.words)

"""Which of several words stands most often beside the other words of a query, in the corpus?"""

import math
from collections.abc import Callable, Sequence

from search_app.french import words
from search_app.model.expr import And, Expr, Phrase, Word, is_plain

Together = Callable[[Expr], int]
"""In how many documents an expression matches."""

Likely = Sequence[tuple[float, str]]
"""(likelihood, words): a natural logarithm, higher is likelier; the words of several by hyphens."""

_NEIGHBOURS = 2
_REACHES = (3, 2)
_SHORTEST_PASSAGE = 3


class Context:
    """The words around the one at `place` among the parts of a query.

    known: places of the words that the corpus knows well. together: asked as seldom as possible.
    """

    def __init__(
        self, children: Sequence[Expr], place: int, known: Sequence[int], together: Together
    ) -> None:
        near = sorted(known, key=lambda other: abs(other - place))[:_NEIGHBOURS]
        self._near = [children[other] for other in near]
        self._before = _texts(children[max(0, place - _REACHES[0]) : place][::-1])[::-1]
        self._after = _texts(children[place + 1 : place + 1 + _REACHES[0]])
        self._together = together

    def likeliest(self, likely: Likely) -> str:
        """Return the best of `likely`: in a passage just as typed, else beside the same words."""
        if len(likely) == 1:
            return likely[0][1]
        return self.quoted(likely) or max(likely, key=self._weight)[1]

    def quoted(self, likely: Likely) -> str | None:
        """Return the best of those that a document has between the same words; None without any."""
        for reach in _REACHES:
            before, after = self._before[-reach:], self._after[:reach]
            found = [
                (score + math.log(count), word)
                for score, word in likely
                if (count := self._passages(before, word, after))
            ]
            if found:
                return max(found)[1]
        return None

    def _weight(self, item: tuple[float, str]) -> float:
        score, word = item
        counts = [self._together(And((Word(word), other))) for other in self._near]
        if self._before:
            counts.append(self._together(_phrase(self._before[-1:], word, [])))
        if self._after:
            counts.append(self._together(_phrase([], word, self._after[:1])))
        return score + sum(map(math.log1p, counts))

    def _passages(self, before: list[str], word: str, after: list[str]) -> int:
        if len(before) + len(after) + 1 < _SHORTEST_PASSAGE:
            return 0
        return self._together(_phrase(before, word, after))


def _phrase(before: list[str], word: str, after: list[str]) -> Phrase:
    return Phrase(" ".join((*before, word.replace("-", " "), *after)))


def _texts(children: Sequence[Expr]) -> list[str]:
    """Return the words of the first children, as far as they are plain words."""
    found = []
    for child in children:
        if not is_plain(child) or not words(child.text):
            break
        found.append(child.text)
    return found

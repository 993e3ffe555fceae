"""Which candidate spelling of a word fits the words around it best, in the corpus?

A candidate is what a word that may be misspelt may stand for; `spelling` says how likely each is by
itself. A candidate that some document has in the same passage, between the very words typed, comes
before all others. Without such a passage, the number of documents that a candidate shares with the
words around is added to its likelihood.
"""

import math
from collections.abc import Callable, Sequence

from search_app.french import stemmed, words
from search_app.model.expr import And, Expr, Phrase, Word, is_plain

CountDocuments = Callable[[Expr], int]
"""Returns how many documents match an expression; 0 when there was no time to count them."""

Candidates = Sequence[tuple[float, str]]
"""Each candidate as (log-likelihood, words), the likeliest first.

The log-likelihood is a natural logarithm up to a constant: it only compares candidates of one word.
Where a candidate is several words, they are joined by hyphens.
"""

# These numbers were chosen by hand on the misspelt searches of tests/endtoend/test_words.py.
# The known words of the query, the nearest ones, that each candidate is counted together with.
_NEIGHBOURS = 2
# The words on each side of a candidate that make a passage with it; the longer one is tried first.
_REACHES = (3, 2)
# By how much, at least, the best candidate must outweigh every other word: it is then e times, 2.7
# times, as likely.
_CLEAR_DIFFERENCE = 1.0
# The fewest words of a passage, the candidate included: fewer hardly tell candidates apart.
_SHORTEST_PASSAGE = 3


class Context:
    """The words around one part of a query.

    parts: what was typed in a row. place: the index in `parts` of the word in doubt. known: the
    indexes of the words that the corpus knows well. count_documents: asked as seldom as possible,
    because each count is a search.
    """

    def __init__(
        self,
        parts: Sequence[Expr],
        place: int,
        known: Sequence[int],
        count_documents: CountDocuments,
    ) -> None:
        near = sorted(known, key=lambda other: abs(other - place))[:_NEIGHBOURS]
        self._near = [parts[other] for other in near]
        self._before = _texts(parts[max(0, place - _REACHES[0]) : place][::-1])[::-1]
        self._after = _texts(parts[place + 1 : place + 1 + _REACHES[0]])
        self._count_documents = count_documents

    def clearest(self, candidates: Candidates) -> str | None:
        """Return the best of the candidates; None when another word is about as likely.

        Inflections of one word are no others.
        """
        if len(candidates) <= 1:
            return candidates[0][1] if candidates else None
        if in_passage := self.best_in_passage(candidates):
            return in_passage
        (weight, best), *others = sorted(
            ((self._weight(c), c[1]) for c in candidates), reverse=True
        )
        next_best = next((w for w, c in others if stemmed(c) != stemmed(best)), -math.inf)
        return best if weight - next_best >= _CLEAR_DIFFERENCE else None

    def best_in_passage(self, candidates: Candidates) -> str | None:
        """Return the best candidate that a document has between the same words, if there is one."""
        for reach in _REACHES:
            before, after = self._before[-reach:], self._after[:reach]
            found = [
                (likelihood + math.log(count), candidate)
                for likelihood, candidate in candidates
                if (count := self._count_passages(before, candidate, after))
            ]
            if found:
                return max(found)[1]
        return None

    def _weight(self, item: tuple[float, str]) -> float:
        """Return log-likelihood + sum of ln(1 + documents that have candidate and neighbour).

        A rule of thumb: the sum ranks candidates, and is no probability.
        """
        likelihood, candidate = item
        counts = [self._count_documents(And((Word(candidate), other))) for other in self._near]
        if self._before:
            counts.append(self._count_documents(_phrase(self._before[-1:], candidate, [])))
        if self._after:
            counts.append(self._count_documents(_phrase([], candidate, self._after[:1])))
        return likelihood + sum(map(math.log1p, counts))

    def _count_passages(self, before: list[str], candidate: str, after: list[str]) -> int:
        if len(before) + len(after) + 1 < _SHORTEST_PASSAGE:
            return 0
        return self._count_documents(_phrase(before, candidate, after))


def _phrase(before: list[str], candidate: str, after: list[str]) -> Phrase:
    return Phrase(" ".join((*before, candidate.replace("-", " "), *after)))


def _texts(parts: Sequence[Expr]) -> list[str]:
    """Return the texts of the parts up to the first that is not a plain word."""
    found = []
    for part in parts:
        if not is_plain(part) or not words(part.text):
            break
        found.append(part.text)
    return found

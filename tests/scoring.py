"""What does a compiled query match, and how does BM25 score it? By loops over the documents.

It reads no index: terms, positions, lengths, N and df are worked out from the documents, in the
order of their numbers, the deleted ones that no merge has dropped included. It scores as Whoosh
does: idf = ln(N / (df + 1)) + 1, a phrase is worth the sum of its words, yes or no is worth 1.
"""

import math
from collections import Counter
from collections.abc import Sequence

from whoosh import query as wq

from search_app.engine.embedded.matching.nodes import OneOf, OneOfEach
from search_app.engine.embedded.schema import DATE_FIELD, STEMMED_OF, indexed
from search_app.french import analyze, analyze_strict
from search_app.model.document import Document

Scores = dict[int, float]
K1, B = 1.2, 0.75


class BruteForce:
    """documents[i] is document number i of the index."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._size = len(documents)
        self._days = [document.date.toordinal() if document.date else 0 for document in documents]
        self._places: dict[str, list[dict[str, list[int]]]] = {}
        for number, document in enumerate(documents):
            made = indexed(document)
            for name, text in made.texts.items():
                self._put(name, number, analyze_strict(text))
                if name in STEMMED_OF:
                    self._put(STEMMED_OF[name], number, analyze(text))
            for name, values in made.keywords.items():
                if name != DATE_FIELD:
                    self._put(name, number, [(0, value.decode()) for value in values])

    def scores(self, query: wq.Query) -> Scores:  # noqa: C901, PLR0912 - one case per node
        match query:
            case wq.Term():
                return self._in_order(query.fieldname, [[query.text]], 0, query.boost)
            case wq.Phrase():
                words = [[word] for word in query.words]
                return self._in_order(query.fieldname, words, query.slop, query.boost)
            case OneOf():
                return self._in_order(query.fieldname, [query.terms_meant], 0, query.boost)
            case OneOfEach():
                words = query.words_meant
                return self._in_order(query.fieldname, words, query.slop, query.boost)
            case wq.And():
                return self._joined(query.subqueries, len(query.subqueries))
            case wq.Or():
                return self._joined(query.subqueries, query.minmatch or 1)
            case wq.AndNot():
                return _without(self.scores(query.a), self.scores(query.b))
            case wq.Not():
                return _without(self._all(query.boost), self.scores(query.query))
            case wq.ConstantScoreQuery():
                return dict.fromkeys(self.scores(query.child), query.score)
            case wq.Prefix():
                places = self._places.get(query.fieldname, [])
                having = [n for n, has in enumerate(places) if _begins(has, query.text)]
                return dict.fromkeys(having, query.boost)
            case wq.NumericRange():
                first, last = query.start or 1, query.end or 10**9
                having = [n for n, day in enumerate(self._days) if first <= day <= last]
                return dict.fromkeys(having, query.boost)
            case wq.Every():
                return self._all(query.boost)
            case wq.NullQuery:
                return {}
        raise AssertionError(query)

    def _put(self, name: str, number: int, terms: list[tuple[int, str]]) -> None:
        places = self._places.setdefault(name, [{} for _ in range(self._size)])
        for place, term in terms:
            places[number].setdefault(term, []).append(place)

    def _all(self, score: float) -> Scores:
        return dict.fromkeys(range(self._size), score)

    def _joined(self, queries: Sequence[wq.Query], minimum: int) -> Scores:
        found = [self.scores(query) for query in queries]
        counts = Counter(number for each in found for number in each)
        return {
            number: sum(each.get(number, 0.0) for each in found)
            for number, count in counts.items()
            if count >= minimum
        }

    def _in_order(
        self, name: str, words: Sequence[Sequence[str]], slop: int, boost: float
    ) -> Scores:
        """Of each word, any of some terms, which count as one."""
        places = self._places.get(name, [])
        return {
            number: boost * sum(self._bm25(name, word, number) for word in words)
            for number, has in enumerate(places)
            if _follows([_of_any(has, word) for word in words], slop)
        }

    def _bm25(self, name: str, word: Sequence[str], number: int) -> float:
        places = self._places[name]
        lengths = [sum(map(len, has.values())) for has in places]
        df = sum(bool(_of_any(has, word)) for has in places)
        idf = math.log(self._size / (df + 1)) + 1
        tf = len(_of_any(places[number], word))
        norm = K1 * (1 - B + B * lengths[number] / (sum(lengths) / self._size))
        return idf * tf * (K1 + 1) / (tf + norm)


def _without(wanted: Scores, unwanted: Scores) -> Scores:
    return {number: score for number, score in wanted.items() if number not in unwanted}


def _of_any(has: dict[str, list[int]], terms: Sequence[str]) -> list[int]:
    return sorted(place for term in terms for place in has.get(term, []))


def _begins(has: dict[str, list[int]], prefix: str) -> bool:
    return any(term.startswith(prefix) for term in has)


def _follows(places: Sequence[list[int]], slop: int, after: int | None = None) -> bool:
    """Try every place for every word: each after the one before, at most `slop` places on."""
    if not places:
        return True
    first, *rest = places
    return any(
        _follows(rest, slop, place)
        for place in first
        if after is None or 1 <= place - after <= slop
    )

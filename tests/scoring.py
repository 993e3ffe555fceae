"""What does a compiled query match, and how does BM25 score it? By loops over the documents.

It reads no index: terms, positions, lengths, N and df are worked out from the documents, in the
order of their numbers, the deleted ones that no merge has dropped included. It scores as Whoosh
does: idf = ln(N / (df + 1)) + 1, a phrase is worth the sum of its words, yes or no is worth 1.
Unlike Whoosh, it counts the terms of an expansion (`sant*`) as one term.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence

from whoosh import query as wq

from search_app.engine.embedded.matching.expansions import AnyTerm, Beginning
from search_app.engine.embedded.schema import DATE_FIELD, STEMMED_OF, indexed
from search_app.french import analyze, analyze_strict
from search_app.model.document import Document

Scores = dict[int, float]
Fits = Callable[[str], bool]
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

    def scores(self, query: wq.Query) -> Scores:  # noqa: C901 - one case per node
        match query:
            case wq.Term():
                return self._in_order(query.fieldname, [query.text], 0, query.boost)
            case wq.Phrase():
                return self._in_order(query.fieldname, query.words, query.slop, query.boost)
            case AnyTerm():
                return self._in_order(query.fieldname, [_fits(query)], 0, query.boost)
            case wq.SpanNear2():
                fits = [_fits(term) for term in query.qs]
                last = query.qs[-1]
                return self._in_order(last.fieldname, fits, query.slop, last.boost)
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

    def _in_order(self, name: str, words: Sequence[str | Fits], slop: int, boost: float) -> Scores:
        tests = [word.__eq__ if isinstance(word, str) else word for word in words]
        places = self._places.get(name, [])
        return {
            number: boost * sum(self._bm25(name, fits, number) for fits in tests)
            for number, has in enumerate(places)
            if _follows([_of_any(has, fits) for fits in tests], slop)
        }

    def _bm25(self, name: str, fits: Fits, number: int) -> float:
        places = self._places[name]
        lengths = [sum(map(len, has.values())) for has in places]
        df = sum(any(map(fits, has)) for has in places)
        idf = math.log(self._size / (df + 1)) + 1
        tf = len(_of_any(places[number], fits))
        norm = K1 * (1 - B + B * lengths[number] / (sum(lengths) / self._size))
        return idf * tf * (K1 + 1) / (tf + norm)


def _fits(query: wq.Term | AnyTerm) -> Fits:
    """What tells the terms that a node stands for."""
    if isinstance(query, Beginning):
        return lambda term: term.startswith(query.text) or term in query.others
    texts = query.texts if isinstance(query, AnyTerm) else [query.text]
    return lambda term: term in texts


def _of_any(has: dict[str, list[int]], fits: Fits) -> list[int]:
    return sorted(place for term, places in has.items() if fits(term) for place in places)


def _without(wanted: Scores, unwanted: Scores) -> Scores:
    return {number: score for number, score in wanted.items() if number not in unwanted}


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

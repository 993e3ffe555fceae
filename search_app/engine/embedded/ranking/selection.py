"""Which documents are the result of a query, and in which order do they come?"""

from collections.abc import Callable, Sequence

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints
from search_app.engine.embedded.matching.doc_sets import Matches, values_at
from search_app.engine.embedded.matching.histogram import dated
from search_app.engine.embedded.matching.snapshot import Snapshot
from search_app.engine.embedded.ranking.rescore import Ranking
from search_app.model.column import NumericColumn
from search_app.model.query import Query


class Selection:
    """The matches of a query that pass its filters.

    eligible: the numbers of the matches among the documents and in the dates asked for. documents:
    the numbers of those that pass all filters, and `scores` theirs. Both are ascending. ranking: of
    all the matches.

    matches, alike: as `Ranking` takes them.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        matches: Matches,
        query: Query,
        alike: Callable[[str], Sequence[str]],
    ) -> None:
        self._columns = snapshot.columns
        self._sort = query.sort
        days = self._columns.numbers[NumericColumn.DATE]
        among = _among(snapshot, matches.documents, query.ids)
        self.eligible: Ints = dated(among, days, query.dates)
        self.documents: Ints = self._columns.filtered(self.eligible, query)
        self.days: Array = days[self.documents]
        self.ranking = Ranking(snapshot, matches, query, alike)
        self.scores: Array = self.ranking.scores()
        if query.is_filtered:
            self.scores = values_at(self.documents, matches.documents, self.scores, snapshot.size)

    def first(self, count: int) -> Ints:
        """Return the places in `documents` of the first `count` in the order of the query."""
        return self._columns.best(self.documents, self.scores, self._sort, count)

    def first_among(self, places: Ints, count: int) -> Ints:
        """Return the first `count` of some places in `documents`, in the order of the query."""
        documents, scores = self.documents.take(places), self.scores.take(places)
        return places.take(self._columns.best(documents, scores, self._sort, count))

    def in_order(self) -> Ints:
        """Return the numbers of all documents in the order of the query."""
        return self.documents.take(self.first(len(self.documents)))


def _among(snapshot: Snapshot, documents: Ints, ids: tuple[str, ...]) -> Ints:
    """Return the documents, by ascending numbers, that have one of the ids; all without ids."""
    if not ids:
        return documents
    chosen = snapshot.postings("id", *ids).documents
    return documents[np.isin(documents, chosen)]

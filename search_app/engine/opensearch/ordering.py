"""In which order do the hits of the cluster come? The first of them in that of our own ranking."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from search_app.engine.embedded.arrays import Ints, top_k
from search_app.engine.embedded.matching.execute import Executor
from search_app.engine.embedded.matching.facets import LATEST_FIRST
from search_app.engine.embedded.ranking.closeness import found_in
from search_app.engine.embedded.ranking.rescore import Ranking
from search_app.engine.opensearch.candidates import CandidateSnapshot, segment_of
from search_app.engine.opensearch.fields import GROUP, PACKED, SEQUENCE, SHARED, number_name
from search_app.engine.opensearch.generations import Manifest
from search_app.engine.opensearch.reading import in_order
from search_app.engine.opensearch.understood import Understood
from search_app.model.column import NumericColumn
from search_app.model.expr import Expr, optional_parts
from search_app.model.query import Query, Sort
from search_app.model.results import Found

_DELAY = """
if (doc[params.waiting].size() > 0) { return params.newest - doc[params.waiting].value; }
return doc[params.delay].size() > 0 ? doc[params.delay].value : 0;
"""


class Told(NamedTuple):
    """What a hit has beside its document, as `Hit` has it."""

    score_parts: Mapping[str, float] | None
    found: tuple[Found, ...]
    lacks: tuple[Expr, ...]


class OrderedHits:
    """Hits of the cluster, with what the ranking says of them.

    ids: of the documents, in their order. scores: by id. groups: the group of each document that
    has copies, by id.

    hits: of the cluster, in its order, with their packed words. alike: gives the words one letter
    away from one. is_ranked: the hits come in the order of the ranking, and not in the cluster's.
    """

    def __init__(
        self,
        hits: Sequence[Mapping[str, Any]],
        query: Query,
        meant: Understood,
        manifest: Manifest,
        *,
        alike: Callable[[str], Sequence[str]],
        deadline: float,
        is_ranked: bool,
    ) -> None:
        added = sorted(hits, key=lambda hit: int(hit["fields"][SEQUENCE][0]))
        self._numbers = {hit["_id"]: number for number, hit in enumerate(added)}
        self._expr = query.expr
        self._meant = meant
        self._snapshot = CandidateSnapshot(
            segment_of([hit["fields"][PACKED][0] for hit in added]),
            means=manifest.means,
            population=manifest.population,
            asked=meant,
        )
        self._executor = Executor(self._snapshot, deadline)
        matches = self._executor.run(meant.tree)
        self._ranking = Ranking(self._snapshot, matches, query, alike)
        self.ids = [hit["_id"] for hit in hits]
        self.scores = {hit["_id"]: float(hit["_score"] or 0) for hit in hits}
        self.groups = {
            hit["_id"]: str(hit["fields"][GROUP][0]) for hit in hits if hit["fields"][SHARED][0]
        }
        if is_ranked and len(matches.documents) == len(added):
            scores = self._ranking.scores()
            self.ids = [added[at]["_id"] for at in top_k(scores, len(added)).tolist()]
            names = (hit["_id"] for hit in added)
            self.scores = dict(zip(names, scores.tolist(), strict=True))

    def scored(self) -> list[tuple[str, float]]:
        """Return the ids in their order, with their scores."""
        return [(one, self.scores[one]) for one in self.ids]

    def firsts(self) -> list[str]:
        """Return the ids without those that are copies of one before them."""
        seen: set[str] = set()
        found = []
        for one in self.ids:
            group = self.groups.get(one, one)
            if group not in seen:
                seen.add(group)
                found.append(one)
        return found

    def told(self, ids: Sequence[str]) -> dict[str, Told]:
        """Return what some of the hits have of the words of the query."""
        names = sorted(ids, key=self._numbers.__getitem__)
        numbers: Ints = np.array([self._numbers[one] for one in names], np.int64)
        found = found_in(self._snapshot, self._expr, numbers)
        lacks = self._lacking(numbers)
        return {
            name: Told(self._ranking.parts(number), parts, lacks.get(number, ()))
            for name, number, parts in zip(names, numbers.tolist(), found, strict=True)
        }

    def _lacking(self, numbers: Ints) -> dict[int, tuple[Expr, ...]]:
        """Return the parts of the expression that each of the documents does without."""
        parts = optional_parts(self._expr)
        if not parts or not len(numbers):
            return {}
        having = [
            set(self._executor.run(tree, numbers).documents.tolist())
            for tree in self._meant.optional
        ]
        return {
            number: tuple(
                p for p, has_it in zip(parts, having, strict=True) if number not in has_it
            )
            for number in numbers.tolist()
        }


def order_of(sort: Sort, newest_day: Callable[[], int]) -> list[Any]:
    """Return the order of hits, as the cluster takes it.

    newest_day: gives the newest day of an answer, or of a question that waits.
    """
    if sort is Sort.RELEVANCE:
        return [{"_score": "desc"}, *in_order()]
    if sort is Sort.DELAY:
        params = {
            "waiting": number_name(NumericColumn.WAITING),
            "delay": number_name(NumericColumn.DELAY),
            "newest": newest_day(),
        }
        script = {"lang": "painless", "source": _DELAY, "params": params}
        by_delay = {"type": "number", "script": script, "order": "desc"}
        return [{"_script": by_delay}, *in_order()]
    direction = "desc" if sort in LATEST_FIRST else "asc"
    column = number_name(LATEST_FIRST.get(sort, NumericColumn.DATE))
    return [{column: {"order": direction, "missing": "_last"}}, *in_order()]

"""In which order do the hits of the cluster come? The first of them in that of our own ranking."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from search_app.engine.embedded.arrays import Ints, top_k
from search_app.engine.embedded.matching.doc_sets import Candidates
from search_app.engine.embedded.matching.execute import Executor
from search_app.engine.embedded.ranking.closeness import found_in
from search_app.engine.embedded.ranking.rescore import Ranking
from search_app.engine.opensearch.candidates import CandidateSnapshot, segment_of
from search_app.engine.opensearch.fields import PACKED, SEQUENCE, number_name
from search_app.engine.opensearch.generations import Manifest
from search_app.engine.opensearch.reading import in_order
from search_app.engine.opensearch.understood import Understood
from search_app.model.column import NumericColumn
from search_app.model.expr import Expr, optional_parts
from search_app.model.query import Query, Sort
from search_app.model.results import Found

_LATEST_FIRST = {
    Sort.NEWEST: NumericColumn.DATE,
    Sort.ANSWERED: NumericColumn.ANSWERED,
    Sort.CHANGED: NumericColumn.CHANGED,
    Sort.WITHDRAWN: NumericColumn.WITHDRAWN,
    Sort.REASSIGNED: NumericColumn.REASSIGNED,
    Sort.OVERDUE: NumericColumn.OVERDUE,
}
_DELAY = """
if (doc[params.waiting].size() > 0) { return params.newest - doc[params.waiting].value; }
return doc[params.delay].size() > 0 ? doc[params.delay].value : 0;
"""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Hits of the cluster in our order. kept: what each gets beside its document, by id."""

    ids: Sequence[str]
    scores: Mapping[str, float]
    parts: Mapping[str, Mapping[str, float] | None]
    found: Mapping[str, tuple[Found, ...]]
    lacks: Mapping[str, tuple[Expr, ...]]


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
    direction = "desc" if sort in _LATEST_FIRST else "asc"
    column = number_name(_LATEST_FIRST.get(sort, NumericColumn.DATE))
    return [{column: {"order": direction, "missing": "_last"}}, *in_order()]


def ranked(
    query: Query,
    meant: Understood,
    hits: Sequence[dict[str, Any]],
    candidates: int,
    *,
    manifest: Manifest,
    alike: Callable[[str], Sequence[str]],
    deadline: float,
) -> Ranked:
    """Order the first hits as the ranking does, and tell what those of the page have of the words.

    hits: of the cluster, in its order. candidates: how many of them are ranked; with 0, all keep
    their order, and they are those of the page. alike: gives the words one letter away from one.
    """
    head = hits[:candidates] if candidates else hits
    added = sorted(range(len(head)), key=lambda at: head[at]["fields"][SEQUENCE][0])
    names = [head[at]["_id"] for at in added]
    snapshot = CandidateSnapshot(
        segment_of([head[at]["fields"][PACKED][0] for at in added]),
        means=manifest.means,
        population=manifest.population,
        asked=meant,
    )
    executor = Executor(snapshot, deadline)
    everything = np.arange(len(names))
    matches = executor.run(meant.tree)
    ranking = Ranking(snapshot, matches, query, alike)
    ids = [hit["_id"] for hit in hits]
    scores = {hit["_id"]: float(hit["_score"] or 0) for hit in hits}
    if query.sort is Sort.RELEVANCE and len(matches.documents) == len(names):
        by_place = ranking.scores()
        order = top_k(by_place, len(names))
        ids[: len(names)] = [names[at] for at in order.tolist()]
        last = float(by_place.min(initial=0))
        highest = max((scores[one] for one in ids[len(names) :]), default=0) or 1.0
        scores = {one: min(last, last * scores[one] / highest) for one in ids[len(names) :]}
        scores |= dict(zip(names, by_place.tolist(), strict=True))
    first = (query.page - 1) * query.page_size
    page = set((ids[first:] if candidates else ids)[: query.page_size])
    shown: Ints = np.array([at for at in everything if names[at] in page], np.int64)
    lacks = _lacking(query.expr, meant, executor, shown, snapshot.size)
    told = zip(shown.tolist(), found_in(snapshot, query.expr, shown), strict=True)
    return Ranked(
        ids=ids,
        scores=scores,
        parts={names[at]: ranking.parts(at) for at in shown.tolist()},
        found={names[at]: parts for at, parts in told},
        lacks={names[at]: parts for at, parts in lacks.items()},
    )


def _lacking(
    expr: Expr, meant: Understood, executor: Executor, shown: Ints, size: int
) -> dict[int, tuple[Expr, ...]]:
    """Return the parts of the expression that each of the documents does without."""
    parts = optional_parts(expr)
    if not parts or not len(shown):
        return {}
    among = Candidates(shown, size)
    having = [set(executor.run(tree, among).documents.tolist()) for tree in meant.optional]
    return {
        number: tuple(p for p, has_it in zip(parts, having, strict=True) if number not in has_it)
        for number in shown.tolist()
    }

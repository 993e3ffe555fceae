"""Which hits are on a page? The first are ranked by us, and behind them the cluster's order holds.

The cluster's own scores choose the candidates. With `Query.folded`, copies of a document are under
the first of them.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from search_app.engine.embedded.ranking.passage_score import PASSAGE_WORDS_MIN
from search_app.engine.embedded.ranking.rescore import PASSAGE_CANDIDATES, RESCORED
from search_app.engine.embedded.ranking.slips import forms_a_letter_away
from search_app.engine.embedded.schema import DOCUMENT_JSON
from search_app.engine.opensearch.asking import Asking
from search_app.engine.opensearch.cluster import Answer, hits_of
from search_app.engine.opensearch.counting import aggregations, all_of, passing
from search_app.engine.opensearch.dsl import Dsl, dsl
from search_app.engine.opensearch.fields import (
    GROUP,
    PACKED,
    RESULT_WINDOW,
    SEQUENCE,
    SHARED,
    number_name,
)
from search_app.engine.opensearch.first_places import first_places
from search_app.engine.opensearch.generations import Manifest
from search_app.engine.opensearch.ordering import OrderedHits, order_of
from search_app.engine.opensearch.reading import DOCUMENTS_PER_SLICE, document_of, slices
from search_app.engine.opensearch.understood import Understood, understood
from search_app.engine.opensearch.words import WordIndex
from search_app.french import Forms, letters
from search_app.model.column import NumericColumn
from search_app.model.document import Document
from search_app.model.query import Query, Sort
from search_app.model.results import COPIES_MAX


class Copies(NamedTuple):
    """The first documents that are copies of a hit, and how many there are in the result."""

    documents: tuple[Document, ...]
    total: int


NO_COPIES = Copies((), 0)


@dataclass(frozen=True, slots=True)
class Page:
    """The hits of a page.

    body: what finds them. answer: what counts everything. parts: where the hits were found. shown:
    their ids and scores, in order. forms: what the words of the query stand for.
    """

    body: Mapping[str, Any]
    answer: Answer
    parts: Sequence[OrderedHits]
    shown: Sequence[tuple[str, float]]
    forms: Forms

    @property
    def ids(self) -> set[str]:
        return {one for one, _ in self.shown}


class Finder:
    """Finds hits in one generation.

    words: of the generation. frequencies: gives the documents of each folded word.
    """

    def __init__(
        self, manifest: Manifest, words: WordIndex, frequencies: Callable[[], Mapping[str, int]]
    ) -> None:
        self._manifest = manifest
        self._words = words
        self._frequencies = frequencies
        self._newest_day: int | None = None

    def page(self, query: Query, asking: Asking) -> Page:
        """Return the hits of the page that a query asks for.

        The hits that are ranked come first, then the others in the order of the cluster.
        """
        meant = understood(query.expr, self._words, asking.aside)
        body = self._body(query, meant, asking)
        first = (query.page - 1) * query.page_size
        counted = {"aggs": aggregations(query)}
        if query.sort is not Sort.RELEVANCE:
            window = _folding(query) | _window(first, query.page_size)
            answer = asking.documents(body | counted | window)
            tail = self._ordered(hits_of(answer), query, meant, asking, is_ranked=False)
            return Page(body, answer, [tail], tail.scored(), meant.forms)
        candidates = _candidates(query)
        answer = asking.documents(body | counted | {"size": candidates})
        head = self._ordered(hits_of(answer), query, meant, asking, is_ranked=True)
        listed = head.firsts() if query.folded else head.ids
        shown = [(one, head.scores[one]) for one in listed[first : first + query.page_size]]
        missing = query.page_size - len(shown)
        if not missing or len(head.ids) < candidates:
            return Page(body, answer, [head], shown, meant.forms)
        behind = _behind(body, query, head)
        window = _window(max(first - len(listed), 0), missing)
        others = hits_of(asking.documents(behind | _folding(query) | window))
        tail = self._ordered(others, query, meant, asking, is_ranked=False)
        lowest = min(head.scores.values())
        # Below all that are ranked, and in their own order.
        scores = {one: lowest * score / (1 + score) for one, score in tail.scores.items()}
        shown += [(one, scores[one]) for one in tail.ids]
        return Page(body, answer, [head, tail], shown, meant.forms)

    @staticmethod
    def copies(query: Query, page: Page, asking: Asking) -> dict[str, Copies]:
        """Return for each hit of the page that has copies in the result the first of these."""
        groups = {
            group: one
            for part in page.parts
            for one, group in part.groups.items()
            if one in page.ids
        }
        if not query.folded or not groups:
            return {}
        others = {"bool": {"must_not": [{"terms": {"id": sorted(groups.values())}}]}}
        conditions = [*passing(query), {"terms": {GROUP: sorted(groups)}}, others]
        body = {
            **page.body,
            "post_filter": all_of(conditions),
            "size": COPIES_MAX * len(groups),
            "_source": True,
            "docvalue_fields": [GROUP],
            "aggs": {
                "copies": {
                    "filter": all_of(conditions),
                    "aggs": {"groups": {"terms": {"field": GROUP, "size": len(groups)}}},
                }
            },
        }
        answer = asking.documents(body)
        counts = answer["aggregations"]["copies"]["groups"]["buckets"]
        totals = {groups[bucket["key"]]: bucket["doc_count"] for bucket in counts}
        places = {one: place for part in page.parts for place, one in enumerate(part.ids)}
        under: dict[str, list[Mapping[str, Any]]] = {}
        for hit in sorted(hits_of(answer), key=lambda hit: places.get(hit["_id"], len(places))):
            under.setdefault(groups[hit["fields"][GROUP][0]], []).append(hit)
        return {
            one: Copies(
                tuple(DOCUMENT_JSON.validate_json(document_of(h)) for h in hits[:COPIES_MAX]),
                totals[one],
            )
            for one, hits in under.items()
        }

    def scan(
        self, query: Query, asking: Asking, later: Asking
    ) -> tuple[Sequence[str], Iterator[Sequence[dict[str, Any]]]]:
        """Return the ids of the first documents in our order, and then the hits behind them.

        later: asks for the hits behind, one slice after the other.
        """
        meant = understood(query.expr, self._words, asking.aside)
        body = self._body(query, meant, asking)
        is_ranked = query.sort is Sort.RELEVANCE
        candidates = _candidates(query) if is_ranked else DOCUMENTS_PER_SLICE
        first = hits_of(asking.documents(body | {"size": candidates}))
        head = self._ordered(first, query, meant, asking, is_ranked=is_ranked)
        if len(first) < candidates:
            return head.ids, iter(())
        without_words = body | {"docvalue_fields": [], "search_after": first[-1]["sort"]}
        return head.ids, slices(without_words, DOCUMENTS_PER_SLICE, _patient(later))

    def filter_of(self, query: Query, asking: Asking) -> Dsl:
        """Return the condition that the documents of an expression fulfil."""
        return {"bool": {"filter": [dsl(understood(query.expr, self._words, asking.aside).tree)]}}

    def newest_day(self, asking: Asking) -> int:
        """Return the newest day of an answer, or of a question that waits; 0 for none."""
        if self._newest_day is None:
            names = list(map(number_name, (NumericColumn.WAITING, NumericColumn.ANSWERED)))
            highest = {name: {"max": {"field": name}} for name in names}
            answer = asking.documents({"size": 0, "aggs": highest})["aggregations"]
            newest = int(max(answer[name]["value"] or 0 for name in names))
            self._newest_day = None if asking.is_partial else newest
            return newest
        return self._newest_day

    def _body(self, query: Query, meant: Understood, asking: Asking) -> dict[str, Any]:
        """Return what finds the hits of a query in its order."""
        wanted = dsl(meant.tree)
        if query.sort is Sort.RELEVANCE:
            first = first_places(query.expr, meant)
            wanted = {"bool": {"must": [wanted], "should": first}} if first else wanted
        else:
            wanted = {"bool": {"filter": [wanted]}}
        return {
            "query": wanted,
            "post_filter": all_of(passing(query)),
            "sort": order_of(query.sort, lambda: self.newest_day(asking)),
            "track_total_hits": True,
            "_source": False,
            "docvalue_fields": [PACKED, SEQUENCE, GROUP, SHARED],
        }

    def _ordered(
        self,
        hits: Sequence[Mapping[str, Any]],
        query: Query,
        meant: Understood,
        asking: Asking,
        *,
        is_ranked: bool,
    ) -> OrderedHits:
        return OrderedHits(
            hits,
            query,
            meant,
            self._manifest,
            alike=self._alike,
            deadline=asking.deadline,
            is_ranked=is_ranked,
        )

    def _alike(self, word: str) -> Sequence[str]:
        return forms_a_letter_away(letters(word), self._frequencies())


def _window(first: int, count: int) -> dict[str, int]:
    return {"from": min(first, RESULT_WINDOW), "size": max(min(count, RESULT_WINDOW - first), 0)}


def _folding(query: Query) -> dict[str, Any]:
    return {"collapse": {"field": GROUP}} if query.folded else {}


def _behind(body: Mapping[str, Any], query: Query, head: OrderedHits) -> dict[str, Any]:
    """Return what finds the hits behind those of `head`, and no copy of one of these."""
    not_again: list[Dsl] = [{"terms": {"id": head.ids}}]
    if query.folded and head.groups:
        not_again.append({"terms": {GROUP: sorted(set(head.groups.values()))}})
    conditions = [*passing(query), {"bool": {"must_not": not_again}}]
    return {**body, "post_filter": all_of(conditions)}


def _candidates(query: Query) -> int:
    """Return how many hits of the cluster are ranked: more where a passage is looked for."""
    return PASSAGE_CANDIDATES if len(query.passage) >= PASSAGE_WORDS_MIN else RESCORED


def _patient(later: Asking) -> Callable[[Mapping[str, Any]], Answer]:
    """Return a way of asking that has the same time for each slice."""
    limit_s = later.deadline - time.monotonic()

    def ask(body: Mapping[str, Any]) -> Answer:
        later.deadline = time.monotonic() + limit_s
        return later.documents(body)

    return ask

"""How is a search answered? The cluster finds, counts and orders; the best are ranked here.

The cluster's own scores choose the candidates. Their order is that of `engine.embedded.ranking`,
from the words that are kept packed with each document. What comes behind the candidates has the
order of the cluster.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from search_app.engine.embedded.highlighting.snippets import mark, passages_for
from search_app.engine.embedded.ranking.passage_score import PASSAGE_WORDS_MIN
from search_app.engine.embedded.ranking.rescore import PASSAGE_CANDIDATES, RESCORED
from search_app.engine.embedded.ranking.slips import forms_a_letter_away
from search_app.engine.embedded.schema import DOCUMENT_JSON
from search_app.engine.opensearch.asking import Asking
from search_app.engine.opensearch.cluster import Answer, hits_of, total_of
from search_app.engine.opensearch.counting import (
    aggregations,
    all_of,
    facets_of,
    histogram_of,
    matched_of,
    passing,
)
from search_app.engine.opensearch.dsl import Dsl, dsl
from search_app.engine.opensearch.fields import PACKED, RESULT_WINDOW, SEQUENCE, number_name
from search_app.engine.opensearch.first_places import first_places
from search_app.engine.opensearch.generations import Manifest
from search_app.engine.opensearch.ordering import Ranked, order_of, ranked
from search_app.engine.opensearch.reading import (
    DOCUMENTS_PER_SLICE,
    document_of,
    slices,
)
from search_app.engine.opensearch.understood import Understood, understood
from search_app.engine.opensearch.words import WordIndex
from search_app.french import letters
from search_app.model.column import NumericColumn
from search_app.model.document import Document
from search_app.model.expr import Scope
from search_app.model.query import Query, Sort
from search_app.model.results import Hit, Results, Unfinished


class Answering:
    """Answers from one generation.

    words: of the generation. frequencies: gives the documents of each folded word.
    """

    def __init__(
        self, manifest: Manifest, words: WordIndex, frequencies: Callable[[], Mapping[str, int]]
    ) -> None:
        self._manifest = manifest
        self._words = words
        self._frequencies = frequencies
        self._newest_day: int | None = None

    def search(self, query: Query, asking: Asking) -> Results:
        """Return a page of hits. Raises OutOfTimeError when there was no time to find them."""
        started = time.monotonic()
        meant = understood(query.expr, self._words, asking.aside)
        first = (query.page - 1) * query.page_size
        candidates = _candidates(query) if query.sort is Sort.RELEVANCE else 0
        body = self._body(query, meant, asking)
        if first < candidates:
            body |= {"from": 0, "size": max(candidates, first + query.page_size)}
        else:
            body |= {"from": min(first, RESULT_WINDOW), "size": query.page_size}
            body["size"] = max(min(query.page_size, RESULT_WINDOW - first), 0)
        answer = asking.documents(body | {"aggs": aggregations(query)})
        hits = hits_of(answer)
        in_order = self._ranked(query, meant, hits, candidates, asking)
        page = in_order.ids[first:] if first < candidates else in_order.ids
        documents = asking.read(list(page[: query.page_size])) if page else {}
        shown = [self._hit(one, documents[one], query, in_order, asking) for one in documents]
        buckets, undated = histogram_of(answer)
        return Results(
            hits=tuple(shown),
            total=total_of(answer),
            matched=matched_of(answer),
            facets=facets_of(answer, query),
            histogram=buckets,
            undated=undated,
            generation=self._manifest.generation.id,
            took_ms=(time.monotonic() - started) * 1000,
            unfinished=_unfinished(asking),
        )

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
        in_order = self._ranked(query, meant, first, candidates, asking)
        if len(first) < candidates:
            return in_order.ids, iter(())
        without_words = body | {"docvalue_fields": [], "search_after": first[-1]["sort"]}
        return in_order.ids, slices(without_words, DOCUMENTS_PER_SLICE, _patient(later))

    def filter_of(self, query: Query, asking: Asking) -> Dsl:
        """Return the condition that the documents of an expression fulfil."""
        return {"bool": {"filter": [dsl(understood(query.expr, self._words, asking.aside).tree)]}}

    def newest_day(self, asking: Asking) -> int:
        """Return the newest day of an answer, or of a question that waits; 0 for none."""
        if self._newest_day is None:
            columns = (NumericColumn.WAITING, NumericColumn.ANSWERED)
            names = [number_name(column) for column in columns]
            highest = {name: {"max": {"field": name}} for name in names}
            answer = asking.documents({"size": 0, "aggs": highest})["aggregations"]
            if asking.is_partial:
                return int(max(answer[name]["value"] or 0 for name in names))
            self._newest_day = int(max(answer[name]["value"] or 0 for name in names))
        return self._newest_day

    def read(self, ids: list[str], asking: Asking) -> list[Document]:
        """Return the documents that have some ids, in this order; those that are not there are
        left out.
        """
        sources = asking.read(ids) if ids else {}
        return [
            DOCUMENT_JSON.validate_json(document_of(sources[one])) for one in ids if one in sources
        ]

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
            "docvalue_fields": [PACKED, SEQUENCE],
        }

    def _ranked(
        self,
        query: Query,
        meant: Understood,
        hits: Sequence[dict[str, Any]],
        candidates: int,
        asking: Asking,
    ) -> Ranked:
        return ranked(
            query,
            meant,
            hits,
            candidates,
            manifest=self._manifest,
            alike=self._alike,
            deadline=asking.deadline,
        )

    def _hit(
        self, name: str, source: Mapping[str, Any], query: Query, ranked: Ranked, asking: Asking
    ) -> Hit:
        document = DOCUMENT_JSON.validate_json(document_of(source))
        in_time = time.monotonic() < asking.deadline
        hit = Hit(
            document=document,
            score=ranked.scores[name],
            title=mark(document.title, query.expr, Scope.TITLE),
            passages=passages_for(document, query) if in_time else (),
        )
        return replace(
            hit,
            score_parts=ranked.parts.get(name),
            found=ranked.found.get(name, ()),
            lacks=ranked.lacks.get(name, ()),
        )

    def _alike(self, word: str) -> Sequence[str]:
        return forms_a_letter_away(letters(word), self._frequencies())


def _candidates(query: Query) -> int:
    """Return how many hits of the cluster are ranked: more where a passage is looked for."""
    return PASSAGE_CANDIDATES if len(query.passage) >= PASSAGE_WORDS_MIN else RESCORED


def _unfinished(asking: Asking) -> tuple[Unfinished, ...]:
    found = [Unfinished.SHARDS] if asking.is_partial else []
    if time.monotonic() >= asking.deadline:
        found.append(Unfinished.SNIPPETS)
    return tuple(found)


def _patient(later: Asking) -> Callable[[Mapping[str, Any]], Answer]:
    """Return a way of asking that has the same time for each slice."""
    limit_s = later.deadline - time.monotonic()

    def ask(body: Mapping[str, Any]) -> Answer:
        later.deadline = time.monotonic() + limit_s
        return later.documents(body)

    return ask

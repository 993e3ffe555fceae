"""What does the site ask of Tantivy? A `Searcher` that answers what a page of hits needs.

It folds copies as the program does. In the rest it does less: it ranks by BM25 alone, gives one
passage of a text, and does not work out why a document was found.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import tantivy
from tantivy import DocAddress, Occur, Order

from benchmarks.peers.port import FACET_VALUES
from benchmarks.peers.tantivy_page.asking import Asking, unscored
from benchmarks.peers.tantivy_page.building import (
    GROUP,
    GROUP_SIZE,
    NEWEST,
    OLDEST,
    SEARCHED_FIELDS,
    facet_name,
    with_analyzers,
)
from benchmarks.peers.tantivy_page.showing import Showing, ShownHit
from search_app.engine.embedded.schema import STEMMED_OF, STRICT_NAMES
from search_app.engine.embedded.segments.counted import (
    Counted,
    stem_counts,
    titles_of,
    vocabulary_of,
)
from search_app.french import PART, forms_of, letters
from search_app.model.answer_times import AnswerTimes
from search_app.model.corpus_notes import NO_NOTES
from search_app.model.document import Document
from search_app.model.expr import Expr
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import HistogramUnit, Query, Sort
from search_app.model.results import (
    DateBucket,
    FacetCount,
    Generation,
    Results,
)
from search_app.model.vocabulary import Vocabulary

# Documents have no other day than their date, so that the other orders are that of the index.
_ORDERS = {Sort.NEWEST: (NEWEST, Order.Desc), Sort.OLDEST: (OLDEST, Order.Asc)}
_YEARS = "years"
# How many times as many hits are looked at as the page needs, for some are copies of others.
_FURTHER = 2
_Found = tuple[float, DocAddress]


class TantivySearcher:
    """Answers from one index. Several threads may use it at once."""

    notes = NO_NOTES

    def __init__(self, folder: Path) -> None:
        index = with_analyzers(tantivy.Index.open(str(folder)))
        self._schema = index.schema
        self._searcher = index.searcher()
        self._showing = Showing(self._searcher, self._schema)
        self.generation = Generation(
            id="tantivy",
            created=dt.datetime.now(dt.UTC),
            documents=self._searcher.num_docs,
            schema_digest="",
            analyzer_digest="",
            corpus_digest="",
            rejected=0,
        )
        terms = {name: self._terms(name) for name in SEARCHED_FIELDS}
        stems = {term for name in STEMMED_OF.values() for term in terms[name]}
        written = {term for name in STRICT_NAMES for term in terms[name]}
        used = {name for name, found in terms.items() if found}
        self._asking = Asking(self._schema, used, forms_of(written, stems))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        words: dict[str, int] = {}
        accented: dict[str, int] = {}
        for field in STEMMED_OF:
            counted = self._terms(field)
            folded: Counter[str] = Counter()
            for term, count in counted.items():
                folded[letters(term)] += count
            words |= {w: max(n, words.get(w, 0)) for w, n in folded.items() if PART not in w}
            accented |= {
                w: max(n, accented.get(w, 0)) for w, n in counted.items() if not w.isascii()
            }
        values = {
            field: {value: count for value, count, _ in counts if value != NO_VALUE}
            for field, counts in self.search(Query(), 0.0).facets.items()
        }
        nothing: dict[str, dict[str, int]] = {}
        counted_words = Counted(words, accented, (), nothing, ())
        return vocabulary_of(counted_words, values, titles_of(nothing), partial(stem_counts, words))

    def search(self, query: Query, timeout_s: float) -> Results:  # noqa: ARG002 - the port's
        """Return a page of hits. It counts by years alone."""
        if query.histogram is not HistogramUnit.YEAR:
            raise NotImplementedError(query.histogram)
        wanted = self._asking.wanted(query.expr)
        shown = self._asking.passing(wanted, query)
        order = {}
        if query.sort is not Sort.RELEVANCE:
            name, direction = _ORDERS.get(query.sort, _ORDERS[Sort.NEWEST])
            order = {"order_by_field": name, "order": direction}
        total, hits = (self._folded if query.folded else self._flat)(query, shown, order)
        matched = total
        if query.is_filtered:
            matched = self._searcher.search(wanted, 1).count
        facets, years, groups = self._counted(query, wanted, shown)
        undated = years.pop(NO_VALUE, 0)
        return Results(
            hits=self._showing.hits(query, hits),
            total=total,
            folded_away=max(0, total - groups) if query.folded else 0,
            matched=matched,
            facets=facets,
            generation=self.generation.id,
            histogram=tuple(
                DateBucket(dt.date(int(year), 1, 1), count) for year, count in sorted(years.items())
            ),
            undated=undated,
        )

    def count(self, expr: Expr, timeout_s: float) -> int:  # noqa: ARG002 - the port's
        found: int = self._searcher.search(self._asking.wanted(expr), 1).count
        return found

    def written(self, word: str) -> str:
        return word

    def _flat(
        self, query: Query, shown: tantivy.Query, order: Mapping[str, Any]
    ) -> tuple[int, list[ShownHit]]:
        """Return how many documents there are, and those of the page."""
        first = (query.page - 1) * query.page_size
        best = self._searcher.search(shown, query.page_size, offset=first, **order)
        return best.count, [ShownHit(score, address, ()) for score, address in best.hits]

    def _folded(
        self, query: Query, shown: tantivy.Query, order: Mapping[str, Any]
    ) -> tuple[int, list[ShownHit]]:
        """Return how many documents there are, and the hits of the page with their copies."""
        last = query.page * query.page_size
        looked_at = last
        while True:
            looked_at *= _FURTHER
            best = self._searcher.search(shown, looked_at, **order)
            firsts = self._by_group(best.hits)
            if len(firsts) >= last or looked_at >= best.count:
                break
        page = [each[0] for each in firsts.values()][last - query.page_size : last]
        return best.count, self._with_copies(page, shown, order)

    def _with_copies(
        self, hits: Sequence[_Found], shown: tantivy.Query, order: Mapping[str, Any]
    ) -> list[ShownHit]:
        """Look for the copies of the hits that have any in the index."""
        addresses = [address for _, address in hits]
        groups = self._searcher.fast_field_values(GROUP, addresses)
        sizes = self._searcher.fast_field_values(GROUP_SIZE, addresses)
        asked = [group for group, size in zip(groups, sizes, strict=True) if size > 1]
        if not asked:
            return [ShownHit(score, address, ()) for score, address in hits]
        among = tantivy.Query.term_set_query(self._schema, GROUP, asked)
        alike = tantivy.Query.boolean_query([(Occur.Must, shown), (Occur.Must, unscored(among))])
        members = self._by_group(self._searcher.search(alike, sum(sizes), **order).hits)
        return [
            ShownHit(
                score, address, [a for _, a in members.get(group, ()) if not _same(a, address)]
            )
            for group, (score, address) in zip(groups, hits, strict=True)
        ]

    def _by_group(self, hits: Sequence[_Found]) -> dict[int, list[_Found]]:
        """Return the hits of each group, in their order; the groups in that of their first hits."""
        groups: dict[int, list[_Found]] = {}
        numbers = self._searcher.fast_field_values(GROUP, [address for _, address in hits])
        for number, hit in zip(numbers, hits, strict=True):
            groups.setdefault(number, []).append(hit)
        return groups

    def _counted(
        self, query: Query, wanted: tantivy.Query, shown: tantivy.Query
    ) -> tuple[dict[FacetField, tuple[FacetCount, ...]], dict[str, int], int]:
        """Return the counts of each facet, those of the hits by year, and the number of groups of
        copies, as nearly as Tantivy counts it.
        """
        chosen = [field for field, _ in (*query.filters, *query.excluded)]
        names = {facet_name(f): facet_name(f) for f in FacetField if f not in chosen}
        asked = _by_value(names | {_YEARS: facet_name(FacetField.YEAR)})
        found = self._searcher.aggregate(shown, asked | {GROUP: {"cardinality": {"field": GROUP}}})
        groups = round(found.pop(GROUP)["value"])
        for field in chosen:
            others = self._asking.passing(wanted, query, field)
            asked = _by_value({facet_name(field): facet_name(field)})
            found |= self._searcher.aggregate(others, asked)
        counts = {
            name: {bucket["key"]: bucket["doc_count"] for bucket in counted["buckets"]}
            for name, counted in found.items()
        }
        facets = {f: _ordered(counts[facet_name(f)], query, f) for f in FacetField}
        return facets, counts[_YEARS], groups

    def _terms(self, field: str) -> dict[str, int]:
        return dict(self._searcher.terms_with_prefix(field, ""))

    # What no page of hits asks for.

    def scan(self, query: Query, timeout_s: float) -> Iterator[Document]:
        raise NotImplementedError

    def answer_times(
        self, query: Query, field: FacetField, timeout_s: float
    ) -> dict[str, AnswerTimes]:
        raise NotImplementedError

    def get(self, document_id: str) -> Document | None:
        raise NotImplementedError

    def documents(self) -> Iterator[Document]:
        raise NotImplementedError

    def newest_days(self) -> dict[str, dt.date | None]:
        raise NotImplementedError

    def similar(self, document_id: str, count: int) -> tuple[Document, ...]:
        raise NotImplementedError

    def damaged(self) -> list[str]:
        raise NotImplementedError


class TantivyEngine:
    """Lends the one searcher of an index."""

    def __init__(self, folder: Path) -> None:
        self._searcher = TantivySearcher(folder)

    @contextmanager
    def searcher(self) -> Iterator[TantivySearcher]:
        yield self._searcher

    def close(self) -> None:
        """Nothing is written, and the files close with the process."""


def _by_value(fields: Mapping[str, str]) -> dict[str, Any]:
    """Return what asks for the number of documents that have each value of some fields."""
    return {
        name: {"terms": {"field": field, "size": FACET_VALUES, "missing": NO_VALUE}}
        for name, field in fields.items()
    }


def _same(one: DocAddress, other: DocAddress) -> bool:
    return (one.segment_ord, one.doc) == (other.segment_ord, other.doc)


def _ordered(counts: dict[str, int], query: Query, field: FacetField) -> tuple[FacetCount, ...]:
    chosen = query.selected(field)
    named = dict.fromkeys((*chosen, *query.unwanted(field)), 0) | counts
    ordered = sorted(named.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetCount(value, count, value in chosen) for value, count in ordered)

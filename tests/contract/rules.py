"""What must every answer of an engine be? Rules for one corpus and one query, for all engines."""

import dataclasses
from collections.abc import Sequence
from itertools import accumulate

from oracle import last_change
from search_app.engine.port import Searcher
from search_app.model.document import Document
from search_app.model.expr import DateRange, Not
from search_app.model.facet import FacetField
from search_app.model.query import HistogramUnit, Query, Sort
from search_app.model.results import Hit

TIMEOUT_S = 30.0


def answers_as_the_oracle(searcher: Searcher, truth: Searcher, query: Query) -> None:
    got, wanted = searcher.search(query, TIMEOUT_S), truth.search(query, TIMEOUT_S)
    assert (got.total, got.matched) == (wanted.total, wanted.matched), query.expr
    assert got.folded_away == wanted.folded_away, query
    assert got.facets == wanted.facets, query
    assert (got.histogram, got.undated) == (wanted.histogram, wanted.undated), query
    assert not got.unfinished
    if query.sort is not Sort.RELEVANCE:
        assert list(map(shown_of, got.hits)) == list(map(shown_of, wanted.hits)), query


def shown_of(hit: Hit) -> tuple[object, ...]:
    """Return what a page has of a hit, but for texts and score."""
    return hit.document.id, hit.lacks, [copy.id for copy in hit.copies], hit.copies_total


def suggestions_are_made_of_what_the_oracle_counts(searcher: Searcher, truth: Searcher) -> None:
    got, wanted = searcher.vocabulary, truth.vocabulary
    assert got.values == wanted.values
    assert got.compounds == wanted.compounds
    assert list(got.numbers) == list(wanted.numbers)
    assert sorted(got.titles.texts) == sorted(wanted.titles.texts)


def pages_partition_the_hits(searcher: Searcher, query: Query) -> None:
    everything = searcher.search(dataclasses.replace(query, page=1, page_size=50), TIMEOUT_S)
    pages = []
    for page in range(1, -(-everything.listed // query.page_size) + 1):
        asked = dataclasses.replace(query, page=page)
        pages += searcher.search(asked, TIMEOUT_S).hits
    assert list(map(shown_of, pages)) == list(map(shown_of, everything.hits))
    assert len(pages) == everything.listed
    found = [one.id for hit in pages for one in (hit.document, *hit.copies)]
    assert len(set(found)) == len(found) == everything.total


def a_scan_is_all_pages_one_after_the_other(
    searcher: Searcher, query: Query, sorts: Sequence[Sort] = tuple(Sort)
) -> None:
    for sort in sorts:
        asked = dataclasses.replace(query, sort=sort, page=1, page_size=3)
        total = searcher.search(asked, TIMEOUT_S).total
        paged = [
            hit.document
            for page in range(1, -(-total // 3) + 1)
            for hit in searcher.search(dataclasses.replace(asked, page=page), TIMEOUT_S).hits
        ]
        assert list(searcher.scan(dataclasses.replace(query, sort=sort), TIMEOUT_S)) == paged
        assert len(paged) == total


def a_facet_count_is_what_choosing_the_value_gives(
    searcher: Searcher, query: Query, fields: Sequence[FacetField] = tuple(FacetField)
) -> None:
    shown = searcher.search(query, TIMEOUT_S)
    for field in fields:
        for count in shown.facets[field]:
            chosen = query.without(field).toggled(field, count.value)
            assert searcher.search(chosen, TIMEOUT_S).total == count.count
            excluded = query.without(field).excluding(field, count.value)
            without, all_of_it = (
                searcher.search(asked, TIMEOUT_S).total
                for asked in (excluded, query.without(field))
            )
            assert without == all_of_it - count.count


def the_histogram_is_what_choosing_a_bar_gives(searcher: Searcher, query: Query) -> None:
    shown = searcher.search(query, TIMEOUT_S)
    assert sum(bar.count for bar in shown.histogram) + shown.undated == shown.total
    by_day = dataclasses.replace(query, histogram=HistogramUnit.DAY)
    for bar in searcher.search(by_day, TIMEOUT_S).histogram:
        chosen = dataclasses.replace(query, dates=DateRange(bar.start, bar.start), page=1)
        assert searcher.search(chosen, TIMEOUT_S).total == bar.count


def every_document_comes_back_whole(searcher: Searcher, found: Sequence[Document]) -> None:
    assert [searcher.get(d.id) for d in found] == found
    in_order = sorted(found, key=lambda d: d.id)
    assert sorted(searcher.documents(), key=lambda d: d.id) == in_order
    assert searcher.get("absent") is None
    days = [(d.id, last_change(d)) for d in in_order]
    assert list(searcher.newest_days().items()) == days
    assert searcher.generation.documents == len(found)


def not_is_the_complement(searcher: Searcher, query: Query, documents: int) -> None:
    none = dataclasses.replace(query, expr=Not(query.expr))
    total = searcher.search(query, TIMEOUT_S).matched + searcher.search(none, TIMEOUT_S).matched
    assert total == documents


def passages_are_text_of_the_document(searcher: Searcher, query: Query) -> None:
    for hit in searcher.search(query, TIMEOUT_S).hits:
        assert "".join(piece for piece, _ in hit.title) == hit.document.title
        for passage in hit.passages:
            text = getattr(hit.document, passage.part)
            assert text[passage.start : passage.end] == passage.text
            assert all(piece for piece, _ in passage.snippet)


def every_passage_has_what_the_whole_texts_have_marked(searcher: Searcher, query: Query) -> None:
    whole = searcher.search(dataclasses.replace(query, whole_texts=True), TIMEOUT_S).hits
    every = searcher.search(dataclasses.replace(query, every_passage=True), TIMEOUT_S).hits
    for in_whole, in_passages in zip(whole, every, strict=True):
        assert _marks(in_passages) == _marks(in_whole)


def whole_texts_are_the_texts(searcher: Searcher, query: Query) -> None:
    asked = dataclasses.replace(query, whole_texts=True)
    for hit in searcher.search(asked, TIMEOUT_S).hits:
        texts = ["".join(piece for piece, _ in snippet) for snippet in hit.snippets]
        assert texts == [hit.document.text, hit.document.answer]


def _marks(hit: Hit) -> list[tuple[str, int, str]]:
    """Return where the marked pieces of the passages of a hit stand: part, offset, piece."""
    found = []
    for part, start, snippet in hit.passages:
        offsets = accumulate((len(piece) for piece, _ in snippet), initial=start)
        found += [
            (part, offset, piece)
            for offset, (piece, mark) in zip(offsets, snippet, strict=False)
            if mark
        ]
    return found

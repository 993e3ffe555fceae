"""Does the engine find and score as Whoosh's own Searcher does on the same index?

    PYTHONPATH=tests python -m benchmarks.differential --data ../shared --queries 5000

It indexes the documents in several steps, so that there are several segments with replaced and
deleted documents. It then draws queries from their words: terms, OR, AND, phrases with and without
slop, prefixes, close words, dates, exclusions and all documents, each with or without filters. It
compares the hits and the score of every hit, the totals under filters, and the counts of all
facets and years; the right counts are worked out from the stored documents that the stock Searcher
finds. Of prefixes and close words the stock Searcher scores each term apart, so these scores are
not compared. It ends with status 1 when anything differs.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, pairwise
from pathlib import Path

from whoosh.searching import Searcher

import real_corpus
from benchmarks.corpus import is_published_data, read_corpus
from oracle import matches, values
from search_app.engine import port
from search_app.engine.embedded.generations import folders
from search_app.engine.embedded.matching.cache import Matching
from search_app.engine.embedded.matching.execute import Executor
from search_app.engine.embedded.matching.snapshot import Snapshot, open_snapshot
from search_app.french import words
from search_app.model.document import Document
from search_app.model.expr import (
    And,
    DateRange,
    Expr,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
)
from search_app.model.facet import FacetField
from search_app.model.query import Query, normalised_filters
from search_app.settings import Settings, load
from search_app.wiring import open_builder, open_engine
from stock import has_stock_scores, stock_scores, stock_searcher

SCORE_TOLERANCE = 1e-4
# Shares of the documents after each step. Each step adds at least twice as many documents as all
# steps after it together, so that no two segments are merged.
_STEPS = (0.0, 0.75, 0.94, 0.985, 1.0)
# In the last step one document of so many is replaced, and one deleted.
_REPLACED_OF, _DELETED_OF = 180, 120
_TIMEOUT_S = 600.0
_SHORTEST_PREFIX, _SHORTEST_FUZZY = 3, 5
_FILTERED_SHARE = 0.4


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--data", type=Path, default=Path("../shared"), help="the documents")
    arguments.add_argument("--queries", type=int, default=5000)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    chance = random.Random(given.seed)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as name:
        corpus, index = Path(name) / "corpus", Path(name) / "index"
        if is_published_data(given.data):
            corpus.mkdir()
            real_corpus.assemble(given.data, corpus)
        else:
            corpus = given.data
        settings = load(options={"index": index}).settings
        build(settings, list(read_corpus(corpus)), chance)
        folder = folders.folder_of(index, folders.current_id(index))
        with stock_searcher(folder) as searcher, open_engine(settings).searcher() as ours:
            comparison = Comparison(ours, open_snapshot(folder))
            for number in range(given.queries):
                comparison.compare(searcher, draw(comparison.documents, chance))
                if number % 100 == 99:  # noqa: PLR2004
                    _progress(number + 1, comparison)
    comparison.print()
    sys.exit(bool(comparison.different))


def _progress(asked: int, comparison: "Comparison") -> None:
    what = f"{asked} queries asked, {len(comparison.different)} differences"
    print(what, file=sys.stderr, flush=True)


def build(settings: Settings, found: list[Document], chance: random.Random) -> None:
    """Publish in steps; the last step also replaces and deletes documents of the steps before."""
    chance.shuffle(found)
    bounds = [round(share * len(found)) for share in _STEPS]
    for first, last in pairwise(bounds):
        with open_builder(settings, full=False, jobs=1) as builder:
            if last == len(found):
                deleted = max(1, len(found) // _DELETED_OF)
                for gone in chance.sample(sorted(builder.ids()), deleted):
                    builder.remove(gone)
                kept = [document for document in found[:first] if document.id in builder.ids()]
                for document in chance.sample(kept, max(1, len(found) // _REPLACED_OF)):
                    builder.add(replace(document, text=document.text[: len(document.text) // 2]))
            for document in found[first:last]:
                builder.add(document)
            builder.publish(corpus_digest="", rejected=0, ledger=b"")


def draw(found: Sequence[Document], chance: random.Random) -> Query:
    """Make a query of words of the documents; some queries match few documents or none."""
    expr = _expression(found, chance, depth=chance.choice([0, 0, 1, 1, 2]))
    filters: dict[FacetField, list[str]] = {}
    excluded: dict[FacetField, list[str]] = {}
    if chance.random() < _FILTERED_SHARE:
        for chosen in (filters, excluded) if chance.random() < _FILTERED_SHARE else (filters,):
            field = chance.choice(list(FacetField))
            chosen[field] = sorted(values(chance.choice(found), field))[:2]
    return Query(
        expr=expr,
        filters=normalised_filters(filters),
        excluded=normalised_filters(excluded),
        dates=_dates(chance) if chance.random() < _FILTERED_SHARE / 4 else None,
    )


def _expression(found: Sequence[Document], chance: random.Random, depth: int) -> Expr:
    if not depth:
        return _leaf(found, chance)
    parts = tuple(_expression(found, chance, depth - 1) for _ in range(chance.choice([2, 2, 3, 4])))
    match chance.choice(["and", "or", "not"]):
        case "and":
            return And(parts)
        case "or":
            return Or(parts)
    return And((parts[0], *(Not(part) for part in parts[1:])))


def _leaf(found: Sequence[Document], chance: random.Random) -> Expr:
    document = chance.choice(found)
    text = words(chance.choice([document.text, document.text, document.answer, document.title]))
    if not text:
        return MatchAll()
    place = chance.randrange(len(text))
    word = text[place]
    kind = chance.choice(
        ["word"] * 5 + ["phrase"] * 2 + ["slop", "begun", "prefix", "fuzzy", "dates", "all"]
    )
    match kind:
        case "phrase":
            return Phrase(" ".join(text[place : place + chance.choice([2, 2, 3, 4])]))
        case "slop":
            kept = [w for w in text[place : place + 5] if chance.random() < 0.6]  # noqa: PLR2004
            return Phrase(" ".join(kept or [word]), chance.randint(0, 3))
        case "begun" if len(word) >= _SHORTEST_PREFIX:
            begun = word[: chance.randint(_SHORTEST_PREFIX, len(word))]
            before = text[max(0, place - chance.randint(1, 2)) : place]
            return Phrase(" ".join([*before, begun]), chance.randint(0, 1), is_begun=True)
        case "prefix" if len(word) >= _SHORTEST_PREFIX:
            return Prefix(word[: chance.randint(_SHORTEST_PREFIX, len(word))])
        case "fuzzy" if len(word) >= _SHORTEST_FUZZY:
            return Fuzzy(word, chance.choice([1, 1, 2]))
        case "dates":
            return _dates(chance)
        case "all":
            return MatchAll()
    return Word(word)


def _dates(chance: random.Random) -> DateRange:
    days = sorted(date(2017, 1, 1).toordinal() + chance.randrange(2900) for _ in range(2))
    first, last = map(date.fromordinal, days)
    return DateRange(chance.choice([None, first]), chance.choice([None, last]))


@dataclass(frozen=True, slots=True)
class Difference:
    what: str
    query: Query


class Comparison:
    """Asks the engine and the stock Searcher; counts the comparisons and keeps the differences."""

    def __init__(self, ours: port.Searcher, snapshot: Snapshot) -> None:
        self._ours = ours
        self._snapshot = snapshot
        self._compiler = Matching(snapshot).compiler
        # The documents by their numbers in the snapshot.
        self._held = {_number_of(document, snapshot): document for document in ours.documents()}
        self.documents = list(self._held.values())
        self._values = {
            number: {field: values(document, field) for field in FacetField}
            for number, document in self._held.items()
        }
        self.different: list[Difference] = []
        self.compared: Counter[str] = Counter()
        self._seconds = {"stock": 0.0, "ours": 0.0}

    def compare(self, searcher: Searcher, query: Query) -> None:
        compiled = self._compiler.tree(query.expr)
        started = time.perf_counter()
        stock = stock_scores(searcher, compiled)
        self._seconds["stock"] += time.perf_counter() - started
        started = time.perf_counter()
        found = Executor(self._snapshot, time.monotonic() + _TIMEOUT_S).run(compiled)
        self._seconds["ours"] += time.perf_counter() - started
        ours = dict(zip(found.documents.tolist(), found.scores.tolist(), strict=True))
        self._count("hit sets", query, ours.keys() == stock.keys())
        if ours.keys() == stock.keys() and has_stock_scores(compiled):
            apart = max((abs(ours[n] - stock[n]) for n in stock), default=0.0)
            self._count("scores", query, apart <= SCORE_TOLERANCE)
        self._compare_answer(query, stock)

    def _compare_answer(self, query: Query, stock: dict[int, float]) -> None:
        """Compare totals, facet counts, years and the first page of a search by the program."""
        passing = [number for number in stock if self._passes(number, query, None)]
        answer = self._ours.search(query, _TIMEOUT_S)
        self._count("finished", query, not answer.unfinished)
        totals = len(passing), len(stock)
        self._count("totals", query, (answer.total, answer.matched) == totals)
        for field in FacetField:
            counted = (n for n in stock if self._passes(n, query, field))
            wanted = Counter(chain.from_iterable(self._values[n][field] for n in counted))
            got = {each.value: each.count for each in answer.facets[field] if each.count}
            self._count("facet counts", query, got == wanted)
        days = [self._held[number].date for number in passing]
        years = Counter(day.year for day in days if day)
        self._count("years", query, {b.start.year: b.count for b in answer.histogram} == years)
        shown = {hit.document.id for hit in answer.hits}
        same = len(shown) == len(answer.hits) == min(len(passing), query.page_size)
        found = {self._held[number].id for number in passing}
        self._count("first pages", query, same and shown <= found)

    def _passes(self, number: int, query: Query, but: FacetField | None) -> bool:
        if query.dates and not matches(self._held[number], query.dates):
            return False
        has = self._values[number]
        wanted = all(has[field] & {*chosen} for field, chosen in query.filters if field is not but)
        return wanted and not any(
            has[field] & {*chosen} for field, chosen in query.excluded if field is not but
        )

    def _count(self, what: str, query: Query, same: bool) -> None:  # noqa: FBT001
        self.compared[what] += 1
        if not same:
            self.different.append(Difference(what, query))

    def print(self) -> None:
        print(
            f"{len(self._held)} documents in {len(self._snapshot.segments)} segments,"
            f" which also hold {self._snapshot.size - len(self._held)} deleted ones;"
            f" stock {self._seconds['stock']:.0f} s, executor {self._seconds['ours']:.1f} s"
        )
        wrong = Counter(difference.what for difference in self.different)
        for what, count in self.compared.items():
            print(f"{what}: {count - wrong[what]} of {count} the same")
        for difference in self.different[:20]:
            print(f"{difference.what} differ: {difference.query}")


def _number_of(document: Document, snapshot: Snapshot) -> int:
    """Return the number of the document, and not that of a deleted version of it."""
    numbers = snapshot.postings("id", document.id).documents
    return int(numbers[snapshot.live.take(numbers)][0])


if __name__ == "__main__":
    main()

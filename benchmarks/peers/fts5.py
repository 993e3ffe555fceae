"""How fast is SQLite? An FTS5 table holds the terms, and a joined table counts facets by GROUP BY.

FTS5 takes no positions from outside, so the words on both sides of a stop word count as neighbours.
"""

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.port import FACETS, TOP, Found, Part, Question, Record

_FILE = "index.sqlite"
_SCHEMA = """
    pragma journal_mode = off;
    pragma synchronous = off;
    pragma cache_size = -256000;
    create virtual table terms using fts5(title, text, content='', tokenize='unicode61');
    insert into terms(terms, rank) values ('rank', 'bm25(2.0, 1.0)');
    create table document(number integer primary key, id text unique, content text);
    create table value(number integer primary key, facet text, value text, unique (facet, value));
    create table has(document int, value int, primary key (document, value)) without rowid;
    create index has_value on has(value, document);
"""
_EVERY = "select number from document"
_MATCHING = "select rowid as number from terms where terms match ?"
_CHOSEN = """
    select document from has join value on value.number = has.value
    where value.facet = ? and value.value = ?
"""
_TOTAL = "select count(*) from ({hits})"
_COUNTS = """
    with hits as materialized ({hits}),
         counts as (select value, count(*) n from hits join has on has.document = hits.number
                    group by value)
    select facet, value.value, n from counts join value on value.number = counts.value
"""


def version() -> str:
    return f"SQLite {sqlite3.sqlite_version}"


class _Builder:
    def __init__(self, index: Path, jobs: int) -> None:  # noqa: ARG002 - SQLite has one writer
        self._base = sqlite3.connect(index / _FILE)
        self._base.executescript(_SCHEMA)

    def add(self, records: Sequence[Record]) -> None:
        numbers: dict[tuple[str, str], int] = {}
        for number, record in enumerate(records, start=1):
            terms = (number, record["title_terms"], record["text_terms"])
            self._base.execute("insert into terms(rowid, title, text) values (?, ?, ?)", terms)
            kept = {n: record[n] for n in ("title", "text", "facets", "date")}
            content = json.dumps(kept, ensure_ascii=False)
            row = (number, record["id"], content)
            self._base.execute("insert into document values (?, ?, ?)", row)
            pairs = [(facet, v) for facet, values in record["facets"].items() for v in values]
            mine = [(number, numbers.setdefault(pair, len(numbers) + 1)) for pair in pairs]
            self._base.executemany("insert into has values (?, ?)", mine)
        rows = [(number, *pair) for pair, number in numbers.items()]
        self._base.executemany("insert into value values (?, ?, ?)", rows)

    def finish(self) -> None:
        self._base.commit()
        self._base.execute("analyze")
        self._base.close()


class _Reader:
    parts: tuple[Part, ...] = ("top", "facets")

    def __init__(self, index: Path) -> None:
        self._base = sqlite3.connect(f"file:{index / _FILE}?mode=ro", uri=True)
        self._base.executescript("pragma cache_size = -256000; pragma mmap_size = 4000000000")

    def answer(self, question: Question, part: Part) -> Any:
        hits, order, bound = _selection(question)
        (total,) = self._base.execute(_TOTAL.format(hits=hits), bound).fetchone()
        best = self._base.execute(f"{hits} {order} limit {TOP}", bound).fetchall()
        counts: list[Any] = []
        if part == "facets":
            counts = self._base.execute(_COUNTS.format(hits=hits), bound).fetchall()
        return total, best, counts

    def found(self, answer: Any) -> Found:
        total, _, counts = answer
        facets: dict[str, dict[str, int]] = {name: {} for name in FACETS} if counts else {}
        for facet, value, count in counts:
            facets[facet][value] = count
        return Found(total=total, facets=facets)

    def bytes_touched(self, question: Question) -> None:  # noqa: ARG002 - the port's
        return None


def _selection(question: Question) -> tuple[str, str, tuple[str, ...]]:
    """Return the SELECT of the numbers of the hits, its ORDER BY, and the values to bind."""
    chosen = question.filter or ()
    if question.operator == "all":
        within = f"where number in ({_CHOSEN})" if chosen else ""
        return f"{_EVERY} {within}", "order by number", chosen
    # `+` keeps SQLite from asking FTS5 for one chosen document at a time, which is 50 times slower.
    within = f"and +rowid in ({_CHOSEN})" if chosen else ""
    return f"{_MATCHING} {within}", "order by rank", (_expression(question), *chosen)


def _expression(question: Question) -> str:
    if question.operator == "phrase":
        return f'"{" ".join(question.terms)}"'
    return f" {question.operator.upper()} ".join(f'"{term}"' for term in question.terms)


builder = _Builder
reader = _Reader

"""How fast is Xapian? It gets the terms with their positions; match spies count the facets."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xapian

from benchmarks.peers.port import (
    FACETS,
    FIELD_WEIGHTS,
    TOP,
    Found,
    Part,
    Question,
    Record,
    positioned,
)

_PREFIXES = {"title": "S", "text": "Z"}
_FACET_PREFIXES = {name: f"X{name.upper()}:" for name in FACETS}
# A slot holds one value of a document, so a facet gets as many slots as a document may have values.
_SLOTS_EACH = 4
_SLOTS = {name: range(i * _SLOTS_EACH, (i + 1) * _SLOTS_EACH) for i, name in enumerate(FACETS)}


def version() -> str:
    return f"Xapian {xapian.version_string()}"


class _Builder:
    def __init__(self, index: Path, jobs: int) -> None:  # noqa: ARG002 - Xapian has one writer
        self._base = xapian.WritableDatabase(str(index), xapian.DB_CREATE_OR_OPEN)

    def add(self, records: Sequence[Record]) -> None:
        for record in records:
            document = xapian.Document()
            document.add_boolean_term(f"Q{record['id']}")
            for prefix, terms in (("S", record["title_terms"]), ("Z", record["text_terms"])):
                for position, term in positioned(terms):
                    document.add_posting(prefix + term, position)
            for name, values in record["facets"].items():
                for slot, value in zip(_SLOTS[name], values, strict=False):
                    document.add_value(slot, value)
                    document.add_boolean_term(_FACET_PREFIXES[name] + value)
            kept = {n: record[n] for n in ("title", "text", "facets", "date")}
            document.set_data(json.dumps(kept, ensure_ascii=False))
            self._base.add_document(document)

    def finish(self) -> None:
        self._base.commit()
        self._base.close()


class _Reader:
    parts: tuple[Part, ...] = ("top", "facets")

    def __init__(self, index: Path) -> None:
        self._base = xapian.Database(str(index))
        used = {name: [s for s in slots if self._has(s)] for name, slots in _SLOTS.items()}
        self._slots = [(name, slot) for name, slots in used.items() for slot in slots]

    def _has(self, slot: int) -> bool:
        return bool(self._base.get_value_freq(slot))

    def answer(self, question: Question, part: Part) -> Any:
        enquire = xapian.Enquire(self._base)
        enquire.set_query(_query(question))
        spies = []
        if part == "facets":
            spies = [(name, xapian.ValueCountMatchSpy(slot)) for name, slot in self._slots]
        for _, spy in spies:
            enquire.add_matchspy(spy)
        # Every document is looked at: the total is exact.
        best = enquire.get_mset(0, TOP, self._base.get_doccount())
        hits = [(match.docid, match.weight) for match in best]
        counts = [(n, [(v.term, v.termfreq) for v in spy.values()]) for n, spy in spies]
        return best.get_matches_estimated(), hits, counts

    def found(self, answer: Any) -> Found:
        total, _, counts = answer
        facets: dict[str, dict[str, int]] = {name: {} for name in FACETS} if counts else {}
        for name, values in counts:
            for value, count in values:
                facets[name][value.decode()] = facets[name].get(value.decode(), 0) + count
        return Found(total=total, facets=facets)

    def bytes_touched(self, question: Question) -> None:  # noqa: ARG002 - the port's
        return None


def _query(question: Question) -> xapian.Query:
    match question.operator:
        case "all":
            wanted = xapian.Query.MatchAll
        case "phrase":
            wanted = _in_fields(xapian.Query.OP_PHRASE, question.terms)
        case "or" | "and" as operator:
            join = xapian.Query.OP_AND if operator == "and" else xapian.Query.OP_OR
            each = [_in_fields(xapian.Query.OP_OR, (term,)) for term in question.terms]
            wanted = xapian.Query(join, each)
    if question.filter:
        name, value = question.filter
        chosen = xapian.Query(_FACET_PREFIXES[name] + value)
        wanted = xapian.Query(xapian.Query.OP_FILTER, wanted, chosen)
    return wanted


def _in_fields(operator: int, terms: tuple[str, ...]) -> xapian.Query:
    each = [
        xapian.Query(
            xapian.Query.OP_SCALE_WEIGHT,
            xapian.Query(operator, [_PREFIXES[field] + term for term in terms]),
            weight,
        )
        for field, weight in FIELD_WEIGHTS.items()
    ]
    return xapian.Query(xapian.Query.OP_OR, each)


builder = _Builder
reader = _Reader

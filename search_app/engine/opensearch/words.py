"""Which words and stems does a generation have? An index of its own answers, one entry a term.

A question of a few words takes one request or two, whatever the number of all words is. What was
found is kept, since a generation does not change.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from typing import Any

from search_app.engine.embedded.ranking.first_places import other_number
from search_app.engine.embedded.schema import STEMMED_OF, STRICT_NAMES
from search_app.engine.opensearch.cluster import Answer, hits_of
from search_app.engine.opensearch.fields import cluster_term
from search_app.french import BETWEEN_LEMMAS, UNACCENTED, fold, lemmas, letters
from search_app.french.stemming import ordinal

WORD, STEM = "word", "stem"
# The most terms that one question brings: what `mot*` stands for beside the words that begin so.
TERMS_MAX = 10_000
_KEPT = 8_192
_PARTS = (*STEMMED_OF, *STEMMED_OF.values())

Ask = Callable[[Mapping[str, Any]], Answer]
"""Sends the body of a search to the index of words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A term. kind: WORD or STEM. counts: in how many documents each field has it."""

    kind: str
    term: str
    counts: Mapping[str, int] = field(compare=False)


def words_mapping() -> dict[str, Any]:
    """Return the mapping of the index of words."""
    counted = (*STRICT_NAMES, *STEMMED_OF.values())
    return {
        "dynamic": "strict",
        "properties": {
            "kind": {"type": "keyword"},
            "term": {"type": "keyword"},
            # by which the term is found
            "letters": {"type": "keyword"},
            "ordinal": {"type": "keyword"},
            # has accents or signs, so that its letters alone are another term
            "marked": {"type": "boolean"},
            # in the part of the documents that has it most often
            "documents": {"type": "integer"},
            "counts": {"properties": {name: {"type": "integer"} for name in counted}},
        },
    }


def entry_id(kind: str, term: str) -> str:
    """Return the id of a term in the index of words."""
    return sha256(f"{kind} {term}".encode()).hexdigest()[:32]


def entry_source(kind: str, term: str, counts: Mapping[str, int]) -> dict[str, Any]:
    """Return a term as the index of words takes it."""
    plain = [term] if kind == STEM else [term.removesuffix(UNACCENTED)]
    alike = plain[0].split(BETWEEN_LEMMAS) if kind == STEM else plain
    source: dict[str, Any] = {
        "kind": kind,
        "term": cluster_term(term),
        "letters": [cluster_term(fold(word)) for word in dict.fromkeys(alike)],
        "marked": not term.isascii() or UNACCENTED in term or BETWEEN_LEMMAS in term,
        "documents": max((counts.get(part, 0) for part in _PARTS), default=0),
        "counts": dict(counts),
    }
    if kind == WORD and (number := ordinal(term)):
        source["ordinal"] = number
    return source


class TermCounts:
    """Counts in how many documents each field has each term."""

    def __init__(self) -> None:
        self._fields: dict[str, Counter[str]] = {}

    def add(self, terms: Mapping[str, Iterable[str]]) -> None:
        """Count the distinct terms of each field of one document."""
        for name, found in terms.items():
            self._fields.setdefault(name, Counter()).update(found)

    def __len__(self) -> int:
        return sum(map(len, self._fields.values()))

    def entries(self) -> Iterator[Entry]:
        """Yield each term once, with what was counted of it."""
        stemmed = frozenset(STEMMED_OF.values())
        for kind in (WORD, STEM):
            names = [name for name in self._fields if (name in stemmed) == (kind == STEM)]
            for term in {term for name in names for term in self._fields[name]}:
                counts = {n: c for n in names if (c := self._fields[n].get(term, 0))}
                yield Entry(kind, term, counts)


class WordIndex:
    """Looks words up in one generation. Several threads may use it at once."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, str], tuple[Entry, ...]] = OrderedDict()
        self._lock = Lock()

    def standing_for(self, words: Iterable[str], ask: Ask) -> set[Entry]:
        """Return the words and stems that some written words stand for."""
        typed = set(words)
        asked = {form for word in typed for form in _alike(word.removesuffix(UNACCENTED))}
        keys = {(WORD, "letters", fold(word)) for word in asked}
        keys |= {(WORD, "ordinal", number) for word in asked | typed if (number := ordinal(word))}
        found = self._entries(keys, ask)
        forms = asked | {fold(word) for word in asked} | {entry.term for entry in found}
        stems = {letters_of for form in forms for letters_of in _stem_letters(form)}
        return found | self._entries({(STEM, "letters", one) for one in stems}, ask)

    def beginning_with(self, begun: str, ask: Ask) -> tuple[set[Entry], Mapping[str, int]]:
        """Return the words that begin so but for accents and signs, and are other than `begun…`.

        Return also in how many documents each field has words that begin so, added up over these
        words.
        """
        conditions = [{"prefix": {"letters": fold(begun)}}, {"term": {"kind": WORD}}]
        sums = {name: {"sum": {"field": f"counts.{name}"}} for name in STRICT_NAMES}
        body = {
            "size": TERMS_MAX,
            "query": {"bool": {"filter": conditions}},
            "post_filter": {"term": {"marked": True}},
            "sort": [{"documents": "desc"}, {"term": "asc"}],
            "aggs": sums,
        }
        answer = ask(body)
        added_up = {name: int(answer["aggregations"][name]["value"]) for name in STRICT_NAMES}
        return set(map(_entry, hits_of(answer))), added_up

    def close_to(self, word: str, distance: int, ask: Ask) -> set[Entry]:
        """Return the words within `distance` edits of a word, 1 or 2; accents do not matter."""
        near = {"value": letters(word), "fuzziness": distance, "max_expansions": TERMS_MAX}
        conditions = [{"fuzzy": {"letters": near}}, {"term": {"kind": WORD}}]
        answer = ask({"size": TERMS_MAX, "query": {"bool": {"filter": conditions}}})
        return set(map(_entry, hits_of(answer)))

    def counts_of_stems(self, stems: Sequence[str], ask: Ask) -> dict[str, int]:
        """Return for each stem in how many documents the part that has it most often has it."""
        conditions = [{"terms": {"term": list(map(cluster_term, stems))}}, {"term": {"kind": STEM}}]
        answer = ask({"size": TERMS_MAX, "query": {"bool": {"filter": conditions}}})
        return {e.term: max(e.counts.values(), default=0) for e in map(_entry, hits_of(answer))}

    def _entries(self, keys: set[tuple[str, str, str]], ask: Ask) -> set[Entry]:
        with self._lock:
            known = {key: self._kept[key] for key in keys if key in self._kept}
        lacking = keys - known.keys()
        if lacking:
            known |= _looked_up(lacking, ask)
            with self._lock:
                self._kept.update(known)
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return {entry for entries in known.values() for entry in entries}


def _looked_up(
    keys: set[tuple[str, str, str]], ask: Ask
) -> dict[tuple[str, str, str], tuple[Entry, ...]]:
    """Return the terms under each key: (kind, field, value)."""
    groups: dict[tuple[str, str], list[str]] = {}
    for kind, name, value in keys:
        groups.setdefault((kind, name), []).append(cluster_term(value))
    conditions = [
        {"bool": {"filter": [{"term": {"kind": kind}}, {"terms": {name: sorted(values)}}]}}
        for (kind, name), values in sorted(groups.items())
    ]
    answer = ask({"size": TERMS_MAX, "query": {"bool": {"should": conditions}}})
    found: dict[tuple[str, str, str], list[Entry]] = {key: [] for key in keys}
    for hit in hits_of(answer):
        source, entry = hit["_source"], _entry(hit)
        values = [("letters", one) for one in source["letters"]]
        values += [("ordinal", source["ordinal"])] if "ordinal" in source else []
        for name, value in values:
            if (key := (entry.kind, name, value)) in found:
                found[key].append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


def _entry(hit: Mapping[str, Any]) -> Entry:
    source = hit["_source"]
    return Entry(source["kind"], source["term"], source["counts"])


def _alike(word: str) -> list[str]:
    return [word, *other_number(word)]


def _stem_letters(form: str) -> set[str]:
    """Return the letters of the stems that a form may have, with its accents or without."""
    plain = form.removesuffix(UNACCENTED)
    found = {*lemmas(form), *lemmas(plain)}
    if plain.isascii():
        found.update(lemmas(plain + UNACCENTED))
    return set(map(fold, found))

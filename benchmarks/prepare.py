"""How does every engine get the same terms? The product analyses the documents once."""

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import RawRecord
from benchmarks.peers.port import STOP_WORD, Record
from search_app.french import analyze, words, written_words

_KEPT = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedText:
    """words[i] is a folded word of a text, terms[i] its term or STOP_WORD."""

    words: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(slots=True)
class Prepared:
    """What is known of the records written.

    documents, characters: how many. document_frequency: number of documents by term. facet_values:
    number of documents by (facet, value). written: all words as written. texts: some of them, drawn
    at random, to make questions of.
    """

    documents: int = 0
    characters: int = 0
    document_frequency: Counter[str] = field(default_factory=Counter)
    facet_values: Counter[tuple[str, str]] = field(default_factory=Counter)
    written: set[str] = field(default_factory=set)
    texts: list[AnalysedText] = field(default_factory=list)


def without_terms(raw: Iterable[RawRecord]) -> Iterator[Record]:
    """Yield the records of documents for the product, which analyses them itself."""
    for number, one in enumerate(raw):
        yield Record(id=f"d{number:07d}", title_terms="", text_terms="", **one)


def write_records(raw: Iterable[RawRecord], path: Path, seed: int) -> Prepared:
    """Analyse the records and write each as a Record, one line of JSON. seed: for `texts`."""
    prepared = Prepared()
    chance = random.Random(seed)  # noqa: S311 - no secret
    with path.open("w", encoding="utf-8") as file:
        for number, one in enumerate(raw):
            title, text = analyze(one["title"]), analyze(one["text"])
            record: Record = {
                "id": f"d{number:07d}",
                "title": one["title"],
                "text": one["text"],
                "title_terms": _spread(title),
                "text_terms": _spread(text),
                "facets": one["facets"],
                "date": one["date"],
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            prepared.documents += 1
            prepared.characters += len(one["title"]) + len(one["text"])
            prepared.document_frequency.update({term for _, term in title + text})
            prepared.facet_values.update((n, v) for n, vs in one["facets"].items() for v in vs)
            prepared.written.update(written_words(one["title"]), written_words(one["text"]))
            _keep_some(prepared, one["text"], record["text_terms"], chance)
    return prepared


def _spread(terms: list[tuple[int, str]]) -> str:
    spread = [STOP_WORD] * (terms[-1][0] + 1 if terms else 0)
    for position, term in terms:
        spread[position] = term
    return " ".join(spread)


def _keep_some(prepared: Prepared, text: str, terms: str, chance: random.Random) -> None:
    """Keep a uniform random sample of the texts: each in turn may replace one kept before."""
    place = prepared.documents - 1
    if place >= _KEPT:
        place = int(chance.random() * prepared.documents)
    if place < _KEPT:
        spread = tuple(terms.split())
        kept = AnalysedText(words=tuple(words(text)[: len(spread)]), terms=spread)
        prepared.texts[place : place + 1] = [kept]

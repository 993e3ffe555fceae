"""What does the cluster hold of a document, under which fields?

Words and stems are made here and not by the cluster, so that both engines have the same: a field
is its terms with a space between two, and NOTHING where a word has no stem. The whole document is
only stored. What ranking needs of a document is packed into one binary value.
"""

import base64
import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, islice
from typing import Any

import zstandard

from search_app.engine.embedded.bm25 import K1, B
from search_app.engine.embedded.schema import (
    KEYWORDS,
    STEMMED_OF,
    STRICT_NAMES,
    IndexedDocument,
)
from search_app.french import PieceNumbers, stems
from search_app.model.column import NO_NUMBER, NumericColumn
from search_app.model.facet import NO_VALUE, FacetField

NOTHING = "_"
"""Stands in a field of stems for a word without one; no word is written so."""
TERM_CHARACTERS_MAX = 8_000
"""Longer terms are replaced by a hash of theirs: the cluster takes 32,766 bytes at most."""
DOCUMENT, PACKED, SEQUENCE, DAY = "document", "packed", "sequence", "day"
GROUP, SHARED = "group", "shared"
FIRST_PIECES_KEPT = 2_000_000
_COMPRESSION_LEVEL = 3


def facet_name(field: FacetField) -> str:
    return f"facet_{field.parameter}"


def number_name(column: NumericColumn) -> str:
    return f"number_{column.key}"


def length_name(field: str) -> str:
    return f"length_{field}"


def cluster_term(term: str) -> str:
    """Return the term as the cluster has it."""
    if len(term) <= TERM_CHARACTERS_MAX:
        return term
    return sha256(term.encode()).hexdigest()


def mapping() -> dict[str, Any]:
    """Return the mapping of the documents of a generation."""
    text = {"type": "text", "analyzer": "terms"}
    properties: dict[str, Any] = dict.fromkeys((*STRICT_NAMES, *STEMMED_OF.values()), text)
    properties |= {name: {"type": "keyword"} for name in KEYWORDS}
    properties |= {facet_name(field): {"type": "keyword"} for field in FacetField}
    properties |= {number_name(column): {"type": "integer"} for column in NumericColumn}
    lengths = (*STRICT_NAMES, *STEMMED_OF.values())
    properties |= {length_name(name): {"type": "integer", "index": False} for name in lengths}
    properties |= {
        DAY: {"type": "date", "format": "yyyy-MM-dd"},
        SEQUENCE: {"type": "long"},
        # the id of the first document of those that are copies of each other, and whether there are
        GROUP: {"type": "keyword"},
        SHARED: {"type": "boolean"},
        PACKED: {"type": "binary", "doc_values": True},
        DOCUMENT: {"type": "keyword", "index": False, "doc_values": False},
    }
    return {"dynamic": "strict", "_source": {"includes": [DOCUMENT]}, "properties": properties}


def index_settings(shards: int, replicas: int) -> dict[str, Any]:
    """Return the settings of an index of documents that is being built."""
    return {
        "index": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            "refresh_interval": "-1",
            "codec": "best_compression",
            "max_result_window": RESULT_WINDOW,
            "similarity": {"default": {"type": "BM25", "k1": K1, "b": B}},
        },
        "analysis": {
            "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": 1_000_000}},
            "filter": {"nothing": {"type": "stop", "stopwords": [NOTHING]}},
            "analyzer": {"terms": {"type": "custom", "tokenizer": "spaces", "filter": ["nothing"]}},
        },
    }


RESULT_WINDOW = 50_000
"""How many hits of a search can be leafed through."""


class Terms:
    """Cuts texts into words, and remembers the pieces that it has met."""

    def __init__(self) -> None:
        self._pieces = PieceNumbers()

    def words(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of each text as written."""
        if len(self._pieces.words) > FIRST_PIECES_KEPT:
            self._pieces = PieceNumbers()
        cut = self._pieces.cut(texts)
        words = map(self._pieces.words.__getitem__, cut.numbers.tolist())
        return [list(chain.from_iterable(islice(words, count))) for count in cut.counts.tolist()]


@dataclass(frozen=True, slots=True)
class SentDocument:
    """source: the document as the cluster takes it. terms: the distinct terms of each field."""

    source: dict[str, Any]
    terms: Mapping[str, set[str]]


def sent(
    document: IndexedDocument, sequence: int, terms: Terms, group: str | None = None
) -> SentDocument:
    """Return what the cluster is sent.

    sequence: in the order in which documents were added. group: the id of the first document of its
    group, None when it is in none.
    """
    texts = document.texts
    words = dict(zip(texts, terms.words(list(texts.values())), strict=True))
    fields: dict[str, list[str]] = {}
    for name, found in words.items():
        fields[name] = found
        if name in STEMMED_OF:
            fields[STEMMED_OF[name]] = [stem or NOTHING for stem in stems(found)]
    keywords = {n: [v.decode() for v in vs] for n, vs in document.keywords.items() if n in KEYWORDS}
    numbers = dict(zip(NumericColumn, document.numbers, strict=True))
    source: dict[str, Any] = {
        **{name: _line(found) for name, found in fields.items()},
        **{name: list(map(cluster_term, values)) for name, values in keywords.items()},
        **{
            facet_name(field): list(map(cluster_term, values)) or [NO_VALUE]
            for field, values in zip(FacetField, document.facets, strict=True)
        },
        **{number_name(c): number for c, number in numbers.items() if number != NO_NUMBER},
        **{length_name(name): _length(found) for name, found in fields.items()},
        SEQUENCE: sequence,
        GROUP: group or keywords["id"][0],
        SHARED: group is not None,
        PACKED: packed(words, keywords, numbers[NumericColumn.DATE]),
        DOCUMENT: document.json.decode(),
    }
    if numbers[NumericColumn.DATE] != NO_NUMBER:
        source[DAY] = _day(numbers[NumericColumn.DATE])
    return SentDocument(source, {name: set(found) - {NOTHING} for name, found in fields.items()})


def packed(words: Mapping[str, Iterable[str]], keywords: Mapping[str, list[str]], day: int) -> str:
    """Return what ranking needs of a document, in base64."""
    kept = [{name: " ".join(found) for name, found in words.items()}, keywords, day]
    data = zstandard.compress(json.dumps(kept, ensure_ascii=False).encode(), _COMPRESSION_LEVEL)
    return base64.b64encode(data).decode()


def unpacked(value: str) -> tuple[dict[str, str], dict[str, list[str]], int]:
    """Return the words of each strict field as one line, the keywords and the day."""
    # The cluster gives doc values without the padding that it was sent.
    data = base64.b64decode(value + "=" * (-len(value) % 4))
    texts, keywords, day = json.loads(zstandard.decompress(data))
    return texts, keywords, day


def _line(terms: Iterable[str]) -> str:
    return " ".join(map(cluster_term, terms))


def _length(terms: list[str]) -> int:
    return len(terms) - terms.count(NOTHING)


def _day(ordinal: int) -> str:
    return dt.date.fromordinal(ordinal).isoformat()

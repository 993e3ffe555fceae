"""Posting lists that are merged in blocks are those of all documents inverted at once."""

from collections.abc import Sequence
from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search_app.engine.embedded.arrays import Array, starts_of
from search_app.engine.embedded.indexing import merging
from search_app.engine.embedded.indexing.inversion import invert
from search_app.engine.embedded.indexing.merging import MergedPostings
from search_app.engine.embedded.indexing.piece_words import PieceWords
from search_app.engine.embedded.segments.array_file import ArraysInMemory
from search_app.engine.embedded.segments.postings import FieldPostings, Postings
from search_app.engine.embedded.segments.segment import FieldArrays
from search_app.engine.embedded.segments.segment_writer import write_postings
from search_app.french import PieceNumbers, analyze, analyze_strict

TERMS = sorted([b"a", b"abcdefgh", b"abcdefghi", b"abcdefghij", "é".encode(), b"z"])
TEXT = st.lists(st.sampled_from(TERMS), max_size=12)
WORDS = ["le", "conseil", "conseils", "15", "463", "l", "urgence", "–", "L. 521-1", "donné"]


def inverted(texts: Sequence[Sequence[bytes]]) -> FieldPostings:
    documents = [number for number, text in enumerate(texts) for _ in text]
    places = [place for text in texts for place, _ in enumerate(text)]
    ids = [TERMS.index(term) for text in texts for term in text]
    return invert(TERMS, *(np.array(numbers, np.int64) for numbers in (ids, documents, places)))


def written(postings: Postings) -> FieldArrays:
    arrays = ArraysInMemory("test")
    write_postings(arrays, "field", postings)
    return FieldArrays(arrays, "field")


def contents(field: FieldArrays) -> list[object]:
    every = np.arange(len(field.documents))
    numbers = (field.starts, field.documents, field.position_starts, *field.positions_at(every))
    return [field.terms(), *(array.tolist() for array in numbers)]


def maps_of(masks: Sequence[Sequence[bool]]) -> list[Array]:
    starts = starts_of(np.array([sum(mask) for mask in masks]))
    return [
        np.where(mask, start + np.cumsum(mask) - 1, -1).astype(np.int64)
        for mask, start in zip(masks, starts.tolist(), strict=False)
    ]


@given(st.lists(st.lists(st.tuples(TEXT, st.booleans()), max_size=8), min_size=1, max_size=5))
def test_merged_in_blocks(parts: list[list[tuple[list[bytes], bool]]]) -> None:
    fields = [written(inverted([text for text, _ in part])) for part in parts]
    maps = maps_of([[is_kept for _, is_kept in part] for part in parts])
    at_once = written(inverted([text for part in parts for text, is_kept in part if is_kept]))
    with patch.multiple(merging, BLOCK_TERMS=2, BLOCK_NUMBERS=3):
        assert contents(written(MergedPostings(fields, maps))) == contents(at_once)


def test_what_was_read_is_let_go_of_after_each_block() -> None:
    field = written(inverted([TERMS, TERMS[:3]]))
    let_go: list[bool] = []
    with patch.multiple(merging, BLOCK_NUMBERS=3):
        merged = MergedPostings([field], [np.arange(2)], lambda: let_go.append(True))
        written(merged)
    assert len(let_go) >= 3 * 3  # of documents, frequencies and positions


@given(st.lists(st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=4), max_size=4))
def test_words_are_those_of_the_text_in_every_run(runs: list[list[list[str]]]) -> None:
    words = PieceWords(PieceNumbers())
    for run in runs:
        texts = [" ".join(pieces) for pieces in run]
        cut = words.pieces.cut(texts)
        words.learn()
        tokens = words.expanded(cut.numbers, cut.counts)
        strict, (stemmed, lengths) = words.written(*tokens), words.stemmed(*tokens)
        assert _by_place(strict) == [
            (n, *found) for n, text in enumerate(texts) for found in analyze_strict(text)
        ]
        assert _by_place(stemmed) == [
            (n, *found) for n, text in enumerate(texts) for found in analyze(text)
        ]
        assert lengths.tolist() == [len(analyze(text)) for text in texts]


def _by_place(postings: FieldPostings) -> list[tuple[int, int, str]]:
    """Return the document, position and term of each position."""
    terms = np.repeat(np.arange(len(postings.terms)), np.diff(postings.starts))
    documents = np.repeat(postings.documents, postings.frequencies)
    spread = np.repeat(terms, postings.frequencies)
    rows = zip(documents.tolist(), postings.positions.tolist(), spread.tolist(), strict=True)
    return sorted((d, p, postings.terms[t].decode()) for d, p, t in rows)

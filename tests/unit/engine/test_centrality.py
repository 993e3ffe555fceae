"""Rows of frequent stems, and likeness to the best: against counting in plain Python."""

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from making import question
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.generations.folders import current_id
from search_app.engine.embedded.indexing.inversion import invert
from search_app.engine.embedded.ranking.centrality import most_alike
from search_app.engine.embedded.reader import open_generation
from search_app.engine.embedded.segments.frequent_stems import FREQUENT_STEMS, FrequentStems
from search_app.french import analyze

NUMBERS = 2**13 - 1
STEMS = [b"a", b"bb", b"sant", b"ecol", b"retrait", *(b"x%d" % n for n in range(40))]
TEXTS = st.lists(st.lists(st.sampled_from(STEMS), max_size=60), min_size=1, max_size=5)


def number(stem: bytes) -> int:
    return crc32(stem) % NUMBERS + 1


def most_frequent(stems: Sequence[bytes]) -> list[int]:
    counts: Counter[int] = Counter()
    lengths: dict[int, int] = {}
    for stem in stems:
        counts[number(stem)] += 1
        lengths[number(stem)] = max(len(stem), lengths.get(number(stem), 0))
    order = sorted(counts, key=lambda n: (-counts[n], -lengths[n], n))[:FREQUENT_STEMS]
    return order + [0] * (FREQUENT_STEMS - len(order))


def rows_of(fields: Sequence[Sequence[Sequence[bytes]]]) -> list[list[int]]:
    frequent = FrequentStems()
    terms = sorted(STEMS)
    for texts in fields:
        ids = [terms.index(stem) for text in texts for stem in text]
        owners = [n for n, text in enumerate(texts) for _ in text]
        places = [place for text in texts for place, _ in enumerate(text)]
        arrays = (np.array(numbers, np.int64) for numbers in (ids, owners, places))
        frequent.add(invert(terms, *arrays))
    found = np.concatenate(list(frequent.rows(len(fields[0]))))
    rows: list[list[int]] = found.reshape(-1, FREQUENT_STEMS).tolist()
    return rows


@given(TEXTS)
def test_a_row_has_the_most_frequent_stems_of_all_fields(texts: list[list[bytes]]):
    titles = [text[::7] for text in texts]
    both = [text + title for text, title in zip(texts, titles, strict=True)]
    assert rows_of([texts, titles]) == [most_frequent(stems) for stems in both]


def test_no_field_no_stem():
    (row,) = FrequentStems().rows(2)
    assert row.tolist() == [0] * 2 * FREQUENT_STEMS


@given(TEXTS, st.data())
def test_likeness_is_the_mean_of_cosines_to_the_best(texts: list[list[bytes]], data: st.DataObject):
    rows = rows_of([texts])
    values = st.floats(0, 100, width=32)
    scores = np.array([data.draw(values) for _ in rows])
    best = np.argsort(-scores, kind="stable")[: data.draw(st.integers(1, len(rows)))]
    found = most_alike(np.array(rows, np.uint16), scores, best)
    above = {place: float(scores[place] - scores[best[-1]]) for place in best.tolist()}
    total = sum(above.values())
    for row, alike in zip(rows, found.tolist(), strict=True):
        shares = [w / total * cosine(row, rows[p]) for p, w in above.items()] if total else [0.0]
        assert alike == pytest.approx(sum(shares), abs=1e-9)


def cosine(one: list[int], other: list[int]) -> float:
    a, b = set(one) - {0}, set(other) - {0}
    return len(a & b) / math.sqrt(len(a) * len(b)) if a and b else 0.0


def test_rows_outlive_merges_and_deletions(tmp_path: Path):
    """Built in pieces, with replacements, each document keeps the row of its own words."""
    for first in (0, 30, 45):
        with EmbeddedBuilder(tmp_path, full=False) as builder:
            for n in range(max(first - 5, 0), first + 20):
                text = f"hôpital retraite école{n} " * (n % 3 + 1) + f"impôt {first}"
                builder.add(question(n, text, title=f"logement {n}", answer="transports"))
            builder.publish(corpus_digest="", rejected=0, ledger=b"")
    opened = open_generation(tmp_path, current_id(tmp_path))
    live = np.flatnonzero(opened.snapshot.live)
    rows = opened.snapshot.frequent_stems(live).tolist()
    documents = list(opened.documents())
    assert len(rows) == len(documents) > 50
    for row, document in zip(rows, documents, strict=True):
        texts = f"{document.title} {document.text} {document.answer}"
        assert row == most_frequent([stem.encode() for _, stem in analyze(texts)])

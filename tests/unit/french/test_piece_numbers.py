"""Pieces that are numbered by their hashes have the words of the text, at their places."""

import tracemalloc
from collections.abc import Sequence
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search_app.french import PieceNumbers, piece_hashes, written_words
from search_app.french.tokens import LocatedWords

PIECES = st.one_of(
    st.sampled_from(["l", "L", "urgence", "n°", "°", "«", "l'école", "ecole", "15", "463", "et", "(et", "unième", "vingt", "art.", "L.", "521-1", "Ve", "République", "", "A" * 70, "é" * 64, "💡x", "\ud800", "aujourd", "hui"]),
    st.text(max_size=6),
)  # fmt: skip
SPACES = st.sampled_from([" ", "\n", "\xa0", "  ", "\u202f", "\t"])
TEXTS = st.one_of(
    st.lists(st.one_of(PIECES, SPACES), max_size=20).map("".join),
    st.lists(PIECES, max_size=20).map(" ".join),
    st.lists(st.sampled_from(["ecole", "de", "sante", "15", "463"]), min_size=60).map(" ".join),
)


def cut(numbers: PieceNumbers, texts: Sequence[str]) -> None:
    """Cut texts, and compare what is found with each text read by itself."""
    found = numbers.cut(texts)
    assert len(found.counts) == len(texts)
    place = 0
    bounds = np.cumsum([0, *(len(numbers.words[n]) for n in range(len(numbers.words)))])
    for text, count in zip(texts, found.counts.tolist(), strict=True):
        expected = LocatedWords(text)
        offset, words, spans = 0, [], []
        for piece in range(place, place + count):
            number, length = int(found.numbers[piece]), int(found.lengths[piece])
            words += numbers.words[number]
            for word in range(bounds[number], bounds[number + 1]):
                start, end = numbers.spans[2 * word : 2 * word + 2]
                spans.append((offset + start, offset + end))
            offset += length
        assert words == written_words(text)
        assert spans == [expected.span(i) for i in range(len(words))]
        assert offset == len(text) + 1
        place += count
    assert place == len(found.numbers)


@given(st.lists(st.lists(TEXTS, max_size=5), max_size=3))
@example([["L urgence", "° L urgence", "« L urgence", "mot L urgence", "L L urgence"]])
@example([["15", "et unième", "15", "", "l", "et", "15 et l"]])
def test_they_have_the_words_of_each_text_in_every_batch(batches: list[list[str]]) -> None:
    with patch.multiple(piece_hashes, _SLOTS=4, _CHARACTERS_AT_ONCE=16):
        numbers = PieceNumbers()
        for texts in batches:
            cut(numbers, texts)


def test_a_batch_of_nothing_has_no_pieces() -> None:
    assert [len(part) for part in PieceNumbers().cut([])] == [0, 0, 0]


def test_a_piece_that_comes_again_has_its_number() -> None:
    numbers = PieceNumbers()
    first = numbers.cut(["la santé publique", "la santé"]).numbers.tolist()
    assert first[:2] == first[3:] == numbers.cut(["la santé"]).numbers.tolist()


def test_pieces_of_a_text_without_accents_have_numbers_of_their_own() -> None:
    bare = "ecole de la sante et des retraites " * 20
    numbers = PieceNumbers()
    cut(numbers, ["ecole de la santé", bare, "ecole de la santé"])


@pytest.mark.parametrize("shift", [0, 47, 55])
@pytest.mark.parametrize("slots", [4, 1 << 16])
def test_hashes_that_share_a_place_are_told_apart(shift: int, slots: int) -> None:
    """All of them share one place, or some do; those behind the last place begin at the first."""
    rising = np.arange(400, dtype=np.uint64) << np.uint64(shift)
    hashes = np.concatenate([rising, ~rising])
    with patch.multiple(piece_hashes, _SLOTS=slots):
        table = piece_hashes.HashTable()
        assert set(table.find(hashes).tolist()) == {piece_hashes.UNKNOWN}
        for part in np.split(np.arange(800), 8):
            table.add(hashes[part], part.astype(np.int32))
        assert table.find(hashes).tolist() == list(range(800))
        assert set(table.find(hashes + np.uint64(1 << 40)).tolist()) == {piece_hashes.UNKNOWN}


def test_a_text_without_spaces_takes_little_more_memory_than_its_characters() -> None:
    text = "a" * 5_000_000
    numbers = PieceNumbers()
    tracemalloc.start()
    found = numbers.cut([text])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.lengths.tolist() == [len(text) + 1]
    assert peak < 16 * len(text)

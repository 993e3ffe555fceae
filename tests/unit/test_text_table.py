"""Tables of words and texts answer as the dictionary that they were laid out from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from search_app.text_table import TextTable, WordTable, laid_out, laid_out_words

# No lone surrogates: these are no text.
_TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
_WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)


@given(texts=st.dictionaries(_WORDS, _TEXTS), others=st.lists(_TEXTS))
def test_each_word_has_its_text_and_no_other_word_has_one(
    texts: dict[str, str], others: list[str]
) -> None:
    table = TextTable(laid_out(texts))
    table.verify()
    assert list(table.items()) == list(texts.items())
    assert len(table) == len(texts)
    assert [table.text(word) for word in others] == [texts.get(word) for word in others]


@given(words=st.lists(_WORDS, unique=True))
def test_each_word_has_its_number(words: list[str]) -> None:
    table = WordTable(laid_out_words(words))
    table.verify()
    assert list(table) == words == table[:]
    assert [table.number(word) for word in words] == list(range(len(words)))


@given(
    words=st.lists(st.text("abcdéœ·1", min_size=1, max_size=8), unique=True),
    typed=st.text("abcdéœ·1", max_size=8),
    edits=st.integers(0, 3),
)
def test_no_word_within_some_edits_is_passed_over(words: list[str], typed: str, edits: int) -> None:
    near = WordTable(laid_out_words(words)).near(typed, edits)
    assert {w for w in words if OSA.distance(typed, w) <= edits} <= set(near) <= set(words)


def test_words_with_other_letters_are_passed_over() -> None:
    table = WordTable(laid_out_words(["maison", "raison", "maintenant", "chateau", "mai"]))
    assert table.near("maisno", 1) == ["maison", "raison"]


@given(texts=st.dictionaries(_WORDS, _TEXTS, min_size=1), data=st.data())
def test_damaged_numbers_are_noticed_or_lead_to_some_text(
    texts: dict[str, str], data: st.DataObject
) -> None:
    damaged = bytearray(laid_out(texts))
    place = data.draw(st.integers(0, len(damaged) - 1))
    damaged[place] ^= data.draw(st.integers(1, 255))
    try:
        table = TextTable(bytes(damaged))
        table.verify()
    except (ValueError, TypeError, IndexError):
        return
    for word in (*texts, "", "another"):
        table.text(word)
    assert all(isinstance(word, str) for word in table)


def test_a_word_without_a_text_raises_as_in_a_dictionary() -> None:
    with pytest.raises(KeyError, match="b"):
        TextTable(laid_out({"a": "x"}))["b"]


def test_words_share_the_bytes_of_one_text() -> None:
    apart = laid_out({str(n): f"{n:08d}" for n in range(1000)})
    shared = laid_out({str(n): "the same" for n in range(1000)})
    assert len(shared) < len(apart) - 8 * 999

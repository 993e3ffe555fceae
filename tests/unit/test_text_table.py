"""A table of texts answers as the dictionary that it was laid out from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.text_table import TextTable, laid_out

# No lone surrogates: these are no text.
_TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)


@given(texts=st.dictionaries(_TEXTS, _TEXTS), others=st.lists(_TEXTS))
def test_each_word_has_its_text_and_no_other_word_has_one(
    texts: dict[str, str], others: list[str]
) -> None:
    table = TextTable(laid_out(texts))
    assert list(table.items()) == list(texts.items())
    assert len(table) == len(texts)
    assert [table.text(word) for word in others] == [texts.get(word) for word in others]


def test_a_word_without_a_text_raises_as_in_a_dictionary() -> None:
    with pytest.raises(KeyError, match="b"):
        TextTable(laid_out({"a": "x"}))["b"]


def test_words_share_the_bytes_of_one_text() -> None:
    apart = laid_out({str(n): f"{n:08d}" for n in range(1000)})
    shared = laid_out({str(n): "the same" for n in range(1000)})
    assert len(shared) < len(apart) - 8 * 999

"""Words of a query that are replaced, quotations that are undone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.syntax import (
    with_words_replaced,
    without_elision,
    without_field,
    without_quotation_marks,
)


@given(st.text(), st.text("ab('’\".*[\\ ", min_size=1, max_size=4), st.text())
def test_only_the_words_named_change(before: str, typed: str, after: str) -> None:
    text = f"{before}{typed}{after}"
    pieces = with_words_replaced(text, {typed: "XYZ XY"})
    assert all(piece.endswith("XYZ XY") for piece, is_put in pieces if is_put)
    assert "".join(typed if is_put else piece for piece, is_put in pieces) == text


@pytest.mark.parametrize(
    ("typed", "word"),
    [("l’hôpital", "hôpital"), ("qu'elle", "elle"), ("cloud", "cloud"), ("l’", "l’")],
)
def test_an_elision_is_left_out(typed: str, word: str) -> None:
    assert without_elision(typed) == word


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ('"données santé"~3 cloud', "données santé cloud"),
        ("«\u00a0a b\u00a0» c", "a b c"),
        ("“a” „b” c", "a b c"),
        ('a "b', 'a "b'),
    ],
)
def test_quotations_become_plain_words(typed: str, plain: str) -> None:
    assert without_quotation_marks(typed) == plain


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("hôpital groupe:LR", "hôpital"),
        ("Groupe : LR hôpital auteur:Peu", "hôpital auteur:Peu"),
        ('hôpital groupe:"La France insoumise" -groupe:RN urgences', "hôpital urgences"),
        ("groupe:LR", ""),
        ("hôpital groupe", "hôpital groupe"),
        ("hôpital OU groupe:LR", "hôpital OU groupe:LR"),
        ('groupe:LR "hôpital', 'groupe:LR "hôpital'),
    ],
)
def test_a_field_is_left_out(typed: str, left: str) -> None:
    assert without_field(typed, "groupe") == left


@given(st.text() | st.text('groupe:LR -"()OU '))
def test_any_text_is_read_without_a_field(text: str) -> None:
    assert len(without_field(text, "groupe")) <= len(text)

"""Small words that may have been meant as operators, and those that were not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.syntax import offered_operators, parse

TODAY = date(2024, 3, 31)


@pytest.mark.parametrize(
    ("text", "offered", "words"),
    [
        ("cloud et santé", "cloud ET santé", ("et",)),
        ("cloud ou nuage", "cloud OU nuage", ("ou",)),
        ("retraites sauf réforme", "retraites SAUF réforme", ("sauf",)),
        ("masques et pas tests", "masques SAUF tests", ("et pas",)),
        ("masques mais non tests", "masques SAUF tests", ("mais non",)),
        ("a et b ou c et d", "a ET b OU c ET d", ("et", "ou")),
        ('"deux mots" ou titre:cloud', '"deux mots" OU titre:cloud', ("ou",)),
        ("(cloud et santé) -lit", "(cloud ET santé) -lit", ("et",)),
    ],
)
def test_operators_are_offered(text: str, offered: str, words: tuple[str, ...]) -> None:
    found = offered_operators(text, TODAY)
    assert found
    assert (found.text, found.words) == (offered, words)
    assert parse(found.text, today=TODAY) != parse(text, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        *("", "et", "et cloud", "cloud et", "cloud où santé", "cloud ET santé", '"cloud et santé"'),
        *(
            "mineurs non accompagnés",
            "QE 331 et 332",
            "(cloud et",
            "pas de lits",
            "cloud et OU lit",
        ),
        "quelles mesures le ministre et ses services comptent prendre pour les lits et les blocs",
    ],
)
def test_no_operator_is_offered(text: str) -> None:
    assert offered_operators(text, TODAY) is None


@given(
    st.lists(st.sampled_from(["a", "et", "ou", "sauf", "non", "pas", "mais", '"', "(", ")", "-b"]))
)
def test_what_is_offered_can_be_searched(pieces: list[str]) -> None:
    found = offered_operators(" ".join(pieces), TODAY)
    if found:
        parse(found.text, today=TODAY)
        assert found.words

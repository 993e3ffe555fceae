"""Which words of a corpus are one letter away, beside the distances of a library?"""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from search_app.engine.embedded.ranking.slips import FORMS_MAX, forms_a_letter_away

folded = st.text("abcz", max_size=6)


@given(folded, st.dictionaries(st.text("abcz1", min_size=1, max_size=6), st.integers(1, 50)))
def test_forms_are_the_most_frequent_at_a_distance_of_one(word: str, known: dict[str, int]) -> None:
    least = known.get(word, 0)
    near = [
        (number, form)
        for form, number in known.items()
        if OSA.distance(word, form) == 1 and number > least and form.isalpha()
    ]
    expected = [form for _, form in sorted(near, reverse=True)[:FORMS_MAX]]
    assert forms_a_letter_away(word, known) == (expected if word else [])


def test_figures_stand_for_nothing_else() -> None:
    assert forms_a_letter_away("2019", {"2018": 5, "2019": 1}) == []
    assert forms_a_letter_away("a1", {"a": 5}) == []


def test_a_word_longer_than_any_of_the_language_has_no_spellings():
    """They would take as many bytes as the square of its letters, and 50 times more."""
    tracemalloc.start()
    assert forms_a_letter_away("a" * 3960, {"a" * 3959: 5}) == []
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000

"""Which words of the corpus differ from a typed one by one letter?"""

import string
from collections.abc import Mapping

FORMS_MAX = 8
# The letters of the longest word whose spellings are made: they are 52 times as many, each as long.
# The longest words of French have some thirty.
_LETTERS_MAX = 40


def forms_a_letter_away(word: str, frequencies: Mapping[str, int]) -> list[str]:
    """Return at most FORMS_MAX words one letter away that more documents have than `word`.

    Such a word has one letter more, one less, another one, or two neighbouring letters swapped.
    The most frequent come first. A word of more than _LETTERS_MAX letters has none. frequencies:
    for each folded word of the corpus, its number of documents. All possible spellings, a few
    hundred, are made and looked up; to measure the distance to every word of the corpus takes a
    hundred times as long.
    """
    if not word.isalpha() or len(word) > _LETTERS_MAX:
        return []
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    letters = string.ascii_lowercase
    made = {before + letter + after for before, after in cuts for letter in letters}
    made |= {before + letter + after[1:] for before, after in cuts[:-1] for letter in letters}
    made |= {before + after[1:] for before, after in cuts[:-1]}
    made |= {before + after[1] + after[0] + after[2:] for before, after in cuts[:-2]}
    least = frequencies.get(word, 0)
    known = [(n, form) for form in made if (n := frequencies.get(form, 0)) > least]
    return [form for _, form in sorted(known, reverse=True)[:FORMS_MAX]]

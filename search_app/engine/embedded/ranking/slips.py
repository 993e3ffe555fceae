"""Which words of the corpus may a typed one be, if one letter of it is wrong?"""

import string
from collections.abc import Mapping

FORMS_MAX = 8


def forms_a_letter_away(word: str, frequencies: Mapping[str, int]) -> list[str]:
    """Return the words that more documents have than `word`, the most frequent first.

    They differ by a letter more, less or other, or by two swapped ones. All such spellings are made
    and looked up, a few hundred, where measuring the distance to every word takes a hundred times
    as long. frequencies: folded words → number of documents.
    """
    if not word.isalpha():
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

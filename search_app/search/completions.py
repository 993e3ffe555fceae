"""Which words of the corpus begin with what is typed?"""

import unicodedata
from collections.abc import Callable, Iterator
from heapq import merge, nlargest
from itertools import islice, takewhile

from search_app.french import SMALL_WORDS, compound_key, fold
from search_app.model.vocabulary import Vocabulary

# The numbers below were chosen by hand.
# The fewest documents of a word that completes another: a rarer one may be misspelt.
_DOCUMENTS_MIN = 2
# The most words whose written form is looked up.
_LOOKED_UP_MAX = 30
_SIGNS = str.maketrans("’\u2010\u2011", "'--")


class Completions:
    """The words of one vocabulary by their beginnings: compounds too, but no small words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self._accented = vocabulary.accented
        self._compounds = vocabulary.compounds
        self._compound_forms = vocabulary.compound_forms

    def find(self, begun: str, written: Callable[[str], str]) -> Iterator[str]:
        """Yield words that begin with `begun`, those of most documents first.

        begun: the beginning of a word or compound as typed; its accents are meant. written: returns
        a folded word as the documents write it. That takes long, and so it is asked for a word when
        this one is needed.
        """
        compounds = _telling(self._compounds.beginning_with(compound_key(begun)))
        if not _lower(begun).isascii():
            forms = [(documents, self._compound_forms[key]) for key, documents in compounds]
            accented = _telling(self._accented.beginning_with(_lower(begun)))
            forms += [(documents, form) for form, documents in accented]
            return (
                form for _, form in nlargest(_LOOKED_UP_MAX, forms) if has_accents_of(form, begun)
            )
        words = _telling(self._words.beginning_with(compound_key(begun)))
        found = islice(merge(words, compounds, key=lambda one: (-one[1], one[0])), _LOOKED_UP_MAX)
        return (self._compound_forms.get(key) or written(key) for key, _ in found)


def _telling(found: Iterator[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Yield the words, the most frequent of which come first, that may complete another."""
    frequent = takewhile(lambda one: one[1] >= _DOCUMENTS_MIN, found)
    return (one for one in frequent if not SMALL_WORDS.issuperset(fold(one[0]).split("-")))


def has_accents_of(text: str, typed: str) -> bool:
    """Tell whether a text has what is typed with the accents that it was typed with, if any."""
    plain = _lower(typed)
    return plain.isascii() or plain in _lower(text)


def _lower(text: str) -> str:
    """Return a text in lower case, with one way to write each accent, apostrophe and hyphen."""
    return unicodedata.normalize("NFC", text).translate(_SIGNS).lower()

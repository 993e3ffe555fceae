"""What may the reader be about to type? Names, words and titles that begin with what is typed.

A name or a title is found if what is typed, one word or several, stands in it from the beginning of
any of its words. Besides, the last word typed is completed.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

import numpy as np

from search_app.authority import label, renamed
from search_app.engine.port import Searcher
from search_app.french import STOP_WORDS, words
from search_app.model.facet import FacetField
from search_app.model.vocabulary import Suggestion, SuggestionKind, Vocabulary
from search_app.search.kept import KeptWith

# The numbers below were chosen by hand.
# The most suggestions that are given.
COUNT = 8
# The fewest letters and digits for which anything is suggested.
SHORTEST = 2
# The most values of one facet, acronyms or titles that are suggested. Of words there is one more.
_OF_EACH_KIND = 3
# The fewest documents of a word that is suggested: a rarer one may be misspelt.
_WORD_DOCUMENTS_MIN = 2
# The bytes of the keys that texts are found by: longer keys take more memory, and tell little more.
_KEY_BYTES = 20
# The most texts with a matching key whose words are then compared in full.
_COMPARED_MAX = 2_000
_SUGGESTED = tuple(field for field in FacetField if field.words.suggestion)


class Beginnings:
    """Finds texts by the beginning of any of their words. texts: those to prefer come first.

    The keys are sorted, one for each word of each text: this word and those behind it, folded, one
    space between two, cut off after _KEY_BYTES. A stop word has a key only at the beginning.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        keys: list[bytes] = []
        owners: list[int] = []
        for number, text in enumerate(texts):
            parts = words(text)
            for first, word in enumerate(parts):
                if not first or word not in STOP_WORDS:
                    keys.append(" ".join(parts[first:]).encode()[:_KEY_BYTES])
                    owners.append(number)
        unsorted = np.array(keys or [b""], f"S{_KEY_BYTES}")
        order = np.argsort(unsorted, kind="stable")
        self._keys = unsorted[order]
        self._owners = np.array(owners or [0], np.int32)[order]

    def find(self, typed: str, count: int) -> list[str]:
        """Return at most `count` texts in which `typed` begins a word.

        typed: one folded word or several, one space between two.
        """
        if not self._texts:
            return []
        key = typed.encode()[:_KEY_BYTES]
        first = np.searchsorted(self._keys, key)
        last = np.searchsorted(self._keys, key + b"\x7f" if len(key) < _KEY_BYTES else key, "right")
        found = np.unique(self._owners[first:last])
        texts = (self._texts[number] for number in found[:_COMPARED_MAX].tolist())
        whole = (text for text in texts if f" {typed}" in f" {' '.join(words(text))}")
        return list(islice(whole, count))


class Suggestions:
    """Suggests from one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._counts = vocabulary.words
        self._words = sorted(w for w, n in vocabulary.words.items() if n >= _WORD_DOCUMENTS_MIN)
        self._values = {
            field: {label(field, value): value for value in vocabulary.values.get(field, ())}
            for field in _SUGGESTED
        }
        self._names = {field: Beginnings(list(names)) for field, names in self._values.items()}
        mined = (a.upper() for a, names in vocabulary.acronyms.items() if names)
        self._acronyms = Beginnings(list(dict.fromkeys(chain(_listed_names(), mined))))
        self._titles = Beginnings(vocabulary.titles)

    def names(self, typed: str) -> Iterator[Suggestion]:
        """Yield values of facets (deputies, ministries, topics), then acronyms.

        typed: as for `Beginnings.find`.
        """
        for field in _SUGGESTED:
            for text in self._names[field].find(typed, _OF_EACH_KIND):
                value = self._values[field][text]
                yield Suggestion(kind=SuggestionKind.VALUE, text=text, field=field, value=value)
        for text in self._acronyms.find(typed, _OF_EACH_KIND):
            yield Suggestion(kind=SuggestionKind.ACRONYM, text=text)

    def titles(self, typed: str) -> Iterator[Suggestion]:
        """Yield titles. typed: as for `Beginnings.find`."""
        for text in self._titles.find(typed, _OF_EACH_KIND):
            yield Suggestion(kind=SuggestionKind.TITLE, text=text)

    def completions(self, begun: str) -> list[str]:
        """Return at most COUNT words that begin with `begun`, those of most documents first."""
        first = bisect_left(self._words, begun)
        last = bisect_left(self._words, begun + "\x7f")
        found = sorted(self._words[first:last], key=lambda word: -self._counts[word])
        return found[:COUNT]


def suggestions(searcher: Searcher, typed: str) -> tuple[Suggestion, ...]:
    """Return at most COUNT suggestions; none for fewer than SHORTEST letters or digits."""
    parts = words(typed)
    if len("".join(parts)) < SHORTEST:
        return ()
    kept = suggestions_of(searcher.vocabulary)
    folded = " ".join(parts)
    before = " ".join(typed.split()[:-1])
    completed = (
        Suggestion(kind=SuggestionKind.WORD, text=f"{before} {searcher.written(word)}".strip())
        for word in islice(kept.completions(parts[-1]), _OF_EACH_KIND + 1)
    )
    found = chain(kept.names(folded), completed, kept.titles(folded))
    return tuple(islice(_distinct(found), COUNT))


def _distinct(found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Yield the first of the suggestions that have the same folded words."""
    seen: set[tuple[str, ...]] = set()
    for suggestion in found:
        key = tuple(words(suggestion.text))
        if key not in seen:
            seen.add(key)
            yield suggestion


def _listed_names() -> Iterator[str]:
    return chain.from_iterable(names.official for names in renamed())


suggestions_of = KeptWith(Suggestions).of

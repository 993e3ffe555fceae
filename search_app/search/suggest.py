"""What may the reader be about to type? Names, words and titles that go on from the first letters.

A name is found by the beginning of any of its words, a title too; of several words typed the last
one is completed, or all of them together begin a name.
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

COUNT = 8
SHORTEST = 2
_KEY_BYTES = 20
_OF_EACH_KIND = 3
_WORD_DOCUMENTS_MIN = 2
_LOOKED_AT = 2_000
_SUGGESTED = tuple(field for field in FacetField if field.words.suggestion)


class Beginnings:
    """Finds texts by the beginning of any of their words. texts: in the order to prefer."""

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
        row = np.array(keys or [b""], f"S{_KEY_BYTES}")
        order = np.argsort(row, kind="stable")
        self._keys = row[order]
        self._owners = np.array(owners or [0], np.int32)[order]

    def find(self, typed: str, count: int) -> list[str]:
        """Return texts with words that begin with `typed`, folded words with one space between."""
        if not self._texts:
            return []
        key = typed.encode()[:_KEY_BYTES]
        first = np.searchsorted(self._keys, key)
        last = np.searchsorted(self._keys, key + b"\x7f" if len(key) < _KEY_BYTES else key, "right")
        found = np.unique(self._owners[first:last])
        texts = (self._texts[number] for number in found[:_LOOKED_AT].tolist())
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

        typed: folded words.
        """
        for field in _SUGGESTED:
            for text in self._names[field].find(typed, _OF_EACH_KIND):
                value = self._values[field][text]
                yield Suggestion(kind=SuggestionKind.VALUE, text=text, field=field, value=value)
        for text in self._acronyms.find(typed, _OF_EACH_KIND):
            yield Suggestion(kind=SuggestionKind.ACRONYM, text=text)

    def titles(self, typed: str) -> Iterator[Suggestion]:
        for text in self._titles.find(typed, _OF_EACH_KIND):
            yield Suggestion(kind=SuggestionKind.TITLE, text=text)

    def completions(self, begun: str) -> list[str]:
        """Return the words that begin so, those of most documents first."""
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
    together = " ".join(parts)
    before = " ".join(typed.split()[:-1])
    completed = (
        Suggestion(kind=SuggestionKind.WORD, text=f"{before} {searcher.written(word)}".strip())
        for word in islice(kept.completions(parts[-1]), _OF_EACH_KIND + 1)
    )
    found = chain(kept.names(together), completed, kept.titles(together))
    return tuple(islice(_distinct(found), COUNT))


def _distinct(found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    seen: set[tuple[str, ...]] = set()
    for suggestion in found:
        key = tuple(words(suggestion.text))
        if key not in seen:
            seen.add(key)
            yield suggestion


def _listed_names() -> Iterator[str]:
    return chain.from_iterable(names.official for names in renamed())


suggestions_of = KeptWith(Suggestions).of

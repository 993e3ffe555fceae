"""How are the words of a vocabulary kept, with their numbers of documents? Sorted, in arrays."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping

import numpy as np

from search_app.engine.embedded.arrays import Array
from search_app.french import LAST_CHARACTER
from search_app.model.vocabulary import Words
from search_app.text_table import WordTable, laid_out_words


class WordArrays(Words):
    """table: the words. documents: the number of documents that have each."""

    def __init__(self, table: WordTable, documents: Array) -> None:
        self.table = table
        self.documents = documents

    def __len__(self) -> int:
        return len(self.table)

    def __iter__(self) -> Iterator[str]:
        return iter(self.table)

    def __getitem__(self, word: str) -> int:
        if (number := self.table.number(word)) is None:
            raise KeyError(word)
        return int(self.documents[number])

    def near(self, word: str, edits: int) -> list[str]:
        return self.table.near(word, edits)

    def count_beginning_with(self, begun: str) -> int:
        first, last = self._beginning_with(begun)
        return last - first

    def beginning_with(self, begun: str) -> Iterator[tuple[str, int]]:
        first, last = self._beginning_with(begun)
        documents = self.documents[first:last].astype(np.int64)
        order = np.argsort(-documents, kind="stable")
        return ((self.table[first + n], int(documents[n])) for n in order.tolist())

    def _beginning_with(self, begun: str) -> tuple[int, int]:
        table = self.table
        return bisect_left(table, begun), bisect_left(table, begun + LAST_CHARACTER)


def words_of(documents: Mapping[str, int]) -> WordArrays:
    """Return the words of a dictionary, with their numbers of documents."""
    words = sorted(documents)
    counts = np.fromiter((documents[word] for word in words), np.uint32, len(words))
    return WordArrays(WordTable(laid_out_words(words)), counts)

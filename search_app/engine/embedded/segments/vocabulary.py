"""How are the words and names of a generation written down? As tables, in one file of arrays.

<words>.table, .documents        of words, accented, stems and compounds: a `WordTable`, and numbers
sounding, acronyms, acronyms_of, compound_forms        each a `TextTable`
names, numbers                   each a `WordTable`
titles.table, .keys, .owners     the titles, and how they are found by the beginning of a word
forms.ordinals, .written, .stems_of        what `Forms` look up, each a `TextTable`
letters                          all words of strict fields without their accents, a `WordTable`

All of it follows from the segments and from the names beside them; it is written when these are, so
that a process that opens the generation works nothing out, and holds nothing of it itself.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import numpy as np

from search_app.engine.embedded.arrays import Array
from search_app.engine.embedded.segments.array_file import (
    ArrayFile,
    ArrayFileError,
    ArraysWriter,
    written_arrays,
)
from search_app.engine.embedded.segments.words import WordArrays, words_of
from search_app.engine.embedded.writing import naming
from search_app.french import KEY_BYTES, Beginnings, Forms, FormTables
from search_app.model.facet import FacetField
from search_app.model.vocabulary import Vocabulary
from search_app.text_table import TextTable, WordTable, laid_out, laid_out_words

VOCABULARY_FILE = "vocabulary.tables"
Table = TypeVar("Table", WordTable, TextTable)


def write_vocabulary(
    folder: Path,
    vocabulary: Vocabulary,
    *,
    titles: Beginnings,
    forms: Forms,
    letters: Iterable[str],
) -> None:
    """Write the words and names of a generation beside its segments.

    titles: those of the vocabulary. letters: the words of all strict fields without accents.
    """
    path = folder / VOCABULARY_FILE
    with naming(path), written_arrays(path) as file:
        _add_words(file, "words", vocabulary.words)
        _add_words(file, "accented", vocabulary.accented)
        _add_words(file, "stems", vocabulary.stems)
        _add_words(file, "compounds", vocabulary.compounds)
        _add_texts(file, "sounding", vocabulary.sounding)
        _add_texts(file, "acronyms", vocabulary.acronyms)
        _add_texts(file, "acronyms_of", vocabulary.acronyms_of)
        _add_texts(file, "compound_forms", vocabulary.compound_forms)
        _add_table(file, "names", vocabulary.names)
        _add_table(file, "numbers", vocabulary.numbers)
        _add_table(file, "titles.table", titles.texts)
        file.add("titles.keys", titles.keys.view(np.uint8))
        file.add("titles.owners", titles.owners)
        _add_texts(file, "forms.ordinals", forms.tables.ordinals)
        _add_texts(file, "forms.written", forms.tables.written)
        _add_texts(file, "forms.stems_of", forms.tables.stems_of)
        _add_table(file, "letters", letters)


class VocabularyFile:
    """Raises ArrayFileError when the file of a generation's folder is missing or damaged."""

    def __init__(self, folder: Path) -> None:
        try:
            self._arrays = ArrayFile(folder / VOCABULARY_FILE)
        except OSError as error:
            raise ArrayFileError(f"{VOCABULARY_FILE}: {error.strerror}") from error

    def vocabulary(self, values: Mapping[FacetField, Mapping[str, int]]) -> Vocabulary:
        """Return the vocabulary. values: those of its facets."""
        return Vocabulary(
            words=self._words("words"),
            accented=self._words("accented"),
            sounding=self._texts("sounding"),
            stems=self._words("stems"),
            names=self._table("names"),
            acronyms=self._texts("acronyms"),
            acronyms_of=self._texts("acronyms_of"),
            values=values,
            titles=self._titles(),
            compounds=self._words("compounds"),
            compound_forms=self._texts("compound_forms"),
            numbers=self._table("numbers"),
        )

    def forms(self) -> Forms:
        """Return the terms that each word stands for."""
        written = self._texts("forms.written")
        return Forms(
            FormTables(
                self._texts("forms.ordinals"),
                written,
                self._texts("forms.stems_of"),
                written.words,
            )
        )

    def letters(self) -> WordTable:
        """Return the words of all strict fields without their accents."""
        return self._table("letters")

    def _words(self, name: str) -> WordArrays:
        table, documents = self._table(f"{name}.table"), self._arrays[f"{name}.documents"]
        if len(table) != len(documents):
            raise ArrayFileError(f"{VOCABULARY_FILE}: {name} has {len(documents)} numbers")
        return WordArrays(table, documents)

    def _titles(self) -> Beginnings:
        texts, owners = self._table("titles.table"), self._arrays["titles.owners"]
        keys = self._arrays["titles.keys"]
        if len(keys) != KEY_BYTES * len(owners) or (owners < 0).any() or _beyond(owners, texts):
            raise ArrayFileError(f"{VOCABULARY_FILE}: titles do not fit together")
        return Beginnings(texts, keys.view(f"S{KEY_BYTES}"), owners)

    def _table(self, name: str) -> WordTable:
        return _verified(WordTable, name, self._arrays[name])

    def _texts(self, name: str) -> TextTable:
        return _verified(TextTable, name, self._arrays[name])


def _verified(kind: Callable[[memoryview], Table], name: str, array: Array) -> Table:
    try:
        table = kind(array.data)
        table.verify()
    except (IndexError, TypeError, ValueError) as error:
        raise ArrayFileError(f"{VOCABULARY_FILE}: {name} is damaged") from error
    return table


def _beyond(owners: Array, texts: WordTable) -> bool:
    return int(owners.max(initial=0)) >= max(len(texts), 1)


def _add_words(file: ArraysWriter, name: str, words: Mapping[str, int]) -> None:
    arrays = words if isinstance(words, WordArrays) else words_of(words)
    _add_table(file, f"{name}.table", arrays.table)
    file.add(f"{name}.documents", arrays.documents)


def _add_table(file: ArraysWriter, name: str, words: Iterable[str]) -> None:
    data = words.data if isinstance(words, WordTable) else laid_out_words(words)
    file.add(name, np.frombuffer(data, np.uint8))


def _add_texts(file: ArraysWriter, name: str, texts: Mapping[str, str]) -> None:
    file.add(name, np.frombuffer(laid_out(texts), np.uint8))

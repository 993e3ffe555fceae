"""What does Tantivy hold for a page? The terms of the program, and the texts for its snippets.

Both engines search the same terms. What a page shows is stored, and Tantivy analyses it in its own
way: so its snippet generator works as it is meant to.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import tantivy

from benchmarks.peers.ours import document_of
from benchmarks.peers.port import STOP_WORD, Record
from benchmarks.peers.tantivy import version
from search_app.engine.embedded.schema import (
    COPY_KEYS,
    DOCUMENT_JSON,
    STEMMED_OF,
    STRICT_NAMES,
    indexed,
)
from search_app.french import written_words
from search_app.model.column import NO_NUMBER, NumericColumn
from search_app.model.copy_groups import CopyGroups
from search_app.model.document import Document
from search_app.model.facet import FacetField

SEARCHED_FIELDS = (*STRICT_NAMES, *STEMMED_OF.values())
# The stored texts, by the names that they have in a document.
SHOWN_FIELDS = {"title": "title_shown", "text": "text_shown"}
# What is stored of a document beside its title and text.
REST = "rest"
# The day of a document, 0 or NEVER when it has none: it comes last in either order.
NEWEST, OLDEST = "newest", "oldest"
NEVER = 1 << 31
# The number of the first document of the group of copies that a document is in, and how many the
# group has: its own number and 1, if it is alone.
GROUP, GROUP_SIZE = "group", "group_size"
_MEMORY_BYTES = 256_000_000


def facet_name(field: FacetField) -> str:
    return f"facet_{field.parameter}"


def shown_analyzer() -> tantivy.TextAnalyzer:
    """Return what Tantivy offers for French."""
    filters = (
        tantivy.Filter.lowercase(),
        tantivy.Filter.stopword("french"),
        tantivy.Filter.stemmer("french"),
        tantivy.Filter.ascii_fold(),
    )
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for each in filters:
        builder = builder.filter(each)
    return builder.build()


def with_analyzers(index: tantivy.Index) -> tantivy.Index:
    terms = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    stop = tantivy.Filter.custom_stopword([STOP_WORD])
    index.register_tokenizer("terms", terms.filter(stop).build())
    index.register_tokenizer("shown", shown_analyzer())
    return index


def _schema() -> tantivy.Schema:
    schema = tantivy.SchemaBuilder()
    for name in SEARCHED_FIELDS:
        schema.add_text_field(name, tokenizer_name="terms", index_option="position")
    for name in SHOWN_FIELDS.values():
        schema.add_text_field(name, stored=True, tokenizer_name="shown", index_option="basic")
    schema.add_bytes_field(REST, stored=True)
    for field in FacetField:
        schema.add_text_field(
            facet_name(field), fast=True, tokenizer_name="raw", index_option="basic"
        )
    for name in (NEWEST, OLDEST, GROUP, GROUP_SIZE):
        schema.add_unsigned_field(name, indexed=True, fast=True)
    return schema.build()


class _Builder:
    def __init__(self, index: Path, jobs: int) -> None:
        made = with_analyzers(tantivy.Index(_schema(), str(index)))
        self._writer = made.writer(heap_size=_MEMORY_BYTES, num_threads=jobs)
        self._made: list[tantivy.Document] = []
        self._groups = CopyGroups()

    def add(self, records: Sequence[Record]) -> None:
        for record in records:
            document = document_of(record)
            what = indexed(document)
            keys = [f"{k} {value!r}" for k in COPY_KEYS for value in what.keywords.get(k, ())]
            number = len(self._made)
            self._groups.add(str(number), number, keys)
            self._made.append(_made_of(record, document, what.texts))

    def finish(self) -> None:
        first_of = self._groups.firsts()
        firsts = [int(first_of.get(str(number), number)) for number in range(len(self._made))]
        sizes = Counter(firsts)
        for first, made in zip(firsts, self._made, strict=True):
            made.add_unsigned(GROUP, first)
            made.add_unsigned(GROUP_SIZE, sizes[first])
            self._writer.add_document(made)
        self._writer.commit()
        self._writer.wait_merging_threads()


def _made_of(record: Record, document: Document, texts: Mapping[str, str]) -> tantivy.Document:
    made = tantivy.Document()
    for name, text in texts.items():
        made.add_text(name, " ".join(written_words(text)))
    for name, shown in SHOWN_FIELDS.items():
        made.add_text(name, record[f"{name}_terms"])  # type: ignore[literal-required]
        made.add_text(shown, getattr(document, name))
    rest = replace(document, title="", text="")
    made.add_bytes(REST, DOCUMENT_JSON.dump_json(rest))
    for field in FacetField:
        for value in field.values_of(document):
            made.add_text(facet_name(field), value)
    day = NumericColumn.DATE.number_of(document)
    made.add_unsigned(NEWEST, day)
    made.add_unsigned(OLDEST, NEVER if day == NO_NUMBER else day)
    return made


builder = _Builder

__all__ = ["builder", "version"]

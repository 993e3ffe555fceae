"""How does Whoosh read the segments of this program? Through a codec, as it reads its own.

So the folder of a generation is a Whoosh index, on which Whoosh's own Searcher answers. The program
itself reads the arrays of the segments directly, and needs Whoosh only for its table of contents.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.matching import Matcher
from whoosh.reading import TermInfo, TermNotFound

from search_app.engine.embedded.arrays import Array, starts_of
from search_app.engine.embedded.segments.segment import (
    EXTENSION,
    FieldArrays,
    SegmentArrays,
    open_segment,
)
from search_app.engine.embedded.whoosh_view.cursors import ColumnarCursor, ColumnarMatcher

STORED_FIELD = "document"


class ColumnarSegment(base.Segment):
    """What Whoosh's table of contents says of a segment: its name, its size, its deletions.

    It is pickled into the table of contents. All methods but `path_in` are those that Whoosh calls.
    """

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self._doc_count = 0
        self._deleted: set[int] = set()

    def codec(self) -> "ColumnarCodec":
        return ColumnarCodec()

    def path_in(self, folder: str | Path) -> Path:
        return Path(folder) / self.make_filename(EXTENSION)

    def set_doc_count(self, doccount: int) -> None:
        self._doc_count = doccount

    def doc_count_all(self) -> int:
        return self._doc_count

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(sorted(self._deleted))

    def delete_document(self, docnum: int, delete: bool = True) -> None:  # noqa: FBT001, FBT002
        (self._deleted.add if delete else self._deleted.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted


class ColumnarCodec(base.Codec):
    """Gives Whoosh the readers of a segment. Segments are written by `ColumnarWriter` alone."""

    length_stats = False

    def new_segment(self, storage: Any, indexname: str) -> ColumnarSegment:  # noqa: ARG002
        return ColumnarSegment(indexname)

    def per_document_writer(self, storage: Any, segment: Any) -> "_NoWriter":  # noqa: ARG002
        return _NoWriter()

    def field_writer(self, storage: Any, segment: Any) -> "_NoWriter":  # noqa: ARG002
        return _NoWriter()

    def terms_reader(self, storage: Any, segment: ColumnarSegment) -> "ColumnarTerms":
        return ColumnarTerms(open_segment(segment.path_in(storage.folder)))

    def per_document_reader(self, storage: Any, segment: ColumnarSegment) -> "ColumnarDocuments":
        return ColumnarDocuments(open_segment(segment.path_in(storage.folder)), segment)


class _NoWriter:
    """Stands where Whoosh's SegmentWriter expects a writer, which it must find closed."""

    is_closed = True


class ColumnarTerms(base.TermsReader):
    """Reads the terms and posting lists of a segment for Whoosh, which calls all its methods."""

    def __init__(self, arrays: SegmentArrays) -> None:
        self._fields = arrays.fields
        self._arrays = arrays

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field = self._fields.get(term[0])
        return field is not None and field.find(term[1]) is not None

    def indexed_field_names(self) -> list[str]:
        return list(self._fields)

    def cursor(self, fieldname: str, fieldobj: Any) -> base.FieldCursor:
        return ColumnarCursor(self._fields.get(fieldname), fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return (
            (name, term) for name in sorted(self._fields) for term in self._fields[name].terms()
        )

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms of a field from `prefix` on, then those of the fields behind it.

        Whoosh's own codec does the same.
        """
        for name in sorted(name for name in self._fields if name >= fieldname):
            field = self._fields[name]
            first = field.find_from(prefix) if name == fieldname else 0
            yield from ((name, field.term(index)) for index in range(first, len(field)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return (((name, term), self.term_info(name, term)) for name, term in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        found = self.terms_from(fieldname, prefix)
        return (((name, term), self.term_info(name, term)) for name, term in found)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        field, postings = self._found(fieldname, text)
        documents, weights = field.documents[postings], field.frequencies[postings]
        all_lengths = self._arrays.lengths(fieldname)
        lengths = np.zeros(1) if all_lengths is None else all_lengths[documents]
        return TermInfo(
            weight=float(weights.sum()),
            df=len(documents),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(weights.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        field, postings = self._found(fieldname, text)
        return float(field.frequencies[postings].sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        _, postings = self._found(fieldname, text)
        return postings.stop - postings.start

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Matcher:
        field = self._fields.get(fieldname)
        index = None if field is None else field.find(text)
        if field is None or index is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        postings = field.postings_of(index)
        return ColumnarMatcher(
            field.documents[postings].tolist(),
            field.frequencies[postings].astype(float).tolist(),
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
            positions=(starts_of(field.frequencies[postings]), field.positions_of(index)),
        )

    def _found(self, fieldname: str, text: bytes) -> tuple[FieldArrays, slice]:
        field = self._fields.get(fieldname)
        index = field.find(text) if field is not None else None
        if field is None or index is None:
            raise KeyError(fieldname, text)  # SegmentReader turns it into what its callers expect
        return field, field.postings_of(index)


class ColumnarDocuments(base.PerDocumentReader):
    """Reads lengths, deletions and stored fields for Whoosh, which calls all its methods."""

    def __init__(self, arrays: SegmentArrays, segment: ColumnarSegment) -> None:
        self._arrays = arrays
        self._segment = segment

    def close(self) -> None:
        """Do nothing: the mapped file is closed when the last array over it is gone."""

    def doc_count(self) -> int:
        return self._segment.doc_count()

    def doc_count_all(self) -> int:
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        return self._segment.has_deletions()

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._segment.deleted_docs()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        lengths = self._arrays.lengths(fieldname)
        return default if lengths is None else int(lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        lengths = self._arrays.lengths(fieldname)
        return 0 if lengths is None else int(lengths.sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        lengths = self._arrays.lengths(fieldname)
        return 0 if lengths is None or not len(lengths) else int(lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        lengths = self._arrays.lengths(fieldname)
        return 0 if lengths is None or not len(lengths) else int(lengths.max())

    def stored_fields(self, docnum: int) -> dict[str, bytes]:
        return {STORED_FIELD: self._arrays.documents[docnum]}


def live_mask(segment: ColumnarSegment) -> Array:
    """Return a mask over the documents of a segment: true for those that are not deleted."""
    live = np.ones(segment.doc_count_all(), dtype=np.bool_)
    live[list(segment.deleted_docs())] = False
    return live

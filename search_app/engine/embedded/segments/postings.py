"""What are the posting lists of one field?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

import numpy.typing as npt

from search_app.engine.embedded.arrays import Array, Ints, starts_of

Numbers = Literal["documents", "frequencies", "positions"]


class InParts(NamedTuple):
    """An array that comes in parts, each of which may be cast to `dtype`."""

    dtype: npt.DTypeLike
    parts: Iterator[Array]


class Postings(Protocol):
    """The posting lists of one field, one after another, as they are written.

    terms: sorted, each once.
    starts: the postings of term t are those from `starts[t]` up to, not including, `starts[t + 1]`.
    position_starts: the same for the positions of all postings of a term.
    """

    @property
    def terms(self) -> Sequence[bytes]: ...

    @property
    def starts(self) -> Ints: ...

    @property
    def position_starts(self) -> Ints: ...

    def in_parts(self, of: Numbers) -> InParts:
        """Return the numbers of all postings, as `FieldPostings` has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPostings:
    """Posting lists in memory: `Postings`.

    documents, frequencies: posting p says that document `documents[p]` has the term
        `frequencies[p]` times. Documents ascend within a term.
    positions: of all postings, one after another; posting p has `frequencies[p]` of them.
    """

    terms: Sequence[bytes]
    starts: Ints
    documents: Array
    frequencies: Array
    positions: Array

    @property
    def position_starts(self) -> Ints:
        starts: Ints = starts_of(self.frequencies)[self.starts]
        return starts

    def in_parts(self, of: Numbers) -> InParts:
        array: Array = getattr(self, of)
        return InParts(array.dtype, iter([array]))

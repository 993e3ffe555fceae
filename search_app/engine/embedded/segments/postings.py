"""What are the posting lists of one field?"""

from collections.abc import Sequence
from dataclasses import dataclass

from search_app.engine.embedded.arrays import Array, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPostings:
    """The posting lists of one field, one after another.

    terms: sorted, each once.
    starts: the postings of term t are those from `starts[t]` up to, not including, `starts[t + 1]`.
    documents, frequencies: posting p says that document `documents[p]` has the term
        `frequencies[p]` times. Documents ascend within a term.
    positions: of all postings, one after another; posting p has `frequencies[p]` of them.
    """

    terms: Sequence[bytes]
    starts: Ints
    documents: Array
    frequencies: Array
    positions: Array

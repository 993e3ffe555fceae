"""What are the posting lists of one field?"""

from collections.abc import Sequence
from dataclasses import dataclass

from search_app.engine.embedded.arrays import Array, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPostings:
    """Posting lists of one field.

    terms: sorted, distinct. Term t has postings `starts[t]` to `starts[t + 1]`; posting p is in
    document `documents[p]`, `frequencies[p]` times, at the next that many of `positions`.
    """

    terms: Sequence[bytes]
    starts: Ints
    documents: Array
    frequencies: Array
    positions: Array

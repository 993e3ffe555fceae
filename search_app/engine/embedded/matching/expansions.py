"""Which nodes of a query tree stand for any of several terms, which count as one?

The frequency of such a term in a document is the sum of those of its terms, and its document
frequency is the number of documents that have any of them: `sant*` is scored as one word would be.
Whoosh's own `Searcher` finds the same documents, and scores each of the terms apart.
"""

from collections.abc import Iterable, Sequence

from whoosh import query as wq
from whoosh.reading import IndexReader


class AnyTerm(wq.MultiTerm):
    """Any of several terms of one field. boost: what the score is multiplied by."""

    def __init__(self, fieldname: str, boost: float) -> None:
        self.fieldname = fieldname
        self.boost = boost


class Beginning(AnyTerm):
    """Any term that begins with `text`."""

    def __init__(self, fieldname: str, text: str, boost: float = 1.0) -> None:
        super().__init__(fieldname, boost)
        self.text = text

    def __repr__(self) -> str:
        return f"Beginning({self.fieldname!r}, {self.text!r}, boost={self.boost})"

    def _btexts(self, ixreader: IndexReader) -> Iterable[bytes]:
        return ixreader.expand_prefix(self.fieldname, self.text)


class OneOf(AnyTerm):
    """Any of the terms listed, each of which the field has."""

    def __init__(self, fieldname: str, terms: Sequence[str], boost: float = 1.0) -> None:
        super().__init__(fieldname, boost)
        self.texts = terms

    def __repr__(self) -> str:
        return f"OneOf({self.fieldname!r}, {self.texts!r}, boost={self.boost})"

    def _btexts(self, ixreader: IndexReader) -> Iterable[bytes]:
        found = (text.encode() for text in self.texts)
        return [text for text in found if (self.fieldname, text) in ixreader]

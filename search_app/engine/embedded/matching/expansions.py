"""Which nodes of a query tree stand for any of several terms, which count as one?

The frequency of such a term in a document is the sum of those of its terms, and its document
frequency is the number of documents that have any of them: `sant*` is scored as one word would be,
and so is « hopital », which stands for each form that is written so but for accents.
Whoosh's own `Searcher` finds the same documents, and scores each of the terms apart.
"""

from collections.abc import Iterable, Sequence

from whoosh import query as wq
from whoosh.reading import IndexReader


class AnyTerm(wq.MultiTerm):
    """Any of several terms of one field.

    boost: what the score is multiplied by. key: the same for nodes that stand for the same terms.
    """

    key: tuple[object, ...]

    def __init__(self, fieldname: str, boost: float) -> None:
        self.fieldname = fieldname
        self.boost = boost


class Beginning(AnyTerm):
    """Any term that begins with `text`, or that is one of others: « hôpital » for `hop`."""

    def __init__(
        self, fieldname: str, text: str, others: Sequence[str] = (), boost: float = 1.0
    ) -> None:
        super().__init__(fieldname, boost)
        self.text = text
        self.others = others
        self.key = (Beginning, fieldname, text, *others)

    def __repr__(self) -> str:
        return f"Beginning({self.fieldname!r}, {self.text!r}, {self.others!r}, boost={self.boost})"

    def _btexts(self, ixreader: IndexReader) -> Iterable[bytes]:
        yield from ixreader.expand_prefix(self.fieldname, self.text)
        yield from _those_of(ixreader, self.fieldname, self.others)


class OneOf(AnyTerm):
    """Any of the terms listed."""

    def __init__(self, fieldname: str, terms: Sequence[str], boost: float = 1.0) -> None:
        super().__init__(fieldname, boost)
        self.texts = terms
        self.key = (OneOf, fieldname, *terms)

    def __repr__(self) -> str:
        return f"OneOf({self.fieldname!r}, {self.texts!r}, boost={self.boost})"

    def _btexts(self, ixreader: IndexReader) -> Iterable[bytes]:
        return _those_of(ixreader, self.fieldname, self.texts)


def _those_of(reader: IndexReader, field: str, terms: Iterable[str]) -> list[bytes]:
    """Return the terms that a field has."""
    return [text for text in (term.encode() for term in terms) if (field, text) in reader]

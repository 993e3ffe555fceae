"""Which nodes of a query tree stand for several terms?

`AnyTerm` stands for any of several that count as one.

The frequency of such a term in a document is the sum of those of its terms, and its document
frequency is the number of documents that have any of them: `sant*` is scored as one word would be,
and so is « hopital », which stands for each form that is written so but for accents.
Whoosh's own `Searcher` finds the same documents, and scores each of the terms apart.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

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


class InAnyText(wq.Or):
    """A word in any of the texts of a document.

    stems: what it may stand for. weights: what the score in each field is multiplied by. An index
    has the scores of every stem in all fields, so that its fields need not be asked.
    """

    def __init__(self, stems: Sequence[str], weights: Mapping[str, float]) -> None:
        super().__init__([one_of(field, stems, weight) for field, weight in weights.items()])
        self.stems = stems

    def apply(self, fn: Callable[[wq.Query], wq.Query]) -> wq.Or:
        """Return what Whoosh makes of an `Or`: with other parts, it has no scores of its own."""
        return wq.Or([fn(part) for part in self.subqueries])


def one_of(field: str, terms: Sequence[str], weight: float) -> wq.Term | OneOf:
    """Return a node for any of the terms: a plain term when it is alone."""
    if len(terms) == 1:
        return wq.Term(field, terms[0], boost=weight)
    return OneOf(field, terms, weight)


def terms_of(phrase: wq.Phrase | wq.SpanNear2) -> Sequence[wq.Term | AnyTerm]:
    """Return the nodes that stand for the words of a row, in its order."""
    if isinstance(phrase, wq.SpanNear2):
        return phrase.qs
    return [wq.Term(phrase.fieldname, word, boost=phrase.boost) for word in phrase.words]


def _those_of(reader: IndexReader, field: str, terms: Iterable[str]) -> list[bytes]:
    """Return the terms that a field has."""
    return [text for text in (term.encode() for term in terms) if (field, text) in reader]

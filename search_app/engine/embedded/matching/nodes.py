"""Which kinds of query node are ours, beside Whoosh's? Words that stand for several terms.

The terms of a word count as one: their frequencies in a document are added up, and its documents
are those that have any of them. Whoosh's own `Or` would score each term by its own rarity, so that
a rare way to write a common word would be worth the most.
"""

from collections.abc import Sequence

from whoosh import query as wq


class OneOf(wq.Query):
    """Documents that have any of some terms of a field, scored as if these were one term."""

    def __init__(self, fieldname: str, terms: Sequence[str], boost: float = 1.0) -> None:
        self.fieldname = fieldname
        self.terms_meant = tuple(terms)
        self.boost = boost


class OneOfEach(wq.Query):
    """Documents that have words in a row, each of which stands for some terms of a field.

    slop: how many places after the word before it each word may come, at most.
    """

    def __init__(
        self, fieldname: str, words: Sequence[Sequence[str]], slop: int, boost: float = 1.0
    ) -> None:
        self.fieldname = fieldname
        self.words_meant = tuple(map(tuple, words))
        self.slop = slop
        self.boost = boost

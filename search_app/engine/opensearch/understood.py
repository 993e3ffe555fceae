"""What does an expression ask of this generation? Its query tree, and the numbers to rank by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from whoosh import query as wq

from search_app.engine.embedded.matching.compile import Compiler
from search_app.engine.opensearch.words import STEM, WORD, Ask, Entry, WordIndex
from search_app.french import UNACCENTED, Forms, forms_of, written_words
from search_app.model.expr import (
    Alternatives,
    And,
    AtLeast,
    Expr,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    optional_parts,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """An expression, with what the generation knows of its words.

    tree: the query tree. optional: the trees of the parts that a document may lack. forms: the
    terms that words stand for. counts: how many documents have a term, by (field, term).
    beginnings: how many have words that begin so, by (field, beginning).
    """

    tree: wq.Query
    optional: tuple[wq.Query, ...]
    forms: Forms
    counts: Mapping[tuple[str, str], int]
    beginnings: Mapping[tuple[str, str], int]


def understood(expr: Expr, index: WordIndex, ask: Ask) -> Understood:
    """Look up the words of an expression, and compile it."""
    leaves = list(_leaves(expr))
    entries: set[Entry] = set()
    beginnings: dict[tuple[str, str], int] = {}
    close: dict[tuple[str, int], Sequence[str]] = {}
    asked: set[str] = set()
    for leaf in leaves:
        *before, last = written_words(leaf.text) or [""]
        begun = last.removesuffix(UNACCENTED)
        asked.update(before)
        if not last:
            continue
        if isinstance(leaf, Fuzzy):
            found = index.close_to(begun, leaf.distance, ask)
            close[begun, leaf.distance] = sorted({entry.term for entry in found})
            entries |= found
        elif isinstance(leaf, Prefix) or (isinstance(leaf, Phrase) and leaf.is_begun):
            found, sums = index.beginning_with(begun, ask)
            beginnings |= {(name, begun): count for name, count in sums.items()}
            entries |= found
        else:
            asked.add(last)
    entries |= index.standing_for(asked, ask)
    forms = forms_of(
        (entry.term for entry in entries if entry.kind == WORD),
        (entry.term for entry in entries if entry.kind == STEM),
    )

    def close_to(_field: str, word: str, distance: int) -> Sequence[str]:
        return close[word, distance]

    compiler = Compiler(forms, close_to)
    return Understood(
        tree=compiler.tree(expr),
        optional=tuple(map(compiler.tree, optional_parts(expr))),
        forms=forms,
        counts={(name, e.term): count for e in entries for name, count in e.counts.items()},
        beginnings=beginnings,
    )


def _leaves(expr: Expr) -> Iterator[Word | Phrase | Prefix | Fuzzy]:
    match expr:
        case Word() | Phrase() | Prefix() | Fuzzy():
            yield expr
        case And(children) | Or(children) | AtLeast(_, children):
            for child in children:
                yield from _leaves(child)
        case Not(child):
            yield from _leaves(child)
        case Alternatives(typed, others):
            for one in (typed, *(other.expr for other in others)):
                yield from _leaves(one)

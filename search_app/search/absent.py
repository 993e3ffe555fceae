"""Which of the words and quotations typed does no document have?"""

import time
from collections.abc import Iterator

from search_app.engine.port import Searcher
from search_app.model.expr import (
    Alternatives,
    And,
    Expr,
    Fuzzy,
    Or,
    Phrase,
    Prefix,
    Word,
    is_plain,
)
from search_app.model.query import Query
from search_app.model.results import Results, Unfinished
from search_app.search.compounds import joined, regrouped
from search_app.search.context import CountDocuments
from search_app.search.correct import is_absent
from search_app.search.spelling import Spelling, spelling_of
from search_app.search.understand import without_small_words
from search_app.search.writings import with_other_writings
from search_app.syntax import question_references

# The most parts of a query that are looked up: each look is a search.
_LOOKED_UP_MAX = 24

Part = Word | Phrase | Prefix | Fuzzy


def absent_parts(
    searcher: Searcher, query: Query, results: Results, *, timeout_s: float
) -> tuple[Part, ...]:
    """Return what was typed that no document of the index has, whatever the filters.

    Words that are one in a text, such as « 10 000 », are one part; of a compound that is searched
    as its words, these are looked up. What names a question of the index is not absent.
    Exclusions are no parts, and of words that were corrected `results` already says it. Where some
    document has all that was asked for, only a plain word is looked up: it may be one of an OU, or
    be found under another name alone. What there was no time for is left out.
    """
    deadline = time.monotonic() + timeout_s
    vocabulary = searcher.vocabulary
    spelling = spelling_of(vocabulary)
    corrected = {word for c in results.corrections for word in (c.typed, *c.typed.split())}
    all_found = results.complete > 0

    def count_documents(expr: Expr) -> int:
        return searcher.count(expr, max(deadline - time.monotonic(), 0))

    found: list[Part] = []
    if query.has_nothing_to_search or Unfinished.MATCHING in results.unfinished:
        return ()
    if all_found and question_references(query.text):
        return ()
    asked = with_other_writings(joined(query.expr, count_documents), vocabulary, count_documents)
    parts = _parts(without_small_words(asked))
    for part in list(dict.fromkeys(parts))[:_LOOKED_UP_MAX]:
        typed = part.typed if isinstance(part, Alternatives) else part
        if is_plain(typed):
            is_missing = (
                typed.text not in corrected
                and not _is_question(typed, count_documents)
                and _lacks_word(typed, spelling, count_documents)
                and not count_documents(part)
            )
        else:
            is_missing = not all_found and not count_documents(part)
        if time.monotonic() >= deadline:
            break
        if is_missing and isinstance(typed, Part):
            found.append(typed)
    return tuple(found)


def _is_question(part: Word, count_documents: CountDocuments) -> bool:
    """Tell whether a part, such as « QE 331 », is the name of a question of the index."""
    named = question_references(part.text)
    return bool(named and named.are_certain and count_documents(Or(named.questions)))


def _lacks_word(part: Word, spelling: Spelling, count_documents: CountDocuments) -> bool:
    """Tell whether no document has a part, or a word of a compound searched as its words."""
    words = _parts(regrouped(part, count_documents))
    return any(is_plain(w) and is_absent(w, spelling, count_documents) for w in words)


def _parts(expr: Expr) -> Iterator[Part | Alternatives]:
    match expr:
        case And(children) | Or(children):
            for child in children:
                yield from _parts(child)
        case Word() | Phrase() | Prefix() | Fuzzy() | Alternatives():
            yield expr

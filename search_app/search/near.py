"""Which words may be meant where no document, or hardly any, has the word typed?

They are offered, and never searched unasked. A word that hardly any document has is in doubt only
when a likely spelling of it is much more frequent, and more documents have that beside the others.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search_app.engine.port import Searcher
from search_app.french import SMALL_WORDS, stemmed, words
from search_app.model.expr import And, Expr, Word, all_of
from search_app.model.query import Query
from search_app.model.results import Results, Unfinished
from search_app.search.compounds import joined
from search_app.search.correct import RARE_DOCUMENTS, is_of_letters
from search_app.search.pipeline import search
from search_app.search.spelling import Spelling, spelling_of
from search_app.syntax import with_words_replaced

# The numbers below were chosen by hand.
# The most words that are offered for one word that no document has. For a rare one it is one word.
_OFFERED_MAX = 3
# The most queries that are run to count what the offered words find.
_COUNTED_MAX = 6
# The lowest log-likelihood of a word offered for one that no document has, and for a rare one. Two
# edits away from a word of two documents is above the first, and of sixty above the second.
_LIKELIHOOD_MIN = -9.0
_LIKELIHOOD_MIN_OF_RARE = -6.0
# How many times as many documents as have a rare word must have the word that is offered for it.
_TIMES_AS_FREQUENT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class NearQuery:
    """A query with another word in the place of one that was typed.

    typed: that word. word: the other one, as documents write it. total: the number of documents
    that have all words of `query` and pass its filters, 1 or more.
    """

    typed: Word
    word: str
    query: Query
    total: int


def near_queries(
    searcher: Searcher,
    query: Query,
    results: Results,
    absent: Sequence[Expr],
    *,
    timeout_s: float,
) -> tuple[NearQuery, ...]:
    """Return the queries that offer another word, word by word, the likeliest first.

    results: those of `query`; when there was no time to match, nothing is offered. absent: its
    parts that no document has. At most _COUNTED_MAX queries are run, all of them within `timeout_s`
    seconds.
    """
    if Unfinished.MATCHING in results.unfinished:
        return ()
    deadline = time.monotonic() + timeout_s
    spelling = spelling_of(searcher.vocabulary)
    offered = []

    def count_documents(expr: Expr) -> int:
        return searcher.count(expr, max(deadline - time.monotonic(), 0))

    for word in dict.fromkeys(_single_words(joined(query.expr, count_documents))):
        if word in absent:
            candidates = _candidates(word, spelling, _LIKELIHOOD_MIN, 0)
            names = spelling.names_like(words(word.text)[0])
            candidates = list(dict.fromkeys((*candidates, *names)))[:_OFFERED_MAX]
        elif _is_in_doubt(word, spelling, results):
            documents = count_documents(word)
            candidates = _candidates(word, spelling, _LIKELIHOOD_MIN_OF_RARE, documents)[:1]
        else:
            candidates = []
        offered += [(word, candidate) for candidate in candidates]
    found = []
    for word, candidate in offered[:_COUNTED_MAX]:
        left_s = deadline - time.monotonic()
        if left_s <= 0:
            break
        written = _written(searcher, spelling, candidate)
        other = _with_word(query, word, written)
        counted = search(searcher, replace(other, page_size=1, corrected=False), timeout_s=left_s)
        if counted.total and counted.complete > results.complete:
            found.append(NearQuery(typed=word, word=written, query=other, total=counted.total))
    return tuple(found)


def _written(searcher: Searcher, spelling: Spelling, candidate: str) -> str:
    """Return a candidate with the accents of the documents; a name begins with a capital letter."""
    written = " ".join(map(searcher.written, candidate.split("-")))
    is_name = spelling.is_name(candidate) and written == candidate
    return written.capitalize() if is_name else written


def _single_words(expr: Expr) -> Iterator[Word]:
    """Yield the words, of letters alone, that are typed in a row or joined by ET."""
    if isinstance(expr, And):
        for child in expr.children:
            yield from _single_words(child)
    elif is_of_letters(expr):
        yield expr


def _is_in_doubt(word: Word, spelling: Spelling, results: Results) -> bool:
    """Tell whether hardly any text has a word as typed, which is no name and was not corrected.

    A word in capitals is an acronym: where a document has it, it is no slip.
    """
    (folded,) = words(word.text)
    return (
        not word.text.isupper()
        and all(word.text not in correction.typed.split() for correction in results.corrections)
        and spelling.form_frequency(folded) <= RARE_DOCUMENTS
        and not spelling.is_name(folded)
    )


def _candidates(word: Word, spelling: Spelling, likelihood_min: float, documents: int) -> list[str]:
    """Return what may be offered for a word, one inflection of each word, the likeliest first.

    documents: how many have the word typed.
    """
    (folded,) = words(word.text)
    found: dict[str | None, str] = {stemmed(folded): folded}
    for likelihood, candidate in spelling.candidates(folded):
        is_frequent = spelling.frequency(candidate.split("-")[0]) >= _TIMES_AS_FREQUENT * documents
        if likelihood >= likelihood_min and is_frequent and candidate not in SMALL_WORDS:
            found.setdefault(stemmed(candidate), candidate)
    return list(found.values())[1:]


def _with_word(query: Query, typed: Word, written: str) -> Query:
    """Return page 1 of the query with another word, or two, in the place of one."""
    text = "".join(piece for piece, _ in with_words_replaced(query.text, {typed.text: written}))
    put = all_of([Word(part) for part in written.split()], in_order=True)
    return replace(query, text=text, expr=_replaced(query.expr, typed, put), page=1)


def _replaced(expr: Expr, typed: Word, put: Expr) -> Expr:
    if expr == typed:
        return put
    if isinstance(expr, And):
        return And(tuple(_replaced(child, typed, put) for child in expr.children), expr.in_order)
    return expr

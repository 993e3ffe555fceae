"""Which query of Tantivy does a query of the program stand for? The same documents, its BM25."""

from collections.abc import Collection, Iterator
from itertools import product

from tantivy import FieldType, Occur, Query, Schema
from whoosh import query as wq

from benchmarks.peers.tantivy_page.building import NEWEST, facet_name
from search_app.engine.embedded.matching.compile import Compiler
from search_app.engine.embedded.matching.expansions import OneOf
from search_app.french import Forms
from search_app.model.expr import (
    Alternatives,
    And,
    AtLeast,
    DateRange,
    Expr,
    Or,
    Phrase,
    Word,
)
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Filters
from search_app.model.query import Query as Asked


class Asking:
    """Translates queries for one index.

    used: the fields that have a term. forms: the terms that words stand for.
    """

    def __init__(self, schema: Schema, used: Collection[str], forms: Forms) -> None:
        self._schema = schema
        self._used = used
        self._compiler = Compiler(forms, _none_close)

    def wanted(self, expr: Expr) -> Query:
        """Return the query of an expression. Raises NotImplementedError for what is not asked."""
        return self._query(self._compiler.tree(expr))

    def passing(self, wanted: Query, query: Asked, but: FacetField | None = None) -> Query:
        """Return the query with the filters of another, those on the facet `but` left out."""
        musts = [wanted, *(self._has(field, v) for field, v in _others(query.filters, but))]
        if query.dates:
            musts.append(unscored(self._dated(query.dates)))
        parts = [(Occur.Must, must) for must in musts]
        excluded = [self._has(field, values) for field, values in _others(query.excluded, but)]
        parts += [(Occur.MustNot, one) for one in excluded]
        return Query.boolean_query(parts) if len(parts) > 1 else wanted

    def _has(self, field: FacetField, values: Collection[str]) -> Query:
        if NO_VALUE in values:
            raise NotImplementedError("documents without a value of a facet")
        return unscored(Query.term_set_query(self._schema, facet_name(field), list(values)))

    def _dated(self, dates: DateRange) -> Query:
        first = dates.first.toordinal() if dates.first else 1
        last = dates.last.toordinal() if dates.last else None
        return Query.range_query(self._schema, NEWEST, FieldType.Unsigned, first, last)

    def _query(self, query: wq.Query) -> Query:
        match query:
            case wq.Term(fieldname=field, text=text, boost=boost):
                return self._any_of(field, [text], boost)
            case OneOf(fieldname=field, texts=texts, boost=boost):
                return self._any_of(field, texts, boost)
            case wq.Phrase(fieldname=field, words=words, slop=slop, boost=boost):
                return self._in_a_row(field, [(word,) for word in words], slop, boost)
            case wq.SpanNear2():
                return self._row_of(query)
            case wq.And(subqueries=parts):
                return _joined(Occur.Must, map(self._query, parts))
            case wq.Or(subqueries=parts):
                return _any(map(self._query, parts), max(query.minmatch, 1))
            case wq.AndNot():
                parts = [(Occur.Must, self._query(query.a)), (Occur.MustNot, self._query(query.b))]
                return Query.boolean_query(parts)
            case wq.ConstantScoreQuery(child=wq.NumericRange(start=start, end=end)):
                days = Query.range_query(self._schema, NEWEST, FieldType.Unsigned, start, end)
                return unscored(days)
            case wq.Every():
                return Query.all_query()
        raise NotImplementedError(repr(query))

    def _any_of(self, field: str, terms: Collection[str], boost: float) -> Query:
        if field not in self._used:
            return Query.empty_query()
        made = [Query.term_query(self._schema, field, term, index_option="freq") for term in terms]
        return Query.boost_query(_any(iter(made)), boost)

    def _row_of(self, row: wq.SpanNear2) -> Query:
        words = [one.texts if isinstance(one, OneOf) else (one.text,) for one in row.qs]
        return self._in_a_row(row.qs[0].fieldname, words, row.slop, row.qs[0].boost)

    def _in_a_row(
        self, field: str, words: Collection[Collection[str]], slop: int, boost: float
    ) -> Query:
        """Return a query for words of which each comes at most `slop` places after the one before.

        words: for each of them the terms that may stand there. A phrase of Tantivy has one.
        """
        if field not in self._used:
            return Query.empty_query()
        phrases = (
            Query.phrase_query(self._schema, field, list(row), slop=slop - 1)
            for row in product(*words)
        )
        return Query.boost_query(_any(phrases), boost)


def typed_texts(expr: Expr) -> Iterator[str]:
    """Yield the texts whose words are marked: of all leaves but those that are excluded."""
    match expr:
        case Word(text) | Phrase(text):
            yield text
        case And(children) | Or(children) | AtLeast(_, children):
            for child in children:
                yield from typed_texts(child)
        case Alternatives(typed, others):
            for one in (typed, *(other.expr for other in others)):
                yield from typed_texts(one)


def _none_close(_field: str, word: str, _distance: int) -> tuple[str, ...]:
    raise NotImplementedError(f"{word}~")


def unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _any(queries: Iterator[Query], least: int = 1) -> Query:
    made = list(queries)
    if len(made) == 1 and least == 1:
        return made[0]
    parts = [(Occur.Should, query) for query in made]
    return Query.boolean_query(parts, minimum_number_should_match=least)


def _joined(occur: Occur, queries: Iterator[Query]) -> Query:
    return Query.boolean_query([(occur, query) for query in queries])


def _others(filters: Filters, but: FacetField | None) -> Filters:
    return tuple((field, values) for field, values in filters if field is not but)

"""Which query of the cluster does a query tree stand for?"""

from collections.abc import Sequence
from typing import Any

from whoosh import query as wq

from search_app.engine.embedded.matching.expansions import AnyTerm, Beginning, OneOf
from search_app.engine.embedded.schema import DATE_FIELD
from search_app.engine.opensearch.fields import cluster_term, number_name
from search_app.model.column import NumericColumn

# More terms than this are looked for without a score each: there may be thousands of them.
_SCORED_TERMS_MAX = 32

Dsl = dict[str, Any]


def dsl(query: wq.Query) -> Dsl:  # noqa: C901, PLR0912 - one case per node
    """Return the query. Scores are about those of the embedded engine: they choose candidates."""
    match query:
        case wq.Term(fieldname=field, text=text, boost=boost):
            return {"term": {field: {"value": cluster_term(text), "boost": boost}}}
        case OneOf(fieldname=field, texts=texts, boost=boost):
            return _one_of(field, texts, boost)
        case Beginning(fieldname=field, text=text, others=others, boost=boost):
            parts = [{"prefix": {field: {"value": text}}}, *_terms(field, others)]
            return _constant({"bool": {"should": parts}}, boost)
        case wq.Phrase(fieldname=field, words=words, slop=slop, boost=boost):
            row = [wq.Term(field, word) for word in words]
            return _in_a_row(row, slop, boost)
        case wq.SpanNear2():
            return _in_a_row(query.qs, query.slop, 1.0)
        case wq.And(subqueries=parts):
            return {"bool": {"must": list(map(dsl, parts))}} if parts else _NOTHING
        case wq.Or(subqueries=parts):
            least = max(query.minmatch, 1)
            if len(parts) < least:
                return _NOTHING
            return {"bool": {"should": list(map(dsl, parts)), "minimum_should_match": least}}
        case wq.AndNot():
            return {"bool": {"must": [dsl(query.a)], "must_not": [dsl(query.b)]}}
        case wq.Not():
            return _constant({"bool": {"must_not": [dsl(query.query)]}}, 1.0)
        case wq.ConstantScoreQuery(child=child, score=score):
            return _constant(dsl(child), score)
        case wq.NumericRange(fieldname=name, start=start, end=end) if name == DATE_FIELD:
            bounds = {"gte": start} | ({"lte": end} if end else {})
            return {"range": {number_name(NumericColumn.DATE): bounds}}
        case wq.Every():
            return {"match_all": {}}
    return _NOTHING


_NOTHING: Dsl = {"match_none": {}}


def _one_of(field: str, texts: Sequence[str], boost: float) -> Dsl:
    if len(texts) > _SCORED_TERMS_MAX or not texts:
        return _constant({"bool": {"should": _terms(field, texts)}}, boost) if texts else _NOTHING
    return {"bool": {"should": [dsl(wq.Term(field, text, boost=boost)) for text in texts]}}


def _terms(field: str, texts: Sequence[str]) -> list[Dsl]:
    return [{"terms": {field: list(map(cluster_term, texts))}}] if texts else []


def _constant(query: Dsl, score: float) -> Dsl:
    return {"constant_score": {"filter": query, "boost": score}}


def _in_a_row(row: Sequence[wq.Term | AnyTerm], slop: int, boost: float) -> Dsl:
    """Return a query for terms each of which comes at most `slop` places after the one before."""
    if slop == 1 and all(isinstance(term, wq.Term) for term in row):
        line = " ".join(cluster_term(term.text) for term in row)
        phrase = {"query": line, "analyzer": "terms", "boost": boost}
        return {"match_phrase": {row[0].fieldname: phrase}}
    *before, last = map(_span, row)
    # Nested to the right each pair is found wherever it stands; to the left some are missed.
    for span in reversed(before):
        last = {"span_near": {"clauses": [span, last], "slop": slop - 1, "in_order": True}}
    return {"span_near": last["span_near"] | {"boost": boost}} if before else last


def _span(term: wq.Term | AnyTerm) -> Dsl:
    field = term.fieldname
    match term:
        case OneOf(texts=texts):
            return _any_of(field, texts)
        case Beginning(text=text, others=others):
            begun = {"span_multi": {"match": {"prefix": {field: {"value": text}}}}}
            return _either([begun, *(_span(wq.Term(field, other)) for other in others)])
    return {"span_term": {field: cluster_term(term.text)}}


def _any_of(field: str, texts: Sequence[str]) -> Dsl:
    # A span must name a term; none is written so.
    return _either([{"span_term": {field: cluster_term(text)}} for text in texts or (" ",)])


def _either(spans: list[Dsl]) -> Dsl:
    return spans[0] if len(spans) == 1 else {"span_or": {"clauses": spans}}

"""What every engine must do, of a real OpenSearch cluster: on made documents and made queries.

Building an index takes the cluster seconds, so a few collections are made once, and all queries go
to these.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from contract import rules
from contract.test_answer_times import in_order
from contract.test_engine import documents, embedded, folding, oracle, queries
from search_app.engine.opensearch.builder import OpenSearchBuilder
from search_app.engine.opensearch.cluster import Access, Cluster
from search_app.engine.opensearch.generations import OpenSearchGenerations
from search_app.engine.opensearch.reader import OpenSearchEngine
from search_app.engine.port import Searcher
from search_app.model.document import Document
from search_app.model.expr import Phrase, Word
from search_app.model.facet import FacetField
from search_app.model.query import Query, Sort

COLLECTIONS = 3
# The first collections that hypothesis makes are all but empty.
SIMPLE_ONES = 2
many = st.lists(documents, min_size=12, max_size=40, unique_by=lambda d: d.id)


def some(examples: int) -> settings:
    """Return the settings for so many examples, each of which asks the cluster."""
    return settings(
        max_examples=examples,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@dataclass(frozen=True, repr=False)
class Collection:
    """Documents, and what answers from them."""

    documents: list[Document]
    searcher: Searcher
    truth: Searcher


def made_documents() -> list[list[Document]]:
    """Return the same collections at each run."""
    made: list[list[Document]] = []

    @settings(some(SIMPLE_ONES + COLLECTIONS), derandomize=True, database=None)
    @given(many)
    def collect(found: list[Document]) -> None:
        made.append(sorted(found, key=lambda d: d.id))

    collect()
    return made[SIMPLE_ONES:][:COLLECTIONS]


@pytest.fixture(scope="module")
def cluster(cluster_urls: tuple[str, ...]) -> Cluster:
    return Cluster(Access(urls=cluster_urls))


@pytest.fixture(scope="module")
def own_name() -> str:
    """A name that nobody else uses in the cluster."""
    return f"contract-{secrets.token_hex(4)}"


@pytest.fixture(scope="module")
def collections(cluster: Cluster, own_name: str) -> Iterator[list[Collection]]:
    found = []
    for number, made in enumerate(made_documents()):
        name = f"{own_name}-{number}"
        with OpenSearchBuilder(cluster, name, full=True, shards=2, replicas=0) as builder:
            for document in made:
                builder.add(document)
            builder.publish(corpus_digest="", rejected=0, ledger=b"")
        with OpenSearchEngine(cluster, name).searcher() as searcher, oracle(made) as truth:
            found.append(Collection(made, searcher, truth))
    yield found
    cluster.ask("DELETE", f"/{own_name}-*", timeout_s=rules.TIMEOUT_S)


one_of = st.integers(0, COLLECTIONS - 1)


@some(100)
@given(one_of, folding)
def test_it_answers_as_the_oracle(collections: list[Collection], number: int, query: Query) -> None:
    chosen = collections[number]
    rules.answers_as_the_oracle(chosen.searcher, chosen.truth, query)


@pytest.mark.parametrize("text", ["santé DEUXIEME", "2e", "CINQUIEME", "l’hébergement"])
@pytest.mark.parametrize("kind", [Word, Phrase])
def test_ordinals_and_capitals(
    collections: list[Collection], text: str, kind: type[Word | Phrase]
) -> None:
    for one in collections:
        rules.answers_as_the_oracle(one.searcher, one.truth, Query(expr=kind(text)))


def test_what_suggestions_are_made_of_is_what_the_oracle_counts(
    collections: list[Collection],
) -> None:
    for one in collections:
        rules.suggestions_are_made_of_what_the_oracle_counts(one.searcher, one.truth)


def test_every_document_comes_back_whole(collections: list[Collection]) -> None:
    for one in collections:
        rules.every_document_comes_back_whole(one.searcher, one.documents)


@some(10)
@given(one_of, folding)
def test_pages_partition_the_hits(collections: list[Collection], number: int, query: Query) -> None:
    rules.pages_partition_the_hits(collections[number].searcher, query)


@some(10)
@given(one_of, queries, st.sampled_from(Sort))
def test_a_scan_is_all_pages_one_after_the_other(
    collections: list[Collection], number: int, query: Query, sort: Sort
) -> None:
    rules.a_scan_is_all_pages_one_after_the_other(collections[number].searcher, query, (sort,))


@some(5)
@given(one_of, queries, st.sampled_from(FacetField))
def test_a_facet_count_is_what_choosing_the_value_gives(
    collections: list[Collection], number: int, query: Query, field: FacetField
) -> None:
    searcher = collections[number].searcher
    rules.a_facet_count_is_what_choosing_the_value_gives(searcher, query, (field,))


@some(5)
@given(one_of, queries)
def test_the_histogram_is_what_choosing_a_bar_gives(
    collections: list[Collection], number: int, query: Query
) -> None:
    rules.the_histogram_is_what_choosing_a_bar_gives(collections[number].searcher, query)


@some(20)
@given(one_of, queries)
def test_not_is_the_complement(collections: list[Collection], number: int, query: Query) -> None:
    chosen = collections[number]
    rules.not_is_the_complement(chosen.searcher, query, len(chosen.documents))


@some(10)
@given(one_of, queries)
def test_passages_and_marks(collections: list[Collection], number: int, query: Query) -> None:
    searcher = collections[number].searcher
    rules.passages_are_text_of_the_document(searcher, query)
    rules.every_passage_has_what_the_whole_texts_have_marked(searcher, query)
    rules.whole_texts_are_the_texts(searcher, query)


@some(10)
@given(one_of, queries, st.sampled_from([FacetField.MINISTRY, FacetField.PARTY]))
def test_answer_times_are_those_of_the_oracle(
    collections: list[Collection], number: int, query: Query, field: FacetField
) -> None:
    chosen = collections[number]
    times, wanted = (
        one.answer_times(query, field, rules.TIMEOUT_S) for one in (chosen.searcher, chosen.truth)
    )
    assert in_order(times) == in_order(wanted)


@pytest.mark.parametrize("word", ["sante", "donnees", "hebergeur", "sncf", "saint", "absent"])
def test_words_are_written_as_the_embedded_engine_writes_them(
    collections: list[Collection], word: str
) -> None:
    for one in collections:
        with embedded(one.documents) as other:
            assert one.searcher.written(word) == other.written(word)


def test_built_upon_it_answers_as_built_anew(cluster: Cluster, own_name: str) -> None:
    before, after, *_ = made_documents()
    name = f"{own_name}-upon"
    for found in (before, after):
        with OpenSearchBuilder(cluster, name, full=False, shards=2, replicas=0) as builder:
            for gone in builder.ids() - {d.id for d in found}:
                builder.remove(gone)
            for document in found:
                builder.add(document)
            builder.publish(corpus_digest="", rejected=0, ledger=b"what was read")
    engine = OpenSearchEngine(cluster, name)
    with engine.searcher() as searcher, oracle(after) as truth:
        for query in (Query(), Query(sort=Sort.DELAY), Query(sort=Sort.NEWEST, page_size=3)):
            rules.answers_as_the_oracle(searcher, truth, query)
    with OpenSearchBuilder(cluster, name, full=False, shards=2, replicas=0) as builder:
        assert builder.ledger() == b"what was read"
        assert builder.current() == (len(after), b"what was read")
    generations = OpenSearchGenerations(cluster, name)
    first, second = (generation.documents for generation in reversed(generations.published()))
    assert (first, second) == (len(before), len(after))
    assert generations.rollback().documents == len(before)

"""What every engine must do, on documents and queries that hypothesis makes.

The oracle answers by brute force; the embedded engine must answer the same.
"""

import dataclasses
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from contract import rules
from contract.rules import TIMEOUT_S
from making import opened
from oracle import OracleEngine
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.reader import EmbeddedEngine
from search_app.engine.port import Searcher
from search_app.model.document import (
    AuthorityName,
    Chamber,
    Clock,
    Document,
    DocumentType,
    Event,
    EventKind,
    Kind,
    Source,
    Status,
)
from search_app.model.expr import (
    Alternative,
    AlternativeKind,
    Alternatives,
    And,
    AtLeast,
    DateRange,
    Expr,
    Fuzzy,
    Keyword,
    KeywordIs,
    MatchAll,
    Not,
    Or,
    Phrase,
    Prefix,
    Scope,
    Word,
)
from search_app.model.facet import FacetField
from search_app.model.query import HistogramUnit, Query, Sort, normalised_filters

# Few words, so that documents and queries meet; inflections, accents, hyphens, stop words, numbers.
VOCABULARY = [
    "santé", "sante", "données", "donnée", "l’hébergement", "hébergeur", "de", "la", "porte-à-porte",
    "porte", "Saint-Denis", "saint", "Denis", "S.N.C.F.", "SNCF", "15 463", "15463", "aujourd'hui",
    "retrait", "retraite", "travaux", "travail", "cœur", "n°", "5G", "élu·e·s", "d’un", "numérique",
    "deuxième", "DEUXIEME", "2e",
]  # fmt: skip
NAMES = {
    "group": [("Rassemblement National", "RN"), ("Les Républicains", "LR"), ("Inconnu", "Inconnu")],
    "ministry": [("Santé et prévention", "Santé"), ("Travail, santé", "Travail;Santé")],
    "topic": [("numérique", "Numérique"), ("santé", "Santé")],
}
LABELS = {
    "Rassemblement National": ("Rassemblement National (RN)",),
    "Les Républicains": ("Les Républicains (LR)",),
}

text = st.lists(st.sampled_from(VOCABULARY), max_size=9).map(" ".join)
# Long enough that copies of it are told from other texts; some end otherwise.
copied = st.tuples(
    st.sampled_from(["santé " * 20, "travaux " * 15]), st.sampled_from(["", ". Retrait", ". Porte"])
).map("".join)
day = st.dates(date(2017, 1, 1), date(2024, 12, 31))


def names(kind: str) -> st.SearchStrategy[AuthorityName | None]:
    made = [
        AuthorityName(
            name=name,
            values=tuple(values.split(";")),
            known=name != "Inconnu",
            labels=LABELS.get(name, ()),
        )
        for name, values in NAMES[kind]
    ]
    return st.none() | st.sampled_from(made)


questions = st.builds(
    Document,
    id=st.integers(1, 99).map(lambda n: f"QANR5L16QE{n}"),
    kind=st.just(Kind.QUESTION),
    chamber=st.none() | st.sampled_from(Chamber),
    type=st.sampled_from(DocumentType),
    title=text,
    text=text | copied,
    answer=text | st.sampled_from(["porte"]),
    number=st.integers(1, 99).map(str),
    author=st.sampled_from(["", "M. Jean Porte", "Mme Zoé Saint-Denis"]),
    constituency=st.sampled_from(["", "Porte (1re circonscription)"]),
    group=names("group"),
    legislature=st.sampled_from(["", "15", "16"]),
    ministry_asked=names("ministry"),
    ministry_in_charge=names("ministry"),
    topic=names("topic"),
    status=st.none() | st.sampled_from(Status),
    clock=st.none() | st.sampled_from(Clock),
    laws=st.lists(
        st.sampled_from(["Loi n° 2019-774", "Code de la santé publique"]), unique=True
    ).map(tuple),
    department=st.sampled_from(["", "Nord"]),
    events=st.lists(
        st.builds(Event, kind=st.sampled_from(EventKind), date=st.none() | day),
        max_size=3,
    ).map(tuple),
    date=st.none() | day,
    source=st.just(Source(path="x.txt")),
)
articles = questions.map(
    lambda d: dataclasses.replace(
        d, id=f"pont-{int(d.number):08x}", kind=Kind.ARTICLE, type=DocumentType.ARTICLE
    )
)
documents = st.one_of(questions, articles)
corpora = st.lists(documents, max_size=12, unique_by=lambda d: d.id)
scopes = st.sampled_from(Scope)
word = st.sampled_from(VOCABULARY)
leaves: st.SearchStrategy[Expr] = st.one_of(
    st.builds(Word, word, scopes),
    st.builds(Word, word),
    st.builds(Phrase, st.lists(word, min_size=1, max_size=3).map(" ".join), st.integers(0, 2)),
    st.builds(Phrase, st.lists(word, min_size=1, max_size=2).map(" ".join), st.just(0), scopes),
    st.builds(
        Phrase,
        st.sampled_from(["la san", "données de san", "porte à por", "travaux num", "retr"]),
        st.integers(0, 2),
        scopes,
        is_begun=st.just(value=True),
    ),
    st.builds(Prefix, st.sampled_from(["don", "héb", "san", "Saint-D", "154"]), scopes),
    st.builds(
        Fuzzy,
        st.sampled_from(["sante", "porte", "hebergeru", "Saint-Deniz"]),
        st.integers(1, 2),
        scopes,
    ),
    st.builds(KeywordIs, st.just(Keyword.LEGISLATURE), st.sampled_from(["15", "17"])),
    st.builds(KeywordIs, st.just(Keyword.NUMBER), st.integers(1, 99).map(str)),
    st.builds(KeywordIs, st.just(Keyword.TYPE), st.sampled_from(DocumentType).map(str)),
    st.builds(KeywordIs, st.just(Keyword.STATUS), st.sampled_from(Status).map(str)),
    st.builds(KeywordIs, st.just(Keyword.SLUG), st.sampled_from(["pont", "autre"])),
    st.builds(DateRange, st.none() | day, st.none() | day),
    st.just(MatchAll()),
)


@st.composite
def at_least(draw: st.DrawFn, children: st.SearchStrategy[Expr]) -> Expr:
    chosen = tuple(draw(st.lists(children, min_size=1, max_size=4)))
    return AtLeast(draw(st.integers(1, len(chosen))), chosen)


def alternative(children: st.SearchStrategy[Expr]) -> st.SearchStrategy[Alternative]:
    return st.builds(Alternative, st.sampled_from(AlternativeKind), children)


exprs = st.recursive(
    leaves,
    lambda children: st.one_of(
        st.builds(And, st.lists(children, min_size=1, max_size=3).map(tuple), st.booleans()),
        st.builds(Or, st.lists(children, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, children),
        st.builds(
            Alternatives,
            children,
            st.lists(alternative(children), min_size=1, max_size=2).map(tuple),
        ),
        at_least(children),
    ),
    max_leaves=6,
)
filters = st.fixed_dictionaries(
    {},
    optional={
        FacetField.LEGISLATURE: st.lists(st.sampled_from(["15", "16", ""]), max_size=2),
        FacetField.AUTHOR: st.lists(st.sampled_from(["M. Jean Porte", ""]), max_size=1),
        FacetField.PARTY: st.lists(st.sampled_from(["RN", "LR", "absent", ""]), max_size=2),
        FacetField.PARTY_NAME: st.lists(
            st.sampled_from(["Les Républicains", "Inconnu", ""]), max_size=2
        ),
        FacetField.MINISTRY_NAME: st.lists(
            st.sampled_from(["Travail, santé", "Santé et prévention", ""]), max_size=2
        ),
        FacetField.CHAMBER: st.lists(st.sampled_from([*Chamber, ""]), max_size=2),
        FacetField.MINISTRY: st.lists(st.sampled_from(["Santé", "Travail", ""]), max_size=2),
        FacetField.STATUS: st.lists(st.sampled_from(["pending", "withdrawn"]), max_size=1),
        FacetField.CLOCK: st.lists(st.sampled_from(["late", "overdue", ""]), max_size=2),
        FacetField.YEAR: st.lists(st.sampled_from(["2019", "2022"]), max_size=2),
    },
).map(normalised_filters)
queries = st.builds(
    Query,
    expr=exprs,
    filters=filters,
    excluded=st.just(()) | filters,
    ids=st.just(())
    | st.lists(st.integers(1, 99).map("QANR5L16QE{}".format), max_size=60).map(tuple),
    dates=st.none() | st.builds(DateRange, st.none() | day, st.none() | day),
    histogram=st.sampled_from(HistogramUnit),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 3),
    page_size=st.integers(1, 5),
)
folding = st.builds(
    lambda query, folded: dataclasses.replace(query, folded=folded), queries, st.booleans()
)


@contextmanager
def embedded(found: Iterable[Document]) -> Iterator[Searcher]:
    with tempfile.TemporaryDirectory() as folder:
        with EmbeddedBuilder(Path(folder), full=True) as builder:
            for document in sorted(found, key=lambda d: d.id):
                builder.add(document)
            builder.publish(corpus_digest="", rejected=0, ledger=b"")
        with EmbeddedEngine(Path(folder)).searcher() as searcher:
            yield searcher


@contextmanager
def oracle(found: Iterable[Document]) -> Iterator[Searcher]:
    with OracleEngine(found).searcher() as searcher:
        yield searcher


slow = settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each shrinking step builds an index
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@slow
@given(corpora, st.lists(folding, min_size=5, max_size=20))
def test_embedded_answers_as_the_oracle(found: list[Document], asked: list[Query]) -> None:
    with embedded(found) as searcher, oracle(found) as truth:
        for query in asked:
            rules.answers_as_the_oracle(searcher, truth, query)


@slow
@given(corpora)
def test_what_suggestions_are_made_of_is_what_the_oracle_counts(found: list[Document]) -> None:
    with embedded(found) as searcher, oracle(found) as truth:
        rules.suggestions_are_made_of_what_the_oracle_counts(searcher, truth)


@pytest.mark.parametrize("made", [embedded, oracle])
class TestEveryEngine:
    @slow
    @given(found=corpora, query=folding)
    def test_pages_partition_the_hits(self, made, found, query) -> None:
        with made(found) as searcher:
            rules.pages_partition_the_hits(searcher, query)

    @slow
    @given(found=corpora, query=queries)
    def test_a_scan_is_all_pages_one_after_the_other(self, made, found, query) -> None:
        with made(found) as searcher:
            rules.a_scan_is_all_pages_one_after_the_other(searcher, query)

    @slow
    @given(found=corpora, query=queries)
    def test_a_facet_count_is_what_choosing_the_value_gives(self, made, found, query) -> None:
        with made(found) as searcher:
            rules.a_facet_count_is_what_choosing_the_value_gives(searcher, query)

    @slow
    @given(found=corpora, query=queries)
    def test_the_histogram_is_what_choosing_a_bar_gives(self, made, found, query) -> None:
        with made(found) as searcher:
            rules.the_histogram_is_what_choosing_a_bar_gives(searcher, query)

    @slow
    @given(found=corpora)
    def test_every_document_comes_back_whole(self, made, found) -> None:
        with made(found) as searcher:
            rules.every_document_comes_back_whole(searcher, found)

    @slow
    @given(found=corpora, query=queries)
    def test_not_is_the_complement(self, made, found, query) -> None:
        with made(found) as searcher:
            rules.not_is_the_complement(searcher, query, len(found))


@slow
@given(corpora, queries)
def test_passages_are_text_of_the_document(found: list[Document], query: Query) -> None:
    with embedded(found) as searcher:
        rules.passages_are_text_of_the_document(searcher, query)


@slow
@given(corpora, queries)
def test_every_passage_has_what_the_whole_texts_have_marked(
    found: list[Document], query: Query
) -> None:
    with embedded(found) as searcher:
        rules.every_passage_has_what_the_whole_texts_have_marked(searcher, query)


@slow
@given(corpora, queries)
def test_whole_texts_are_the_texts(found: list[Document], query: Query) -> None:
    with embedded(found) as searcher:
        rules.whole_texts_are_the_texts(searcher, query)


@slow
@given(corpora, corpora, st.lists(queries, min_size=3, max_size=8))
def test_updated_in_place_answers_as_built_anew(
    before: list[Document], after: list[Document], asked: list[Query]
) -> None:
    with tempfile.TemporaryDirectory() as name, oracle(after) as truth:
        folder = Path(name)
        for found in (before, after):
            with EmbeddedBuilder(folder, full=False) as builder:
                for gone in builder.ids() - {d.id for d in found}:
                    builder.remove(gone)
                for document in found:
                    builder.add(document)
                builder.publish(corpus_digest="", rejected=0, ledger=b"")
        searcher = opened(folder)
        for query in asked:
            got, wanted = searcher.search(query, TIMEOUT_S), truth.search(query, TIMEOUT_S)
            assert (got.total, got.facets) == (wanted.total, wanted.facets)

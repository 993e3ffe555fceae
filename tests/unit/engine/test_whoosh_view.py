"""What Whoosh asks of a segment is answered as by Whoosh's own codec, with the same documents."""

from datetime import date
from pathlib import Path

import pytest
from whoosh.fields import Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.index import open_dir
from whoosh.reading import IndexReader, TermNotFound

from damaging import current_folder
from making import opened, question
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.schema import (
    DATE_FIELD,
    STEMMED_OF,
    indexed,
    new_schema,
)
from search_app.engine.embedded.whoosh_view.codec import ColumnarSegment
from search_app.engine.embedded.whoosh_view.table import open_table
from search_app.model.column import NumericColumn

DOCUMENTS = [
    question(1, "Les santés et la santé d’un cloud", title="Zones", date=date(2021, 3, 4)),
    question(2, "Un cloud, des clouds", author="Mme Une Telle", answer="Du cloud."),
    question(3, ""),
]
LAST = len(DOCUMENTS) - 1


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One segment whose last document is deleted, in a Whoosh index."""
    folder = tmp_path_factory.mktemp("index")
    with EmbeddedBuilder(folder, full=True) as builder:
        for document in DOCUMENTS:
            builder.add(document)
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    with EmbeddedBuilder(folder, full=False) as builder:
        builder.remove(DOCUMENTS[LAST].id)
        builder.publish(corpus_digest="", rejected=0, ledger=b"")
    return folder


@pytest.fixture(scope="module")
def reader(index: Path) -> IndexReader:
    return open_dir(str(current_folder(index)), readonly=True).reader()


@pytest.fixture(scope="module")
def stock() -> IndexReader:
    """The same in an index that Whoosh has written with a codec of its own."""
    schema = new_schema()
    made = RamStorage().create_index(schema)
    writer = made.writer()
    for document in DOCUMENTS:
        writer.add_document(**stock_fields(schema, document))
    writer.commit()
    writer = made.writer()
    writer.delete_document(LAST)
    writer.commit(merge=False)
    return made.reader()


def stock_fields(schema: Schema, document) -> dict[str, object]:
    facts = indexed(document)
    fields: dict[str, object] = dict(facts.texts)
    fields |= {STEMMED_OF[name]: t for name, t in facts.texts.items() if name in STEMMED_OF}
    fields |= {name: terms[0].decode() for name, terms in facts.keywords.items() if name != "date"}
    if DATE_FIELD in facts.keywords:
        fields[DATE_FIELD] = NumericColumn.DATE.number_of(document)
    return fields | {"document": facts.json}


def facts(reader: IndexReader, name: str, term: bytes) -> tuple[object, ...]:
    info = reader.term_info(name, term)
    matcher = reader.postings(name, term)
    has_positions = matcher.is_active() and matcher.supports("positions")
    positions = matcher.value_as("positions") if has_positions else None
    return (
        *(reader.frequency(name, term), reader.doc_frequency(name, term), (name, term) in reader),
        *(info.weight(), info.doc_frequency(), info.max_weight(), info.min_id(), info.max_id()),
        *(list(matcher.all_ids()), positions),
    )


def test_terms_and_postings(reader: IndexReader, stock: IndexReader) -> None:
    terms = list(reader.all_terms())
    assert terms == list(stock.all_terms())
    assert [term for term, _ in reader] == terms
    assert {*reader.indexed_field_names()} == {name for name, _ in terms}
    for name, term in terms:
        assert facts(reader, name, term) == facts(stock, name, term), (name, term)


@pytest.mark.parametrize("place", [("text", b"c"), ("text", b"zz"), ("answer", b""), ("type", b"")])
def test_terms_from_a_place_on(
    reader: IndexReader, stock: IndexReader, place: tuple[str, bytes]
) -> None:
    terms = list(reader.terms_from(*place))
    assert terms == list(stock.terms_from(*place))
    assert [term for term, _ in reader.iter_from(*place)] == terms


@pytest.mark.parametrize("term", [("text", b"absent"), ("constituency", b"cloud")])
def test_a_term_that_is_not_there(
    reader: IndexReader, stock: IndexReader, term: tuple[str, bytes]
) -> None:
    for one in (reader, stock):
        assert term not in one
        assert (one.frequency(*term), one.doc_frequency(*term)) == (0, 0)
        with pytest.raises(TermNotFound):
            one.term_info(*term)
        with pytest.raises(TermNotFound):
            one.postings(*term)


def test_lengths(reader: IndexReader, stock: IndexReader) -> None:
    for name in ("text", "text_strict", "answer_strict", "author"):
        for ask in ("field_length", "min_field_length", "max_field_length"):
            assert getattr(reader, ask)(name) == getattr(stock, ask)(name), (ask, name)
        for document in range(LAST):
            lengths = [one.doc_field_length(document, name, 7) for one in (reader, stock)]
            assert lengths[0] == (lengths[1] or 0), (document, name)


def test_a_field_that_no_document_has_is_of_no_length(reader: IndexReader) -> None:
    """Whoosh's own codec fails there."""
    for ask in ("field_length", "min_field_length", "max_field_length"):
        assert getattr(reader, ask)("constituency") == 0
    assert reader.doc_field_length(0, "constituency", 7) == 7


def test_documents(reader: IndexReader, stock: IndexReader) -> None:
    for one in (reader, stock):
        assert (one.doc_count_all(), one.doc_count(), one.has_deletions()) == (3, 2, True)
        assert [one.is_deleted(number) for number in range(3)] == [False, False, True]
        assert list(one.all_doc_ids()) == [0, 1]
    assert list(reader.all_stored_fields()) == list(stock.all_stored_fields())


def test_a_copy_of_a_matcher_goes_its_own_way(reader: IndexReader) -> None:
    matcher = reader.postings("text", "cloud")
    copied = matcher.copy()
    copied.next()
    for one, document, positions in ((matcher, 0, [6]), (copied, 1, [1, 3])):
        assert (one.id(), one.value_as("positions")) == (document, positions)
        assert one.weight() == len(positions)
    assert reader.postings("id", DOCUMENTS[0].id.encode()).value_as("frequency") == 1


def test_a_cursor_goes_through_the_terms_of_a_field(
    reader: IndexReader, stock: IndexReader
) -> None:
    terms = [term.decode() for name, term in stock.all_terms() if name == "text_strict"]
    cursor = reader.cursor("text_strict")
    walked = [cursor.first(), *(cursor.next() for _ in terms)]
    assert walked == [*terms, None]
    assert not cursor.is_valid()
    assert cursor.find("cloud") == cursor.text() == cursor.term() == "cloud"
    assert cursor.is_valid()
    empty = reader.cursor("constituency")
    assert (empty.find(b"a"), empty.next(), empty.is_valid()) == (None, None, False)


def test_a_deletion_can_be_taken_back(index: Path) -> None:
    """As Whoosh's writer does, before it commits."""
    writer = open_table(current_folder(index), new_schema(), readonly=False).writer()
    assert writer.is_deleted(LAST)
    writer.delete_document(LAST, delete=False)
    assert not writer.is_deleted(LAST)
    writer.cancel()
    assert opened(index).ids() == {document.id for document in DOCUMENTS[:LAST]}


def test_a_new_segment_is_empty() -> None:
    segment = ColumnarSegment("MAIN")
    assert (segment.doc_count_all(), segment.deleted_count(), segment.has_deletions()) == (
        *(0, 0),
        False,
    )

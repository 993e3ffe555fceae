"""What a file is made of, how it is told from what it was, and that nothing ever raises."""

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official import as_file, as_list, oral, written, zipped
from official_shapes import shaped
from own_words import PROSE, question_of
from test_ingest_csv import HEADER, MAPPING, ROW

from reading import read_corpus
from search_app.ingest import (
    Limits,
    RawRecord,
    file_digests,
    parse_record,
    scan_corpus_errors,
    scan_file,
)
from search_app.ingest.records import RecordFormat, raw_record
from search_app.model.document import Document, Source
from search_app.model.errors import RecordError

CODES = {"encoding", "dialect", "empty", "missing", "date", "value", "size", "format"}


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.md").write_text(f"# Titre\n\n{PROSE}")
    (folder / "b.json").write_bytes(as_file(written()))
    (folder / "c.csv").write_text(f"{HEADER}\n{ROW}\n{ROW.replace('12', 'x')}", encoding="cp1252")
    (folder / "c.csv.toml").write_text(MAPPING)
    (folder / "d.zip").write_bytes(zipped(("q.json", as_file(oral())), ("r.json", "{")))
    (folder / "e.json").write_bytes(as_list(written()))
    (folder / "stray").symlink_to("nowhere")
    return folder


def _raws(corpus):
    found = [raw for path in file_digests(corpus) for raw in scan_file(corpus, path, limits=Limits())]  # fmt: skip
    return [raw for raw in found if isinstance(raw, RawRecord)]


def test_the_records_of_a_corpus(corpus):
    places = [(raw.path, raw.record, raw.line, raw.format.value) for raw in _raws(corpus)]
    assert places == [
        ("a.md", "", 1, "text"),
        ("b.json", "", 1, "json"),
        ("c.csv", "row 1", 2, "row"),
        ("c.csv", "row 2", 3, "row"),
        ("d.zip", "q.json", 1, "json"),
        ("d.zip", "r.json", 1, "json"),
        ("e.json", "QANR5L16QE77", 1, "json"),
    ]
    (stray,) = scan_corpus_errors(corpus)
    assert (stray.path, stray.code) == ("stray", "format")


def test_reading_is_scanning_and_parsing(corpus):
    read = list(read_corpus(corpus, limits=Limits()))
    parsed = [parse_record(raw) for raw in _raws(corpus)]
    documents = [one for one in read if isinstance(one, Document)]
    assert documents == [one.document for one in parsed if one.document]
    errors = [vars(one) for one in read if isinstance(one, RecordError)]
    assert errors[1:] == [vars(error) for one in parsed for error in one.errors]
    assert [(error["path"], error["record"], error["line"]) for error in errors] == [
        ("stray", "", 1),
        ("c.csv", "row 2", 3),
        ("d.zip", "r.json", 1),
    ]


def test_records_go_to_other_processes_and_come_back(corpus):
    for raw in _raws(corpus):
        assert pickle.loads(pickle.dumps(raw)) == raw  # noqa: S301
        parsed = parse_record(raw)
        again = pickle.loads(pickle.dumps(parsed))  # noqa: S301
        assert again.document == parsed.document
        assert [vars(error) for error in again.errors] == [vars(error) for error in parsed.errors]


def test_digests_of_files(corpus):
    before = file_digests(corpus)
    assert list(before) == ["a.md", "b.json", "c.csv", "d.zip", "e.json"]
    (corpus / "c.csv.toml").write_text(MAPPING + "\n")
    after = file_digests(corpus)
    assert {path for path in after if after[path] != before[path]} == {"c.csv"}


CHANGES = [
    ("b.json", as_file(written(type="QG")), 1),
    ("c.csv", f"{HEADER}\n{ROW}\n{ROW.replace('12', '13')}".encode("cp1252"), 1),
    ("c.csv.toml", MAPPING.replace('"16"', '"15"').encode(), 2),
    ("c.csv.toml", MAPPING.replace('"cp1252"', '"iso8859-15"').encode(), 0),
    ("d.zip", zipped(("q.json", as_file(oral())), ("s.json", "{")), 1),
    ("e.json", as_list(written(), indent=1), 1),
    ("e.json", b"\n" + as_list(written()), 1),
]


@pytest.mark.parametrize(("path", "data", "changed"), CHANGES)
def test_digests_of_records_change_with_what_their_documents_are_made_of(corpus, path, data, changed):  # fmt: skip
    before = {raw.digest for raw in _raws(corpus)}
    assert before == {raw.digest for raw in _raws(corpus)}
    assert len(before) == 7
    (corpus / path).write_bytes(data)
    assert len({raw.digest for raw in _raws(corpus)} - before) == changed


def test_the_same_bytes_elsewhere_are_another_record(corpus):
    (corpus / "z.json").write_bytes((corpus / "b.json").read_bytes())
    assert len({raw.digest for raw in _raws(corpus)}) == 8


def test_a_lone_question_has_the_limit_of_a_record(corpus):
    limits = Limits(record_size_max_bytes=100)
    (error,) = scan_file(corpus, "b.json", limits=limits)
    assert (error.path, error.code) == ("b.json", "size")
    (raw,) = scan_file(corpus, "a.md", limits=limits)
    assert len(raw.data) > 100


def test_every_error_of_a_file_has_its_path(corpus):
    (corpus / "c.csv.toml").write_text("x = 1")
    for path in (*file_digests(corpus), "gone.txt"):
        for scanned in scan_file(corpus, path, limits=Limits(record_size_max_bytes=10)):
            assert scanned.path == path


def test_a_file_that_is_gone_is_reported(corpus):
    (error,) = scan_file(corpus, "gone.txt", limits=Limits())
    assert (error.path, error.code) == ("gone.txt", "unreadable")


# Keys and values of official questions, so that the readers are reached, and anything else.
WORDS = st.sampled_from(
    [
        "QANR5L16QE77",
        "16",
        "77",
        "QE",
        "QG",
        "REP_PUB",
        "2023-02-31",
        "03/01/2023",
        "<p>x",
        "true",
        "\ud800",
        "\0",
    ]
)
KEYS = st.sampled_from(
    [*written(), "question", "texteQuestion", "texteReponse", "texte", "infoJO", "dateJO", "minAttrib",
     "denomination", "abrege", "analyses", "analyse", "renouvellement", "groupe", "identite", "nom",
     "codeCloture", "dateCloture", "legislature", "numero", "@xsi:nil", "#text"]
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
CHANGED = st.dictionaries(st.sampled_from(list(written())), JSON, max_size=4)


def _check(of_format, data):
    source = Source(path="a", record="b", line=3)
    parsed = parse_record(raw_record(source, of_format, data))
    assert parsed.document or parsed.errors
    for error in parsed.errors:
        assert error.code in CODES
        assert (error.path, error.record) == ("a", "b")
        assert error.line >= 3 or of_format is RecordFormat.TEXT
        json.dumps(vars(error)).encode()
    if parsed.document:
        assert parsed.document.source.record == "b"
        pickle.dumps(parsed.document)
        repr(parsed.document).encode()
    return parsed


@given(st.sampled_from(list(RecordFormat)), st.binary(max_size=200))
def test_any_bytes(of_format, data):
    _check(of_format, data)


@given(JSON)
def test_any_json(value):
    _check(RecordFormat.JSON, json.dumps(value).encode())
    _check(RecordFormat.JSON, json.dumps({"question": value}).encode())


@given(CHANGED)
def test_any_change_of_a_question(changed):
    for whole in (written(**changed), oral(**changed)):
        parsed = _check(RecordFormat.JSON, as_file(whole))
        assert not any("Error:" in error.detail for error in parsed.errors), parsed.errors


@given(shaped(written()) | shaped(oral()))
def test_any_shape_of_any_element_of_a_question(whole):
    parsed = _check(RecordFormat.JSON, as_file(whole))
    assert not any("Error:" in error.detail for error in parsed.errors), parsed.errors


@given(st.dictionaries(st.sampled_from(["number", "title", "date", "text", "url", "group"]), WORDS | st.text(max_size=9)))  # fmt: skip
def test_any_row(fields):
    shared = {"type": "QE", "legislature": "16", "date_order": "dmy"}
    parsed = _check(RecordFormat.ROW, json.dumps(shared | fields).encode())
    assert not any("Error:" in error.detail for error in parsed.errors), parsed.errors


def test_a_question_as_text_in_a_container_keeps_its_place():
    source = Source(path="a.zip", record="q.txt")
    parsed = parse_record(raw_record(source, RecordFormat.TEXT, question_of().encode()))
    assert parsed.document.source == source

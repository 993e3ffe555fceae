"""Tables in JSON Lines and TSV are read as their mapping says, as those in CSV are."""

import datetime as dt
import json

import pytest
from official import written, zipped

from reading import read_corpus
from search_app.ingest import Limits
from search_app.model.document import Document, Status

MAPPING = """
date_order = "ymd"
[columns]
number = "id"
text = "question"
answer = "reponse"
date = "jour"
topic = "rubrique"
[constants]
type = "QE"
legislature = "17"
"""
LINE = {"id": "QANR5L17QE80001", "jour": "2026-03-31", "rubrique": "animaux", "question": "Où sont les phoques ?\nIci ?", "reponse": None}  # fmt: skip


def test_a_zip_holds_them_as_a_folder_does(read_all):
    files = {"q.jsonl": _lines(LINE), "q.jsonl.toml": MAPPING}
    (found,) = read_all({"z.zip": zipped(*files.items())})
    assert (found.id, found.source.record) == ("QANR5L17QE80001", "q.jsonl/row 1")


def _lines(*found):
    return "".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in found)


@pytest.mark.parametrize("name", ["q.jsonl", "q.NDJSON"])
def test_each_line_is_a_question(read_all, name):
    text = "\ufeff" + _lines(LINE, "", LINE | {"id": 80002, "reponse": "Ici."})
    first, second = read_all({name: text, f"{name}.toml": MAPPING})
    assert (first.id, first.topic.name) == ("QANR5L17QE80001", "animaux")
    assert first.text == "Où sont les phoques ?\n\nIci ?"
    assert first.date == dt.date(2026, 3, 31)
    assert (first.source.record, first.source.line) == ("row 1", 1)
    assert (second.id, second.answer, second.status) == ("QANR5L17QE80002", "Ici.", Status.ANSWERED)
    assert (second.source.record, second.source.line) == ("row 2", 3)


WRONG = [
    ("{", "format", "JSON: "),
    ("[]", "format", "no object"),
    (LINE | {"question": ["a"]}, "value", 'question: ["a"]'),
    (LINE | {"question": True}, "value", "question: true"),
    (LINE | {"id": "QANR5L16QE80001"}, "value", "number: QANR5L16QE80001"),
    (LINE | {"id": None}, "missing", "number"),
    (LINE | {"question": "x" * 2_000}, "size", "line of more than 1000 bytes"),
    ("[" * 999, "format", "JSON: "),
]


@pytest.mark.parametrize(("line", "code", "detail"), WRONG)
def test_a_wrong_line_is_reported_alone(tmp_path, line, code, detail):
    (tmp_path / "q.jsonl").write_text(_lines(LINE, line, LINE | {"id": "80003"}))
    (tmp_path / "q.jsonl.toml").write_text(MAPPING)
    limits = Limits(record_size_max_bytes=1_000)
    first, wrong, last = read_corpus(tmp_path, limits=limits)
    assert isinstance(first, Document)
    assert (wrong.code, wrong.line) == (code, 2)
    assert detail in wrong.detail
    assert last.number == "80003"


def test_a_byte_that_the_encoding_lacks_is_reported(read_all):
    (found,) = read_all({"q.jsonl": b'{"id": "\xe9"}', "q.jsonl.toml": MAPPING})[:1]
    assert (found.code, found.detail) == ("encoding", "byte 0xE9 does not exist in the encoding")
    mapping = 'encoding = "cp1252"\n' + MAPPING
    line = _lines(LINE | {"question": "Où ?"}).encode()
    decoded = line.decode("unicode_escape").encode("cp1252")
    (document,) = read_all({"q.jsonl": decoded, "q.jsonl.toml": mapping})
    assert document.text == "Où ?"


def test_a_key_that_no_line_has_is_reported(read_all):
    mapping = MAPPING.replace('"rubrique"', '"thème"')
    document, error = read_all({"q.jsonl": _lines(LINE), "q.jsonl.toml": mapping})
    assert (document.topic, error.code) == (None, "format")
    assert error.detail == "q.jsonl.toml: columns.topic: no line has the key 'thème'"


def test_lines_without_a_mapping_are_official_questions(read_all):
    other = written(uid="QANR5L16QE78", identifiant={"numero": "78", "legislature": "16"})
    official = _lines({"question": written()}, {"question": other}, {"a": 1})
    one, two, wrong = read_all({"q.jsonl": official})
    assert (one.id, two.id) == ("QANR5L16QE77", "QANR5L16QE78")
    assert (wrong.code, wrong.line) == ("dialect", 3)


def test_other_lines_without_a_mapping_say_what_lacks(error):
    found = error(_lines(LINE, LINE), path="a/q.jsonl")
    assert (found.code, found.line) == ("dialect", 1)
    assert found.detail == "JSON Lines without a mapping: write q.jsonl.toml beside it"


def test_a_mapping_without_its_table_is_reported(error):
    assert error(MAPPING, path="q.jsonl.toml").code == "dialect"


TABLE = "id\tjour\trubrique\treponse\tquestion\n80001\t2026-03-31\tanimaux\t\tOù, « ici » ?\n"


def test_a_table_with_tabs(read_all):
    (found,) = read_all({"q.tsv": TABLE, "q.tsv.toml": MAPPING})
    assert (found.id, found.text) == ("QANR5L17QE80001", "Où, « ici » ?")
    (found,) = read_all(
        {"q.tsv": TABLE.replace("\t", ";"), "q.tsv.toml": f'separator = ";"{MAPPING}'}
    )
    assert found.id == "QANR5L17QE80001"


def test_a_table_with_tabs_without_a_mapping_is_rejected(error):
    found = error("n\tt\n1\ta\n", path="q.tsv")
    assert found.detail == "TSV without a mapping: write q.tsv.toml beside it"


@pytest.mark.parametrize(
    "data", ['{"uid": "QANR5L16QE1", }', '{"uid": "QANR5L16QE1"} {}', '{"uid": "QA']
)
def test_broken_json_says_what_a_person_can_do(error, data):
    found = error(data, path="q.json")
    words = ("a comma too many", "something follows the question", "cut short")
    assert any(word in found.detail for word in words)

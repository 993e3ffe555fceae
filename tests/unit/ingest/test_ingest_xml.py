"""A question in XML says what the same question in JSON says."""

import tracemalloc

import pytest
from hypothesis import given
from official import as_file, oral, written, zipped
from official_shapes import shaped

from official_xml import as_xml, as_xml_list, element
from search_app.ingest import Limits, parse_record, scan_file
from search_app.ingest.records import RecordFormat, raw_record
from search_app.ingest.xml_questions import question_elements
from search_app.model.document import Document, Source

KB, MB = 1_000, 1_000_000
HEAD = b'<?xml version="1.0"?>'
PARTS = "a ]]&gt; <![CDATA[<question> </question> <!-- ]]><!-- <question> --> b"


def _parsed(of_format, data):
    return parse_record(raw_record(Source(path="q"), of_format, data))


@pytest.mark.parametrize("question", [written(), oral()])
def test_it_is_the_same_document(question):
    from_json, from_xml = (
        _parsed(RecordFormat.JSON, as_file(question)),
        _parsed(RecordFormat.XML, as_xml(question)),
    )
    assert from_xml.document == from_json.document
    assert from_xml.errors == from_json.errors == ()


@given(shaped(written()) | shaped(oral()))
def test_any_record_is_the_same_from_json_and_from_xml(question):
    if not isinstance(question, dict):  # a list of questions, or none
        return
    from_json = _parsed(RecordFormat.JSON, as_file(question))
    from_xml = _parsed(RecordFormat.XML, as_xml(question))
    assert from_xml.document == from_json.document
    if from_json.document:
        assert [*map(vars, from_xml.errors)] == [*map(vars, from_json.errors)]
    else:
        assert [e.code for e in from_xml.errors] == [e.code for e in from_json.errors]


@pytest.mark.parametrize("path", ["q.xml", "q.txt", "dossier/sans_nom"])
def test_a_question_is_known_by_its_content(document, path):
    assert document(as_xml(written()), path=path).id == "QANR5L16QE77"


HEADS = [
    b"",
    b"\xef\xbb\xbf<?xml version='1.0'?>\r\n\r\n",
    b"<?xml version='1.0' standalone='yes'?><!-- <question> --><?a b?>\n",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("of_one", [True, False])
def test_what_may_stand_before(read_all, head, of_one):
    data = as_xml(written()) if of_one else as_xml_list(written())
    (found,) = read_all({"q.xml": head + data.split(b"\n", 1)[1]})
    assert found.number == "77"


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "UTF-8"])
def test_the_encoding_is_the_declared_one(read_all, encoding):
    question = written(indexationAN={"rubrique": "été"})
    for data, name in ((as_xml(question), "q.xml"), (as_xml_list(question), "l.xml")):
        text = data.decode().replace("UTF-8", encoding)
        found = read_all({name: text.encode(encoding)})
        assert [one.topic.name for one in found] == ["été"] * len(found) != []


def test_tags_may_have_a_prefix(document):
    text = as_xml(written()).decode().replace("xmlns=", "xmlns:q=")
    for name in ("question", "uid", "identifiant"):
        text = text.replace(f"<{name}", f"<q:{name}").replace(f"</{name}", f"</q:{name}")
    assert document(text, path="q.xml").id == "QANR5L16QE77"


def test_tags_in_a_text_need_not_be_written_as_entities(document):
    text = (
        as_xml(written())
        .decode()
        .replace("&lt;i&gt;archives&lt;/i&gt;", '<p align="center"><i>archives</i></p>')
    )
    assert document(text, path="q.xml").text == "Où sont les\n\narchives\n\n?"


def test_a_text_may_be_cdata(document):
    text = (
        as_xml(written())
        .decode()
        .replace("&lt;p&gt;À Brest.&lt;/p&gt;", "<![CDATA[<p>À Brest & Ouessant.</p>]]>")
    )
    assert document(text, path="q.xml").answer == "À Brest & Ouessant."


def _numbered(count):
    return [
        written(uid=f"QANR5L14QE{n}", identifiant={"numero": str(n), "legislature": "14"})
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize("root", ["questionsEcrites", "questionsGvt", "questionsOralesSansDebat"])
@pytest.mark.parametrize("block", [1, 7, 199, 200, 201, MB])
def test_a_list_is_cut_into_its_questions(root, block):
    data = as_xml_list(*_numbered(3), root=root).replace(b"<texte>", b"<texte>" + PARTS.encode())
    assert question_elements.is_list(data[:100])
    blocks = (data[start : start + block] for start in range(0, len(data), block))
    found = list(question_elements.items(blocks, size_max_bytes=MB))
    assert [item.name for item in found] == ["QANR5L14QE1", "QANR5L14QE2", "QANR5L14QE3"]
    lines = data.split(b"\n")
    assert all(lines[item.line - 1].startswith(b"<question>") for item in found)
    for item in found:
        assert item.data.startswith(b"<question>")
        assert item.data.endswith(b"</question>")


def test_a_list_in_a_zip_is_read(read_all):
    found = read_all({"q.zip": zipped(("Questions_ecrites_XIV.xml", as_xml_list(*_numbered(3))))})
    assert [one.id for one in found] == ["QANR5L14QE1", "QANR5L14QE2", "QANR5L14QE3"]
    assert found[1].source == Source(
        path="q.zip", line=4, record="Questions_ecrites_XIV.xml/QANR5L14QE2"
    )


def test_files_of_one_question_in_a_zip_are_read(read_all):
    entries = [(f"xml/{q['uid']}.xml", as_xml(q)) for q in _numbered(3)]
    assert len({one.id for one in read_all({"q.zip": zipped(*entries)})}) == 3


BROKEN = [
    # what is broken in the second of three questions, which are read, which reports there are
    (b"<type>QE</type>", b"<type>QE</typ>", [1, 3], ["format"]),
    (b"</question>", b"", [1, 3], ["format"]),
    (b"<numero>2</numero>", b"<numero>zwei</numero>", [1, 3], ["value"]),
    (b"<type>QE</type>", b"<type>&nbsp;QE</type>", [1, 3], ["format"]),
    (b"<type>QE</type>", b"<type>\xffQE</type>", [1, 3], ["format"]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "read", "codes"), BROKEN)
def test_a_broken_question_does_no_harm_to_the_others(read_all, before, after, read, codes):
    first, second, third = (element("question", q).encode() for q in _numbered(3))
    second = second.replace(before, after)
    data = (
        b"<questionsEcrites>\n" + first + b"\n" + second + b"\n" + third + b"\n</questionsEcrites>"
    )
    found = read_all({"q.xml": data})
    assert [int(one.number) for one in found if isinstance(one, Document)] == read
    errors = [one for one in found if not isinstance(one, Document)]
    assert [one.code for one in errors] == codes
    assert errors[0].line in {3, 4}  # an end that is missing shows in the next line


def test_a_list_cut_short_is_reported_and_its_whole_questions_are_read(read_all):
    data = as_xml_list(*_numbered(3))
    found = read_all({"q.xml": data[: data.rindex(b"<texte>")]})
    assert [one.number for one in found if isinstance(one, Document)] == ["1", "2"]
    errors = [(one.code, one.detail) for one in found if not isinstance(one, Document)]
    assert errors[1:] == [("format", "list of questions: ends before its last tag")]
    assert errors[0][1].startswith("XML: ")


def test_a_list_of_nothing_is_reported(error):
    found = error(b"<questionsEcrites></questionsEcrites>", path="q.xml")
    assert found.detail == "list of questions: holds no question"


def test_a_question_of_a_list_that_is_too_large_is_reported_with_its_size(tmp_path):
    large = written(uid="QANR5L14QE2", textesQuestion="x" * 50_000)
    (tmp_path / "q.xml").write_bytes(as_xml_list(*_numbered(1), large, *_numbered(1)))
    found = list(scan_file(tmp_path, "q.xml", limits=Limits(record_size_max_bytes=10_000)))
    assert [getattr(one, "code", "read") for one in found] == ["read", "size", "read"]
    assert found[1].record == "QANR5L14QE2"


REFUSED = {
    "document type": b"<!DOCTYPE question><question/>",
    "entities of entities": b'<!DOCTYPE question [<!ENTITY a "aaaa">' + b"".join(b'<!ENTITY a%d "&a;&a;">' % n for n in range(99)) + b"]><question>&a9;</question>",
    "a file": b'<!DOCTYPE question [<!ENTITY a SYSTEM "file:///etc/hostname">]><question><uid>&a;</uid></question>',
    "an address": b'<!DOCTYPE question SYSTEM "http://127.0.0.1:9/a.dtd"><question/>',
    "a list with a document type": b"<!DOCTYPE questionsEcrites [<!ENTITY a 'b'>]><questionsEcrites><question/></questionsEcrites>",
    "a million levels": b"<question>" + b"<a>" * MB,
    "a million elements": b"<question>" + b"<a/>" * MB + b"</question>",
    "a million attributes": b"<question " + b" ".join(b"a%d='b'" % n for n in range(MB // 2)) + b"></question>",
    "levels in a text": b"<question><texte>" + b"<b>" * 900 * KB,
    "a tag without end": b"<question>" + b"<" + b"a" * MB,
    "an unknown encoding": b"<?xml version='1.0' encoding='klingon'?><question/>",
    "an encoding of several bytes": b"<?xml version='1.0' encoding='shift_jis'?><question/>",
    "nothing of a question": b"<question><a/></question>",
    "nothing at all": b"<question/>",
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_question_is_refused_with_little_memory(error, kind):
    tracemalloc.start()
    found = error(REFUSED[kind], path="q.xml")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.code == ("dialect" if kind.startswith("nothing") else "format")
    assert "Error:" not in found.detail
    assert peak < 200 * MB  # a record has at most 8 MB


def test_a_large_list_takes_no_more_memory_than_one_question():
    question = element("question", written(textesQuestion="x" * 20_000)).encode()

    def blocks():
        yield b"<questionsEcrites>"
        for _ in range(2_000):
            yield question
        yield b"</questionsEcrites>"

    tracemalloc.start()
    count = sum(1 for _ in question_elements.items(blocks(), size_max_bytes=MB))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (count, peak < 2 * MB) == (2_000, True)


OTHER_FILES = [b"<html><body>question</body></html>", b"<questions/>", b"<?xml version='1.0'?><rss/>", b"question du jour", b"QUESTION \xc3\x89CRITE", b"<!-- a -->question de fond", b"<questionX/>", b"<!DOCTYPE html><question/>"]  # fmt: skip


@pytest.mark.parametrize("data", OTHER_FILES)
def test_other_files_are_no_question(data):
    assert not question_elements.is_question(data)

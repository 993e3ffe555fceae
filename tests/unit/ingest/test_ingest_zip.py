"""A zip is read entry by entry; what is wrong with one takes no other along."""

import json
import stat
import struct
import tracemalloc
import zipfile

import pytest
from official import as_file, as_list, written, zipped
from own_words import PROSE, question_of

from bounded import in_bounded_time
from reading import read_corpus
from search_app.ingest import Limits, scan_file
from search_app.model.document import Document, Kind
from search_app.model.errors import RecordError
from search_app.model.slug import slug_of

MB = 1024 * 1024
GOOD = ("json/QANR5L16QE77.json", as_file(written()))
LAST = ("json/z.json", as_file(written(uid="QANR5L16QE78", identifiant={"numero": "78", "legislature": "16"})))  # fmt: skip


@pytest.fixture
def read(tmp_path):
    def read_zip(data, limits=Limits()):  # noqa: B008 - frozen
        (tmp_path / "a.zip").write_bytes(data)
        found = list(read_corpus(tmp_path, limits=limits))
        documents = [one for one in found if isinstance(one, Document)]
        return documents, [one for one in found if isinstance(one, RecordError)]

    return read_zip


def test_entries_that_are_no_documents_by_their_names_are_passed_over(read):
    names = ("README.md", "a/style.css", "a/p_files/pub.html", "a/p.htm", "b_files/c.md", "~$d.md")
    documents, errors = read(zipped(*((name, f"# Un titre\n\n{PROSE}") for name in names)))
    assert errors == []
    assert [d.source.record for d in documents] == ["a/p.htm", "b_files/c.md"]


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"), "Excel"),
        (("mimetype", "content.xml", "META-INF/manifest.xml"), "OpenDocument"),
        (("mimetype", "META-INF/container.xml", "OEBPS/ch1.xhtml"), "e-book"),
    ],
)
def test_the_document_of_a_program_is_one_record_and_no_zip_of_its_parts(read, names, kind):
    data = zipped(*((name, f"<p>{PROSE}</p>") for name in names))
    for found in (read(data), read(zipped(("sous/a.docx", data)))):
        documents, [error] = found
        assert (documents, error.code) == ([], "dialect")
        assert kind in error.detail
        assert "save its text" in error.detail


def test_entries_of_every_format(read):
    documents, errors = read(
        zipped(
            GOOD,
            ("notes/question.txt", question_of()),
            ("presse/a.md", f"# Les hébergeurs\n\n{PROSE}"),
            ("presse/b.md", f"# Les hébergeurs\n\n{PROSE}"),
            ("xiv.json", as_list(*(written(uid=f"QANR5L16QE{n}", identifiant={"numero": n, "legislature": 16}) for n in (1, 2)))),
        )
    )  # fmt: skip
    assert errors == []
    assert [(slug_of(d) or d.id, d.source.path, d.source.record) for d in documents] == [
        ("QANR5L16QE77", "a.zip", "json/QANR5L16QE77.json"),
        ("QANR5L16QE4321", "a.zip", "notes/question.txt"),
        ("a-zip-presse-a", "a.zip", "presse/a.md"),
        ("a-zip-presse-b", "a.zip", "presse/b.md"),
        ("QANR5L16QE1", "a.zip", "xiv.json/QANR5L16QE1"),
        ("QANR5L16QE2", "a.zip", "xiv.json/QANR5L16QE2"),
    ]
    assert documents[2].kind is Kind.ARTICLE


def test_hidden_entries_and_folders_are_passed_over(read):
    names = [".hidden", "a/.b/c.txt", "__MACOSX/._x.json", "a~", "folder/"]
    documents, errors = read(zipped(*((name, "") for name in names), GOOD))
    assert len(documents) == 1
    assert errors == []


def _link(name):
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


ENTRIES = [
    (("../out.json", "{}"), "format", "leads out"),
    (("a/../../out.json", "{}"), "format", "leads out"),
    (("/etc/x.json", "{}"), "format", "leads out"),
    (("..\\out.json", "{}"), "format", "leads out"),
    (("C:\\x.json", "{}"), "format", "leads out"),
    ((_link("link.json"), "/etc/passwd"), "format", "symbolic link"),
    (("broken.json", '{"question": {'), "format", "JSON"),
    (("other.json", '{"amendement": {}}'), "dialect", "no question"),
    (("bytes.txt", b"\xe9\xfe"), "encoding", "0xE9"),
    (("nested.zip", zipped(GOOD)), "dialect", "zip"),
    (("empty.txt", ""), "empty", ""),
    (("big.json", b'{"question": "' + b"x" * (9 * MB)), "size", "more than 8388608"),
    (("big.txt", b"mot " * (3 * MB)), "size", "more than 8388608"),
    (("list.json", as_list(written())[:-9]), "format", "ends before its last brace"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "code", "detail"), ENTRIES)
def test_a_bad_entry_takes_no_other_along(read, entry, code, detail):
    documents, errors = read(zipped(GOOD, entry, LAST))
    ids = [document.id for document in documents]
    assert (ids[0], ids[-1]) == ("QANR5L16QE77", "QANR5L16QE78")
    error = errors[-1]
    name = entry[0] if isinstance(entry[0], str) else entry[0].filename
    assert (error.path, error.record, error.code) == ("a.zip", name, code)
    assert detail in error.detail


def _patched(offset_of, value, size=2):
    """A zip whose second entry's header fields, in both places, are changed."""
    data = bytearray(zipped(GOOD, ("bad.json", as_file(written())), LAST))
    for signature, offset in offset_of.items():
        place = [i for i in range(len(data)) if data.startswith(signature, i)][1]
        data[place + offset : place + offset + size] = value.to_bytes(size, "little")
    return bytes(data)


LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (_patched({LOCAL: 6, CENTRAL: 8}, 1), "encrypted"),
        (_patched({LOCAL: 8, CENTRAL: 10}, 99), "compression method 99"),
        (_patched({LOCAL: 8, CENTRAL: 10}, zipfile.ZIP_LZMA), "compression method 14"),
        (_patched({CENTRAL: 16}, 7, 4), "broken entry"),  # the checksum
        (_patched({CENTRAL: 24}, 50, 4), "broken entry"),  # a size that is not the true one
        (_patched({LOCAL: 30}, 0x2F2F), "broken entry"),  # two names
        (_patched({LOCAL: 0}, 0, 4), "broken entry"),
    ],
)
def test_a_damaged_entry_takes_no_other_along(read, data, detail):
    documents, [error] = read(data)
    assert [document.id for document in documents] == ["QANR5L16QE77", "QANR5L16QE78"]
    assert (error.record, error.code) == ("bad.json", "format")
    assert error.detail.startswith(detail)


def test_damaged_content_takes_no_other_along(read):
    data = bytearray(zipped(("bad.json", as_file(written())), LAST))
    data[60:90] = b"\xff" * 30
    documents, [error] = read(bytes(data))
    assert [document.id for document in documents] == ["QANR5L16QE78"]
    assert (error.record, error.code) == ("bad.json", "format")


@pytest.mark.parametrize("end", [30, 200, -1, -30])
def test_a_zip_cut_short_is_one_error(read, end):
    documents, [error] = read(zipped(GOOD, LAST)[:end])
    assert documents == []
    assert (error.path, error.record, error.code) == ("a.zip", "", "format")
    assert "broken zip" in error.detail


def test_a_container_too_large_is_not_opened(read):
    _, [error] = read(zipped(GOOD), Limits(container_size_max_bytes=100))
    assert (error.code, error.record) == ("size", "")


def test_too_many_entries_are_not_even_listed(read):
    data = zipped(*((f"{n}", "") for n in range(100)))
    _, [error] = read(data, Limits(entries_max=99))
    assert (error.code, error.record) == ("size", "")
    assert "more than 99 entries" in error.detail


def test_a_lie_about_the_directory_is_found(read):
    """Two ends, the second made up: the first, whose directory is too large, counts too."""
    data = zipped(*((f"{n}", "") for n in range(100)))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 0)
    _, [error] = read(data + end, Limits(entries_max=99))
    assert error.code == "size"


BOMBS = {  # what each entry opens with, what it is filled with, and how many there are
    "one record": (b'{"question": "', b" ", 100 * MB, 1),
    "one list": (b'{"questionsGvt": {"question": [', b" ", 100 * MB, 1),
    "one string": (b'{"questionsGvt": {"question": [{"a": "', b"x", 100 * MB, 1),
    "many records": (b'{"question": "', b"x", 8 * MB - 100, 12),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_bounded_in_time_and_memory(tmp_path, kind):
    opening, filling, size, count = BOMBS[kind]
    entries = ((f"{number}.json", opening + filling * size) for number in range(count))
    (tmp_path / "a.zip").write_bytes(zipped(*entries, GOOD))
    with in_bounded_time(10):
        tracemalloc.start()
        found = [scanned for scanned in scan_file(tmp_path, "a.zip", limits=Limits()) if isinstance(scanned, RecordError)]  # fmt: skip
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert found[-1].code == "size"
    assert peak < 40 * MB


def test_entries_of_a_size_that_lies_are_stopped_by_the_limit(read):
    """The declared size is small, the content is not: what is read counts."""
    limits = Limits(unpacked_size_max_bytes=1_000)
    documents, [error] = read(zipped(GOOD, LAST, method=zipfile.ZIP_STORED), limits)
    assert documents == []
    assert (error.code, error.record) == ("size", GOOD[0])
    assert "more than 1000 bytes unpacked" in error.detail


def test_a_zip_of_200_mb_is_read_in_the_memory_of_one_record(tmp_path):
    body = json.dumps(written(textesQuestion=None, x="mot " * 25_000)).encode()
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_STORED) as archive:
        for number in range(1_000):
            archive.writestr(f"{number}.json", b'{"question": ' + body + b"}")
        with archive.open("xiv.json", "w") as stream:
            stream.write(b'{"questionsGvt": {"question": [')
            stream.writelines(b"," * (number > 0) + body for number in range(1_000))
            stream.write(b"]}}")
    tracemalloc.start()
    count = sum(1 for _ in scan_file(tmp_path, "a.zip", limits=Limits()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 2_000
    assert peak < 8 * MB

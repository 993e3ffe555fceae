"""What is too large or too deep for a library is refused before the library sees it."""

import pytest
from own_words import PROSE

from reading import read_corpus
from search_app.ingest import Limits
from search_app.ingest.html_tags import ATTRIBUTES_MAX, has_too_many_attributes
from search_app.ingest.printable import composed
from search_app.model.document import Document

MAPPING = '[columns]\nnumber = "n"\ntext = "t"\n[constants]\ntype = "QE"\nlegislature = "16"\n'
CSV = "n,t,u\n1,Une question sur le sel,x\n"
MANY = " ".join(f"a{n}" for n in range(ATTRIBUTES_MAX + 1))

TAGS = [
    (f"<p {MANY}>", True),
    (f"<p {MANY}", True),
    (f"<P\n{MANY.replace(' ', '/')}>", True),
    (f"<p {MANY.rpartition(' ')[0]}>", False),
    (f"<p>{MANY}</p>", False),
    (f"<p class='{MANY}'>{MANY}", False),
    ("<p " + MANY.replace(" ", '=">" ') + ">", True),
    ("<p " + MANY.replace(" ", "=v'> ") + ">", False),
    ("<p " + MANY.replace(" ", "=a ") + ">", True),
    (f"<!-- <p {MANY}> -->", False),
    (f"<!-- <p a=' --><p {MANY}>", True),
    (f"<script>'<p {MANY}>'</script>", False),
    (f"<script>'<p b=\"'</script><p {MANY}>", True),
    (f"a < b {MANY}>", False),
]


@pytest.mark.parametrize(("html", "expected"), TAGS)
def test_attributes_are_counted_as_html_has_them(html, expected):
    assert has_too_many_attributes(html) is expected


@pytest.mark.parametrize("path", ["a.html", "a.json"])
def test_a_tag_of_too_many_attributes_is_refused(error, path):
    page = f"<html><body><p>{PROSE}</p><p {MANY}>a"
    question = (
        '{"uid":"QANR5L16QE1","type":"QE","identifiant":{"legislature":"16","numero":"1"},'
        f'"textesQuestion":{{"texteQuestion":{{"texte":"<p {MANY}>a"}}}}}}'
    )
    found = error(page if path == "a.html" else question, path)
    assert (found.code, found.detail) == ("size", "tag of more than 500 attributes")


def test_a_page_of_too_many_tags_is_refused(error):
    found = error("<html><body>" + f"<p>{PROSE}" + "<p>a" * 20_000, "a.html")
    assert (found.code, found.detail.split()[-1]) == ("size", "20000")


MAPPINGS = [
    ("a = " + "[" * 101, "more than 100 opening brackets"),
    ("a = [\n" * 101, "more than 100 opening brackets"),
    ("a = " + "{a=" * 101, "more than 100 opening brackets"),
    ("a." * 500 + "b = 1", "more than 1000 characters in a line"),
    ("#\n" * 8_001, "more than 16000 bytes"),
    ("a = " + "1" * 900 + "\nb" * 9, "Expected '='"),
]


@pytest.mark.parametrize(("mapping", "detail"), MAPPINGS)
def test_a_mapping_that_its_parser_may_be_slow_on_is_refused(read_all, mapping, detail):
    good, bad = read_all({"a.txt": PROSE, "b.csv": CSV, "b.csv.toml": mapping})
    assert isinstance(good, Document)
    assert (bad.path, bad.code) == ("b.csv", "format")
    assert detail in bad.detail


@pytest.mark.parametrize("is_inside", [True, False])
def test_a_mapping_that_is_a_link_counts_only_inside_the_corpus(tmp_path, is_inside):
    corpus = tmp_path / "corpus"
    (corpus / "folder").mkdir(parents=True)
    (corpus / "folder/a.csv").write_text(CSV)
    target = (corpus if is_inside else tmp_path) / ".mapping"
    target.write_text(MAPPING)
    (corpus / "folder/a.csv.toml").symlink_to(target)
    found = list(read_corpus(corpus, limits=Limits()))
    if is_inside:
        assert [document.title for document in found] == ["Question écrite n° 1"]
    else:
        assert [(e.path, e.code) for e in found] == [
            ("folder/a.csv.toml", "format"),
            ("folder/a.csv", "dialect"),
        ]


@pytest.mark.parametrize("matter", ["[" * 2_000, "{a: " * 2_000, "\n" + "- " * 2_000])
def test_front_matter_too_deep_is_read_line_by_line(document, matter):
    found = document(f"---\ntitle: Avis\na: {matter}\n---\n\n{PROSE}", "a.md")
    assert (found.title, found.text) == ("Avis", PROSE)


def test_marks_on_one_letter_are_bounded():
    assert composed("e\u0301" * 40) == "é" * 40
    assert composed("a" + "\u0301\u0316" * 9_000) == composed("a" + "\u0301\u0316" * 15)
    assert composed("\u9f98" * 40) == "\u9f98" * 40


def test_a_detail_that_quotes_the_record_is_cut(read_all):
    (found,) = read_all({"a.csv": f"n,t\n{'x' * 9_000},a\n", "a.csv.toml": MAPPING})
    assert found.code == "value"
    assert len(found.detail) == 300


def test_rows_that_open_a_quotation_are_not_read_again_and_again(read_all):
    rows = 5_000
    *found, last = read_all({"a.csv": "n,t\n" + '"x","y\n' * rows, "a.csv.toml": MAPPING})
    assert {error.code for error in (*found, last)} == {"format"}
    assert len(found) < 12
    assert last.detail.endswith(f"; {rows - len(found) - 1} more lines are not read")


def test_rows_after_an_open_quotation_are_read(read_all):
    rows = "".join(f"{n},Une question\n" for n in range(2, 900))
    first, *found = read_all({"a.csv": f'n,t\n1,"Une question\n{rows}', "a.csv.toml": MAPPING})
    assert (first.line, first.detail) == (2, "quotation mark that is never closed")
    assert [document.number for document in found] == [str(n) for n in range(2, 900)]


def test_rows_of_a_few_bytes_are_read_up_to_a_number(tmp_path):
    rows = "".join(f"{n:04},{'a' * 26}\n" for n in range(1, 1_000))  # of 32 bytes each
    (tmp_path / "a.csv").write_text(f"n,t\n{rows}")
    (tmp_path / "a.csv.toml").write_text(MAPPING)
    limits = Limits(rows_always=10, row_size_min_bytes=64)
    *documents, error = read_corpus(tmp_path, limits=limits)
    read = 20  # 10, and one for two of these
    assert [int(document.number) for document in documents] == [*range(1, read + 1)]
    assert (error.code, error.line, error.record) == ("size", read + 2, f"row {read + 1}")
    assert f"{read} records" in error.detail
    assert len(list(read_corpus(tmp_path, limits=Limits()))) == 999


@pytest.mark.parametrize(
    ("name", "begins", "record"),
    [
        ("a.json", '{"questionsEcrites":{"question":[', "{},"),
        ("a.html", "<span class=DocPublicationName>a</span><span class=DocHeader>b", "<article>"),
    ],
)
def test_empty_records_are_read_up_to_a_number(tmp_path, name: str, begins: str, record: str):
    (tmp_path / name).write_text(begins + record * 1_000)
    limits = Limits(rows_always=10, row_size_min_bytes=1_000)
    *_, error = read_corpus(tmp_path, limits=limits)
    assert error.code == "size"
    assert "records for its size" in error.detail
    assert len(list(read_corpus(tmp_path, limits=limits))) < 25

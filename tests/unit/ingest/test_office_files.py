"""PDF and Word files: what is read of them, and what is refused."""

import datetime as dt
import io
import sys
import zipfile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from own_words import PROSE, question_of
from pypdf import PdfReader, PdfWriter

from chaos.office_files import paragraphs_of, pdf_of_lines, pdf_of_streams, word_of
from reading import read_corpus
from search_app.ingest import Limits, libraries
from search_app.ingest.texts.office_files import apart, printed_pages
from search_app.model.document import Document, DocumentType, Kind
from search_app.model.errors import RecordError

TITLE = "Le pont suspendu rouvre"
FIRST, SECOND = PROSE.split("\n\n")
DAY = dt.date(2024, 3, 12)


def _word(*blocks, title="", author="", created=None):
    made = docx.Document()
    for text, style in blocks:
        made.add_paragraph(text, style)
    made.core_properties.title, made.core_properties.author = title, author
    made.core_properties.created = created or dt.datetime(2024, 3, 12, 23, 30)  # noqa: DTZ001
    return made


def _saved(made):
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def _encrypted(data, to_read, to_change):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(to_read, to_change, algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def test_a_word_document_with_its_properties(document):
    made = _word((FIRST, None), title=TITLE, author="Jeanne Exemple")
    table = made.add_table(2, 2)
    for place, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"case {place}"
    made.add_paragraph(SECOND)
    found = document(_saved(made), path="presse/a.docx")
    assert found.text == f"{FIRST}\n\ncase 0 ; case 1\n\ncase 2 ; case 3\n\n{SECOND}"
    assert (found.title, found.author, found.kind) == (TITLE, "Jeanne Exemple", Kind.ARTICLE)
    # The properties have the time in UTC.
    assert (found.date, found.date_inferred) == (dt.date(2024, 3, 13), True)
    assert found.legislature == "16"
    assert found.id.startswith("presse-a-")


def test_the_heading_in_the_text_is_the_title(document):
    blocks = ((TITLE, "Title"), ("Les piétons d’abord", "Heading 1"), (FIRST, None))
    found = document(_saved(_word(*blocks, title="Modèle de lettre")), path="a.docx")
    assert (found.title, found.text) == (TITLE, f"Les piétons d’abord\n\n{FIRST}")


def test_properties_that_nobody_wrote_do_not_count(document):
    made = _word((TITLE, None), (FIRST, None), title="Document1", author="python-docx")
    found = document(_saved(made), path="a.docx")
    assert (found.title, found.text, found.author) == (TITLE, FIRST, "")


def test_text_in_controls_links_and_changes_is_read_and_what_was_moved_is_not(document):
    run = "<w:r><w:t>{}</w:t></w:r>"
    inside = "".join(
        (
            "<w:sdt><w:sdtContent>" + paragraphs_of(FIRST) + "</w:sdtContent></w:sdt>",
            "<w:p>" + run.format("Un pont"),
            "<w:ins>" + run.format(" de bois") + "</w:ins>",
            "<w:moveFrom>" + run.format(" ailleurs") + "</w:moveFrom>",
            "<w:del><w:r><w:delText> de fer</w:delText></w:r></w:del>",
            "<w:hyperlink><w:r><w:tab/><w:t>rouvre</w:t><w:br/><w:t>à midi</w:t></w:r></w:hyperlink></w:p>",
        )
    )
    found = document(word_of(inside), path="a.docx")
    assert found.text == "Un pont de bois rouvre\n\nà midi"
    assert found.title == FIRST


@pytest.mark.parametrize("name", ["2023-01-02-pont.docx", "pont.docx"])
def test_the_day_of_the_text_and_of_the_name_count_before_that_of_the_file(document, name):
    made = _word((TITLE, None), (FIRST, None))
    assert document(_saved(made), path=name).date == (
        dt.date(2023, 1, 2) if name[0] == "2" else dt.date(2024, 3, 13)
    )
    made.add_paragraph("Publié le 5 mai 2022")
    found = document(_saved(made), path=name)
    assert (found.date, found.date_inferred) == (dt.date(2022, 5, 5), False)


LINES = question_of(author="Auteur : Mme Jeanne Exemple").split("\n\n")


@pytest.mark.parametrize(
    "data",
    [_saved(_word(*((line, None) for line in LINES))), pdf_of_lines(LINES[:6], LINES[6:])],
    ids=["Word", "PDF"],
)
def test_a_pasted_question_is_a_question(document, data):
    found = document(data)
    assert (found.id, found.type) == ("QANR5L16QE4321", DocumentType.QE)
    assert (found.title, found.author) == ("Stockage des dossiers scolaires", "Mme Jeanne Exemple")
    assert found.text == "Mme Jeanne Exemple demande où sont gardés les dossiers."
    assert found.events[0].date == dt.date(2023, 3, 1)


PAGES = (
    [
        "La Gazette imaginaire, 12 mars",
        TITLE,
        "La commission a entendu hier les hébergeurs candidats, qui ont montré leurs garan-",
        "ties et leurs délais aux députés. Cela suffira peut-",
        "être, dit un rapport sous-",
        "jacent, pour que les socio-",
        "logues et les élus reprennent les travaux du pont avec l’accord de la préfecture et",
        "1 / 2",
    ],
    [
        "La Gazette imaginaire, 13 mars",
        "de la région.",
        "– Un premier point qui tient sur une ligne entière de la page, et qui se finit bien ici.",
        "– Un second, où les sociologues parlent d’un mot sous-jacent de la langue du pays même.",
        "2 / 2",
    ],
)
JOINED = (
    "La commission a entendu hier les hébergeurs candidats, qui ont montré leurs garanties et leurs"
    " délais aux députés. Cela suffira peut-être, dit un rapport sous-jacent, pour que les"
    " sociologues et les élus reprennent les travaux du pont avec l’accord de la préfecture et de la"
    " région."
)


def test_the_lines_of_a_pdf_become_paragraphs(document):
    information = "/Title(Microsoft Word - pont.docx)/Author(Jeanne Exemple)/CreationDate(D:20240312233000+01'00')"
    found = document(pdf_of_lines(*PAGES, information=information), path="a.pdf")
    assert (found.title, found.author) == (TITLE, "Jeanne Exemple")
    assert (found.date, found.date_inferred) == (DAY, True)
    assert found.text.split("\n\n") == [
        JOINED,
        *PAGES[1][2:4],
    ]


def test_a_soft_hyphen_and_a_long_paragraph_are_joined():
    lines = ["La commission des affaires socia\xad", "les a entendu hier les élus, et"] * 20_000
    (found,) = printed_pages.paragraphs_of(["\n".join(lines)])
    assert found == " ".join(
        ["La commission des affaires sociales a entendu hier les élus, et"] * 20_000
    )


def test_a_pdf_that_only_asks_a_password_for_changes_is_read(document):
    data = _encrypted(pdf_of_lines([TITLE, FIRST]), "", "x")
    assert document(data, path="a.pdf").title == TITLE


@pytest.mark.parametrize(
    ("data", "code", "detail"),
    [
        (_encrypted(pdf_of_lines([TITLE, FIRST]), "x", "x"), "format", "encrypted PDF"),
        (pdf_of_streams([b"", b"0 0 9 9 re f"]), "missing", "2 pages may be a scan"),
        (pdf_of_streams([b""] * 1_001), "size", "PDF of 1001 pages"),
        (pdf_of_streams([b"q Q " * 8_000_000]), "size", "pages of more than 30000000 bytes"),
        (pdf_of_lines([TITLE, FIRST])[:700], "format", "broken file"),
        (word_of("<w:p/>"), "missing", "text"),
        (word_of("", parts={"word/a.xml": "a" * 100_000_001}), "size", "bytes unpacked"),
        (word_of(paragraphs_of(FIRST), "<!DOCTYPE a [<!ENTITY b 'c'>]>"), "format", "document type"),
        (word_of("<w:p>"), "format", "broken file"),
    ],
)  # fmt: skip
def test_what_is_refused(error, data, code, detail):
    found = error(data, path="a.bin")
    assert found.code == code
    assert detail in found.detail


@pytest.mark.parametrize(
    ("bounds", "detail"),
    [({"_MEMORY_MAX_BYTES": 150_000_000}, "MB to be read"), ({"_SECONDS": 0, "_SECONDS_PER_MB": 1}, "s to be read")],
)  # fmt: skip
def test_a_file_that_takes_too_much_is_given_up(error, monkeypatch, bounds, detail):
    for name, value in bounds.items():
        monkeypatch.setattr(apart, name, value)
    many = pdf_of_lines(*[[f"{n} {PROSE}".replace("\n\n", " ")] * 50 for n in range(300)])
    bomb = pdf_of_streams([b" " * 70_000_000])
    found = error(many if "_SECONDS" in bounds else bomb, path="a.pdf")
    assert found.code == "size"
    assert detail in found.detail


@pytest.mark.parametrize(
    ("library", "data"),
    [("pypdf", pdf_of_lines([TITLE, FIRST])), ("docx", word_of(paragraphs_of(TITLE, FIRST)))],
)
def test_without_its_library_a_file_is_rejected_with_a_hint(
    error, document, monkeypatch, library, data
):
    assert document(data).title == TITLE
    assert library in libraries()
    monkeypatch.setitem(sys.modules, library, None)
    assert library not in libraries()
    found = error(data)
    assert found.code == "dialect"
    assert "install search-app[documents] (make documents) and reindex" in found.detail


def test_a_document_in_a_zip_is_read_there(read_all):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("presse/a.docx", word_of(paragraphs_of(TITLE, FIRST)))
        made.writestr("presse/b.pdf", pdf_of_lines([TITLE, FIRST]))
    found = read_all({"a.zip": held.getvalue()})
    assert [(d.title, d.source.record) for d in found] == [
        (TITLE, "presse/a.docx"),
        (TITLE, "presse/b.pdf"),
    ]


CUTS = st.sampled_from([pdf_of_lines([TITLE, FIRST]), word_of(paragraphs_of(TITLE, FIRST))])


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=st.binary(max_size=300).map(b"%PDF-1.7\n".__add__)
    | st.tuples(CUTS, st.integers(0, 900), st.binary(max_size=20)).map(
        lambda made: made[0][: made[1]] + made[2] + made[0][made[1] + len(made[2]) :]
    )
)
def test_any_bytes_after_the_signature_are_read_or_reported(tmp_path, data):
    (tmp_path / "a.bin").write_bytes(data)
    for found in read_corpus(tmp_path, limits=Limits()):
        if isinstance(found, RecordError):
            assert found.code in {
                "dialect",
                "encoding",
                "format",
                "missing",
                "size",
                "value",
                "date",
            }
            assert "Error:" not in found.detail
        else:
            assert isinstance(found, Document)
            assert found.text.strip() == found.text != ""

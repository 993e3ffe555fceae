"""A CSV of questions is read as its mapping says; a wrong row is left out alone."""

import datetime as dt
import io
import tarfile

import pytest
from official import zipped

from reading import read_corpus
from search_app.ingest import Limits
from search_app.model.document import Document, DocumentType, Event, EventKind, Status
from search_app.model.errors import RecordError

MAPPING = """
encoding = "cp1252"
separator = "|"
quoting = "none"
date_order = "dmy"
[columns]
number = "no"
author = "nom"
text = "question"
date = "jour"
[constants]
type = "QE"
legislature = "16"
"""
HEADER = "no|nom|jour|question|autre"
ROW = "12|M. Paul Modèle|03/01/2023|Où sont les phares ?|x"
QUOTED = MAPPING.replace('"|"', '","').replace('"none"', '"minimal"').replace("cp1252", "utf-8")
QUOTED_HEADER = "no,nom,jour,question,autre"
QUOTED_ROW = '12,M. Paul Modèle,03/01/2023,"Où, quand,\net ""comment"" ?",x'
SENAT_HEADER = (
    "Sort;Nature;Numéro;Titre;Nom;Prénom;Civilité;Circonscription;Groupe;Date de publication JO;"
    "Ministère de dépôt;Ministère de réponse;Date de réponse JO;Thème(s);URL Question"
)
SENAT_ROW = (
    "Réponse du ministère;QE;05975;L’entretien des phares;Exemple;Jeanne;Mme;Gers;RDSE;2025-08-21;"
    "Culture;Culture;2025-11-13;Mer;http://www.senat.fr/questions/base/2025/qSEQ250805975.html"
)


def _row(number):
    return ROW.replace("12", str(number), 1)


@pytest.fixture
def read(read_all):
    """Documents and reports of one CSV, given as its lines or its bytes, with its mapping."""

    def read_csv(content, mapping=MAPPING, **options):
        data = "\n".join(content).encode("cp1252") if isinstance(content, list) else content
        found = read_all({"a/q.csv": data, "a/q.csv.toml": mapping}, **options)
        documents = [one for one in found if isinstance(one, Document)]
        return documents, [one for one in found if isinstance(one, RecordError)]

    return read_csv


def test_a_row(read):
    [document], errors = read([HEADER, ROW])
    assert errors == []
    assert (document.id, document.type) == ("QANR5L16QE12", DocumentType.QE)
    assert (document.author, document.text) == ("M. Paul Modèle", "Où sont les phares ?")
    assert document.date == dt.date(2023, 1, 3)
    assert document.events == (Event(kind=EventKind.ASKED, date=document.date),)
    assert document.status is None
    assert document.title == "Question écrite n° 12"
    assert document.url == "https://questions.assemblee-nationale.fr/q16/16-12QE.htm"
    source = document.source
    assert (source.path, source.record, source.line) == ("a/q.csv", "row 1", 2)


def test_every_field_has_its_column(read):
    columns = {
        "number": "7",
        "author": "Mme Jeanne Exemple",
        "group": "Les Républicains",
        "constituency": "Gers (2e circonscription)",
        "ministry_asked": "Culture",
        "ministry_in_charge": "Armées",
        "topic": "numérique",
        "title": "Archives  des phares",
        "date": "2023-01-03",
        "text": "Où ?",
        "answer": "À Brest.",
        "url": "https://exemple.test/7",
    }
    mapping = (
        'date_order = "ymd"\n[columns]\n'
        + "".join(f'{name} = "{name} "\n'.replace(' "', '"') for name in columns)
        + '[constants]\ntype = "Question orale sans débat"\nlegislature = "XVe"\n'
    )
    lines = [",".join(columns), ",".join(columns.values())]
    [document], errors = read("\r\n".join(lines).encode("utf-8-sig"), mapping)
    assert errors == []
    assert (document.id, document.title) == ("QANR5L15QOSD7", "Archives des phares")
    assert (document.author, document.constituency) == (columns["author"], columns["constituency"])
    names = (document.group, document.ministry_asked, document.ministry_in_charge, document.topic)
    assert [name.values for name in names] == [("LR",), ("Culture",), ("Armées",), ("Numérique",)]
    assert (document.text, document.answer, document.url) == ("Où ?", "À Brest.", columns["url"])
    assert (document.date, document.status) == (dt.date(2023, 1, 3), Status.ANSWERED)


def test_a_quoted_field_has_lines(read):
    data = f"{QUOTED_HEADER}\n{QUOTED_ROW}\n\n13,,,x,".encode()
    [first, second], errors = read(data, QUOTED)
    assert errors == []
    assert first.text == 'Où, quand,\n\net "comment" ?'
    assert (first.source.line, second.source.line, second.source.record) == (2, 5, "row 2")


ROWS = [
    ("no|question", "format", "2 columns, the header has 5"),
    ("|a||b|", "missing", "number"),
    ("x|a||b|", "value", "number: x"),
    ("0|a||b|", "value", "number: 0"),
    ("12|a|31/02/2023|b|", "date", "31/02/2023"),
    ("12|a|2023-01-03|b|", "date", "2023-01-03"),
    ("12|a|03/01/23|b|", "date", "03/01/23"),
    ("12|a||b\0|", "encoding", "NUL"),
    (b"12|a||b\x81|".decode("latin-1"), "encoding", "0x81"),
]


@pytest.mark.parametrize(("row", "code", "detail"), ROWS)
def test_a_wrong_row_is_left_out_alone(read, row, code, detail):
    lines = [HEADER.encode(), _row(1).encode("cp1252"), row.encode("latin-1"), _row(2).encode("cp1252")]  # fmt: skip
    documents, [error] = read(b"\n".join(lines))
    assert [document.number for document in documents] == ["1", "2"]
    assert (error.path, error.record, error.line, error.code) == ("a/q.csv", "row 2", 3, code)
    assert detail in error.detail


def test_a_row_without_text_is_indexed_and_reported(read):
    [document], [error] = read([HEADER, "12|||  |"])
    assert (document.number, document.date) == ("12", None)
    assert (error.code, error.detail, error.line) == ("missing", "text", 2)


@pytest.mark.parametrize("size", [100_000, 9_000_000])
def test_an_open_quotation_mark_costs_one_row(read, size):
    filler = [f'{number},,,"{"mot " * 200}",' for number in range(100, 100 + size // 800)]
    data = "\n".join([QUOTED_HEADER, QUOTED_ROW, '13,"M. X,,y,', *filler, '14,,,"z",']).encode()
    documents, [error] = read(data, QUOTED)
    assert (error.line, error.record) == (4, "row 2")
    assert len(documents) == len(filler) + 2
    assert documents[-1].source.line == 5 + len(filler)


def test_a_row_too_long_is_not_held(read):
    long = "13|" + "x" * 9_000_000
    documents, [error] = read("\n".join([HEADER, _row(1), long, _row(2)]).encode("cp1252"))
    assert [document.number for document in documents] == ["1", "2"]
    assert (error.code, error.line) == ("size", 3)


MAPPINGS = [
    (MAPPING.replace("cp1252", "ebcdic"), "encoding: 'ebcdic'"),
    (MAPPING.replace("cp1252", "utf-16"), "encoding: 'utf-16'"),
    (MAPPING.replace('"cp1252"', "3"), "encoding: 3"),
    (MAPPING.replace('"|"', '"||"'), "separator: '||'"),
    (MAPPING.replace('"none"', '"all"'), "quoting: 'all'"),
    (MAPPING.replace('"dmy"', '"mdy"'), "date_order: 'mdy'"),
    (MAPPING.replace('date_order = "dmy"', ""), "date_order: missing"),
    (MAPPING.replace('date_order = "dmy"', "date_order = []"), "date_order: "),
    (MAPPING.replace('number = "no"', ""), "columns.number: missing"),
    (MAPPING.replace('number = "no"', "number = 1"), "columns.number: 1"),
    (MAPPING.replace('nom"', 'prénom"'), "columns.author: column 'prénom' is missing"),
    (MAPPING.replace("author", "auteur"), "columns.auteur: unknown"),
    (MAPPING.replace('type = "QE"', ""), "constants.type: missing"),
    (MAPPING.replace('type = "QE"', 'type = "QX"'), "constants.type: 'QX'"),
    (MAPPING.replace('"16"', '"seize"'), "constants.legislature: 'seize'"),
    (MAPPING.replace('type = "QE"', 'type = "QE"\ngroup = "x"'), "constants.group: unknown"),
    (MAPPING.replace("[columns]", "[colonnes]"), "colonnes: unknown"),
    ("columns = 3", "columns: not a table"),
    ("encoding = ", "Invalid value"),
    (b"\xff", "0xff"),
]


@pytest.mark.parametrize(("mapping", "detail"), MAPPINGS)
def test_a_wrong_mapping_says_which_key(read, mapping, detail):
    documents, [error] = read([HEADER, ROW], mapping)
    assert documents == []
    assert (error.path, error.code) == ("a/q.csv", "format")
    assert error.detail.startswith("a/q.csv.toml: ")
    assert detail in error.detail


def test_a_column_twice_is_not_guessed(read):
    _, [error] = read([HEADER.replace("autre", "nom"), ROW])
    assert "column 'nom' is there more than once" in error.detail


@pytest.mark.parametrize("content", [ROW.encode("cp1252"), f"{HEADER}\n{ROW}".encode()])
def test_a_csv_without_its_mapping_says_what_to_write(read_all, content):
    (error,) = read_all({"a/q.csv": content})
    assert (error.code, error.path) == ("dialect", "a/q.csv")
    assert "write q.csv.toml beside it" in error.detail


def test_an_empty_csv_and_a_mapping_alone(read, read_all):
    _, [error] = read(b"")
    assert (error.code, error.path) == ("format", "a/q.csv")
    _, [error] = read([HEADER])
    assert (error.code, error.path) == ("empty", "a/q.csv")
    *_, error = read_all({"b/r.csv.toml": MAPPING})
    assert (error.code, error.path) == ("dialect", "b/r.csv.toml")


SUBJECTS = [
    ("M. Paul Modèle interroge Mme la ministre de la mer sur le prix du sel. Il monte.", "Le prix du sel"),
    ("Mme Jeanne Exemple attire l'attention de M. le ministre d'État, ministre de la mer, sur l’accueil de M. Y à Sète. Il", "L’accueil de M. Y à Sète"),
    ("M. Paul Modèle appelle l'attention de M. le ministre sur les phares.", "Les phares"),
    ("M. Paul Modèle demande à M. le ministre de préciser le calendrier.", "Question orale sans débat n° 5"),
    ("M. Paul Modèle alerte M. le ministre sur le sel", "Question orale sans débat n° 5"),
    ("M. Paul Modèle alerte M. le ministre sur " + "la côte et " * 30 + "le sel. Il", "La côte et " + "la côte et " * 12 + "la côte et la…"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title"), SUBJECTS)
def test_a_question_without_title_has_that_of_its_subject(read, text, title):
    mapping = MAPPING.replace('"QE"', '"QOSD"')
    [document], _ = read([HEADER, f"5|||{text}|"], mapping)
    assert document.title == title


def test_a_name_too_long_for_an_address_is_refused(tmp_path):
    (tmp_path / "q.csv").write_text(f"n;g;t\n1;{'x' * 201};Une question\n2;{'x' * 200};Une autre\n")
    (tmp_path / "q.csv.toml").write_text(
        'separator = ";"\n[columns]\nnumber = "n"\ngroup = "g"\ntext = "t"\n'
        '[constants]\ntype = "QE"\nlegislature = "16"\n'
    )
    documents, errors = [], []
    for found in read_corpus(tmp_path, limits=Limits()):
        (documents if isinstance(found, Document) else errors).append(found)
    assert [(error.code, error.line) for error in errors] == [("value", 2)]
    assert [document.number for document in documents] == ["2"]


def test_a_zip_holds_tables_as_a_folder_does(read_all):
    files = {
        "a/q.csv": "\n".join((HEADER, _row(12), _row(13), "14|x")).encode("cp1252"),
        "a/q.csv.toml": MAPPING,
        "b/Q.CSV": f"{QUOTED_HEADER}\n{QUOTED_ROW.replace('12', '15', 1)}\n",
        "b/Q.CSV.toml": QUOTED,
        "c/wrong.csv": HEADER,
        "c/wrong.csv.toml": MAPPING.replace("cp1252", "cp1253"),
        "d/alone.csv": f"{HEADER}\n{_row(16)}",
        "e/alone.csv.toml": MAPPING,
        "f/year.csv": f"{SENAT_HEADER}\n{SENAT_ROW}\n".encode("cp1252"),
    }

    def facts(found, prefix):
        place = found.source if isinstance(found, Document) else found
        name = "/".join(filter(None, (place.path, place.record))).removeprefix(prefix)
        is_read = isinstance(found, Document)
        return (
            name,
            place.line,
            *((found.id, found.text) if is_read else (found.code, found.detail)),
        )

    of_folder = [facts(found, "") for found in read_all(files)]
    packed = read_all({"z.zip": zipped(*files.items())})[len(of_folder) :]
    of_zip = sorted(facts(found, "z.zip/") for found in packed)
    assert of_zip == sorted(of_folder)
    assert [one[2] for one in of_zip if one[0].startswith(("a", "b", "f"))] == [
        *("QANR5L16QE12", "QANR5L16QE13", "format", "QANR5L16QE15", "SEQ250805975")
    ]
    assert [one[2] for one in of_zip if not one[0].startswith(("a", "b", "f"))] == [
        *("format", "dialect", "dialect")
    ]


@pytest.mark.parametrize("name", ["t.csv", "t.tsv"])
def test_a_table_without_a_mapping_is_no_article_though_it_reads_as_prose(read_all, name):
    prose = "Le lavoir rouvre au printemps.\n\nLa mairie de Bellerive l’a dit hier aux habitants.\n"
    found = read_all({name: prose, "z.zip": zipped((name, prose))})
    assert [error.code for error in found] == ["dialect", "dialect"]
    assert all(f"write {name}.toml beside it" in error.detail for error in found)


def test_a_tar_has_no_mappings_and_says_so(read_all):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, text in (("q.csv", f"{HEADER}\n{ROW}"), ("q.csv.toml", MAPPING)):
            entry = tarfile.TarInfo(name)
            entry.size = len(data := text.encode())
            tar.addfile(entry, io.BytesIO(data))
    found = read_all({"a.taz": packed.getvalue()})
    assert [(one.record, one.code) for one in found] == [("q.csv", "dialect"), ("q.csv.toml", "dialect")]  # fmt: skip
    assert "in a zip, not in a tar" in found[1].detail


WORDS = "L’élève paie 2 €, c’est un œuf."


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("iso8859-1", "cp1252"),
        ("latin-1", "cp1252"),
        ("cp1252", "utf-8-sig"),
        ("cp1252", "utf-16"),
        ("utf-8", "utf-16"),
    ],
)
def test_what_a_file_is_counts_more_than_what_its_mapping_says(read, declared, codec):
    text = "\r\n".join([HEADER, ROW.replace("Où sont les phares ?", WORDS), _row(13)])
    documents, errors = read(text.encode(codec), MAPPING.replace("cp1252", declared))
    assert errors == []
    assert [d.text for d in documents] == [WORDS, "Où sont les phares ?"]


def test_utf16_that_is_cut_is_reported(read):
    _documents, errors = read(f"{HEADER}\n{ROW}".encode("utf-16")[:-1] + b"\x00\xd8")
    assert [error.code for error in errors] == ["encoding"]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;\r"])
def test_the_line_of_a_spreadsheet_that_names_the_separator(read, first):
    lines = [first, HEADER.replace("|", ";"), ROW.replace("|", ";"), "x" + ROW.replace("|", ";")]
    [document], [error] = read(lines)
    assert (document.text, document.source.line, error.line) == ("Où sont les phares ?", 3, 4)


def test_a_table_decoded_in_the_wrong_charset_is_reported(read):
    [document], [error] = read(f"{HEADER}\n{ROW.replace('phares', 'piétons')}".encode())
    assert (document.number, error.code, error.line) == ("12", "encoding", 2)

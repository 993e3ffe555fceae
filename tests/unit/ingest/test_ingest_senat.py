"""Questions of the Sénat: its dump, cut and bent in many ways, and its table of a year."""

import datetime as dt
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official import zipped

from search_app.ingest.senat_questions import dump
from search_app.ingest.senat_questions.copied_rows import copied_rows
from search_app.model.document import (
    Chamber,
    Document,
    DocumentType,
    Event,
    EventKind,
    Source,
    Status,
)

COLUMNS = (
    "id", "natquecod", "legislature", "numero", "sorquecod", "titre", "nom", "prenom", "codequalite",
    "circonscription", "groupe", "datejodepot", "mindepotlib", "minreplib1", "datejorep1", "txtque",
    "themes",
)  # fmt: skip
ANSWER_COLUMNS = ("idque", "txtrep", "datejorep", "minreplib")
MB = 1_000_000


def _question(**changes):
    values = {
        "id": "7", "natquecod": "QE", "legislature": "15", "numero": "04333", "sorquecod": "1",
        "titre": "Entretien des phares", "nom": "Exemple", "prenom": "Jeanne", "codequalite": "Mme",
        "circonscription": "Moselle", "groupe": "Les Républicains",
        "datejodepot": "2020-02-13 00:00:00", "mindepotlib": "Ministère de la culture",
        "txtque": "<p>Où sont les phares ?</p>", "themes": "#2#14#",
    }  # fmt: skip
    return values | changes


def _answer(**changes):
    values = {"idque": "7", "txtrep": "À Brest.", "datejorep": "2020-04-02 00:00:00"}
    return values | changes


def _block(table, columns, rows):
    lines = ["\t".join(_escaped(row.get(name)) for name in columns) for row in rows]
    return "\n".join(
        [f"COPY questions.{table} ({', '.join(columns)}) FROM stdin;", *lines, r"\.", "", ""]
    )


def _escaped(value):
    if value is None:
        return r"\N"
    for sign, escape in (("\\", r"\\"), ("\t", r"\t"), ("\n", r"\n"), ("\r", r"\r")):
        value = value.replace(sign, escape)
    return value


def _dump(questions, answers=(), *, answers_first=False, sorts=(("1", "Réponse du ministère"),)):
    blocks = [
        _block("tam_questions", COLUMNS, questions),
        _block("tam_reponses", ANSWER_COLUMNS, answers),
    ]
    names = [
        _block("sortquestion", ("sorquecod", "sorquelib"), [dict(zip(("sorquecod", "sorquelib"), one, strict=True)) for one in sorts]),
        _block("the", ("thecle", "thelib"), [{"thecle": "2", "thelib": "Mer"}, {"thecle": "14", "thelib": "Budget"}]),
        _block("legquestion", ("legcod",), [{"legcod": "15"}]),
    ]  # fmt: skip
    ordered = [*names, *reversed(blocks)] if answers_first else [*blocks, *names]
    return "--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\n\n" + "".join(
        ordered
    )


@pytest.mark.parametrize("answers_first", [True, False])
@pytest.mark.parametrize("path", ["questions.sql", "questions.zip"])
def test_a_written_question(document, answers_first, path):
    data = _dump([_question()], [_answer()], answers_first=answers_first)
    found = document(zipped(("questions.sql", data)) if path.endswith("zip") else data, path=path)
    assert (found.id, found.type, found.chamber) == ("SEQ200204333", DocumentType.QE, Chamber.SENAT)
    assert (found.number, found.legislature) == ("4333", "15")
    assert (found.title, found.text, found.answer) == (
        "Entretien des phares",
        "Où sont les phares ?",
        "À Brest.",
    )
    assert (found.author, found.constituency, found.department) == (
        "Mme Jeanne Exemple",
        "Moselle",
        "Moselle",
    )
    assert found.group.values == ("LR",)
    assert found.ministry_asked.values == found.ministry_in_charge.values == ("Culture",)
    assert found.topic.name == "Mer"
    assert found.status is Status.ANSWERED
    assert found.events == (
        Event(kind=EventKind.ASKED, date=dt.date(2020, 2, 13)),
        Event(kind=EventKind.ANSWERED, date=dt.date(2020, 4, 2)),
    )
    assert found.date == dt.date(2020, 2, 13)
    assert found.url == "https://www.senat.fr/questions/base/2020/qSEQ200204333.html"
    record = "questions.sql/tam_questions 7" if path.endswith("zip") else "tam_questions 7"
    assert (found.source.path, found.source.record) == (path, record)
    assert data.split("\n")[found.source.line - 1].startswith("7\tQE\t15")


IDENTITIES = [
    ({"natquecod": "QG", "numero": "0791G", "datejodepot": "2016-03-08"}, "number: 0791G"),
    ({"natquecod": "QG", "numero": "0791", "datejodepot": "2016-03-08"}, "SEQ16030791G"),
    ({"natquecod": "QOSD", "numero": "6", "datejodepot": "2012-07-05"}, "SEQ12070006S"),
    ({"numero": "123456"}, "SEQ2002123456"),
    ({"datejodepot": None}, "SENAT15QE4333"),
    ({"legislature": None}, "SEQ200204333"),
    ({"legislature": None, "datejodepot": None}, "legislature"),
    ({"natquecod": "QOAD"}, "type: QOAD"),
    ({"natquecod": None}, "type"),
]


@pytest.mark.parametrize(("changes", "identity"), IDENTITIES)
def test_a_question_is_known_by_the_name_in_its_address(read_all, changes, identity):
    (found,) = read_all({"q.sql": _dump([_question(**changes)])})
    assert (found.id if isinstance(found, Document) else found.detail) == identity
    if isinstance(found, Document) and not found.date:
        assert found.url == ""


STATUSES = [
    ("Réponse du ministère", Status.ANSWERED, []),
    ("Retirée", Status.WITHDRAWN, [Event(kind=EventKind.WITHDRAWN, date=None, reason="Retirée")]),
    ("Caduque", Status.LAPSED, [Event(kind=EventKind.LAPSED, date=None, reason="Caduque")]),
    ("Rappelée", Status.PENDING, [Event(kind=EventKind.RENEWED, date=None)]),
    ("En cours", Status.PENDING, []),
    ("En attente de réponse", Status.PENDING, []),
]


@pytest.mark.parametrize(("label", "status", "events"), STATUSES)
def test_the_status_is_the_one_of_the_label(document, label, status, events):
    found = document(_dump([_question()], sorts=[("1", label)]), path="q.sql")
    assert (found.status, list(found.events[1:])) == (status, events)


def test_an_unknown_status_is_reported_and_the_question_kept(read_all):
    found = read_all({"q.sql": _dump([_question()], sorts=[("1", "Égarée")])})
    assert [getattr(one, "status", getattr(one, "detail", "")) for one in found] in (
        [None, "status: Égarée"],
        ["status: Égarée", None],
    )


def test_another_ministry_may_answer(document):
    answers = [
        _answer(minreplib="Ministère de la culture"),
        _answer(txtrep="Suite.", minreplib="Ministère des armées"),
    ]
    found = document(_dump([_question(minreplib1="Premier ministre")], answers), path="q.sql")
    assert found.answer == "À Brest.\n\nSuite."
    assert found.ministry_in_charge.values == ("Armées",)
    reassigned = Event(kind=EventKind.REASSIGNED, date=None, ministry="Ministère des armées")
    assert reassigned in found.events


def test_senators_abroad_have_no_department(document):
    seat = "Français établis hors de France"
    found = document(_dump([_question(circonscription=seat)]), path="q.sql")
    assert (found.constituency, found.department) == (seat, "")


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@given(TEXTS, TEXTS, st.integers(1, 60))
def test_escaped_values_come_back(first, second, block):
    text = _block("a", ("x", "y"), [{"x": first, "y": second}, {"x": None, "y": r"\N"}])
    rows = list(copied_rows(_Blocks(text.encode(), block), b"", {"a"}, MB))
    assert [row.values for row in rows] == [{"x": first, "y": second}, {"x": None, "y": r"\N"}]


def test_escapes_in_digits_are_bytes():
    data = b"COPY a (x) FROM stdin;\n\\303\\251 \\xc3\\xa9 \\v\\q\n\\.\n"
    (row,) = copied_rows(_Blocks(data, 9), b"", {"a"}, MB)
    assert row.values == {"x": "é é \vq"}


class _Blocks:
    """A stream of which each reading gives so many bytes."""

    def __init__(self, data, size):
        self._parts = iter([data[at : at + size] for at in range(0, len(data), size)])

    def read(self, _):
        return next(self._parts, b"")


SIX = [_question(id=str(n), numero=str(n)) for n in range(1, 7)]


def _read(found):
    documents = [one for one in found if isinstance(one, Document)]
    errors = [one for one in found if not isinstance(one, Document)]
    return [int(one.number) for one in documents], errors


BROKEN = [
    # a change of the text of a dump, the numbers that are read, the report and its line
    (lambda text: text.replace("4\tQE\t15", "4\tQE", 1), [1, 2, 3, 5, 6], ("format", 11)),
    (lambda text: text.replace("4\tQE", "4\tQE\t1", 1), [1, 2, 3, 5, 6], ("format", 11)),
    (lambda text: text.replace("4\tQE", "\\N\tQE", 1), [1, 2, 3, 5, 6], ("missing", 11)),
    (lambda text: text.replace("\n4\tQE", "\n3\tQE", 1), [1, 2, 3, 5, 6], ("value", 11)),
    (lambda text: text.replace("4\tQE", "4\t\\xffQE", 1), [1, 2, 3, 5, 6], ("encoding", 11)),
    (lambda text: text[: text.index("\n5\tQE") + 20], [1, 2, 3, 4], ("format", 12)),
    (lambda text: text.replace("4\tQE", "4\tQE" + "x" * 9 * MB, 1), [1, 2, 3, 5, 6], ("size", 11)),
]


@pytest.mark.parametrize(("bend", "numbers", "report"), BROKEN)
def test_a_broken_row_is_reported_with_its_line_and_the_others_are_read(
    read_all, bend, numbers, report
):
    read, errors = _read(read_all({"q.sql": bend(_dump(SIX))}))
    assert read == numbers
    assert [(one.code, one.line) for one in errors] == [report]


def test_a_dump_without_questions_is_reported(error):
    found = error("-- PostgreSQL database dump\n\nCOPY a (x) FROM stdin;\n1\n\\.\n", path="q.sql")
    assert (found.code, found.detail) == ("dialect", "SQL without rows of tam_questions")


def test_a_question_with_too_many_answers_is_reported(read_all):
    answers = [_answer(txtrep="x" * 900_000) for _ in range(10)]
    read, errors = _read(read_all({"q.sql": _dump([_question(), *SIX[:1]], answers)}))
    assert (read, [one.code for one in errors]) == ([1], ["size"])


def test_a_long_dump_takes_little_memory():
    row = ("\t".join(_escaped(_question(txtque="x" * 2_000).get(name)) for name in COLUMNS)).split(
        "\t", 1
    )[1]

    def parts():
        yield f"COPY tam_questions ({', '.join(COLUMNS)}) FROM stdin;\n".encode()
        for number in range(10_000):
            yield f"{number}\t{row}\n".encode()
        yield b"\\.\n"

    stream = _Blocks(b"", 1)
    stream._parts = parts()
    tracemalloc.start()
    count = sum(1 for _ in dump.scan_dump(stream, b"", Source(path="q.sql"), MB))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (count, peak < 3 * MB) == (10_000, True)


@pytest.mark.parametrize(
    "data", [b"Le tabac\n-- PostgreSQL database dump", b"-- Paris\nCOPY x", b"SET a"]
)
def test_other_files_are_no_dump(data):
    assert not dump.is_dump(data)


HEADER = (
    "Sort;Nature;Numéro;Référence;Titre;Nom;Prénom;Civilité;Circonscription;Groupe;Type Appartenance;"
    "Date de publication JO;Ministère de dépôt;Date de transmission;Ministère de transmission;"
    "Ministère de réponse;Date de réponse JO;Référence de la question rappelée;Thème(s);Thème QC;"
    "URL Question"
)
ROW = (
    "Réponse du ministère;QE;05975;1;L’entretien des phares;Exemple;Jeanne;Mme;Gers;RDSE;;2025-08-21;"
    "Culture;;;Armées;2025-11-13;;Mer;;http://www.senat.fr/questions/base/2025/qSEQ250805975.html"
)


@pytest.mark.parametrize("separator", [";", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_table_of_a_year_needs_no_mapping(document, separator, end):
    text = end.join((HEADER, ROW, "")).replace(";", separator)
    found = document(text.encode("cp1252"), path="questions-depuis-un-an.csv")
    assert (found.id, found.chamber, found.type) == ("SEQ250805975", Chamber.SENAT, DocumentType.QE)
    assert (found.title, found.author) == ("L’entretien des phares", "Mme Jeanne Exemple")
    assert (found.legislature, found.legislature_inferred) == ("17", True)
    assert (found.status, found.topic.name, found.text) == (Status.ANSWERED, "Mer", "")
    assert found.events == (
        Event(kind=EventKind.ASKED, date=dt.date(2025, 8, 21)),
        Event(kind=EventKind.ANSWERED, date=dt.date(2025, 11, 13)),
        Event(kind=EventKind.REASSIGNED, date=None, ministry="Armées"),
    )
    assert found.url.startswith("http://www.senat.fr/")
    assert (found.source.line, found.source.record) == (2, "row 1")


def test_another_table_of_sorts_is_none(error):
    assert error("Sort;Nature\nx;y\n", path="q.csv").code == "dialect"

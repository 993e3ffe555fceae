"""Small files that people have and that failed once: each is read rightly, or refused in words.

The files are data of the tests. What is right for each is written here.
"""

import json
import re
import shutil

import pytest
from question_pages import Said, tagged

from reading import read_corpus
from search_app.ingest import Limits
from search_app.ingest.texts import formats
from search_app.model.document import Document, EventKind, Source, Status
from search_app.model.errors import RecordError


@pytest.fixture(scope="module")
def cases(shared_data):
    folder = shared_data / "cases/files"
    if not folder.is_dir():
        pytest.skip(f"no small files at {folder}")
    return folder


@pytest.fixture
def read(cases, tmp_path):
    """Read one file of the cases alone, with what is to stand beside it."""

    def read_case(name, **beside):
        shutil.copy(cases / name, tmp_path)
        for end, text in beside.items():
            (tmp_path / f"{(cases / name).name}.{end}").write_text(text)
        return list(read_corpus(tmp_path, limits=Limits()))

    return read_case


ASKED = [("asked", "2024-02-06", "31")]
BENCHES = "M. Paul Modèle demande qui doit repeindre les bancs."


def _text(number, **changes):
    """What a copied text says that differs in one thing from the others."""
    expected = {
        "id": f"QANR5L16QE{number}", "title": "Entretien des bancs", "author": "M. Paul Modèle",
        "constituency": "Cantal (2e circonscription)", "group": "Groupe des modèles",
        "ministry_asked": "Transports", "topic": "Transports", "text": BENCHES, "answer": "",
        "status": None, "events": ASKED,
    }  # fmt: skip
    return expected | changes


def _said(document):
    names = {
        key: (name := getattr(document, key)) and name.name
        for key in ("group", "ministry_asked", "ministry_in_charge", "topic")
    }
    events = [(e.kind.value, str(e.date), e.page) for e in document.events]
    return {
        key: getattr(document, key) for key in document.__dataclass_fields__
    } | names | {"events": events}  # fmt: skip


COPIED = {
    "id": "QANR5L15QE45999", "title": "Accès aux livres", "author": "Mme Jeanne Exemple",
    "constituency": "Seine-Maritime", "group": "Socialistes et apparentés",
    "ministry_asked": "Culture", "ministry_in_charge": "Culture", "topic": "presse et livres",
    "text": "Mme Jeanne Exemple appelle l'attention de Mme la ministre sur les livres en braille.",
    "answer": "Le Gouvernement soutient l'édition adaptée.", "status": Status.ANSWERED,
    "events": [("asked", "2022-04-26", "2623"), ("answered", "2022-05-17", "3199")],
}  # fmt: skip
SIGNALLED = [
    *ASKED, ("reassigned", "2024-03-03", ""), ("signalled", "2024-06-04", ""),
    ("renewed", "2024-06-04", ""), ("renewed", "2024-07-02", ""),
]  # fmt: skip
QTEXT = {
    "01-copied-q15-page.txt": COPIED,
    "02-copied-q15-with-assemblee.txt": COPIED,
    "10-cp1252.txt": _text(501),
    "11-utf16le-bom.txt": _text(502),
    "12-crlf.txt": _text(503),
    "13-cr.txt": _text(504),
    "14-nfd.txt": _text(505),
    "15-nbsp.txt": _text(506),
    "16-bullets.md": _text(507),
    "17-date-1er.txt": _text(508, events=[("asked", "2024-02-01", "31")]),
    "18-date-iso.txt": _text(509),
    "19-date-upper.txt": _text(510),
    "20-date-noaccent.txt": _text(511),
    "21-date-abbr.txt": _text(512),
    "22-date-2digit.txt": _text(513),
    "23-body-with-heading.txt": _text(
        514, text="M. Paul Modèle demande ceci.",
        answer="Il cite ce titre dans sa question.", status=Status.ANSWERED,
    ),
    "24-number-spaces.txt": _text(15463),
    "25-number-nbsp.txt": _text(15464),
    "26-no-degree.txt": _text(515),
    "27-no-number-heading.txt": _text(516),
    "28-table-md.md": _text(517),
    "29-key-newline-value.txt": _text(518),
    "30-withdrawn.txt": _text(
        519, status=Status.WITHDRAWN, events=[*ASKED, ("withdrawn", "2024-06-11", "")]
    ),
    "31-signal-renew.txt": _text(520, events=SIGNALLED),
    "33-roman.txt": _text(523),
    "34-16e.txt": _text(524),
    "35-legis-title-line.txt": _text(525),
    "36-trailing-garbage.txt": _text(526),
    "37-tabs.txt": _text(527),
    "38-mixed-author.txt": _text(
        528, author="Mme Jeanne Modèle", text=BENCHES.replace("M. Paul", "Mme Jeanne")
    ),
    "39-circo-no-paren.txt": _text(529, constituency="Cantal", group="Les Républicains"),
    "40-circo-idf.txt": _text(
        530, constituency="Français établis hors de France (9e circonscription)",
        group="La France insoumise - Nouvelle Union Populaire écologique et sociale",
    ),
    "41-word-smart.txt": _text(531, text="«\u00a0L’égalité\u00a0» – dit-elle… œuvre\u00adcachée"),
    "42-answer-no-question.txt": _text(
        532, text="", answer="Ils seront repeints.", status=Status.ANSWERED
    ),
}  # fmt: skip
PAGES = {
    "26-question-page-new.html": {
        "id": "QANR5L15QE45997", "title": "Accès aux livres", "author": "Mme Jeanne Exemple",
        "ministry_asked": "Culture", "status": Status.ANSWERED,
        "events": [("asked", "2022-04-26", "2623")],
    },
    "27-question-page-q15.html": {
        "id": "QANR5L15QE45996", "title": "Accès aux livres", "author": "Mme Jeanne Exemple",
        "group": "Socialistes et apparentés", "department": "Seine-Maritime",
        "ministry_asked": "Culture", "ministry_in_charge": "Culture", "topic": "presse et livres",
        "status": Status.ANSWERED,
        "events": [("asked", "2022-04-26", "2623"), ("answered", "2022-05-17", "3199")],
    },
    "28-question-page-q11.html": {
        "id": "QANR5L11QE99911", "title": "hérissons – recensement", "author": "Mme Jeanne Exemple",
        "group": "Socialiste", "department": "Lozère", "topic": "animaux",
        "ministry_asked": "agriculture", "ministry_in_charge": "environnement",
        "answer": "Un recensement sera confié aux gardes avant l'été.\n\nIl sera rendu public.",
        "events": [("asked", "1997-10-06", "3556"), ("answered", "1997-12-08", "3647"),
                   ("reassigned", "None", "")],
    },
}  # fmt: skip
READ = [(f"qtext/{name}", said) for name, said in QTEXT.items()]
READ += [(f"html/{name}", said) for name, said in PAGES.items()]


@pytest.mark.parametrize(("name", "expected"), READ, ids=[name for name, _ in READ])
def test_a_copied_text_or_a_saved_page(read, name, expected):
    (found,) = read(name)
    assert isinstance(found, Document), found
    said = _said(found)
    assert {key: said[key] for key in expected} == expected


@pytest.mark.parametrize("name", PAGES)
def test_a_saved_page_keeps_both_its_texts_whole(read, name):
    (found,) = read(f"html/{name}")
    assert found.text.startswith("Mme Jeanne Exemple ")
    assert found.text.endswith(".")
    assert found.answer.endswith(".")
    assert "\u00e2\u20ac" not in found.text + found.answer, "read in the wrong charset"


REFUSED = {
    "qtext/03-pasted-singleline-header.txt": ("missing", "legislature"),
    "qtext/32-two-questions-in-one-file.txt": ("dialect", "2 questions in one text"),
    "qtext/43-no-type-key.txt": ("missing", "type"),
    "json/02-root-list.json": ("dialect", "JSON that is a list, or not in UTF-8"),
    "json/04-questions-root.json": ("dialect", "no question of the Assemblée"),
    "json/07-utf16.json": ("dialect", "JSON that is a list, or not in UTF-8"),
    "json/08-cp1252.json": ("encoding", "0xE9 is not UTF-8"),
    "json/18-uid-lower.json": ("value", "uid: qanr5l16qe122"),
    "json/20-trailing-comma.json": ("format", "a comma too many"),
    "json/21-truncated.json": ("format", "cut short"),
    "json/22-nosdeputes.json": ("dialect", "no question of the Assemblée"),
    "json/23-nosdeputes-api.json": ("dialect", "no question of the Assemblée"),
    "json/25-two-concatenated.json": ("format", "something follows the question"),
    "json/33-senat.json": ("value", "uid: QSER5L16QE138"),
    "json/34-big-number.json": ("value", "number: 1234567"),
    "jsonl17/routing.jsonl": ("dialect", "write routing.jsonl.toml beside it"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_words(read, name):
    (found,) = read(name)
    assert isinstance(found, RecordError), found
    code, words = REFUSED[name]
    assert (found.code, words in found.detail) == (code, True), found.detail


AUTHORS = {
    "M. Jean-Pierre Abelin",
    "M. Pierre-Yvon Trémel",
    "M. Georges Ginesta",
    "Mme Christine Pires Beaune",
}
JSON = {
    "01-list-of-two-under-question": ["16QE101", "16QE102"],
    "03-jsonl": ["16QE105", "16QE106"],
    **{name: [f"16QE{number}"] for name, number in {
        "05-bare": 109, "06-pretty-crlf-bom": 110, "09-int-number": 113, "10-errata-two-texts": 114,
        "11-answer-two-texts": 115, "12-withdrawn-fm": 116, "13-renewed-signalled": 117,
        "14-reassigned": 118, "15-reassigned-unsorted": 119, "16-nil": 120, "17-dup-keys": 121,
        "19-leg-roman": 123, "24-nan": 128, "26-html-entities": 131, "27-withdrawn-and-answer": 132,
        "29-text-list": 134, "30-text-object": 135, "31-author-name": 136, "32-date-times": 137,
    }.items()},
    "35-list-14-in-list": ["14QE139", "14QE140"],
    "36-list-14-single": ["14QE141"],
    "37-list-14-xmlns": ["14QE142", "14QE143"],
    "38-list-14-root-xmlns": ["14QE144", "14QE145"],
    "39-list-of-lists-two-roots": ["14QE146", "14QG147"],
}  # fmt: skip


@pytest.mark.parametrize("name", JSON)
def test_official_json_is_read_without_a_report(read, name):
    (path,) = [f"json/{name}{end}" for end in (".json", ".jsonl") if (name == "03-jsonl") == (end == ".jsonl")]  # fmt: skip
    found = read(path)
    assert [one.id for one in found if isinstance(one, Document)] == [f"QANR5L{i}" for i in JSON[name]]  # fmt: skip
    assert [one for one in found if isinstance(one, RecordError)] == []
    assert all(document.text for document in found)
    assert all(document.group.values for document in found)


def test_a_corrected_text_keeps_the_one_before(read):
    (found,) = read("json/10-errata-two-texts.json")
    assert found.text.endswith("depuis 2022.")
    (old,) = [event for event in found.events if event.kind is EventKind.CORRECTED]
    assert old.text.endswith("depuis 2021.")


def test_the_ministry_in_charge_is_that_of_the_last_day(read):
    (found,) = read("json/15-reassigned-unsorted.json")
    assert found.ministry_in_charge.name == "Intérieur"


def test_a_question_without_text_is_indexed_and_reported(read):
    document, error = read("json/28-empty-text.json")
    assert (document.id, document.text) == ("QANR5L16QE133", "")
    assert (error.code, error.detail) == ("missing", "text")


@pytest.fixture(scope="module")
def real_fields(shared_data):
    path = shared_data / "data/an-questions/site-parsed-8-15/questions.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_page_with_the_fields_of_a_real_one_gives_them_back(real_fields):
    for real in real_fields:
        legislature, _, number = real["id"].removesuffix("QE").partition("-")
        civility, name = re.match(r"(M\.|Mme)\s*(.*)", real["congressman"]).groups()
        said = Said(
            legislature=legislature, number=number, civility=civility, first="", last=name,
            asked_of=real["questioned_ministry"], in_charge=real["responsible_ministry"],
            topic=real["theme"], head=real["sub_theme"], analyses=(real["analysis"],),
            question=(real["question_text"],), answer=(real["response_text"],),
            asked=real["question_date"], answered=real["response_date"],
        )  # fmt: skip
        data = tagged(said).encode("cp1252")
        found = formats.read(data, Source(path="page.html")).document
        assert found.id == f"QANR5L{legislature}QE{number}"
        assert (found.text, found.answer) == (real["question_text"], real["response_text"])
        assert found.author in AUTHORS


MAPPING = """
date_order = "ymd"
[columns]
number = "id"
text = "question"
date = "asked_on"
topic = "rubrique"
title = "analyse"
ministry_asked = "asked"
[constants]
type = "QE"
legislature = "17"
"""


def test_json_lines_with_a_mapping(read):
    found = read("jsonl17/routing.jsonl", toml=MAPPING)
    assert [(one.id, one.title, str(one.date)) for one in found] == [
        ("QANR5L17QE90001", "Hérissons", "2026-03-31"),
        ("QANR5L17QE90002", "Bancs", "2026-03-31"),
    ]
    assert found[0].ministry_asked.name == "agriculture"


@pytest.mark.parametrize("folder", ["dup", "notice-zip"])
def test_an_official_record_and_a_text_of_it_are_both_read_without_a_report(cases, folder):
    found = list(read_corpus(cases / folder, limits=Limits()))
    number = {"dup": "3001", "notice-zip": "15463"}[folder]
    assert [one.id for one in found] == [f"QANR5L16QE{number}"] * 2
    assert sum(one.is_notice for one in found) == (folder == "notice-zip")

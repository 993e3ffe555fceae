"""One question from several records: nothing that any of them knows is lost."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.reader import EmbeddedEngine
from search_app.ingest import Limits
from search_app.model.document import (
    Chamber,
    Clock,
    Document,
    DocumentType,
    Event,
    EventKind,
    Kind,
    Source,
    Status,
)
from search_app.reindex import Report, check, reindex
from search_app.reindex.assembly import merged

MAPPING = (
    'date_order = "dmy"\n[columns]\nnumber = "n"\ntext = "texte"\nauthor = "auteur"\ntopic = "rubrique"\ndate = "jour"\n'
    '[constants]\ntype = "QE"\nlegislature = "16"\n'
)


class Corpus:
    def __init__(self, folder: Path) -> None:
        self.folder, self.index = folder / "corpus", folder / "index"
        self.folder.mkdir()

    def csv(self, name: str, *rows: dict[str, str]) -> None:
        columns = ("n", "texte", "auteur", "rubrique", "jour")
        text = io.StringIO()
        writer = csv.DictWriter(text, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
        (self.folder / name).write_text(text.getvalue(), encoding="utf-8")
        (self.folder / f"{name}.toml").write_text(MAPPING, encoding="utf-8")

    def official(self, number: int = 1, **changes: Any) -> None:
        record = {
            "uid": f"QANR5L16QE{number}",
            "identifiant": {"numero": str(number), "legislature": "16"},
            "type": "QE",
            "indexationAN": {"rubrique": "eau et assainissement"},
            "auteur": {"identite": {"acteurRef": "PA1"}},
            "textesQuestion": {
                "texteQuestion": {
                    "infoJO": {"dateJO": "2023-01-10"},
                    "texte": "Le prix de l’eau varie.",
                }
            },
        } | changes
        name = f"QANR5L16QE{number}.json"
        (self.folder / name).write_text(json.dumps({"question": record}), encoding="utf-8")

    def deputy(self, last_name: str = "Rivière", until: str | None = None) -> None:
        mandates = [
            {
                "typeOrgane": "ASSEMBLEE",
                "legislature": "16",
                "dateDebut": "2022-06-22",
                "dateFin": until,
                "organes": {"organeRef": "PO9"},
                "election": {"lieu": {"departement": "Ain", "numCirco": "1"}},
            },
            {
                "typeOrgane": "GP",
                "legislature": "16",
                "dateDebut": "2022-06-28",
                "dateFin": until,
                "organes": {"organeRef": "PO2"},
            },
        ]
        name = {"civ": "Mme", "prenom": "Ève", "nom": last_name}
        person = {
            "uid": {"#text": "PA1"},
            "etatCivil": {"ident": name},
            "mandats": {"mandat": mandates},
        }
        group = {"uid": "PO2", "codeType": "GP", "libelle": "Les Républicains"}
        folder = self.folder / "acteurs"
        folder.mkdir(exist_ok=True)
        (folder / "PA1.json").write_text(json.dumps({"acteur": person}), encoding="utf-8")
        (folder / "PO2.json").write_text(json.dumps({"organe": group}), encoding="utf-8")

    def reindex(self) -> Report:
        return reindex(
            EmbeddedBuilder(self.index, full=False),
            self.folder,
            index=self.index,
            limits=Limits(),
            jobs=1,
            strict=False,
            loss_max_percent=50,
            on_progress=lambda *_: None,
        )

    def document(self, number: int = 1) -> Document:
        with EmbeddedEngine(self.index).searcher() as searcher:
            found = searcher.get(f"QANR5L16QE{number}")
            differences = check(
                searcher, self.folder, limits=Limits(), jobs=1, on_progress=lambda *_: None
            )
            assert list(differences) == []
        assert found
        return found


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path)


def test_a_csv_completes_the_official_record(corpus: Corpus) -> None:
    corpus.official(indexationAN=None)
    corpus.csv("pages.csv", {"n": "1", "texte": "Autre texte", "rubrique": "eau", "auteur": "M. A"})
    report = corpus.reindex()
    assert [reject.code for reject in report.rejects] == ["duplicate"]
    found = corpus.document()
    assert (found.text, found.author) == ("Le prix de l’eau varie.", "M. A")
    assert found.topic
    assert found.topic.name == "eau"
    assert {one.field: one.source.path for one in found.field_sources} == {
        "author": "pages.csv",
        "topic": "pages.csv",
    }
    corpus.csv("pages.csv", {"n": "1", "texte": "Le prix de l’eau varie.", "rubrique": "sel"})
    report = corpus.reindex()
    assert (report.rejects, report.indexed) == ((), 1)
    found = corpus.document()
    assert (found.author, found.topic and found.topic.name) == ("", "sel")


def test_a_deputy_is_named_and_placed_by_the_list(corpus: Corpus) -> None:
    corpus.official()
    corpus.reindex()
    assert corpus.document().author == ""
    corpus.deputy()
    assert corpus.reindex().indexed == 1
    found = corpus.document()
    assert (found.author, found.author_id) == ("Mme Ève Rivière", "PA1")
    assert (found.constituency, found.department) == ("Ain (1re circonscription)", "Ain")
    assert found.group
    assert found.group.values == ("LR",)
    corpus.deputy("Ruisseau")
    assert corpus.reindex().indexed == 1
    assert corpus.document().author == "Mme Ève Ruisseau"
    assert corpus.reindex().generation is None


def test_a_deputy_without_identifier_is_found_by_a_name_that_one_has(corpus: Corpus) -> None:
    corpus.deputy()
    row = {"n": "1", "texte": "Un texte", "auteur": "Mme Eve Riviere", "jour": "10/01/2023"}
    corpus.csv("pages.csv", row, row | {"n": "2", "auteur": "Mme Ève Autre"})
    corpus.reindex()
    found = corpus.document()
    assert (found.author, found.department) == ("Mme Ève Rivière", "Ain")
    assert corpus.document(2).department == ""


def test_a_changed_list_places_questions_anew_that_wait_for_no_answer(corpus: Corpus) -> None:
    row = {"n": "1", "texte": "Un texte", "auteur": "Mme Ève Rivière", "jour": "10/01/2023"}
    corpus.csv("pages.csv", row, row | {"n": "2", "auteur": "Mme Ève Autre"})
    corpus.reindex()
    assert corpus.document().department == ""
    corpus.deputy()
    assert corpus.reindex().indexed == 1
    assert (corpus.document().department, corpus.document().group is None) == ("Ain", False)
    corpus.deputy(until="2022-12-31")
    assert corpus.reindex().indexed == 1
    assert (corpus.document().department, corpus.document().group) == ("Ain", None)
    assert corpus.reindex().generation is None


def test_after_a_mandate_the_constituency_of_the_legislature_stays(corpus: Corpus) -> None:
    corpus.official()
    corpus.deputy(until="2022-12-31")
    corpus.reindex()
    found = corpus.document()
    assert (found.department, found.group) == ("Ain", None)


def test_a_deputy_that_the_list_lacks_is_reported(corpus: Corpus) -> None:
    corpus.deputy()
    corpus.official(auteur={"identite": {"acteurRef": "PA77"}})
    assert [(r.path, r.code, r.detail) for r in corpus.reindex().rejects] == [
        ("QANR5L16QE1.json", "unlisted", "PA77")
    ]


def _asked(day: str) -> dict[str, Any]:
    return {"texteQuestion": {"infoJO": {"dateJO": day}, "texte": "Un texte."}}


def test_a_question_is_overdue_once_its_source_knows_a_later_day(corpus: Corpus) -> None:
    corpus.official(1)
    corpus.official(2, textesQuestion=_asked("2023-03-10"))
    corpus.reindex()
    assert corpus.document(1).clock is Clock.WAITING
    corpus.official(3, textesQuestion=_asked("2023-03-11"))
    assert corpus.reindex().indexed == 2
    assert [corpus.document(n).clock for n in (1, 2, 3)] == [
        Clock.OVERDUE,
        Clock.WAITING,
        Clock.WAITING,
    ]


def test_a_day_to_come_is_a_slip_that_no_clock_counts_from(corpus: Corpus) -> None:
    corpus.official(1, textesQuestion=_asked(str(dt.datetime.now(dt.UTC).date())))
    corpus.official(2, textesQuestion=_asked("9062-01-10"))
    corpus.reindex()
    assert corpus.document(1).clock is Clock.WAITING


def test_articles_whose_names_resemble_each_other_are_all_indexed(corpus: Corpus) -> None:
    text = "Un titre\n\nUne phrase assez longue sur le sel, pour être lue.\n"
    for name in ("a.txt", "a.md", "été.md", "ete.md"):
        (corpus.folder / name).write_text(text, encoding="utf-8")
    report = corpus.reindex()
    assert (report.indexed, report.rejects) == (4, ())


def test_very_many_records_of_one_question_are_not_all_read_again(corpus: Corpus) -> None:
    corpus.csv("a.csv", *({"n": "1", "texte": f"Le texte {i}"} for i in range(60)))
    report = corpus.reindex()
    assert (report.indexed, len(report.rejects)) == (1, 59)
    assert corpus.document().text == "Le texte 0"


_days = st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2024, 1, 1))
_questions = st.builds(
    Document,
    id=st.just("q"),
    kind=st.just(Kind.QUESTION),
    type=st.just(DocumentType.QE),
    title=st.sampled_from(["Question écrite n° 5", "Le prix"]),
    text=st.sampled_from(["", "Un texte"]),
    answer=st.sampled_from(["", "Une réponse"]),
    number=st.just("5"),
    chamber=st.just(Chamber.ASSEMBLEE),
    source=st.builds(Source, path=st.sampled_from("abc")),
    author=st.sampled_from(["", "M. A"]),
    constituency=st.sampled_from(["", "Ain"]),
    status=st.none() | st.sampled_from(Status),
    events=st.lists(
        st.builds(Event, kind=st.sampled_from(EventKind), date=st.none() | _days), max_size=3
    ).map(tuple),
    date=st.none() | _days,
)
_KNOWN: tuple[Callable[[Document], bool], ...] = (
    lambda d: d.title == "Le prix",
    lambda d: bool(d.text),
    lambda d: bool(d.answer),
    lambda d: bool(d.author),
    lambda d: bool(d.constituency),
    lambda d: d.status is not None,
    lambda d: d.date is not None,
)


@given(st.lists(_questions, min_size=1, max_size=4))
def test_what_any_record_knows_the_document_knows(documents: list[Document]) -> None:
    whole = merged(documents)
    for knows in _KNOWN:
        assert knows(whole) == any(map(knows, documents))
    assert {e.kind for e in whole.events} == {e.kind for d in documents for e in d.events}
    assert whole.source == documents[0].source
    fields = [one.field for one in whole.field_sources]
    assert len(fields) == len(set(fields))
    if len(documents) == 1:
        assert whole == documents[0]

"""The lives of twelve real questions, worked out by hand from their published files.

The clock of 14-47351QE: asked on 7 January 2014, due until 7 March; answered on 13 May, so after 24
days of March, 30 of April and 13 of May: 67 days late. The other ones are oral, were withdrawn, or
come from files that say nothing of an answer.
"""

import json
import shutil
import zipfile
from itertools import islice
from pathlib import Path

import pytest

from real_corpus import MAPPINGS
from search_app.ingest import Limits
from search_app.model.document import Clock, Document
from search_app.reindex.assembly import Assembly
from search_app.reindex.ledger import Ledger
from search_app.reindex.reading import read_changes
from search_app.reindex.spool import document_spool
from search_app.web.clock_words import clock_remark

Life = tuple[str, ...]
WITHDRAWN_2024 = ("withdrawn 2024-06-11 (Fin de mandat)",)

# Each event as "kind day, page: ministry (reason)", then the status and the clock.
LIVES: dict[str, tuple[Life, str | None, Clock | None]] = {
    "QANR5L14QE47351": (
        (
            "asked 2014-01-07, 18",
            "reassigned 2014-04-03: Défense",
            "renewed 2014-04-15",
            "answered 2014-05-13, 3858",
        ),
        "answered",
        Clock.LATE,
    ),
    "QANR5L16QE15463": (("asked 2024-02-20, 1085", *WITHDRAWN_2024), "withdrawn", None),
    "QANR5L16QE15221": (("asked 2024-02-13, 867", *WITHDRAWN_2024), "withdrawn", None),
    "QANR5L15QE40439": (
        ("asked 2021-07-27, 5991", "withdrawn 2022-06-21 (Fin de mandat)"),
        "withdrawn",
        None,
    ),
    "QANR5L15QG1": (("answered 2017-07-06, 1215",), "answered", None),
    "QANR5L15QG1223": (("answered 2018-10-10, 9727",), "answered", None),
    "QANR5L15QG3307": (("answered 2020-09-16",), "answered", None),
    "QANR5L16QG1": (("answered 2022-07-13, 2329",), "answered", None),
    "QANR5L16QG414": (("answered 2022-12-15, 7030",), "answered", None),
    "QANR5L17QG1": (("answered 2024-10-03, 5283",), "answered", None),
    "QANR5L16QE1": (("asked 2022-07-05",), None, None),
    "QANR5L15QOSD1": (("asked 2017-12-05",), None, None),
}
_OF_ZIPS = {"qag-15-json": "XV", "qag-16-json": "XVI"}


@pytest.fixture(scope="module")
def documents(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    corpus = tmp_path_factory.mktemp("corpus")
    questions = shared_data / "data/an-questions"
    for folder, number in _OF_ZIPS.items():
        path = questions / folder / f"Questions_gouvernement_{number}.json.zip"
        with zipfile.ZipFile(path) as archive:
            for name in LIVES:
                if f"json/{name}.json" in archive.namelist():
                    archive.extract(f"json/{name}.json", corpus / folder)
    shutil.copytree(questions / "qag-17-json/samples", corpus / "17")
    shutil.copytree(questions / "site-xml-14", corpus / "14")
    shutil.copytree(shared_data / "seeds", corpus / "seeds")
    for name, mapping in MAPPINGS.items():
        path = questions / name
        with path.open("rb") as lines:
            (corpus / path.name).write_bytes(b"".join(islice(lines, 2)))
        (corpus / f"{path.name}.toml").write_text(mapping, encoding="utf-8")
    return assembled(corpus)


def assembled(corpus: Path) -> dict[str, Document]:
    """Return the documents of a corpus, as a reindex puts them together."""
    with document_spool() as spool:
        ledger = read_changes(
            corpus,
            Ledger(code=""),
            spool,
            code="",
            limits=Limits(),
            jobs=1,
            on_progress=lambda *_: None,
        )
        assembly = Assembly(ledger)
        return {i: assembly.document(i, lambda entry: spool.get(entry.key)) for i in assembly.ids()}


def life(document: Document) -> Life:
    said = []
    for event in document.events:
        day = f" {event.date}" if event.date else ""
        page = f", {event.page}" if event.page else ""
        ministry = f": {event.ministry}" if event.ministry else ""
        reason = f" ({event.reason})" if event.reason else ""
        said.append(f"{event.kind}{day}{page}{ministry}{reason}")
    return tuple(said)


@pytest.mark.parametrize("name", LIVES)
def test_a_question_lived_as_its_source_says(documents: dict[str, Document], name: str) -> None:
    document = documents[name]
    assert (life(document), document.status, document.clock) == LIVES[name]


def test_the_delay_of_a_late_answer_is_counted_in_days(documents: dict[str, Document]) -> None:
    said = clock_remark(documents["QANR5L14QE47351"], None).replace("\u00a0", " ")
    assert said == "réponse en 126 jours, à donner avant le 8 mars 2014 : 67 jours de retard"


OFFICIAL_TEXT = "Le député interroge sur la migration des données de santé."


def test_a_notice_and_the_official_record_of_a_question_lose_nothing(
    shared_data: Path, tmp_path: Path
) -> None:
    """The official files know no withdrawal yet; the notice knows it, and the constituency."""
    shutil.copytree(shared_data / "seeds", tmp_path / "seeds")
    alone = {found.id: found for found in assembled(tmp_path).values() if found.number}
    assert sorted(alone) == ["QANR5L15QE40439", "QANR5L16QE15221", "QANR5L16QE15463"]
    for name, notice in alone.items():
        asked = notice.asked_on
        assert asked
        record = {
            "uid": name,
            "identifiant": {"numero": notice.number, "legislature": notice.legislature},
            "type": "QE",
            "indexationAN": {"teteAnalyse": "données", "rubrique": "santé"},
            "textesQuestion": {
                "texteQuestion": {"infoJO": {"dateJO": str(asked)}, "texte": OFFICIAL_TEXT}
            },
        }
        path = tmp_path / "official" / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"question": record}), encoding="utf-8")
    both = assembled(tmp_path)
    for name, notice in alone.items():
        whole = both[name]
        kept = ("author", "constituency", "group", "ministry_asked", "ministry_in_charge", "date")
        assert [getattr(whole, f) for f in kept] == [getattr(notice, f) for f in kept]
        assert (whole.status, life(whole)) == (notice.status, life(notice))
        told = {OFFICIAL_TEXT, notice.text}
        assert whole.text in told
        assert {one.source.path.partition("/")[0] for one in whole.field_sources} <= {
            "seeds",
            "official",
        }
        assert whole.field_sources

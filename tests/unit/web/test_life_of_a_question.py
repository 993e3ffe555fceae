"""What pages say of the time that questions take, of common answers, and of what is missing."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from loop_engine import LoopEngine

from making import question
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.model.corpus_notes import CorpusNotes, FetchedSource, MonthCoverage, Series
from search_app.model.document import (
    Chamber,
    Clock,
    Document,
    DocumentType,
    Event,
    EventKind,
    FieldSource,
    Source,
    Status,
)
from search_app.settings import Settings
from search_app.web.app import create_app

ASKED = dt.date(2024, 3, 12)
ANSWER = "Le Gouvernement rappelle que le sel est déneigeant."
NOTES = CorpusNotes(
    known_until={"an/qe.zip": dt.date(2024, 6, 12)},
    series=(
        Series(
            chamber=Chamber.ASSEMBLEE,
            legislature="16",
            type=DocumentType.QE,
            held=1205,
            highest=1208,
            missing=((7, 8), (12, 12)),
            months=(MonthCoverage(month=dt.date(2024, 3, 1), held=1205, missing=3),),
        ),
    ),
    fetched=(
        FetchedSource(path="an/qe.zip", fetched=dt.date(2024, 6, 13), checked=dt.date(2024, 6, 20)),
    ),
)


def asked(number: int, clock: Clock | None, *events: tuple[EventKind, str]) -> Document:
    days = [(EventKind.ASKED, str(ASKED)), *events]
    is_answered = clock in (Clock.IN_TIME, Clock.LATE)
    return question(
        number,
        "Le sel manque.",
        clock=clock,
        answer=ANSWER if is_answered else "",
        status=Status.ANSWERED if is_answered else Status.PENDING,
        date=ASKED,
        department="Jura",
        events=tuple(Event(kind=kind, date=dt.date.fromisoformat(day)) for kind, day in days),
        source=Source(path="an/qe.zip", record=f"{number}.json"),
        field_sources=(FieldSource(field="group", source=Source(path="csv/a.csv")),),
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder: Path = tmp_path_factory.mktemp("site")
    answered = EventKind.ANSWERED
    found = (
        asked(1, Clock.IN_TIME, (answered, "2024-05-12")),
        asked(2, Clock.LATE, (answered, "2024-05-13")),
        asked(3, Clock.LATE, (answered, "2024-05-13")),
        asked(4, Clock.OVERDUE, (EventKind.SIGNALLED, "2024-06-01")),
        asked(5, None),
        asked(6, Clock.LATE, (EventKind.SIGNALLED, "2024-06-01"), (answered, "2024-06-12")),
    )
    with EmbeddedBuilder(folder / "index", full=True) as builder:
        for document in found:
            builder.add(document)
        builder.publish(corpus_digest="", rejected=0, ledger=b"", notes=NOTES)
    settings = Settings(
        corpus=folder / "corpus", index=folder / "index", report_url="mailto:manque@a.example"
    )
    with create_app(settings).test_client() as client:
        yield client


def said(site: FlaskClient, address: str) -> str:
    text = re.sub(r"<[^>]+>", " ", site.get(address).text)
    return " ".join(text.replace("&nbsp;", " ").split())


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "dans les deux mois réponse en 61 jours, à donner avant le 13 mai 2024"),
        (2, "réponse en 62 jours, à donner avant le 13 mai 2024 : 1 jour de retard"),
        (
            4,
            "en attente depuis 92 jours au 12 juin 2024, réponse à donner avant le 13 mai 2024",
        ),
        (
            4,
            "13 mai 2024 : 31 jours de retard ; signalée, réponse à donner avant le 12 juin 2024",
        ),
        (6, "signalée, réponse à donner avant le 12 juin 2024 : 1 jour de retard"),
    ],
)
def test_a_page_counts_the_days_of_a_question(site: FlaskClient, number: int, words: str) -> None:
    assert words in said(site, f"/documents/QANR5L16QE{number}")


def test_a_page_counts_no_days_that_are_not_known(site: FlaskClient) -> None:
    text = said(site, "/documents/QANR5L16QE5")
    assert "Délai de réponse" not in text
    assert "jours" not in text


def test_json_has_the_days_of_the_clock(site: FlaskClient) -> None:
    body = site.get("/documents/QANR5L16QE4.json").json
    keys = ("clock", "due", "due_once_signalled", "known_until", "answered_together")
    assert [body[key] for key in keys] == ["overdue", "2024-05-12", "2024-06-11", "2024-06-12", []]
    assert body["field_sources"] == {"group": {"path": "csv/a.csv", "line": 1, "record": None}}


def test_questions_of_one_answer_lead_to_each_other(site: FlaskClient) -> None:
    assert site.get("/documents/QANR5L16QE2.json").json["answered_together"] == ["QANR5L16QE3"]
    page = site.get("/documents/QANR5L16QE2").text
    assert '<a href="/documents/QANR5L16QE3">' in page.partition("Même réponse")[2]
    # The same words on another day are another answer.
    assert "Même réponse" not in site.get("/documents/QANR5L16QE1").text


def test_a_page_says_where_its_parts_come_from(site: FlaskClient) -> None:
    text = said(site, "/documents/QANR5L16QE1")
    assert "Sources de cette page le document an/qe.zip 1.json groupe csv/a.csv" in text


@pytest.mark.parametrize(
    ("sort", "numbers"), [("delay", [4, 5, 6, 2, 3, 1]), ("answered", [6, 2, 3, 1, 4, 5])]
)
def test_the_longest_delay_and_the_last_answer_come_first(
    site: FlaskClient, sort: str, numbers: list[int]
) -> None:
    hits = site.get(f"/search.json?q=sel&sort={sort}").json["hits"]
    assert [int(hit["id"].rpartition("E")[2]) for hit in hits] == numbers


def test_what_waits_too_long_has_an_address(site: FlaskClient) -> None:
    answer = site.get("/unanswered")
    assert answer.location == "/search?clock=overdue&sort=delay"
    text = said(site, answer.location)
    assert "1 document" in text
    assert "du plus long délai de réponse au plus court" in text


def test_the_page_of_coverage_names_what_is_missing(site: FlaskClient) -> None:
    text = said(site, "/coverage").replace("\u202f", " ")
    assert "Question écrite, 16e législature 1 205 1 208 3" in text
    assert "7 à 8, 12 Mois Présentes Manquantes mars 2024 1 205 3" in text
    assert "an/qe.zip 13 juin 2024 20 juin 2024" in text
    assert "jusqu’au 12 juin 2024" in text
    assert 'href="mailto:manque@a.example"' in site.get("/coverage").text


def test_coverage_for_programs(site: FlaskClient) -> None:
    body = site.get("/coverage.json").json
    assert body["known_until"] == {"an/qe.zip": "2024-06-12"}
    (series,) = body["series"]
    assert series["missing_numbers"] == [[7, 8], [12, 12]]
    assert series["months"] == [{"month": "2024-03", "held": 1205, "missing": 3}]


def test_the_coverage_of_the_senat_says_what_cannot_be_known(
    client: FlaskClient, engine: LoopEngine
) -> None:
    doubt = "ou n’avoir jamais servi"
    engine.notes = NOTES
    assert doubt not in said(client, "/coverage")
    assert "<h2>Assemblée nationale</h2>" not in client.get("/coverage").text
    (series,) = NOTES.series
    senat = replace(series, chamber=Chamber.SENAT, legislature="15", held=28_008, highest=28_011)
    engine.notes = replace(NOTES, series=(series, senat))
    text = said(client, "/coverage").replace("\u202f", " ")
    assert doubt in text
    assembly, of_senat = text.partition("Le Sénat numérote ses questions")[::2]
    assert "Question écrite, 16e législature 1 205 1 208 3" in assembly
    assert "Question écrite, 15e législature 28 008 28 011 3" in of_senat
    assert "Question écrite au Sénat, 15e législature : numéros manquants" in of_senat
    chambers = [one["chamber"] for one in client.get("/coverage.json").json["series"]]
    assert chambers == ["assemblee", "senat"]

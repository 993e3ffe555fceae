"""The XML view of a question's page: a real one, and pages in our own words."""

import datetime as dt

import pytest

from search_app.ingest import Limits, parse_record, scan_file
from search_app.model.document import DocumentType, Event, EventKind, Status

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<QUESTION TYPE="QE">
  <LEGISLATURE>14</LEGISLATURE>
  <DEPOT NUMERO="77"><DATE_JO>07/01/2014</DATE_JO><PAGE_JO>18</PAGE_JO></DEPOT>
  <AUTEUR ID_MANDAT="1"><ID_ACTEUR>12</ID_ACTEUR><CIVILITE>Mme</CIVILITE><NOM>Exemple</NOM>
    <PRENOM>Jeanne</PRENOM></AUTEUR>
  <GROUPE SIGLE="LES-REP"><LIBELLE>Les Républicains</LIBELLE><ID_GROUPE>34</ID_GROUPE></GROUPE>
  <CIRCONSCRIPTION NUMERO_CIRCONSCRIPTION="1"><DEPARTEMENT>Gers</DEPARTEMENT></CIRCONSCRIPTION>
  <INDEXATION_AN RUBRIQUE="mer"><TETE_ANALYSE>aucune tête d'analyse</TETE_ANALYSE>
    <ANALYSE><ANA>phares</ANA></ANALYSE></INDEXATION_AN>
  <MINI><ABREGE>Mer</ABREGE><DEVELOPPE>Ministère de la mer</DEVELOPPE></MINI>
  <MINA><ORDRE NUMERO="1"><ABREGE>Mer</ABREGE><DATE_JO>07/01/2014</DATE_JO></ORDRE></MINA>
  <DEPOT><TEXTE_DEPOT><![CDATA[Où sont les phares&nbsp;?]]></TEXTE_DEPOT></DEPOT>
  <ERRATUM_QUESTION><DATE_JO/><PAGE_JO/></ERRATUM_QUESTION>
  <SIGNALEMENT><DATE_JO/><DATE_DEPOT_SIGNAL/></SIGNALEMENT>
  <CLOTURE><DATE_JO/><PAGE_JO/><ABREGE/><LIBELLE/></CLOTURE>
</QUESTION>
"""


@pytest.fixture(scope="module")
def real(shared_data):
    folder = shared_data / "data/an-questions/site-xml-14"
    (raw,) = scan_file(folder, "q14_14-47351QE.xml", limits=Limits())
    parsed = parse_record(raw)
    assert parsed.errors == ()
    return parsed.document


def test_the_fields_of_a_real_page(real):
    assert (real.id, real.type, real.legislature) == ("QANR5L14QE47351", DocumentType.QE, "14")
    assert (real.author, real.author_id) == ("M. François Cornut-Gentille", "PA923")
    assert (real.constituency, real.department) == (
        "Haute-Marne (2e circonscription)",
        "Haute-Marne",
    )
    assert real.group.values == ("LR",)
    assert (real.topic.values, real.ministry_asked.name) == (("Défense",), "Défense")
    assert real.ministry_in_charge == real.ministry_asked
    assert real.title == "équipements militaires – vieillissement – bilan"
    assert real.text.startswith("M. François Cornut-Gentille interroge M. le ministre")
    assert real.text.endswith("des équipements des unités du génie de l'armée de terre.")
    assert real.status is Status.ANSWERED
    assert real.url == "https://questions.assemblee-nationale.fr/q14/14-47351QE.htm"


def test_the_life_of_a_real_page(real):
    assert real.events == (
        Event(kind=EventKind.ASKED, date=dt.date(2014, 1, 7), page="18"),
        Event(kind=EventKind.REASSIGNED, date=dt.date(2014, 4, 3), ministry="Défense"),
        Event(kind=EventKind.RENEWED, date=dt.date(2014, 4, 15)),
        Event(kind=EventKind.ANSWERED, date=dt.date(2014, 5, 13), page="3858"),
    )


def test_the_table_of_a_real_answer_has_a_line_for_each_row(real):
    lines = real.answer.split("\n\n")
    assert len(lines) == 1 + 2 + 16
    assert lines[1].split(" ; ")[3:] == [
        "ÂGE MOYEN des matériels (en années)",
        "COÛT UNITAIRE DU MAINTIEN en condition opérationnelle en 2013 (en euros)",
    ]
    assert lines[3].endswith(" ; 10 ; 10 ; 23,30 ; 37,60 ; 12 ; 194\xa0588")
    assert lines[-1].startswith("VBHP (véhicule blindé d'accompagnement")


def test_a_page_without_an_answer(document):
    page = document(PAGE, path="q.xml")
    assert (page.status, page.answer) == (Status.PENDING, "")
    assert page.events == (Event(kind=EventKind.ASKED, date=dt.date(2014, 1, 7), page="18"),)
    assert (page.title, page.text) == ("phares", "Où sont les phares\xa0?")
    assert page.constituency == "Gers (1re circonscription)"


SHORT = "<CLOTURE><DATE_JO/><PAGE_JO/><ABREGE/><LIBELLE/></CLOTURE>"
DAY = dt.date(2014, 2, 4)
CHANGES = [
    ("<SIGNALEMENT><DATE_JO/>", "<SIGNALEMENT><DATE_JO>04/02/2014</DATE_JO>", Event(kind=EventKind.SIGNALLED, date=DAY)),
    ("<DATE_DEPOT_SIGNAL/>", "<DATE_DEPOT_SIGNAL>04/02/2014</DATE_DEPOT_SIGNAL>", Event(kind=EventKind.SIGNALLED, date=DAY)),
    ("<ERRATUM_QUESTION><DATE_JO/><PAGE_JO/>", "<ERRATUM_QUESTION><DATE_JO>04/02/2014</DATE_JO><PAGE_JO>9</PAGE_JO><TEXTE_ERRATUM><![CDATA[Lire <b>ports</b>.]]></TEXTE_ERRATUM>", Event(kind=EventKind.CORRECTED, date=DAY, page="9", text="Lire ports.")),
    ("<ERRATUM_QUESTION>", "<ERRATUM_REPONSE><DATE_JO>04/02/2014</DATE_JO></ERRATUM_REPONSE><ERRATUM_QUESTION>", Event(kind=EventKind.CORRECTED, date=DAY)),
    (SHORT, "<CLOTURE><DATE_JO>04/02/2014</DATE_JO><PAGE_JO>9</PAGE_JO><ABREGE>FM</ABREGE><LIBELLE>Fin de mandat</LIBELLE></CLOTURE>", Event(kind=EventKind.WITHDRAWN, date=DAY, page="9", reason="Fin de mandat")),
    (SHORT, "<CLOTURE><DATE_JO>04/02/2014</DATE_JO><ABREGE>AU</ABREGE><LIBELLE>Caducité</LIBELLE></CLOTURE>", Event(kind=EventKind.LAPSED, date=DAY, reason="Caducité")),
    ("</MINA>", '<ORDRE NUMERO="2"><ABREGE>Défense</ABREGE><DATE_JO>04/02/2014</DATE_JO></ORDRE></MINA>', Event(kind=EventKind.REASSIGNED, date=DAY, ministry="Défense")),
    (SHORT, "<RENOUVELLEMENT><ORDRE><DATE_RENOUVELLEMENT>04/02/2014</DATE_RENOUVELLEMENT></ORDRE></RENOUVELLEMENT>", Event(kind=EventKind.RENEWED, date=DAY)),
    (SHORT, "<REPONSE><TEXTE_REPONSE>À Brest.</TEXTE_REPONSE><DATE_JO_REPONSE>04/02/2014</DATE_JO_REPONSE><PAGE_JO_REPONSE>9</PAGE_JO_REPONSE></REPONSE>", Event(kind=EventKind.ANSWERED, date=DAY, page="9")),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "event"), CHANGES)
def test_each_event_of_a_page(document, before, after, event):
    page = document(PAGE.replace(before, after), path="q.xml")
    assert page.events[1:] == (event,)


def test_a_page_may_lack_everything_but_its_identity(read_all):
    short = '<QUESTION TYPE="QE"><LEGISLATURE>14</LEGISLATURE><DEPOT NUMERO="77"/></QUESTION>'
    document, error = sorted(read_all({"q.xml": short}), key=lambda one: hasattr(one, "code"))
    assert (document.id, document.constituency, document.group) == ("QANR5L14QE77", "", None)
    assert (error.code, error.detail) == ("missing", "text")


def test_a_page_without_its_number_is_reported(error):
    assert error(PAGE.replace(' NUMERO="77"', ""), path="q.xml").detail == "number"

"""What an official question in JSON says, whatever its shape."""

import datetime as dt
import json

import pytest
from official import (
    ABSENT,
    NIL,
    as_file,
    attributed,
    closed,
    oral,
    text_of,
    written,
)

from search_app.model.document import (
    AuthorityName,
    Document,
    DocumentType,
    Event,
    EventKind,
    Kind,
    Status,
)
from search_app.model.errors import RecordError

ASKED = Event(kind=EventKind.ASKED, date=dt.date(2023, 1, 3), page="12")
ANSWERED = Event(kind=EventKind.ANSWERED, date=dt.date(2023, 3, 7), page="345")


@pytest.fixture
def read(read_all):
    """The document of one question, and the codes and details of its reports."""

    def read_one(question):
        data = question if isinstance(question, bytes) else as_file(question)
        found = read_all({"q.json": data})
        documents = [one for one in found if isinstance(one, Document)]
        errors = [(e.code, e.detail) for e in found if isinstance(e, RecordError)]
        return (documents[0] if documents else None), errors

    return read_one


def test_a_written_question(read):
    document, errors = read(written())
    assert errors == []
    assert (document.id, document.kind, document.type) == (
        "QANR5L16QE77",
        Kind.QUESTION,
        DocumentType.QE,
    )
    assert (document.legislature, document.number) == ("16", "77")
    assert (document.title, document.author) == ("Archives des phares", "")
    assert document.author_id == "PA1"
    assert (document.text, document.answer) == ("Où sont les archives\xa0?", "À Brest.")
    assert document.group == AuthorityName(
        name="Les Républicains", values=("LR",), known=True, labels=("Les Républicains (LR)",)
    )
    assert document.ministry_asked == document.ministry_in_charge
    assert document.ministry_asked == AuthorityName(name="Culture", values=("Culture",), known=True)
    assert document.topic.values == ("Numérique",)
    assert document.status is Status.ANSWERED
    assert (document.date, document.events) == (dt.date(2023, 1, 3), (ASKED, ANSWERED))
    assert document.url == "https://questions.assemblee-nationale.fr/q16/16-77QE.htm"
    assert (document.source.path, document.source.line, document.source.record) == ("q.json", 1, "")


def test_a_question_to_the_government(read):
    document, errors = read(oral())
    assert errors == []
    assert (document.id, document.title) == ("QANR5L15QG5", "prix du sel")
    assert document.author == "M. Paul Modèle"
    assert document.text == (
        "Mme\xa0la présidente. La parole est à M.\xa0Paul Modèle, pour le groupe des modèles.\n\n"
        "M.\xa0Paul Modèle. Le sel manque & les ports s'en plaignent\xa0!\n\n"
        "Que ferez-vous\xa0? (Applaudissements.)"
    )
    assert document.answer == (
        "Mme\xa0la présidente. La parole est à Mme\xa0la ministre de la mer.\n\n"
        "Mme\xa0Anne Type, ministre de la mer. Nous en ferons venir.\n\n"
        "M.\xa0Paul Modèle. Quand\xa0?"
    )
    day = dt.date(2019, 2, 6)
    assert document.date == day
    assert document.events == (Event(kind=EventKind.ANSWERED, date=day, page="901"),)


REASSIGNED = Event(kind=EventKind.REASSIGNED, date=dt.date(2023, 2, 1), ministry="Mer")
ROWS = [
    # shapes: an object, a list of one, a list, null in each of its ways
    ({"textesQuestion": {"texteQuestion": [text_of("Un.", "2023-01-03", "12")]}}, {"text": "Un."}),
    ({"textesQuestion": {"texteQuestion": [text_of("Un.", "2023-01-03"), NIL, text_of("Deux.", "2023-01-03")]}}, {"text": "Un.\n\nDeux.", "date": dt.date(2023, 1, 3)}),
    ({"textesQuestion": [{"texteQuestion": text_of("Un.", "2023-01-03")}]}, {"text": "Un."}),
    ({"textesQuestion": {"texteQuestion": {"texte": {"#text": "Un."}}}}, {"text": "Un.", "date": dt.date(2023, 3, 7)}),
    ({"textesQuestion": NIL}, {"text": "", "date": dt.date(2023, 3, 7)}),
    ({"textesReponse": NIL, "cloture": NIL}, {"answer": "", "status": Status.PENDING, "events": (ASKED,)}),
    ({"textesReponse": None, "cloture": None}, {"answer": "", "status": Status.PENDING}),
    ({"textesReponse": ABSENT, "cloture": ABSENT}, {"answer": "", "status": Status.PENDING}),
    ({"auteur": None}, {"group": None, "author": ""}),
    ({"auteur": {"identite": {"civ": "Mme", "prenom": "Jeanne", "nom": "Exemple"}}}, {"author": "Mme Jeanne Exemple"}),
    ({"minInt": NIL}, {"ministry_asked": None}),
    ({"minAttribs": None}, {"ministry_in_charge": None}),
    # titles
    ({"indexationAN": {"analyses": {"analyse": ["Le phare", "La côte"]}}}, {"title": "Le phare – La côte", "topic": None}),
    ({"indexationAN": {"ANALYSE": {"ANA": "Le  phare\n"}}}, {"title": "Le phare"}),
    ({"indexationAN": {"teteAnalyse": "phares", "analyses": {"analyse": None}}}, {"title": "phares"}),
    ({"indexationAN": {"teteAnalyse": "Aucune tête d'analyse", "rubrique": "mer"}}, {"title": "mer"}),
    ({"indexationAN": [None, {"rubrique": "mer", "analyses": [NIL]}]}, {"title": "mer"}),
    ({"indexationAN": None}, {"title": "Question écrite n° 77"}),
    # lives
    ({"minAttribs": attributed(("Culture", None), ("Mer", "01/02/2023"))}, {"events": (ASKED, REASSIGNED, ANSWERED)}),
    ({"minAttribs": attributed(("Culture", None), ("Mer", None))}, {"events": (ASKED, ANSWERED, Event(kind=EventKind.REASSIGNED, date=None, ministry="Mer"))}),
    ({"minAttribs": {"minAttrib": [*attributed(("Culture", None))["minAttrib"], NIL]}}, {"events": (ASKED, ANSWERED)}),
    ({"signalement": {"infoJO": {"dateJO": "2023-02-01"}}}, {"events": (ASKED, Event(kind=EventKind.SIGNALLED, date=dt.date(2023, 2, 1)), ANSWERED)}),
    ({"signalement": {"dateDepotSignal": "01/02/2023"}}, {"events": (ASKED, Event(kind=EventKind.SIGNALLED, date=dt.date(2023, 2, 1)), ANSWERED)}),
    ({"signalement": "2023-02-01"}, {"events": (ASKED, Event(kind=EventKind.SIGNALLED, date=dt.date(2023, 2, 1)), ANSWERED)}),
    ({"renouvellements": {"renouvellement": [{"infoJO": {"dateJO": "2023-02-01"}}, {"dateRenouvellement": "2023-02-08"}]}}, {"events": (ASKED, *(Event(kind=EventKind.RENEWED, date=dt.date(2023, 2, day)) for day in (1, 8)), ANSWERED)}),
    ({"textesReponse": None, "cloture": closed("FM", "Fin de mandat", "2024-06-11")}, {"status": Status.WITHDRAWN, "events": (ASKED, Event(kind=EventKind.WITHDRAWN, date=dt.date(2024, 6, 11), reason="Fin de mandat"))}),
    ({"textesReponse": None, "cloture": closed("AU", None, None)}, {"status": Status.WITHDRAWN, "events": (ASKED, Event(kind=EventKind.WITHDRAWN, date=None, reason="AU"))}),
    ({"textesReponse": None, "cloture": closed("REP_PUB", "Réponse publiée", "07/03/2023")}, {"status": Status.ANSWERED, "events": (ASKED, Event(kind=EventKind.ANSWERED, date=dt.date(2023, 3, 7)))}),
    ({"textesReponse": {"texteReponse": text_of("Oui.", "2023-03-07")}}, {"events": (ASKED, ANSWERED)}),
    ({"textesReponse": {"texteReponse": text_of("Oui.", "2023-03-06")}}, {"events": (ASKED, Event(kind=EventKind.ANSWERED, date=dt.date(2023, 3, 6)))}),
    ({"textesQuestion": {"texteQuestion": text_of("Un.", "2023-01-03T00:00:00+01:00", "12")}}, {"events": (ASKED, ANSWERED)}),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), ROWS)
def test_a_question_of_another_shape(read, changes, expected):
    document, errors = read(written(**changes))
    assert errors == []
    assert {name: getattr(document, name) for name in expected} == expected


def test_the_last_attribution_is_in_charge(read):
    document, _ = read(written(minAttribs=attributed(("Culture", None), ("Armées", "2023-02-01"))))
    assert document.ministry_asked.values == ("Culture",)
    assert document.ministry_in_charge.values == ("Armées",)


def test_an_unknown_short_name_is_known_by_the_full_one(read):
    made = {"abrege": "MC", "developpe": "Ministère de la culture"}
    document, _ = read(written(minInt=made))
    assert document.ministry_asked == AuthorityName(name="MC", values=("Culture",), known=True)


def test_the_title_of_the_text_serves_when_the_index_has_none(read):
    document, _ = read(oral(indexationAN={"rubrique": "mer", "ANALYSE": {"ANA": None}}))
    assert document.title == "PRIX DU SEL"


BAD = [
    (written(uid="QANR5L16QE78"), "value", "uid"),
    (written(identifiant={"numero": "77"}), "missing", "legislature"),
    (written(identifiant={"legislature": "16"}), "missing", "number"),
    (written(identifiant={"legislature": "16", "numero": "x"}), "value", "number: x"),
    (written(type=None), "missing", "type"),
    (written(type="QX"), "value", "type: QX"),
    (b'{"question": {"uid": "QANR5L16QE77",\n "identifiant": }}', "format", "column 17"),
    (b'{"question": ' + b"[" * 100_000, "format", "JSON"),
    (b'{"question": "\xe9"}', "encoding", "0xE9"),
    (b'{"question": null}', "dialect", "no question"),
    (b'{"acteur": {"uid": {"#text": "PA1"}}}', "dialect", "no question"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "code", "detail"), BAD)
def test_what_is_no_question(read, question, code, detail):
    document, [(found_code, found_detail)] = read(question)
    assert document is None
    assert found_code == code
    assert detail in found_detail


def test_broken_json_is_reported_at_its_line(read_all):
    (error,) = read_all({"q.json": b'{"question": {"uid": "QANR5L16QE77",\n "identifiant": }}'})
    assert (error.line, error.record) == (2, "")


REPORTED = [
    ({"textesQuestion": None, "textesReponse": None}, [("missing", "text")]),
    ({"textesQuestion": {"texteQuestion": text_of("<p> </p>", None)}, "textesReponse": None}, [("missing", "text")]),
    ({"textesReponse": {"texteReponse": text_of("Perdu \ufffd ici", "2023-03-07")}}, [("encoding", "a character that the source has lost (U+FFFD)")]),
    ({"indexationAN": {"analyses": {"analyse": "num\ufffdrique"}}}, [("encoding", "a character that the source has lost (U+FFFD)")]),
    ({"cloture": closed("REP_PUB", "Réponse publiée", "31/02/2023")}, [("date", "31/02/2023 (answered)")]),
    ({"signalement": {"dateJO": "2023-13-01"}}, [("date", "2023-13-01 (signalled)")]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "reports"), REPORTED)
def test_a_question_that_is_indexed_and_reported(read, changes, reports):
    document, errors = read(written(**changes))
    assert document.id == "QANR5L16QE77"
    assert errors == reports


def test_a_lost_character_in_an_unused_field_is_not_reported(read):
    assert read(oral())[1] == []


def test_a_question_without_its_wrapper_and_with_a_mark_is_read(read):
    data = b"\xef\xbb\xbf" + json.dumps(written()).encode()
    assert read(data)[0].id == "QANR5L16QE77"

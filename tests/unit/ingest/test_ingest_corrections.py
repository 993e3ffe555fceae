"""What was corrected, transferred, lapsed or badly referred to in an official question."""

import datetime as dt
import json

import pytest
from official import ABSENT, NIL, as_file, attributed, closed, text_of, written

from reading import read_corpus
from search_app.ingest import Limits
from search_app.model.document import Document, Event, EventKind, Status

FIRST, SECOND, THIRD = (dt.date(2023, 1, day) for day in (3, 10, 17))


@pytest.fixture
def read(tmp_path):
    """The document of one question, and the codes and details of its reports."""

    def read_one(question):
        (tmp_path / "q.json").write_bytes(as_file(question))
        found = list(read_corpus(tmp_path, limits=Limits()))
        (document,) = (one for one in found if isinstance(one, Document))
        return document, [(one.code, one.detail) for one in found if not isinstance(one, Document)]

    return read_one


def _asked(*texts):
    return {"textesQuestion": {"texteQuestion": [text_of(html, day) for html, day in texts]}}


def _corrected(document):
    return [(e.date, e.text) for e in document.events if e.kind is EventKind.CORRECTED]


TEXTS = [
    # the elements of the text, the text that counts, what it replaced
    ([("Un.", "2023-01-03"), ("Deux.", "2023-01-10")], "Deux.", [(SECOND, "Un.")]),
    ([("Deux.", "10/01/2023"), ("Un.", "03/01/2023")], "Deux.", [(SECOND, "Un.")]),
    ([("Un.", "2023-01-03"), ("Deux.", "2023-01-10"), ("<p>Trois.</p>", "2023-01-17")], "Trois.", [(SECOND, "Un."), (THIRD, "Deux.")]),
    ([("Un.", "2023-01-03"), ("<p>Un.</p>", "2023-01-10")], "Un.", []),
    ([("Un.", "2023-01-03"), (None, "2023-01-10")], "Un.", []),
    ([("Un.", "2023-01-03"), ("Deux.", "2023-01-03")], "Un.\n\nDeux.", []),
    ([("Un.", None), ("Deux.", None), ("Un.", None)], "Un.\n\nDeux.", []),
    ([(["Un.", "Deux."], "2023-01-03")], "Un.\n\nDeux.", []),
    ([(["Un.", NIL, {"#text": "Deux."}, "Un."], None)], "Un.\n\nDeux.", []),
    ([("Un.", "2023-01-03"), ("Deux.", "2023-01-10"), ("Suite.", None)], "Deux.\n\nSuite.", [(SECOND, "Un.\n\nSuite.")]),
]  # fmt: skip


@pytest.mark.parametrize(("elements", "text", "replaced"), TEXTS)
def test_the_newest_text_counts_and_older_ones_are_kept(read, elements, text, replaced):
    document, errors = read(written(**_asked(*elements)))
    assert (document.text, _corrected(document), errors) == (text, replaced, [])
    if any(day for _, day in elements):
        assert document.date == FIRST


def test_an_answer_is_corrected_as_well(read):
    answers = [text_of("Non.", "2023-03-14"), text_of("Oui.", "2023-03-07", "345")]
    document, _ = read(written(textesReponse={"texteReponse": answers}))
    assert document.answer == "Non."
    assert document.events[1:] == (
        Event(kind=EventKind.ANSWERED, date=dt.date(2023, 3, 7), page="345"),
        Event(kind=EventKind.CORRECTED, date=dt.date(2023, 3, 14), text="Oui."),
    )


ERRATA = [
    ({"erratumQuestion": {"infoJO": {"dateJO": "2023-01-10", "pageJO": "9"}, "texteErratum": "Lire <i>phare</i>."}}, Event(kind=EventKind.CORRECTED, date=SECOND, page="9", text="Lire phare.")),
    ({"erratumReponse": [NIL, {"dateErratum": "10/01/2023", "texte": "Lire phare."}]}, Event(kind=EventKind.CORRECTED, date=SECOND, text="Lire phare.")),
    ({"errata": {"erratum": {"dateJO": "2023-01-10"}}}, Event(kind=EventKind.CORRECTED, date=SECOND)),
    ({"texteErratum": "Lire phare le 3 janvier."}, Event(kind=EventKind.CORRECTED, date=None, text="Lire phare le 3 janvier.")),
    ({"erratumQuestion": {"dateJO": "2023-01-10", "texteErratum": {"texte": ["Lire", "phare."]}}}, Event(kind=EventKind.CORRECTED, date=SECOND, text="Lire\n\nphare.")),
    ({"textesQuestion": {"texteQuestion": {**text_of("Un.", "2023-01-03"), "erratum": {"dateJO": "2023-01-10"}}}}, Event(kind=EventKind.CORRECTED, date=SECOND)),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "event"), ERRATA)
def test_an_erratum_is_an_event(read, changes, event):
    document, errors = read(written(**changes))
    assert [e for e in document.events if e.kind is EventKind.CORRECTED] == [event]
    assert errors == []


@pytest.mark.parametrize("nothing", [None, NIL, {}, "", {"dateJO": None, "texteErratum": ""}, []])
def test_an_empty_erratum_is_none(read, nothing):
    document, errors = read(written(erratumQuestion=nothing, dateErratum="2023-01-10"))
    assert (_corrected(document), errors) == ([], [])


REASSIGNED = [
    # the ministry asked, the attributions, the events
    ("Mer", [("Mer", "2023-01-03")], []),
    ("Mer", [("Culture", None)], [(None, "Culture")]),
    ("Mer", [("Culture", "2023-01-10")], [(SECOND, "Culture")]),
    ("Mer", [("Mer", "2023-01-03"), ("Culture", "2023-01-10")], [(SECOND, "Culture")]),
    ("Mer", [("Culture", "2023-01-03"), ("Armées", "2023-01-10")], [(FIRST, "Culture"), (SECOND, "Armées")]),
    ("Mer", [("Mer", "2023-01-03"), ("Mer", "2023-01-10")], [(SECOND, "Mer")]),
    ("Cohésion des territoires (M. le SE auprès du ministre)", [("Cohésion des territoires", None)], []),
    (None, [("Culture", "2023-01-03")], []),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "attributions", "events"), REASSIGNED)
def test_a_reassignment_names_the_ministry(read, asked, attributions, events):
    document, _ = read(written(minInt={"abrege": asked}, minAttribs=attributed(*attributions)))
    found = [(e.date, e.ministry) for e in document.events if e.kind is EventKind.REASSIGNED]
    assert found == events


HEADINGS = [
    ("77. — 10 mars 2026. — Mme Type demande.", "Mme Type demande."),
    ("<p>77.\xa0– 1er\xa0mars 2026.\xa0– Mme Type demande.</p>", "Mme Type demande."),
    ("<b>77. — 10 mars 2026. — </b><br>Mme Type demande.", "Mme Type demande."),
    ("78. — 10 mars 2026. — Mme Type demande.", "78. — 10 mars 2026. — Mme Type demande."),
    ("77. — Mme Type demande.", "77. — Mme Type demande."),
]


@pytest.mark.parametrize(("html", "text"), HEADINGS)
def test_number_and_day_are_no_part_of_the_text(read, html, text):
    document, _ = read(written(textesQuestion={"texteQuestion": text_of(html, "2026-03-10")}))
    assert document.text == text


@pytest.mark.parametrize("label", ["Caducité", "Question caduque", "QUESTION DEVENUE CADUQUE"])
def test_a_question_lapses(read, label):
    document, _ = read(written(textesReponse=None, cloture=closed("AU", label, "2024-06-11")))
    assert document.status is Status.LAPSED
    day = dt.date(2024, 6, 11)
    assert document.events[-1] == Event(kind=EventKind.LAPSED, date=day, reason=label)


@pytest.mark.parametrize("label", ["Fin de mandat", "Retrait à l’initiative de l’auteur", "Décès"])
def test_any_other_closing_is_a_withdrawal(read, label):
    document, _ = read(written(textesReponse=None, cloture=closed("AU", label, "2024-06-11")))
    assert (document.status, document.events[-1].reason) == (Status.WITHDRAWN, label)


def _author(**changes):
    identity = {"acteurRef": "PA1"} | changes.get("identite", {})
    group = {"organeRef": "PO1", "abrege": "LR", "developpe": "Les Républicains"}
    return {"auteur": {"identite": identity, "groupe": group | changes.get("groupe", {})}}


REFERENCES = [
    ({}, "PA1", []),
    ({"groupe": {"organeRef": "POnull"}}, "PA1", [("value", "group: POnull")]),
    ({"groupe": {"organeRef": None}}, "PA1", []),
    ({"identite": {"acteurRef": "PAnull"}}, "", [("value", "author: PAnull")]),
    ({"identite": {"acteurRef": None}}, "", []),
]


@pytest.mark.parametrize(("changes", "author_id", "reports"), REFERENCES)
def test_a_wrong_reference_is_reported_and_the_question_kept(read, changes, author_id, reports):
    document, errors = read(written(**_author(**changes)))
    assert (document.author_id, errors) == (author_id, reports)
    assert document.group.values == ("LR",)


TITLES = [
    ("équipements", ["équipements militaires", "bilan"], "équipements militaires – bilan"),
    ("gendarmerie", ["effectifs", "évolution"], "gendarmerie – effectifs – évolution"),
    ("gendarmerie", "effectifs", "gendarmerie – effectifs"),
    (None, ["effectifs", "effectifs"], "effectifs"),
    ("Aucune tête d'analyse", None, "numérique"),
    ("gendarmerie", None, "gendarmerie"),
]


@pytest.mark.parametrize(("head", "analyses", "title"), TITLES)
@pytest.mark.parametrize("keys", [("analyses", "analyse"), ("ANALYSE", "ANA")])
def test_the_title_has_every_analysis(read, head, analyses, title, keys):
    index = {"rubrique": "numérique", "teteAnalyse": head, keys[0]: {keys[1]: analyses}}
    assert read(written(indexationAN=index))[0].title == title


def test_several_questions_in_one_file_are_all_read(tmp_path):
    other = written(uid="QANR5L16QE78", identifiant={"numero": "78", "legislature": "16"})
    for name, data in (
        ("two.json", {"question": [written(), other]}),
        ("with_namespace.json", {"@xmlns": "http://x", "question": [written(), other]}),
        ("one.json", {"question": [other]}),
    ):
        (tmp_path / name).write_text(json.dumps(data, indent=1), encoding="utf-8")
        found = list(read_corpus(tmp_path, limits=Limits()))
        count = len(json.loads((tmp_path / name).read_text("utf-8"))["question"])
        assert [one.number for one in found] == ["77", "78"][-count:]
        (tmp_path / name).unlink()


def test_several_questions_that_are_not_cut_are_reported(tmp_path):
    data = {"titre": "Deux questions", "question": [written(), written(erratum=ABSENT)]}
    (tmp_path / "q.json").write_text(json.dumps(data), encoding="utf-8")
    (error,) = read_corpus(tmp_path, limits=Limits())
    assert (error.code, error.detail) == ("dialect", "2 questions in one record")

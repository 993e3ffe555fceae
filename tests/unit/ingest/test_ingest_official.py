"""The real record: every official question and every row is read, and the reports are known."""

import datetime as dt
from collections import Counter

import pytest

import real_corpus
from reading import read_corpus
from search_app.ingest import Limits, parse_record, scan_file
from search_app.model.document import Document, EventKind, Status
from search_app.model.errors import RecordError


@pytest.fixture(scope="module")
def corpus(shared_data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("real") / "corpus"
    real_corpus.assemble(shared_data, folder)
    return folder


@pytest.fixture(scope="module")
def found(corpus):
    return list(read_corpus(corpus, limits=Limits()))


@pytest.fixture(scope="module")
def documents(found):
    return [one for one in found if isinstance(one, Document)]


def test_none_is_lost(documents):
    assert len(documents) == real_corpus.DOCUMENTS == len({document.id for document in documents})
    found = Counter(
        (d.type.value, d.legislature) for d in documents if d.source.path[:5] != "seeds"
    )
    assert found == {("QG", "15"): 4667, ("QG", "16"): 639, ("QE", "16"): 1308, ("QOSD", "15"): 629}


def test_five_questions_are_reported_and_indexed(found):
    """One has an answer as published and no text at all, four a group that the source lost."""
    errors = [one for one in found if isinstance(one, RecordError)]
    lost = [(f"json/QANR5L15QG{n}.json", "value", "group: POnull") for n in (1194, 3094, 3096)]
    assert [(error.record, error.code, error.detail) for error in errors] == [
        *lost,
        ("json/QANR5L15QG3307.json", "missing", "text"),
        ("json/QANR5L15QG3361.json", "value", "group: POnull"),
    ]


def test_every_name_is_known(documents):
    names = ((d.group, d.ministry_asked, d.ministry_in_charge, d.topic) for d in documents)
    unknown = Counter(name.name for four in names for name in four if name and not name.known)
    assert unknown == Counter()


def test_fields_that_official_files_always_have(documents):
    oral = [document for document in documents if document.type.value == "QG"]
    assert len(oral) == 4667 + 639
    for document in oral:
        assert document.group, document.id
        assert document.ministry_asked, document.id
        assert document.ministry_in_charge, document.id
        assert document.status is Status.ANSWERED, document.id
        assert document.author_id.startswith("PA"), document.id
        assert [event.kind for event in document.events] == [EventKind.ANSWERED], document.id
        assert document.date == document.events[0].date is not None, document.id
    assert Counter(document.topic is None for document in oral)[True] == 31
    # 29 closings have no page; 26 have another day than the answer, whose page it then is not.
    assert Counter(document.events[0].page == "" for document in oral)[True] == 29 + 26
    days = [document.date for document in oral]
    assert (min(days), max(days)) == (dt.date(2017, 7, 6), dt.date(2023, 3, 8))


def test_nearly_every_exchange_is_parted_and_its_asker_named(documents):
    oral = [document for document in documents if document.type.value == "QG"]
    assert sum(bool(document.text) for document in oral) >= 5_290
    assert sum(bool(document.author) for document in oral) >= 5_230
    assert all(document.author.startswith(("M. ", "Mme ")) for document in oral if document.author)


def test_texts_are_clean(documents):
    for document in documents:
        shown = f"{document.title}\n{document.text}\n{document.answer}"
        assert not any(mark in shown for mark in ("<br", "<p", "</", "&nbsp;", "&amp;", "\ufffd"))
        assert "\n\n\n" not in shown
        if document.type.value == "QG" and document.text:
            first_line = document.text.split("\n")[0]
            assert not first_line.isupper(), document.id


def test_rows_have_their_fields(documents):
    by_id = {document.id: document for document in documents}
    written = by_id["QANR5L16QE1"]
    assert written.author == "M. Christophe Naegelen"
    assert written.group.values == ("LIOT",)
    assert written.title == "Cohabitation entre les randonneurs et les patous"
    assert (written.date, written.topic.name) == (dt.date(2022, 7, 5), "animaux")
    assert (written.source.record, written.source.line) == ("row 1", 2)
    assert written.status is None
    oral = by_id["QANR5L15QOSD1"]
    assert (oral.author, oral.date) == ("M. Jean-Hugues Ratenon", dt.date(2017, 12, 5))
    assert oral.title.startswith("La question des tarifs des colis")
    titled = [d for d in documents if d.type.value == "QOSD" and not d.title.startswith("Question")]
    assert len(titled) >= 590


FIELDS = ("id", "title", "author", "group", "asked", "topic", "date", "page")
SAMPLES = [
    ("QANR5L15QG1", "engagement du Gouvernement", "M. Damien Abad", "LR", ("Premier ministre",), "Gouvernement", "2017-07-06", "1215"),
    ("QANR5L15QG113", "lutte contre le terrorisme", "M. Ludovic Pajot", "NI", ("Intérieur",), "Terrorisme", "2017-10-04", "2766"),
    ("QANR5L15QG732", "Attentat dans l'Aude", "Mme Danièle Hérin", "REN", ("Premier ministre",), "Terrorisme", "2018-03-28", "2142"),
    ("QANR5L15QG1223", "jeunesse et politique de la ville", "Mme Nadia Hai", "REN", ("Cohésion des territoires",), "Aménagement du territoire", "2018-10-10", "9727"),
    ("QANR5L15QG1248", "délocalisations et politique industrielle", "M. Stéphane Viry", "LR", ("Économie",), "Industrie", "2018-10-11", "9815"),
    ("QANR5L15QG1455", "SERVICES PUBLICS", "", "MoDem", ("Cohésion des territoires", "Collectivités territoriales"), "Services publics", "2018-11-29", "12898"),
    ("QANR5L15QG1586", "RETOUR DE DJIHADISTES EN FRANCE", "Mme Valérie Boyer", "LR", ("Intérieur",), None, "2019-01-30", "513"),
    ("QANR5L15QG3226", "Gratuité des masques", "M. Guillaume Garot", "SOC", ("Solidarités", "Santé"), "Santé", "2020-07-22", ""),
    ("QANR5L15QG3307", "Accès à l'eau potable dans les collectivités d'outre-mer", "", "LFI", ("Outre-mer",), "Outre-mer", "2020-09-16", ""),
    ("QANR5L16QG1", "Expulsion des étrangers condamnés", "Mme Marine Le Pen", "RN", ("Premier ministre",), "Étrangers", "2022-07-13", "2329"),
    ("QANR5L16QG74", "Lutte contre la spéculation dans l'immobilier touristique", "M. Inaki Echaniz", "SOC", ("Ville", "Logement"), "Urbanisme", "2022-07-27", "3105"),
    ("QANR5L16QG207", "LOI «\xa0GRAND ÂGE\xa0»", "Mme Véronique Besse", "NI", ("Solidarités", "Autonomie", "Personnes handicapées"), "Personnes âgées", "2022-10-26", "4563"),
    ("QANR5L16QG414", "RÉSERVE OPÉRATIONNELLE", "M. Christian Girard", "RN", ("Armées",), "Sécurité des biens et des personnes", "2022-12-15", "7030"),
    ("QANR5L16QG494", "POLLUTION DES PLAGES PAR DES BILLES DE PLASTIQUE", "M. Philippe Bolo", "MoDem", ("Transition écologique", "Cohésion des territoires"), None, "2023-01-25", "672"),
    ("QANR5L17QG1", "Situation à Mayotte", "Mme Anchya Bamana", "RN", ("Intérieur",), "Outre-mer", "2024-10-03", "5283"),
]  # fmt: skip


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample[0])
def test_the_fields_of_the_raw_samples(shared_data, sample):
    (file,) = shared_data.glob(f"data/an-questions/qag-*-json/samples/{sample[0]}.json")
    (raw,) = scan_file(file.parent, file.name, limits=Limits())
    document = parse_record(raw).document
    assert dict(zip(FIELDS, sample, strict=True)) == {
        "id": document.id,
        "title": document.title,
        "author": document.author,
        "group": document.group.values[0],
        "asked": document.ministry_asked.values,
        "topic": document.topic.values[0] if document.topic else None,
        "date": document.date.isoformat(),
        "page": document.events[-1].page,
    }
    assert bool(document.text) is bool(document.answer) is (document.id != "QANR5L15QG3307")


def test_ministries_asked_and_in_charge_may_differ(documents):
    document = next(one for one in documents if one.id == "QANR5L15QG1223")
    asked = "Cohésion des territoires (M. le SE auprès du ministre)"
    assert document.ministry_asked.name == asked
    assert document.ministry_in_charge.name == "Cohésion des territoires"


def test_raw_ampersands_stay(documents):
    texts = {d.id: d.text + d.answer for d in documents if d.id in {"QANR5L15QG1248", "QANR5L16QG74"}}  # fmt: skip
    assert len(texts) == 2
    assert all("&" in text for text in texts.values())

"""A weekly issue of the Journal officiel, as its shape is described: no real one is known here."""

import datetime as dt
import io
import tarfile

import pytest

from search_app.model.document import Document, Event, EventKind, Status

_PLACE = "<referencePublication><datePublication>{day}</datePublication><pageJO>{page}</pageJO></referencePublication>"


def _question(number, of_type="QE", source="AN", day="2026-03-10"):
    return (
        f"<question><idQuestion><numeroQuestion>{number}</numeroQuestion><type>{of_type}</type>"
        f"<legislature>17</legislature><source>{source}</source></idQuestion>"
        f"{_PLACE.format(day=day, page=12)}<ministreJO>Ministère de la culture</ministreJO>"
        "<parlementaire>Mme Jeanne Exemple</parlementaire><Objet>Entretien des phares</Objet>"
        f"<texteQuestion>{number}. — 10 mars 2026. — Qui entretient les phares ?</texteQuestion>"
        "</question>"
    )


_ANSWER = (
    f"<reponse>{_PLACE.format(day='2026-05-05', page=345)}"
    "<texteReponse>&lt;p&gt;Leurs gardiens.&lt;/p&gt;</texteReponse></reponse>"
)


def _issue(asked="", answered=""):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<QuestionsPublieesAS>'
        f'<Section part="QE">{asked}</Section><Section part="REP">{answered}</Section>'
        "</QuestionsPublieesAS>"
    )


def _tar(**files):
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as packed:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            packed.addfile(entry, io.BytesIO(text.encode()))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        packed.addfile(link)
    return held.getvalue()


def test_a_question_of_an_issue(document):
    found = document(_issue(_question(13382)), path="REDIF_ANQ1.xml")
    assert (found.id, found.title) == ("QANR5L17QE13382", "Entretien des phares")
    assert (found.text, found.author) == ("Qui entretient les phares ?", "Mme Jeanne Exemple")
    assert found.ministry_asked.values == ("Culture",)
    assert found.status is Status.PENDING
    assert found.events == (Event(kind=EventKind.ASKED, date=dt.date(2026, 3, 10), page="12"),)
    assert (found.source.path, found.source.record) == ("REDIF_ANQ1.xml", "QE 13382")


def test_one_answer_may_belong_to_several_questions(read_all):
    entry = (
        f"<questionReponse>{_question(1, 'REP')}{_question(2, 'REP')}{_ANSWER}</questionReponse>"
    )
    found = read_all({"a.xml": _issue(_question(3), entry)})
    assert [one.id[-3:] for one in found] == ["QE3", "QE1", "QE2"]
    for one in found[1:]:
        assert (one.answer, one.status) == ("Leurs gardiens.", Status.ANSWERED)
        answered = Event(kind=EventKind.ANSWERED, date=dt.date(2026, 5, 5), page="345")
        assert one.events == (answered,)
        assert one.ministry_in_charge.values == ("Culture",)


def test_an_issue_in_its_tar_is_read(document):
    found = document(_tar(**{"REDIF_ANQ1.xml": _issue(_question(7))}), path="ANQ1.taz")
    assert (found.number, found.source.record) == ("7", "REDIF_ANQ1.xml/QE 7")


@pytest.mark.parametrize("cut", [600, 700, 1_100])
def test_a_broken_tar_is_reported(read_all, cut):
    whole = _tar(**{"a.xml": _issue(_question(7)), "b.xml": _issue(_question(8))})
    found = read_all({"a.taz": whole[:cut]})
    assert found
    assert all(one.code == "format" for one in found if not isinstance(one, Document))


def test_a_question_of_another_chamber_is_reported(error):
    found = error(_issue(_question(7, source="SENAT")), path="a.xml")
    assert (found.code, found.detail, found.record) == ("value", "source: SENAT", "QE 7")


def test_a_broken_issue_is_reported(error):
    assert error(_issue("<question>"), path="a.xml").detail.startswith("XML: mismatched tag")

"""Saved pages of questions: all that they say is read, or the page is rejected."""

import datetime as dt
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from question_pages import LAYOUTS, Said, sectioned, tagged

from bounded import in_bounded_time
from search_app.ingest.texts import decoding, formats
from search_app.model.document import Document, EventKind, Kind, Source, Status
from search_app.model.errors import RecordError

CP1252 = frozenset(("tagged",))
FULL = Said(
    question=("Mme Jeanne Exemple demande qui compte les phoques.", "Personne ne le sait & ne dit <rien>."),
    answer=("Les gardes les comptent.", "Ils l’ont fait en août.", "Ils étaient 12 < 13."),
    answered="17/05/2022", answered_page="3199",
    in_charge="Mer", reassigned="03/05/2022",
    signalled="04/05/2022", renewed="05/05/2022",
    erratum="10/05/2022", erratum_page="2900",
)  # fmt: skip


def _bytes(layout, said):
    return LAYOUTS[layout](said).encode("cp1252" if layout in CP1252 else "utf-8")


def _read(layout, said):
    return formats.read(_bytes(layout, said), Source(path="page.html"))


def _events(document):
    return [(e.kind, e.date and e.date.isoformat(), e.page) for e in document.events]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_field_of_a_page_is_read(layout):
    parsed = _read(layout, FULL)
    found = parsed.document
    assert parsed.errors == ()
    assert (found.id, found.kind) == ("QANR5L15QE88101", Kind.QUESTION)
    assert (found.author, found.group.name) == ("Mme Jeanne Exemple", "Groupe des exemples")
    assert found.constituency == "Lozère"
    assert (found.ministry_asked.name, found.ministry_in_charge.name) == ("Pêche", "Mer")
    assert (found.topic.name, found.title) == ("animaux", "Comptage des phoques")
    assert found.text == "\n\n".join(FULL.question)
    assert found.answer == "\n\n".join(FULL.answer)
    assert found.status is Status.ANSWERED
    assert _events(found) == [
        (EventKind.ASKED, "2022-04-26", "2623"),
        (EventKind.REASSIGNED, "2022-05-03", ""),
        (EventKind.SIGNALLED, "2022-05-04", ""),
        (EventKind.RENEWED, "2022-05-05", ""),
        (EventKind.CORRECTED, "2022-05-10", "2900"),
        (EventKind.ANSWERED, "2022-05-17", "3199"),
    ]
    assert next(e.ministry for e in found.events if e.kind is EventKind.REASSIGNED) == "Mer"
    assert found.url == "https://questions.assemblee-nationale.fr/q15/15-88101QE.htm"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_question_that_waits_and_one_that_was_withdrawn(layout):
    waits = _read(layout, Said()).document
    assert (waits.status, waits.answer) == (Status.PENDING, "")
    gone = _read(layout, Said(withdrawn="11/06/2022", reason="Fin de mandat")).document
    assert gone.status is Status.WITHDRAWN
    assert gone.events[-1].reason == "Fin de mandat"
    assert gone.events[-1].date == dt.date(2022, 6, 11)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_of_two_questions_is_rejected(layout):
    both = _bytes(layout, FULL) + _bytes(layout, replace(FULL, number="88102"))
    with pytest.raises(RecordError) as raised:
        formats.read(both, Source(path="page.html"))
    assert raised.value.code == "dialect"
    assert "2 questions in one page" in raised.value.detail


@pytest.mark.parametrize("layout", ["tagged", "sectioned", "boxed"])
def test_every_part_of_the_index_is_in_the_title(layout):
    found = _read(layout, Said(head="faune", analyses=("phoques", "comptage"))).document
    assert found.title == "faune – phoques – comptage"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_in_an_answer_is_kept_row_by_row(layout):
    table = (
        "<table><tr><td>Ain</td><td>12&#160;000</td></tr><tr><td>Aude</td><td>7</td></tr></table>"
    )
    page = LAYOUTS[layout](FULL).replace("Les gardes les comptent.", f"Voici.{table}Fin.")
    found = formats.read(page.encode(), Source(path="page.html")).document
    assert found.answer.startswith("Voici.\n\nAin ; 12\u00a0000\n\nAude ; 7\n\nFin.")
    assert found.answer.endswith("12 < 13.")


DEBATE = (
    "<b>M. le président.</b> La parole est à Mme Jeanne Exemple.",
    "<b>Mme Jeanne Exemple.</b> Qui compte les phoques ?",
    "<b>M. le président.</b> La parole est à M. le ministre de la mer.",
    "<b>M. Paul Modèle,</b><i> ministre de la mer.</i> Les gardes les comptent.",
)


@pytest.mark.parametrize("layout", ["tagged", "sectioned"])
def test_a_debate_is_cut_into_question_and_answer(layout):
    said = Said(
        type="Question au Gouvernement", question=(), answer=("DÉBAT",), answered="17/05/2022"
    )
    page = LAYOUTS[layout](said).replace("DÉBAT", "<br>".join(DEBATE))
    found = formats.read(page.encode(), Source(path="page.html")).document
    assert found.id == "QANR5L15QG88101"
    assert found.text.endswith("Qui compte les phoques ?")
    assert found.answer.endswith("Les gardes les comptent.")


@pytest.mark.parametrize("label", ["DEBAT", "Texte de la REPONSE"])
def test_a_text_without_a_tag_is_found_beside_its_label(label):
    answer = "Les gardes.<BR>Ils ont compté."
    page = tagged(FULL)
    start, end = page.index("<B><U>Texte de la REPONSE"), page.index("</TD></TR></TEXTES>")
    page = f"{page[:start]}<B><U>{label} : </U></B></TD>\n<TD>{answer}{page[end:]}"
    found = formats.read(page.encode("cp1252"), Source(path="page.html")).document
    assert found.answer == "Les gardes.\n\nIls ont compté."


def test_a_complement_of_the_answer_is_part_of_it():
    page = tagged(FULL).replace("</TEXTES>", "<COMPREP>Et un mot de plus.</COMPREP></TEXTES>")
    found = formats.read(page.encode("cp1252"), Source(path="page.html")).document
    assert found.answer.endswith("12 < 13.\n\nEt un mot de plus.")


def test_a_page_that_a_browser_has_written_anew_is_read_alike():
    page = tagged(FULL).lower().replace("<html>mme", "mme").replace("</rep></html>", "</rep>")
    moved = (
        page.replace("<textes>", "")
        .replace("</textes>", "")
        .replace("<table", "<textes></textes><table")
    )
    found = formats.read(moved.encode(), Source(path="page.html")).document
    assert found.answer.count("\n\n") == 2
    assert found.id == "QANR5L15QE88101"


NAMES = [
    ("Gaulle Jean de", "M. Jean de Gaulle", "Qui compte les phoques ?"),
    ("Le Phare Jean-Marie", "M. Jean-Marie Le Phare", "Qui compte les phoques ?"),
    ("Phare Anne Marie", "M. Anne Marie Phare", "M Anne Marie Phare demande qui compte."),
    ("Phàre Jean", "M. Jean Phàre", "M Jean Phare demande qui compte."),
    ("Phare", "M. Phare", "Qui compte les phoques ?"),
]


@pytest.mark.parametrize(("written", "author", "text"), NAMES)
def test_the_first_name_comes_first(written, author, text):
    said = Said(civility="M.", last=written, first="", question=(text,))
    assert _read("tagged", said).document.author == author


FAULTS = [
    ("sectioned", "Question N° 88101", "", "missing", "number"),
    ("sectioned", '">15ème législature', '">', "missing", "legislature"),
    ("sectioned", ">Question écrite<", "><", "missing", "type"),
    ("sectioned", "</section>\n<footer>", "<footer>", "format", "cut short"),
    ("tagged", "<NUM>88101</NUM>", "<NUM></NUM>", "missing", "number"),
    ("tagged", "<NAT>QE</NAT>", "<NAT>QX</NAT>", "value", "type: QX"),
    ("tagged", "</QUEST>", "", "format", "<QUEST> has no end"),
    ("tagged", "<LEG>15ème législature</LEG>", "", "missing", "legislature"),
    ("headed", " n° 88101 :", " :", "missing", "type"),
    ("boxed", "Question N° : <b>88101</b>", "", "missing", "number"),
]


@pytest.mark.parametrize(("layout", "old", "new", "code", "detail"), FAULTS)
def test_a_page_that_lacks_something_is_rejected_and_never_an_article(
    layout, old, new, code, detail
):
    page = LAYOUTS[layout](FULL)
    assert old in page
    with pytest.raises(RecordError) as caught:
        formats.read(page.replace(old, new).encode(), Source(path="page.html"))
    assert caught.value.code == code
    assert detail in caught.value.detail


def test_a_rejection_says_what_was_found():
    with pytest.raises(
        RecordError, match="legislature 15ème législature, type QE, author Mme Jeanne Exemple"
    ):
        _read("tagged", Said(number=""))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_without_any_text_is_rejected(layout):
    with pytest.raises(RecordError, match="text"):
        _read(layout, Said(question=()))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_text_of_which_only_the_day_is_there_is_reported(layout):
    parsed = _read(layout, replace(FULL, answer=()))
    assert parsed.document.status is Status.ANSWERED
    assert [(e.code, e.detail) for e in parsed.errors] == [("missing", "text of the answer")]


def test_a_question_without_text_is_reported_only_where_its_place_is_missing():
    page = tagged(replace(FULL, question=()))
    empty = formats.read(page.encode("cp1252"), Source(path="page.html"))
    assert (empty.document.text, empty.errors) == ("", ())
    gone = formats.read(
        page.replace("<QUEST><html></html></QUEST>", "").encode("cp1252"), Source(path="page.html")
    )
    assert [(e.code, e.detail) for e in gone.errors] == [("missing", "text of the question")]


def test_words_beside_the_question_are_no_part_of_it():
    page = sectioned(FULL).replace("<nav>", "<div>Question N° 7</div><nav>")
    found = formats.read(page.encode(), Source(path="page.html")).document
    assert found.number == "88101"
    assert "Mentions" not in found.answer


def test_an_article_with_classes_of_these_names_is_an_article():
    body = (
        "<p>Les hébergeurs ont présenté leurs garanties et leurs délais devant les députés.</p>" * 3
    )
    page = (
        f"<html><body><section class='question_header'><h1>FAQ</h1>{body}</section></body></html>"
    )
    assert formats.read(page.encode(), Source(path="a.html")).document.kind is Kind.ARTICLE


WORDS = st.lists(
    st.sampled_from(["été", "d’abord", "l'œuvre", "12", "<b>", "&amp;", "«", "»", "5 €", "a", "Île", "*mot*"]),
    min_size=1, max_size=5,
).map(" ".join)  # fmt: skip
TEXTS = st.lists(WORDS.map(lambda words: f"Il dit {words}."), min_size=1, max_size=4).map(tuple)
NAME = st.sampled_from(["Anne", "Jean-Luc", "Zoé", "Élie", "D’Aubigny", "Saint-Clair"])
TOPICS = st.sampled_from(["animaux", "bois et forêts", "télécommunications", "traités"])
DAYS = st.dates(dt.date(1981, 7, 2), dt.date(2026, 1, 1)).map(lambda day: f"{day:%d/%m/%Y}")
PAGES = st.integers(1, 9_999).map(str)
SAID = st.builds(
    Said,
    legislature=st.integers(7, 17).map(str), type=st.sampled_from(["Question écrite", "Question orale sans débat"]),
    number=st.integers(1, 150_000).map(str), civility=st.sampled_from(["M.", "Mme"]),
    first=NAME, last=NAME, group=st.sampled_from(["Les Verts", "Rassemblement (mer - terre)", "A - B"]),
    department=st.sampled_from(["Lozère", "Côte-d'Or", "Français établis hors de France"]),
    asked_of=TOPICS, in_charge=TOPICS, topic=TOPICS, analyses=st.tuples(TOPICS),
    question=TEXTS, answer=TEXTS, asked=DAYS, asked_page=PAGES, answered=DAYS, answered_page=PAGES,
)  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
@given(said=SAID)
def test_a_page_of_any_fields_gives_them_back(layout, said):
    if layout == "headed":  # its key of the constituency has a dash before the group
        said = replace(said, group=said.group.replace(" - ", ", "))
    found = _read(layout, said).document
    identity = (found.legislature, found.number, found.type.value)
    assert identity == (said.legislature, said.number, "QE" if "écrite" in said.type else "QOSD")
    assert found.author == f"{said.civility} {said.first} {said.last}"
    assert (found.group.name, found.constituency) == (said.group, said.department)
    assert (found.ministry_asked.name, found.topic.name) == (said.asked_of, said.topic)
    assert (found.ministry_in_charge.name, found.title) == (said.in_charge, said.analyses[0])
    assert found.text == "\n\n".join(said.question)
    assert found.answer == "\n\n".join(said.answer)
    days = {e.kind: (f"{e.date:%d/%m/%Y}", e.page) for e in found.events if e.date}
    assert days[EventKind.ASKED] == (said.asked, said.asked_page)
    assert days[EventKind.ANSWERED] == (said.answered, said.answered_page)


PIECES = st.sampled_from(
    [
        *tagged(FULL).split("\n"), *sectioned(FULL).split("\n"), *LAYOUTS["headed"](FULL).split(">"),
        *LAYOUTS["boxed"](FULL).split("\n"), "<html>", "</section>", "<section class=question_answer>",
        "<QUEST>", "</QUEST>", "<REP", "<h3>Texte de la réponse</h3>", "<main>", "<!--", "-->", "\0", "&#xD800;",
    ]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=9), max_size=30).map("".join))
def test_any_page_is_read_or_rejected(text):
    try:
        parsed = formats.read(f"<html>{text}".encode("utf-8", "replace"), Source(path="p.html"))
    except RecordError:
        return
    assert isinstance(parsed.document, Document)


HOSTILE = [
    "<section class=question_answer>",
    "<div class=question_info><div class=question_info",
    "<div class class class='",
    "<h3>Texte de la question</h3>",
    "<h1 <h2>",
    "<QUEST><REP>",
    "<NUM>1</NUM><NAT>QE</NAT><AUT>A</AUT>",
    "<!-- <script>",
    "</script  ",
    "<main><nav>",
    "Ministère interrogé > a ",
    "Question N° 1 de Mme (((",
    "DEBAT : </u>",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_two_megabytes_are_read_in_bounded_time(piece):
    data = f"<html>{piece * (2_000_000 // len(piece))}".encode()
    with in_bounded_time(10), suppress(RecordError):
        text = decoding.decode_text(data, "p.html").text
        if formats.question_page.recognise(text, Source(path="p.html")):
            formats.question_page.read(text, Source(path="p.html"))

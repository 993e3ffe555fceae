"""The dialects of a question's text, in our own words."""

import datetime as dt
from itertools import combinations

import pytest
from own_words import PROSE, question_of

from search_app.model.document import DocumentType, Event, EventKind, Kind, Status

ASKED = Event(kind=EventKind.ASKED, date=dt.date(2023, 3, 1), page="77")


def test_plain_question(document):
    found = document(question_of())
    assert found.id == "QANR5L16QE4321"
    assert found.title == "Stockage des dossiers scolaires"
    assert found.text == "Mme Jeanne Exemple demande où sont gardés les dossiers."
    assert found.author == "Mme Jeanne Exemple"
    assert found.constituency == "Gers (2e circonscription)"
    assert found.group.values == ("LR",)
    assert found.events == (ASKED,)
    assert found.date == dt.date(2023, 3, 1)
    assert found.status is None
    assert found.url == "https://questions.assemblee-nationale.fr/q16/16-4321QE.htm"
    assert not found.is_notice


def _marked(text):
    """The other heading and key style."""
    lines = []
    for line in text.split("\n"):
        key, colon, value = line.partition(" : ")
        if line in {"Texte de la question", "Données clés", "Date(s) clé(s)"}:
            lines.append(f"## {line}")
        elif line == "ASSEMBLÉE NATIONALE":
            lines.append(f"# {line}")
        else:
            lines.append(f"**{key} :** {value}" if colon else line)
    return "\n".join(lines)


SAME_RECORD = {
    "marked headings and keys": _marked(question_of()),
    "CRLF": question_of().replace("\n", "\r\n"),
    "byte order mark": "\ufeff" + question_of(),
    "no empty line between keys": question_of().replace("\n\n", "\n"),
    "no space before the colon": question_of().replace(" :", ":"),
    "no-break spaces": question_of().replace(" :", "\u00a0:").replace("n° ", "n°\u202f"),
    "decomposed accents": question_of().replace("é", "e\u0301"),
    "lines above the legislature": question_of(house="Onglet copié\n\n# ASSEMBLÉE NATIONALE"),
    "blank lines first": "\n\n\n" + question_of(),
    "braces": question_of(seat="Circonscription : Gers (2^{e} circonscription) - Les Républicains"),
    "tag": question_of(seat="Circonscription : Gers (2<sup>e</sup> circonscription) - Les Républicains"),
    "address": question_of(author="Auteur : [Mme Jeanne Exemple](https://exemple.fr/deputes/1)"),
    "no accents": question_of(keys="Donnees cles", asked="Ministere interroge : Premier ministre"),
    "bold heading": question_of(heading="**Question écrite n° 4321**"),
    "spaced number": question_of(heading="Question écrite n° 4 321"),
    "old degree sign": question_of(heading="Question écrite nº 4321"),
    "legislature in figures": question_of(legislature="16e législature"),
    "legislature in a mark": question_of(legislature="16<sup>e</sup> législature"),
    "legislature in Roman figures": question_of(legislature="XVIe LÉGISLATURE"),
    "type and number from the heading alone": question_of(type="", number=""),
    "type and number from the keys alone": question_of(heading=""),
    "group of its own": question_of(
        seat="Circonscription : Gers (2e circonscription)", topic="Rubrique : Numérique\n\nGroupe : Les Républicains"
    ),
}  # fmt: skip


@pytest.mark.parametrize("dialect", SAME_RECORD)
def test_dialects_of_one_record_are_read_alike(document, dialect):
    assert document(SAME_RECORD[dialect]) == document(question_of())


@pytest.mark.parametrize(
    ("seat", "constituency", "group"),
    [
        ("Hauts-de-Seine (6e circonscription) - Les Républicains", "Hauts-de-Seine (6e circonscription)", "Les Républicains"),
        ("Seine-Saint-Denis (4^e circonscription) - Gauche démocrate et républicaine - NUPES", "Seine-Saint-Denis (4e circonscription)", "Gauche démocrate et républicaine - NUPES"),
        ("Vendée (1re circonscription) – Démocrate (MoDem et Indépendants)", "Vendée (1re circonscription)", "Démocrate (MoDem et Indépendants)"),
        ("Hauts-de-Seine - Les Républicains", "Hauts-de-Seine", "Les Républicains"),
        ("Val-d'Oise (3e circonscription)", "Val-d'Oise (3e circonscription)", None),
        ("Corrèze", "Corrèze", None),
        ("-", "", None),
    ],
)  # fmt: skip
def test_constituency_is_cut_from_the_group(document, seat, constituency, group):
    found = document(question_of(seat=f"Circonscription : {seat}"))
    assert found.constituency == constituency
    assert (found.group and found.group.name) == group


@pytest.mark.parametrize(
    ("words", "of_type"),
    [
        ("Question écrite", DocumentType.QE),
        ("Question au Gouvernement", DocumentType.QG),
        ("Question au gouvernement", DocumentType.QG),
        ("Question orale sans débat", DocumentType.QOSD),
    ],
)
def test_types(document, words, of_type):
    found = document(
        question_of(heading=f"{words} n° 12", type=f"Type de question : {words}", number="")
    )
    assert (found.type, found.id) == (of_type, f"QANR5L16{of_type}12")
    assert found.url.endswith(f"/16-12{of_type}.htm")


def test_answer_and_life_cycle(document):
    found = document(
        question_of(
            published="Réponse publiée au JO le : 2 mai 2023, page 99\n\n"
            "Date de signalement : 11/04/2023\n\n"
            "Date de changement d’attribution : 28 mars 2023\n\n"
            "Date de renouvellement : 4 avril 2023\n\n"
            "Question publiée au JO le : 1 mars 2023, page 77",
            end="Texte de la réponse\n\nLe ministère tient un registre.\n\nIl est *public*.",
        )
    )
    assert found.answer == "Le ministère tient un registre.\n\nIl est public."
    assert found.status is Status.ANSWERED
    assert found.events == (
        ASKED,
        Event(kind=EventKind.REASSIGNED, date=dt.date(2023, 3, 28)),
        Event(kind=EventKind.RENEWED, date=dt.date(2023, 4, 4)),
        Event(kind=EventKind.SIGNALLED, date=dt.date(2023, 4, 11)),
        Event(kind=EventKind.ANSWERED, date=dt.date(2023, 5, 2), page="99"),
    )


def test_a_question_published_twice_is_of_the_first_day(document):
    days = ("28 mars 2023", "1er mars 2023")
    found = document(
        question_of(published="\n".join(f"Question publiée au JO le : {d}" for d in days))
    )
    assert found.date == dt.date(2023, 3, 1)


@pytest.mark.parametrize(
    ("dates", "status", "date"),
    [
        ("", None, None),
        ("Question publiée au JO le :", None, None),
        ("Question publiée au JO le : date inconnue", None, None),
        ("Réponse publiée au JO le : 2 mai 2023", Status.ANSWERED, dt.date(2023, 5, 2)),
        ("Question retirée le : 3 mai 2023 (Caducité)", Status.WITHDRAWN, None),
        ("Question retirée le : (Fin de mandat)", Status.WITHDRAWN, None),
        (
            "Question retirée le : 3 mai 2023\n\nRéponse publiée au JO le : 2 mai 2023",
            Status.WITHDRAWN,
            dt.date(2023, 5, 2),
        ),
    ],
)
def test_status_is_what_the_source_says(document, dates, status, date):
    found = document(question_of(published=dates))
    assert (found.status, found.date) == (status, date)


def test_withdrawal_without_a_day_keeps_its_reason(document):
    found = document(question_of(published="Question retirée le : (Fin de mandat)"))
    assert found.events == (Event(kind=EventKind.WITHDRAWN, date=None, reason="Fin de mandat"),)


def test_notice_has_a_summary_in_place_of_the_text(document):
    summary = "## Résumé\n\nLa députée veut savoir où sont gardés les dossiers.\n\nRien de plus."
    page = "**Page officielle :** <https://exemple.fr/q16/16-4321QE.htm>"
    found = document(question_of(text=summary, end=page))
    assert found.is_notice
    assert found.text.split("\n\n")[1] == "Rien de plus."
    assert found.url == "https://exemple.fr/q16/16-4321QE.htm"


@pytest.mark.parametrize(
    "page",
    [
        "Page officielle : https://exemple.fr/page",
        "**Page officielle :** [la page](https://exemple.fr/page)",
        "Page officielle : <https://exemple.fr/page>",
    ],
)
def test_official_page_is_named_anywhere(document, page):
    text = question_of().replace("Données clés", f"{page}\n\nDonnées clés")
    found = document(text)
    assert found.url == "https://exemple.fr/page"
    assert "exemple" not in found.text


def test_keys_inside_the_text_are_text(document):
    body = "Texte de la question\n\nLe formulaire porte deux mentions.\n\nAuteur : néant"
    found = document(question_of(text=body))
    assert found.text.endswith("Auteur : néant")
    assert found.author == "Mme Jeanne Exemple"


def test_title_may_take_two_lines_or_none(document):
    assert document(question_of(title="Stockage des *dossiers*\nscolaires")).title == (
        "Stockage des dossiers scolaires"
    )
    assert document(question_of(title="")).title == "Question écrite n° 4321"


def test_unknown_names_are_kept(document):
    found = document(question_of(asked="Ministère interrogé : Ministère des Nuages lointains"))
    assert not found.ministry_asked.known
    assert found.ministries == (found.ministry_asked.name,)


def test_a_reason_may_hold_parentheses(document):
    published = "Question retirée le : 11 juin 2024 (Fin de mandat (décès))"
    (event,) = document(question_of(published=published)).events
    assert (event.date, event.reason) == (dt.date(2024, 6, 11), "Fin de mandat (décès)")


LONG = "N" * 201


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"author": f"Auteur : {LONG}"}, "author of 201 characters, at most 200"),
        ({"seat": f"Circonscription : {LONG} (2e) - LR"}, "constituency of 206 characters, at most 200"),
        ({"seat": f"Circonscription : Gers (2e) - {LONG}"}, "group of 201 characters, at most 200"),
        ({"seat": f"Groupe : {LONG}"}, "group of 201 characters, at most 200"),
        ({"topic": f"Rubrique : {LONG}"}, "topic of 201 characters, at most 200"),
        ({"asked": f"Ministère interrogé : {LONG}"}, "ministry asked of 201 characters, at most 200"),
        ({"asked": f"Ministère attributaire : {LONG}"}, "ministry in charge of 201 characters, at most 200"),
        ({"title": "Titre " * 167 + "\nencore"}, "title of 1008 characters, at most 1000"),
    ],
)  # fmt: skip
def test_a_name_that_is_too_long_is_refused_at_its_line(error, document, changes, detail):
    text = question_of(**changes)
    ((_, changed),) = changes.items()
    found = error(text)
    assert (found.code, found.detail) == ("value", detail)
    assert found.line == text.split("\n").index(changed.split("\n")[0]) + 1
    assert document(text.replace(LONG, LONG[1:7]).replace("Titre " * 167, "Titre " * 165)).title


SIGNS = {
    "number": "Question écrite n° 15463",
    "legislature": "16e législature",
    "headings": "## Données clés\n\n## Résumé",
    "key": "Ministère interrogé : Premier ministre",
}
ONE_SIGN = [
    *SIGNS.values(),
    "## Données clés\n\nDate(s) clé(s)",
    "Résumé\n\nTexte de la réponse",
    "Question écrite n° 15463\n\nQuestion écrite n° 15464\n\nAuteur : Une Plume",
    "Type de question : écrite\n\nNuméro de la question : 3",
    "Question écrite n° 15463\n\nLa 16e législature a duré deux ans.",
    "Question écrite n° 15463\n\n## Données clés\n\nRubrique : Santé",
    "Question écrite n° 15463\n\nLégislature : 16",
]


@pytest.mark.parametrize("sign", ONE_SIGN)
def test_an_article_may_show_one_sign_of_a_question(document, sign):
    found = document(f"Les hébergeurs devant la commission\n\n{sign}\n\n{PROSE}")
    assert found.kind is Kind.ARTICLE


@pytest.mark.parametrize("signs", [*combinations(SIGNS, 2)], ids=" and ".join)
def test_two_signs_make_a_question_that_says_what_it_lacks(error, signs):
    lines = "\n\n".join(SIGNS[sign] for sign in signs)
    found = error(f"Les hébergeurs devant la commission\n\n{lines}\n\n{PROSE}")
    assert found.code == "missing"
    assert found.detail in {"legislature", "type", "number", "text"}


@pytest.mark.parametrize(
    ("changes", "code", "detail", "line_of"),
    [
        ({"legislature": ""}, "missing", "legislature", "Question écrite n° 4321"),
        ({"heading": "Question écrite n°", "number": ""}, "missing", "number", "Question écrite n°"),
        ({"heading": "", "type": ""}, "missing", "type", "Texte de la question"),
        ({"text": ""}, "missing", "text", "Question écrite n° 4321"),
        ({"number": "Numéro de la question : 4322"}, "value", "number 4321, then 4322", "Numéro"),
        ({"number": "Numéro de la question : douze"}, "value", "number douze", "Numéro"),
        ({"type": "Type de question : Question au Gouvernement"}, "value", "type QE, then QG", "Type"),
        ({"type": "Type de question : Interpellation"}, "value", "type Interpellation", "Type"),
        ({"published": "Question publiée au JO le : 31 février 2024"}, "date", "31 février 2024", "Question publiée"),
        ({"published": "Question retirée le : 20 fevirer 2024"}, "date", "20 fevirer 2024", "Question retirée"),
    ],
)  # fmt: skip
def test_faults_are_named_with_their_line(error, changes, code, detail, line_of):
    text = "\n\n" + question_of(**changes)
    lines = text.split("\n")
    expected = next(i for i, line in enumerate(lines, start=1) if line.startswith(line_of))
    found = error(text)
    assert (found.code, found.detail, found.line) == (code, detail, expected)
    assert found.path == "lettre.txt"

"""Every field of the five real documents that the project was given to start from."""

import dataclasses
import datetime as dt

import pytest

from reading import read_corpus
from search_app.ingest import Limits
from search_app.model.document import (
    AuthorityName,
    Chamber,
    DocumentType,
    Event,
    EventKind,
    Kind,
    Status,
)


def _known(name, *values, labels=()):
    return AuthorityName(name=name, values=values, known=True, labels=labels)


def _withdrawn_question(asked, page, withdrawn):
    return (
        Event(kind=EventKind.ASKED, date=asked, page=page),
        Event(kind=EventKind.WITHDRAWN, date=withdrawn, reason="Fin de mandat"),
    )


_FROM_OTHER_SOURCES = {
    "clock": None,
    "laws": (),
    "author_id": "",
    "department": "",
    "field_sources": (),
}
_QUESTION = {
    "kind": Kind.QUESTION,
    "type": DocumentType.QE,
    "answer": "",
    "legislature_inferred": False,
    "date_inferred": False,
    "date_written": "",
    "status": Status.WITHDRAWN,
    "publisher": "",
    "page": "",
    "is_notice": False,
    "chamber": Chamber.ASSEMBLEE,
    **_FROM_OTHER_SOURCES,
}
_ARTICLE = {
    "kind": Kind.ARTICLE,
    "type": DocumentType.ARTICLE,
    "answer": "",
    "number": "",
    "author": "",
    "constituency": "",
    "group": None,
    "ministry_asked": None,
    "ministry_in_charge": None,
    "topic": None,
    "date_written": "",
    "status": None,
    "events": (),
    "url": "",
    "publisher": "",
    "page": "",
    "is_notice": False,
    "chamber": None,
    **_FROM_OTHER_SOURCES,
}
_IN_CHARGE = _known(
    "Travail, santé et solidarités",
    "Travail",
    "Santé",
    "Solidarités",
    labels=("Travail et emploi", "Solidarités et affaires sociales"),
)

SEEDS = {
    "000_ae089860c2820953.txt": _QUESTION
    | {
        "id": "QANR5L16QE15463",
        "title": "Maintien de Microsoft au sein du Health data hub",
        "number": "15463",
        "author": "M. Aurélien Lopez-Liguori",
        "constituency": "Hérault (7e circonscription)",
        "group": _known("Rassemblement National", "RN", labels=("Rassemblement National (RN)",)),
        "legislature": "16",
        "ministry_asked": _known(
            "Économie, finances, souveraineté industrielle et numérique",
            "Économie",
            "Industrie",
            "Numérique",
            labels=("Économie et finances",),
        ),
        "ministry_in_charge": _IN_CHARGE,
        "topic": _known("Numérique", "Numérique"),
        "date": dt.date(2024, 2, 20),
        "events": _withdrawn_question(dt.date(2024, 2, 20), "1085", dt.date(2024, 6, 11)),
        "url": "https://questions.assemblee-nationale.fr/q16/16-15463QE.htm",
    },
    "001_f6c97197b3168e43.txt": _QUESTION
    | {
        "id": "QANR5L16QE15221",
        "title": "Hébergement des données de santé des Français par Microsoft Azure",
        "number": "15221",
        "author": "M. Philippe Latombe",
        "constituency": "Vendée (1re circonscription)",
        "group": _known(
            "Démocrate (MoDem et Indépendants)", "MoDem", labels=("Mouvement démocrate (MoDem)",)
        ),
        "legislature": "16",
        "ministry_asked": _known("Premier ministre", "Premier ministre"),
        "ministry_in_charge": _IN_CHARGE,
        "topic": _known("Santé", "Santé"),
        "date": dt.date(2024, 2, 13),
        "events": _withdrawn_question(dt.date(2024, 2, 13), "867", dt.date(2024, 6, 11)),
        "url": "https://questions.assemblee-nationale.fr/q16/16-15221QE.htm",
    },
    "002_efc2bfdf607216cf.txt": _QUESTION
    | {
        "id": "QANR5L15QE40439",
        "title": "Désignation d'un nouvel hébergeur des données traitées par le Health data hub",
        "number": "40439",
        "author": "Mme Constance Le Grip",
        "constituency": "Hauts-de-Seine (6e circonscription)",
        "group": _known("Les Républicains", "LR", labels=("Les Républicains (LR)",)),
        "legislature": "15",
        "ministry_asked": _known(
            "Transition numérique et communications électroniques", "Numérique"
        ),
        "ministry_in_charge": _known("Santé et prévention", "Santé"),
        "topic": _known("Numérique", "Numérique"),
        "date": dt.date(2021, 7, 27),
        "events": _withdrawn_question(dt.date(2021, 7, 27), "5991", dt.date(2022, 6, 21)),
        "url": "https://questions.assemblee-nationale.fr/q15/15-40439QE.htm",
    },
    "003_9c3aaee3277a9b5c.txt": _ARTICLE
    | {
        "id": "003-9c3aaee3277a9b5c-c4d8caac",
        "title": "Le gouvernement veut retirer l’hébergement du Health Data Hub à Microsoft "
        "d’ici fin 2026",
        "legislature": "",
        "legislature_inferred": False,
        "date": None,
        "date_inferred": False,
    },
    "004_3263c86d8201a667.txt": _ARTICLE
    | {
        "id": "004-3263c86d8201a667-e679d8b8",
        "title": "Health Data Hub : le gouvernement promet un appel d'offres pour héberger "
        "les données de santé",
        "legislature": "17",
        "legislature_inferred": True,
        "date": dt.date(2025, 4, 8),
        "date_inferred": True,
    },
}

# First and last words of the text, number of paragraphs, and words that marks stood around.
TEXTS = {
    "000_ae089860c2820953.txt": (
        "M. Aurélien Lopez-Liguori appelle",
        "ou a minima européenne.",
        1,
        ("au sein du Health data hub, entériné", "(Foreign Intelligence Surveillance Act)"),
    ),
    "001_f6c97197b3168e43.txt": (
        "M. Philippe Latombe alerte",
        "enfin à l'ordre du jour.",
        1,
        ("(« Health Data Hub »)", "le Data Privacy Framework étant"),
    ),
    "002_efc2bfdf607216cf.txt": (
        "Mme Constance Le Grip appelle",
        "du futur hébergeur.",
        1,
        ("par le Health data hub. Lancée", "fournisseur de cloud. Dans"),
    ),
    "003_9c3aaee3277a9b5c.txt": (
        "Le gouvernement français veut",
        "au sein de l’administration.",
        7,
        ("« sortir de la dépendance aux outils américains »",),
    ),
    "004_3263c86d8201a667.txt": (
        "Clara Chappaz, ministre déléguée",
        "compatible avec les impératifs.",
        7,
        ("en vertu du Cloud Act",),
    ),
}


@pytest.fixture(scope="module")
def documents(seeds):
    found = read_corpus(seeds, limits=Limits())
    return {document.source.path: document for document in found}


def test_the_five_and_nothing_else_are_read(documents):
    assert list(documents) == list(SEEDS)


@pytest.mark.parametrize("path", SEEDS)
def test_every_field_but_the_text(documents, path):
    document = documents[path]
    # asdict turns the inner dataclasses into dicts, so fields are read one by one.
    found = {field.name: getattr(document, field.name) for field in dataclasses.fields(document)}
    del found["text"]
    assert (found.pop("source").path, found) == (path, SEEDS[path])


@pytest.mark.parametrize("path", TEXTS)
def test_text_is_whole_and_without_marks(documents, path):
    first, last, paragraphs, phrases = TEXTS[path]
    text = documents[path].text
    assert text.startswith(first)
    assert text.endswith(last)
    assert len(text.split("\n\n")) == paragraphs
    assert [phrase for phrase in phrases if phrase not in text] == []
    assert [mark for mark in ("*", "_", "[", "^", "<", "#", "\n\n\n") if mark in text] == []


def test_what_surrounds_an_article_is_left_out(documents):
    articles = documents["003_9c3aaee3277a9b5c.txt"], documents["004_3263c86d8201a667.txt"]
    texts = "\n".join(document.text for document in articles)
    surroundings = ("Lecture 3", "ALTABENA", "Service Info", "Sur le même thème", "Voir tous")
    assert [words for words in surroundings if words in texts] == []

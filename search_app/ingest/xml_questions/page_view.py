"""What does the XML view of a question's page say?

It is served under the address of the page with `/vue/xml`. Its elements have other names than those
of the open data, and say some things more: the name of the deputy and the constituency.
"""

from dataclasses import replace
from typing import Any

from search_app.ingest.json_questions.official_question import read_question
from search_app.ingest.json_questions.values import first_object, objects, raw_texts, text
from search_app.ingest.question import constituency_name
from search_app.ingest.records import ParsedRecord
from search_app.model.document import Source

_Element = dict[str, Any]


def read_page(page: _Element, source: Source) -> ParsedRecord:
    """Read the question of a page, whose element `QUESTION` is given.

    Raises RecordError as `read_question` does.
    """
    parsed = read_question(_as_open_data(page), source)
    if parsed.document is None:
        return parsed
    seat = first_object(page, "CIRCONSCRIPTION")
    department = text(seat.get("DEPARTEMENT"))
    number = text(seat.get("@NUMERO_CIRCONSCRIPTION"))
    document = replace(
        parsed.document,
        constituency=constituency_name(department, number),
        department=department,
    )
    return replace(parsed, document=document)


def _as_open_data(page: _Element) -> _Element:
    """Return the question with the names that the open data has.

    Number and day stand in the first `DEPOT`, the text in the second.
    """
    filings = objects(page, "DEPOT")
    filed: _Element = next(iter(filings), {})
    texts = [one for filing in filings for one in raw_texts(filing.get("TEXTE_DEPOT"))]
    index = first_object(page, "INDEXATION_AN")
    closing = first_object(page, "CLOTURE")
    return {
        "type": page.get("@TYPE"),
        "identifiant": {"numero": filed.get("@NUMERO"), "legislature": page.get("LEGISLATURE")},
        "auteur": _author(page),
        "indexationAN": {
            "rubrique": index.get("@RUBRIQUE"),
            "teteAnalyse": index.get("TETE_ANALYSE"),
            "analyses": {"analyse": first_object(index, "ANALYSE").get("ANA")},
        },
        "minInt": _ministry(first_object(page, "MINI")),
        "minAttribs": {
            "minAttrib": [
                {"denomination": _ministry(one), "infoJO": _journal(one)}
                for one in objects(page, "MINA", "ORDRE")
            ]
        },
        "textesQuestion": {"texteQuestion": {"infoJO": _journal(filed), "texte": texts}},
        "textesReponse": {
            "texteReponse": [
                {"infoJO": _journal(one, "_REPONSE"), "texte": one.get("TEXTE_REPONSE")}
                for one in objects(page, "REPONSE")
            ]
        },
        "signalement": [
            {"infoJO": _journal(one), "dateDepotSignal": one.get("DATE_DEPOT_SIGNAL")}
            for one in objects(page, "SIGNALEMENT")
        ],
        "renouvellements": {
            "renouvellement": [
                {"dateRenouvellement": one.get("DATE_RENOUVELLEMENT")}
                for one in objects(page, "RENOUVELLEMENT", "ORDRE")
            ]
        },
        "cloture": {
            "codeCloture": closing.get("ABREGE"),
            "libelleCloture": closing.get("LIBELLE"),
            "dateCloture": closing.get("DATE_JO"),
            "infoJO": _journal(closing),
        },
        "errata": [
            {"infoJO": _journal(one), "texte": _texts_of_erratum(one)}
            for name in ("ERRATUM_QUESTION", "ERRATUM_REPONSE")
            for one in objects(page, name)
        ],
    }


def _author(page: _Element) -> _Element:
    author, group = first_object(page, "AUTEUR"), first_object(page, "GROUPE")
    return {
        "identite": {
            "acteurRef": _reference("PA", author.get("ID_ACTEUR")),
            "civ": author.get("CIVILITE"),
            "prenom": author.get("PRENOM"),
            "nom": author.get("NOM"),
        },
        "groupe": {
            "organeRef": _reference("PO", group.get("ID_GROUPE")),
            "abrege": group.get("@SIGLE"),
            "developpe": group.get("LIBELLE"),
        }
        if group
        else None,
    }


def _reference(prefix: str, number: Any) -> str:
    written = text(number)
    return f"{prefix}{written}" if written else ""


def _ministry(found: _Element) -> _Element:
    return {"abrege": found.get("ABREGE"), "developpe": found.get("DEVELOPPE")}


def _journal(found: _Element, suffix: str = "") -> _Element:
    return {"dateJO": found.get(f"DATE_JO{suffix}"), "pageJO": found.get(f"PAGE_JO{suffix}")}


def _texts_of_erratum(found: _Element) -> list[str]:
    return [one for key, value in found.items() if "TEXTE" in key for one in raw_texts(value)]

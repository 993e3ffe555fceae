"""Which deputy or political group does a JSON file of the Assemblée describe?

The archive of its members and bodies has a file for each person (« acteur ») and each body
(« organe »). Only persons and political groups are kept; ministries, committees and interests that
a deputy declared (« déport ») say nothing about a question.
"""

import datetime as dt
import json
from typing import Any

from search_app.ingest.json_questions.values import first_object, objects, text
from search_app.ingest.records import ParsedRecord, error_at
from search_app.model.document import Source
from search_app.model.member import Mandate, Member, Membership, PoliticalGroup

_SEAT, _GROUP = "ASSEMBLEE", "GP"
# What files of this kind have and those of a question do not.
_MARKS = (b'"etatCivil"', b'"codeType"', b'"refActeur"')


def recognises(data: bytes) -> bool:
    """Tell whether JSON describes a person, a body or a declaration, and no question."""
    return any(mark in data for mark in _MARKS) and b'"identifiant"' not in data


def read(data: bytes, source: Source) -> ParsedRecord:
    """Read one file, with or without the key that stands around its content.

    Raises RecordError "format" for what is not JSON, "missing" for a person or a group without an
    identifier or a name, and "date" for a time that does not begin on a day.
    """
    try:
        root: Any = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise error_at(source, "format", f"JSON: {error}") from error
    root = first_object(root)
    if not root:
        raise error_at(source, "format", "JSON without an object")
    person = first_object(root, "acteur") or root
    if "etatCivil" in person:
        return ParsedRecord(document=None, fact=_member(person, source))
    body = first_object(root, "organe") or root
    if text(body.get("codeType")) == _GROUP:
        return ParsedRecord(document=None, fact=_group(body, source))
    return ParsedRecord(document=None)


def _member(person: dict[str, Any], source: Source) -> Member:
    name = first_object(person, "etatCivil", "ident")
    mandates = [one for one in objects(person, "mandats", "mandat") if one.get("organes")]
    return Member(
        id=_needed("uid", text(person.get("uid")), source),
        title=text(name.get("civ")),
        first_name=text(name.get("prenom")),
        last_name=_needed("nom", text(name.get("nom")), source),
        mandates=tuple(
            sorted(
                (_mandate(one, source) for one in mandates if _is(one, _SEAT)),
                key=lambda mandate: mandate.start,
            )
        ),
        memberships=tuple(
            sorted(
                {_membership(one, source) for one in mandates if _is(one, _GROUP)},
                key=lambda membership: (membership.start, membership.group_id),
            )
        ),
    )


def _group(body: dict[str, Any], source: Source) -> PoliticalGroup:
    return PoliticalGroup(
        id=_needed("uid", text(body.get("uid")), source),
        name=_needed("libelle", text(body.get("libelle")), source),
        abbreviation=text(body.get("libelleAbrev")) or text(body.get("libelleAbrege")),
    )


def _is(mandate: dict[str, Any], of_body: str) -> bool:
    return text(mandate.get("typeOrgane")) == of_body


def _mandate(mandate: dict[str, Any], source: Source) -> Mandate:
    place = first_object(mandate, "election", "lieu")
    return Mandate(
        legislature=text(mandate.get("legislature")),
        start=_day("dateDebut", mandate, source),
        end=_end(mandate, source),
        department=text(place.get("departement")),
        constituency=text(place.get("numCirco")),
    )


def _membership(mandate: dict[str, Any], source: Source) -> Membership:
    return Membership(
        group_id=text(first_object(mandate, "organes").get("organeRef")),
        start=_day("dateDebut", mandate, source),
        end=_end(mandate, source),
    )


def _end(mandate: dict[str, Any], source: Source) -> dt.date | None:
    return _day("dateFin", mandate, source) if text(mandate.get("dateFin")) else None


def _needed(name: str, value: str, source: Source) -> str:
    if not value:
        raise error_at(source, "missing", name)
    return value


def _day(name: str, mandate: dict[str, Any], source: Source) -> dt.date:
    written = text(mandate.get(name))
    try:
        return dt.date.fromisoformat(written[:10])
    except ValueError as error:
        raise error_at(source, "date", f"{name}: {written}") from error

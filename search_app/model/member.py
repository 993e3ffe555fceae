"""Who sits in the Assemblée, for which constituency, and in which groups?

The Assemblée publishes these facts apart from the questions, which name a deputy by an identifier
alone.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """A time in the Assemblée, both days included. end: None while it lasts.

    department: "Pas-de-Calais". constituency: its number in the department ("11"), or "".
    """

    legislature: str
    start: dt.date
    end: dt.date | None
    department: str
    constituency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A time in a political group, both days included. end: None while it lasts."""

    group_id: str
    start: dt.date
    end: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A deputy. id: "PA720614". title: "M." or "Mme"."""

    id: str
    title: str
    first_name: str
    last_name: str
    mandates: tuple[Mandate, ...] = ()
    memberships: tuple[Membership, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliticalGroup:
    """A political group in one legislature. id: "PO845401"."""

    id: str
    name: str
    abbreviation: str

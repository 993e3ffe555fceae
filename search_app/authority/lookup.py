"""Which stable values does a name stand for, and how is a value shown?

The answers are the CSV files of this folder, each read once, when it is first needed:
`groups.csv` (political groups; lists inside a cell are separated by `;`), `ministries.csv` and
`portfolios.csv` (names of ministries, and the stable portfolios that they stand for, in display
order), `rubriques.csv` (topics), `codes.csv` (codes of law), `legislatures.csv` (first and last
days), `other_names.csv` (names of one and the same thing, with the years in which each was in use
and the reason why it is a name of this thing; what is like it, a part of it or came in its place is
another thing),
`usual_groups.csv` (what people call a group that no document names so, and why that is this group).
A value never changes once published: it is in people's links.
"""

import csv
import datetime as dt
import hashlib
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import NamedTuple

from search_app.authority.keys import field_key, ministry_key, name_key, usual_group_key
from search_app.code_digest import module_code
from search_app.model.document import AuthorityName
from search_app.model.facet import FacetField

DATA = Path(__file__).parent
# No document depends on these files. The last is read when a page is shown, the others, which are
# about what people type, when a query is asked.
OTHER_NAMES = "other_names.csv"
TOWNS = "towns.csv"
USUAL_GROUPS = "usual_groups.csv"
GROUP_PERIODS = "group_periods.csv"

# The reasons of `other_names.csv` that tell a name which hardly any document has: people say it, or
# an official list recommends it.
NOT_WRITTEN = ("everyday", "recommended")

Values = tuple[str, ...]
# The share of letters in their order that two names have in common when they are called alike.
_LIKENESS_MIN = 0.5


def group_name(name: str, abbreviation: str = "") -> AuthorityName:
    """Name a political group: "La République en Marche" has the value "REN".

    The full name decides; the abbreviation, the same for different groups over the years, is
    looked at only when the name is unknown. A name may itself be an abbreviation ("LR").
    """
    full, short = _groups()
    written = _tidy(name) or _tidy(abbreviation)
    return _named(
        FacetField.PARTY,
        written,
        full.get(name_key(name)),
        short.get(name_key(abbreviation)),
        short.get(name_key(name)),
    )


def group_called(name: str) -> Values:
    """Return the values of the groups that people call so: "PS", "les insoumis", "le groupe LR".

    It is any name or abbreviation that a group has had, or a usual name; () for anything else.
    """
    return _groups_by_usual_key().get(usual_group_key(name), ())


def ministry_name(name: str) -> AuthorityName:
    """Name a ministry, by what is listed or else by the field that its title names.

    "Travail, santé et solidarités" has the values "Travail", "Santé" and "Solidarités".
    """
    listed = _ministries()
    values = listed.get(ministry_key(name)), listed.get(field_key(name))
    return _named(FacetField.MINISTRY, _tidy(name), *values)


def topic_name(name: str) -> AuthorityName:
    """Name a rubrique of the Assemblée: "numérique" has the value "Numérique"."""
    return _named(FacetField.TOPIC, _tidy(name), _topics().get(name_key(name)))


class Names(NamedTuple):
    """The names of one body or notion.

    official: those that documents use. everyday: what it is called, but hardly in documents.
    """

    official: Values
    everyday: Values


def names_file() -> bytes:
    """Return the file of other names, which decides what `renamed` returns."""
    return (DATA / OTHER_NAMES).read_bytes()


@cache
def renamed() -> tuple[Names, ...]:
    """Return the names of each body or notion that has several."""
    subjects: dict[str, list[dict[str, str]]] = {}
    for row in rows_of(OTHER_NAMES):
        subjects.setdefault(row["subject"], []).append(row)
    return tuple(
        Names(
            official=tuple(row["name"] for row in rows if row["reason"] not in NOT_WRITTEN),
            everyday=tuple(row["name"] for row in rows if row["reason"] in NOT_WRITTEN),
        )
        for rows in subjects.values()
    )


def nearest_names(name: str, count: int = 3) -> tuple[str, ...]:
    """Return at most `count` known names of groups, ministries and topics that are like a name."""
    known = {
        name_key(row["name"]): row["name"]
        for file in ("groups.csv", "ministries.csv", "rubriques.csv")
        for row in rows_of(file)
    }
    keys = get_close_matches(name_key(name), known, n=count, cutoff=_LIKENESS_MIN)
    return tuple(known[key] for key in keys)


class Code(NamedTuple):
    """A code of law. abbreviation: "CGI", or "". legifrance: its identifier there, or ""."""

    name: str
    abbreviation: str
    legifrance: str


@cache
def codes() -> tuple[Code, ...]:
    """Return the codes of French law that are or were in force."""
    return tuple(Code(**row) for row in rows_of("codes.csv"))


def legislature_at(day: dt.date) -> str:
    """Return the number of the legislature on that day ("17"), or "" before the first one.

    A legislature lasts until the next begins, so that a day after a dissolution has one too.
    """
    begun = [number for number, first_day in _legislatures() if first_day <= day]
    return begun[-1] if begun else ""


def label(field: FacetField, value: str) -> str:
    """Return what a reader is shown for a stable value; the value itself when it has no label."""
    return _labels(field).get(value, value)


@cache
def digest() -> str:
    """Return the SHA-256, in hexadecimal, of all that decides which names documents are given.

    These are the code of this room and its files, except those that no document depends on.
    """
    total = hashlib.sha256(module_code("search_app.authority").encode())
    for path in sorted(DATA.glob("*.csv")):
        if path.name not in (OTHER_NAMES, TOWNS, USUAL_GROUPS, GROUP_PERIODS):
            total.update(path.read_bytes())
    return total.hexdigest()


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _named(field: FacetField, written: str, *found: Values | None) -> AuthorityName:
    """Return a name with the first of the values found, or with itself as its only value.

    An empty name has no value, so that it does not become the value of a facet.
    """
    values = next((v for v in found if v), None)
    if not values:
        return AuthorityName(name=written, values=(written,) if written else (), known=False)
    labels = tuple(shown for v in values if (shown := label(field, v)) != v)
    return AuthorityName(name=written, values=values, known=True, labels=labels)


def rows_of(file: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file of this folder, by the names of their columns."""
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def _groups() -> tuple[dict[str, Values], dict[str, Values]]:
    """Return the values by full name and by abbreviation."""
    rows = rows_of("groups.csv")
    full: dict[str, Values] = {name_key(row["name"]): (row["value"],) for row in rows}
    short: dict[str, Values] = {
        name_key(abbreviation): (row["value"],)
        for row in rows
        for abbreviation in row["abbreviations"].split(";")
        if abbreviation
    }
    return full, short


@cache
def _groups_by_usual_key() -> dict[str, Values]:
    found: dict[str, dict[str, None]] = {}
    for row in (*rows_of("groups.csv"), *rows_of(USUAL_GROUPS)):
        abbreviations = row.get("abbreviations", "").split(";")
        for name in (row["value"], row["name"], row.get("label", ""), *abbreviations):
            if key := usual_group_key(name):
                found.setdefault(key, {})[row["value"]] = None
    return {key: tuple(values) for key, values in found.items()}


@cache
def _ministries() -> dict[str, Values]:
    return {
        ministry_key(row["name"]): tuple(row["portfolios"].split(";"))
        for row in rows_of("ministries.csv")
    }


@cache
def _topics() -> dict[str, Values]:
    return {name_key(row["name"]): (row["value"],) for row in rows_of("rubriques.csv")}


@cache
def _legislatures() -> tuple[tuple[str, dt.date], ...]:
    """Return each number with its first day, the earliest first."""
    return tuple(
        (row["number"], dt.date.fromisoformat(row["first_day"]))
        for row in rows_of("legislatures.csv")
    )


@cache
def _labels(field: FacetField) -> dict[str, str]:
    match field:
        case FacetField.LEGISLATURE:
            return {
                number: f"{number}{'re' if number == '1' else 'e'} législature"
                for number, _ in _legislatures()
            }
        case FacetField.PARTY:
            return {row["value"]: row["label"] for row in rows_of("groups.csv")}
        case FacetField.MINISTRY:
            return {row["value"]: row["label"] for row in rows_of("portfolios.csv")}
        case FacetField.TOPIC:
            return {row["value"]: _typeset(row["value"]) for row in rows_of("rubriques.csv")}
        case _:
            return {}


def _typeset(value: str) -> str:
    """Return a value with the signs of a printed text; its own can be typed in an address."""
    return value.replace("'", "’").replace(" : ", "\u00a0: ")

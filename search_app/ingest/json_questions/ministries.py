"""Which ministries did a question go to, and which one has to answer it?"""

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter
from typing import Any

from search_app.authority import ministry_name
from search_app.ingest.json_questions.days import read_day, written_day
from search_app.ingest.json_questions.values import first_object, objects, text
from search_app.mentions import DateError
from search_app.model.document import AuthorityName


def ministry_asked(question: dict[str, Any]) -> AuthorityName | None:
    return _ministry(first_object(question, "minInt"))


def ministry_in_charge(question: dict[str, Any]) -> AuthorityName | None:
    """Return the last ministry that the question was given to."""
    names = [name for _, name in _attributions(question)]
    return next(filter(None, reversed(names)), None)


def reassignments(question: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    """Return each attribution to another ministry than before, with that ministry's name.

    The first attribution is the question's arrival at the ministry that was asked, unless it names
    another one.
    """
    asked = ministry_asked(question)
    found = _attributions(question)
    first = found[0][1] if found else None
    is_moved = bool(asked and first and asked.values != first.values)
    return [(fields, name.name if name else "") for fields, name in found[0 if is_moved else 1 :]]


def _attributions(question: dict[str, Any]) -> list[tuple[dict[str, Any], AuthorityName | None]]:
    """Return the attributions, by their days when each has one, else as they stand."""
    found = objects(question, "minAttribs", "minAttrib")
    days = [_day(one) for one in found]
    if all(days):
        found = [one for _, one in sorted(zip(days, found, strict=True), key=itemgetter(0))]
    return [(one, _ministry(first_object(one, "denomination"))) for one in found]


def _day(attribution: dict[str, Any]) -> dt.date | None:
    try:
        return read_day(written_day(attribution))
    except DateError:  # the life cycle reports it
        return None


def _ministry(denomination: dict[str, Any]) -> AuthorityName | None:
    return _ministry_name(text(denomination.get("abrege")), text(denomination.get("developpe")))


@lru_cache(maxsize=1_000)
def _ministry_name(short: str, full: str) -> AuthorityName | None:
    """Look a ministry up by its short name, which is shown.

    Where the short name is unknown, the stable values of the full one are taken.
    """
    found = ministry_name(short or full)
    if not (short or full):
        return None
    if not found.known and (by_full := ministry_name(full)).known:
        return replace(found, values=by_full.values, known=True)
    return found

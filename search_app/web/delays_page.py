"""How long do ministries take to answer? The table of the page, and that of its file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from babel.numbers import format_percent

from search_app.model.answer_times import AnswerTimes
from search_app.model.document import Chamber, Clock, DocumentType
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query, Sort, normalised_filters
from search_app.model.results import FacetCount, Results
from search_app.web import labels
from search_app.web.answer_types.figures import Delays, DelaysOfMinistries
from search_app.web.links import Link, QueryUrl
from search_app.web.understanding import query_sentence

MEDIAN, NINTH = 0.5, 0.9
EVERY_MINISTRY = "Tous les ministères"
TITLES = (
    *("Ministère", "Questions", "Part répondue en deux mois", "Délai médian en jours"),
    *("Neuf sur dix en jours", "En attente", "En attente depuis plus de deux mois"),
    "Closes sans réponse",
)
# Of fewer questions, neither a share nor a delay is told: one answer would change it by far.
QUESTIONS_MIN = 10
# What stands where too few questions are known or answered to tell.
_UNKNOWN = "–"


class DelayRow(NamedTuple):
    """The numbers of one ministry, as a reader sees them. url: of a search for its questions.

    overdue_url: of a search for those that wait for more than two months.
    """

    label: str
    url: str
    asked: str
    in_time: str
    median: str
    ninth: str
    waiting: str
    overdue: str
    overdue_url: str
    ended: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DelaysPage:
    """What `delays.html` prints.

    sentence: which questions are counted, among those of the Assemblée. rows: all ministries
    together, then the one with most questions first; () when nothing was found. legislatures: links
    to each, with its number of questions. known: how many questions the table counts, and why it
    leaves the others out, "" when there are no others. search_url: of a search for the questions.
    arguments: those of the address ("?q=…").
    """

    sentence: str
    text: str
    rows: tuple[DelayRow, ...]
    legislatures: tuple[Link, ...]
    known: str
    search_url: str
    arguments: str


def delays_page(
    query: Query,
    results: Results,
    times: Mapping[str, AnswerTimes],
    *,
    legislatures: Sequence[FacetCount],
    search_url: QueryUrl,
    delays_url: QueryUrl,
    arguments: str,
) -> DelaysPage:
    """Return what the page says of `times`, those by ministry of what `query` finds.

    legislatures: with their numbers of questions. search_url, delays_url: give the addresses of a
    search and of this page for a query. arguments: those of the address.
    """
    listed = listed_times(times) if results.total else []
    everywhere = query.without(FacetField.LEGISLATURE)
    chosen = query.selected(FacetField.LEGISLATURE)
    return DelaysPage(
        sentence=query_sentence(query.excluding(FacetField.CHAMBER, Chamber.SENAT), results),
        text=query.text,
        rows=tuple(_row(value, found, query, search_url) for value, found in listed),
        legislatures=tuple(
            Link(
                label=labels.facet_value(FacetField.LEGISLATURE, count.value),
                url=delays_url(everywhere.toggled(FacetField.LEGISLATURE, count.value)),
                current=(count.value,) == chosen,
                note=labels.number(count.count),
            )
            for count in sorted(legislatures, key=lambda count: count.value, reverse=True)
        ),
        known=_known(times[NO_VALUE].asked, results.total) if listed else "",
        search_url=search_url(query),
        arguments=arguments,
    )


def _known(count: int, total: int) -> str:
    if count == total:
        return ""
    have = "ont" if count > 1 else "a"
    others = "les autres" if total - count > 1 else "l’autre"
    told = f"{labels.counted(count, 'question')} sur {labels.number(total)} {have} un sort connu"
    return f"{told}\u202f; pour {others}, la source ne dit pas s’il y a eu une réponse."


def counted_query(query: Query) -> Query:
    """Return the search for the written questions among what is asked for that the rule binds."""
    filters = normalised_filters({**dict(query.filters), FacetField.TYPE: (DocumentType.QE,)})
    others = dict(query.excluded) | {FacetField.CHAMBER: (Chamber.SENAT,)}
    return replace(
        query, filters=filters, excluded=normalised_filters(others), page=1, sort=Sort.RELEVANCE
    )


def listed_times(times: Mapping[str, AnswerTimes]) -> list[tuple[str, AnswerTimes]]:
    """Return all together, then the ministries that were asked something, most questions first.

    Nothing where there are no times.
    """
    named = [(value, found) for value, found in times.items() if value and found.asked]
    everything = [(value, found) for value, found in times.items() if value == NO_VALUE]
    return everything + sorted(named, key=lambda pair: (-pair[1].asked, pair[0]))


def _row(value: str, times: AnswerTimes, query: Query, search_url: QueryUrl) -> DelayRow:
    """Return the row of a ministry, or of all when `value` is NO_VALUE."""
    theirs = query.without(FacetField.MINISTRY).toggled(FacetField.MINISTRY, value)
    theirs = theirs if value != NO_VALUE else query
    overdue = theirs.without(FacetField.CLOCK).toggled(FacetField.CLOCK, Clock.OVERDUE)
    share = _share_in_time(times)
    return DelayRow(
        label=labels.facet_value(FacetField.MINISTRY, value) if value else EVERY_MINISTRY,
        url=search_url(theirs),
        asked=labels.number(times.asked),
        in_time=_UNKNOWN if share is None else str(format_percent(share, locale="fr")),
        median=_said(_days_until(times, MEDIAN)),
        ninth=_said(_days_until(times, NINTH)),
        waiting=labels.number(len(times.waiting)),
        overdue=labels.number(times.overdue),
        overdue_url=search_url(replace(overdue, sort=Sort.DELAY)) if times.overdue else "",
        ended=labels.number(len(times.ended)),
    )


def delay_cells(
    value: str, times: AnswerTimes
) -> tuple[str, int, float | None, int | None, int | None, int, int, int]:
    """Return the same numbers for a table in a file; None where there is none."""
    share = _share_in_time(times)
    return (
        labels.facet_value(FacetField.MINISTRY, value) if value else EVERY_MINISTRY,
        times.asked,
        None if share is None else round(share, 4),
        _days_until(times, MEDIAN),
        _days_until(times, NINTH),
        len(times.waiting),
        times.overdue,
        len(times.ended),
    )


def delays_as_json(results: Results, times: Mapping[str, AnswerTimes]) -> DelaysOfMinistries:
    """Return the same as JSON. `all` is null when nothing was found."""
    listed = (_as_json(value, found) for value, found in listed_times(times))
    return {
        "generation": results.generation,
        "total": results.total,
        "all": next(listed, None),
        "ministries": list(listed),
    }


def _as_json(value: str, times: AnswerTimes) -> Delays:
    label, asked, share, median, ninth, waiting, overdue, ended = delay_cells(value, times)
    return {
        "value": value,
        "label": label,
        "asked": asked,
        "share_in_time": share,
        "median_days": median,
        "ninth_decile_days": ninth,
        "waiting": waiting,
        "overdue": overdue,
        "ended": ended,
    }


def _share_in_time(times: AnswerTimes) -> float | None:
    return times.share_in_time() if times.due >= QUESTIONS_MIN else None


def _days_until(times: AnswerTimes, share: float) -> int | None:
    return times.days_until(share) if times.asked >= QUESTIONS_MIN else None


def _said(days: int | None) -> str:
    return _UNKNOWN if days is None else labels.number(days)

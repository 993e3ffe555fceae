"""How long did the questions of a result wait for their answers, for each value of a facet?"""

import numpy as np

from search_app.engine.embedded.arrays import Array, Ints
from search_app.engine.embedded.matching.facets import Columns
from search_app.model.answer_times import AnswerTimes
from search_app.model.clock import MONTHS
from search_app.model.column import NO_NUMBER, NumericColumn
from search_app.model.document import DocumentType
from search_app.model.facet import FacetField

_ORDINAL_OF_1970 = 719_163


def answer_times(
    columns: Columns, hits: Ints, field: FacetField, newest_day: int
) -> dict[str, AnswerTimes]:
    """Return the times of the written questions among `hits`, by value; "" is for all of them.

    A question that waits has waited until the newest day of a question or answer that is indexed,
    which is `newest_day`.
    """

    def numbers(column: NumericColumn) -> Array:
        return columns.numbers[column].take(hits).astype(np.int64)

    delay, waiting = numbers(NumericColumn.DELAY), numbers(NumericColumn.WAITING)
    ended_on, date = numbers(NumericColumn.WITHDRAWN), numbers(NumericColumn.DATE)
    answered_on = numbers(NumericColumn.ANSWERED)
    is_answered, is_waiting = delay != NO_NUMBER, waiting != NO_NUMBER
    is_written = columns.facets[FacetField.TYPE].mask((DocumentType.QE,)).take(hits)
    is_ended = is_written & ~is_answered & ~is_waiting & (ended_on > date) & (date != NO_NUMBER)
    asked = np.select([is_answered, is_waiting], [answered_on - delay, waiting], date)
    due = _months_later(asked, MONTHS)
    is_over = due < newest_day
    is_due = is_over & (is_answered | is_waiting | (is_ended & (ended_on > due)))
    in_time = is_due & is_answered & (answered_on <= due)
    waited, until_end = newest_day - waiting, ended_on - date

    def times(mask: Array) -> AnswerTimes:
        return AnswerTimes(
            answered=delay[mask & is_answered].tolist(),
            waiting=waited[mask & is_waiting].tolist(),
            ended=until_end[mask & is_ended].tolist(),
            due=int(np.count_nonzero(mask & is_due)),
            in_time=int(np.count_nonzero(mask & in_time)),
            overdue=int(np.count_nonzero(mask & is_waiting & is_over)),
        )

    facet = columns.facets[field]
    found = np.flatnonzero(facet.counts(hits))
    values = facet.values.take(found).tolist()
    by_value = {value: times(facet.mask((value,)).take(hits)) for value in values}
    # "" is for all of them, those without a value included.
    return by_value | {"": times(np.ones(len(hits), np.bool_))}


def _months_later(days: Array, months: int) -> Array:
    """Return the same day some months later, as `model.clock` has it, for ordinals of days."""
    dates = (days - _ORDINAL_OF_1970).astype("M8[D]")
    month = dates.astype("M8[M]")
    then = month + months
    last = (then + 1).astype("M8[D]") - 1
    later = np.minimum(then.astype("M8[D]") + (dates - month.astype("M8[D]")), last)
    return np.asarray(later.astype(np.int64) + _ORDINAL_OF_1970)

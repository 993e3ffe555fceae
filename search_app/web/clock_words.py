"""What does a page say of the time that a question took, or has taken so far, to be answered?"""

import datetime as dt

from search_app.model.clock import due_on, due_once_signalled_on
from search_app.model.document import Clock, Document
from search_app.web import labels


def clock_remark(document: Document, known_until: dt.date | None) -> str:
    """Return the days that a written question waited and how late its answer is, or "".

    known_until: the last day that the source of its status knows of; a question that waits has
    waited until then.
    """
    asked, due, clock = document.asked_on, due_on(document), document.clock
    until = document.answered_on if clock in (Clock.IN_TIME, Clock.LATE) else known_until
    if not (asked and due and until):
        return ""
    waited, late = (until - asked).days, max((until - due).days, 0)
    if clock in (Clock.IN_TIME, Clock.LATE):
        said = f"réponse en {labels.counted(waited, 'jour')}, à donner avant le {_after(due)}"
    else:
        said = f"en attente depuis {labels.counted(waited, 'jour')} au {labels.day(until)}"
        said += f", réponse à donner avant le {_after(due)}"
    if late:
        said += f"\u00a0: {labels.counted(late, 'jour')} de retard"
    if signalled := due_once_signalled_on(document):
        said += f"\u202f; signalée, réponse à donner avant le {_after(signalled)}"
        if days := max((until - signalled).days, 0):
            said += f"\u00a0: {labels.counted(days, 'jour')} de retard"
    return said


def _after(last: dt.date) -> str:
    """Return the first day on which an answer is late."""
    return labels.day(last + dt.timedelta(days=1))

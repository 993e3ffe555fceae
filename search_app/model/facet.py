"""Which facets exist? The only place where one is declared."""

from collections.abc import Callable
from enum import Enum

from search_app.model.document import Document

NO_VALUE = ""


def _one(value: object) -> tuple[str, ...]:
    return (str(value),) if value else ()


class FacetField(Enum):
    """A facet: its URL parameter and how a document's values are read, in display order.

    Every value is a string that is not empty; NO_VALUE stands for having none.
    """

    parameter: str
    values_of: Callable[[Document], tuple[str, ...]]

    LEGISLATURE = ("legislature", lambda d: _one(d.legislature))
    AUTHOR = ("author", lambda d: _one(d.author))
    PARTY = ("party", lambda d: d.group.values if d.group else ())
    MINISTRY = ("ministry", lambda d: d.ministries)
    TOPIC = ("topic", lambda d: d.topic.values if d.topic else ())
    TYPE = ("type", lambda d: _one(d.type.value))
    STATUS = ("status", lambda d: _one(d.status and d.status.value))
    YEAR = ("year", lambda d: _one(d.date and d.date.year))

    # Each member is there once: its identity does, and costs a tenth of hashing its name.
    __hash__ = object.__hash__

    def __init__(self, parameter: str, values_of: Callable[[Document], tuple[str, ...]]) -> None:
        self.parameter = parameter
        self.values_of = values_of

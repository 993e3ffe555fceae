"""How does an address name the documents that a reader chose? `ids=16QE331,15QG12`, shortened.

The id of a question of the Assemblée, QANR5L16QE331, is written 16QE331; any other id is whole.
"""

import re

from search_app.engine.port import Searcher
from search_app.model.errors import ParameterError
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.web import labels
from search_app.web.notices import Notice

CHOSEN = "ids"
"""The name of the parameter."""
CHOSEN_MAX = 200
_ABSENT_NAMED = 5
_OFFICIAL = re.compile(r"QANR5L([0-9]{1,2}(?:QE|QG|QOSD)[0-9]{1,9})")
_SHORT = re.compile(r"[0-9]{1,2}(?:QE|QG|QOSD)[0-9]{1,9}")


def ids_of(value: str) -> tuple[str, ...]:
    """Return the ids that a value of the parameter names, in the order given and without repeats.

    Raises ParameterError for more than CHOSEN_MAX.
    """
    ids = first_ids(value)
    if len(ids) > CHOSEN_MAX:
        accepted = f"{CHOSEN_MAX} documents"
        raise ParameterError(parameter=CHOSEN, found=f"{len(ids)} documents", accepted=accepted)
    return ids


def first_ids(value: str, count: int | None = None) -> tuple[str, ...]:
    """Return the first ids of a value, all of them without a count."""
    named = filter(None, (name.strip() for name in value.split(",")))
    ids = (f"QANR5L{name}" if _SHORT.fullmatch(name) else name for name in named)
    return tuple(dict.fromkeys(ids))[:count]


def in_address(ids: tuple[str, ...]) -> str:
    """Return the value of the parameter that names these documents."""
    return ",".join(_OFFICIAL.sub(r"\1", document_id) for document_id in ids)


def notices_of_absent(searcher: Searcher, query: Query, results: Results) -> tuple[Notice, ...]:
    """Say which of the documents that a reader chose are not in the corpus, if any is not."""
    if results.total >= len(query.ids):
        return ()
    absent = [one for one in query.ids if searcher.get(one) is None]
    if not absent:
        return ()
    named = ", ".join(in_address((one,)) for one in absent[:_ABSENT_NAMED])
    more = "…" * (len(absent) > _ABSENT_NAMED)
    said = labels.counted(len(absent), "document choisi n’est", "documents choisis ne sont")
    message = f"{said} pas dans le corpus\u00a0: {named}{more}"
    return (Notice(code="absent_documents", message=message, parameter=CHOSEN),)

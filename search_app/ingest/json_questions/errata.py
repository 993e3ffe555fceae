"""Which errata does a question have, and what do they say?

No file of the open data with an erratum is known. So an erratum is whatever stands, as an object or
a text, under a key that names one (`erratumQuestion`, `errata`, `texteErratum`).
"""

import re
from collections.abc import Iterator
from typing import Any

from search_app.ingest.json_questions.published_text import fragment, joined
from search_app.ingest.json_questions.values import first_object, many, raw_texts
from search_app.model.document import Source

_NAME = re.compile("erratum|errata", re.IGNORECASE)
_OWN_KEYS = ("date", "texte", "infojo", "#text")
_HOLDERS = ("textes", "texteQuestion", "texteReponse")
_NO_TEXT = ("date", "page", "type", "num")
_LEVELS = 4  # the question, its texts, one text, the list of its errata


def errata(question: dict[str, Any], levels: int = _LEVELS) -> Iterator[Any]:
    """Yield the errata of the question and of its texts, at most so many levels down."""
    for key, value in question.items() if levels else ():
        is_erratum = _NAME.search(key) and not key.lower().startswith(_NO_TEXT)
        for one in many(value) if is_erratum or key.startswith(_HOLDERS) else ():
            if is_erratum and not _is_container(one):
                yield one
            elif isinstance(one, dict):
                yield from errata(one, levels - 1)


def erratum_text(erratum: Any, source: Source) -> str:
    """Return what an erratum says, as `Event.text` has it. Raises RecordError "size"."""
    fields = first_object(erratum)
    named = [value for key, value in fields.items() if "texte" in key.lower()]
    found = [first_object(value).get("texte", value) for value in named] or [erratum]
    texts = dict.fromkeys(one for value in found for one in raw_texts(value))
    return "\n\n".join(filter(None, (joined(fragment(one, source)) for one in texts)))


def _is_container(found: Any) -> bool:
    """Whether an object has no day and no text, but may hold errata that have."""
    return isinstance(found, dict) and not any(key.lower().startswith(_OWN_KEYS) for key in found)

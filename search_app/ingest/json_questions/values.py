"""What stands in an official JSON file, whichever way its XML was converted?

An element may be an object, a list of them or null; null may also be `{"@xsi:nil": "true"}`, and a
text an object with `#text`.
"""

import re
from typing import Any

from search_app.ingest.json_questions.html_paragraphs import clean

_SPACES = re.compile(" +")


def many(value: Any) -> list[Any]:
    """Return the elements, however many the value is: [] for null, one for an object."""
    if isinstance(value, list):
        return [one for one in value if not _is_null(one)]
    return [] if _is_null(value) else [value]


def objects(value: Any, *path: str) -> list[dict[str, Any]]:
    """Return the objects at the end of a path; on the way there, the first of several counts."""
    for key in path:
        value = first_object(value).get(key)
    return [one for one in many(value) if isinstance(one, dict)]


def first_object(value: Any, *path: str) -> dict[str, Any]:
    """Return the first object at the end of a path, or an empty one."""
    return next(iter(objects(value, *path)), {})


def raw_text(value: Any) -> str:
    """Return a text as it is written, "" for null and for what is no text."""
    first = next(iter(many(value)), "")
    if isinstance(first, dict):
        first = first.get("#text")
    if isinstance(first, int) and not isinstance(first, bool):
        first = str(first)
    return first if isinstance(first, str) else ""


def text(value: Any) -> str:
    """Return a text of one line, without spaces around it, "" for null; see `raw_text`."""
    return _SPACES.sub(" ", clean(raw_text(value))).strip()


def _is_null(value: Any) -> bool:
    return value is None or (isinstance(value, dict) and value.get("@xsi:nil") in ("true", True))

"""What does a value in the JSON of the Assemblée hold?

The JSON is converted from XML, and each conversion writes the same element in another way: an
element may be an object, a list of objects or null; null may also be `{}` or
`{"@xsi:nil": "true"}`, and a text may be an object whose `#text` it is.
"""

from typing import Any

from search_app.ingest.printable import printable_line


def many(value: Any) -> list[Any]:
    """Return a value's elements: none for null, one for what is not a list."""
    if isinstance(value, list):
        return [one for one in value if not _is_null(one)]
    return [] if _is_null(value) else [value]


def objects(value: Any, *path: str) -> list[dict[str, Any]]:
    """Return the objects at the end of a path of keys; on the way, the first of a list counts."""
    for key in path:
        value = first_object(value).get(key)
    return [one for one in many(value) if isinstance(one, dict)]


def first_object(value: Any, *path: str) -> dict[str, Any]:
    """Return the first object at the end of a path of keys, or an empty one."""
    return next(iter(objects(value, *path)), {})


def raw_texts(value: Any) -> list[str]:
    """Return the texts and whole numbers of a value as they are written, without empty ones."""
    return list(filter(None, map(_written, many(value))))


def raw_text(value: Any) -> str:
    """Return the first of the `raw_texts` of a value, "" when it has none."""
    return next(iter(raw_texts(value)), "")


def text(value: Any) -> str:
    """Return the `raw_text` of a value as one printable line."""
    written = raw_text(value)
    return printable_line(written) if written else ""


def _written(one: Any) -> str:
    if isinstance(one, dict):
        one = one.get("#text")
    if isinstance(one, int) and not isinstance(one, bool):
        one = str(one)
    return one if isinstance(one, str) else ""


def _is_null(value: Any) -> bool:
    if isinstance(value, dict):
        return not value or value.get("@xsi:nil") in ("true", "1", True)
    return value is None

"""How are the type, the number and the legislature of a question written?

These three identify a question. Every format has them, and they are read in the same way in each.
"""

import re
from collections.abc import Callable
from typing import TypeVar

from search_app.ingest.records import error_at
from search_app.model.document import DocumentType, Source
from search_app.model.plain import plain

TYPE_NAMES = {
    DocumentType.QE: "Question écrite",
    DocumentType.QG: "Question au Gouvernement",
    DocumentType.QOSD: "Question orale sans débat",
}
_TYPES = {plain(name): of_type for of_type, name in TYPE_NAMES.items()} | {
    of_type.value.lower(): of_type for of_type in TYPE_NAMES
}
_LEGISLATURE = re.compile(
    r"(?:(\d{1,2})\s?(?:i?eme|ere|e|re|er)?|([ivx]{1,6}?)(?:eme|ere|e|re|er)?)(?:\s?legislature)?"
)
_ROMAN = {"i": 1, "v": 5, "x": 10}
_NUMBER = re.compile(r"0*([1-9]\d{0,5})", re.ASCII)
_Value = TypeVar("_Value")


def read_field(name: str, written: str, read: Callable[[str], _Value], source: Source) -> _Value:
    """Read a field that every question has. Raises RecordError "missing" or "value"."""
    if not written:
        raise error_at(source, "missing", name)
    try:
        return read(written)
    except ValueError as error:
        raise error_at(source, "value", f"{name}: {written}") from error


def read_type(value: str) -> DocumentType:
    """Read "QE", "Question écrite" or another type. Raises ValueError."""
    of_type = _TYPES.get(plain(value).strip())
    if of_type is None:
        raise ValueError(value)
    return of_type


def read_number(value: str) -> str:
    """Read the official number of a question, 1 to 999999. Raises ValueError."""
    match = _NUMBER.fullmatch("".join(value.split()))
    if match is None:
        raise ValueError(value)
    return match[1]


def read_legislature(value: str) -> str:
    """Read "16", "16e législature" or "XVIe" as "16". Raises ValueError."""
    match = _LEGISLATURE.fullmatch(plain(value).strip())
    if match is None:
        raise ValueError(value)
    number = int(match[1]) if match[1] else _roman(match[2])
    if not number:
        raise ValueError(value)
    return str(number)


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    followed = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in followed)

"""Which values does a parameter of an address have? Those that are not empty, cleaned."""

import unicodedata
from collections.abc import Mapping, Sequence

Args = Mapping[str, Sequence[str]]
"""The values of each parameter, decoded."""


def first_value(args: Args, name: str) -> str:
    """Return the first value that is not empty, as typed; "" when there is none."""
    return next((value for value in args.get(name, ()) if value.strip()), "")


def values_of(args: Args, name: str) -> list[str]:
    """Return the distinct values, in the order given."""
    values = (cleaned(value) for value in args.get(name, ()))
    return list(dict.fromkeys(value for value in values if value.strip()))


def cleaned(text: str) -> str:
    """Return text without what nobody types: control characters, halves of a surrogate pair."""
    return "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cs"})

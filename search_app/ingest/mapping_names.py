"""What is the mapping of a table called, which stands beside it and is no file of its own?"""

_MAPPING_END = ".toml"
_TABLE_ENDS = (".csv", ".tsv", ".jsonl", ".ndjson")
_MAPPING_ENDS = tuple(f"{end}{_MAPPING_END}" for end in _TABLE_ENDS)


def mapping_name(name: str) -> str:
    """Return the name of the mapping of a table: "x.csv.toml" for "x.csv"; "" for other names."""
    return name + _MAPPING_END if name.lower().endswith(_TABLE_ENDS) else ""


def mapped_name(name: str) -> str:
    """Return the name of the table that a mapping is for, whether that exists or not.

    It is "x.csv" for "x.csv.toml", and "" for what is not named as a mapping.
    """
    return name[: -len(_MAPPING_END)] if name.lower().endswith(_MAPPING_ENDS) else ""

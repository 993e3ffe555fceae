"""What is the mapping of a CSV called, which stands beside it and is no file of its own?"""

_CSV_END, _MAPPING_END = ".csv", ".toml"


def mapping_name(name: str) -> str:
    """Return the name of the mapping of a CSV: "x.csv.toml" for "x.csv", "" for all other names."""
    return name + _MAPPING_END if name.lower().endswith(_CSV_END) else ""


def mapped_name(name: str) -> str:
    """Return the name of the CSV that a mapping is for, whether that exists or not.

    It is "x.csv" for "x.csv.toml", and "" for what is not named as a mapping.
    """
    is_mapping = name.lower().endswith(_CSV_END + _MAPPING_END)
    return name[: -len(_MAPPING_END)] if is_mapping else ""

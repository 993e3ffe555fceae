"""Which stable values stand for names that change over the years, and how are they shown?

An authority file is a library's list of the one form that all variants of a name lead to. Here are
those of political groups, ministries, topics, legislatures, towns and other names of bodies.
"""

from search_app.authority.lineage import (
    GroupPeriod,
    NameAtDate,
    group_on,
    group_periods,
    stable_values,
)
from search_app.authority.lookup import (
    Code,
    codes,
    digest,
    group_called,
    group_name,
    label,
    legislature_at,
    ministry_name,
    names_file,
    nearest_names,
    renamed,
    topic_name,
)
from search_app.authority.towns import towns

__all__ = [
    "Code",
    "GroupPeriod",
    "NameAtDate",
    "codes",
    "digest",
    "group_called",
    "group_name",
    "group_on",
    "group_periods",
    "label",
    "legislature_at",
    "ministry_name",
    "names_file",
    "nearest_names",
    "renamed",
    "stable_values",
    "topic_name",
    "towns",
]

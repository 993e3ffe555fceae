"""Which stable values stand for names that change over the years, and how are they shown?

An authority file is a library's list of the one form that all variants of a name lead to. Here are
those of political groups, ministries, topics, legislatures, towns and other names of bodies.
"""

from search_app.authority.lookup import (
    Code,
    codes,
    digest,
    group_called,
    group_name,
    label,
    legislature_at,
    ministry_name,
    nearest_names,
    renamed,
    topic_name,
    towns,
)

__all__ = [
    "Code",
    "codes",
    "digest",
    "group_called",
    "group_name",
    "label",
    "legislature_at",
    "ministry_name",
    "nearest_names",
    "renamed",
    "topic_name",
    "towns",
]

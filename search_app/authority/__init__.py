"""Authority: stable values for names that change (groups, ministries, topics, legislatures)."""

from search_app.authority.lookup import (
    digest,
    group_name,
    label,
    legislature_at,
    ministry_name,
    renamed,
    topic_name,
    towns,
)

__all__ = [
    "digest",
    "group_name",
    "label",
    "legislature_at",
    "ministry_name",
    "renamed",
    "topic_name",
    "towns",
]

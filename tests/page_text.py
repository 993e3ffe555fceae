"""The text of a page as a reader sees it."""

import re


def flat(page: str) -> str:
    """Return it without tags, with single spaces; raised letters stay with their number."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub("</?sup>", "", page)))

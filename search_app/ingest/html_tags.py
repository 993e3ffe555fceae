"""Is a page or a fragment of HTML too large for the parser, or a tag of it?

The parser compares each attribute of a tag with all before it, so that one tag of 40,000 takes
seconds, and one of a million an hour. What has too many is not given to it.
"""

import re

from search_app.model.errors import RecordError

ATTRIBUTES_MAX = 500
"""Of one tag; no page that people read has a tenth of it."""

_TAGS_MAX = 20_000
_LENGTH_MAX = 9_000_000  # characters; the parser drops the text of a longer page and says nothing
_START_TAG = re.compile(r"<[a-zA-Z]")

_VALUE = r"=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))"
# As HTML's own grammar has it: a tag ends at the first ">" that is in no quoted value.
_TAG_OR_COMMENT = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(?P<name>[a-z][^\s/>]*+)(?P<inside>(?:[^>=]++|{_VALUE}|=)*+)(?:>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(rf"[^\s/>=]++(?:\s*+(?:{_VALUE}|=\s*+[^\s>]*+))?|=", re.DOTALL)
# What these elements hold is text until their end tag, whatever it looks like.
_END_OF_TEXT = {
    name: re.compile(rf"</{name}[\s/>]|\Z", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp")
}


def refuse_large(html: str, path: str) -> None:
    """Raise RecordError "size" for a page of more tags, characters or attributes than are read.

    They are 20,000 tags, 9,000,000 characters and 500 attributes of a tag.
    """
    tags = sum(1 for _ in _START_TAG.finditer(html))
    if tags > _TAGS_MAX or len(html) > _LENGTH_MAX:
        detail = (
            f"page of {len(html)} characters and {tags} tags, at most {_LENGTH_MAX} and {_TAGS_MAX}"
        )
        raise RecordError(path=path, line=1, code="size", detail=detail)
    if has_too_many_attributes(html):
        detail = f"tag of more than {ATTRIBUTES_MAX} attributes"
        raise RecordError(path=path, line=1, code="size", detail=detail)


def has_too_many_attributes(html: str) -> bool:
    """Whether a tag has more than ATTRIBUTES_MAX attributes."""
    place = 0
    while len(html) - place > ATTRIBUTES_MAX and (tag := _TAG_OR_COMMENT.search(html, place)):
        inside = tag["inside"] or ""
        if len(inside) > ATTRIBUTES_MAX and _count(inside) > ATTRIBUTES_MAX:
            return True
        place = tag.end()
        end_of_text = _END_OF_TEXT.get((tag["name"] or "").lower())
        if end_of_text and (end := end_of_text.search(html, place)):
            place = end.start()
    return False


def _count(inside: str) -> int:
    return sum(1 for _ in _ATTRIBUTE.finditer(inside))

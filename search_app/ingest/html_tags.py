"""How many attributes has a tag of a page or of a fragment of HTML?

The parser compares each attribute of a tag with all before it, so that one tag of 40,000 takes
seconds, and one of a million an hour. What has too many is not given to it.
"""

import re

ATTRIBUTES_MAX = 500
"""Of one tag; no page that people read has a tenth of it."""

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

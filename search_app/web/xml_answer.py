"""How is XML answered? A template is filled in, and what XML cannot hold is left out."""

import re

from flask import Response, render_template

# The characters that XML 1.0 does not allow, not even escaped: most control characters, halves of
# surrogate pairs, and two that are none.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def within_xml(text: str) -> str:
    """Return the text without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)


def xml_answer(template: str, media_type: str, **values: object) -> Response:
    """Return the XML of a template, well-formed whatever the texts of `values` contain.

    The name of the template ends in ".xml", so that texts are escaped in it.
    """
    text = within_xml(render_template(template, **values))
    return Response(text, content_type=f"{media_type}; charset=utf-8")

"""How are templates read? Without the indentation that only their authors need.

It is a hundredth of a page of results, which goes out as it is to readers without compression.
"""

import re

from jinja2.ext import Extension

_INDENTATION = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)


class Unindented(Extension):
    """Takes spaces at the beginning of lines, and empty lines, out of HTML templates."""

    def preprocess(self, source: str, name: str | None, _: str | None = None) -> str:
        is_html = name is not None and name.endswith(".html")
        return _INDENTATION.sub("", source) if is_html else source

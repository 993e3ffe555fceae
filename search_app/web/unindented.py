"""How are templates read? Without what only their authors need: indentation, and seen spaces.

It is a hundredth of a page of results, which goes out as it is to readers without compression.
"""

import re

from jinja2.ext import Extension

_INDENTATION = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)


class Unindented(Extension):
    """Takes spaces at the beginning of lines, and empty lines, out of HTML templates.

    « &nbsp; », which an author sees, becomes the sign that it stands for.
    """

    def preprocess(self, source: str, name: str | None, _: str | None = None) -> str:
        is_html = name is not None and name.endswith(".html")
        return _INDENTATION.sub("", source).replace("&nbsp;", "\u00a0") if is_html else source

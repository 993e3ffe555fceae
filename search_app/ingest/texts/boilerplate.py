"""Which lines of an article are not part of its text?

Only whole lines are ever dropped, and only short ones.
"""

import re

from search_app.ingest.texts.markup import strip_markup
from search_app.model.plain import plain_line

_LENGTH_MAX = 120
_LINE = re.compile(
    r"(?:temps de )?lecture ?:? ?\d{1,3} ?min(?:ute)?s?\.?"
    r"|\d{1,3} ?min(?:ute)?s? de lecture\.?"
    r"|(?:©|\(c\) |(?:credits?(?: photos?)?|photos?) ?:).*"
    r"|(?:(?:a )?lire|(?:a )?voir|a ecouter) (?:aussi|egalement)(?: ?[:-].*|[^.!?»]*)"
    r"|sur le meme (?:theme|sujet) ?:?"
    r"|voir tous les articles[^.!?»]*"
    r"|partager(?: (?:cet |l'|sur |par |via )[^.!?»]*)?"
    r"|s'abonner(?: (?:a |pour )[^.!?»]*)?"
    r"|service informations generales|publicite|lire la suite"
    # What a page of templates shows where nothing was put in.
    r"|\{\{[^{}]*\}\}|\{%[^{}]*%\}|<%[^<>]*%>|\$\{[^{}]*\}"
)


def is_boilerplate(line: str) -> bool:
    """Whether a line is a reading time, a photo credit, a link elsewhere or the like."""
    if len(line) > _LENGTH_MAX:
        return False
    return _LINE.fullmatch(plain_line(strip_markup(line))) is not None

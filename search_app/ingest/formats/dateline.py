"""Which day is an article of, by its own text? Only an explicit dateline counts."""

import datetime as dt
import re
from collections.abc import Sequence
from itertools import islice

from search_app.ingest.dates import FoundDate, dates_in
from search_app.ingest.markup import plain
from search_app.model.errors import RecordError

_PUBLISHED_LENGTH_MAX = 150
_DIGIT = re.compile(r"\d")
_OPENING_PARAGRAPHS = 2
_OPENING_LENGTH_MAX = 2_000
_PUBLISHED = re.compile(r"(?:^|[,|•·–—-]\s?)(?:publie|mis en ligne) le\b|^date de publication ?:")
_UPDATED = re.compile(r"(?:^|[,|•·–—-]\s?)(?:mis a jour|actualise|modifie) le\b")
_CONTEXT_LENGTH = 80
# "loi du 6 janvier 1978", "depuis le 1er mars 2022": days that an article speaks of, not its own.
_NOT_ITS_OWN = re.compile(
    r"(?:\b(?:lois?|decrets?|arretes?|ordonnances?|directives?|reglements?|deliberations?"
    r"|circulaires?|decisions?|conventions?|traites?|avis|rapports?|courriers?|lettres?)\b"
    r"[^.;,!?]{0,40}\bdu"
    r"|\b(?:nee?s?|creee?s?|lancee?s?|depuis|avant|apres|d'ici|des|a partir|a compter)"
    r"(?: le| au| du)?"
    r"|\bjusqu'(?:au|en)) (?:[a-z]+di |dimanche )?$"
)


def dateline(lines: Sequence[str], path: str, first_line: int = 1) -> dt.date | None:
    """Return the day that the article reports on, or None; `lines[0]` is line `first_line`.

    A line "Publié le …" wins, then "Mis à jour le …", then the first full date of the first two
    paragraphs (`lines` are those below the title). Raises RecordError "date" when a "Publié le" or
    "Mis à jour le" names a day that does not exist.
    """
    short = [
        (number, plain(text))
        for number, text in enumerate(lines, start=first_line)
        if len(text) <= _PUBLISHED_LENGTH_MAX and _DIGIT.search(text)
    ]
    for label in (_PUBLISHED, _UPDATED):
        for number, text in short:
            if not (match := label.search(text)):
                continue
            found = next(dates_in(text[match.end() :]), None)
            if found and found.day is None:
                raise RecordError(path=path, line=number, code="date", detail=text.strip())
            if found:
                return found.day
    for text in islice(filter(str.strip, lines), _OPENING_PARAGRAPHS):
        opening = plain(text[:_OPENING_LENGTH_MAX])
        for found in dates_in(opening):
            if found.day and not _NOT_ITS_OWN.search(_before(opening, found)):
                return found.day
    return None


def _before(opening: str, found: FoundDate) -> str:
    return opening[max(0, found.start - _CONTEXT_LENGTH) : found.start]

"""Which day is an article of, by its own text? Only what the text says to be its day counts.

Either the text names the day of its publication, or its opening tells the day of what it reports:
that day is inferred.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from search_app.ingest.dates import FoundDate, dates_in
from search_app.ingest.plain import plain
from search_app.ingest.texts.markup import strip_markup
from search_app.model.errors import RecordError

_PUBLISHED_LENGTH_MAX = 150
_DIGIT = re.compile(r"\d")
_OPENING_PARAGRAPHS = 2
_OPENING_LENGTH_MAX = 2_000
_PUBLISHED = re.compile(r"(?:^|[,|•·–—-]\s?)(?:publie|mis en ligne) le\b|^date de publication ?:")
_UPDATED = re.compile(r"(?:^|[,|•·–—-]\s?)(?:mis a jour|actualise|modifie) le\b")

_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
# "Paris, le 8 avril 2025 –", "AIX-EN-PROVENCE, 8 avril 2025 (AGENCE) –": first the place.
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w’'.]*"
_PLACE = re.compile(
    rf"{_CAPITALISED}(?:[\s-](?:{_CAPITALISED}|en|sur|sous|lès|les?|la|de|du|des|aux?)){{0,5}}"
    r"(?:\s\([^()]{1,40}\))?,?\s+"
)
_PLACE_LENGTH_MAX = 100
_BEFORE_PLACE_DATE = re.compile(rf"(?:le\s+)?(?:{_WEEKDAY}\s+)?")
_AFTER_PLACE_DATE = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?(?:[:–—-]|\.?\s*$)")

_CONTEXT_LENGTH = 120
_REPORTED = re.compile(
    rf"\b(?:{_WEEKDAY}|ce"
    r"|seances?\b[^.;:!?,]{0,80}\bdu"
    r"|en seance(?: publique| pleniere)? le)\s+$"
)
_FUTURE = r"\b(?:\w{2,}(?:er|ir|dr|rr|aur)(?:a|ont)|(?:ser|fer|aur)(?:a|ont)|va|vont)\b"
_FUTURE_VERB = re.compile(_FUTURE)
# "loi du vendredi 6 janvier 1978", "depuis le mardi 1er mars 2022": not the day that is reported.
_NOT_REPORTED = re.compile(
    r"(?:\b(?:lois?|decrets?|arretes?|ordonnances?|directives?|reglements?|deliberations?"
    r"|circulaires?|decisions?|conventions?|traites?|avis|rapports?|courriers?|lettres?"
    r"|elections?|scrutins?|referendums?|attentats?|attaques?|accidents?|catastrophes?)\b"
    r"[^.;,!?]{0,40}\bdu"
    r"|\b(?:nee?s?|creee?s?|lancee?s?|depuis|avant|apres|d'ici|des|a partir|a compter)"
    r"(?: le| au| du)?"
    r"|\bjusqu'(?:au|en|a)"
    r"|\b(?:prevu|attendu|fixe|convoque)e?s?\b[^.;,!?]{0,40}"
    rf"|{_FUTURE}[^.;,:!?]{{0,60}}?)"
    rf"\s(?:{_WEEKDAY}\s+)?$"
)
_CLAUSE_END = re.compile(r"[.;:!?,]|\bqu[ei]\b|\bqu'|\bdont\b")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The day of an article, or None. is_inferred: it is the day of what the text reports."""

    day: dt.date | None
    is_inferred: bool = False


def dateline(lines: Sequence[str], path: str, first_line: int = 1) -> Dateline:
    """Return the day that an article's text gives it; `lines[0]` is line `first_line`.

    A line "Publié le …" wins, then "Mis à jour le …". After these, in the first two paragraphs
    (`lines` are those below the title): the day of a place ("Paris, le 8 avril 2025 –"), or one
    that a weekday, "ce" or a sitting introduces. Raises RecordError "date" when a "Publié le" or
    "Mis à jour le" names a day that does not exist.
    """
    published = _published(lines, path, first_line)
    if published:
        return Dateline(published)
    for text in islice(filter(str.strip, lines), _OPENING_PARAGRAPHS):
        opening = strip_markup(text[:_OPENING_LENGTH_MAX])
        if day := _of_place(opening) or _reported(plain(opening)):
            return Dateline(day, is_inferred=True)
    return Dateline(None)


def _published(lines: Sequence[str], path: str, first_line: int) -> dt.date | None:
    short = [
        (number, strip_markup(text))
        for number, text in enumerate(lines, start=first_line)
        if len(text) <= _PUBLISHED_LENGTH_MAX and _DIGIT.search(text)
    ]
    for label in (_PUBLISHED, _UPDATED):
        for number, text in short:
            if not (match := label.search(plain(text))):
                continue
            found = next((one for one in dates_in(text) if one.start >= match.end()), None)
            if found and found.day is None:
                raise RecordError(path, number, "date", _as_written(text, found))
            if found:
                return found.day
    return None


def _as_written(text: str, found: FoundDate) -> str:
    compared = plain(text)  # where the offsets are; nearly always as long as the text
    return (text if len(text) == len(compared) else compared)[found.start : found.end]


def _of_place(opening: str) -> dt.date | None:
    place = _PLACE.match(opening[:_PLACE_LENGTH_MAX])
    if place is None:
        return None
    rest = plain(opening[place.end() :])
    found = next(dates_in(rest), None)
    is_dateline = (
        found
        and _BEFORE_PLACE_DATE.fullmatch(rest[: found.start])
        and _AFTER_PLACE_DATE.match(rest[found.end :])
    )
    return found.day if found and is_dateline else None


def _reported(opening: str) -> dt.date | None:
    for found in dates_in(opening):
        before = opening[max(0, found.start - _CONTEXT_LENGTH) : found.start]
        after = opening[found.end : found.end + _CONTEXT_LENGTH]
        is_reported = _REPORTED.search(before) and not _NOT_REPORTED.search(before)
        if found.day and is_reported and not _is_to_come(after):
            return found.day
    return None


def _is_to_come(after: str) -> bool:
    """Whether the clause that follows a date is in the future: "…, la loi entrera en vigueur"."""
    clause = _CLAUSE_END.split(after.lstrip(" ,"), maxsplit=1)[0]
    return _FUTURE_VERB.search(clause) is not None

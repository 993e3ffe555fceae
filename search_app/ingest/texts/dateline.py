"""Of which day is an article, by its own text?

Either the text names the day of its publication ("Publié le …"), or its first paragraphs name the
day of what it reports, from which the day of the article is inferred. Other dates do not count.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from search_app.ingest.texts.markup import strip_markup
from search_app.mentions import FoundDate, dates_in
from search_app.model.errors import RecordError
from search_app.model.plain import plain

_PUBLISHED_LENGTH_MAX = 150
_DIGIT = re.compile(r"\d")
_OPENING_PARAGRAPHS = 2
_OPENING_LENGTH_MAX = 2_000
_PUBLISHED = re.compile(
    r"(?:^|[,|•·–—-]\s?)(?:article )?(?:publie|mis en ligne) le\b|^date de publication ?:"
)
_UPDATED = re.compile(r"(?:^|[,|•·–—-]\s?)(?:article )?(?:mis a jour|actualise|modifie) le\b")

_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
# The place of "Paris, le 8 avril 2025 –" and of "AIX-EN-PROVENCE, 8 avril 2025 (AGENCE) –".
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w’'.]*"
_PLACE = re.compile(
    rf"{_CAPITALISED}(?:[\s-](?:{_CAPITALISED}|en|sur|sous|lès|les?|la|de|du|des|aux?)){{0,5}}"
    r"(?:\s\([^()]{1,40}\))?,?\s+"
)
_PLACE_LENGTH_MAX = 100
_BEFORE_PLACE_DATE = re.compile(rf"(?:le\s+)?(?:{_WEEKDAY}\s+)?")
_AFTER_PLACE_DATE = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?(?:[:–—-]|\.?\s*$)")

_CONTEXT_LENGTH = 120  # characters looked at before a date and after it
_REPORTED = re.compile(
    rf"\b(?:{_WEEKDAY}|ce"
    r"|seances?\b[^.;:!?,]{0,80}\bdu"
    r"|en seance(?: publique| pleniere)? le)\s+$"
)
_FUTURE = r"\b(?:\w{2,}(?:er|ir|dr|rr|aur)(?:a|ont)|(?:ser|fer|aur)(?:a|ont)|va|vont)\b"
_FUTURE_VERB = re.compile(_FUTURE)
# What precedes a date that is not the day reported: "loi du vendredi 6 janvier 1978", "depuis le
# mardi 1er mars 2022".
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
    """The day of an article, None when its text names none.

    is_inferred: whether it is the day of what the text reports. written: the date in the words of
    its source where these name a month or a year alone ("mars 2024"), else "".
    """

    day: dt.date | None
    is_inferred: bool = False
    written: str = ""


def dateline(lines: Sequence[str], path: str, first_line: int = 1) -> Dateline:
    """Return the day of an article.

    lines: those below the title. first_line: the number of the first of them in the file.

    A line "Publié le …" counts first, then a line "Mis à jour le …". Without these, the day is
    inferred from the first two paragraphs: from a place and its date ("Paris, le 8 avril 2025 –"),
    or from a date after a weekday, after "ce" or after the mention of a sitting. Raises RecordError
    "date" when "Publié le" or "Mis à jour le" names a day that does not exist.
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
    """Return the day after "Publié le" or, without that, "Mis à jour le"."""
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
    """Return a date as the text writes it, or its plain form where the offsets may differ."""
    compared = plain(text)
    return (text if len(text) == len(compared) else compared)[found.start : found.end]


def _of_place(opening: str) -> dt.date | None:
    """Return the day of "Paris, le 8 avril 2025 –" at the beginning of a paragraph."""
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
    """Return the first day that a paragraph, in plain form, names as the day of what it reports."""
    for found in dates_in(opening):
        before = opening[max(0, found.start - _CONTEXT_LENGTH) : found.start]
        after = opening[found.end : found.end + _CONTEXT_LENGTH]
        is_reported = _REPORTED.search(before) and not _NOT_REPORTED.search(before)
        if found.day and is_reported and not _is_to_come(after):
            return found.day
    return None


def _is_to_come(after: str) -> bool:
    """Whether the clause after a date is in the future tense: "…, la loi entrera en vigueur"."""
    clause = _CLAUSE_END.split(after.lstrip(" ,"), maxsplit=1)[0]
    return _FUTURE_VERB.search(clause) is not None

"""Of which day is the article of a web page?

What the page's metadata call its publication counts first, then a `<time>` of the article, then
what the text shows. The days of comments, of other articles and of scripts never count.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from lxml.etree import _Element as Element

from search_app.ingest.texts.dateline import Dateline, dateline
from search_app.ingest.texts.web_page.furniture import is_own
from search_app.ingest.texts.web_page.metadata import Metadata
from search_app.mentions import dates_in
from search_app.model.plain import plain_line

_PARIS = ZoneInfo("Europe/Paris")
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.published",
    "publication_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "datecreated",
    "dc.date",
    "dcterms.date",
    "date",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified")
_UTC_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|\+00:?00)")
_DIGITS = re.compile(r"([12]\d{3})([01]\d)([0-3]\d)(?:\d{4}|\d{6})?")
_SECONDS = re.compile(r"(\d{10})(?:\d{3})?")
_SECONDS_MAX = 4_102_444_800  # the year 2100
_IN_ADDRESS = re.compile(r"[/_-]([12]\d{3})[/-]([01]\d)[/-]([0-3]\d)(?=[/_-]|$)")
_TIME_NAMES = frozenset(("published", "dtstart", "entry-date", "date-published", "datepublished"))
_CHANGED = re.compile("updat|modif")
# "mercredi 12 juin 2019", "Par Jeanne Exemple, le 27/08/2024 à 20:18", "04/06/2019 | Paul Modèle".
_SHOWN_LENGTH_MAX = 100
_BEFORE_SHOWN = re.compile(
    r"(?:par [^.;:!?\d]{1,60}[\s,|•–—-]\s*)?(?:article )?(?:publie |paru |en date )?(?:le |du )?"
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? )?"
)
_AFTER_SHOWN = re.compile(
    r"(?:,? ?(?:a|-)? ?\d{1,2} ?[h:] ?(?:\d\d)?)?\.?"
    r"(?: ?[,|•–—(-] ?(?:par|mis a jour|actualise|modifie|temps de|lecture|\d+ ?min)\b.*)?"
)
_SHOWN_NEAR = 4  # blocks from the title, or from the beginning


def date_of(
    body: Element, title: Element | None, metadata: Metadata, lines: Sequence[str], path: str
) -> Dateline:
    """Return the day of a page's article.

    title: its heading, or None. lines: of its text. A day that only the text shows is marked as
    inferred, because it may be that of something else. Raises RecordError "date" as `dateline`.
    """
    said = [metadata.said("datePublished"), *_values(metadata, _PUBLISHED)]
    if day := _first_day(said) or _first_day(_times(body, title)) or _of_address(metadata):
        return Dateline(day)
    if day := _shown(lines):
        return Dateline(day, is_inferred=True)
    if day := dateline(lines, path).day:
        return Dateline(day, is_inferred=True)
    day = _first_day([metadata.said("dateModified"), *_values(metadata, _MODIFIED)])
    return Dateline(day, is_inferred=day is not None)


def day_of_value(value: str) -> dt.date | None:
    """Return the day that a value of metadata names, in France; None when it names none.

    A time in UTC is that of the page's server. One with another offset is the publisher's own.
    """
    value = value.strip()
    try:
        if found := _UTC_TIME.match(value):
            time = dt.datetime(*map(int, found.groups()), tzinfo=dt.UTC)  # type: ignore[misc,arg-type]
            return time.astimezone(_PARIS).date()
        if found := _DIGITS.fullmatch(value):
            return dt.date(*map(int, found.groups()))
        if (found := _SECONDS.fullmatch(value)) and int(found[1]) < _SECONDS_MAX:
            return dt.datetime.fromtimestamp(int(found[1]), _PARIS).date()
    except (ValueError, OverflowError, OSError):
        return None
    return next((found.day for found in dates_in(value[:_SHOWN_LENGTH_MAX])), None)


def _values(metadata: Metadata, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from metadata.metas.get(name, ())


def _first_day(values: Iterable[str]) -> dt.date | None:
    return next(filter(None, map(day_of_value, values)), None)


def _times(body: Element, title: Element | None) -> Iterator[str]:
    """Yield the values of `<time>` elements, and of their like, that are of the article."""
    for element in body.iter("time", "abbr"):
        names = f"{element.get('class', '')} {element.get('itemprop', '')}".lower()
        is_named = not _TIME_NAMES.isdisjoint(names.split())
        is_time = element.tag == "time" or is_named
        value = element.get("datetime" if element.tag == "time" else "title")
        around = {"aside"} if is_named else {"a", "aside"}  # WordPress links the day of an article
        is_elsewhere = any(above.tag in around for above in element.iterancestors())
        is_of_article = is_time and not _CHANGED.search(names) and not is_elsewhere
        if value and is_of_article and is_own(element, title):
            yield value


def _of_address(metadata: Metadata) -> dt.date | None:
    found = _IN_ADDRESS.search(metadata.canonical or metadata.first("og:url"))
    return day_of_value("-".join(found.groups())) if found else None


def _shown(lines: Sequence[str]) -> dt.date | None:
    """Return the day of a line that says little else, near the beginning of a text."""
    for line in list(filter(None, lines))[:_SHOWN_NEAR]:
        said = plain_line(line)
        found = next(dates_in(said), None) if len(line) <= _SHOWN_LENGTH_MAX else None
        if (
            found
            and found.day
            and _BEFORE_SHOWN.fullmatch(said[: found.start])
            and _AFTER_SHOWN.fullmatch(said[found.end :])
        ):
            return found.day
    return None

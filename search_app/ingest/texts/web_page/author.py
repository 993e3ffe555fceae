"""Which persons wrote the article of a web page?"""

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml.etree import _Element as Element

from search_app.ingest.texts.web_page.furniture import is_own
from search_app.ingest.texts.web_page.metadata import Metadata
from search_app.model.plain import plain_line

_METAS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
)
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:author|auteur|byline|signature)(?:s|sign)?(?:[\s_-]|$)", re.IGNORECASE
)
_BY = re.compile(r"(?:(?:Article\s+)?[Pp]ublié\s+)?[Pp]ar\s+")
_BYLINE = re.compile(r"(?:^|[,|•–—-]\s)[Pp]ar\s+")
_AND = re.compile(r"\s*(?:et|,|&)\s+")
_WRITTEN_BY = re.compile(r"(?:[ée]crit par|written by|auteur|author)\s*:?", re.IGNORECASE)
_BYLINE_LENGTH_MAX = 120
_BYLINE_NEAR = 4  # blocks from the title
_SEPARATOR = re.compile(r"\s*(?:[,;|&•]|\s(?:et|and|avec)\s)\s*")
_CAPITALISED = r"(?:[dD][’'])?[A-ZÀ-ÖØ-Þ][\w’'.-]*"
_PARTICLE = r"(?:de|du|des|la|le|van|von|der|den|el|al|ben)"
_PERSON = re.compile(rf"{_CAPITALISED}(?:\s+(?:{_PARTICLE}\s+)*{_CAPITALISED})+")
_LEADING_PERSON = re.compile(rf"{_PERSON.pattern}(?=\s*(?:[,;|&•(–—-]|\bet\b|\b[Ll]e\b|$))")
_NO_PERSON = re.compile(
    r"\b(?:redaction|agence|afp|reuters|ap|journal|gazette|courrier|quotidien|magazine|revue|presse"
    r"|service|equipe|team|admin|administrateur|webmaster|editor|staff|news|media|info|infos|web"
    r"|abonnes?|internet|assemblee|senat|ministere|mairie|association|le monde|le figaro)\b"
)
_PUBLISHERS = ("Organization", "NewsMediaOrganization", "Corporation")


def author_of(
    body: Element, title: Element | None, metadata: Metadata, site: str, lines: Sequence[str]
) -> str:
    """Return the names of the persons who wrote an article, parted by "; ", "" for none.

    title: the heading of the article, or None. site: the name of the publication. lines: of the
    text, among whose first may be "Par …".
    """
    for said in (
        _of_json(metadata.article.get("author")),
        (value for name in _METAS for value in metadata.metas.get(name, ())),
        _of_card(metadata),
        _of_elements(body, title),
        _of_bylines(lines),
    ):
        if persons := dict.fromkeys(p for value in said for p in _persons(value, site)):
            return "; ".join(persons)
    return ""


def is_person(name: str, site: str) -> bool:
    """Whether a name is that of a person: first name and family name, not those of a site."""
    name_plain, site_plain = plain_line(name), plain_line(site)
    return (
        _PERSON.fullmatch(name) is not None
        and not _NO_PERSON.search(name_plain)
        and (not site_plain or (name_plain not in site_plain and site_plain not in name_plain))
    )


def _persons(value: str, site: str) -> Iterator[str]:
    value = _BY.sub("", " ".join(value.split()), count=1) if _BY.match(value.strip()) else value
    for name in _SEPARATOR.split(value):
        cleaned = " ".join(name.split()).strip(" .:–-")
        if is_person(cleaned, site):
            yield cleaned


def _of_card(metadata: Metadata) -> Iterator[str]:
    """Yield the author in the preview card of a page, whose fields have a label and a value."""
    for number in ("1", "2"):
        if _WRITTEN_BY.fullmatch(metadata.first(f"twitter:label{number}")):
            yield metadata.first(f"twitter:data{number}")


def _of_json(author: object) -> Iterator[str]:
    for one in author if isinstance(author, list) else [author]:
        name = one.get("name") if isinstance(one, dict) else one
        is_body = isinstance(one, dict) and one.get("@type") in _PUBLISHERS
        for text in name if isinstance(name, list) else [name]:
            if isinstance(text, str) and not is_body:
                yield text


def _of_elements(body: Element, title: Element | None) -> Iterator[str]:
    """Yield the texts of the elements that are named as the author's, outside of comments."""
    for element in body.iter("a", "span", "div", "p", "address", "li", "strong", "b"):
        names = (element.get("rel", ""), element.get("itemprop", ""), element.get("class", ""))
        if any(_NAMED.search(name[:200]) for name in names):
            text = " ".join("".join(element.itertext()).split())
            if len(text) <= _BYLINE_LENGTH_MAX and is_own(element, title):
                yield text


def _of_bylines(lines: Iterable[str]) -> Iterator[str]:
    """Yield the persons of "Par Jeanne Exemple et Paul Modèle, le …" near the beginning."""
    for line in [line for line in lines if line][:_BYLINE_NEAR]:
        by = _BYLINE.search(line) if len(line) <= _BYLINE_LENGTH_MAX else None
        start = by.end() if by else len(line)
        while name := _LEADING_PERSON.match(line, start):
            yield name[0]
            other = _AND.match(line, name.end())
            start = other.end() if other else len(line)

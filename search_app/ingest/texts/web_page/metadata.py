"""What does a web page say of itself where no reader sees it: in its head, and as JSON-LD?"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.etree import _Element as Element

from search_app.ingest.printable import printable_line
from search_app.model.plain import plain_line

_TYPES = ("Article", "BlogPosting", "Report", "Reportage", "Review")
_VALUES_MAX = 10_000  # of one script
_NAMES = ("property", "name", "itemprop")


@dataclass(frozen=True, slots=True)
class Metadata:
    """metas: the values of each meta tag, by its name in lower case. article: what JSON-LD has.

    canonical: the address that the page gives itself. title: the text of its `<title>`.
    """

    metas: dict[str, list[str]]
    article: dict[str, Any] = field(default_factory=dict)
    canonical: str = ""
    title: str = ""

    def first(self, *names: str) -> str:
        """Return the first value of the first of these metas that there is, or ""."""
        return next((value for name in names for value in self.metas.get(name, ())), "")

    def said(self, key: str) -> str:
        """Return a text of the JSON-LD, "" where it has none."""
        return _text(self.article.get(key))

    @property
    def site(self) -> str:
        """The name of the publication, or ""."""
        publisher = self.article.get("publisher")
        named = publisher.get("name") if isinstance(publisher, dict) else publisher
        return self.first("og:site_name") or _text(named) or self.first("application-name")


def metadata_of(page: Element) -> Metadata:
    """Return the metadata of a page."""
    metas: dict[str, list[str]] = defaultdict(list)
    for meta in page.iter("meta"):
        content = printable_line(meta.get("content", ""))
        for key in _NAMES:
            if content and (name := meta.get(key)):
                metas[name.lower()].append(content)
    links = (link for link in page.iter("link") if link.get("rel", "").lower() == "canonical")
    canonical = next((link.get("href", "") for link in links), "")
    titles = (title for title in page.iter("title") if title.getparent().tag != "svg")
    title = next((printable_line("".join(one.itertext())) for one in titles), "")
    articles = list(_articles(page))
    wanted = {plain_line(text) for text in (*metas.get("og:title", ()), title)}
    chosen = next((a for a in articles if plain_line(_text(a.get("headline"))) in wanted), None)
    article = chosen or (articles[0] if articles else {})
    return Metadata(dict(metas), article, canonical, title)


def _articles(page: Element) -> Iterator[dict[str, Any]]:
    """Yield the objects of JSON-LD that describe an article."""
    for script in page.iter("script"):
        if script.get("type", "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads("".join(script.itertext()), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting, seen = [data], 0
        while waiting and seen < _VALUES_MAX:
            value = waiting.pop(0)
            seen += 1
            if isinstance(value, list):
                waiting += value[:_VALUES_MAX]
            elif isinstance(value, dict):
                kinds = value.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(kind, str) and kind.endswith(_TYPES) for kind in kinds):
                    yield value
                else:
                    waiting += value.values()


def _text(value: object) -> str:
    return printable_line(value) if isinstance(value, str) else ""

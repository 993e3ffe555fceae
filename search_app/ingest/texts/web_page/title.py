"""What is the title of a web page's article, and which heading of the page shows it?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from search_app.ingest.printable import printable_line
from search_app.ingest.texts.web_page.furniture import Fate, fate_of, is_in_article
from search_app.ingest.texts.web_page.metadata import Metadata
from search_app.model.plain import plain_line

_HEADINGS = ("h1", "h2", "h3")
_NAMED_TITLE = re.compile(r"(?:^|\s)(?:entry-title|post-title|article-title)(?:\s|$)")
# What parts the title of an article from the name of the site: "Titre | Site", "Titre - Site".
_BAR = re.compile(r"\s*[|•]\s*")
_ERROR = re.compile(
    r"(?:erreur |error )?(?:40[134]|410|429|50[0234])(?:(?: error)?(?: ?[:–—-])? ?"
    r"(?:not found|forbidden|page (?:introuvable|non trouvee)|acces refuse|unauthorized"
    r"|bad gateway))?"
    r"|(?:oups ?!? ?)?(?:cette |la )?page (?:introuvable|non trouvee|inexistante|not found)"
    r"|just a moment\W*|un instant\W*|attention required!.*|access denied|acces (?:refuse|interdit)"
    r"|are you (?:a robot|human)\W*"
    r"|verif(?:ication|ying) .{0,40}\b(?:humain|human|robot|navigateur)\b.*"
)
_ERROR_LENGTH_MAX = 1_000
_DASH = re.compile(r"\s+[·–—-]\s+")


@dataclass(frozen=True, slots=True)
class Title:
    """text: "" when the page has no title. element: the heading that shows it, or None.

    site: the name of the site, where it stands beside the title of the article, or "".
    """

    text: str
    element: Element | None
    site: str


def title_of(body: Element, metadata: Metadata) -> Title:
    """Return the title of a page.

    A heading is preferred: one that the page's metadata know as the title, then a first-level one
    in its article, then any of these, in this order. The name of the site is never the title where
    there is another one.
    """
    named = metadata.first("og:title", "twitter:title") or metadata.said("headline")
    parts = [part for text in _BAR.split(metadata.title) for part in _DASH.split(text)]
    known = {plain_line(text) for text in (named, parts[0], metadata.title) if text}
    sites = {plain_line(metadata.site), ""}
    site, colon, own = metadata.title.partition(": ")
    if colon and any(plain_line(text) == plain_line(site) for _, text in _headings(body)):
        known.add(plain_line(own))  # "Site: Titre", where a heading shows the site
        sites.add(plain_line(site))
    shown = [(e, text) for e, text in _headings(body) if plain_line(text) not in sites]
    inside = [(e, text) for e, text in shown if not _is_of_site(e)]
    first_level = [(e, text) for e, text in inside if e.tag == "h1"]
    found = next(
        (
            one
            for candidates in (
                [one for one in inside if plain_line(one[1]) in known],
                [one for one in first_level if is_in_article(one[0])],
                first_level,
                [one for one in inside if _is_named_title(one[0])],
                [one for one in shown if plain_line(one[1]) in known],
                [one for one in shown if one[0].tag == "h1"],
            )
            for one in candidates
        ),
        None,
    )
    element, text = found or (None, "")
    is_title_first = len(parts) > 1 and plain_line(parts[0]) == plain_line(text)
    unshown = max(_DASH.split(_BAR.split(metadata.title)[0]), key=len)
    beside = parts[-1] if is_title_first else ""
    beside = site if colon and text and plain_line(text) == plain_line(own) else beside
    return Title(text or named or unshown, element, beside)


def is_error_page(title: str, lines: Sequence[str]) -> bool:
    """Whether a title is that of a page which a site shows in place of what was asked for.

    lines: of the text. An article may be about such a page; it has more to say.
    """
    length = sum(map(len, lines))
    return length <= _ERROR_LENGTH_MAX and _ERROR.fullmatch(plain_line(title)) is not None


def _headings(body: Element) -> Iterator[tuple[Element, str]]:
    for element in body.iter(*_HEADINGS):
        if text := _text(element):
            yield element, text


def _text(heading: Element) -> str:
    """Return the text of a heading; words on two lines are two words."""
    pieces = [heading.text or ""]
    for element in heading.iterdescendants():
        inner = element.text if isinstance(element.tag, str) else ""
        pieces += (" " if element.tag == "br" else "", inner or "", element.tail or "")
    return printable_line("".join(pieces))


def _is_of_site(element: Element) -> bool:
    """Whether a heading stands in what is plainly not of the article, as the head of the site."""
    return any(fate_of(e) is not Fate.OWN for e in (element, *element.iterancestors()))


def _is_named_title(element: Element) -> bool:
    return (
        _NAMED_TITLE.search(element.get("class", "")) is not None
        or element.get("itemprop") == "headline"
    )

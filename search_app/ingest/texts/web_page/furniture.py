"""Which elements of a web page are plainly not of its article, by their tag and their names?"""

import re
from enum import Enum

from lxml.etree import _Element as Element


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


WITHOUT_TEXT = words(
    "head script style noscript template svg math iframe object embed audio video canvas map select"
    " option textarea input button noframes applet link meta title"
)
_ROOTS = frozenset(("html", "body", "main"))
_MENUS = frozenset(("nav", "footer", "menu", "form", "dialog", "search"))
_MENU_ROLES = words("navigation banner contentinfo search dialog alertdialog menu menubar toolbar")
# Words of a class or an identifier.
_MENU_WORDS = words(
    "nav navbar navigation menu breadcrumb breadcrumbs footer cookie cookies consent sharing share"
    " sharedaddy partage social toolbar skip login pagination masthead"
)
_COMMENT_WORDS = words("forum comment comments commentaire commentaires reactions disqus respond")
_FOREIGN_WORDS = words(
    "ad ads advert advertisement pub publicite sponsor sponsored outbrain taboola promo promos"
    " newsletter subscribe signup abonnement related relatedposts catcher inread teaser teasers"
    " recommended recommendation recommendations popular sidebar tags legend legende"
    " caption spip_doc_descriptif spip_doc_titre"
)
# A card that has a link of its own leads to another page; any other is a box of the article.
_CARD_WORDS = words("card cards")
# "has-sidebar" and "with-comments" say what is beside an element, "pub-date" is no advertisement.
_OF_SOMETHING_ELSE = words("has with no without open closed date time")
_NAME_LENGTH_MAX = 400
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_FOOTER = re.compile(r"(?:^|\s)(?:post|entry|article)-footer(?:\s|$)")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Fate(Enum):
    """OWN: it may be of the article. MENU: it serves to find one's way. FOREIGN: it is neither."""

    OWN = "own"
    FOREIGN = "foreign"
    MENU = "menu"


def fate_of(element: Element) -> Fate:
    """Return what an element is by itself, whatever it stands in."""
    tag, names = element.tag, _names(element)
    if tag in _ROOTS:  # their names say what is somewhere on the page
        return Fate.OWN
    if tag in _MENUS or element.get("role") in _MENU_ROLES or not names.isdisjoint(_MENU_WORDS):
        return Fate.MENU
    if tag == "header" and not is_in_article(element):
        return Fate.MENU
    is_hidden = (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style", "")[:_NAME_LENGTH_MAX])
    )
    is_foreign = (
        (not names.isdisjoint(_CARD_WORDS) and _has_own_link(element))
        or not names.isdisjoint(_FOREIGN_WORDS)
        or is_comment(element)
    )
    if is_hidden or is_foreign or tag == "figcaption":
        return Fate.FOREIGN
    return Fate.OWN


def is_own(element: Element, title: Element | None) -> bool:
    """Whether nothing around an element is foreign, except what its page's title stands in too.

    The footer of an article is its own: there are day and author in many layouts.
    """
    spared = set() if title is None else {*title.iterancestors()}
    around = (element, *element.iterancestors())
    return all(
        one in spared or fate_of(one) is Fate.OWN or _FOOTER.search(one.get("class", "")[:200])
        for one in around
    )


def is_comment(element: Element) -> bool:
    """Whether an element is named as what readers wrote below an article."""
    return not _names(element).isdisjoint(_COMMENT_WORDS)


def is_in_article(element: Element) -> bool:
    """Whether an element stands in what the page itself calls its article or its main part."""
    return any(above.tag in {"article", "main"} for above in element.iterancestors())


def _has_own_link(element: Element) -> bool:
    """Whether an element has a link that does not stand in a sentence."""
    for link in element.iter("a"):
        around = link.getparent()
        before = "" if around is None else around.text or ""
        if not before.strip() and not (link.tail or "").strip():
            return True
    return False


def _names(element: Element) -> frozenset[str]:
    custom = element.tag if isinstance(element.tag, str) and "-" in element.tag else ""
    if not element.attrib and not custom:
        return frozenset()
    found: set[str] = set()
    said = " ".join((custom, *(element.get(key, "") for key in ("class", "id", "data-component"))))
    for name in said[:_NAME_LENGTH_MAX].split():
        parts = {part.lower() for part in _WORD.findall(name)}
        if parts.isdisjoint(_OF_SOMETHING_ELSE):
            found |= {*parts, name.lower()}
    return frozenset(found)

"""Forty pages of articles of our own invention, in the manner of ten layouts of the web.

Each page knows the paragraphs of its article and those that are not of it: menus, captions, links
to other articles with their summaries, comments, banners.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from random import Random

_WHO = ("La mairie", "Le préfet", "L’éclusier", "La fanfare", "Le conseil", "La meunière", "Un élu")
_DOES = ("annonce", "refuse", "promet", "regrette", "finance", "inaugure", "étudie")
_WHAT = ("un lavoir", "la passerelle", "un verger", "le marché", "une halte", "le kiosque")
_WHERE = ("au bord du canal", "sur la place", "près de la gare", "derrière l’école", "au hameau")
_WHY = (
    "parce que les habitants le demandent depuis l’hiver",
    "malgré l’avis contraire des riverains",
    "sans attendre le vote du budget",
    "avec l’aide de trois communes voisines",
)
TITLE = "Le lavoir de Vaubrune rouvre ses portes"
SITE = "Le Courrier de Vaubrune"


@dataclass
class Page:
    """html: the whole page. own, foreign: paragraphs as they should, or should not, be read."""

    name: str
    html: str = ""
    own: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


class _Words:
    """Writes paragraphs, none of them twice, and keeps what it wrote."""

    def __init__(self, page: Page, chance: Random) -> None:
        self._page, self._chance, self._number = page, chance, count(1)

    def _sentence(self) -> str:
        parts = (self._chance.choice(words) for words in (_WHO, _DOES, _WHAT, _WHERE, _WHY))
        return f"{' '.join(parts)}, note {next(self._number)}."

    def own(self, sentences: int = 0) -> str:
        text = " ".join(self._sentence() for _ in range(sentences or self._chance.randint(1, 4)))
        self._page.own.append(text)
        return text

    def said(self, text: str) -> str:
        """Write a paragraph of the article that is given: a heading, a short quotation."""
        self._page.own.append(text)
        return text

    def foreign(self, sentences: int = 1, before: str = "") -> str:
        text = before + " ".join(self._sentence() for _ in range(sentences))
        self._page.foreign.append(text)
        return text

    def label(self, text: str) -> str:
        self._page.foreign.append(text)
        return text


def _body(words: _Words, variant: str, paragraph: str = "<p>{}</p>") -> list[str]:
    """Return the blocks of an article below its opening paragraph."""
    count_of = {"short": 2, "long": 9, "furnished": 4, "split": 8}[variant]
    blocks = [paragraph.format(words.own()) for _ in range(count_of)]
    if variant == "long":
        blocks.insert(3, f"<h2>{words.said('Un chantier de deux hivers')}</h2>")
        blocks.insert(6, f"<ul><li>{words.own(1)}</li><li>{words.own(1)}</li></ul>")
        blocks.insert(
            7,
            f"<blockquote><p>{words.said('« On y revient chaque soir », dit-elle.')}</p></blockquote>",
        )
    return blocks


def _caption(words: _Words) -> str:
    return f"<figure><img src='a.jpg'><figcaption>{words.foreign()}</figcaption></figure>"


def _teasers(words: _Words, number: int, shape: str) -> str:
    return "".join(
        shape.format(words.label(f"Autre titre {n} du canton"), words.foreign(2))
        for n in range(number)
    )


def _comments(words: _Words, number: int, shape: str) -> str:
    return "".join(shape.format(words.foreign(3)) for _ in range(number))


def _daily(words: _Words, variant: str) -> str:
    lead = words.own(1)
    blocks = _body(words, variant, "<p class='article__paragraph'>{}</p>")
    also = f"<section class='catcher'><p><span>Lire aussi</span> <a href='/a'>{words.label('La gare attend ses horaires')}</a></p></section>"
    if variant in {"split", "furnished"}:
        blocks.insert(2, _caption(words) + also)
        blocks.insert(4, f"<div class='inread'><p>{words.foreign()}</p></div>")
    river = _teasers(
        words,
        4,
        "<section class='teaser'><a href='/b'><h3>{}</h3><p class='teaser__desc'>{}</p></a></section>",
    )
    return f"""<header class='header'><nav><ul><li><a href='/'>{words.label("Actualités en continu")}</a></li></ul></nav></header>
<main><section class='zone--article'><section class='article__header'><h1 class='article__title'>{TITLE}</h1><p class='article__desc'>{lead}</p></section>
<section class='article__wrapper'><article class='article__content'>{"".join(blocks)}</article></section></section>
<section class='friend'><h4>{words.label("Les plus lus")}</h4>{river}</section></main>
<footer><p>{words.foreign()}</p></footer>"""


def _hashed(words: _Words, variant: str) -> str:
    lead = words.own(1)
    parts = [f"<div class='x1_k'>{b}</div>" for b in _body(words, variant)]
    if variant in {"split", "furnished"}:
        parts.insert(3, f"<div class='x9_s'>{words.label('Publicité')}</div>")
        parts.insert(
            5,
            f"<div class='x7_u'><a href='/c'>{words.label('Cinq questions sur la passerelle')}</a></div>",
        )
    cards = _teasers(words, 3, "<div class='x5_r'><a href='/d'><h3>{}</h3></a><p>{}</p></div>")
    return f"""<div id='__next'><div class='x0_v'><a href='/'>{words.label("Se connecter")}</a></div>
<div class='x2_l'><div class='x2_m'><h1>{TITLE}</h1><div class='x3_w'>{lead}</div><div class='x4_z'><span>Par Jeanne Exemple</span></div>
<div class='x6_y'>{"".join(parts)}</div></div><div class='x8_q'><h2>{words.label("Sur le même sujet")}</h2>{cards}</div></div>
<div class='x10_t'><p>{words.foreign()}</p></div></div>"""


def _regional(words: _Words, variant: str) -> str:
    lead = words.own(2)
    blocks = _body(words, variant)
    half = len(blocks) // 2
    box = ""
    if variant == "split":
        box = (
            f"<aside class='encadre'><h3>{words.said('Repères')}</h3><p>{words.own(2)}</p></aside>"
        )
    cards = _teasers(
        words, 3, "<article class='teaser'><h3><a href='/e'>{}</a></h3><p>{}</p></article>"
    )
    return f"""<nav class='menu'><a href='/'>{words.label("Ma commune")}</a></nav><div class='page'>
<article class='article-full'><header><h1>{TITLE}</h1></header>{_caption(words)}<div class='chapo'>{lead}</div>
<div class='article-body'>{"".join(blocks[:half])}</div><div class='pub'>{words.label("Publicité")}</div>{box}
<div class='article-body'>{"".join(blocks[half:])}</div></article>
<div class='newsletter'><p>{words.foreign(before="Recevez chaque matin notre lettre. ")}</p></div>
<section class='a-lire'>{cards}</section></div><footer>{words.label("Mentions légales")}</footer>"""


def _radio(words: _Words, variant: str) -> str:
    lead = words.own(1)
    blocks = _body(words, variant)
    if variant in {"split", "furnished"}:
        blocks.insert(
            2,
            f"<ul class='related-links'><li><a href='/f'>{words.label('Le canal à sec cet été')}</a></li><li><a href='/g'>{words.label('La foire aux poires, mode d’emploi')}</a></li></ul>",
        )
        blocks.insert(
            4,
            f"<p>À lire aussi : <a href='/h'>{words.label('ce que dit le rapport de la chambre')}</a></p>",
        )
    talk = _comments(
        words, 8 if variant == "furnished" else 1, "<li class='comment'><p>{}</p></li>"
    )
    return f"""<header><a href='/'>{words.label("Écouter le direct")}</a></header><main id='main'><div class='c-page'>
<h1 class='c-title'>{TITLE}</h1><div class='c-chapo'>{lead}</div>{_caption(words)}<div class='c-body'>{"".join(blocks)}</div>
<ul class='tags'><li><a href='/t'>{words.label("Patrimoine rural")}</a></li></ul></div>
<section id='comments'><h2>{words.label("Commentaires")}</h2><ul>{talk}</ul></section></main><footer><p>{words.foreign()}</p></footer>"""


def _spip(words: _Words, variant: str) -> str:
    lead = words.own(2)
    blocks = _body(words, variant)
    if variant == "split":
        blocks.insert(
            3,
            f"<dl class='spip_document'><dt><img src='b.jpg'></dt><dd class='spip_doc_descriptif'>{words.foreign()}</dd></dl>",
        )
    note = f"<div class='notes'><p>{words.said('[1] Archives de Vaubrune, carton 12.')}</p></div>"
    talk = _comments(
        words,
        9 if variant == "furnished" else 1,
        "<li class='forum-fil'><div class='forum-texte'><p>{}</p></div></li>",
    )
    return f"""<div id='page'><div id='entete'><a href='/'>{words.label("Plan du site")}</a></div><div id='conteneur'><div id='contenu'>
<div class='cartouche'><h1 class='titre'>{TITLE}</h1><p><small>mardi 4 juin 2019, par <a href='/auteur'>Paul Modèle</a></small></p></div>
<div class='chapo'><p>{lead}</p></div><div class='texte'>{"".join(blocks)}</div>{note}
<div id='forum'><ul>{talk}</ul></div></div><div id='navigation'><div class='rubriques'><ul><li><a href='/r'>{words.label("Histoire locale")}</a></li></ul></div></div></div>
<div id='pied'>{words.label("Site réalisé par les habitants")}</div></div>"""


def _wordpress(words: _Words, variant: str) -> str:
    blocks = [f"<p>{words.own(1)}</p>", *_body(words, variant)]
    if variant in {"split", "furnished"}:
        blocks.insert(
            3,
            f"<div class='wp-caption'><img src='c.jpg'><p class='wp-caption-text'>{words.foreign()}</p></div>",
        )
        blocks.append(
            f"<div class='jp-relatedposts'><h3>{words.label('Articles similaires')}</h3><p>{words.foreign()}</p></div>"
        )
    talk = _comments(
        words,
        8 if variant == "furnished" else 2,
        "<li class='comment'><article class='comment-body'><header><b>Lecteur</b></header><div class='comment-content'><p>{}</p></div></article></li>",
    )
    return f"""<header id='masthead'><h1 class='site-title'><a href='/'>{SITE}</a></h1></header><div id='primary'><main>
<article class='post type-post'><header class='entry-header'><h2 class='entry-title'>{TITLE}</h2></header><div class='entry-content'>{"".join(blocks)}
<div class='sharedaddy'><h3>{words.label("Partager :")}</h3><ul><li><a href='#'>{words.label("Cliquez pour envoyer à un ami")}</a></li></ul></div></div></article>
<div id='comments' class='comments-area'><ol class='comment-list'>{talk}</ol></div></main></div>
<aside id='secondary' class='widget-area'><section class='widget'><h2>{words.label("Archives du blog")}</h2><p>{words.foreign(2)}</p></section></aside>"""


def _tables(words: _Words, variant: str) -> str:
    lead = words.own(1)
    texts = [
        words.own() for _ in range({"short": 2, "long": 9, "furnished": 4, "split": 8}[variant])
    ]
    half = len(texts) if variant == "short" else len(texts) // 2
    cells = "<br><br>".join(texts[:half])
    more = (
        f"<tr><td><font size=2>{'<br><br>'.join(texts[half:])}</font></td></tr>"
        if texts[half:]
        else ""
    )
    side = _teasers(words, 3, "<tr><td><a href='/i'>{}</a><br><font size=1>{}</font></td></tr>")
    return f"""<table width=100%><tr><td width=150><table><tr><td><a href='/'>{words.label("Accueil du journal")}</a></td></tr>{side}</table></td>
<td><table><tr><td><h1>{TITLE}</h1></td></tr><tr><td><b>{lead}</b></td></tr><tr><td><font size=2>{cells}</font></td></tr>{more}</table></td></tr>
<tr><td colspan=2><small>{words.foreign()}</small></td></tr></table>"""


def _fields(words: _Words, variant: str) -> str:
    lead = words.own(1)
    items = [
        f"<div class='field__item'><div class='paragraph paragraph--type--text'><div class='field--name-field-texte'>{b}</div></div></div>"
        for b in _body(words, variant)
    ]
    if variant in {"split", "furnished"}:
        items.insert(
            2,
            f"<div class='field__item'><div class='paragraph paragraph--type--image'>{_caption(words)}</div></div>",
        )
        items.insert(
            4,
            f"<div class='field__item'><div class='paragraph paragraph--type--related'><h3>{words.label('À lire également')}</h3><a href='/j'>{words.label('Le kiosque déménage')}</a></div></div>",
        )
    views = _teasers(words, 4, "<div class='views-row'><h3><a href='/k'>{}</a></h3><p>{}</p></div>")
    return f"""<header role='banner'><nav role='navigation'><a href='/'>{words.label("Aller au contenu principal")}</a></nav></header>
<main role='main'><h1 class='page-title'>{TITLE}</h1><article class='node node--type-article'><div class='field--name-field-chapo'>{lead}</div>
<div class='field--name-field-contenu field__items'>{"".join(items)}</div></article>
<div class='views-element-container'><h2>{words.label("Dans la même rubrique")}</h2>{views}</div></main><footer role='contentinfo'><p>{words.foreign()}</p></footer>"""


def _blog(words: _Words, variant: str) -> str:
    texts = [
        words.own(2),
        *(words.own() for _ in range({"short": 2, "long": 9, "furnished": 4, "split": 8}[variant])),
    ]
    body = "<br /><br />".join(texts)
    if variant == "split":
        body += f"<br /><table class='tr-caption-container'><tr><td><img src='d.jpg'></td></tr><tr><td class='tr-caption'>{words.foreign()}</td></tr></table>"
    talk = _comments(
        words,
        7 if variant == "furnished" else 1,
        "<div class='comment-block'><p class='comment-content'>{}</p></div>",
    )
    return f"""<div class='header'><h1 class='title'>{SITE}</h1><p class='description'>{words.foreign()}</p></div><div class='main-outer'><div class='blog-posts'><h2 class='date-header'>mardi 4 juin 2019</h2>
<div class='post hentry'><h3 class='post-title entry-title'>{TITLE}</h3><div class='post-body entry-content'>{body}</div>
<div class='post-footer'>Publié par <span>Jeanne Exemple</span> <a href='#'>{words.label("Envoyer par courriel")}</a></div></div>
<div id='comments'><h4>{words.label("Aucun autre commentaire")}</h4>{talk}</div></div><div class='sidebar'><h2>{words.label("Qui êtes-vous ?")}</h2><div class='widget-content'>{words.foreign(3)}</div></div></div>"""


def _blocks(words: _Words, variant: str) -> str:
    lead = words.own(1)
    blocks = [f"<div data-component='text-block'>{b}</div>" for b in _body(words, variant)]
    if variant in {"split", "furnished"}:
        blocks.insert(2, f"<div data-component='image-block'>{_caption(words)}</div>")
        blocks.insert(
            4,
            f"<div data-component='links-block' class='related'><h2>{words.label('Pour aller plus loin')}</h2><ul><li><a href='/l'>{words.label('Le canal en dix dates')}</a></li></ul></div>",
        )
        blocks.insert(
            5,
            f"<div class='newsletter-signup'><p>{words.foreign(before='Inscrivez-vous à notre lettre. ')}</p></div>",
        )
    promos = _teasers(
        words, 4, "<div data-component='promo'><a href='/m'><h2>{}</h2></a><p>{}</p></div>"
    )
    return f"""<div class='cookie-banner'><p>{words.foreign(2, before="Nous utilisons des cookies. ")}</p></div><header><nav><a href='/'>{words.label("Rubriques")}</a></nav></header>
<main><article><div data-component='headline-block'><h1>{TITLE}</h1></div><div data-component='lead-block'><p><b>{lead}</b></p></div>{"".join(blocks)}</article>
<section data-component='related'><h2>{words.label("À la une")}</h2>{promos}</section></main><footer><p>{words.foreign()}</p></footer>"""


_LAYOUTS: dict[str, Callable[[_Words, str], str]] = {
    "daily": _daily,
    "hashed classes": _hashed,
    "regional": _regional,
    "radio": _radio,
    "SPIP": _spip,
    "WordPress": _wordpress,
    "tables": _tables,
    "fields": _fields,
    "blog": _blog,
    "blocks": _blocks,
}
_VARIANTS = ("short", "long", "furnished", "split")


def pages() -> list[Page]:
    """Return the forty pages: each layout short, long, among much else, and in parts."""
    made = []
    for number, (name, layout) in enumerate(_LAYOUTS.items()):
        for step, variant in enumerate(_VARIANTS):
            page = Page(f"{name}, {variant}")
            words = _Words(page, Random(10 * number + step))  # noqa: S311 - no secret
            page.html = (
                f"<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>{TITLE} | {SITE}</title>"
                f"<meta property='og:title' content=\"{TITLE}\"><meta property='og:site_name' content='{SITE}'>"
                f"</head><body>{layout(words, variant)}</body></html>"
            )
            made.append(page)
    return made

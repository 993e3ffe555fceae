# ruff: noqa: E501 - a table reads best with each kind in one line
"""Which hostile files are texts: plain, Markdown with front matter, questions, web pages?

Each kind gives a file of about as many characters as it is asked for. It was made to break a limit,
to cost more than linear time, or to fill the memory.
"""

from collections.abc import Callable

Text = Callable[[int], str]
"""A function from a number of characters to the text of a file of about that length."""

PROSE = (
    "Les hébergeurs de données ont été entendus mardi par la commission, qui rendra son avis sur"
    " leur agrément avant la fin de l’été.\n"
)
_PAGE = f"<!doctype html><html><head><title>Avis</title></head><body><p>{PROSE}</p>"
_HEAD_OF_PAGE = "<!doctype html><html><head><title>Avis</title>"
_BODY_OF_PAGE = f"</head><body><article><p>{PROSE}</p></article></body></html>"
_QUESTION = (
    "16e législature\n\nQuestion écrite n° 99001\n\nAgrément des hébergeurs\n\nDonnées clés\n\n"
)
_TEXT_OF_QUESTION = f"\n\nTexte de la question\n\n{PROSE}"


def repeated(piece: str, before: str = PROSE, behind: str = "") -> Text:
    """Return the kind of a text that says the same again and again."""
    return lambda size: before + piece * (size // len(piece)) + behind


def numbered(piece: str, before: str = PROSE, behind: str = "") -> Text:
    """Return the kind of a text whose pieces have a number each: `piece` says where, by {}."""
    return lambda size: (
        before + "".join(piece.format(n) for n in range(size // (len(piece) + 3))) + behind
    )


def nested(opening: str, closing: str, before: str = PROSE, behind: str = "") -> Text:
    """Return the kind of a text with as many things inside one another as it has room for."""

    def make(size: int) -> str:
        depth = size // (len(opening) + len(closing))
        return before + opening * depth + closing * depth + behind

    return make


def _front(matter: Text) -> Text:
    return lambda size: f"---\ntitle: Avis\n{matter(size)}\n---\n\n{PROSE}"


def _front_short(matter: Text) -> Text:
    """Return front matter that is short enough to be read, however large the file."""
    return lambda size: _front(matter)(min(size, 60_000))


def _laughs(size: int) -> str:
    lines = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, size // 60))
    return "\n".join(("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha]", *lines))


PLAIN: dict[str, Text] = {
    "one word": repeated("a"),
    "words of a letter": repeated("a b c d "),
    "distinct words": numbered("mot{} "),
    "distinct long words": numbered("anticonstitutionnellement{}x "),
    "letters with two marks": repeated("e\u0316\u0301"),
    "marks out of order": repeated("\u0301\u0316", PROSE + "e"),
    "marks of one class": repeated("\u0301", PROSE + "e"),
    "jamos": repeated("\u1100\u1161\u11a8"),
    "ligatures that are sentences": repeated("\ufdfa"),
    "signs of four bytes": repeated("\U0001f3db"),
    "Chinese": repeated("\u9f98"),
    "zero-width signs": repeated("\u200d"),
    "control characters": repeated("\x01a"),
    "lone carriage returns": repeated("\r"),
    "line separators": repeated("\u2028"),
    "no-break spaces": repeated("\xa0"),
    "blank lines": repeated("\n \t"),
    "short lines": repeated("mot\n"),
    "single digits": repeated("1 "),
    "groups of digits": repeated("463 "),
    "groups with dots": repeated(".463", PROSE + "15"),
    "numbers of a code": repeated("-1", PROSE + "L. 521"),
    "articles of codes": repeated("L. "),
    "elisions": repeated("l "),
    "apostrophes": repeated("l'"),
    "halves of a word": repeated("aujourd "),
    "dotted letters": repeated("S."),
    "inclusive endings": repeated("·e", PROSE + "élu"),
    "hyphens": repeated("-a"),
    "initials before parentheses": repeated("A b c d e f g h i j ("),
    "acronyms": repeated("(ABCDEFGHIJ "),
    "acronyms in a row": repeated("AB, "),
    "Roman numbers": repeated("XVIe "),
    "ordinals": repeated("VE "),
    "stop words": repeated("le la de "),
    "degrees": repeated("n° "),
    "quotation marks": repeated("« "),
    "dates": repeated("le 8 avril 2025 "),
    "datelines": repeated("Paris, le 31 février 2025 – "),
    "addresses": repeated("https://a.fr/_a*b_ "),
    "emphasis": repeated("*a _b `c "),
    "links": repeated('[a](b "c'),
    "images": repeated("![a](b "),
    "superscripts": repeated("a^{b"),
    "tags": repeated("<sup "),
    "columns": repeated("a\tb\tc\n", "a\tb\tc\n"),
    "open brackets": repeated("[", ""),
    "open braces": repeated("{", ""),
    "XML": nested("<a>", "</a>", "<?xml version='1.0'?>"),
    "XML entities": repeated("<!ENTITY a '&b;&b;'>", "<?xml version='1.0'?><!DOCTYPE a ["),
}

MARKDOWN: dict[str, Text] = {
    "headings": repeated("# a\n", "# Avis\n"),
    "signs of headings": repeated(" #", "# Avis\n# x"),
    "empty headings": repeated("#\n", "# Avis\n"),
    "rules": repeated("- ", "# Avis\n"),
    "lines of rules": repeated("---\n", "# Avis\n"),
    "quotations": repeated("> ", "# Avis\n"),
    "figures": repeated("<figure></figure>", f"# Avis\n{PROSE}"),
    "open figures": repeated("<figure>", f"# Avis\n{PROSE}"),
    "escapes": repeated("\\*", f"# Avis\n{PROSE}"),
    "front matter without end": repeated("a: b\n", "---\ntitle: Avis\n"),
    "front matter of keys": _front(numbered("k{}: v\n", "")),
    "front matter, nested lists": _front_short(nested("[", "]", "a: ")),
    "front matter, nested tables": _front_short(nested("{a: ", "}", "a: ")),
    "front matter, open lists": _front_short(repeated("[", "a: ")),
    "front matter, dashes": _front_short(repeated("- ", "a:\n  ")),
    "front matter, questions": _front_short(repeated("? ", "")),
    "front matter, aliases of aliases": _front_short(_laughs),
    "front matter, aliases": _front_short(repeated(" *a,", "a: &a b\nc: [", "]")),
    "front matter, anchors": _front_short(numbered(" &a{} b,", "c: [", "]")),
    "front matter that holds itself": _front_short(repeated(" *a,", "a: &a [", "]")),
    "front matter, merges": _front_short(repeated("<<: *a\n", "a: &a {b: c}\n")),
    "front matter, tags": _front_short(repeated(" !!python/object:os.system b,", "a: [", "]")),
    "front matter, quoted escapes": _front_short(repeated("\\U0001F3DB", 'a: "', '"')),
    "front matter, colons": _front_short(repeated("a:", "a: ")),
    "front matter, keys in a line": _front_short(repeated("a ", "a: [", "]")),
    "front matter, one key again": _front_short(repeated("title: a\n", "")),
    "front matter, comments": _front_short(repeated("#\n", "")),
    "front matter, many titles": _front_short(repeated("a,", "title: [", "]")),
    "front matter, long date": _front_short(repeated("1 ", "date: ")),
    "front matter, long address": _front_short(repeated("a", "url: https://")),
    "before front matter": repeated("\n", "", f"---\ntitle: Avis\n---\n{PROSE}"),
    "comments before front matter": repeated("#a\n", "---\n", f"a: b\n---\n{PROSE}"),
}

QUESTIONS: dict[str, Text] = {
    "topics": repeated("Rubrique : x\n", _QUESTION, _TEXT_OF_QUESTION),
    "days": repeated("Date de renouvellement : 1/2/2024\n", _QUESTION, _TEXT_OF_QUESTION),
    "reason": repeated("(a(b)", f"{_QUESTION}Question retirée le : 1/2/2024 (", _TEXT_OF_QUESTION),
    "pages": repeated(
        ", page 1", f"{_QUESTION}Question publiée au JO le : 1/2/2024", _TEXT_OF_QUESTION
    ),
    "seat": repeated("(a) - ", f"{_QUESTION}Circonscription : ", _TEXT_OF_QUESTION),
    "key of spaces": repeated(" ", f"{_QUESTION}Rubrique", f": x{_TEXT_OF_QUESTION}"),
    "titles": repeated("Titre\n", "16e législature\n\n", f"{_QUESTION}{_TEXT_OF_QUESTION}"),
    "numbers": repeated("Question écrite n° 1\n", _QUESTION, _TEXT_OF_QUESTION),
    "number of digits": repeated("1", f"{_QUESTION}Numéro de la question : ", _TEXT_OF_QUESTION),
    "sections": repeated("Texte de la réponse\n", _QUESTION + _TEXT_OF_QUESTION),
    "day that does not exist": repeated("9", f"{_QUESTION}Question publiée au JO le : 31/02/2024 "),
}

_TAGS = (
    "p", "div", "h1", "h2", "b", "i", "font", "a href=x", "li", "ul", "table", "tr", "td", "br",
    "img src=x", "span", "blockquote", "pre", "form", "select", "option", "section", "article",
    "meta name=date content=2024", "time", "script", "style", "svg", "template", "iframe", "hr",
    "title", "head", "body class=a", "noscript", "dl", "dt", "input", "button", "figure",
)  # fmt: skip

PAGES: dict[str, Text] = {
    **{f"page of <{tag}>": repeated(f"<{tag}>a", _PAGE) for tag in _TAGS},
    **{f"page of </{tag}>": repeated(f"</{tag}>", _PAGE) for tag in ("p", "div", "x")},
    "page of closed paragraphs": repeated("<p>a</p>", _PAGE),
    "page of closed headings": repeated("<h2>a</h2>", _PAGE),
    "page of links": repeated("<p><a href='/a'>lire</a></p>", _PAGE),
    "page of cells": repeated("<tr><td>a</td></tr>", f"{_PAGE}<table>"),
    "page, a tag of attributes": numbered("a{} ", f"{_PAGE}<p ", ">a"),
    "page, a tag of values": numbered("a{}='>'", f"{_PAGE}<p ", ">a"),
    "page, an end tag of attributes": numbered("a{} ", f"{_PAGE}</p ", ">a"),
    "page, an open tag of attributes": numbered("a{} ", f"{_PAGE}<p "),
    "page, a declaration of attributes": numbered("a{} ", "<!doctype html ", f">{_PAGE}"),
    "page, tags of attributes": lambda size: (
        _PAGE + ("<p " + " ".join(f"a{n}" for n in range(500)) + ">a") * (size // 2_500)
    ),
    "page, attributes of the body": numbered("a{}=b ", f"{_HEAD_OF_PAGE}</head><body ", f">{PROSE}"),
    "page, a long value": repeated("a", f"{_PAGE}<p class='", "'>a"),
    "page, a long address": repeated("a/", f"{_PAGE}<a href='https://", "'>a"),
    "page, long tag": repeated("a", f"{_PAGE}<", ">a"),
    "page, less than": repeated("<", _PAGE),
    "page, comments": repeated("<!--", _PAGE),
    "page, closed comments": repeated("<!-- a -->", _PAGE),
    "page, instructions": repeated("<?a ", _PAGE),
    "page, sections of XML": repeated("<![CDATA[", _PAGE),
    "page, entities": repeated("&amp;", _PAGE),
    "page, unknown entities": repeated("&a", _PAGE),
    "page, numbered characters": repeated("&#1;", _PAGE),
    "page, nested": nested("<div>", "</div>", _PAGE),
    "page, nested lists": nested("<ul><li>", "</li></ul>", _PAGE),
    "page, nested tables": nested("<table><tr><td>", "</td></tr></table>", _PAGE),
    "page, nested quotations": nested("<blockquote>a", "</blockquote>", _PAGE),
    "page, nested spans": nested("<span>a", "</span>", _PAGE),
    "page, crossed marks": repeated("<b><i></b></i>", _PAGE),
    "page, a long title": repeated("a ", "<html><head><title>", f"</title>{_BODY_OF_PAGE}"),
    "page, dates": repeated("2024-01-02 ", _PAGE),
    "page, dates of digits": repeated("1/", _PAGE),
    "page, marked dates": repeated("<time datetime='2024-02-31'>a</time>", _PAGE),
    "page, metadata": repeated("<meta property='article:author' content='a'>", _HEAD_OF_PAGE, _BODY_OF_PAGE),
    "page, a long author": repeated("a, ", f"{_HEAD_OF_PAGE}<meta name=author content='", f"'>{_BODY_OF_PAGE}"),
    "page, a long site": repeated("a | ", f"{_HEAD_OF_PAGE}<meta property='og:site_name' content='", f"'>{_BODY_OF_PAGE}"),
    "page, nested JSON": nested(
        '{"a":', "}", f'{_HEAD_OF_PAGE}<script type="application/ld+json">', f"</script>{_BODY_OF_PAGE}"
    ),
    "page, broken JSON": repeated(
        '"author":{"name":"a', f'{_HEAD_OF_PAGE}<script type="application/ld+json">', f"</script>{_BODY_OF_PAGE}"
    ),
    "page, JSON of authors": repeated(
        '{"@type":"Person","name":"A B"},',
        f'{_HEAD_OF_PAGE}<script type="application/ld+json">{{"@context":"https://schema.org","@type":"Article","author":[',
        f"{{}}]}}</script>{_BODY_OF_PAGE}",
    ),
    "page, articles": repeated("<article><h2>a</h2><p>b</article>", _PAGE),
    "page, long articles": repeated(f"<article><h2>a</h2><p>{PROSE}</article>", _PAGE),
    "page, nested articles": nested("<article><h2>a</h2>", "</article>", _PAGE),
    "page, headings that are links": repeated("<div><a href=a><h2>a</h2></a></div>", _PAGE),
    "page, headings of a class": repeated("<h2 class=entry-title>a</h2>", _PAGE),
    "page, a long class": repeated("nav-", f"{_PAGE}<p class='", "'>a"),
    "page, authors": repeated("<a rel=author>Paul Modèle</a>", _PAGE),
    "page, bylines": repeated("<p>Par Paul Modèle et Jeanne Exemple</p>", _PAGE),
    "page, a long byline": repeated(" et Paul Modèle", f"{_PAGE}<p>Par Jeanne Exemple"),
    "page, a person of capitals": repeated("A ", f"{_HEAD_OF_PAGE}<meta name=author content='", f"'>{_BODY_OF_PAGE}"),
    "page, JSON of many": repeated(
        '{"a":1},', f'{_HEAD_OF_PAGE}<script type="application/ld+json">[', f"1]</script>{_BODY_OF_PAGE}"
    ),
    "page, JSON of large numbers": repeated(
        "1", f'{_HEAD_OF_PAGE}<script type="application/ld+json">', f"</script>{_BODY_OF_PAGE}"
    ),
    "page of one line": repeated("mot ", _PAGE),
    "page of spaces": repeated(" ", _PAGE),
    "page of marks": repeated("e\u0316\u0301", _PAGE),
    "page of another charset": repeated("é", "<html><head><meta charset=x></head><body>"),
}  # fmt: skip

_EUROPRESSE = "<html><body><span class=DocPublicationName>a</span><span class=DocHeader>b</span>"
_FACTIVA = "<html><body><p class=articleParagraph>a</p>"

EXPORTS: dict[str, Text] = {
    "articles": repeated(f"<article><div class=DocText><p>{PROSE}</div></article>", _EUROPRESSE),
    "beginnings": repeated("<article>", _EUROPRESSE),
    "one article": repeated("<p>a</p>", f"{_EUROPRESSE}<article><div class=DocText>"),
    "texts": repeated("<div class=DocText>a", f"{_EUROPRESSE}<article>"),
    "nested texts": nested("<div class=DocText>", "</div>", f"{_EUROPRESSE}<article>a"),
    "numbers": repeated("news·20240312·", f"{_EUROPRESSE}<article>"),
    "publications": repeated(", no. 1", f"{_EUROPRESSE}<article><b class=DocPublicationName>a"),
    "authors": repeated("Paul Modèle, ", f"{_EUROPRESSE}<article><p class=docAuthors>"),
    "days": repeated("p. 1 le 1/", f"{_EUROPRESSE}<article><b class=DocHeader>"),
    "Factiva, articles": repeated(f'<div class="article frArticle"><p class=articleParagraph>{PROSE}</div>', _FACTIVA),
    "Factiva, beginnings": repeated('<div class="article ', _FACTIVA),
    "Factiva, open tags": repeated("<div ", _FACTIVA),
    "Factiva, rows": repeated("<tr><td>TD<td>a", f'{_FACTIVA}<div class="article frArticle"><table>'),
    "Factiva, lines": repeated("<div>12 mots</div><div>12 mars 2024</div>", f'{_FACTIVA}<div class="article frArticle">'),
}  # fmt: skip

TEXTS: dict[str, tuple[str, Text]] = {
    **{f"text: {kind}": ("a.txt", text) for kind, text in PLAIN.items()},
    **{f"Markdown: {kind}": ("a.md", text) for kind, text in MARKDOWN.items()},
    **{f"question: {kind}": ("a.md", text) for kind, text in QUESTIONS.items()},
    **{f"web {kind}": ("a.html", text) for kind, text in PAGES.items()},
    **{f"export: {kind}": ("a.html", text) for kind, text in EXPORTS.items()},
}
"""Each kind of text with the name of its file."""

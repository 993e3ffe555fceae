"""Which laws, codes and European acts does a text cite, however it writes them?

Each is given the one name under which documents are counted and found: « loi 2019-774 » and « loi
n° 2019-774 du 24 juillet 2019 » are « Loi n° 2019-774 », « art. L521-1 et L. 521-2 du CSP » are two
articles of the « Code de la santé publique ».
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from search_app.authority import Code, codes
from search_app.mentions.dates import DateError, read_date
from search_app.mentions.european_acts import NUMBER_SIGN, european_acts
from search_app.model.document import Document
from search_app.model.plain import plain
from search_app.syntax import say_day

_DASHES = str.maketrans(dict.fromkeys("‐‑–−", "-"))
_DAY = (
    r"(?P<day>[0-9]{1,2}(?:er)? (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre"
    r"|octobre|novembre|decembre) (?:1[789]|20)[0-9]{2})"
)
_LATIN = frozenset(
    (
        *("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "decies"),
        *("undecies", "duodecies", "terdecies", "quaterdecies", "quindecies", "sexdecies"),
        *("septdecies", "octodecies", "novodecies", "vicies"),
    )
)
# « L. 521-1 », « R*. 123-4 », « 200 bis A »; one letter behind is told from a word by what follows.
_ONE_ARTICLE = (
    r"(?P<letters>(?:(?:l\.? ?[op]|[lrd])\.?|a\.) ?\*?\.? ?)?"
    r"(?P<number>[0-9]{1,5}(?:er\b|(?:-[0-9]{1,4}){0,6}))"
    rf"(?P<rest>(?:(?: [a-z])? (?:{'|'.join(sorted(_LATIN))})\b)?"
    r"(?: [a-z]\b(?! ?(?:[lrda]\.? ?)?[0-9]))?)"
)
_ARTICLE = re.compile(_ONE_ARTICLE)
_UNNAMED = re.sub(r"\?P<[a-z]+>", "?:", _ONE_ARTICLE)
_SEPARATOR = r"(?:, ?| )(?:(?:et|ou|a) )?(?:aux? |les? |des? |(?:de |a )?l'|du )?(?:articles? )?"
# « et suivants », « , alinéa 2 », « II » or « 4° », « (…) ».
_BEHIND = (
    r"(?: et suivants?)?(?:,? (?:alinea|al\.) [0-9]+(?:er)?)?"
    r"(?:(?:,? |-)(?:[ivx]+|[0-9]{1,2}°)){0,2}(?: \([^()]{1,60}\))?,? "
)
_CONSTITUTION = "constitution"
# Bills are no laws.
_NO_BILL = r"(?<!projet de )(?<!projets de )(?<!proposition de )(?<!propositions de )"
# « NOTRe », « d'orientation des mobilités », but not « publié au Journal officiel ».
_SUBJECT = (
    r"(?: (?!(?:au|en|par|lors|dans|qui|que|est|a)\b)"
    r"(?!(?:d'|l')?(?:loi|decret|ordonnance|arrete)s?\b)[^ .,;:()0-9]{1,30}){0,7}?"
)
# « code de santé publique », « code du commerce » and « code la route » are written as well.
_LINK = re.compile(r"\bcode (?:de la |de l'|du |des |de |la |l')?")
_ACTS = {
    "loi": "Loi",
    "loi organique": "Loi organique",
    "loi constitutionnelle": "Loi constitutionnelle",
    "decret": "Décret",
    "decret-loi": "Décret-loi",
    "ordonnance": "Ordonnance",
    "circulaire": "Circulaire",
}
_NUMBERED_ACT = re.compile(
    rf"\b{_NO_BILL}(?P<act>loi(?: organique| constitutionnelle)?|decret|ordonnance)s?"
    rf"(?:{_SUBJECT} {NUMBER_SIGN}"
    r"|(?: de finances(?: rectificative)?)? (?=(?:19|20)?[0-9]{2}-[0-9]))"
    rf"(?P<number>(?:19|20)?[0-9]{{2}} ?- ?[0-9]{{1,5}})(?![0-9-])(?: (?:modifiee? )?du ?{_DAY})?"
)
_DATED_ACT = re.compile(
    rf"\b{_NO_BILL}"
    r"(?P<act>loi(?: organique| constitutionnelle)?|decret(?:-loi)?|ordonnance|circulaire)"
    rf"{_SUBJECT}(?: \([^()]{{1,60}}\)| {NUMBER_SIGN}[^ ]{{1,30}}| nor ?: ?[^ ]{{1,16}})?"
    rf"(?: en date)? d[ue] ?{_DAY}"
)
# A part of each word for an act, without accents; behind it or before it stands a number.
_ACT_SIGNS = ("loi", "cret", "ordonnance", "circulaire", "glement", "directive", "constitution")
_ALONE = ("code",)
_DIGIT = re.compile("[0-9]")
# How many characters around such a sign a citation may take.
_BEFORE, _AFTER, _WORD = 240, 120, 30
_LEGIFRANCE = "https://www.legifrance.gouv.fr"
_LINKED = ("loi", "decret", "ordonnance")


@dataclass(frozen=True, slots=True)
class Law:
    """What a text cites. name: the one it is counted under. url: its official page, or ""."""

    name: str
    url: str = ""


def laws_cited(text: str) -> tuple[Law, ...]:
    """Return what a text cites, each once, in the order of the text.

    An article of a code gives the code as well. What is named by no number, day or code (« la loi
    Évin ») is not recognised.
    """
    near = " | ".join(_passages(text))
    simple = " ".join(plain(near).translate(_DASHES).split())
    found = sorted(_found(simple), key=lambda one: one[0])
    best: dict[str, Law] = {}
    for _, law in found:
        if law.name not in best or not best[law.name].url:
            best[law.name] = law
    return tuple(best.values())


def laws_of(document: Document) -> tuple[Law, ...]:
    """Return what the title and the texts of a document cite."""
    return laws_cited(f"{document.title}\n{document.text}\n{document.answer}")


def _passages(text: str) -> Iterator[str]:
    """Yield the parts of a text in which something may be cited.

    Reading the whole text with the expressions below takes ten times as long.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text
    spans = []
    for sign in _signs():
        place = lowered.find(sign)
        while place >= 0:
            before, end = max(place - _BEFORE, 0), place + _AFTER
            if _DIGIT.search(lowered, before, end) or sign in _ALONE:
                spans.append((before, end))
            place = lowered.find(sign, place + len(sign))
    start = end = 0
    for first, last in sorted(spans):
        if first > end:
            yield _whole_words(text, start, end)
            start = first
        end = max(end, last)
    yield _whole_words(text, start, end)


def _whole_words(text: str, start: int, end: int) -> str:
    return text[text.rfind(" ", max(start - _WORD, 0), start) + 1 or start : end]


@cache
def _signs() -> tuple[str, ...]:
    """Return what stands in every citation, in lower case."""
    return (
        *_ACT_SIGNS,
        *_ALONE,
        *(code.abbreviation.lower() for code in codes() if code.abbreviation),
    )


def _found(text: str) -> Iterator[tuple[int, Law]]:
    """Yield each law with the place where it is cited. text: in its plain form."""
    dated: dict[tuple[str, dt.date], str] = {}
    for match in _NUMBERED_ACT.finditer(text):
        law = _numbered(match)
        if day := _day(match):
            dated[match["act"], day] = law.name
        yield match.start(), law
    for match in _DATED_ACT.finditer(text):
        if day := _day(match):
            said = f"{_ACTS[match['act']]} du {say_day(day)}"
            # The law that was named by its number may be named by its day alone further on.
            if (match["act"], day) not in dated:
                yield match.start(), Law(said)
    for place, name, url in european_acts(text):
        yield place, Law(name, url)
    yield from _of_codes(text)


def _numbered(match: re.Match[str]) -> Law:
    number = match["number"].replace(" ", "")
    name = f"{_ACTS[match['act']]} n° {number}"
    day = _day(match)
    if day is None or match["act"] not in _LINKED:
        return Law(name)
    on = f"{day.year}/{day.month}/{day.day}"
    return Law(name, f"{_LEGIFRANCE}/eli/{match['act']}/{on}/{number}/jo/texte")


def _of_codes(text: str) -> Iterator[tuple[int, Law]]:
    code_pattern, articles_pattern = _code_patterns()
    cited = {match.start(): (match[0], "") for match in code_pattern.finditer(text)}
    for match in articles_pattern.finditer(text):
        cited[match.start("code")] = match["code"], match["articles"]
    last = ""  # what « le même code » is
    for place, (written, articles) in sorted(cited.items()):
        if written == _CONSTITUTION:
            name = written.capitalize()
        else:
            code = _codes().get(_LINK.sub("code ", written))
            last = name = code.name if code else last
            if name:
                yield place, Law(name, _code_url(name))
        for number in _ARTICLE.finditer(articles) if name else ():
            yield place, Law(f"{name}, article {_official(number)}")


def _official(article: re.Match[str]) -> str:
    """Return an article as official texts write it: « l521-1 » is « L. 521-1 »."""
    letters = re.sub("[^a-z*]", "", article["letters"] or "").upper()
    rest = [part if part in _LATIN else part.upper() for part in (article["rest"] or "").split()]
    number = " ".join((article["number"], *rest))
    return f"{letters}. {number}" if letters else number


def _code_url(name: str) -> str:
    identifier = _codes()[_LINK.sub("code ", plain(name))].legifrance
    return f"{_LEGIFRANCE}/codes/texte_lc/{identifier}" if identifier else ""


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return read_date(match["day"] or "")
    except DateError:
        return None


@cache
def _code_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a code looks like, and articles of one; its name or abbreviation is `code`."""
    longest_first = sorted(_codes(), key=len, reverse=True)
    subjects = "|".join(name[len("code ") :] for name in longest_first if name.startswith("code "))
    others = "|".join(name for name in longest_first if not name.startswith("code "))
    names = f"{_LINK.pattern}(?:{subjects})|{others}"
    code = re.compile(rf"\b(?:{names})\b")
    articles = re.compile(
        rf"(?:\bart(?:icle)?s?\.? |(?<![a-z0-9.-])(?=[lrd]\.? ?\*?\.? ?[0-9]))"
        rf"(?P<articles>(?>{_UNNAMED})(?:{_SEPARATOR}{_UNNAMED}){{0,15}}+){_BEHIND}"
        rf"(?:du|de la|de l'|de notre|de ce|dudit) ?(?:meme |present |nouveau |nouvel |ancien )?"
        rf"(?P<code>(?:{names}|{_CONSTITUTION}|code)\b)"
    )
    return code, articles


@cache
def _codes() -> dict[str, Code]:
    """Return the codes by their names, without « de la », and abbreviations, in the plain form."""
    return {
        _LINK.sub("code ", plain(name)): code
        for code in codes()
        for name in (code.name, code.abbreviation)
        if name
    }

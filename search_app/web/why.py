"""Why is a document among the hits? What the card of a hit says when it is asked.

A card always tells that a document was found only under another name, or by a correction. When the
reader asks for it, each word of the query is told with the nearest way in which the document has
it, and then what most of the score of the document is made of. A page says that of each of its
hits, so it is said in few lines.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from babel.numbers import format_decimal

from search_app.french import fold, words
from search_app.model.results import Closeness, Found, Hit, Results
from search_app.syntax import without_elision
from search_app.web import labels
from search_app.web.links import Link
from search_app.web.urls import with_arguments

_SUMMARIES = {
    Closeness.NAME: "Trouvé sous un autre nom\u00a0: {}",
    Closeness.SPELLING: "Trouvé par l’orthographe «\u00a0{}\u00a0»",
}
_LINES = {
    Closeness.TYPED: "«\u00a0{typed}\u00a0»\u00a0: le mot tel quel",
    Closeness.NUMBER: "«\u00a0{typed}\u00a0»\u00a0: au singulier ou au pluriel,"
    " «\u00a0{form}\u00a0»",
    Closeness.INFLECTION: "«\u00a0{typed}\u00a0»\u00a0: sous une autre forme du même mot",
    Closeness.NAME: "«\u00a0{typed}\u00a0»\u00a0: sous un autre nom, «\u00a0{form}\u00a0»",
    Closeness.SPELLING: "«\u00a0{typed}\u00a0»\u00a0: aucun document ne l’a, celui-ci a"
    " «\u00a0{form}\u00a0»",
}
# What is said of several words that a document has as typed, where it has all, and where not.
_ALL_TYPED = "Tous les mots tels quels"
_OTHERS_TYPED = "Les autres mots tels quels"
# How many parts of a score are shown, and the smallest one that is, with one decimal.
_SHOWN_PARTS = 2
_SHOWN_MIN = 0.05
# The parameter, and its value, with which each hit says why it is there.
EXPLAIN = ("explain", "1")
# What the parts of a score are called; one that is not listed is shown under its own name.
_SCORE_PARTS = {
    "bm25": "fréquence et rareté des mots",
    "title": "mots dans le titre",
    "lead": "mots dès le début",
    "neighbours": "mots côte à côte",
    "exact": "forme tapée",
    "sequence": "suite de mots tapée",
    "coverage": "part des mots présents",
    "centrality": "ressemblance avec les meilleurs résultats",
    "place": "mot rare ou numéro trouvé tel quel",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """summary: the line that is always there, or "".

    lines: one for each word, or one for several that the document has as typed, and the highest
    parts of the score, the highest first.
    """

    summary: str
    lines: tuple[str, ...]


def why_found(hit: Hit, results: Results, *, explained: bool) -> Why:
    """Return why a hit of `results` was found. explained: whether there are lines."""
    written = _written_forms(results)
    said = [_as_read(found, written) for found in hit.found]
    farthest = next((found for found in said if found.closeness in _SUMMARIES), None)
    summary = _SUMMARIES[farthest.closeness].format(farthest.form) if farthest else ""
    if not explained:
        return Why(summary=summary, lines=())
    lines = [*_word_lines(said, is_partial=bool(hit.lacks)), *filter(None, (_score(hit),))]
    return Why(summary=summary, lines=tuple(lines))


def explanation(
    results: Results, arguments: Sequence[tuple[str, str]], *, explained: bool
) -> Link | None:
    """Return the link to the same page where each hit says why it is there, or back.

    arguments: the parameters of the search. None where no hit was found by a word.
    """
    if not any(hit.found for hit in (*results.hits, *results.partial.hits)):
        return None
    pairs = [*arguments, *([] if explained else [EXPLAIN])]
    label = labels.WITHOUT_REASONS if explained else labels.WITH_REASONS
    return Link(label=label, url=with_arguments("", pairs))


def _word_lines(said: Sequence[Found], *, is_partial: bool) -> Iterator[str]:
    """Yield what is said of each word; several that are there as typed are not named."""
    others = [found for found in said if found.closeness is not Closeness.TYPED]
    named = others if len(said) - len(others) > 1 else said
    yield from (_LINES[f.closeness].format(typed=f.typed, form=f.form) for f in named)
    if named is not said:
        yield _OTHERS_TYPED if others or is_partial else _ALL_TYPED


def _as_read(found: Found, written: Mapping[str, str]) -> Found:
    """Return what was found with the accents and capitals that a reader sees."""
    typed = without_elision(found.typed)
    form = written.get(found.form, found.form)
    if found.closeness is Closeness.NUMBER:
        folded = fold(typed).lower()
        if len(folded) == len(typed):
            shared = sum(
                1
                for _ in takewhile(lambda pair: pair[0] == pair[1], zip(folded, form, strict=False))
            )
            form = typed[:shared] + form[shared:]
    return Found(typed, found.closeness, form)


def _written_forms(results: Results) -> dict[str, str]:
    """Return how names and corrections are written, by their folded words."""
    names = (name for expansion in results.expansions for name in expansion.names)
    written = [*names, *(correction.written for correction in results.corrections)]
    return {" ".join(words(text)): text for text in written}


def _score(hit: Hit) -> str:
    parts = sorted((hit.score_parts or {}).items(), key=lambda part: -part[1])[:_SHOWN_PARTS]
    said = [f"{_SCORE_PARTS.get(name, name)} {_decimal(n)}" for name, n in parts if n >= _SHOWN_MIN]
    return f"Score {_decimal(hit.score)}, surtout\u00a0: {', '.join(said)}" if said else ""


def _decimal(number: float) -> str:
    return str(format_decimal(number, format="#,##0.0", locale="fr"))

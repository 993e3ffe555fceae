"""Why is a document among the hits? What the card of a hit says when it is asked.

A card always tells that a document was found only under another name, or by a correction. When the
reader asks for it, each word of the query is told with the nearest way in which the document has
it, and then what the score of the document is made of.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

from babel.numbers import format_decimal

from search_app.french import fold, words
from search_app.model.results import Closeness, Found, Hit, Results
from search_app.syntax import without_elision

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
# The smallest part of a score that is shown, with one decimal.
_SHOWN_MIN = 0.05
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

    lines: one for each word, and what the score is made of, the highest part first.
    """

    summary: str
    lines: tuple[str, ...]


def why_found(hit: Hit, results: Results, *, explained: bool) -> Why:
    """Return why a hit of `results` was found. explained: whether there are lines."""
    written = _written_forms(results)
    said = [_as_read(found, written) for found in hit.found]
    farthest = next((found for found in said if found.closeness in _SUMMARIES), None)
    lines = [_LINES[f.closeness].format(typed=f.typed, form=f.form) for f in said]
    lines += filter(None, (_score(hit),))
    return Why(
        summary=_SUMMARIES[farthest.closeness].format(farthest.form) if farthest else "",
        lines=tuple(lines) if explained else (),
    )


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
    parts = sorted((hit.score_parts or {}).items(), key=lambda part: -part[1])
    said = [f"{_SCORE_PARTS.get(name, name)} {_decimal(n)}" for name, n in parts if n >= _SHOWN_MIN]
    return f"Score {_decimal(hit.score)}\u00a0: {', '.join(said)}" if said else ""


def _decimal(number: float) -> str:
    return str(format_decimal(number, format="#,##0.0", locale="fr"))

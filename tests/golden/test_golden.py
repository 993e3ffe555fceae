"""Golden files: what the analysis and the parser make of chosen texts, one line each.

To accept a change that was meant: `python tests/golden/test_golden.py` writes the files anew.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from search_app.french import analyze, words, written_words
from search_app.model.errors import QueryError
from search_app.model.expr import And, AtLeast, DateRange, Expr, MatchAll, Not, Or
from search_app.syntax import parse

HERE = Path(__file__).parent
SEPARATOR = " → "
TODAY = date(2024, 3, 31)


def analysis(text: str) -> str:
    terms = " ".join(f"{position}:{term}" for position, term in analyze(text))
    return f"{' '.join(words(text))} | {terms}"


def parsing(text: str) -> str:
    try:
        return shape(parse(text, today=TODAY))
    except QueryError as error:
        return f"{type(error).__name__} at {error.position}"


def shape(expr: Expr) -> str:
    match expr:
        case And(children, in_order):
            return f"({(' & ' if in_order else ' ET ').join(map(shape, children))})"
        case Or(children):
            return f"({' | '.join(map(shape, children))})"
        case AtLeast(minimum, children):
            return f"{minimum} of ({', '.join(map(shape, children))})"
        case Not(child):
            return f"!{shape(child)}"
        case DateRange(first, last):
            return f"date[{first or ''}..{last or ''}]"
        case MatchAll():
            return "everything"
    scope = getattr(expr, "scope", None)
    inside = "" if scope in {None, "any"} else f" in {scope}"
    left_out = {"scope", "is_begun"}
    facts = [str(getattr(expr, name)) for name in expr.__match_args__ if name not in left_out]
    kind = f"{'Begun' * getattr(expr, 'is_begun', False)}{type(expr).__name__}"
    return f"{kind}[{' '.join(facts)}]{inside}"


def writings(text: str) -> str:
    return " / ".join(dict.fromkeys(" ".join(written_words(one)) for one in text.split(" = ")))


GOLDEN: dict[str, Callable[[str], str]] = {
    "analysis.txt": analysis,
    "parsing.txt": parsing,
    "writings.txt": writings,
}


def cases(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.rpartition(SEPARATOR) for line in lines if line and not line.startswith("#"))
    return [(given, made) for given, _, made in pairs]


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name: str) -> None:
    made = [(given, GOLDEN[name](given)) for given, _ in cases(name)]
    assert made == cases(name)
    assert len(made) > 20


def rewrite(name: str) -> None:
    lines = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        given = line.rpartition(SEPARATOR)[0] or line
        kept = not line or line.startswith("#")
        lines.append(line if kept else f"{given}{SEPARATOR}{GOLDEN[name](given)}")
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for file_name in GOLDEN:
        rewrite(file_name)

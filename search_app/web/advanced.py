"""Which query do the fields of the advanced form stand for? The same language, written for one."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.results import Results
from search_app.web import labels
from search_app.web.facets import in_page_order, ordered_counts

_SYNTAX_SIGNS = re.compile(r"[\s\x00-\x1f\x7f()\"«»“”„:~]+")
_OPERATORS = frozenset({"ET", "OU", "SAUF", "AND", "OR", "NOT"})


class TextField(NamedTuple):
    """One line of the form. field: the part of a document that it searches, "" for all."""

    name: str
    label: str
    hint: str
    field: str = ""


class Choice(NamedTuple):
    """name: of the parameter. values: (value, label) pairs."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...]


CHOICE_FIELDS = tuple(
    field
    for field in in_page_order(FacetField.LEGISLATURE, FacetField.TYPE, FacetField.STATUS)
    if not field.is_long
)
TEXT_FIELDS = (
    TextField("all", "Tous ces mots", "hébergement données santé"),
    TextField("phrase", "Cette expression exacte", "Health Data Hub"),
    TextField("any", "Au moins un de ces mots", "cloud hébergeur"),
    TextField("without", "Aucun de ces mots", "Microsoft"),
    TextField("title", "Dans le titre", "numérique", "titre"),
    TextField("question", "Dans la question ou l’article", "souveraineté", "question"),
    TextField("answer", "Dans la réponse", "SecNumCloud", "reponse"),
    TextField("author_name", "Nom de l’auteur", "Latombe", "auteur"),
)


def compose(form: Mapping[str, str]) -> str:
    """Return the text of a query; signs of the language inside a field are taken as spaces."""
    parts = []
    for name, _, _, field in TEXT_FIELDS:
        words = _words(form.get(name, ""))
        if not words:
            continue
        match name:
            case "phrase":
                parts.append(f'"{" ".join(words)}"')
            case "any":
                parts.append(f"({' OU '.join(words)})" if len(words) > 1 else words[0])
            case "without":
                parts += [f"SAUF {word}" for word in words]
            case _:
                parts += [f"{field}:{word}" if field else word for word in words]
    return " ".join(parts)


def dates_of_form(first: str, last: str) -> str:
    """Return the days between as the `date` of an address takes them; "" for no limit."""
    return f"{first}..{last}" if first or last else ""


def choices(results: Results) -> tuple[Choice, ...]:
    """Return the lists to choose from, those that one reads through; names in their order."""
    return tuple(
        Choice(
            field.parameter,
            field.words.title,
            tuple(
                sorted(
                    (
                        (c.value, labels.facet_value(field, c.value))
                        for c in ordered_counts(results, field)
                        if c.value != NO_VALUE
                    ),
                    key=lambda pair: "" if field.is_number else pair[1],
                )
            ),
        )
        for field in CHOICE_FIELDS
    )


def _words(typed: str) -> list[str]:
    words = (word.lstrip("-") for word in _SYNTAX_SIGNS.split(typed))
    return [
        word.lower() if word in _OPERATORS else word
        for word in words
        if any(sign.isalnum() for sign in word)
    ]

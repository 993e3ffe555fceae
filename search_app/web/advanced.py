"""What does the advanced form ask for, and which query do its filled-in fields stand for?

The form searches nothing itself: what is typed into it is written in the language of the search
box, and the reader is led to the page of that search.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.results import Results
from search_app.web import labels
from search_app.web.facets import in_page_order, ordered_counts

# Spaces, control characters, and the signs that mean something in the query language.
_SYNTAX_SIGNS = re.compile(r"[\s\x00-\x1f\x7f()\"«»“”„:~]+")
_OPERATORS = frozenset({"ET", "OU", "SAUF", "AND", "OR", "NOT"})


class TextField(NamedTuple):
    """A line of the form to type into.

    name: of its URL parameter. label: what stands before it. hint: what it shows while it is empty.
    field: the field of the query language in which its words are searched ("titre"), "" for all.
    """

    name: str
    label: str
    hint: str
    field: str = ""


class Choice(NamedTuple):
    """A facet of which one value can be chosen.

    name: of its URL parameter. label: what stands before it. values: (value, label) pairs.
    """

    name: str
    label: str
    values: tuple[tuple[str, str], ...]


# Facets with too many values to look through are left out.
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
    """Return the text of the query that the form stands for, "" when nothing was typed.

    form: what was typed, by the names of TEXT_FIELDS. A sign of the query language that was typed
    into a field counts as a space.
    """
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
    """Return a period as the URL parameter `date` takes it, "" when both ends are open.

    first, last: days in the form 2023-05-17, "" for an open end.
    """
    return f"{first}..{last}" if first or last else ""


def choices(results: Results) -> tuple[Choice, ...]:
    """Return the facets to choose from, with the values that some document of `results` has.

    Numbers are in descending order, names in alphabetical order.
    """
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
    """Return the words of a field, none of which means anything but itself to the parser."""
    words = (word.lstrip("-") for word in _SYNTAX_SIGNS.split(typed))
    return [
        word.lower() if word in _OPERATORS else word
        for word in words
        if any(sign.isalnum() for sign in word)
    ]

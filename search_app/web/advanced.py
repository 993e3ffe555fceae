"""What does the advanced form ask for, and which query do its filled-in fields stand for?

The form searches nothing itself: what is typed into it is written in the language of the search
box, and the reader is led to the page of that search.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from search_app.model.expr import DateRange, Expr, Not, Or, Phrase, Scope, Word, parts_of
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query
from search_app.model.results import FacetCount, Results
from search_app.syntax import parse
from search_app.web import labels
from search_app.web.facets import in_page_order, offers_a_choice, ordered_counts
from search_app.web.published_names import names_under

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

    name: of its URL parameter. label: what stands before it. groups: (heading, values) pairs, where
    values are (value, label) pairs. A name stands under each value that it belongs to; any other
    facet has a single group, with the heading "".
    """

    name: str
    label: str
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


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
_FIELD_OF_SCOPE = {
    Scope.ANY: "all",
    Scope.TITLE: "title",
    Scope.TEXT: "question",
    Scope.ANSWER: "answer",
    Scope.AUTHOR: "author_name",
}


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


def fields_of(query: Query, today: dt.date) -> dict[str, str]:
    """Return what the form would have to say to stand for a query, by the names of its fields.

    A field that says nothing is left out. A text that the form cannot say is left out whole; that
    it puts the parts of a text in another order does not count.
    """
    days = query.dates or DateRange(None, None)
    fields = {
        name: day.isoformat() for name, day in (("from", days.first), ("to", days.last)) if day
    }
    words = _words_of(query.expr)
    text = compose(words)
    is_same = bool(text) and set(parts_of(parse(text, today=today))) == set(parts_of(query.expr))
    return fields | selected(query) | (words if is_same else {})


def selected(query: Query) -> dict[str, str]:
    """Return the values that the form can choose, by the names of its choices."""
    return {
        field.parameter: query.selected(field)[0]
        for field in CHOICE_FIELDS
        if len(query.selected(field)) == 1 and NO_VALUE not in query.selected(field)
    }


def _words_of(expr: Expr) -> dict[str, str]:
    """Return the words of the parts that the form has a field for, each in its field."""
    words: dict[str, list[str]] = {}
    for part in parts_of(expr):
        match part:
            case Word(text, scope) if scope in _FIELD_OF_SCOPE:
                words.setdefault(_FIELD_OF_SCOPE[scope], []).append(text)
            case Phrase(text, scope=Scope.ANY):
                words.setdefault("phrase", []).append(text)
            case Not(Word(text, Scope.ANY)):
                words.setdefault("without", []).append(text)
            case Or(children):
                texts = [child.text for child in children if isinstance(child, Word)]
                words.setdefault("any", []).extend(texts)
    return {name: " ".join(texts) for name, texts in words.items()}


def dates_of_form(first: str, last: str) -> str:
    """Return a period as the URL parameter `date` takes it, "" when both ends are open.

    first, last: days in the form 2023-05-17, "" for an open end.
    """
    return f"{first}..{last}" if first or last else ""


def choices(results: Results) -> tuple[Choice, ...]:
    """Return the facets to choose from, with the values that some document of `results` has.

    Numbers are in descending order, names in alphabetical order. A facet whose values have
    published names is followed by the choice of one of these.
    """
    found = []
    for field in CHOICE_FIELDS:
        if not offers_a_choice(results, field):
            continue
        words, counts = field.words, ordered_counts(results, field)
        found.append(Choice(field.parameter, words.title, (("", _options(field, counts)),)))
        if inner := field.names_within:
            names = names_under(field, results, Query())
            groups = ((labels.facet_value(field, v), _options(inner, c)) for v, c in names.items())
            found.append(Choice(inner.parameter, inner.words.title, tuple(sorted(groups))))
    return tuple(found)


def _options(field: FacetField, counts: Iterable[FacetCount]) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted(
            ((c.value, labels.facet_value(field, c.value)) for c in counts if c.value != NO_VALUE),
            key=lambda pair: "" if field.is_number else pair[1],
        )
    )


def _words(typed: str) -> list[str]:
    """Return the words of a field, none of which means anything but itself to the parser."""
    words = (word.lstrip("-") for word in _SYNTAX_SIGNS.split(typed))
    return [
        word.lower() if word in _OPERATORS else word
        for word in words
        if any(sign.isalnum() for sign in word)
    ]

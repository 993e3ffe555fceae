"""Which parameters do programs know? Those of a search and of lists, with what each accepts.

What a facet, an order or a limit is called, and how large it is, comes from where it is declared.
"""

from collections.abc import Collection
from enum import StrEnum

from search_app.model.facet import FacetField
from search_app.model.query import Sort
from search_app.syntax import DATE_EXAMPLES
from search_app.syntax.parser import CHARACTERS_MAX
from search_app.web.asking import BROWSED_FIELDS
from search_app.web.chosen import CHOSEN, CHOSEN_MAX
from search_app.web.continuing import CURSOR
from search_app.web.described import Parameter
from search_app.web.labels import SORTS
from search_app.web.parameter_limits import (
    FACET_VALUE_CHARACTERS_MAX,
    FACET_VALUES_MAX,
    PAGE_MAX,
    PAGE_SIZES,
)
from search_app.web.urls import EXCLUDED_PREFIX, NO_VALUE_PARAMETER, OFF, PARTIAL_PAGE
from search_app.web.why import EXPLAIN


class ListOrder(StrEnum):
    """The orders of a list of values: alphabetical, or the most frequent first."""

    NAME = "name"
    COUNT = "count"


_PAGE = {"type": "integer", "minimum": 1, "maximum": PAGE_MAX, "default": 1}
_FACET_VALUE = {"type": "string", "maxLength": FACET_VALUE_CHARACTERS_MAX}
_FACET_NAME = {"type": "string", "enum": [field.parameter for field in FacetField]}
# Whether a switch is set; any other value than this one leaves it as it is.
_OFF, _ON = {"type": "string", "enum": [OFF]}, {"type": "string", "enum": [EXPLAIN[1]]}

Q = Parameter(
    name="q",
    description="la recherche, dans la langue de la page Aide\u00a0; sans elle, tous les documents",
    schema={"type": "string", "maxLength": CHARACTERS_MAX},
)
PAGE = Parameter(name="page", description="numéro de la page", schema=_PAGE)
CURSOR_PARAMETER = Parameter(
    name=CURSOR,
    description="donné par next, et par lui seul\u00a0: l’adresse est à suivre telle quelle",
    schema={"type": "string"},
)
WORDS_AS_TYPED = (
    Parameter(name="correction", description="0\u00a0: ne corriger aucun mot", schema=_OFF),
    Parameter(name="expansion", description="0\u00a0: ne chercher aucun autre nom", schema=_OFF),
)
FILTERS = (
    *(
        Parameter(
            name=prefix + field.parameter,
            description=description.format(field.words.title),
            schema=_FACET_VALUE,
            values_max=FACET_VALUES_MAX,
        )
        for prefix, description in (
            ("", "filtre «\u00a0{}\u00a0»\u00a0: documents qui ont une de ces valeurs"),
            (EXCLUDED_PREFIX, "filtre «\u00a0{}\u00a0»\u00a0: documents qui n’ont aucune d’elles"),
        )
        for field in FacetField
    ),
    Parameter(
        name=NO_VALUE_PARAMETER,
        description="filtres dans lesquels les documents n’ont aucune valeur",
        schema=_FACET_NAME,
        values_max=len(FacetField),
    ),
    Parameter(
        name=EXCLUDED_PREFIX + NO_VALUE_PARAMETER,
        description="filtres dans lesquels les documents ont une valeur",
        schema=_FACET_NAME,
        values_max=len(FacetField),
    ),
    Parameter(
        name=CHOSEN,
        description=f"identifiants de documents, {CHOSEN_MAX} au plus, séparés par des"
        " virgules\u00a0: seuls ceux-ci sont cherchés",
        schema={"type": "string", "examples": ["16QE331,15QG12"]},
    ),
    Parameter(
        name="date",
        description="période, comme le champ date: de la recherche",
        schema={"type": "string", "examples": list(DATE_EXAMPLES)},
    ),
)
SEARCH = (
    Q,
    *FILTERS,
    *WORDS_AS_TYPED,
    Parameter(
        name="sort",
        description="; ".join(f"{sort.value}\u00a0: {SORTS[sort]}" for sort in Sort),
        schema={
            "type": "string",
            "enum": [sort.value for sort in Sort],
            "default": Sort.RELEVANCE.value,
        },
    ),
    Parameter(
        name="size",
        description="nombre de résultats par page",
        schema={"type": "integer", "enum": list(PAGE_SIZES)},
    ),
    PAGE,
    Parameter(name=PARTIAL_PAGE, description="numéro de la page de partial", schema=_PAGE),
    Parameter(
        name=EXPLAIN[0],
        description="1\u00a0: remplir score_parts et found de chaque résultat",
        schema=_ON,
    ),
    CURSOR_PARAMETER,
)
LIST = (
    Parameter(
        name="contains",
        description="mots que l’intitulé des valeurs contient, sans égard aux accents",
        schema={"type": "string"},
    ),
    Parameter(
        name="order",
        description="name\u00a0: alphabétique\u00a0; count\u00a0: par nombre de documents",
        schema={"type": "string", "enum": [order.value for order in ListOrder]},
    ),
    PAGE,
    CURSOR_PARAMETER,
)
SEARCH_LIST = (Q, *FILTERS, *WORDS_AS_TYPED, *LIST)


def _part(name: str, description: str, values: Collection[str] = ()) -> Parameter:
    chosen = {"type": "string", "enum": list(values)}
    return Parameter(
        name=name,
        description=description,
        schema=chosen if values else {"type": "string", "minLength": 1},
    )


# The variable parts of paths, by their names.
PATH = {
    part.name: part
    for part in (
        _part("document_id", "identifiant d’un document"),
        _part("name", "identifiant d’un passage, sans celui du document"),
        _part("index", "liste de valeurs", BROWSED_FIELDS),
        _part("value", "valeur d’un filtre"),
        _part("parameter", "paramètre d’un filtre", [field.parameter for field in FacetField]),
    )
}

"""Which tools do assistants have? Each with its arguments and its description.

Arguments have the names and the meaning of the parameters of the site's addresses; a filter takes a
list of values.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from search_app.web.assistants import answers, calls
from search_app.web.assistants.calls import HITS_SIZES, VALUES_SHOWN, Arguments
from search_app.web.assistants.site import Asker, Site
from search_app.web.described import Parameter
from search_app.web.parameters import FILTERS, LIST, PAGE, PATH, SEARCH, WORDS_AS_TYPED, Q

# One call may name fewer values of a filter than an address: each is looked up.
FILTER_VALUES_MAX = 20

_ID = Parameter(
    name="id", description="identifiant d’un document, donné par search", schema={"type": "string"}
)
_SIZE = Parameter(
    name="size",
    description="nombre de résultats par page",
    schema={"type": "integer", "enum": list(HITS_SIZES), "default": HITS_SIZES[0]},
)
_FILTERS = tuple(
    replace(one, values_max=FILTER_VALUES_MAX) if one.values_max > 1 else one for one in FILTERS
)
_CHOSEN = (Q, *_FILTERS, *WORDS_AS_TYPED)
_OTHERS = {one.name: one for one in (*SEARCH, *LIST)}


def _start(name: str, description: str) -> Parameter:
    return Parameter(
        name=name,
        description=description,
        schema={"type": "integer", "minimum": 0, "default": 0},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """description: what it does, for the assistant. required: names of arguments that it needs.

    answer: the type of what `run` returns. `run` takes valid arguments; raises RefusedError.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    required: tuple[str, ...] = ()
    answer: Any
    run: Callable[[Site, Asker, Arguments], Any]

    @property
    def input_schema(self) -> dict[str, Any]:
        """The JSON Schema of the arguments."""
        return {
            "type": "object",
            "properties": {one.name: _schema(one) for one in self.parameters},
            "required": list(self.required),
            "additionalProperties": False,
        }


def _schema(said: Parameter) -> dict[str, Any]:
    one = dict(said.schema)
    if said.values_max > 1:
        one = {"type": "array", "items": one, "maxItems": said.values_max}
    return {**one, "description": said.description}


_FACET = Parameter(
    name="facet",
    description="le filtre dont les valeurs sont demandées",
    schema=PATH["parameter"].schema,
)
TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            name="search",
            title="Chercher",
            description="Cherche des questions parlementaires, leurs réponses et des articles de"
            " presse. Plusieurs mots demandent tous ces mots\u00a0; les autres documents, qui n’en"
            " ont qu’une partie, sont dans partial_hits. Les valeurs des filtres sont celles que"
            " donne facet_values.",
            parameters=(*_CHOSEN, _OTHERS["sort"], _SIZE, PAGE, _OTHERS["partial_page"]),
            answer=answers.SearchAnswer,
            run=calls.search,
        ),
        Tool(
            name="count",
            title="Compter",
            description="Compte les documents d’une recherche, en tout et par période. Pour"
            " comparer des groupes, des ministères ou des années, facet_values compte par valeur.",
            parameters=_CHOSEN,
            answer=answers.CountAnswer,
            run=calls.count,
        ),
        Tool(
            name="facet_values",
            title="Valeurs d’un filtre",
            description="Donne les valeurs d’un filtre (groupe, ministère, rubrique, auteur…) parmi"
            " les documents d’une recherche, avec le nombre de documents de chacune, les plus"
            f" fréquentes d’abord, {VALUES_SHOWN} par page.",
            parameters=(_FACET, *_CHOSEN, _OTHERS["contains"], _OTHERS["order"], PAGE),
            required=("facet",),
            answer=answers.ValuesAnswer,
            run=calls.facet_values,
        ),
        Tool(
            name="fetch",
            title="Lire un document",
            description="Donne les données d’un document et son texte, par morceaux quand il est"
            " long\u00a0: next_start dit où reprendre.",
            parameters=(
                _ID,
                _start("text_start", "où commencer dans le texte, en caractères"),
                _start("answer_start", "où commencer dans la réponse, en caractères"),
            ),
            required=("id",),
            answer=answers.FetchAnswer,
            run=calls.fetch,
        ),
        Tool(
            name="similar",
            title="Documents proches",
            description="Donne les documents les plus proches d’un document.",
            parameters=(_ID,),
            required=("id",),
            answer=answers.SimilarAnswer,
            run=calls.similar,
        ),
        Tool(
            name="passages",
            title="Passages à citer",
            description="Donne les passages d’un document qui répondent à une recherche, mot pour"
            " mot, chacun avec sa référence\u00a0; sans q, le début du texte.",
            parameters=(
                _ID,
                Q,
                *WORDS_AS_TYPED,
                _start("start", "rang du premier passage à donner"),
            ),
            required=("id",),
            answer=answers.PassagesAnswer,
            run=calls.passages,
        ),
    )
}

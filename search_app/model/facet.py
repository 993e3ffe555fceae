"""Which facets exist, and what are they called? The only place where one is declared."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from search_app.model.document import Document

NO_VALUE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetWords:
    """What readers see of a facet, in French.

    title: stands above its values ("Groupe politique"). titles: stands above the list of all its
        values ("Groupes politiques").
    noun: what one value is called inside a sentence ("groupe").
    nouns: what several are called; the noun with an "s" when it is "".
    no_value: stands for the lack of a value ("Sans groupe").
    suggestion: what a value is called among the suggestions ("député"); values of a facet without
        this word are not suggested.
    labels_say_it: the label of a value says which facet it is of ("16e législature"), so that the
        noun need not stand before it.
    """

    title: str
    titles: str
    noun: str
    no_value: str
    nouns: str = ""
    suggestion: str = ""
    labels_say_it: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """The declaration of one facet.

    parameter: its name in an address and in the files of an index.
    values_of: returns the values of a document in display order. Each is a string that is not
        empty; a document without a value has none.
    index: the name in an address of the list of its values, each of which then has a page of its
        own ("topics" for /topics and /topics/Sports); "" when there are no such pages.
    is_number: its values are numbers, and the highest comes first; other values come by count.
    is_long: it has too many values for a reader to choose from a list of them all.
    within: the parameter of the facet whose values its own values belong to, as the names that a
        ministry had belong to the ministry; "" when it stands for itself. Pages show its values
        under those that they belong to, and no list of the facet itself.
    needs_several: pages show it only where documents have different values in it.
    """

    parameter: str
    values_of: Callable[[Document], tuple[str, ...]]
    words: FacetWords
    index: str = ""
    is_number: bool = False
    is_long: bool = False
    within: str = ""
    needs_several: bool = False


def _one(value: object) -> tuple[str, ...]:
    return (str(value),) if value else ()


class FacetField(Enum):
    """All facets; their order is that of the parameters of an address.

    To add a facet, add a member: the engine, every page and every answer take it from here.
    NO_VALUE stands for having no value.
    """

    LEGISLATURE = Facet(
        parameter="legislature",
        values_of=lambda d: _one(d.legislature),
        index="legislatures",
        is_number=True,
        words=FacetWords(
            title="Législature",
            titles="Législatures",
            noun="législature",
            no_value="Législature inconnue",
            labels_say_it=True,
        ),
    )
    AUTHOR = Facet(
        parameter="author",
        values_of=lambda d: _one(d.author),
        index="authors",
        is_long=True,
        words=FacetWords(
            title="Auteur",
            titles="Députés et auteurs",
            noun="auteur",
            no_value="Sans auteur",
            suggestion="député",
        ),
    )
    PARTY = Facet(
        parameter="party",
        values_of=lambda d: d.group.values if d.group else (),
        index="parties",
        words=FacetWords(
            title="Groupe politique",
            titles="Groupes politiques",
            noun="groupe",
            no_value="Sans groupe",
            suggestion="groupe",
        ),
    )
    PARTY_NAME = Facet(
        parameter="party_name",
        values_of=lambda d: _one(d.group and d.group.name),
        within="party",
        is_long=True,
        words=FacetWords(
            title="Nom du groupe",
            titles="Noms des groupes",
            noun="nom du groupe",
            nouns="noms de groupes",
            no_value="Sans groupe",
        ),
    )
    MINISTRY = Facet(
        parameter="ministry",
        values_of=lambda d: d.ministries,
        index="ministries",
        words=FacetWords(
            title="Ministère",
            titles="Ministères",
            noun="ministère",
            no_value="Sans ministère",
            suggestion="ministère",
        ),
    )
    MINISTRY_NAME = Facet(
        parameter="ministry_name",
        values_of=lambda d: d.ministry_names,
        within="ministry",
        is_long=True,
        words=FacetWords(
            title="Nom du ministère",
            titles="Noms des ministères",
            noun="nom du ministère",
            nouns="noms de ministères",
            no_value="Sans ministère",
        ),
    )
    TOPIC = Facet(
        parameter="topic",
        values_of=lambda d: d.topic.values if d.topic else (),
        index="topics",
        is_long=True,
        words=FacetWords(
            title="Rubrique",
            titles="Rubriques",
            noun="rubrique",
            no_value="Sans rubrique",
            suggestion="rubrique",
        ),
    )
    LAW = Facet(
        parameter="law",
        values_of=lambda d: d.laws,
        index="laws",
        is_long=True,
        words=FacetWords(
            title="Texte cité",
            titles="Textes cités",
            noun="texte",
            no_value="Aucun texte cité",
        ),
    )
    TYPE = Facet(
        parameter="type",
        values_of=lambda d: _one(d.type.value),
        words=FacetWords(title="Type", titles="Types", noun="type", no_value="Sans type"),
    )
    STATUS = Facet(
        parameter="status",
        values_of=lambda d: _one(d.status and d.status.value),
        words=FacetWords(
            title="Statut", titles="Statuts", noun="statut", no_value="Statut inconnu"
        ),
    )
    CLOCK = Facet(
        parameter="clock",
        values_of=lambda d: _one(d.clock and d.clock.value),
        words=FacetWords(
            title="Délai de réponse", titles="Délais", noun="délai", no_value="Sans délai compté"
        ),
    )
    CHAMBER = Facet(
        parameter="chamber",
        values_of=lambda d: _one(d.chamber and d.chamber.value),
        needs_several=True,
        words=FacetWords(
            title="Chambre", titles="Chambres", noun="chambre", no_value="Sans chambre"
        ),
    )
    DEPARTMENT = Facet(
        parameter="department",
        values_of=lambda d: _one(d.department),
        is_long=True,
        words=FacetWords(
            title="Département",
            titles="Départements",
            noun="département",
            no_value="Département inconnu",
        ),
    )
    YEAR = Facet(
        parameter="year",
        values_of=lambda d: _one(d.date and d.date.year),
        is_number=True,
        words=FacetWords(title="Année", titles="Années", noun="année", no_value="Sans date"),
    )

    # Each member is one object. Hashing by identity takes a tenth of the time of hashing its name.
    __hash__ = object.__hash__

    def __init__(self, declared: Facet) -> None:
        self.parameter = declared.parameter
        self.values_of = declared.values_of
        self.words = declared.words
        self.index = declared.index
        self.is_number = declared.is_number
        self.is_long = declared.is_long
        self.within = declared.within
        self.needs_several = declared.needs_several

    @property
    def names_within(self) -> "FacetField | None":
        """The facet whose values belong to those of this one; None for most facets."""
        return _NAMES_WITHIN.get(self)


_NAMES_WITHIN = {
    outer: inner for inner in FacetField for outer in FacetField if inner.within == outer.parameter
}

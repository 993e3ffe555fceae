"""Other spellings and other names, on the brute-force engine."""

from datetime import date

import pytest

from making import question
from oracle import OracleEngine
from search_app.french import acronyms
from search_app.model.document import Document
from search_app.model.query import Query
from search_app.model.results import Results
from search_app.search import search
from search_app.search.correct import CORRECTED_MAX
from search_app.syntax import parse

TEXT = (
    "L’hébergement des données de santé, la télémédecine et la pharmacie en milieu rural. "
    "La commission nationale de contrôle des techniques (CNCT) le demande au Gouvernement."
)
DOCUMENTS = [
    *(question(n, TEXT, author="Mme Sandrine Josso") for n in range(1, 7)),
    question(7, "Le Health Data Hub chez Microsoft"),
    question(8, "La plateforme des données de santé"),
    question(9, "Le HDH choisit un hébergeur"),
]


def run(text: str, **options: bool) -> Results:
    query = Query(text=text, expr=parse(text, today=date(2024, 1, 1)), **options)
    return search(OracleEngine(DOCUMENTS), query, timeout_s=5)


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        ("hébergemant", "hebergement"),
        ("pharmasie", "pharmacie"),
        ("farmacie", "pharmacie"),
        ("gouvernemnet", "gouvernement"),
        ("telemedcine", "telemedecine"),
        ("comission", "commission"),
    ],
)
def test_a_misspelt_word_is_searched_as_the_corpus_spells_it(typed: str, used: str) -> None:
    results = run(typed)
    assert [(c.typed, c.used) for c in results.corrections] == [(typed, used)]
    assert results.total >= 6
    assert run(typed, corrected=False).total == 0


@pytest.mark.parametrize(
    ("typed", "written", "found"),
    [("âmet", "âme", {3}), ("amet", "amé", {1, 2}), ("ânez", "ânes", {3})],
)
def test_a_correction_is_searched_as_it_is_shown(typed: str, written: str, found: set[int]) -> None:
    texts = ["Il a trop amé.", "Le lieu est amé.", "L’âme des ânes."]
    documents = [question(n, text) for n, text in enumerate(texts, 1)]
    query = Query(text=typed, expr=parse(typed, today=date(2024, 1, 1)))
    results = search(OracleEngine(documents), query, timeout_s=5)
    assert [c.written for c in results.corrections] == [written]
    assert {int(hit.document.number) for hit in results.hits} == found


def test_no_word_is_corrected_to_a_small_one() -> None:
    documents = [question(n, "On va vers le sud, malgré tout.") for n in range(1, 40)]
    for typed in ("vert", "malgrr"):
        query = Query(text=typed, expr=parse(typed, today=date(2024, 1, 1)))
        results = search(OracleEngine(documents), query, timeout_s=5)
        assert (results.corrections, results.total) == ((), 0)


@pytest.mark.parametrize("typed", ["josso", "hébergement", "donnée", '"pharmasie"', "15463"])
def test_names_known_words_and_quotations_are_left_alone(typed: str) -> None:
    assert run(typed).corrections == ()


@pytest.mark.parametrize(
    ("typed", "found"), [("Kidal", 1), ("kidal", 1), ("kidals", 1), ("vidaal", 400)]
)
def test_a_word_that_one_document_has_is_never_replaced(typed: str, found: int) -> None:
    documents = [question(n, "la carte Vidal, le vidal") for n in range(400)]
    documents.append(question(900, "les soldats de Kidal, ceux de Kidals"))
    query = Query(text=typed, expr=parse(typed, today=date(2024, 1, 1)))
    results = search(OracleEngine(documents), query, timeout_s=5)
    assert results.total == found
    assert bool(results.corrections) == (found > 1)


@pytest.mark.parametrize("typed", ["HDH", "Health Data Hub", "plateforme des données de santé"])
def test_a_body_is_found_under_each_of_its_names(typed: str) -> None:
    results = run(typed)
    assert {hit.document.number for hit in results.hits} >= {"7", "8", "9"}
    assert len(results.expansions) == 1
    typed_only = {hit.document.number for hit in run(typed, expanded=False).hits}
    assert len(typed_only & {"7", "8", "9"}) == 1


def test_what_the_corpus_spells_out_is_searched_too() -> None:
    assert run("CNCT").expansions[0].names == ("commission nationale de contrôle des techniques",)


def expansions(text: str, documents: list[Document]) -> list[tuple[str, ...]]:
    query = Query(text=text, expr=parse(text, today=date(2024, 1, 1)))
    return [e.names for e in search(OracleEngine(documents), query, timeout_s=5).expansions]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("tickets restaurants", "titre-restaurant"),
        ("des congés de maladie longs", "arrêt maladie"),
        ("sécu", "sécurité sociale"),
        ("les bulletins de salaire", "bulletin de paie"),
        ("CSA", "Arcom"),
        ("csa", "Arcom"),
        ("cncts", "commission nationale de contrôle des techniques"),
    ],
)
def test_names_are_known_in_each_inflection(typed: str, names: str) -> None:
    assert names in expansions(typed, DOCUMENTS)[0]


@pytest.mark.parametrize(
    ("typed", "another"),
    [
        ("suicide assisté", "euthanasie"),  # a related notion
        ("ISF", "IFI"),  # what came in its place
        ("enseignant", "professeur"),  # a broader word
        ("héritage", "succession"),  # something else
        ("EHPAD", "maison de retraite"),  # an everyday name, which leads to the others only
    ],
)
def test_what_is_not_the_same_thing_is_no_other_name(typed: str, another: str) -> None:
    assert another not in [name for names in expansions(typed, DOCUMENTS) for name in names]


@pytest.mark.parametrize("typed", ["emploi", "qu'est ce que", "âme", "pas", "je me"])
def test_everyday_names_and_plain_words_bring_nothing(typed: str) -> None:
    assert expansions(typed, DOCUMENTS) == []


def test_a_word_that_is_hardly_ever_an_acronym_is_none() -> None:
    declaring = [question(n, "le prêt à la solidarité (PAS)") for n in range(2)]
    assert expansions("pas", declaring) == [("prêt à la solidarité",)]
    others = [question(n, "il ne faut pas") for n in range(10, 120)]
    assert expansions("pas", declaring + others) == []


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        ("voie de prsse", ["presse"]),  # "passe" is more frequent, and nobody writes it there
        ("la prsse", ["passe"]),
        ("le huat débit", ["haut"]),
        ("de viver bien", []),  # another inflection of it is known
        ("viver", []),
        ("tour de prsse", ["passe"]),
        ("le tour de prsse", ["presse"]),  # the longer passage tells more
    ],
)
def test_the_passage_tells_which_word_is_meant(typed: str, used: list[str]) -> None:
    documents = [
        *(question(n, "on passe et la passe, l’eau vive et vives") for n in range(1, 30)),
        *(question(n, "par voie de presse") for n in range(30, 34)),
        *(question(n, "le haut débit, de vivre bien") for n in range(40, 44)),
        *(question(n, "en un tour de passe") for n in range(50, 70)),
        *(question(n, "c’est le tour de presse") for n in range(70, 74)),
    ]
    query = Query(text=typed, expr=parse(typed, today=date(2024, 1, 1)))
    results = search(OracleEngine(documents), query, timeout_s=5)
    assert [c.used for c in results.corrections] == used


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        ("le dd presse", []),
        ("voie dd presse", ["de"]),
        ("voie e presse", []),
        ("voie de la presse dd", []),
    ],
)
def test_a_short_word_is_corrected_in_a_passage_alone(typed: str, used: list[str]) -> None:
    documents = [question(n, "par voie de presse, la dune") for n in range(5)]
    query = Query(text=typed, expr=parse(typed, today=date(2024, 1, 1)))
    results = search(OracleEngine(documents), query, timeout_s=5)
    assert [c.used for c in results.corrections] == used


@pytest.mark.parametrize(
    ("typed", "corrections"),
    [
        ("télé médecine", []),  # this is another writing of the word, and no mistake
        ("gouver nement rural", [("gouver nement", "gouvernement")]),
        ("gouver nemant", [("gouver nemant", "gouvernement")]),
        ("milieu rural", []),
        ("donnees gouv ernement", [("gouv ernement", "gouvernement")]),
        ("hébergem ent", [("hébergem ent", "hebergement")]),
        ("hébergemen t", [("hébergemen", "hebergement")]),  # one letter is no half of a word
        ('"télé médecine"', []),
    ],
)
def test_a_word_with_a_space_in_it_is_put_together(
    typed: str, corrections: list[tuple[str, str]]
) -> None:
    results = run(typed)
    assert [(c.typed, c.used) for c in results.corrections] == corrections
    assert results.total >= 6 or not corrections
    assert run(typed, corrected=False).corrections == ()


class Listening(OracleEngine):
    """Keeps the passage that it was asked for."""

    passage: tuple[str, ...] = ()

    def search(self, query: Query, timeout_s: float) -> Results:
        self.passage = query.passage or self.passage
        return super().search(query, timeout_s)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("la  farmacie farmacie", "la pharmacie pharmacie"),
        ("gouver nement  rural", "gouvernement rural"),
        ("farmacie farmaciens pharmacie", "pharmacie farmaciens pharmacie"),
        ("auteur:dupont la farmacie rurale", "la pharmacie rurale"),
        ("farmacie OU la santé", ""),
        ("cloud ET la farmacie rurale", "la pharmacie rurale"),
        ('"le cloud" souverain', "le cloud souverain"),
        ("cloud -privé santé numérique", "santé numérique"),
        ("prix des médic* en forte hausse", "en forte hausse"),
    ],
)
def test_passages_are_looked_up_as_meant(typed: str, meant: str) -> None:
    engine = Listening(DOCUMENTS)
    search(engine, Query(text=typed, expr=parse(typed, today=date(2024, 1, 1))), timeout_s=5)
    assert " ".join(engine.passage) == meant


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Caisse nationale des arts (CNA), puis Paris (IDF).",
            {"CNA": "Caisse nationale des arts"},
        ),
        (
            "l’Agence pour l’essor de l’étain – AEE –, dit",
            {"AEE": "Agence pour l’essor de l’étain"},
        ),
        ("des lanceurs de ballons de feu, les LBF, et", {"LBF": "lanceurs de ballons de feu"}),
        ("le CNA – Conseil national de l’amande –.", {"CNA": "Conseil national de l’amande"}),
        ("la C.N.A. (Chambre des noix d’Agen) et", {"CNA": "Chambre des noix d’Agen"}),
        ("les PAC (pompes à chaleur) et les CAFs", {"PAC": "pompes à chaleur"}),
        # words that spell letters by chance: they go on, or the letters are two
        ("du CNA – Claude nous attend dehors", {}),
        ("la petite salle, le PS, et", {}),
        ("M. ADAM – Aix dans le Midi", {}),
    ],
)
def test_acronyms_are_read_beside_their_long_name(text: str, found: dict[str, str]) -> None:
    assert dict(acronyms(text)) == found


def test_writings_of_a_long_name_are_one_name() -> None:
    names = ("lanceur de ballons de feu", "lanceurs de ballons de feu")
    declaring = [question(n, f"Un {name} (LBF) a servi.") for n, name in enumerate(names)]
    assert expansions("LBF", declaring) == [(names[0],)]


MISSPELT = {
    "hebergement": None, "hébergment": "hebergement", "hebergememt": "hebergement",
    "herbergement": "hebergement", "donées": "donnees", "donnnées": "donnees", "donnes": "donnees",
    "telemedecine": None, "télémedcine": "telemedecine", "telemedecin": "telemedecine",
    "pharmacei": "pharmacie", "farmacie": "pharmacie", "pharmassie": "pharmacie",
    "farmacy": "pharmacie", "farmassie": "pharmacie", "pharmcie": "pharmacie", "pharmacye": "pharmacie",
    "millieu": "milieu", "milieux": None, "millieux": "milieu", "rurale": None, "rurral": "rural",
    "rurzl": "rural", "comission": "commission", "commision": "commission",
    "comision": "commission", "komission": "commission", "commissoin": "commission",
    "nationnale": "nationale", "nationalle": "nationale", "natioanle": "nationale",
    "controle": None, "controlle": "controle", "kontrole": "controle", "conrtole": "controle",
    "technics": "techniques", "tekniques": "techniques", "techniqes": "techniques",
    "technqiues": "techniques", "gouvernemment": "gouvernement", "gouvernment": "gouvernement",
    "gouvernemant": "gouvernement", "gouvernemnt": "gouvernement",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "used"), MISSPELT.items())
def test_the_table_of_misspelt_words(typed: str, used: str | None) -> None:
    results = run(typed)
    assert [c.used for c in results.corrections] == ([used] if used else [])
    assert results.total >= 6 or not used


def test_the_plural_of_an_acronym_is_corrected_to_the_acronym() -> None:
    texts = [f"Un PZE et {other}" for other in ["près de PZA"] * 9 + ["un PZ"]]
    documents = [question(n, text) for n, text in enumerate(texts)]
    query = Query(text="pzes", expr=parse("pzes", today=date(2024, 1, 1)))
    results = search(OracleEngine(documents), query, timeout_s=5)
    assert [correction.used for correction in results.corrections] == ["pze"]


def test_a_text_full_of_slips_is_corrected_only_so_far() -> None:
    results = run(" ".join(["farmacie", "gouvernemnet", "comission"] * 5))
    assert len(results.corrections) == CORRECTED_MAX


NAMES = [
    "Ledoux",
    "Lecoc",
    "Josso",
    "Pau",
    "Pouancé",
    "Dax",
    "Guéret",
    "Vichy",
    "Nancy",
    "Laon",
    "Sète",
    "Gien",
    "Albi",
    "Auch",
    "Niort",
    "Brest",
    "Cholet",
    "Rodez",
    "Figeac",
    "Millau",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_not_corrected(name: str) -> None:
    """Each is one or two letters away from a word that the corpus knows well."""
    near = f"{name[:-1]}z{name[-1]}"
    documents = [
        *(question(n, f"le mot {near} revient", author="M. Jean Untel") for n in range(1, 60)),
        question(70, "autre chose", author=f"Mme Anne {name}", constituency=f"{name} (1)"),
    ]
    query = Query(text=name, expr=parse(name, today=date(2024, 1, 1)))
    assert search(OracleEngine(documents), query, timeout_s=5).corrections == ()

"""Marks go, words stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.ingest.texts.markup import paragraphs, strip_markup


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("au sein du *registre commun*, créé", "au sein du registre commun, créé"),
        ("l'(*acte*)", "l'(acte)"),
        ("(« *Registre Commun* »)", "(« Registre Commun »)"),
        ("«\u00a0*Registre*\u00a0»", "«\u00a0Registre\u00a0»"),
        ("l’*open data*", "l’open data"),
        ("**Auteur :** nom", "Auteur : nom"),
        ("__Auteur__ : _nom_", "Auteur : nom"),
        ("***très*** important", "très important"),
        ("**gras *et italique***", "gras et italique"),
        ("***deux* marques**", "deux marques"),
        ("*un* et *deux*", "un et deux"),
        ("le `code` source", "le code source"),
        ("[Mme Une](#) et [M. Deux](https://exemple.fr/_a_)", "Mme Une et M. Deux"),
        ("[*Mme Une*](#)", "Mme Une"),
        ("![photo](a.jpg)du port", "du port"),
        ("<https://exemple.fr/x_y>", "https://exemple.fr/x_y"),
        ("7^e, 1^{re} et 6<sup>e</sup>", "7e, 1re et 6e"),
        ('M^{me} Une, n<sup class="x">os</sup> 1', "Mme Une, nos 1"),
        ("une<br/>coupe", "une coupe"),
        (r"un \*astérisque\*", "un *astérisque*"),
        # what only looks like a mark
        ("un * seul", "un * seul"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("2*3*4", "2*3*4"),
        ("prix HT*, voir * plus bas", "prix HT*, voir * plus bas"),
        ("(*) net, (*) brut", "(*) net, (*) brut"),
        ("*.txt et *.md", "*.txt et *.md"),
        ("snake_case_name", "snake_case_name"),
        ("https://exemple.fr/_a_/b_c?d=_e_ *ici*", "https://exemple.fr/_a_/b_c?d=_e_ ici"),
        ("M. **** a dit", "M. **** a dit"),
        ("a < b et 10^6", "a < b et 10^6"),
        ("[sic] (bis)", "[sic] (bis)"),
        ("un *début sans fin", "un *début sans fin"),
    ],
)  # fmt: skip
def test_marks_go_and_words_stay(marked, words):
    assert strip_markup(marked) == words


@given(st.text(alphabet="ab *_`[](){}^<>/\\.", max_size=60))
def test_stripping_adds_nothing(text):
    stripped = strip_markup(text)
    assert len(stripped) <= len(text)
    assert [c for c in stripped if c.isalpha() and c not in text] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un.\n\n\nDeux.", ["Un.", "Deux."]),
        ("Une phrase.\nUne autre.", ["Une phrase.", "Une autre."]),
        (
            "Un vers trop court pour être\nune ligne coupée *à une* largeur",
            ["Un vers trop court pour être", "une ligne coupée à une largeur"],
        ),
        (
            "Une phrase que son auteur a coupée à une largeur fixe, *au\nmilieu* d'une proposition.",
            ["Une phrase que son auteur a coupée à une largeur fixe, au milieu d'une proposition."],
        ),
        ("- un élément de la liste que nous avons écrite ici même\n- deux", None),
        ("  \n \n", []),
    ],
)  # fmt: skip
def test_paragraphs(text, expected):
    expected = text.split("\n") if expected is None else expected
    assert paragraphs(text.split("\n")) == expected

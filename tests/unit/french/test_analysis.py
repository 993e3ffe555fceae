"""The properties that index, query and highlight rest on."""

import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search_app.french import (
    analyze,
    analyze_strict,
    fold,
    forms_of,
    hyphenated,
    is_stop_word,
    lemmas,
    letters,
    stems,
    tokenize,
    words,
    written_words,
)
from search_app.french.expression import places
from search_app.french.stemming import stem
from search_app.french.written import written

SENTENCES = """
Élève élevé ELEVE ecole École École, cœur coeur l’hôpital hopital jeûne jeune JEUNE maïs mais fils
fil portes à a où ou sûr sur retraité retraites 13ème 2e XVIe S.N.C.F. été Été pêcheurs péché
"""
french = st.text(
    st.sampled_from("aeiouyéèêëàâîïôùûüçœæÉÀŒ'’- .·lsdncftmrqp0123456789\u00a0\u202f°«»")
)
anything = french | st.text()


def strip_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@given(anything)
@example("ё й ǆ ﬁ Å №")
@example("a\u0301 \u0915\u093c")
def test_accents_divide_no_words(text: str) -> None:
    assert words(strip_accents(text)) == words(text)


@given(st.lists(st.sampled_from(SENTENCES.split()), min_size=1).map(" ".join))
def test_typed_without_accents_every_form_is_meant(text: str) -> None:
    forms = forms_of(written_words(text), filter(None, stems(written_words(text))))
    for typed, form in zip(words(text), written_words(text), strict=True):
        assert form in forms.strict(typed)
        if not is_stop_word(form):
            assert stems([form])[0] in forms.stems(typed)


@pytest.mark.parametrize("accented", ["maïs", "jeûne", "sûr", "mûr", "tâche"])
def test_typed_with_accents_only_that_form_is_meant(accented: str) -> None:
    bare = strip_accents(accented)
    texts = f"{accented} {bare} {bare.upper()}"
    forms = forms_of(written_words(texts), filter(None, stems(written_words(texts))))
    (typed,) = written_words(accented)
    assert forms.strict(typed)[0] == typed
    assert f"{bare.lower()}~" in forms.strict(typed)
    assert "mais" not in forms.strict("maïs")
    assert stems([bare.lower()])[0] not in forms.stems(typed)


def test_an_ordinal_stands_for_all_its_writings_but_not_for_those_of_compounds() -> None:
    alike = {"5e", "5ème", "cinquième", "cinquieme~"}
    terms = [*alike, *alike, "première", "1er", *written_words("vingt-cinquième")]
    forms = forms_of(terms, ())
    for typed in ("Ve", "5ème", "5eme", "cinquième", "cinquieme"):
        (word,) = written_words(typed)
        assert alike <= set(forms.strict(word)) <= {*alike, letters(word)}
        assert len(forms.strict(word)) == len(set(forms.strict(word)))
    assert "première" not in forms.strict("1er")


def test_the_s_of_a_short_acronym_is_no_plural() -> None:
    acronym, singular, plural = stems(written_words("PFAS PFA PFAs"))
    assert acronym != singular == plural
    assert stems(written_words("pass sanitaire"))[0] == "pass"
    assert stems(["ehpads"]) == stems(["ehpad"])


def test_a_text_without_accents_may_mean_any() -> None:
    text = "LE JEUNE DU MAIS. " + "le jeune hopital du departement est sur de sa peche. " * 9
    assert set(written_words(text)) >= {"jeune~", "mais~", "hopital~", "peche~"}
    forms = forms_of(written_words(text), filter(None, stems(written_words(text))))
    for typed in ("jeûne", "jeune", "hôpital", "pêche", "péché", "maïs"):
        assert f"{strip_accents(typed)}~" in forms.strict(typed)
        assert stems([f"{strip_accents(typed)}~"])[0] in forms.stems(typed)
    assert "sur" not in stems(["sur"])


def test_accents_never_matter_for_any_character() -> None:
    accented = (c for c in map(chr, range(sys.maxunicode + 1)) if strip_accents(c) != c)
    assert [c for c in accented if fold(strip_accents(c)) != fold(c)] == []


def test_a_lone_surrogate_is_nothing() -> None:
    assert words("a\ud800b") == ["ab"]


@given(anything)
def test_composed_or_decomposed_is_the_same(text: str) -> None:
    assert analyze(unicodedata.normalize("NFC", text)) == analyze(text)


def test_no_character_stands_for_more_than_two_words() -> None:
    assert max(len(fold(chr(code)).split()) for code in range(sys.maxunicode + 1)) == 2
    assert words("a\ufdfab") == ["a", "b"]


@given(anything, anything)
def test_folding_is_character_by_character(a: str, b: str) -> None:
    assert fold(a + b) == fold(a) + fold(b)
    assert fold(a).replace("·", "").isascii()


PIECES = """
l L d qu n° c est était urgence Urgence URGENCE 15 463 1 234, 12.345 2020 l' d’eau S.N. C.F.
S.N.C.F. élu·e 12 e·12 aujourd’hui M. (l -d 345b ° L.1111-8 hiver « » , \u00ad
aujourd hui Prud hommes, quelqu une presqu R*. 521-1 A. LO L.O. 49, alinéa 3 10.000 3,5 3,5km 80km/h
km/h COP27 COP 5 G g 5g 2019-774 12-15 Ve République ve élu(e)s élu.e.s élu-e-s St 100€ m² 10h30
"""
pieces = st.lists(st.sampled_from(PIECES.split()))
spaced = st.builds(
    lambda sep, found: sep.join(found), st.sampled_from([" ", "\n", "\u202f", "  "]), pieces
)


@settings(max_examples=500)
@given(anything | spaced)
@example("L urgence de la vitamine D en hiver, n° est")
@example("° L urgence")
@example("15 ° 463")
def test_tokens_and_words_are_one_chain(text: str) -> None:
    tokens = tokenize(text)
    reference = [(_folded(word), first, last) for word, first, last in places(text)]
    assert [(token.text, token.start, token.end) for token in tokens] == reference
    assert [token.text for token in tokens] == words(text)
    assert [token.position for token in tokens] == list(range(len(tokens)))
    for before, after in pairwise(tokens):
        assert before.start < before.end <= len(text)
        assert before.start <= after.start


def _folded(word: str) -> str:
    return fold(written(word).removesuffix("~"))


@given(french)
def test_offsets_point_at_the_word(text: str) -> None:
    for token in tokenize(text):
        assert token.text in "".join(words(". " + text[token.start : token.end]))


@given(anything)
def test_terms_are_lower_case_letters_digits_and_signs_between(text: str) -> None:
    for _, term in analyze(text) + analyze_strict(text):
        assert term == term.lower()
        for word in term.removesuffix("~").split("|"):
            assert word.replace("_", "").isalnum()
            assert fold(word).isascii()
            assert unicodedata.is_normalized("NFC", word)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("l urgence", "l’urgence"),
        ("l Assemblée, d Olivier, l yonne", "l’Assemblée, d’Olivier, l’yonne"),
        ("Val d Oise", "Val-d’Oise"),
        ("S.N.C.F.", "SNCF"),
        ("n° 15 463", "n°\u00a015\u202f463"),
        ("coeur", "cœur"),
        ("aujourd’hui", "aujourd'hui"),
        ("15463", "15\u00a0463"),
    ],
)
def test_typed_and_written_forms_meet(typed: str, written: str) -> None:
    assert words(typed) == words(written)


@pytest.mark.parametrize(
    "apart",
    [
        ("retrait", "retraite"),
        ("organe", "organisation"),
        ("collectivité", "collection"),
        ("données", "donner"),
        ("concert", "concertation"),
        ("amende", "amendement"),
        ("actrice", "acte"),
        ("département", "départ"),
        ("passe", "pas"),
        ("sein", "saint"),
        ("verre", "vert"),
        ("foie", "foi"),
        ("Foix", "foi"),
        ("armateur", "arme"),
        ("sécuriser", "sécurisation"),
        ("renouveler", "renouvellement"),
        ("maïs", "mais"),
        ("jeûne", "jeune"),
        ("logement", "loger"),
        ("assurance", "assurer"),
        ("enseignant", "enseignement"),
        ("années", "ânes"),
        ("poisson", "poison"),
        ("dessert", "désert"),
        ("Paris·Lyon", "Paris"),
    ],
)
def test_other_words_stay_apart(apart: tuple[str, str]) -> None:
    assert analyze(apart[0]) != analyze(apart[1])


@pytest.mark.parametrize(
    "together",
    [
        ("travail", "travaux"),
        ("national", "nationale", "nationaux", "nationales"),
        ("hébergé", "hébergés", "hébergée", "hébergées"),
        ("premier", "première", "premières"),
        ("hôpital", "hôpitaux"),
        ("public", "publics", "publique", "publiques"),
        ("réel", "réels", "réelle", "réelles"),
        ("élu", "élus", "élue", "élues"),
        ("directeur", "directrice", "directrices"),
        ("agriculteur", "agricultrices"),
        ("héberger", "hébergeons", "hébergent", "hébergeait", "hébergé", "hébergées"),
        ("finir", "finissent", "finira", "finissait"),
        ("vendre", "vend", "vendent", "vendu", "vendues"),
        ("ubériser", "ubérisé", "ubérisées"),
        ("oeil", "œil", "yeux"),
        ("deuxième", "2e", "2ème"),
    ],
)
def test_inflections_meet(together: tuple[str, ...]) -> None:
    assert len({str(analyze(word)) for word in together}) == 1


@given(st.from_regex(r"[0-9]{1,9}(kg|km|h|g)?", fullmatch=True))
def test_numbers_are_not_stemmed(number: str) -> None:
    assert stem(number) == number


def test_stop_words_keep_their_position() -> None:
    assert analyze("données de la santé") == [(0, "donnée"), (3, "santé")]


@pytest.mark.parametrize(
    ("form", "of"),
    [
        ("fils", {"fil", "fils"}),
        ("cours", {"cour", "cours"}),
        ("portes", {"porter"}),
        ("porte", {"porter"}),
        ("prise", {"prendre", "priser"}),
        ("active", {"actif", "activer"}),
        ("actives", {"actif", "activer"}),
        ("élèves", {"élever"}),
    ],
)
def test_a_form_may_belong_to_several_words(form: str, of: set[str]) -> None:
    assert set(lemmas(form)) == of


@pytest.mark.parametrize(
    ("text", "compounds"),
    [
        (
            "La sous-traitance, l’arc-en-ciel (Saint-Denis).",
            ["sous-traitance", "arc-en-ciel", "Saint-Denis"],
        ),
        ("covid\u201119 et Covid-19", ["covid-19", "Covid-19"]),
        ("existe-t-il celui-ci ? Est-ce rendez-vous ?", ["rendez-vous"]),
        ("16-331QE, -mot, mot-, a--b, x-y-z-t-u, 2020-2023", []),
        ("a" * 30 + "-" + "b" * 30, []),
    ],
)
def test_compounds_are_words_with_hyphens(text: str, compounds: list[str]) -> None:
    assert list(hyphenated(text)) == compounds

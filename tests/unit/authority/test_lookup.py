"""Names of groups, ministries and topics, legislatures and labels."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.authority import (
    digest,
    group_called,
    group_name,
    label,
    legislature_at,
    lookup,
    ministry_name,
    topic_name,
)
from search_app.model.document import AuthorityName
from search_app.model.facet import FacetField

MINISTRIES = [row["name"] for row in lookup.rows_of("ministries.csv")]
GROUPS = [row["name"] for row in lookup.rows_of("groups.csv")]
TOPICS = [row["name"] for row in lookup.rows_of("rubriques.csv")]


def facts(found):
    return found.name, found.values, found.known


@pytest.mark.parametrize(
    ("name", "abbreviation", "values"),
    [
        ("Rassemblement National", "", ("RN",)),
        ("Démocrate (MoDem et Indépendants)", "", ("MoDem",)),
        ("Les Démocrates", "Dem", ("MoDem",)),
        ("Les Républicains", "LES-REP", ("LR",)),
        ("Droite Républicaine", "DR", ("LR",)),
        ("La République en Marche", "LAREM", ("REN",)),
        ("Ensemble pour la République", "EPR", ("REN",)),
        ("Socialistes et apparentés (membre de l’intergroupe NUPES)", "SOC", ("SOC",)),
        ("Socialiste, radical, citoyen et divers gauche", "S.R.C.", ("SOC",)),
        ("Écologiste et Social", "EcoS", ("ECO",)),
        ("Écologie Démocratie Solidarité", "EDS", ("EDS",)),
        ("Libertés et Territoires", "LT", ("LIOT",)),
        ("UDI, Agir et Indépendants", "UDI-A-I", ("UDI",)),
        ("Agir ensemble", "AGIR-E", ("AGIR",)),
        ("Horizons & Indépendants", "HOR", ("HOR",)),
        ("Union des droites pour la République", "UDDPLR", ("UDR",)),
        ("Non inscrit", "NI", ("NI",)),
    ],
)
def test_groups(name, abbreviation, values):
    assert facts(group_name(name, abbreviation)) == (name, values, True)
    assert group_name(name).values == values


@pytest.mark.parametrize(
    ("name", "abbreviation", "written", "values"),
    [
        ("Rassemblement National", "LR", "Rassemblement National", ("RN",)),
        ("Groupe des Républicains", "LR", "Groupe des Républicains", ("LR",)),
        ("LaREM", "", "LaREM", ("REN",)),
        ("", "UDI_I", "UDI_I", ("UDI",)),
    ],
)
def test_the_abbreviation_helps_only_when_the_name_is_unknown(name, abbreviation, written, values):
    assert facts(group_name(name, abbreviation)) == (written, values, True)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Travail, santé et solidarités", ("Travail", "Santé", "Solidarités")),
        (
            "Ministère du travail, de la santé et des solidarités",
            ("Travail", "Santé", "Solidarités"),
        ),
        ("Santé et prévention", ("Santé",)),
        ("Santé et accès aux soins", ("Santé",)),
        ("Affaires sociales et santé", ("Solidarités", "Santé")),
        ("Intelligence artificielle et numérique", ("Numérique",)),
        ("Transition numérique et communications électroniques", ("Numérique",)),
        (
            "Économie, finances, souveraineté industrielle et numérique",
            ("Économie", "Industrie", "Numérique"),
        ),
        (
            "Économie, finances et souveraineté industrielle, énergétique et numérique",
            ("Économie", "Industrie", "Énergie", "Numérique"),
        ),
        ("Premier ministre", ("Premier ministre",)),
        ("Première ministre", ("Premier ministre",)),
        ("M. le ministre de l'intérieur", ("Intérieur",)),
        ("Mme la garde des sceaux, ministre de la justice", ("Justice",)),
        ("Armées (Mme la SE auprès de la ministre)", ("Armées",)),
        ("Agriculture et souveraineté alimentaire (Ministre déléguée)", ("Agriculture",)),
        ("Affaires étrangères (et européennes)", ("Affaires étrangères", "Affaires européennes")),
        ("Affaires européennes (II)", ("Affaires européennes",)),
        ("Ministère auprès du Premier ministre, chargé de la mer", ("Mer",)),
        ("Secrétariat d’État auprès du ministre de l’intérieur", ("Intérieur",)),
        ("Secrétariat d'Etat à l'emploi, auprès de la ministre de l'économie", ("Travail",)),
        (
            "Secrétariat d'État à la défense, chargé des anciens combattants",
            ("Armées", "Anciens combattants"),
        ),
        (
            "Ministère de l'écologie, de l'énergie, du développement durable et de la mer, en charge des technologies vertes et des négociations sur le climat",
            ("Transition écologique", "Énergie", "Mer"),
        ),
    ],
)
def test_ministries(name, values):
    assert facts(ministry_name(name)) == (name, values, True)


@pytest.mark.parametrize(
    "name",
    [
        "Ministère de la mer, chargé de la santé",  # a field of its own before the charge
        "Ministère auprès du Premier ministre, chargé de la mer, chargé de la ville",
        "Santé et bonheur",
        "Ministère",
        "Secrétariat d'État",
        "santé (publique)",
    ],
)
def test_a_rule_never_guesses_a_ministry(name):
    assert ministry_name(name) == AuthorityName(name=name, values=(name,), known=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("numérique", "Numérique"),
        ("Santé", "Santé"),
        ("logement : aides et prêts", "Logement : aides et prêts"),
        ("cours d’eau, étangs et lacs", "Cours d'eau, étangs et lacs"),
        ("ÉTAT", "État"),
        (
            "retraites : fonctionnaires civils et militair",
            "Retraites : fonctionnaires civils et militaires",
        ),
    ],
)
def test_topics(name, value):
    assert facts(topic_name(name)) == (name, (value,), True)


@pytest.mark.parametrize("look_up", [group_name, ministry_name, topic_name])
@pytest.mark.parametrize(
    ("name", "written"),
    [("  Nom\u00a0 inconnu\n", "Nom inconnu"), ("?!", "?!"), ("2050", "2050")],
)
def test_an_unknown_name_is_kept(look_up, name, written):
    assert look_up(name) == AuthorityName(name=written, values=(written,), known=False)


@pytest.mark.parametrize("look_up", [group_name, ministry_name, topic_name])
def test_an_empty_name_has_no_value(look_up):
    assert look_up(" ") == AuthorityName(name="", values=(), known=False)


@given(st.data())
@pytest.mark.parametrize(
    ("look_up", "names"),
    [(group_name, GROUPS), (ministry_name, MINISTRIES), (topic_name, TOPICS)],
)
def test_typing_does_not_matter(look_up, names, data):
    name = data.draw(st.sampled_from(names))
    other = data.draw(st.sampled_from([str.upper, str.lower, str.title, str]))(name)
    if data.draw(st.booleans()):
        other = "".join(
            c for c in unicodedata.normalize("NFD", other) if not unicodedata.combining(c)
        )
    form = data.draw(st.sampled_from(["NFC", "NFD"]))
    other = unicodedata.normalize(form, other)
    for sign, others in (("'", "'’ʼ"), (" ", " \u00a0\u202f"), ("-", "-–\u2011")):
        other = other.replace(sign, data.draw(st.sampled_from(others)))
    other = (
        data.draw(st.sampled_from(["", " ", "\u00a0"]))
        + other
        + data.draw(st.sampled_from(["", " .", "\n"]))
    )
    found = look_up(other)
    assert found.known
    assert found.values == look_up(name).values
    assert found.name == " ".join(other.split())


@given(st.text())
@pytest.mark.parametrize("look_up", [group_name, ministry_name, topic_name])
def test_any_text_has_an_answer(look_up, name):
    found = look_up(name)
    assert found.known or found.values == tuple(v for v in (found.name,) if v)


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("1958-12-08", ""),
        ("1958-12-09", "1"),
        ("2002-06-18", "11"),
        ("2002-06-19", "12"),
        ("2017-06-20", "14"),
        ("2017-06-21", "15"),
        ("2022-06-21", "15"),
        ("2022-06-22", "16"),
        ("2024-06-09", "16"),
        ("2024-06-10", "16"),
        ("2024-06-30", "16"),
        ("2024-07-01", "17"),
        ("2025-04-08", "17"),
    ],
)
def test_legislature_at(day, number):
    assert legislature_at(dt.date.fromisoformat(day)) == number


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (FacetField.LEGISLATURE, "16", "16e législature"),
        (FacetField.LEGISLATURE, "1", "1re législature"),
        (FacetField.LEGISLATURE, "99", "99"),
        (FacetField.PARTY, "RN", "Rassemblement National (RN)"),
        (FacetField.PARTY, "Groupe inconnu", "Groupe inconnu"),
        (FacetField.MINISTRY, "Économie", "Économie et finances"),
        (FacetField.MINISTRY, "Français de l'étranger", "Français de l’étranger"),
        (FacetField.TOPIC, "Numérique", "Numérique"),
        (FacetField.TOPIC, "Cours d'eau, étangs et lacs", "Cours d’eau, étangs et lacs"),
        (FacetField.TOPIC, "Logement : aides et prêts", "Logement\u00a0: aides et prêts"),
        (FacetField.TYPE, "QE", "QE"),
        (FacetField.STATUS, "answered", "answered"),
        (FacetField.YEAR, "2023", "2023"),
    ],
)
def test_label(field, value, shown):
    assert label(field, value) == shown


@pytest.mark.parametrize(
    ("found", "labels"),
    [
        (group_name("Droite Républicaine"), ("Les Républicains (LR)",)),
        (ministry_name("Santé et prévention"), ()),
        (
            ministry_name("Travail, santé et solidarités"),
            ("Travail et emploi", "Solidarités et affaires sociales"),
        ),
        (topic_name("cours d’eau, étangs et lacs"), ("Cours d’eau, étangs et lacs",)),
        (group_name("Groupe inconnu"), ()),
    ],
)
def test_a_name_has_the_labels_that_its_values_do_not_say(found, labels):
    assert found.labels == labels


def test_the_digest_follows_the_data(tmp_path, monkeypatch):
    before = digest()
    assert len(bytes.fromhex(before)) == 32
    for path in lookup.DATA.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(lookup, "DATA", tmp_path)
    assert digest.__wrapped__() == before
    for asked in ("other_names.csv", "towns.csv", "usual_groups.csv"):
        (tmp_path / asked).write_bytes(b"name\n")
    assert digest.__wrapped__() == before
    (tmp_path / "groups.csv").write_bytes(b"value,label\n")
    assert digest.__wrapped__() != before


@pytest.mark.parametrize(
    ("said", "value"),
    [
        *(("PS", "SOC"), ("socialistes", "SOC"), ("le parti socialiste", "SOC"), ("SER", "SOC")),
        *(("FI", "LFI"), ("LFI", "LFI"), ("insoumis", "LFI"), ("la France insoumise", "LFI")),
        *(("PCF", "GDR"), ("communistes", "GDR"), ("GDR", "GDR")),
        *(("RN", "RN"), ("FN", "RN"), ("Front national", "RN"), ("députés du RN", "RN")),
        *(("LR", "LR"), ("UMP", "LR"), ("les républicains", "LR"), ("Républicains", "LR")),
        *(("les écologistes", "ECO"), ("écologistes", "ECO"), ("EELV", "ECO"), ("les Verts", "ECO")),
        *(("groupe LREM", "REN"), ("Renaissance", "REN"), ("MODEM", "MoDem"), ("Horizons", "HOR")),
    ],
)  # fmt: skip
def test_what_people_call_a_group(said: str, value: str) -> None:
    assert group_called(said) == (value,)


@pytest.mark.parametrize("said", ["", "groupe", "les députés", "socialisme", "NUPES", "parti"])
def test_what_no_group_is_called(said: str) -> None:
    assert group_called(said) == ()

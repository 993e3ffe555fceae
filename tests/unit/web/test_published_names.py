"""A value opens to the names that documents bear; a group has days, neighbours and a colour."""

import datetime as dt
import html
import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from loop_engine import ARTICLE, QUESTION, LoopEngine
from page_reading import links, page

from search_app.authority import group_name, ministry_name
from search_app.model.document import Chamber, Document

GROUPS = (
    "Nouvelle Gauche",
    "Socialistes et apparentés",
    "Socialistes et apparentés",
    "Renaissance",
)
MINISTRIES = (
    "Travail",
    "Travail, emploi et insertion",
    "Solidarités et santé",
    "Santé et prévention",
)


def asked(number: int, group: str, ministry: str) -> Document:
    return replace(
        QUESTION,
        id=f"QANR5L15QE{number}",
        number=str(number),
        chamber=Chamber.ASSEMBLEE,
        group=group_name(group),
        ministry_asked=ministry_name(ministry),
        ministry_in_charge=None,
        date=dt.date(2018, 3, number),
    )


@pytest.fixture(autouse=True)
def documents(engine: LoopEngine) -> None:
    questions = [
        asked(n, *names) for n, names in enumerate(zip(GROUPS, MINISTRIES, strict=True), 1)
    ]
    engine.documents = (*questions, ARTICLE)


def opened(text: str) -> dict[str, list[tuple[str, str]]]:
    """Return the names under each value that can be opened, with their numbers."""
    found = {}
    for names in re.findall(r'<details class="names".*?</details>', text, re.DOTALL):
        label = html.unescape(re.search(r"visually-hidden\">\u00a0: (.*?)<", names)[1])
        rows = re.findall(r"<li><(?:a|button) [^>]*>([^<]+).*?(\d+)</(?:b|span)></li>", names)
        found[label] = [(html.unescape(name), total) for name, total in rows]
    return found


SEVERAL = {
    "Socialistes et apparentés (SOC)": [
        ("Socialistes et apparentés", "2"),
        ("Nouvelle Gauche", "1"),
    ],
    "Travail et emploi": [("Travail", "1"), ("Travail, emploi et insertion", "1")],
    "Santé": [("Santé et prévention", "1"), ("Solidarités et santé", "1")],
}


@pytest.mark.parametrize(
    ("address", "labels"),
    [
        ("/search", list(SEVERAL)),
        ("/search/values/party", ["Socialistes et apparentés (SOC)"]),
        ("/search/values/ministry", ["Travail et emploi", "Santé"]),
        ("/parties", ["Socialistes et apparentés (SOC)"]),
    ],
)
def test_a_value_with_several_names_opens_to_them(
    client: FlaskClient, address: str, labels: list[str]
):
    found = opened(page(client, address))
    assert found == {label: SEVERAL[label] for label in found}
    assert sorted(found) == sorted(labels)


def test_names_count_what_the_other_filters_leave(client: FlaskClient):
    assert "Travail et emploi" not in opened(page(client, "/search?party=REN"))
    assert (
        opened(page(client, "/search?party=SOC"))["Travail et emploi"]
        == SEVERAL["Travail et emploi"]
    )
    # Where a ministry is chosen, the names of others would find nothing.
    assert "Santé" not in opened(page(client, "/search?ministry=Travail&ministry=Culture"))


def test_a_name_is_one_more_filter_that_can_be_taken_back(client: FlaskClient):
    text = page(client, "/search")
    assert '<button name="ministry_name" value="Travail, emploi et insertion">' in text
    address = "/search?ministry=Travail&ministry_name=Travail%2C+emploi+et+insertion"
    text = page(client, address)
    assert "1\u00a0document" in text
    assert "Nom du ministère\u00a0: Travail, emploi et insertion" in text
    assert "nom du ministère\u00a0: Travail, emploi et insertion" in text
    assert re.search(r'<details class="names" id="ministry_name-Travail" open>', text)
    # The form keeps it, whatever is ticked beside it.
    assert '<input type="hidden" name="ministry_name" value="Travail, emploi et insertion">' in text
    assert links(text).count("/search?ministry=Travail") >= 2  # the chip, and the name itself


def test_a_name_can_be_excluded_and_taken_back(client: FlaskClient):
    text = page(client, "/search?not_party_name=Nouvelle+Gauche")
    assert "Sauf nom du groupe\u00a0: Nouvelle Gauche" in text
    assert ("Sauf Nouvelle Gauche", "1") in opened(text)["Socialistes et apparentés (SOC)"]
    assert "/search" in links(text)


def test_every_name_finds_what_its_number_says_all_of_the_value(client: FlaskClient):
    facets = client.get("/search.json").json["facets"]
    for outer, inner in (("party", "party_name"), ("ministry", "ministry_name")):
        totals = {value["value"]: value["count"] for value in facets[outer]}
        for name in facets[inner]:
            found = client.get(name["toggle_url"]).json
            assert found["total"] == name["count"]
            for value in name.get("belongs_to", ()):
                assert name["count"] <= totals[value]
                both = client.get("/search.json", query_string={inner: name["value"], outer: value})
                assert both.json["total"] == name["count"]


def test_the_lists_are_narrowed_by_names_too(client: FlaskClient):
    found = opened(page(client, "/search/values/party?contains=nouvelle"))
    assert list(found) == ["Socialistes et apparentés (SOC)"]


def test_the_advanced_form_has_names_under_what_they_belong_to(client: FlaskClient):
    text = page(client, "/advanced")
    select = text.partition('name="ministry_name"')[2].partition("</select>")[0]
    assert re.findall(r'optgroup label="([^"]+)"', select) == ["Santé", "Travail et emploi"]
    assert "/search?party_name=Nouvelle+Gauche" in links(
        client.get("/advanced?party_name=Nouvelle+Gauche").text
    )


def test_a_group_has_its_names_with_their_days_and_a_colour(client: FlaskClient):
    text = page(client, "/parties/SOC")
    names = text.partition("<h2>Noms publiés</h2>")[2].partition("</ul>")[0]
    assert "15e législature, du 27 juin 2017 au 11 septembre 2018" in names
    assert "17e législature, depuis le 18 juillet 2024" in names
    assert "/search?party=SOC&party_name=Nouvelle+Gauche" in links(names)
    # A name without documents is said and leads nowhere.
    assert "<span>Socialiste, écologiste et républicain</span>" in names
    assert 'fill="#f5b4ce"' in text.partition("<h1>")[0]
    assert 'aria-hidden="true"' in text.partition("<h1>")[0].rpartition("<svg")[2]


def test_a_ministry_has_its_names(client: FlaskClient):
    names = page(client, "/ministries/Travail").partition("<h2>Noms publiés</h2>")[2]
    assert "/search?ministry=Travail&ministry_name=Travail%2C+emploi+et+insertion" in links(
        names.partition("</ul>")[0]
    )


def test_a_question_says_what_its_group_was_called_on_its_day(client: FlaskClient):
    facts = page(client, "/documents/QANR5L15QE1").partition("<dt>Groupe</dt>")[2]
    facts = facts.partition("</dd>")[0]
    assert "Nouvelle Gauche" in facts
    assert "du 27 juin 2017 au 11 septembre 2018" in facts
    assert "auparavant\u00a0: Socialiste, écologiste et républicain" in facts
    assert "ensuite\u00a0: Socialistes et apparentés" in facts


def test_a_group_of_the_senat_is_not_taken_for_one_of_the_assemblee(
    client: FlaskClient, engine: LoopEngine
):
    (first, *_) = engine.documents
    engine.documents = (replace(first, chamber=Chamber.SENAT),)
    facts = page(client, "/documents/QANR5L15QE1").partition("<dt>Groupe</dt>")[2]
    assert "2017" not in facts.partition("</dd>")[0]


def test_the_card_of_a_group_says_its_names(client: FlaskClient):
    card = page(client, "/search?q=PS").partition('class="card"')[2].partition("</li>\n  </ul>")[0]
    assert "Socialistes et apparentés, depuis le 18 juillet 2024" in card
    assert "auparavant\u00a0: " in card
    assert 'fill="#f5b4ce"' in card


def test_the_chamber_is_a_filter_where_both_are_found(client: FlaskClient, engine: LoopEngine):
    legend = "<legend>Chambre</legend>"
    assert legend not in page(client, "/search")
    (first, *others) = engine.documents
    engine.documents = (replace(first, id="SEQ180301234", chamber=Chamber.SENAT), *others)
    text = page(client, "/search")
    assert legend in text
    assert "Sénat" in text.partition(legend)[2].partition("</fieldset>")[0]
    text = page(client, "/search?chamber=senat")
    assert legend in text
    assert "Chambre\u00a0: Sénat" in text
    assert "1\u00a0document" in text

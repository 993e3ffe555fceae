"""Which laws a text cites, in every way in which people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.authority import codes
from search_app.mentions import laws_cited


def names(text: str) -> list[str]:
    return [law.name for law in laws_cited(text)]


@pytest.mark.parametrize(
    "written",
    [
        "la loi n° 2019-774 du 24 juillet 2019",
        "la loi n°2019-774",
        "La LOI N° 2019-774",
        "la loi 2019-774",
        "la loi n\u00a0°\u00a02019‑774",
        "la loi no 2019-774",
        "la loi n° 2019 - 774",
        "la loi « Mieux vivre » n° 2019-774",
        "la loi de finances rectificative 2019-774",
    ],
)
def test_a_law_has_one_name(written: str) -> None:
    assert names(f"Comme le veut {written}, il demande.") == ["Loi n° 2019-774"]


@pytest.mark.parametrize(
    "written",
    [
        "l’article L. 521-1 du code de la santé publique",
        "l'article L521-1 du Code de la santé publique",
        "art. L.521-1 du CSP",
        "le L. 521-1 du code de la santé publique",
        "l’article L. 521-1, alinéa 2, du code de la santé publique",
        "l’article L. 521-1, alinéa 1er, du code de la santé publique",
        "l’article L. 521-1, II, 4° du code de santé publique",
        "l’article L. 521-1 du code la santé publique",
    ],
)
def test_an_article_of_a_code_has_one_name(written: str) -> None:
    code = "Code de la santé publique"
    assert names(f"Selon {written}.") == [code, f"{code}, article L. 521-1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("les articles 6, 7 et 9 du code civil", ["6", "7", "9"]),
        ("l’article 200 bis A du code civil", ["200 bis A"]),
        ("l’article 1er du code civil", ["1er"]),
        ("l’article 12 B sexdecies du code civil", ["12 B sexdecies"]),
        ("l’article 12 et de l’article 14 du code civil", ["12", "14"]),
        ("le code civil ; l’article 1382 de ce même code", ["1382"]),
        ("les articles R*. 12-3 et D. 4-5-6 du code civil", ["R*. 12-3", "D. 4-5-6"]),
        ("le code civil ; l’article 1382 du même code", ["1382"]),
        ("l’article 9 de l’ordonnance", []),
    ],
)
def test_articles_are_those_of_their_code(text: str, expected: list[str]) -> None:
    found = [name for name in names(text) if "article" in name]
    assert found == [f"Code civil, article {number}" for number in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le décret n° 2022-19 du 10 janvier 2022", "Décret n° 2022-19"),
        ("l’ordonnance n° 45-2658 du 2 novembre 1945", "Ordonnance n° 45-2658"),
        ("la loi organique n° 2001-692", "Loi organique n° 2001-692"),
        ("la loi du 9 décembre 1905", "Loi du 9 décembre 1905"),
        ("la circulaire du 1er mars 2017", "Circulaire du 1er mars 2017"),
        ("la circulaire (NOR : ABC) du 1er mars 2017", "Circulaire du 1er mars 2017"),
        ("la circulaire n° 12/A du 1er mars 2017", "Circulaire du 1er mars 2017"),
        ("la circulaire du ministre en date du 1er mars 2017", "Circulaire du 1er mars 2017"),
        ("la loi Untel sur les ponts du 2 mars 2017", "Loi du 2 mars 2017"),
        ("le décret d’application n° 2022-19", "Décret n° 2022-19"),
        ("le règlement (UE) 2016/679", "Règlement (UE) 2016/679"),
        ("le règlement (CE) n° 1234/2007", "Règlement (CE) 1234/2007"),
        ("la directive 2010/63/UE", "Directive 2010/63/UE"),
        ("la directive (UE) 2015/2302", "Directive (UE) 2015/2302"),
        ("la directive 2015/2302/UE", "Directive (UE) 2015/2302"),
        ("la directive « ponts » 2001/12/CE", "Directive 2001/12/CE"),
        ("la directive européenne 79/12", "Directive 79/12/CEE"),
        ("le règlement CE n° 1234/2007", "Règlement (CE) 1234/2007"),
        ("le règlement (UE) d’exécution n° 12/2014", "Règlement (UE) 12/2014"),
        ("le règlement du Conseil n° 12/1958", "Règlement (CEE) 12/1958"),
        ("le règlement (CEE) n° 2092/91", "Règlement (CEE) 2092/91"),
        ("l’article 49, alinéa 3, de la Constitution", "Constitution, article 49"),
    ],
)
def test_other_acts(text: str, expected: str) -> None:
    assert names(f"Il cite {text} de nouveau.") == [expected]


def test_european_acts_are_told_apart_in_a_list() -> None:
    text = "les règlements (UE) 2017/12 et (CE) n° 34/2009, et la directive 2001/12/CE"
    assert names(text) == [
        "Règlement (UE) 2017/12",
        "Règlement (CE) 34/2009",
        "Directive 2001/12/CE",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "l’emploi n° 2019-774",
        "la loi Évin",
        "le code postal 75001",
        "la constitution de 12 dossiers",
        "le règlement intérieur de 2016",
        "loi du 31 février 2010",
        "la directive 12/3",
        "la directive. Depuis, la décision 2001/12/CE",
        "la directive et la décision 2001/12/CE",
        "le projet de loi du 2 mars 2017",
        "le décret publié au Journal officiel du 2 mars 2017",
        "",
    ],
)
def test_what_names_no_act_is_none(text: str) -> None:
    assert names(text) == []


def test_a_law_named_by_its_day_is_the_one_named_by_its_number_before() -> None:
    text = "la loi n° 83-634 du 13 juillet 1983 et, depuis, la loi du 13 juillet 1983"
    assert names(text) == ["Loi n° 83-634"]


def test_official_pages_are_known_where_their_address_follows_from_the_text() -> None:
    text = (
        "la loi n° 2019-774, soit la loi n° 2019-774 du 24 juillet 2019, le code du travail, le "
        "règlement (UE) 2016/679, le règlement (CEE) n° 2092/91 et la circulaire du 3 mai 2020"
    )
    assert {law.name: law.url.partition("//")[2] for law in laws_cited(text)} == {
        "Loi n° 2019-774": "www.legifrance.gouv.fr/eli/loi/2019/7/24/2019-774/jo/texte",
        "Code du travail": "www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006072050",
        "Règlement (UE) 2016/679": "eur-lex.europa.eu/eli/reg/2016/679/oj",
        "Règlement (CEE) 2092/91": "eur-lex.europa.eu/eli/reg/1991/2092/oj",
        "Circulaire du 3 mai 2020": "",
    }


@given(st.sampled_from(codes()), st.integers(0, 400), st.integers(0, 400))
def test_a_citation_is_found_wherever_it_stands(code: object, before: int, after: int) -> None:
    name = getattr(code, "name", "")
    text = f"{'mot ' * before}le {name[0].lower()}{name[1:]}, dit-on {'mot ' * after}"
    assert name in names(text)


@given(st.text(st.sampled_from("loi code°n2019-7articl .dut,é’LRD*()/"), max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert len(set(names(text))) == len(names(text))

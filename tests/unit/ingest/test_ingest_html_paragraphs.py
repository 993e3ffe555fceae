"""Which paragraphs a fragment of HTML holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official import EXCHANGE

from bounded import in_bounded_time
from search_app.ingest.json_questions.html_paragraphs import Paragraph, html_paragraphs

TABLE = (
    "Voici :<!-- DEBTAB --><div align='center'><table border='1'><tr><th rowspan=2\">NOM<br>court</br></th>"
    "<th>EN  SERVICE</th></tr><tr><td>Phare</td><td></td><td>194&#160;588</td></tr></table></div><!-- FINTAB -->"
)  # fmt: skip

FRAGMENTS = [
    ("", []),
    (" \n ", []),
    ("<p> </p><br>", []),
    ("Un mot.", ["Un mot."]),
    ("Un.<br><br>Deux.<br/>Trois.", ["Un.", "Deux.", "Trois."]),
    ("<p>Un.</p><p>Deux.<p>Trois.", ["Un.", "Deux.", "Trois."]),
    ("</p>Un.<br> <p>", ["Un."]),
    ("Un\nmot  de\ttrop", ["Un mot de trop"]),
    ("M.\xa0Nom\u202f: «\xa0oui\xa0»\xa0", ["M.\xa0Nom\u202f: «\xa0oui\xa0»"]),
    ("R&D &amp; caf&eacute; &#233; &#xe9; &nbsp;!", ["R&D & café é é \xa0!"]),
    ("cafe\u0301 et e&#769;", ["café et é"]),
    ("a<!-- b --><script>c</script><style>d</style>e", ["ae"]),
    ("Un <i>mot</i> <a name=PG1>ici</a>", ["Un mot ici"]),
    ("1 < 2 et 3 > 2", ["1 < 2 et 3 > 2"]),
    ("a\x00b\x01c\x85d\u2028e&#1;f&#x2029;g", ["a b c d e f g"]),
    ("<table><tr><td></td><td>a</td><td> </td></tr></table>", ["a"]),
    ("un ;<br>deux ;", ["un ;", "deux ;"]),
    ("<ul><li>un</li><li>deux</li></ul>", ["un", "deux"]),
    (TABLE, ["Voici :", "NOM court ; EN SERVICE", "Phare ; ; 194\xa0588"]),
    ("<BODY bgColor=#ffffff><p ></p> <p align='center'>TITRE</p>a", ["TITRE", "a"]),
    ("</body></html>encore <p>et encore", ["encore", "et encore"]),
]


@pytest.mark.parametrize(("html", "texts"), FRAGMENTS)
def test_fragments(html, texts):
    assert [paragraph.text for paragraph in html_paragraphs(html)] == texts


def test_how_paragraphs_open():
    title, floor, question, *_ = html_paragraphs(EXCHANGE)
    assert title == Paragraph("PRIX DU SEL", is_centred=True)
    assert floor.speaker == "Mme\xa0la présidente."
    assert (question.speaker, question.role) == ("M.\xa0Paul Modèle.", "")
    minister = html_paragraphs("<b>Mme Anne Type,</b><i> ministre . </i>Oui.")
    assert minister == [Paragraph("Mme Anne Type, ministre. Oui.", "Mme Anne Type,", "ministre .")]
    assert html_paragraphs("Un <b>mot</b>")[0].speaker == ""
    assert html_paragraphs("<strong>M. X</strong> et <i>toi</i>")[0].role == ""


def test_a_long_text_is_not_cut():
    (paragraph,) = html_paragraphs("mot" * 4_000_000)
    assert len(paragraph.text) == 12_000_000


@pytest.mark.parametrize(
    "hostile",
    ["<div>" * 200_000, "<b>" * 300_000 + "x", "<" * 1_000_000, "<td>a" * 200_000, "&" * 1_000_000],
    ids=["nested", "bold", "open", "cells", "ampersands"],
)
def test_hostile_html_takes_no_time(hostile):
    with in_bounded_time(10):
        html_paragraphs(hostile)


PIECES = st.sampled_from(["<p>", "</p>", "<br>", "<td>", "</td>", "<b>", "</i>", "&#1;", "&", "<!--", "a ", "\ud800", "é"])  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
def test_a_paragraph_is_one_clean_line(html):
    for paragraph in html_paragraphs(html):
        assert paragraph.text.strip() == paragraph.text != ""
        assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in paragraph.text)
        assert "  " not in paragraph.text
        paragraph.text.encode()

"""Exports of press databases, in our own words: each article is a document of its own."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reading import read_corpus
from search_app.ingest import Limits
from search_app.model.document import Document
from search_app.model.errors import RecordError


def europresse(
    title,
    *,
    text="Le lavoir rouvre, dit la mairie.",
    number="",
    head="Société, mardi 4 juin 2024 - p. A12 340 mots",
    author="Jeanne Exemple",
    paper="Le Courrier de Vaubrune, no. 1204",
):
    footer = f"<div class='publiC-lblNodoc'>{number}</div>" if number else ""
    return (
        f"<article><header><div class='rdp__DocPublicationName'><span class='DocPublicationName'>{paper}</span></div>"
        f"<div class='rdp__DocHeader'><span class='DocHeader'>{head}</span></div>"
        f"<div class='titreArticle'><p class='sm-margin-TopNews titreArticleVisu rdp__articletitle'>{title}</p></div>"
        f"<p class='sm-margin-bottomNews'>{author}</p></header>"
        f"<section><div class='DocText clearfix'><p>{text}</p><div class='pub'><p>Elle l’avait promis.</p></div></div></section>{footer}</article>\n"
    )


def page(*articles):
    style = "<style>" + "p { margin: 0 } " * 900 + "</style>"
    return f"<!DOCTYPE html>\n<html><head>{style}</head><body><h2>Sommaire</h2>\n{''.join(articles)}</body></html>"


def factiva(title, day="12 March 2024", number="", text="Le lavoir rouvre, dit la mairie."):
    fields = {"SE": "Local", "HD": title, "BY": "Par Jeanne Exemple", "WC": "340 mots", "PD": day, "SN": "Le Courrier",
              "PG": "12", "LP": f"<p class='articleParagraph'>{text}</p>", "TD": "<p class='articleParagraph'>Elle l’avait promis.</p>"}  # fmt: skip
    fields |= {"AN": f"Document {number}"} if number else {}
    rows = "".join(
        f"<tr><td><b>{code}</b>&nbsp;</td><td>{said}</td></tr>" for code, said in fields.items()
    )
    return f'<div class="article frArticle"><table>{rows}</table></div>\n'


def test_an_article_of_europresse(document):
    found = document(page(europresse("Le lavoir")), "revue.html")
    assert (found.title, found.author, found.publisher) == (
        "Le lavoir",
        "Jeanne Exemple",
        "Le Courrier de Vaubrune",
    )
    assert (f"{found.date}", found.date_inferred, found.page) == ("2024-06-04", False, "A12")
    assert found.text == "Le lavoir rouvre, dit la mairie.\n\nElle l’avait promis."
    assert (found.source.line, found.legislature) == (3, "16")


@pytest.mark.parametrize(
    ("head", "day", "printed"),
    [
        ("mardi 4 juin 2024 - p. 3 612 mots", "2024-06-04", "3"),
        ("Tuesday, June 4, 2024 - p. ARD12", "2024-06-04", "ARD12"),
        ("4 June 2024", "2024-06-04", ""),
        ("2024-06-04 p. 12-13", "2024-06-04", "12-13"),
        ("sans date", "None", ""),
    ],
)
def test_the_day_and_page_of_europresse(document, head, day, printed):
    found = document(page(europresse("Le lavoir", head=head)))
    assert (f"{found.date}", found.page) == (day, printed)


def test_an_author_who_is_no_person_opens_the_text(document):
    found = document(page(europresse("Le lavoir", author="AFP")))
    assert (found.author, found.text.split("\n\n")[0]) == ("", "AFP")


def test_an_article_of_factiva(document):
    found = document(page(factiva("Le lavoir")), "revue.html")
    assert (found.title, found.author, found.publisher) == (
        "Le lavoir",
        "Jeanne Exemple",
        "Le Courrier",
    )
    assert (f"{found.date}", found.page) == ("2024-03-12", "12")
    assert found.text == "Le lavoir rouvre, dit la mairie.\n\nElle l’avait promis."


def test_an_article_of_factiva_without_letters(document):
    lines = (
        "Par Jeanne Exemple",
        "340 mots",
        "12 mars 2024",
        "10:15",
        "Le Courrier",
        "COURR",
        "12",
        "Français",
    )
    heads = "".join(f"<div>{line}</div>" for line in lines)
    body = "<p class='articleParagraph frarticleParagraph'>Le lavoir rouvre.</p><p class='articleParagraph'>Elle l’avait promis.</p>"
    found = document(
        page(
            f'<div class="article frArticle"><div><span class="frHeadline">Le lavoir</span></div>{heads}{body}</div>'
        )
    )
    assert (found.title, found.author, found.publisher) == (
        "Le lavoir",
        "Jeanne Exemple",
        "Le Courrier",
    )
    assert (f"{found.date}", found.page, found.text) == (
        "2024-03-12",
        "12",
        "Le lavoir rouvre.\n\nElle l’avait promis.",
    )


@pytest.mark.parametrize("make", [europresse, factiva])
def test_articles_keep_their_identity_when_an_export_grows(read_all, make):
    first, second = make("Le lavoir"), make("La gare", text="La gare ferme.")
    before = read_all({"revue.html": page(first, second)})
    after = read_all({"revue.html": page(make("Le canal", text="Le canal gèle."), second, first)})
    assert len({document.id for document in after}) == 3
    assert [d.id for d in before] == [after[2].id, after[1].id]


@pytest.mark.parametrize(
    ("make", "number", "identity"),
    [
        (europresse, "news·20240604·CV·1234", "revue-html-news-20240604-cv-1234"),
        (factiva, "COURRI0020240312ek3c0000a", "revue-html-courri0020240312ek3c0000a"),
    ],
)
def test_the_number_of_a_database_names_the_article(document, make, number, identity):
    found = document(page(make("Le lavoir", number=number)), "revue.html").id
    assert found.startswith(f"{identity}-")


def test_an_export_in_a_zip(read_all):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "a/revue.html", page(europresse("Le lavoir"), europresse("La gare", text="Elle ferme."))
        )
    found = read_all({"presse.zip": packed.getvalue()})
    assert [d.title for d in found] == ["Le lavoir", "La gare"]
    assert all(d.source.record.startswith("a/revue.html/") for d in found)


def test_one_article_without_text_is_reported_and_the_others_are_read(read_all):
    empty = "<article><span class='DocPublicationName'>Le Courrier</span><span class='DocHeader'>4 juin 2024</span></article>"
    found = read_all(
        {
            "revue.html": page(
                europresse("Le lavoir"),
                empty,
                "<article><p>sans fin",
                europresse("La gare", text="Elle ferme."),
            )
        }
    )
    errors = [one for one in found if isinstance(one, RecordError)]
    assert [one.title for one in found if isinstance(one, Document)] == ["Le lavoir", "La gare"]
    assert [(error.code, error.line) for error in errors] == [("missing", 4), ("missing", 4)]
    assert all(error.record for error in errors)


def test_an_article_above_the_limit_is_reported_alone(tmp_path):
    long = europresse("Le canal", text="Le canal gèle. " * 400)
    (tmp_path / "revue.html").write_text(page(europresse("Le lavoir"), long))
    found = list(read_corpus(tmp_path, limits=Limits(record_size_max_bytes=2_000)))
    assert [getattr(one, "title", None) or one.code for one in found] == ["Le lavoir", "size"]


def test_an_export_in_another_charset(document):
    head = "<meta charset='iso-8859-1'>"
    found = document(
        page(europresse("L'été"))
        .replace("<head>", f"<head>{head}")
        .replace("’", "'")
        .encode("cp1252")
    )
    assert found.title == "L'été"


MARKS = ("<article>", "</article>", "<span class='DocPublicationName'>", "<span class='DocHeader'>", "<div class='DocText'>",
         '<div class="article frArticle">', "<p class='articleParagraph'>", "<table><tr><td>TD<td>", "<!--", "4 juin 2024", "</div>")  # fmt: skip


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pieces=st.lists(st.sampled_from(MARKS) | st.text(max_size=8), max_size=30))
def test_whatever_an_export_holds_is_read_or_reported(tmp_path, pieces):
    start = (
        "<html>DocPublicationName DocHeader <article>"
        if len(pieces) % 2
        else "<html>articleParagraph "
    )
    (tmp_path / "a.html").write_text(start + "".join(pieces), "utf-8", "replace")
    found = list(read_corpus(tmp_path, limits=Limits()))
    assert found
    for one in found:
        assert isinstance(one, Document) or "Error:" not in one.detail

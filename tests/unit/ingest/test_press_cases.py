"""Small saved pages and exports in which one thing each is easily misread: what is read of each?

Sentences that belong to a page's article are numbered in it ("la phrase numéro 2").
"""

import re
from dataclasses import dataclass

import pytest

from reading import read_corpus
from search_app.ingest import Limits
from search_app.model.document import Document

BRIDGE = "Le pont suspendu rouvre"
_NUMBERED = re.compile(r"la phrase numéro (\d)")


@dataclass(frozen=True)
class Right:
    """sentences: the numbers of those that are kept. lines: how many paragraphs there are in all.

    has, lacks: what the text must, or must not, say.
    """

    title: str = BRIDGE
    sentences: str = ""
    lines: int = 0
    day: str = ""
    is_inferred: bool = False
    author: str = ""
    publisher: str = ""
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rejected:
    code: str
    detail: str


def _dated(day: str, *, is_inferred: bool = False, lines: int = 2, author: str = "") -> Right:
    return Right(day=day, is_inferred=is_inferred, lines=lines, author=author)


CASES: dict[str, dict[str, Right | Rejected]] = {
    "multi": {
        "a-three-articles-noh1.html": Rejected("dialect", "page of 3 articles"),
        "b-three-articles-header.html": Rejected("dialect", "page of 3 articles"),
        "c-three-divs.html": Rejected("dialect", "page of 3 articles"),
        "d-sections-in-main.html": Right(sentences="123456", lines=9, has=("Titre 1", "Titre 5")),
        "e-doctext-divs.html": Right(sentences="123456", lines=6),
        "f-class-text.html": Right(sentences="123456", lines=9, has=("Titre 1", "Titre 5")),
        "g-article-body-twice.html": Right("Le pont", "1234", 4, lacks=("Publicité",)),
        "h-slideshow.html": Right("Le pont", "123", 3),
        "i-itemprop.html": Right("Le pont", "1234", 4),
    },
    "comments": {
        "a-abbr-comment.html": Right(
            sentences="123", lines=4, day="2020-01-07", is_inferred=True, lacks=("Bravo",)
        ),
        "b-time-comment.html": Right(sentences="123", lines=3, lacks=("Bravo",)),
        "c-related.html": Right(sentences="123", lines=3, lacks=("La gare ferme",)),
    },
    "htmldate": {
        "b1-published-edited.html": _dated("2024-08-27", lines=3, author="Jeanne Exemple"),
        "b1b-only-visible.html": _dated("2024-08-27", is_inferred=True, lines=3),
        "b1c-visible-short.html": _dated(
            "2024-08-27", is_inferred=True, lines=3, author="Jeanne Exemple"
        ),
        "b1d-visible-mercredi.html": _dated("2019-06-12", is_inferred=True, lines=3),
        "b2-js-expiry.html": _dated(""),
        "b2b-timestamp-only.html": _dated("2024-08-27"),
        "b2c-french-meta.html": _dated("2024-08-27"),
        "b2d-us-order.html": _dated("2024-09-08"),
        "b2e-time-tag.html": _dated("2024-08-27", lines=3),
        "b2f-utc-midnight.html": _dated("2024-08-27", lines=3),
    },
    "html": {
        "01-table-layout.html": Right(sentences="123", lines=3, lacks=("|",)),
        "02-data-table.html": Right(
            sentences="12", lines=5, has=("Année ; Coût", "2021 ; 1 M€"), lacks=("|",)
        ),
        "05-two-articles.html": Rejected("dialect", "page of 3 articles"),
        "06-word-filtered.html": Right(sentences="123", lines=3, has=("L’été, 2\u00a0€.",)),
        "07-divs-no-p.html": Right(sentences="123", lines=3),
        "08-br.html": Right(sentences="123", lines=3),
        "09-lists.html": Right(sentences="12", lines=6, has=("Deuxième point", "Deux")),
        "10-quote-aside.html": Right(
            sentences="12", lines=4, has=("« Ce pont est à nous »", "Encadré"), lacks=("La foule",)
        ),
        "11-details-hidden.html": Right(sentences="12", lines=2, lacks=("Lire la suite",)),
        "12-lead-subheads.html": Right(
            sentences="123", lines=6, has=("Chapô : après trois ans", "Et après ?")
        ),
        # That the text is cut short is for the reader to know.
        "13-paywall.html": Right(
            sentences="12", lines=4, has=("Il vous reste 75 %",), lacks=("cookies",)
        ),
        "14-comments.html": Right(sentences="12", lines=2, lacks=("Bravo", "commentaires")),
        "15-js-only.html": Rejected("missing", "text"),
        "16-jsonld-body.html": Right(sentences="12", lines=1, day="2024-03-12"),
        "17-xhtml.xhtml": Right(sentences="12", lines=2),
        "18-fragment.html": Right(sentences="12", lines=2),
        "19-uppercase.html": Right(sentences="12", lines=2),
        "20-footnotes.html": Right(sentences="12", lines=3, has=("Journal officiel du 12 mars",)),
        "21-title-site.html": Right(sentences="12", lines=2, publisher="La Gazette de Bellerive"),
        "22-title-no-h1.html": Right(sentences="12", lines=2),
        "23-two-h1.html": Right(sentences="12", lines=2, lacks=("La Gazette",)),
        "24-entities-title.html": Right("L’été & le pont", "12", 2),
        "25-short.html": Right("Brève", "", 1, has=("Le pont rouvre lundi.",)),
    },
}
TABLE = [(kind, name, right) for kind, cases in CASES.items() for name, right in cases.items()]

EXPORTS = {
    ("europresse", "export.HTML"): [
        (BRIDGE, "2024-03-12", "3", "Jeanne Exemple", "La Gazette de Bellerive", "municipal."),
        ("La gare ferme ses guichets", "2024-03-13", "7", "Paul Modèle", "Le Courrier du Cantal",
         "selon ses auteurs."),
        ("Un recensement des hérissons", "2024-03-14", "1", "", "Le Petit Hérisson",
         "promet la préfecture."),
    ],
    ("factiva", "export.html"): [
        (BRIDGE, "2024-03-12", "5", "Jeanne Exemple", "La Gazette de Bellerive", "municipal."),
        ("La gare ferme ses guichets", "2024-03-13", "5", "Paul Modèle", "Le Courrier du Cantal",
         "en une semaine."),
    ],
}  # fmt: skip


@pytest.fixture(scope="session")
def kinds(shared_data):
    return shared_data / "cases" / "files"


def _read(kinds, kind, name, tmp_path):
    (tmp_path / name).write_bytes((kinds / kind / name).read_bytes())
    return list(read_corpus(tmp_path, limits=Limits()))


@pytest.mark.parametrize(("kind", "name", "right"), TABLE, ids=[f"{k}/{n}" for k, n, _ in TABLE])
def test_a_saved_page_is_read_as_it_is(kinds, tmp_path, kind, name, right):
    (found,) = _read(kinds, kind, name, tmp_path)
    if isinstance(right, Rejected):
        assert found.code == right.code
        assert right.detail in found.detail
        return
    assert isinstance(found, Document), found
    assert found.title == right.title
    assert (found.date.isoformat() if found.date else "") == right.day
    assert (found.date_inferred, found.author) == (right.is_inferred, right.author)
    assert found.publisher == right.publisher
    assert "".join(_NUMBERED.findall(found.text)) == right.sentences
    assert len(found.text.split("\n\n")) == right.lines
    for words in right.has:
        assert words in found.text
    for words in right.lacks:
        assert words not in found.text


@pytest.mark.parametrize(("place", "right"), EXPORTS.items(), ids=[kind for kind, _ in EXPORTS])
def test_an_export_is_read_article_by_article(kinds, tmp_path, place, right):
    found = _read(kinds, *place, tmp_path)
    assert [
        (d.title, f"{d.date}", d.page, d.author, d.publisher, d.text[-len(one[-1]) :])
        for d, one in zip(found, right, strict=True)
    ] == right
    assert all(document.text.count("\n\n") == 1 for document in found)
    assert len({document.id for document in found}) == len(right)


def test_every_page_of_these_folders_is_in_the_table(kinds):
    of_questions = {
        "26-question-page-new.html",
        "27-question-page-q15.html",
        "28-question-page-q11.html",
    }
    for kind, cases in CASES.items():
        assert {file.name for file in (kinds / kind).iterdir()} - of_questions == set(cases)

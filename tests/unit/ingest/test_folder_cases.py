"""Files as people have them, and what is right for each."""

import datetime as dt

import pytest

from reading import read_corpus
from search_app.ingest import Limits, passed_over_files
from search_app.model.document import Document
from search_app.model.errors import RecordError

DAY = dt.date(2024, 3, 12)
BOTH = "Jeanne Exemple, Paul Modèle"
# What of a file is not as in most: the day is DAY, there is nothing else, and nothing is reported.
FRONT = {
    "01-crlf": {"author": "Jeanne Exemple"},
    "02-bom-crlf": {"author": "Jeanne Exemple"},
    "03-cr-only": {"author": "Jeanne Exemple"},
    "04-authors-list": {"author": BOTH},
    "05-auteurs": {"author": BOTH},
    "06-titre": {"author": "Jeanne Exemple"},
    "07-date-time-tz": {},
    "08-date-jekyll": {},
    "09-date-hm": {},
    "10-date-slash": {},
    "11-date-fr-long": {},
    "12-date-month": {"date": None, "date_written": "mars 2024"},
    "13-date-year": {"date": None, "date_written": "2024"},
    "14-date-published": {},
    "15-date-pubdate": {},
    "16-date-de-publication": {},
    "17-toml": {"author": "Jeanne Exemple"},
    "19-author-object": {"author": "Jeanne Exemple"},
    "20-url-relative": {"codes": ["value"]},
    "2024-03-12-le-pont-jekyll": {"date_inferred": True},
    "21-lien": {"url": "https://gazette.example/pont", "publisher": "La Gazette"},
    "22-title-colon": {},
    "23-draft": {},
    "24-entities": {},
    "25-empty-front": {"date": None},
    "26-three-dots": {},
    "27-obsidian": {"author": "Jeanne Exemple", "url": "https://gazette.example/pont"},
    "28-date-invalid": {"date": None, "codes": ["date"]},
    "29-fence-in-body": {},
    "30-tab-indent": {"date": None},
    "31-dup-key": {"codes": ["value"]},
    "32-title-list": {"author": "Jeanne Exemple"},
}
FIELDS = {"author": "", "date": DAY, "date_written": "", "date_inferred": False, "url": "", "publisher": ""}  # fmt: skip
TITLES = {"22-title-colon": "Pont :", "24-entities": "Le pont & la rive", "27-obsidian": "Le pont", "31-dup-key": "Second"}  # fmt: skip


@pytest.fixture(scope="module", params=["front", "boxes", "csv2"])
def folder(request, shared_data):
    corpus = shared_data / "cases/files" / request.param
    found = list(read_corpus(corpus, limits=Limits()))
    documents = {d.source.path: d for d in found if isinstance(d, Document)}
    return request.param, corpus, documents, [e for e in found if isinstance(e, RecordError)]


def test_the_cases(folder):
    name, corpus, documents, errors = folder
    {"front": _front, "boxes": _boxes, "csv2": _tables}[name](documents, errors)
    if name == "boxes":
        assert set(passed_over_files(corpus)) == {
            *("LICENSE", "Thumbs.db", "desktop.ini", "image.jpg", "image.png", "note.md.bak"),
            *("notes.ipynb", "raccourci.url", "refs.bib", "refs.ris", "script.py", "sub/README.md"),
            *("page_fichiers/", "page_files/", "~$note.docx"),
        }


def _front(documents, errors):
    # JSON before prose is the one front matter that is not read.
    assert documents.keys() == {f"{name}.md" for name in FRONT}
    assert {e.path for e in errors if e.path not in documents} == {"18-json.md"}
    for name, right in FRONT.items():
        found = documents[f"{name}.md"]
        expected = FIELDS | right
        codes = expected.pop("codes", [])
        assert {field: getattr(found, field) for field in expected} == expected, name
        assert [e.code for e in errors if e.path == found.source.path] == codes, name
        assert found.title.startswith(TITLES.get(name, "Le pont")), name
        assert not any(sign in found.text for sign in ("&", "<!--", "brouillon", "title")), name


def _boxes(documents, errors):
    assert documents.keys() == {"mail.eml", "page.mhtml"}
    mail, page = documents["mail.eml"], documents["page.mhtml"]
    assert (mail.title, mail.author, mail.date) == ("Le pont rouvre à midi", "Jeanne Exemple", DAY)
    assert (page.title, page.url) == ("Le pont suspendu rouvre", "https://gazette.example/pont")
    assert "=C3" not in mail.text + page.text
    rejected = {"doc.docx", "doc.odt", "doc.pdf", "doc.rtf", "feed.xml", "livre.epub", "page.webarchive"}  # fmt: skip
    assert [e.path for e in errors] == sorted(rejected)
    broken = [e.path for e in errors if (e.code, e.detail[:11]) == ("format", "broken file")]
    assert broken == ["doc.docx", "doc.pdf"]
    assert all(e.code == "dialect" and "; " in e.detail for e in errors if e.path not in broken)


def _tables(documents, errors):
    assert errors == []
    assert all("’" in d.text and "€" in d.text and "Ã" not in d.text for d in documents.values())
    assert {d.number for d in documents.values()} == {"901", "902"}

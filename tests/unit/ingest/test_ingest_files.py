"""Which files are the corpus, and by which digests they are known."""

import os
import tempfile
from pathlib import Path

import pytest
from own_words import PROSE

from reading import read_corpus
from search_app.ingest import Limits, file_digests
from search_app.ingest.files import SourceFile, corpus_files, passed_over_files
from search_app.model.document import Document
from search_app.model.errors import CorpusError
from search_app.model.slug import slug_of

NOBODY = 65534
TEXT = f"Les hébergeurs devant la commission\n\n{PROSE}"


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


def _write(corpus, *paths):
    for path in paths:
        (corpus / path).parent.mkdir(parents=True, exist_ok=True)
        (corpus / path).write_text(TEXT, encoding="utf-8")


def test_files_are_sorted_and_measured(corpus):
    _write(corpus, "b.txt", "a/z.md", "a-b.txt", "a/b/c.html")
    found = list(corpus_files(corpus))
    assert [file.path for file in found] == ["a-b.txt", "a/b/c.html", "a/z.md", "b.txt"]
    size = len(TEXT.encode())
    assert found[-1] == SourceFile(path="b.txt", absolute=corpus / "b.txt", size_bytes=size)


def test_hidden_files_and_backups_are_passed_over_without_a_word(corpus):
    _write(corpus, ".hidden", ".git/a.txt", "a/.b/c.txt", "a.txt~", "a/b.md")
    os.mkfifo(corpus / "pipe")
    assert [file.path for file in corpus_files(corpus)] == ["a/b.md"]
    assert passed_over_files(corpus) == []


@pytest.mark.parametrize(
    "name",
    ["ReadMe.md", "LISEZMOI.txt", "LICENSE", "Style.CSS", "app.js", "refs.bib", "desktop.ini", "Thumbs.db", "~$note.docx", "note.md.bak", "photo.JPG", "notes.ipynb", "raccourci.url"],
)  # fmt: skip
def test_what_is_no_document_by_its_name_is_passed_over_and_known(corpus, name):
    _write(corpus, name, f"sous/{name}", "a.md")
    assert [file.path for file in corpus_files(corpus)] == ["a.md"]
    assert passed_over_files(corpus) == sorted([name, f"sous/{name}"])


@pytest.mark.parametrize(
    "name", ["licence.md", "css", "le readme.md", "js.txt", "12.3", "sondage.r1"]
)
def test_names_that_only_resemble_these_are_read(corpus, name):
    _write(corpus, name)
    assert [file.path for file in corpus_files(corpus)] == [name]


def test_the_folder_of_a_saved_page_is_passed_over_and_no_other(corpus):
    _write(
        corpus,
        "page.html",
        "page_fichiers/pub.html",
        "page_fichiers/a/b.html",
        "mes_fichiers/a.txt",
    )
    assert [file.path for file in corpus_files(corpus)] == ["mes_fichiers/a.txt", "page.html"]
    assert passed_over_files(corpus) == ["page_fichiers/"]


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_a_corpus_that_is_no_folder(tmp_path, name):
    (tmp_path / "file").write_text("x")
    for use in (corpus_files, file_digests):
        with pytest.raises(CorpusError, match=name):
            use(tmp_path / name)


def test_a_folder_that_cannot_be_listed_stops_the_reading():
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder)
        corpus.chmod(0o755)
        _write(corpus, "a.txt", "closed/b.txt")
        (corpus / "closed").chmod(0)
        if user == 0:  # root reads everything: be nobody for a moment
            os.seteuid(NOBODY)
        try:
            with pytest.raises(CorpusError, match="closed"):
                corpus_files(corpus)
        finally:
            os.seteuid(user)
            (corpus / "closed").chmod(0o755)


def test_links_that_leave_the_corpus_are_reported_and_not_followed(corpus, tmp_path):
    _write(corpus, "a.txt", "folder/c.txt")
    _write(tmp_path, "outside/secret.txt")
    (corpus / "inside.txt").symlink_to("a.txt")
    (corpus / "again").symlink_to("folder")
    (corpus / "out.txt").symlink_to(tmp_path / "outside/secret.txt")
    (corpus / "out").symlink_to(tmp_path / "outside")
    (corpus / "dangling.txt").symlink_to("nothing.txt")
    (corpus / "circle").symlink_to("circle")
    found = list(read_corpus(corpus, limits=Limits()))
    strays = [record.path for record in found if not isinstance(record, Document)]
    assert strays == ["circle", "dangling.txt", "out", "out.txt"]
    read = [record.source.path for record in found if isinstance(record, Document)]
    assert read == ["a.txt", "folder/c.txt", "inside.txt"]


def test_a_linked_corpus_is_read(corpus, tmp_path):
    _write(corpus, "a.txt")
    (tmp_path / "link").symlink_to(corpus)
    assert [file.path for file in corpus_files(tmp_path / "link")] == ["a.txt"]


def test_a_name_that_is_not_utf8_can_be_printed(corpus):
    try:
        Path(os.fsdecode(os.fsencode(corpus) + b"/caf\xe9.txt")).write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (found,) = read_corpus(corpus, limits=Limits())
    assert found.source.path == r"caf\xe9.txt"
    assert slug_of(found) == "caf-xe9"
    assert list(file_digests(corpus)) == [found.source.path]


def test_digests_change_with_paths_and_contents(corpus):
    _write(corpus, "a.txt", "b.txt")
    before = file_digests(corpus)
    assert before["a.txt"] == before["b.txt"]
    (corpus / "b.txt").write_text("x")
    (corpus / "a.txt").rename(corpus / "c.txt")
    (corpus / ".hidden").write_text("x")
    (corpus / "README.md").write_text("x")
    after = file_digests(corpus)
    assert list(after) == ["b.txt", "c.txt"]
    assert after["b.txt"] != before["b.txt"]
    assert after["c.txt"] == before["a.txt"]

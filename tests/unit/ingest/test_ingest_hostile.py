"""Whatever a file holds, reading ends, soon, in a Document or a RecordError."""

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from own_words import PROSE, question_of

from bounded import in_bounded_time
from reading import read_corpus
from search_app.ingest import Limits, document_digest, scan
from search_app.ingest.texts import formats
from search_app.model.document import Document
from search_app.model.errors import RecordError

CODES = {"encoding", "dialect", "empty", "missing", "date", "value", "size", "duplicate", "format"}
MB = 1024 * 1024

PIECES = st.sampled_from(
    [
        *question_of().split("\n\n"),
        "Question au Gouvernement n°", "Données clés", "## Résumé", "Texte de la réponse",
        "Question retirée le : 31 février 2024 (Fin", "Circonscription : ((", "XVXVIe législature",
        "---", "---\ntitle: x\n---", "title: [", "date: 2024-02-31", "# ", "#### x", "```", "> ", "* ",
        "<html>", "<p>", "<h1>", "</div>", "<!doctype html>", "<?xml", "<!--", "&#xD800;", "{", "[[",
        "*", "**", "_", "`", "^{", "](", "[x](#)", "https://", "Publié le 31/02/2024", "8 avril 2025",
        PROSE, "\ufeff", "\u2028", "\x85", "\0", "\r", "\x1b", "🏛", "e\u0301", "-----", "|a|b|", "a;b;c",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=20), max_size=30).flatmap(
    lambda pieces: st.sampled_from(["\n", "\n\n", " ", ""]).map(lambda glue: glue.join(pieces))
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("corpus")


def _read_one(folder, data):
    (folder / "file.txt").write_bytes(data)
    # What is reported beside a document follows it.
    return next(read_corpus(folder, limits=Limits(file_size_max_bytes=MB)))


def _check(found):
    if isinstance(found, RecordError):
        assert found.code in CODES
        # A parser's surprise is caught, but every one that we know has a code of its own.
        assert "Error:" not in found.detail, found
        assert found.line >= 1
        json.dumps(vars(found)).encode()
    else:
        assert found.title
        assert found.text.strip() == found.text != ""
        document_digest(found).encode()
        f"{found.title}{found.text}{found.author}{found.publisher}{found.url}".encode()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300) | st.binary(max_size=300).map(b"<html>".__add__))
def test_bytes(folder, data):
    _check(_read_one(folder, data))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_texts(folder, text):
    _check(_read_one(folder, text.encode("utf-8", "replace")))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=TEXTS)
def test_pages(folder, body):
    _check(_read_one(folder, f"<html><body>{body}".encode("utf-8", "replace")))


def test_a_reader_that_breaks_stops_nothing(read_all, monkeypatch):
    read_text = formats.read_text

    def broken(text, path):
        if path == "b.txt":
            raise RuntimeError("surprise")
        return read_text(text, path)

    monkeypatch.setattr(formats, "read_text", broken)
    first, second, third = read_all({"a.txt": PROSE, "b.txt": PROSE, "c.txt": PROSE})
    assert isinstance(first, Document)
    assert isinstance(third, Document)
    assert (second.code, second.detail) == ("format", "RuntimeError: surprise")


def test_a_file_that_cannot_be_opened_stops_nothing(read_all, monkeypatch):
    def refuse(corpus, path):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(scan, "corpus_file", refuse)
    (found,) = read_all({"a.txt": PROSE})
    assert found.code == "unreadable"
    assert "Permission denied" in found.detail


def test_a_file_above_the_limit_is_not_read(tmp_path):
    with (tmp_path / "sparse.txt").open("wb") as stream:
        stream.truncate(50 * MB)
    tracemalloc.start()
    (found,) = read_corpus(tmp_path, limits=Limits())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (found.code, found.path) == ("size", "sparse.txt")
    assert peak < MB


LINE = "Les hébergeurs ont été entendus par la commission des affaires sociales. "
HOSTILE = {
    "one long line": lambda size: LINE * (size // len(LINE)),
    "many lines": lambda size: (LINE + "\n") * (size // len(LINE)),
    "short lines": lambda size: "mot\n" * (size // 4),
    "question": lambda size: question_of(
        text="Texte de la question\n\n" + LINE * (size // len(LINE))
    ),
    "markdown": lambda size: "# Titre\n\n" + (LINE + "\n\n") * (size // len(LINE)),
    "stars": lambda size: LINE + "*a " * (size // 3),
    "brackets": lambda size: LINE + "[](a" * (size // 4),
    "spaces": lambda size: LINE + " " * size + "x",
    "title of marks": lambda size: LINE + "\n# x" + " #" * (size // 2) + "x",
    "heading of spaces": lambda size: LINE + "\nQuestion écrite n°" + " " * size + "x",
    "key of words": lambda size: question_of(
        published="Question retirée le : " + "a " * (size // 2)
    ),
    "signs": lambda size: LINE + "\nquestion écrite" * (size // 16),
    "reason of parentheses": lambda size: question_of(
        published="Question retirée le : " + "(a (b) " * (size // 7)
    ),
    "comments": lambda size: "<!-- a -->" * (size // 10) + LINE,
    "open comments": lambda size: "<!--" * (size // 4) + LINE,
    "open figures": lambda size: "# x\n" + LINE + "<figure>" * (size // 8),
    "open tags": lambda size: "# x\n" + LINE + "<p " * (size // 3),
    "open lists": lambda size: "[" * size + LINE,
    "open string": lambda size: '["' + LINE * (size // len(LINE)),
    "places": lambda size: LINE + "\n\n" + "A-" * (size // 2),
    "days": lambda size: LINE + "\n\n" + "ce mardi 8 avril 2025 sera " * (size // 27),
    "addresses": lambda size: LINE + "https://a_b " * (size // 12),
    "nested page": lambda size: "<html><body>" + "<div>" * (size // 5),
    "page of marks": lambda size: "<html><body><p>" + LINE + "<" * size,
    "long page": lambda size: "<html><body><p>" + LINE * (size // len(LINE)),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_megabyte_is_read_in_bounded_time(folder, kind):
    (folder / "file.txt").write_bytes(HOSTILE[kind](MB).encode())
    with in_bounded_time(20):
        (_,) = read_corpus(folder, limits=Limits())

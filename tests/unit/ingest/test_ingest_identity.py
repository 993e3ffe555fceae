"""Ids, digests, and which of two records of one document counts."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_words import PROSE, question_of

from search_app.ingest import document_digest, resolve_duplicates
from search_app.ingest.identity import article_id
from search_app.model.document import Document, DocumentType, Event, EventKind, Kind, Source


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("article.txt", "article"),
        ("presse/2025/L’hébergement à l'État.md", "presse-2025-l-hebergement-a-l-etat"),
        ("Œuvre n° 12.html", "oeuvre-ndeg-12"),
        ("sans-extension", "sans-extension"),
        ("version 1.2", "version-1-2"),
        ("a/b.c/d", "a-b-c-d"),
    ],
)
def test_slugs(path, slug):
    assert article_id(path) == slug


@given(st.text(min_size=1, max_size=300).filter(lambda path: path.isprintable()))
def test_slugs_are_short_safe_and_stable(path):
    slug = article_id(path)
    assert 0 < len(slug) <= 120
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert article_id(path) == slug


def test_long_paths_that_begin_alike_differ():
    begin = "dossier/" * 20
    assert article_id(begin + "un.txt") != article_id(begin + "deux.txt")


def _question(path, *, is_notice=False, days=(), date=None):
    events = tuple(Event(kind=EventKind.ASKED, date=day) for day in days)
    return Document(
        id="QANR5L16QE1", kind=Kind.QUESTION, type=DocumentType.QE, title="t", text="x",
        source=Source(path=path, line=3), is_notice=is_notice, events=events, date=date,
    )  # fmt: skip


OLD, NEW = dt.date(2023, 1, 1), dt.date(2024, 1, 1)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (_question("z", days=[OLD]), _question("a", days=[NEW], is_notice=True)),
        (_question("z", days=[OLD, NEW]), _question("a", days=[OLD])),
        (_question("z", date=NEW), _question("a", date=OLD)),
        (_question("z", days=[NEW], date=OLD), _question("a", date=OLD)),
        (_question("z", date=OLD), _question("a")),
        (_question("a", date=OLD), _question("z", date=OLD)),
    ],
    ids=["text beats notice", "newer event", "newer date", "event over date", "dated", "path"],
)
def test_one_record_of_an_id_is_kept(first, second):
    for records in ([first, second], [second, first]):
        kept, (error,) = resolve_duplicates(records)
        assert kept == [first]
        assert (error.code, error.path, error.line) == ("duplicate", second.source.path, 3)
        assert first.source.path in error.detail
        assert second.source.path in error.detail


def test_every_other_record_is_reported_against_the_one_kept():
    kept, errors = resolve_duplicates(_question(path) for path in "cab")
    assert [document.source.path for document in kept] == ["a"]
    assert sorted(error.path for error in errors) == ["b", "c"]
    assert all("a kept" in error.detail for error in errors)


def test_two_files_of_one_id(read_all):
    notice = question_of(text="Résumé\n\nUne députée demande où sont les dossiers.")
    article = f"Un titre de notre façon\n\n{PROSE}"
    found = read_all(
        {
            "1.md": notice,
            "2.txt": question_of(),
            "a/b.txt": article,
            "a-b.md": article,
            "c.txt": article,
        }
    )
    kept, errors = resolve_duplicates(found)
    assert [document.source.path for document in kept] == ["2.txt", "a-b.md", "c.txt"]
    assert [error.path for error in errors] == ["1.md", "a/b.txt"]


def test_digest_covers_every_field():
    base = _question("a", date=OLD)
    changed = [base]
    for field in dataclasses.fields(Document):
        value = getattr(base, field.name)
        other = not value if isinstance(value, bool) else "other"
        changed.append(dataclasses.replace(base, **{field.name: other}))
    assert len({document_digest(document) for document in changed}) == len(changed)
    assert document_digest(base) == document_digest(_question("a", date=OLD))


def test_digest_covers_authority_values(document):
    found = document(question_of())
    group = dataclasses.replace(found.group, values=("OTHER",))
    assert document_digest(dataclasses.replace(found, group=group)) != document_digest(found)

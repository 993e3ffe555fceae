"""Ids and digests."""

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_words import PROSE, question_of

from search_app.ingest import document_digest
from search_app.ingest.identity import article_id
from search_app.model.document import Document, Source


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("article.txt", "article"),
        ("presse/2025/L’hébergement à l'État.md", "presse-2025-l-hebergement-a-l-etat"),
        ("Œuvre n° 12.html", "oeuvre-ndeg-12"),
        ("sans-extension", "sans-extension"),
        ("version 1.2", "version-1-2"),
        ("a/b.c/d", "a-b-c-d"),
        ("№.md", "no"),
        ("\u3164.md", "article"),
    ],
)
def test_an_id_says_its_path(path, slug):
    assert re.fullmatch(f"{slug}-[0-9a-f]{{8}}", article_id(Source(path=path)))


@given(st.text(min_size=1, max_size=300).filter(lambda path: path.isprintable()))
def test_ids_are_short_safe_and_stable(path):
    found = article_id(Source(path=path))
    assert 8 < len(found) <= 129
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert article_id(Source(path=path, line=7)) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2024/01.md", "2024-01.md"),
        ("pont.md", "pont.txt"),
        ("été.md", "ete.md"),
        ("Pont.md", "pont.md"),
        ("\u00e9t\u00e9.md", "e\u0301te\u0301.md"),
        ("dossier/" * 20 + "un.txt", "dossier/" * 20 + "deux.txt"),
    ],
)
def test_two_articles_are_two(read_all, one, other):
    first, second = read_all({one: f"Un titre\n\n{PROSE}", other: f"Un autre\n\n{PROSE}"})
    assert first.id != second.id


def test_records_of_one_container_have_ids_of_their_own():
    ids = {article_id(Source(path="a.zip", record=record)) for record in ("", "1.md", "1.txt", "2")}
    assert len(ids) == 4
    assert article_id(Source(path="a.zip", record="p/1.md")).startswith("a-zip-p-1-")


def test_digest_covers_every_field(document):
    base = document(question_of())
    changed = [base]
    for field in dataclasses.fields(Document):
        value = getattr(base, field.name)
        other = not value if isinstance(value, bool) else "other"
        changed.append(dataclasses.replace(base, **{field.name: other}))
    assert len({document_digest(document) for document in changed}) == len(changed)
    assert document_digest(base) == document_digest(document(question_of()))


def test_digest_covers_authority_values(document):
    found = document(question_of())
    group = dataclasses.replace(found.group, values=("OTHER",))
    assert document_digest(dataclasses.replace(found, group=group)) != document_digest(found)

"""Ids and digests."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_words import question_of

from search_app.ingest import document_digest
from search_app.ingest.identity import article_id
from search_app.model.document import Document


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

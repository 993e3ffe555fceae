"""A text that may only be quoted is found and quoted, and is whole in no answer of the site."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import duckdb
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from endtoend.conftest import SOME_REJECTED, Program
from search_app.model.facet import FacetField
from search_app.settings import Settings
from search_app.web.app import create_app
from search_app.wiring import open_engine

TIMEOUT_MS = 60_000
QUOTED = "Le phare de Trévignon éclaire encore la baie, et son gardien tient un journal."
HIDDEN = "Nul ne doit lire ici que la lanterne fut vendue à un antiquaire de Quimper."
FILLED = "Une phrase qui ne dit rien de plus, pour que le texte soit long comme un article. "
ARTICLE = f"Le phare de la discorde\n\nPar Jeanne Exemple\n\n{QUOTED} {FILLED * 12}\n\n{HIDDEN}\n"
NOTICE = """\
# ASSEMBLÉE NATIONALE

16ème législature

Entretien des phares

Question écrite n° 99921

## Texte de la question

{text}

## Données clés

**Auteur :** M. Paul Modèle

**Ministère interrogé :** Mer

## Date(s) clé(s)

**Question publiée au JO le :** 6 février 2024, page 31
"""
RECORD = """\
{"question": {"uid": "QANR5L16QE99921", "identifiant": {"numero": "99921", "legislature": "16"},
"type": "QE", "indexationAN": {"rubrique": "mer"}, "auteur": {"identite": {"acteurRef": "PA99"}},
"textesQuestion": {"texteQuestion": {"infoJO": {"dateJO": "2024-02-06"}, "texte": "%s"}}}}
"""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    program = Program(tmp_path / "corpus", tmp_path / "index")
    # No busy machine makes an answer incomplete.
    given = {"PRIVATE_TEXT": "presse", "SEARCH_TIMEOUT_MS": f"{TIMEOUT_MS}"}
    program.environment |= {f"SEARCH_APP_{name}": value for name, value in given.items()}
    (program.corpus / "presse").mkdir(parents=True)
    (program.corpus / "presse" / "phare.txt").write_text(ARTICLE)
    (program.corpus / "phare.txt").write_text(ARTICLE.replace("antiquaire", "brocanteur"))
    assert program.run("reindex").returncode == 0
    assert program.run("export", "--offer").returncode == 0
    return program


@pytest.fixture
def settings(program: Program) -> Settings:
    return Settings(
        corpus=program.corpus,
        index=program.index,
        private_text=("presse",),
        search_timeout_ms=TIMEOUT_MS,
        offer_dumps=True,
    )


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def _private(client: FlaskClient) -> str:
    hits = client.get("/search.json?q=Quimper+antiquaire").get_json()["hits"]
    (found,) = (hit["id"] for hit in hits if hit["id"].startswith("presse"))
    return found


def test_it_is_found_and_quoted(client):
    found = client.get("/search.json?q=Trévignon+gardien").get_json()
    assert found["total"] == 2
    said = ["".join(part["text"] for part in s) for hit in found["hits"] for s in hit["snippets"]]
    assert sum(QUOTED[:60] in passage for passage in said) == 2
    assert _private(client)


def test_its_page_says_why_it_is_not_there(client):
    page = client.get(f"/documents/{_private(client)}?q=Trévignon&rank=1").get_data(as_text=True)
    assert "n’est pas diffusé" in page
    document = client.get(f"/documents/{_private(client)}.json").get_json()
    assert (document["text"], document["withheld"]) == ("", ["text"])
    other = client.get("/documents/" + _public(client)).get_data(as_text=True)
    assert "n’est pas diffusé" not in other


def _public(client: FlaskClient) -> str:
    hits = client.get("/search.json?q=Quimper+brocanteur").get_json()["hits"]
    (found,) = (hit["id"] for hit in hits if hit["id"].startswith("phare"))
    return found


def _addresses(rule: Rule, document_id: str) -> Iterator[str]:
    """Yield addresses of a route that lead to a document, with every choice of the route."""
    field = next(f for f in FacetField if f.index)
    given = {
        "document_id": document_id,
        "index": field.index,
        "value": "2024",
        "legislature": "16",
        "number": "1",
        "name": "16-1QE",
        "filename": "site.css",
    }
    choices = re.search(r"<any\(([^)]*)\):(\w+)>", rule.rule)
    for choice in choices[1].split(",") if choices else [""]:
        path = rule.rule
        if choices:
            path = path.replace(choices[0], choice)
        yield re.sub(r"<(?:[^:<>]+:)?(\w+)>", lambda m: given.get(m[1], "1"), path)


ASKED = ("", "?q=Trévignon&rank=1", "?q=phare&size=100&explain=1", "?q=phare&partial_rank=1")


def test_no_way_out_has_the_whole_text(app, client):
    document_id = _private(client)
    paths = [
        path + parameters
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        for path in _addresses(rule, document_id)
        for parameters in ASKED
    ]
    answers = {}
    for path in paths:
        with client.get(path) as answer:
            answers[path] = answer.status_code, answer.get_data()
    with client.post("/batch.csv", data="q\nTrévignon\nphare", buffered=True) as answer:
        assert document_id in answer.text
        answers["/batch.csv"] = answer.status_code, answer.get_data()
    assert len([path for path in answers if document_id in path]) > 16
    assert sum(status == HTTPStatus.OK for status, _ in answers.values()) > 40
    assert [path for path, (_, said) in answers.items() if b"antiquaire" in said] == []
    assert b"brocanteur" in client.get(f"/documents/{_public(client)}").data


def test_no_more_than_a_share_is_quoted(client, program):
    (program.corpus / "presse" / "bref.txt").write_text(f"Bref\n\n{HIDDEN}\n")
    program.run("reindex")
    hits = client.get("/search.json?q=lanterne+Quimper").get_json()["hits"]
    assert [hit["snippets"] for hit in hits if hit["id"].startswith("presse-bref")] == [[]]


def test_passages_cannot_be_put_together_or_guessed(client, program):
    long = ARTICLE.replace(FILLED * 12, FILLED * 60)
    (program.corpus / "presse" / "phare.txt").write_text(long)
    assert program.run("reindex").returncode == 0
    base = f"/documents/{_private(client)}/passages"
    found = client.get(f"{base}.json?q=phrase").get_json()["passages"]
    assert len(found) == 3
    for passage in found:
        assert passage["json_url"] is None
        name = passage["id"].rpartition(":")[2]
        assert client.get(f"{base}/{name}.json").status_code == HTTPStatus.NOT_FOUND
    (title,) = client.get(f"{base}.json?q=titre:discorde").get_json()["passages"][:1]
    assert client.get(title["json_url"]).get_json() == title


def test_every_document_is_gated(settings):
    with open_engine(settings).searcher() as searcher:
        texts = {document.source.path: document.text for document in searcher.documents()}
        similar = searcher.similar(next(d.id for d in searcher.documents()), 5)
    assert texts["presse/phare.txt"] == "" != texts["phare.txt"]
    assert all(d.text == "" for d in similar if d.source.path.startswith("presse"))


def test_only_the_private_text_of_a_question_is_withheld(client, program, settings):
    (program.corpus / "presse" / "question.md").write_text(NOTICE.format(text=HIDDEN))
    (program.corpus / "record.json").write_text(RECORD % "Qui entretient les phares ?")
    assert program.run("reindex").returncode == SOME_REJECTED  # the other text is reported
    document = client.get("/documents/QANR5L16QE99921.json").get_json()
    assert document["text"] == "Qui entretient les phares ?"
    assert (document["author"], document["withheld"]) == ("M. Paul Modèle", [])
    (program.corpus / "record.json").write_text(RECORD % "")
    assert program.run("reindex").returncode == SOME_REJECTED
    client = create_app(settings).test_client()
    document = client.get("/documents/QANR5L16QE99921.json").get_json()
    assert (document["text"], document["withheld"]) == ("", ["text"])


def test_the_commands(program):
    assert "presse-phare" in program.run("search", "antiquaire", "--json").stdout
    checked = program.run("check")
    assert (checked.returncode, "no difference" in checked.stderr) == (0, True)


@pytest.mark.parametrize("file_format", ["parquet", "sqlite"])
def test_no_exported_file_has_it(program, tmp_path, file_format):
    target = tmp_path / "out"
    assert program.run("export", "--format", file_format, str(target)).returncode == 0
    if file_format == "parquet":
        with duckdb.connect() as connection:
            found = connection.execute(
                "SELECT source_path, text, withheld FROM read_parquet(?)", [str(target)]
            ).fetchall()
        rows = {path: (text, withheld) for path, text, withheld in found}
        assert rows["presse/phare.txt"] == ("", ["text"])
        assert "brocanteur" in rows["phare.txt"][0]
    assert b"antiquaire" not in target.read_bytes()


@pytest.mark.parametrize(
    ("place", "said"), [("press", "in"), ("/srv/presse", "relative"), ("presse/../..", "relative")]
)
def test_a_place_that_is_not_in_the_corpus_is_refused(program, place, said):
    program.environment["SEARCH_APP_PRIVATE_TEXT"] = place
    refused = program.run("reindex")
    assert refused.returncode != 0
    assert all(word in refused.stderr for word in ("private_text", place, said))

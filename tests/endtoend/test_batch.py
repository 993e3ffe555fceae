"""Many searches at once, with the command and with the address: the same table, that of the site."""

import csv
import io
import urllib.request
from pathlib import Path

from endtoend.conftest import Program
from places import PROJECT

QUERIES = """\
q;legislature;sort
cloud;;
"données de santé";;
santé;16;newest
Kidalov;;
couleur:rouge;;
"""


def read(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";", strict=True))


def test_the_command_and_the_address_give_the_table_of_the_searches(program, tmp_path: Path):
    made: Program = program(PROJECT / "corpus")
    made.environment["SEARCH_APP_SEARCH_TIMEOUT_MS"] = "60000"
    assert made.run("reindex").returncode == 0
    asked = tmp_path / "queries.csv"
    asked.write_text(QUERIES, encoding="utf-8")
    with made.served_by("search-app", "serve", "--port", "0") as site:
        made.environment["SEARCH_APP_SITE_URL"] = site.address
        run = made.run("batch", str(asked), "--top", "20")
        assert (run.returncode, run.stderr) == (0, "")
        request = urllib.request.Request(f"{site.address}/batch.csv?top=20", QUERIES.encode())
        with urllib.request.urlopen(request, timeout=60) as answer:
            posted = read(answer.read().decode())
        found = read(run.stdout.replace("\r\n", "\n"))
        assert found == posted
        alone = [
            site.search("cloud", size="20"),
            site.search("données de santé", size="20"),
            site.search("santé", size="20", legislature="16", sort="newest"),
        ]
        for number, search in enumerate(alone, 1):
            mine = [row for row in found if row["Numéro de recherche"] == str(number)]
            assert [row["Identifiant"] for row in mine] == [hit["id"] for hit in search["hits"]]
            for row in mine[:2]:
                path = row["Adresse permanente"].removeprefix(site.address)
                assert site.get(path)[0] == 200
    *_, nothing, wrong = found
    assert nothing["Remarque"] == "Aucun document."
    assert "couleur" in wrong["Erreur"]


def test_a_table_that_is_none_is_a_misuse(program, tmp_path: Path):
    made: Program = program(tmp_path / "corpus")
    for data, said in (
        (b"requete\ncloud\n", "the first line names the columns"),
        ("q\nsanté".encode("cp1252"), "not UTF-8"),
    ):
        asked = tmp_path / "queries.csv"
        asked.write_bytes(data)
        run = made.run("batch", str(asked))
        assert (run.returncode, run.stdout) == (2, "")
        assert said in run.stderr
    assert made.run("batch", str(tmp_path / "none.csv")).returncode == 2

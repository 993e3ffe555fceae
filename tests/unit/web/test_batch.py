"""Many searches in one request: each row of the table is what its search alone answers."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import pytest
from flask.testing import FlaskClient
from loop_engine import QUESTION, LoopEngine

from hostile import HOSTILE, hostile_document
from making import question
from search_app.settings import Settings
from search_app.web.app import create_app
from search_app.web.batch import BODY_MAX_BYTES, COLUMNS, QUERIES_MAX, read_batch
from search_app.web.lanes import Lanes

FORMULAS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1", "\t=1", '=HYPERLINK("x")')


def table(
    rows: Sequence[Sequence[str]], delimiter: str = ";", columns: Sequence[str] = ("q",)
) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows([columns, *rows])
    return buffer.getvalue().encode("utf-8", "surrogatepass")


def sent(client: FlaskClient, data: bytes, **arguments: Any) -> Any:
    # The slot of a batch is given back when its answer is closed.
    with client.post("/batch.csv", data=data, query_string=arguments) as answer:
        answer.get_data()
    return answer


def rows(client: FlaskClient, data: bytes, **arguments: Any) -> list[dict[str, str]]:
    answer = sent(client, data, **arguments)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "text/csv"
    text = answer.data.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";", strict=True))


def refused(client: FlaskClient, data: bytes, **arguments: Any) -> Any:
    answer = sent(client, data, **arguments)
    assert answer.status_code == 400
    return answer.json["error"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_rows_are_those_of_the_searches(client: FlaskClient, delimiter: str):
    columns = ("q", "legislature", "legislature", "sort")
    asked = [
        ("cloud", "", "", ""),
        ("cloud", "16", "17", "oldest"),
        ('"données de santé"', "", "", ""),
        ("", "16", "", "newest"),
        ("introuvable", "", "", ""),
        ("santé, cloud; données", "", "", ""),
    ]
    found = rows(client, table(asked, delimiter, columns), top=50)
    for number, (q, first, second, sort) in enumerate(asked, 1):
        legislatures = [one for one in (first, second) if one]
        alone = client.get(
            "/search.json",
            query_string={"q": q, "legislature": legislatures, "sort": sort, "size": 50},
        ).json
        mine = [row for row in found if row["Numéro de recherche"] == str(number)]
        assert {row["Recherche"] for row in mine} == {q}
        assert {row["Documents trouvés"] for row in mine} == {str(alone["total"])}
        hits = [(row["Identifiant"], row["Titre"]) for row in mine if row["Rang"]]
        assert hits == [(hit["id"], hit["title"]) for hit in alone["hits"]]
        for row, hit in zip(mine, alone["hits"], strict=False):
            assert row["Adresse permanente"] == hit["permanent_url"]
            assert (row["Date"] or None, row["Auteur"] or None) == (hit["date"], hit["author"])
        if not alone["total"]:
            assert [row["Remarque"] for row in mine] == ["Aucun document."]


def test_as_many_hits_as_asked_for(client: FlaskClient, engine: LoopEngine):
    engine.documents = tuple(question(n, "cloud") for n in range(1, 120))
    for top, expected in ((None, 10), (1, 1), (100, 100)):
        found = rows(client, table([("cloud",)]), **({"top": top} if top else {}))
        assert [int(row["Rang"]) for row in found] == list(range(1, expected + 1))
        assert {row["Documents trouvés"] for row in found} == {"119"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (('"cloud', ""), "guillemet"),
        (("couleur:rouge", ""), "couleur"),
        (("cloud", "best"), "relevance"),
        (("cloud", "", "de trop"), "3\u00a0cellules, pour 2\u00a0colonnes"),
        (("a" * 4001, ""), "4\u202f000"),
    ],
)
def test_a_query_that_is_an_error_has_its_row(client: FlaskClient, row: tuple[str], said: str):
    found = rows(client, table([row, ("cloud", "")], columns=("q", "sort")))
    wrong, *others = found
    assert said in wrong["Erreur"]
    assert (wrong["Rang"], wrong["Documents trouvés"]) == ("", "")
    assert [other["Erreur"] for other in others] == [""] * len(others)
    assert others


def test_a_row_that_is_no_csv_has_its_row(client: FlaskClient):
    found = rows(client, b'q;sort\n"x"y;\ncloud;\n"cloud')
    assert "CSV" in found[0]["Erreur"]
    assert found[1]["Recherche"] == "cloud"
    assert "CSV" in found[-1]["Erreur"]


def test_what_a_search_changed_is_said(client: FlaskClient, engine: LoopEngine):
    (row,) = rows(client, table([("cloud introuvable",)]), top=1)
    assert row["Remarque"] == ("Aucun document n’a tous les mots\u00a0: ceux-ci en ont une partie.")


@pytest.mark.parametrize("text", [*FORMULAS, *HOSTILE], ids=ascii)
def test_no_cell_is_a_formula(client: FlaskClient, engine: LoopEngine, text: str):
    engine.documents = (hostile_document(text), QUESTION)
    found = rows(client, table([(text,), ("cloud",), ("",)], columns=("q",)))
    found += rows(client, table([("", "QG")], columns=("q", "not_type")))
    assert len(found) >= 3
    titles = set()
    for row in found:
        titles.add(row["Titre"])
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
    assert {text, f"'{text}"} & titles


@pytest.mark.parametrize(
    ("data", "code", "named"),
    [
        (b"", "parameter", "q"),
        (b"\n", "parameter", "q"),
        (b"cloud\nsouverain", "parameter", "cloud"),
        (b"q;minister\ncloud;X", "parameter", "ministry"),
        (b"q;page\ncloud;2", "parameter", "page"),
        ("q\nsanté".encode("cp1252"), "parameter", "UTF-8"),
        ("q\ncloud".encode("utf-16"), "parameter", "UTF-8"),
        (b'"q\ncloud', "parameter", "q"),
        (b"q" + b"\nc" * (QUERIES_MAX + 1), "parameter", f"{QUERIES_MAX}"),
    ],
    ids=str,
)
def test_a_table_that_is_none_is_refused(client: FlaskClient, data: bytes, code: str, named: str):
    error = refused(client, data)
    assert error["code"] == code
    assert named in error["message"]


def test_limits(client: FlaskClient):
    assert len(rows(client, b"q" + b"\nintrouvable" * QUERIES_MAX)) == QUERIES_MAX
    too_much = client.post("/batch.csv", data=b"q\n" + b"c" * BODY_MAX_BYTES)
    assert too_much.status_code == 413
    assert too_much.json["error"]["limit"] == BODY_MAX_BYTES
    for top in ("0", "101", "-1", "x", "²", "1.5", "9" * 5000):
        answer = sent(client, b"q\ncloud", top=top)
        assert answer.status_code in {400, 414}
        assert answer.json["error"]["message"]
    refused_get = client.get("/batch.csv")
    assert (refused_get.status_code, refused_get.json["error"]["code"]) == (
        405,
        "method_not_allowed",
    )


def test_batches_and_dear_searches_take_turns(client: FlaskClient, settings: Settings):
    with Lanes(settings, "export-").enter():
        busy = sent(client, b"q\ncloud")
    assert busy.status_code == 503
    assert busy.headers["Retry-After"]


def test_a_dear_row_that_finds_no_turn_says_so(settings: Settings, engine: LoopEngine):
    client = create_app(settings).test_client()
    answer = client.post("/batch.csv", data=b"q\ncloud\nclo* OU dat*", buffered=False)
    with Lanes(settings).enter():
        text = b"".join(answer.response).decode()
    answer.close()
    *others, dear = csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";")
    assert "tour" in dear["Erreur"]
    assert others
    assert others[0]["Erreur"] == ""


def test_a_client_that_hangs_up_gives_its_slot_back(settings: Settings, engine: LoopEngine):
    client = create_app(settings).test_client()
    answer = client.post("/batch.csv", data=b"q" + b"\ncloud" * 50, buffered=False)
    next(iter(answer.response))
    answer.close()
    assert sent(client, b"q\ncloud").status_code == 200


def test_a_batch_that_takes_too_long_is_broken_off(settings: Settings, engine: LoopEngine):
    limited = settings.model_copy(update={"export_timeout_s": 0})
    with pytest.raises(TimeoutError):
        sent(create_app(limited).test_client(), b"q\ncloud\ncloud")


def test_columns_are_the_parameters_of_a_search():
    (asked,) = read_batch(table([["x"] * len(COLUMNS)], columns=COLUMNS))
    assert asked.args == {name: ["x"] for name in COLUMNS}

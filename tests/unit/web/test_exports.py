"""The whole result of a search as a file: what other programs read back is what the search finds."""

import csv
import datetime as dt
import io
import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote

import bibtexparser
import openpyxl
import pytest
import rispy
from flask.testing import FlaskClient
from loop_engine import ARTICLE, CORPUS, GENERATION, HOSTILE, QUESTION, LoopEngine

from hostile import HOSTILE as HOSTILE_TEXTS
from hostile import hostile_document
from search_app.model.document import Document, Event, EventKind
from search_app.model.errors import IndexMissingError
from search_app.model.results import Unfinished
from search_app.settings import Settings
from search_app.web import lanes
from search_app.web.app import create_app
from search_app.web.asking import today
from search_app.web.exports.csv_file import GUARD
from search_app.web.exports.formats import FORMATS
from search_app.web.exports.xlsx_file import CELL_CHARACTERS_MAX

TABLES = ("csv", "xlsx")
SITE = "http://localhost/documents/"
FORMULAS = (
    "=1+1",
    '=HYPERLINK("https://x.example";"Cliquez")',
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1;2)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "-",
    "+",
    ";=1+1",
    '";=1+1;"',
    "a;b,c\td",
    "_x0041_",
)

WORDS = (
    *FORMULAS,
    *HOSTILE_TEXTS,
    *("{", "}", "@article{x,", "a } b { c", "\\", '"', "\x85\u2028", "a\n=b", "ER  - ", "TY  - X"),
)
TEXTS = ("Titre", "Auteur", "Réponse", "Rubrique", "Textes cités")


class _Reader(FlaskClient):
    """Reads each answer to its end, as a browser does, unless told otherwise."""

    def open(self, *args: Any, buffered: bool = True, **kwargs: Any) -> Any:
        return super().open(*args, buffered=buffered, **kwargs)


def reader(settings: Settings) -> FlaskClient:
    app = create_app(settings)
    app.test_client_class = _Reader
    return app.test_client()


@pytest.fixture
def client(engine: LoopEngine, settings: Settings) -> FlaskClient:
    return reader(settings)


def rows(answer: Any, form: str) -> list[dict[str, Any]]:
    """Read a table back; an empty cell is None."""
    if form == "csv":
        text = answer.data.decode("utf-8")
        assert text.startswith("\ufeff")
        read = csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";", strict=True)
        return [{title: cell or None for title, cell in row.items()} for row in read]
    sheet = workbook(answer)["Documents"]
    titles, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(titles, line, strict=True)) for line in lines]


def about(answer: Any) -> str:
    """Return the sheet about the file as one text."""
    return "\n".join(f"{label}: {said}" for label, said in workbook(answer)["Provenance"].values)


def workbook(answer: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(answer.data), data_only=True)


def records(answer: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.text.splitlines()]


def ids(client: FlaskClient, form: str, query: str = "") -> list[str]:
    """Return the ids of the documents of an export, as another program reads it."""
    answer = client.get(f"/search.{form}{query}")
    assert answer.status_code == 200, answer.text
    if form in TABLES:
        return [row["Identifiant"] for row in rows(answer, form)]
    if form == "jsonl":
        return [record["id"] for record in records(answer)]
    if form == "ris":
        return [entry["id"] for entry in rispy.loads(answer.text)]
    return [entry["ID"] for entry in bibtexparser.loads(answer.text).entries]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "query",
    ["", "?q=cloud", "?q=cloud&sort=oldest", "?legislature=16", "?not_legislature=16", "?date=2024",
     "?q=introuvable", "?q=cloud&page=2&size=10&partial_page=3"],
)  # fmt: skip
def test_an_export_has_the_documents_of_the_search(client: FlaskClient, form: str, query: str):
    found = ids(client, form, query)
    first_page = re.sub(r"&(page|size|partial_page)=\d+", "", query)
    shown = client.get(f"/search.json{first_page or '?'}&size=50").json
    assert found == [hit["id"] for hit in shown["hits"]]
    assert len(found) == shown["total"]


def test_a_row_has_what_the_document_says(client: FlaskClient):
    for form in TABLES:
        (row,) = rows(client.get(f"/search.{form}?q=inquiète"), form)
        assert row["Identifiant"] == QUESTION.id
        assert row["Type"] == "Question écrite"
        assert row["Auteur"] == "M. Jean Dupont"
        assert (row["Groupe"], row["Nom du groupe"]) == ("RN", "Groupe de la Liberté")
        assert row["Ministère attributaire"] == "Travail, santé et solidarités"
        assert row["Statut"] == "Retirée"
        assert (row["Texte"], row["Réponse"]) == (QUESTION.text, QUESTION.answer)
        assert row["Adresse permanente"] == SITE + QUESTION.id
        assert row["Adresse officielle"] == QUESTION.url
        written = form == "csv"
        assert row["Numéro"] == ("901" if written else 901)
        assert row["Date"] == (
            "2024-02-01" if written else dt.datetime.combine(dt.date(2024, 2, 1), dt.time())
        )


def test_a_workbook_is_laid_out_for_reading(client: FlaskClient):
    answer = client.get("/search.xlsx")
    sheet = workbook(answer)["Documents"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).coordinate[:-1]}5"
    titles = [cell.value for cell in sheet[1]]
    widths = {
        title: sheet.column_dimensions[sheet.cell(1, n).column_letter].width
        for n, title in enumerate(titles, 1)
    }
    assert widths["Titre"] > widths["Numéro"] > 5
    day = sheet.cell(2, titles.index("Date") + 1)
    assert day.is_date
    formulas = openpyxl.load_workbook(io.BytesIO(answer.data))["Documents"]
    links = [row[titles.index("Adresse permanente")].value for row in formulas.iter_rows(min_row=2)]
    assert links[0] == f'=HYPERLINK("{SITE}{ARTICLE.id}")'


def test_dates_before_the_calendar_of_excel(client: FlaskClient, engine: LoopEngine):
    engine.documents = (replace(QUESTION, date=dt.date(1899, 12, 31)),)
    assert rows(client.get("/search.xlsx"), "xlsx")[0]["Date"] == "1899-12-31"


def test_a_line_has_the_shape_of_the_document(client: FlaskClient, engine: LoopEngine):
    for record in records(client.get("/search.jsonl")):
        document = client.get(f"/documents/{record['id']}.json").json
        del document["answered_together"], document["similar"]
        assert record.pop("licence")
        assert record.pop("provenance")["url"] == "http://localhost/search"
        assert record == document | {"url": SITE + record["id"].replace("'", "%27")}


def test_the_names_and_addresses_of_citations(client: FlaskClient, engine: LoopEngine):
    author = "M. Éric de La Fontaine-Dupont, Mme Zoé Roy"
    engine.documents = (replace(QUESTION, author=author),)
    (entry,) = bibtexparser.loads(client.get("/search.bib").text).entries
    assert entry["author"] == "de La Fontaine-Dupont, Éric and Roy, Zoé"
    assert entry["url"] == SITE + QUESTION.id
    assert entry["note"].endswith(QUESTION.url)
    (record,) = rispy.loads(client.get("/search.ris").text)
    assert record["authors"] == ["de La Fontaine-Dupont, Éric", "Roy, Zoé"]
    assert record["urls"] == [SITE + QUESTION.id]
    assert QUESTION.url in record.values()


SAID = ("Questions parlementaires et presse", "cloud", GENERATION, "16e législature")


@pytest.mark.parametrize("form", FORMATS)
def test_every_file_says_where_it_comes_from(client: FlaskClient, form: str):
    answer = client.get(f"/search.{form}?q=cloud&not_legislature=17&legislature=16")
    said = answer.text if form != "xlsx" else about(answer)
    if form == "csv":
        said = {row["Provenance"] for row in rows(answer, form)}.pop()
    for part in (*SAID, "http://localhost/search?q=cloud&legislature=16"):
        assert part in said, part
    assert str(today().year) in said
    if form in {"xlsx", "bib"}:  # elsewhere each document has its own
        assert "Licence Ouverte" in said


def test_each_row_has_the_licence_of_its_document(client: FlaskClient, engine: LoopEngine):
    engine.documents = (replace(QUESTION, is_notice=False), ARTICLE)
    for form in TABLES:
        licences = {
            row["Identifiant"]: row["Licence"] for row in rows(client.get(f"/search.{form}"), form)
        }
        assert licences[QUESTION.id].startswith("Licence Ouverte")
        assert licences[ARTICLE.id] == "Droits réservés à l’éditeur"


def test_the_sheet_about_the_file_has_numbers_and_dates(client: FlaskClient):
    said = dict(workbook(client.get("/search.xlsx?legislature=16"))["Provenance"].values)
    assert (said["Documents trouvés"], said["Documents de ce fichier"]) == (1, 1)
    assert said["Filtres"] == "16e législature"
    assert said["Index construit le"] == dt.datetime.combine(dt.date(2024, 1, 2), dt.time())
    assert "Limite" not in said


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_beyond_the_limit_says_what_is_cut(
    engine: LoopEngine, settings: Settings, form: str
):
    few = settings.model_copy(update={"export_rows_max": 2})
    client = reader(few)
    assert len(ids(client, form)) == 2
    answer = client.get(f"/search.{form}")
    said = about(answer) if form == "xlsx" else answer.text
    if form == "jsonl":
        (provenance,) = {
            (r["provenance"]["rows"], r["provenance"]["total"]) for r in records(answer)
        }
        assert provenance == (2, 4)
    else:
        assert "Les 2 premiers documents sur 4" in said.replace("\u00a0", " ")
    assert "Les 2\u00a0premiers documents sur 4" in client.get("/search").text
    assert "Ces 4\u00a0documents" in reader(settings).get("/search").text


def test_documents_with_some_words_are_said_to_be_such(client: FlaskClient, engine: LoopEngine):
    address = "?q=cloud+introuvable&correction=0"
    assert client.get(f"/search.json{address}").json["relaxed"]
    found = rows(client.get(f"/search.csv{address}"), "csv")
    assert len(found) == client.get(f"/search.json{address}").json["total"] > 0
    assert "Aucun document ne contient tous les mots" in found[0]["Provenance"]
    assert records(client.get(f"/search.jsonl{address}"))[0]["provenance"]["relaxed"]


class TestHostile:
    @pytest.fixture(autouse=True)
    def _documents(self, engine: LoopEngine):
        engine.documents = tuple(
            replace(hostile_document(word, f"w{n:02d}"), url=f"https://x.example/{word}")
            for n, word in enumerate(WORDS)
        )

    def test_csv(self, client: FlaskClient):
        found = rows(client.get("/search.csv?sort=oldest"), "csv")
        assert len(found) == len(WORDS)
        for row in found:
            word = WORDS[int(row["Identifiant"][1:])]
            assert None not in row
            for title in TEXTS:
                assert row[title] in {word, GUARD + word}
            for cell in filter(None, row.values()):
                assert cell[0] not in "=+-@\t\r＝＋－＠" or cell in {"+", "-"}, word

    def test_xlsx(self, client: FlaskClient):
        answer = client.get("/search.xlsx?sort=oldest")
        found = rows(answer, "xlsx")
        assert len(found) == len(WORDS)
        for row in found:
            word = WORDS[int(row["Identifiant"][1:])]
            # openpyxl leaves what Excel reads as an escape of `_` as it is written.
            as_held = word.replace("\r", "\n").replace("_x0041_", "_x005F_x0041_")
            assert [row[title] for title in TEXTS] == [as_held] * len(TEXTS)
        sheet = openpyxl.load_workbook(io.BytesIO(answer.data))["Documents"]
        titles = [cell.value for cell in sheet[1]]
        formulas = {
            titles[cell.column - 1]
            for line in sheet.iter_rows(min_row=2)
            for cell in line
            if cell.data_type == "f"
        }
        assert formulas == {"Adresse permanente", "Adresse officielle"}

    def test_json_lines(self, client: FlaskClient):
        found = records(client.get("/search.jsonl?sort=oldest"))
        assert {r["id"]: (r["title"], r["answer"], r["author"]) for r in found} == {
            f"w{n:02d}": (word, word, word) for n, word in enumerate(WORDS)
        }

    def test_citations(self, client: FlaskClient):
        wanted = {f"w{n:02d}" for n in range(len(WORDS))}
        parsed = bibtexparser.loads(client.get("/search.bib").text).entries
        assert {entry["ID"] for entry in parsed} == wanted
        text = client.get("/search.ris").text
        assert {entry["id"] for entry in rispy.loads(text)} == wanted
        assert text.count("\r\nER  - \r\n") == len(WORDS)

    def test_what_was_searched(self, client: FlaskClient, engine: LoopEngine):
        """The file says what was searched, in the words of whoever wrote the address."""
        engine.documents = (QUESTION,)
        for word in WORDS:
            address = f"?not_topic={quote(word)}&not_author={quote(word)}&q=cloud"
            for form in FORMATS:
                assert ids(client, form, address) == [QUESTION.id], word


@pytest.mark.parametrize("value", ["-5", "+33", "-3,5", "1.5", "2024-02-01"])
def test_numbers_and_dates_are_not_guarded(client: FlaskClient, engine: LoopEngine, value: str):
    engine.documents = (replace(QUESTION, number=value, page=value),)
    (row,) = rows(client.get("/search.csv"), "csv")
    assert (row["Numéro"], row["Page"]) == (value, value)


@pytest.mark.parametrize("sign", ["a", "é", "💡", "<"])
def test_a_cell_of_excel_holds_so_much_and_says_where_it_is_cut(
    client: FlaskClient, engine: LoopEngine, sign: str
):
    fits = CELL_CHARACTERS_MAX // (2 if sign == "💡" else 1)
    engine.documents = (
        replace(QUESTION, id="a", date=dt.date(2024, 1, 2), text=sign * fits),
        replace(QUESTION, id="b", date=dt.date(2024, 1, 1), text=sign * (fits + 1)),
    )
    answer = client.get("/search.xlsx")
    whole, cut = (row["Texte"] for row in rows(answer, "xlsx"))
    assert whole == sign * fits
    assert cut.startswith(sign * 10_000)
    assert len(cut.encode("utf-16-le")) // 2 <= CELL_CHARACTERS_MAX
    assert "texte coupé" in cut
    said = dict(workbook(answer)["Provenance"].values)
    assert said["Textes coupés"].startswith("1\u00a0texte de plus de")
    assert [len(r["Texte"]) for r in rows(client.get("/search.csv"), "csv")] == [fits, fits + 1]


@pytest.mark.parametrize("form", FORMATS)
class TestAnswers:
    def test_head_says_the_same_without_a_file(self, client: FlaskClient, form: str):
        head, got = (ask(f"/search.{form}?q=cloud") for ask in (client.head, client.get))
        assert (head.status_code, head.data) == (200, b"")
        for name in ("Content-Type", "Content-Disposition", "Cache-Control"):
            assert head.headers[name] == got.headers[name]
        assert got.headers["Content-Type"] == FORMATS[form].media_type

    def test_the_file_is_named_after_the_search(self, client: FlaskClient, form: str):
        named = client.get(f"/search.{form}?q=œuvre+d'été+%2F..").headers["Content-Disposition"]
        assert f"oeuvre-d-ete-{today()}.{form}" in named
        assert f"œuvre-d-été-{today()}.{form}" in unquote(named.partition("UTF-8''")[2])
        assert named.isascii()
        assert (
            f"documents-{today()}.{form}"
            in client.get(f"/search.{form}").headers["Content-Disposition"]
        )

    @pytest.mark.parametrize(
        ("query", "code"),
        [("q=%22a", "unbalanced_quote"), ("page=0", "parameter"), ("partial_page=x", "parameter"),
         ("date=x", "parameter"), ("sort=best", "parameter"), ("size=3", "parameter"),
         ("&".join(f"party=P{n}" for n in range(150)), "parameter"),
         ("&".join(f"party=P{n}" for n in range(201)), "too_many_filters")],
    )  # fmt: skip
    def test_a_mistake_is_refused(self, client: FlaskClient, form: str, query: str, code: str):
        answer = client.get(f"/search.{form}?{query}")
        assert answer.status_code == client.get(f"/search.json?{query}").status_code == 400
        if form == "jsonl":
            assert answer.json["error"]["code"] == code
        else:
            assert answer.mimetype == "text/html"
            assert "Content-Disposition" not in answer.headers

    def test_nothing_to_search_and_nothing_found(self, client: FlaskClient, form: str):
        for query in ("?q=%3F", "?q=introuvable"):
            assert ids(client, form, query) == []

    def test_what_is_not_whole_is_not_exported(
        self, client: FlaskClient, engine: LoopEngine, form: str
    ):
        for part, said in (
            (Unfinished.MATCHING, "a atteint sa limite de"),
            (Unfinished.INDEX, "abîmé"),
        ):
            engine.changes = lambda results, part=part: replace(results, unfinished=(part,))
            answer = client.get(f"/search.{form}?q=cloud")
            assert answer.status_code == 503
            assert said in answer.text
            assert int(answer.headers["Retry-After"]) > 0
        engine.failure = IndexMissingError(path="")
        assert client.get(f"/search.{form}").status_code == 503

    def test_exports_take_turns(
        self, client: FlaskClient, settings: Settings, form: str, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(lanes, "_WAIT_S", 0.1)
        for prefix in ("", "export-"):
            taken = lanes.Lanes(settings, prefix).enter()
            answer = client.get(f"/search.{form}?q=cloud")
            assert answer.status_code == 503
            assert answer.headers["Retry-After"] == "5"
            taken.release()
        for _ in range(3):
            assert client.get(f"/search.{form}?q=cloud").status_code == 200
            assert client.head(f"/search.{form}?q=cloud").status_code == 200
            assert client.get(f"/search.{form}?page=0").status_code == 400

    def test_a_reader_of_an_export_keeps_no_search_waiting(
        self, client: FlaskClient, settings: Settings, form: str, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(lanes, "_WAIT_S", 0.1)
        reading = client.get(f"/search.{form}", buffered=False)
        assert client.get("/search?q=h%C3%A9b*").status_code == 200
        assert client.get("/search.csv").status_code == 503
        reading.close()
        assert client.get("/search.csv").status_code == 200


def test_an_export_that_takes_too_long_is_broken_off(engine: LoopEngine, settings: Settings):
    brief = settings.model_copy(update={"export_timeout_s": 0})
    client = reader(brief)
    with pytest.raises(TimeoutError):
        client.get("/search.csv", buffered=True)
    with pytest.raises(TimeoutError):
        client.get("/search.csv", buffered=True)


def test_the_menu_leads_to_the_files(client: FlaskClient):
    text = client.get("/search?q=cloud&legislature=16&page=1&size=50&sort=oldest").text
    menu = text.partition('class="exports"')[2].partition("</details>")[0]
    fields = re.findall(r'name="(\w+)" value="(\w+)"', menu)
    assert fields == [("q", "cloud"), ("legislature", "16"), ("sort", "oldest")]
    paths = re.findall(r'formaction="([^"]+)"', menu)
    assert paths == [f"/search.{form}" for form in FORMATS]
    for path in paths:
        assert client.get(path, query_string=fields).status_code == 200
    for query in ("?q=introuvable", "?q=%22cloud", "?q=%3F"):
        assert 'class="exports"' not in client.get(f"/search{query}").text
    assert 'class="exports"' in client.get("/search?q=cloud&page=x").text


def test_permanent_addresses_are_those_of_the_site(engine: LoopEngine, settings: Settings):
    placed = settings.model_copy(update={"site_url": "https://questions.example/la"})
    client = reader(placed)
    (row, *_) = rows(client.get("/search.csv?legislature=16"), "csv")
    assert row["Adresse permanente"] == f"https://questions.example/la/documents/{QUESTION.id}"
    assert "https://questions.example/la/search?legislature=16" in row["Provenance"]


def test_a_document_without_text_is_exported_without(client: FlaskClient, engine: LoopEngine):
    """Nothing is read elsewhere than from the documents that the search gives."""
    withheld: tuple[Document, ...] = tuple(replace(d, text="", answer="") for d in CORPUS)
    engine.documents = withheld
    texts = {text for d in (QUESTION, ARTICLE, HOSTILE) for text in (d.text, d.answer) if text}
    for form in FORMATS:
        answer = client.get(f"/search.{form}")
        read = str(rows(answer, form)) if form in TABLES else answer.text
        assert not any(text in read for text in texts)


@pytest.mark.parametrize("form", TABLES)
def test_a_question_has_the_journal_and_the_page_that_citations_have(
    client: FlaskClient, engine: LoopEngine, form: str
) -> None:
    asked = Event(kind=EventKind.ASKED, date=dt.date(2023, 1, 10), page="1234")
    engine.documents = (replace(QUESTION, events=(asked,)),)
    (row,) = rows(client.get(f"/search.{form}"), form)
    assert row["Publication"].startswith("Journal officiel de la République française")
    assert str(row["Page"]) == "1234"
    assert "SP  - 1234" in client.get("/search.ris").text

"""How long answers take, and searches over time: the numbers, the files, odd addresses."""

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient
from loop_engine import ARTICLE, QUESTION, LoopEngine, known

from page_text import flat
from search_app.model.document import Document, Event, EventKind, Status


def asked(number: int, day: date, answered: date | None = None, **changes: object) -> Document:
    events = [Event(kind=EventKind.ASKED, date=day)]
    events += [Event(kind=EventKind.ANSWERED, date=answered)] if answered else []
    made = replace(
        QUESTION,
        id=f"QANR5L16QE{number}",
        number=str(number),
        date=day,
        text=f"cloud {number}",
        answer=f"Réponse {number}." if answered else "",
        events=tuple(events),
        status=Status.ANSWERED if answered else Status.PENDING,
        ministry_asked=known("Santé", "Santé"),
        ministry_in_charge=known("Santé", "Santé"),
    )
    return replace(made, **changes)


@pytest.fixture
def questions(engine: LoopEngine) -> LoopEngine:
    engine.documents = (
        asked(1, date(2023, 1, 10), date(2023, 2, 9)),
        asked(2, date(2023, 1, 10), date(2023, 5, 10)),
        asked(3, date(2023, 1, 10)),
        asked(4, date(2024, 1, 1), legislature="15"),
        replace(ARTICLE, text="cloud"),
    )
    return engine


@pytest.fixture
def many(questions: LoopEngine) -> LoopEngine:
    """Four times the three questions that are due, and the others."""
    first, second, third, *others = questions.documents
    due = [
        replace(one, id=f"{one.id}{n}", number=f"{one.number}{n}", text=f"cloud {one.number}")
        for one in (first, second, third)
        for n in range(4)
    ]
    questions.documents = (*due, *others)
    return questions


def rows_of(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_delays_count_what_waits(client: FlaskClient, many: LoopEngine) -> None:
    text = flat(client.get("/delays").text)
    # Twelve are due: four were answered in time, four wait for longer; one has only just been asked.
    assert "Tous les ministères 13 33 % 120 – 5 4 0" in text.replace("\u00a0", " ").replace(
        "\u202f", " "
    )
    assert 'href="/search?ministry=Sant%C3%A9' in client.get("/delays").text
    rows = rows_of(client.get("/delays.csv").text)
    assert [row[0] for row in rows] == ["Ministère", "Tous les ministères", "Santé"]
    assert rows[2][1:] == ["13", "0,3333", "120", "", "5", "4", "0"]


def test_delays_of_few_questions_are_not_told(client: FlaskClient, questions: LoopEngine) -> None:
    text = flat(client.get("/delays").text)
    assert "Tous les ministères 4 – – – 2 1 0" in text
    assert "moins de dix questions au sort connu" in text
    assert rows_of(client.get("/delays.csv").text)[2][1:] == ["4", "", "", "", "2", "1", "0"]
    assert client.get("/delays.json").json["all"]["share_in_time"] is None


def test_the_questions_whose_end_is_unknown_are_told_beside_the_table(
    client: FlaskClient, questions: LoopEngine
) -> None:
    assert "sort connu\u202f;" not in client.get("/delays").text
    first, *others = questions.documents
    questions.documents = (replace(first, status=None, events=(), answer=""), *others)
    before, _, _ = client.get("/delays").text.partition("<table")
    assert (
        "3\u00a0questions sur 4 ont un sort connu\u202f; "
        "pour l’autre, la source ne dit pas s’il y a eu une réponse." in before
    )


def test_delays_say_of_which_chamber_they_are_and_no_filter_that_nobody_asked_for(
    client: FlaskClient, questions: LoopEngine
) -> None:
    text = client.get("/delays").text
    assert "sauf chambre" not in text
    assert "L’Assemblée nationale seule est comptée" in text
    assert "<span>16<sup>e</sup> législature</span></a>" in text


def test_delays_follow_the_search(client: FlaskClient, questions: LoopEngine) -> None:
    assert rows_of(client.get("/delays.csv?legislature=15").text)[1][1] == "1"
    nothing = client.get("/delays?q=introuvable")
    assert nothing.status_code == 200
    assert "Aucune question écrite" in nothing.text
    assert rows_of(client.get("/delays.csv?q=introuvable").text)[0][0] == "Ministère"
    assert client.get("/delays?q=%22%3F%22").status_code == 200
    assert client.get("/delays.csv?sort=autre").status_code == 400


def test_searches_are_drawn_side_by_side(client: FlaskClient, many: LoopEngine) -> None:
    text = client.get("/trends?q=cloud&q=r%C3%A9ponse&unit=year").text
    assert text.count("<polyline") == 2
    rows = rows_of(client.get("/trends.csv?q=cloud&unit=year").text)
    assert rows[0] == ["Période", "cloud", "cloud\u00a0: part"]
    assert rows[1] == ["2023", "12", "1,0000"]
    assert client.get("/trends").status_code == 200
    assert "par mois" in client.get("/trends?q=cloud&date=2023").text


def test_a_share_of_few_documents_is_neither_drawn_nor_printed(
    client: FlaskClient, many: LoopEngine
) -> None:
    first, *_ = many.documents
    more = [replace(first, id=f"d{n}", date=date(2025, 1, 1), text="") for n in range(10)]
    many.documents = (*many.documents, *more)
    address = "q=cloud&date=2023..2025&unit=year"
    text = client.get(f"/trends?{address}&measure=share").text
    assert re.findall(r'points="([^"]+)"', text) == ["0,0.0 250,0.0", "750,90.9 1000,90.9"]
    assert '1 <span class="count">(–)</span>' in text
    assert "un tiret pour une période qui en a moins de dix" in text
    rows = rows_of(client.get(f"/trends.csv?{address}").text)
    assert rows[2] == ["2024", "1", ""]
    shares = [one["shares"] for one in client.get(f"/trends.json?{address}").json["periods"]]
    assert shares == [[1.0], [None], [0.090909]]


def test_what_the_words_of_a_line_are_is_said_where_there_are_some(
    client: FlaskClient, questions: LoopEngine
) -> None:
    told = "Les mots «\u00a0plus fréquents ici\u00a0»"
    assert told not in client.get("/trends?compare=party").text
    questions.documents = tuple(
        asked(n, date(2023, 1, 10), legislature=legislature, text=f"{word} {n}")
        for legislature, word, numbers in (
            ("15", "hôpital", range(20)),
            ("16", "cloud", range(20, 40)),
        )
        for n in numbers
    )
    address = "/trends?compare=legislature&legislature=15&legislature=16"
    assert told in client.get(address).text


def test_values_of_a_facet_are_compared(client: FlaskClient, questions: LoopEngine) -> None:
    address = "/trends?q=cloud&legislature=15&legislature=16&compare=legislature"
    text = client.get(address).text
    assert text.count("<polyline") == 2
    assert "16e législature" in text
    link = client.get("/search?q=cloud&legislature=15&legislature=16").text
    assert f'href="{address}"'.replace("&", "&amp;") in link
    assert "compare=" not in client.get("/search?q=cloud&legislature=15").text


def test_values_are_chosen_from_a_menu(client: FlaskClient, questions: LoopEngine) -> None:
    text = client.get("/trends?q=cloud&legislature=15&compare=legislature").text
    menu = re.findall(r'type="checkbox" name="legislature" value="(\d+)"( checked)?', text)
    assert menu[-2:] == [("16", ""), ("15", " checked")]
    assert 'type="hidden" name="legislature"' not in text
    assert 'type="hidden" name="q"' not in text
    assert '<label class="subject">Recherche <input name="q" value="cloud"' in text
    assert '<p class="sentence">' not in text
    assert '<label class="subject">' in client.get("/trends?compare=party").text
    none = client.get("/trends?q=cloud&compare=legislature").text
    assert none.count("<polyline") == 1
    assert " checked>" not in none


def test_the_menu_keeps_what_is_chosen_and_the_most_frequent(
    client: FlaskClient, questions: LoopEngine
) -> None:
    first, *_ = questions.documents
    questions.documents = tuple(
        replace(first, id=f"d{n}", topic=known(f"R{n % 50:02}", f"R{n % 50:02}")) for n in range(90)
    )
    text = client.get("/trends?compare=topic&topic=R49").text
    menu = re.findall(r'type="checkbox" name="topic" value="(R\d\d)"', text)
    assert menu == [*(f"R{n:02}" for n in range(39)), "R49"]
    assert "les 40 dont il y a le plus" in text


def test_one_can_go_from_searches_to_values_and_back(
    client: FlaskClient, questions: LoopEngine
) -> None:
    for address in ("q=cloud&type=QE&legislature=15", "q=cloud&type=QE&compare=party&party=LR"):
        text = client.get(f"/trends?{address}").text
        ways = text.partition('aria-label="Ce qui est comparé"')[2].partition("</nav>")[0]
        kept = "/trends?q=cloud&amp;" + (
            "legislature=15&amp;type=QE" * ("15" in address) or "type=QE"
        )
        assert f'href="{kept}"' in ways
        assert f'href="{kept}&amp;compare=ministry"' in ways


def test_what_a_text_asks_of_a_facet_is_left_out_where_its_values_are_compared(
    client: FlaskClient, questions: LoopEngine
) -> None:
    text = client.get("/trends?q=cloud+groupe:LR&q=cloud+groupe:RN").text
    assert 'href="/trends?q=cloud&amp;compare=party"' in text
    assert 'href="/trends?q=cloud+groupe%3ALR&amp;compare=ministry"' in text


def test_too_many_series_are_cut_and_said(client: FlaskClient, questions: LoopEngine) -> None:
    values = "".join(f"&party=groupe{n}" for n in range(20))
    answer = client.get(f"/trends?compare=party{values}")
    assert answer.status_code == 200
    assert answer.text.count("<polyline") in {0, 8}
    assert "Seuls les 8 premiers sont comparés" in flat(answer.text)
    texts = "".join(f"&q=mot{n}" for n in range(9))
    assert "Seuls les 5 premiers" in flat(client.get(f"/trends?{texts}").text)
    assert len(answer.data) < 100_000


@pytest.mark.parametrize(
    "address",
    [
        *("/trends?compare=nothing&q=a", "/trends?compare=party", "/trends?unit=day&measure=x"),
        *("/trends?q=%22", "/trends?q=a*&q=b~", "/trends?date=2024..2020", "/delays?date=x"),
    ],
)
def test_odd_addresses_are_answered(
    client: FlaskClient, questions: LoopEngine, address: str
) -> None:
    assert client.get(address).status_code == 200


def test_lines_stay_inside_the_drawing(client: FlaskClient, questions: LoopEngine) -> None:
    for measure in ("count", "share"):
        text = client.get(f"/trends?q=cloud&q=2&measure={measure}&unit=month").text
        for points in re.findall(r'points="([^"]+)"', text):
            pairs = [tuple(map(float, pair.split(","))) for pair in points.split()]
            assert all(0 <= x <= 1000 and 0 <= y <= 100 for x, y in pairs)
            assert [x for x, _ in pairs] == sorted(x for x, _ in pairs)


def test_programs_get_the_same_numbers(client: FlaskClient, many: LoopEngine) -> None:
    delays = client.get("/delays.json").json
    assert delays["all"]["asked"] == 13
    assert [(m["value"], m["share_in_time"]) for m in delays["ministries"]] == [("Santé", 0.3333)]
    nothing = client.get("/delays.json?q=introuvable").json
    assert nothing["ministries"] == []
    trends = client.get("/trends.json?q=cloud&q=introuvable&unit=year").json
    assert [one["total"] for one in trends["series"]] == [14, 0]
    assert trends["periods"][0] == {"start": "2023", "counts": [12, 0], "shares": [1.0, 0.0]}


def test_a_damaged_index_costs_the_times_and_not_the_page(
    client: FlaskClient, questions: LoopEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LoopEngine, "answer_times", lambda *_: {})
    assert client.get("/delays").status_code == 200
    assert client.get("/delays.json").json["all"] is None
    assert len(rows_of(client.get("/delays.csv").text)) == 1

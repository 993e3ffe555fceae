"""The feed of a search, read by an independent library: what it lists, and that it stays so."""

import datetime as dt
import html
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import feedparser
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from loop_engine import LoopEngine, known
from lxml import etree
from page_reading import links, page

from hostile import HOSTILE, hostile_document
from making import question
from search_app.model.document import Clock, Document, Event, EventKind, Status
from search_app.model.results import Unfinished

Site = Callable[[Iterable[Document]], FlaskClient]
ATOM = "{http://www.w3.org/2005/Atom}"


def lived(number: int, *events: tuple[EventKind, str], **fields: object) -> Document:
    """Return a question asked on the day of its first event."""
    made = {
        "title": f"Cloud numéro {number}",
        "text": f"Où est hébergé le cloud {number} ?",
        "date": dt.date.fromisoformat(events[0][1]),
        "events": tuple(Event(kind=k, date=dt.date.fromisoformat(day)) for k, day in events),
    }
    return question(number, **(made | fields))


ASKED, REASSIGNED, ANSWERED = EventKind.ASKED, EventKind.REASSIGNED, EventKind.ANSWERED
CORPUS = (
    lived(
        1,
        *((ASKED, "2024-01-09"), (REASSIGNED, "2024-02-06"), (ANSWERED, "2024-05-14")),
        author="M. Luc Duval",
        answer="Le Gouvernement a choisi un hébergeur.",
        group=known("Groupe Horizons", "HOR"),
        ministry_asked=known("Santé", "Santé"),
        topic=known("santé", "Santé"),
        laws=("Loi n° 2019-774",),
        status=Status.ANSWERED,
    ),
    lived(2, (ASKED, "2024-03-05"), status=Status.PENDING, clock=Clock.OVERDUE),
    lived(3, (ASKED, "2023-11-07"), (EventKind.WITHDRAWN, "2024-06-11"), status=Status.WITHDRAWN),
    lived(4, (ASKED, "2022-10-04"), (ANSWERED, "2023-01-10"), (ANSWERED, "2024-04-02")),
    lived(5, (ASKED, "2024-04-16"), status=Status.PENDING, clock=Clock.WAITING),
    question(6, "Un cloud sans date."),
)


def read(client: FlaskClient, address: str) -> feedparser.FeedParserDict:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.data, response_headers={"content-type": answer.content_type})
    assert not found.bozo
    assert found.version == "atom10"
    return found


def told(found: feedparser.FeedParserDict) -> list[tuple[str, str]]:
    """Return the number of the question of each entry, and the day of what happened."""
    return [(e.link.rpartition("QE")[2], e.updated[:10]) for e in found.entries]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (
            "",
            [
                *(("3", "2024-06-11"), ("1", "2024-05-14"), ("5", "2024-04-16")),
                *(("4", "2024-04-02"), ("2", "2024-03-05")),
            ],
        ),
        (
            "new",
            [
                *(("5", "2024-04-16"), ("2", "2024-03-05"), ("1", "2024-01-09")),
                *(("3", "2023-11-07"), ("4", "2022-10-04")),
            ],
        ),
        ("answered", [("1", "2024-05-14"), ("4", "2023-01-10")]),
        ("withdrawn", [("3", "2024-06-11")]),
        ("reassigned", [("1", "2024-02-06")]),
        ("overdue", [("2", "2024-05-06")]),
    ],
)
def test_a_feed_lists_what_happened_the_latest_first(
    site: Site, what: str, expected: list[tuple[str, str]]
):
    assert told(read(site(CORPUS), f"/search.atom?q=cloud&what={what}")) == expected


def test_an_entry_says_what_happened_to_whose_question(site: Site):
    client = site(CORPUS)
    entry = read(client, "/search.atom?what=answered").entries[0]
    assert entry.id == "http://localhost/documents/QANR5L16QE1#answered-2024-05-14"
    assert entry.link == "http://localhost/documents/QANR5L16QE1"
    assert entry.title == "Réponse publiée au JO\u00a0: Cloud numéro 1"
    assert (entry.author, entry.published) == ("M. Luc Duval", entry.updated)
    assert entry.summary == "Le Gouvernement a choisi un hébergeur."
    assert [(t.scheme.rpartition("/")[2], t.term, t.label) for t in entry.tags] == [
        ("ministries", "Santé", "Santé"),
        ("topics", "Santé", "Santé"),
        ("parties", "HOR", "Horizons (HOR)"),
    ]
    (entry,) = read(client, "/search.atom?q=hébergé+5").entries
    assert (entry.title, entry.summary) == (
        "Cloud numéro 5",
        "Où est hébergé le cloud 5\u202f?",
    )


@pytest.mark.parametrize("asked", ["", "q=cloud", "ministry=Santé", "q=cloud&not_party=HOR"])
def test_a_feed_has_the_hits_of_its_search(site: Site, asked: str):
    client = site(CORPUS)
    found = read(client, f"/search.atom?{asked}")
    hits = client.get(f"/search.json?{asked}&sort=changed&size=50").json["hits"]
    dated = [hit["id"] for hit in hits if hit["id"] != "QANR5L16QE6"]
    assert [entry.link.rpartition("/")[2] for entry in found.entries] == dated
    shown = page(client, found.feed.link.removeprefix("http://localhost"))
    assert all(f"/documents/{one}" in shown for one in dated[:2])


def test_a_feed_names_itself_and_its_search(site: Site):
    found = read(site(CORPUS), "/search.atom?q=cloud&topic=Santé&sort=oldest&what=new").feed
    assert found.title == (
        "cloud, Rubrique\u00a0: Santé — Nouveaux documents — Questions parlementaires et presse"
    )
    assert found.id == "http://localhost/search.atom?q=cloud&topic=Sant%C3%A9&what=new"
    assert {link.rel: link.href for link in found.links}["self"] == found.id
    assert found.updated == "2024-01-09T00:00:00Z"
    assert "50\u00a0entrées" in found.subtitle


def test_pages_of_a_feed_have_each_document_once(site: Site):
    many = [lived(number, (ASKED, f"20{number // 10:02}-03-05")) for number in range(1, 121)]
    client, address, ids = site(many), "/search.atom", []
    lengths = []
    while address:
        found = read(client, address)
        lengths.append(len(found.entries))
        ids += [entry.id for entry in found.entries]
        following = {link.rel: link.href for link in found.feed.links}.get("next", "")
        address = following.removeprefix("http://localhost")
    assert lengths == [50, 50, 20]
    assert len(set(ids)) == 120


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("q=(cloud", "La parenthèse du caractère 1"),
        ("q=%3F%3F", "La recherche ne contient aucun mot"),
        ("q=champ:x", "n’existe pas"),
        ("date=demain-peut-être", "n’est pas une période"),
        ("page=x", "Le numéro de page"),
        ("what=deleted", "Il n’y a pas de flux «\u00a0deleted\u00a0»\u00a0: new, answered"),
    ],
)
def test_a_mistake_in_the_address_is_an_error_and_no_feed(site: Site, asked: str, said: str):
    answer = site(CORPUS).get(f"/search.atom?{asked}")
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
    assert said in answer.text
    assert "<feed" not in answer.text


def test_documents_with_some_of_the_words_are_no_news(site: Site):
    client = site(CORPUS)
    assert client.get("/search.json?q=cloud+hébergeur+zébulon&correction=0").json["relaxed"]
    found = read(client, "/search.atom?q=cloud+hébergeur+zébulon&correction=0")
    assert found.entries == []
    assert "tous les mots" in found.feed.subtitle


@pytest.mark.parametrize("unfinished", [Unfinished.MATCHING, Unfinished.INDEX])
def test_an_answer_that_lacks_hits_is_no_feed(
    client: FlaskClient, engine: LoopEngine, unfinished: Unfinished
):
    engine.changes = lambda results: replace(results, hits=(), unfinished=(unfinished,))
    answer = client.get("/search.atom")
    assert (answer.status_code, answer.mimetype) == (503, "text/html")
    assert int(answer.headers["Retry-After"]) > 0


def test_a_feed_that_is_still_the_same_is_not_sent_again(site: Site):
    client = site(CORPUS)
    first = client.get("/search.atom?q=cloud")
    again = client.get("/search.atom?q=cloud", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_reindex_of_the_same_corpus_changes_nothing(site: Site):
    addresses = ("/search.atom", "/search.atom?what=new", "/search.atom?q=cloud&what=answered")
    before = [site(CORPUS).get(address).data for address in addresses]
    assert [site(reversed(CORPUS)).get(address).data for address in addresses] == before


def test_only_the_entry_of_a_changed_document_changes(site: Site):
    def entries(documents: Iterable[Document]) -> dict[str, bytes]:
        tree = etree.fromstring(site(documents).get("/search.atom?q=cloud").data)
        found = tree.findall(f"{ATOM}entry")
        return {e.findtext(f"{ATOM}id"): etree.tostring(e, with_tail=False) for e in found}

    answer = Event(kind=ANSWERED, date=dt.date(2024, 7, 2))
    changed = [
        replace(d, events=(*d.events, answer), status=Status.ANSWERED) if d.number == "5" else d
        for d in CORPUS
    ]
    before, after = entries(CORPUS), entries(changed)
    place = "http://localhost/documents/QANR5L16QE5"
    assert before.keys() - after.keys() == {f"{place}#new-2024-04-16"}
    assert after.keys() - before.keys() == {f"{place}#answered-2024-07-02"}
    assert all(after[one] == before[one] for one in before.keys() & after.keys())


@pytest.mark.parametrize(
    "address", ["/", "/search?q=cloud", "/topics/Santé", "/parties/HOR", "/laws/Loi n° 2019-774"]
)
def test_a_page_leads_to_the_feed_of_its_documents(site: Site, address: str):
    client = site(CORPUS)
    text = page(client, address)
    (in_head,) = (link for link in links(text) if link.startswith("/search.atom"))
    (to_feeds,) = re.findall('<a href="([^"]+)"[^>]*>Suivre</a>', text)
    found = links(page(client, html.unescape(to_feeds)))
    offered = [link for link in found if ".atom" in link][1:]  # the first is in the head
    assert offered[0] == in_head
    assert len({read(client, link).feed.title for link in offered}) == len(offered) == 6
    assert read(client, in_head).entries


@pytest.mark.parametrize("asked", ["q=%3F%3F", "q=(cloud", "date=x"])
def test_what_cannot_be_searched_cannot_be_followed(site: Site, asked: str):
    client = site(CORPUS)
    assert client.get(f"/follow?{asked}").status_code == 400
    assert ("Suivre</a>" in page(client, f"/search?{asked}")) == (asked != "q=%3F%3F")


def test_deputies_have_feeds(site: Site):
    client = site(CORPUS)
    (link, *_) = (a for a in links(page(client, "/authors/M. Luc Duval")) if ".atom" in a)
    assert told(read(client, link)) == [("1", "2024-05-14")]


def test_the_pages_say_when_the_corpus_was_indexed(client: FlaskClient):
    assert "Corpus mis à jour le 2 janvier 2024." in page(client, "/help")


def test_a_document_without_a_title_is_called_by_its_number(site: Site):
    (entry,) = read(site([lived(7, (ASKED, "2024-01-09"), title="")]), "/search.atom").entries
    assert entry.title == "Question écrite n°\u00a07"


NASTY = (*HOSTILE, "", "\x00\x0b\x1f nul", "\ufffe\uffff", "]]>", "a\r\nb\tc")


def entry_of(client: FlaskClient, engine: LoopEngine, word: str) -> etree._Element:
    engine.documents = (replace(hostile_document(word), date=dt.date(2024, 1, 9), events=()),)
    asked = client.get("/search.atom", query_string={"q": word, "topic": word})
    if asked.status_code != 400:
        etree.fromstring(asked.data)
    (entry,) = etree.fromstring(client.get("/search.atom").data).findall(f"{ATOM}entry")
    return entry


@pytest.mark.parametrize("word", NASTY)
def test_a_feed_holds_any_text(client: FlaskClient, engine: LoopEngine, word: str):
    entry = entry_of(client, engine, word)
    names = [element.tag.removeprefix(ATOM) for element in entry]
    assert [n for n in names if n not in {"author", "category"}] == [
        *("id", "title", "updated", "published", "link", "summary"),
    ]
    assert [len(e) for e in entry if e.tag != f"{ATOM}author"] == [0] * (
        len(entry) - names.count("author")
    )


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(word=st.text(max_size=40))
@example(word="<b>&amp;]]>\x08")
def test_every_text_makes_valid_xml(client: FlaskClient, engine: LoopEngine, word: str):
    entry = entry_of(client, engine, word)
    kept = "".join(c for c in word if c.isprintable() and c.isalnum())
    assert kept in "".join(c for c in entry.findtext(f"{ATOM}title") or "" if c.isalnum())

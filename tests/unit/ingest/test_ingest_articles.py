"""Articles as plain text and Markdown, in our own words."""

import datetime as dt

import pytest
from own_words import PROSE, question_of

from search_app.ingest import RecordFormat, parse_record
from search_app.ingest.records import raw_record
from search_app.model.document import DocumentType, Kind, Source
from search_app.model.slug import slug_of

TITLE = "Les hébergeurs devant la commission"


def test_plain_text(document):
    found = document(f"\n{TITLE}\n\n{PROSE}", path="presse/Été 2025/L’audition.txt")
    assert (found.kind, found.type) == (Kind.ARTICLE, DocumentType.ARTICLE)
    assert (slug_of(found), found.title, found.text) == ("presse-ete-2025-l-audition", TITLE, PROSE)
    assert (found.date, found.legislature, found.status) == (None, "", None)


def test_front_matter(document):
    found = document(
        f"---\ntitle: {TITLE}\ndate: 2025-04-08\nauthor: [Une Plume, Une Autre]\n"
        f"publisher: Le Journal\nurl: https://exemple.fr/a\ntags: [un, deux]\n---\n\n{PROSE}\n"
    )
    assert (found.title, found.text, found.author) == (TITLE, PROSE, "Une Plume, Une Autre")
    assert (found.publisher, found.url) == ("Le Journal", "https://exemple.fr/a")
    assert (found.date, found.legislature) == (dt.date(2025, 4, 8), "17")
    assert found.legislature_inferred
    assert not found.date_inferred
    assert not found.is_notice


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [
        ("date: 8 avril 2025", "date", dt.date(2025, 4, 8)),
        ('date: "2025-04-08 10:30:00"', "date", dt.date(2025, 4, 8)),
        ("date: 2025-04-08T10:30:00Z", "date", dt.date(2025, 4, 8)),
        ("date:", "date", None),
        ("date: 2025", "date", None),
        ("date: inconnue", "date", None),
        ("source: Le Journal", "publisher", "Le Journal"),
        ("site: Le Journal", "publisher", "Le Journal"),
        ("notice: true", "is_notice", True),
        ("notice: no", "is_notice", False),
        ("title: *marque", "title", "*marque"),
        ("title: Santé : le point", "title", "Santé : le point"),
        ("titre: Le point", "title", "Le point"),
        ('title: "[[Dossier|Le point]]"', "title", "Le point"),
        ("title: Le point &amp; la rive", "title", "Le point & la rive"),
        ("title: Un\nmots:\n\t- pont\nauthor: Une Plume", "author", "Une Plume"),
        ("auteurs: [Une Plume, Une Autre]", "author", "Une Plume, Une Autre"),
        ("author:\n  name: Une Plume\n  email: p@exemple.fr", "author", "Une Plume"),
        ("authors:\n  - name: Une Plume\n  - nom: Une Autre", "author", "Une Plume, Une Autre"),
        (
            "titre: Un : deux\nauthors:\n  - Une Plume\n  - Une Autre",
            "author",
            "Une Plume, Une Autre",
        ),
        ("published: 2025-04-08", "date", dt.date(2025, 4, 8)),
        ("Date de publication: 08/04/2025", "date", dt.date(2025, 4, 8)),
        ("date: avril 2025", "date_written", "avril 2025"),
        ("date: avril 2025", "date", None),
        ("date: 2025", "date_written", "2025"),
        ("date: 8 avril 2025", "date_written", ""),
        ("source: https://exemple.fr/a", "url", "https://exemple.fr/a"),
        ("source: https://exemple.fr/a", "publisher", ""),
        ("lien: https://exemple.fr/a", "url", "https://exemple.fr/a"),
        ("journal: Le Journal", "publisher", "Le Journal"),
        ("title: 2024", "title", "2024"),
        ("Title: no", "title", "no"),
        ("# une note\ntitle: 2024", "title", "2024"),
        (r'title: "un\ud800\x1bdeux"', "title", "un deux"),
    ],
)
def test_front_matter_values(document, key, field, value):
    text = f"---\n{key}\n---\n{PROSE}"
    assert getattr(document(text), field) == value


@pytest.mark.parametrize(
    ("front", "code", "line"),
    [
        ("notice: peut-être", "value", 2),
        (f"author: x\ntitle: {'t' * 1_001}", "value", 3),
        (f"title: x\nauthor: [{'a' * 100}, {'b' * 100}]", "value", 3),
        (f"title: x\nsource: {'s' * 201}", "value", 3),
        ("tags: " + "a" * 70_000, "size", 1),
    ],
    ids=lambda value: str(value)[:20],
)
def test_front_matter_faults(error, front, code, line):
    found = error(f"---\n{front}\n---\n{PROSE}")
    assert found.code == code
    assert line in {None, found.line}


@pytest.mark.parametrize(
    ("front", "detail"),
    [
        ("notice: peut-être", "notice peut-être"),
        (f"site: {'s' * 201}", "site of 201 characters, at most 200"),
    ],
)
def test_front_matter_faults_go_on_a_phrase(error, front, detail):
    assert error(f"---\n{front}\n---\n{PROSE}").detail.startswith(detail)


def test_names_at_the_limit_are_read(document):
    found = document(f"---\ntitle: {'t' * 1_000}\nauthor: {'a' * 200}\n---\n{PROSE}")
    assert len(found.author) == 200


def test_front_matter_must_close(error):
    assert error(f"\n---\ntitle: x\n\n{PROSE}").line == 2


@pytest.mark.parametrize(
    "text",
    [
        f"# {TITLE}\n\n{PROSE}",
        f"## {TITLE} ##\n\n{PROSE}",
        f"---\nauthor: Une Plume\n---\n\n# {TITLE}\n\n{PROSE}",
        f"---\ntitle: {TITLE}\n---\n\n# {TITLE}\n\n{PROSE}",
        f"---\ntitle: {TITLE}\n---\n\n{PROSE}",
        f"---\nauthor: Une Plume\n---\n\n{TITLE}\n\n{PROSE}",
        f"![photo](a.jpg)\n\n# {TITLE}\n\n***\n\n{PROSE}",
    ],
)
def test_markdown_title(document, text):
    assert (document(text).title, document(text).text) == (TITLE, PROSE)


@pytest.mark.parametrize(
    "opening",
    [
        "<!-- une note -->\n\n",
        "<!-- # une note\nsur deux lignes --> <!-- -->\n",
        "<figure>\n<img src='a.jpg'>\n<figcaption>Une légende</figcaption>\n</figure>\n\n",
        '<p align="center">\n  <a href="https://exemple.fr"><img\n src="a.jpg"/></a>\n</p>\n\n',
    ],
)
def test_markdown_may_begin_with_html(document, opening):
    found = document(f"{opening}# {TITLE}\n\n{PROSE}")
    assert (found.title, found.text) == (TITLE, PROSE)


def test_markdown_may_begin_with_an_address(document):
    found = document(f"<https://exemple.fr/>\n\n# {TITLE}\n\n{PROSE}")
    assert (found.title, found.text) == (TITLE, f"https://exemple.fr/\n\n{PROSE}")


def test_front_matter_may_follow_a_comment(document):
    found = document(f"<!-- une note -->\n---\ntitle: {TITLE}\n---\n\n{PROSE}")
    assert (found.title, found.text) == (TITLE, PROSE)


def test_lines_are_counted_from_the_comment_on(read_all):
    text = f"<!-- une note\nsur deux lignes -->\n---\ntitle: x\ndate: 2024-02-31\n---\n{PROSE}"
    _, wrong = read_all({"a.md": text})
    assert (wrong.code, wrong.line) == ("date", 5)


def test_prose_and_questions_may_follow_a_comment(document):
    found = document(f"<!-- une note -->\n{TITLE}\n\n{PROSE}")
    assert (found.title, found.text) == (TITLE, PROSE)
    assert document(f"<!-- une note -->\n{question_of()}").kind is Kind.QUESTION


def test_markdown_blocks(document):
    body = "# Titre de notre page\n\nUn **début**.\n## Suite\n> une citation\n\n* un\n* deux\n\n```\ncode\n```"
    assert document(body).text.split("\n\n") == [
        "Un début.", "Suite", "une citation", "– un", "– deux", "code",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "Lecture 3 min.",
        "Temps de lecture : 4 minutes",
        "5 min de lecture",
        "© AGENCE",
        "Crédit photo : Une Photographe",
        "Sur le même thème",
        "Voir tous les articles Cloud",
        "Lire aussi : le registre, dix ans après",
        "À lire également",
        "Partager",
        "Partager sur un réseau",
        "S’abonner",
        "Service Informations Générales",
    ],
)
def test_surroundings_are_dropped(document, line):
    assert document(f"{TITLE}\n\n{line}\n\n{PROSE}\n{line}").text == PROSE


@pytest.mark.parametrize(
    "line",
    [
        "Partager ces données avec un tiers serait une erreur.",
        "La lecture prend 3 min. à peine.",
        "Il faut s'abonner.",
        "Voir tous les articles de loi concernés ne suffit pas.",
        "Le service informations générales a fermé.",
        "Lire aussi les décrets ne suffit pas.",
    ],
)
def test_sentences_are_kept(document, line):
    assert document(f"{TITLE}\n\n{line}\n\n{PROSE}").text == f"{line}\n\n{PROSE}"


def test_long_first_line_is_cut_for_the_title(document):
    sentence = "Les hébergeurs ont été entendus par la commission."
    assert document(sentence + " Encore." * 60).title == sentence
    found = document("encore " * 60)
    assert found.title.endswith("encore…")
    assert len(found.title) <= 250
    assert found.text == ("encore " * 60).strip()


@pytest.mark.parametrize(
    ("front", "code", "line", "fields"),
    [
        ("title: x\ndate: 2024-02-31", "date", 3, {"title": "x", "date": None, "date_written": ""}),
        ("title: x\n\nurl: javascript:alert(1)", "value", 4, {"url": ""}),
        ("title: x\nlien: /archives/pont", "value", 3, {"url": ""}),
        ("title: Un\ntitle: Deux", "value", 2, {"title": "Deux"}),
        ("title: x\nurl: exemple.fr", "value", 3, {"url": ""}),
    ],
)
def test_a_slip_in_front_matter_is_reported_and_loses_no_article(
    read_all, front, code, line, fields
):
    found, wrong = read_all({"a.md": f"---\n{front}\n---\n{PROSE}"})
    assert {name: getattr(found, name) for name in fields} == fields
    assert (found.text, wrong.path, wrong.code, wrong.line) == (PROSE, "a.md", code, line)


def test_front_matter_that_is_no_yaml_at_all_is_read_line_by_line(document):
    found = document(f"---\ntags: {'[' * 30_000}\ntitle: [un\nauthor: Une Plume\n---\n{PROSE}")
    assert (found.title, found.author, found.text) == ("[un", "Une Plume", PROSE)


def test_front_matter_in_toml(document, error):
    front = 'title = "Le pont"\ndate = 2025-04-08T23:30:00+02:00\nauthors = ["Une Plume", "Une Autre"]\n'
    found = document(f"+++\n{front}draft = true\n+++\n\n{PROSE}")
    assert (found.title, found.text, found.author) == ("Le pont", PROSE, "Une Plume, Une Autre")
    assert found.date == dt.date(2025, 4, 8)
    for wrong in ("title = [un\n", f"a = {'[' * 101}\n"):
        assert error(f"+++\n{wrong}+++\n{PROSE}").code == "format"
    assert error(f"+++\ntitle = 'x'\n\n{PROSE}").detail == "front matter without its closing +++"


def test_three_dots_close_front_matter(document):
    found = document(f"---\ntitle: Le pont\n...\n{PROSE}")
    assert (found.title, found.text) == ("Le pont", PROSE)


def test_comments_and_entities_are_not_text(document):
    found = document(
        f"# Le pont\n\n<!-- brouillon\nsecret -->\n<!--more-->\n{PROSE} C&rsquo;est dit&#x202F;!&#27;"
    )
    assert found.text == f"{PROSE} C’est dit\u202f!"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("presse/2025-04-08-le-pont.md", dt.date(2025, 4, 8)),
        ("20250408 le pont.md", dt.date(2025, 4, 8)),
        ("2025-04-31.md", None),
        ("2025-04.md", None),
        ("le-pont-2025-04-08.md", None),
    ],
)
def test_the_name_of_a_file_gives_an_inferred_day(document, path, day):
    found = document(f"# Le pont\n\n{PROSE}", path=path)
    assert (found.date, found.date_inferred) == (day, day is not None)
    assert document(f"---\ndate: 2024\n---\n{PROSE}", path=path).date is None


def test_keys_that_are_not_read_are_known():
    text = f"---\nTitle: x\ntags: [un]\ndraft: true\n---\n{PROSE}".encode()
    raw = raw_record(Source(path="a.md"), RecordFormat.TEXT, text)
    assert parse_record(raw).unread_keys == ("tags", "draft")

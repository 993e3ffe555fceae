"""Which bytes are read as text, and which text is none of the formats."""

import pytest
from own_words import PROSE

TEXT = f"Les hébergeurs devant la commission\n\n{PROSE}"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("hier", "h\x01ier").replace("h\x01ier", "hier").encode(),
    ],
)
def test_encodings_and_line_ends_that_are_read(document, data):
    assert document(data).text == PROSE


def test_controls_never_reach_a_document(document):
    text = document(TEXT.replace("la commission a", "la\x1b[31m\u2028commission\x85a")).text
    assert [c for c in text if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160] == []


@pytest.mark.parametrize(
    ("data", "code", "line", "detail"),
    [
        (b"", "empty", 1, ""),
        (b" \n\r\n\t ", "empty", 1, ""),
        ("\ufeff\u00a0\u200b\n".encode(), "empty", 1, ""),
        ("un\ndeux é".encode("mac-roman"), "encoding", 2, "0x8E is not UTF-8; save it as UTF-8"),
        ("un\ndeux é".encode("cp850"), "encoding", 2, "0x82"),
        ("un été\n".encode() + b"un \xe9", "encoding", 2, "0xE9"),
        (b"un\rdeux\r\xff\xfe", "encoding", 3, "0xFF"),
        (b"un\ndeux\0", "encoding", 2, "NUL"),
        (b"\xff\xfeu\0\n\0\x00", "encoding", 2, "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\0", "dialect", 1, "picture; save its text"),
        (b"{\\rtf1\\ansi Une phrase.}", "dialect", 1, "RTF document; save its text"),
        (b"bplist00\xd1\0", "dialect", 1, "save the page as HTML"),
        (b"@article{pont2024,\n title={Le pont rouvre aux pi\xc3\xa9tons},\n}", "dialect", 1, "BibTeX"),
        (b"TY  - NEWS\nTI  - Le pont rouvre aux passants\nER  - \n", "dialect", 1, "RIS"),
        (b"[Options]\n; une note\nnom=Le dossier des questions\n", "dialect", 1, "settings"),
        (b"#!/bin/sh\necho bonjour tout le monde\n", "dialect", 1, "program"),
        (b"(function(){var a='bonjour tout le monde';a();})();", "dialect", 1, "program"),
        (b"/* base */\nbody {\n  font-family: Georgia;\n  color: #333;\n}\n", "dialect", 1, "stylesheet"),
        (b"@media print { .menu, .pied { display: none; } }\n", "dialect", 1, "stylesheet"),
        (b"<?xml version='1.0'?><rss version='2.0'><channel>une phrase</channel></rss>", "dialect", 1, "feed"),
        (b"<rdf:RDF xmlns:z='http://www.zotero.org/namespaces/'>une phrase</rdf:RDF>", "dialect", 1, "XML"),
        (b"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DT><A HREF='/a'>une phrase</A>", "dialect", 1, "bookmarks"),
        (b"2024-03-12 10:11:12 INFO une ligne de journal\n" * 3, "dialect", 1, "log of a program"),
        (b"PK\x03\x04" + b"x" * 40, "format", 1, "broken zip"),
        (b"\x1f\x8b" + b"x" * 40, "dialect", 1, "gzip"),
        (b"%PDF-1.7\n" + b"x" * 40, "format", 1, "broken file"),
        (b'{"amendement": {"uid": "AMANR5L16", "texte": "une phrase en toutes lettres"}}', "dialect", 1, "JSON"),
        (b'\n [{"uid": "QANR5L16QG1", "texte": "une phrase en toutes lettres"}]', "dialect", 1, "JSON"),
        (b'[1, 2, 3, "une phrase en toutes lettres"]', "dialect", 1, "JSON"),
        (b'["une phrase en toutes lettres", "une autre"', "dialect", 1, "JSON"),
        (b'[[1.5e3, null], ["une phrase en toutes lettres"]]', "dialect", 1, "JSON"),
        (b'["une phrase en toutes \\"lettres\\""]\n', "dialect", 1, "JSON"),
        (b'[null, {"texte": "une phrase en toutes lettres"}]', "dialect", 1, "JSON"),
        (b"<!-- une note --><question><texte>une phrase en toutes lettres</texte></question>", "dialect", 1, "XML"),
        (b"<?xml version='1.0'?><article>une phrase en toutes lettres</article>", "dialect", 1, "XML"),
        (b"<!DOCTYPE question><p>une phrase en toutes lettres</p>", "format", 1, "XML: declares a document type"),
        (b"<?xml version='1.0'?><QUESTION>une phrase en toutes lettres</QUESTION>", "dialect", 1, "XML"),
        (b"<question><texte>une phrase en toutes lettres</texte></question>", "dialect", 1, "XML"),
        (b"id;nom;date;texte\n1;Une;2024;une phrase en toutes lettres", "dialect", 1, "neither"),
        (b"id|nom|date|texte\n1|Une|2024|une phrase en toutes lettres", "dialect", 1, "neither"),
        (b',index,nom,texte\n0,1,Une,"une phrase en toutes lettres"', "dialect", 1, "neither"),
        (b"id\tnom\tdate\n1\tUne\tune phrase en toutes lettres", "dialect", 1, "neither"),
        (b"*** --- 1234 5678 !!!\n" * 50, "dialect", 1, "neither"),
        (b"Bonjour", "dialect", 1, "accepted"),
    ],
)  # fmt: skip
def test_what_is_no_text_of_ours_is_reported(error, data, code, line, detail):
    found = error(data, path="a/b.txt")
    assert (found.code, found.line, found.path) == (code, line, "a/b.txt")
    assert detail in found.detail


@pytest.mark.parametrize(
    "first",
    [
        "Santé, données, hébergement : le point",
        "[Entretien] Les hébergeurs devant la commission",
        "[1er avril] Les hébergeurs devant la commission",
        "[8, 9 et 10 avril] Les hébergeurs devant la commission",
        "[1] Les hébergeurs devant la commission",
        '["Tribune"] Les hébergeurs devant la commission',
        "[] Les hébergeurs devant la commission",
        "[null et non avenu] Les hébergeurs devant la commission",
        "De 3,5 à 4,2 puis 5,1 % des dossiers",
        "PKI : les certificats de la commission",
        "1, 2, 3 hébergeurs",
    ],
)
def test_prose_is_not_taken_for_data(document, first):
    assert document(f"{first}\n\n{PROSE}").title == first


@pytest.mark.parametrize(
    "title",
    [
        "[Tribune] Le pont = la rive",
        "Fonction publique (suite)",
        "@pont : la rive",
        "Variables = inconnues ?",
    ],
)
def test_prose_that_begins_with_signs_is_read(document, title):
    assert document(f"{title}\n\n{PROSE}").text == PROSE


def test_french_in_windows_1252_is_read_and_reported(read_all):
    text = f"L’été à l’œuvre : « 2 € »…\n\n{PROSE}"
    found, wrong = read_all({"a.txt": text.encode("cp1252")})
    assert (found.title, found.text) == ("L’été à l’œuvre : « 2 € »…", PROSE)
    assert (wrong.path, wrong.code) == ("a.txt", "encoding")
    assert "read as windows-1252" in wrong.detail


@pytest.mark.parametrize("word", ["piÃ©tons", "lâ€™eau", "Å“uvre", "dÃ©jÃ"])
def test_a_text_that_was_encoded_twice_is_reported(read_all, word):
    found, wrong = read_all({"a.txt": f"Un titre\n\n{PROSE} {word} ici"})
    assert found.text.endswith(f"{word} ici")
    assert (wrong.code, wrong.line) == ("encoding", 1)
    assert f"« {word} »" in wrong.detail


def test_letters_of_other_languages_are_not_taken_for_it(document):
    assert document(f"São Paulo, SÃO PAULO, Ålesund, Âge, câlin\n\n{PROSE}").text == PROSE

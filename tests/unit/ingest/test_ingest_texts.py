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
        ("un\r\ndeux\r\ntrois é".encode("cp1252"), "encoding", 3, "0xE9"),
        (b"un\rdeux\r\xff\xfe", "encoding", 3, "0xFF"),
        (b"un\ndeux\0", "encoding", 2, "NUL"),
        (b"\xff\xfeu\0\n\0\x00", "encoding", 2, "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\0", "encoding", 1, "0x89"),
        (b"PK\x03\x04" + b"x" * 40, "format", 1, "broken zip"),
        (b"\x1f\x8b" + b"x" * 40, "dialect", 1, "gzip"),
        (b"%PDF-1.7\n" + b"x" * 40, "dialect", 1, "PDF"),
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

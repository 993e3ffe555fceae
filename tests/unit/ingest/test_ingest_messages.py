"""Messages and pages saved as one file."""

import datetime as dt
from email.message import EmailMessage

import pytest
from own_words import PROSE

TITLE = "Le pont : « rouvert »"


def _message(**attached):
    made = EmailMessage()
    made["From"] = "Jeanne Exemple <j@exemple.fr>"
    made["Subject"] = TITLE
    made["Date"] = "Tue, 12 Mar 2024 23:30:00 +0100"
    made.set_content(PROSE, charset="cp1252", cte="quoted-printable")
    for name, data in attached.items():
        made.add_attachment(data, maintype="image", subtype="png", filename=f"{name}.png")
    return made


def _page(text, charset="utf-8"):
    head = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://exemple.fr/pont\r\nSubject: x\r\n"
    head += "Date: Tue, 12 Mar 2024 10:00:00 +0100\r\nMIME-Version: 1.0\r\n"
    head += 'Content-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n------b\r\n'
    head += f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    page = f"<!doctype html><html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{text}"
    end = "</article></body></html>\r\n------b\r\nContent-Type: text/css\r\n\r\nbody {}\r\n------b--\r\n"
    return (head + page + end).encode(charset)


def test_a_message(document):
    found = document(_message().as_bytes(), path="a.eml")
    assert (found.title, found.text, found.author) == (TITLE, PROSE, "Jeanne Exemple")
    assert (found.date, found.date_inferred) == (dt.date(2024, 3, 12), False)


def test_what_is_attached_is_reported(read_all):
    found, wrong = read_all({"a.eml": _message(plan=b"x").as_bytes()})
    assert (found.text, wrong.code) == (PROSE, "format")
    assert wrong.detail.endswith("plan.png")


@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
def test_a_page_saved_as_one_file(document, charset):
    text = "".join(f"<p>{line}</p>" for line in PROSE.split("\n\n"))
    found = document(_page(text, charset), path="a.mhtml")
    assert (found.title, found.text, found.author) == (TITLE, PROSE, "")
    assert (found.url, found.date) == ("https://exemple.fr/pont", None)


def test_prose_with_colons_is_no_message(document):
    assert document(f"From: ici\nNote: rien\n\n{PROSE}").author == ""


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\r\nDate: x\r\nContent-Type: text/plain;" + b" a=b;" * 2_000 + b"\r\n\r\ntexte",
        b"From: a\r\nDate: x\r\n\r\n" + b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" * 60,
    ],
)
def test_messages_too_deep_are_refused(error, data):
    assert error(data, path="a.eml").code == "size"

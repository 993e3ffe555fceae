"""What do the messages of an alert say? One asks whether to begin, the others tell what is new."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid

_SUBJECT_CHARACTERS = 120
_ADDRESS_CHARACTERS_MAX = 254
# What browsers take for an address in a form; nothing in it means something in a header.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def is_mail_address(text: str) -> bool:
    """Tell whether a text has the form of one e-mail address."""
    return len(text) <= _ADDRESS_CHARACTERS_MAX and bool(_ADDRESS.fullmatch(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One entry of a feed, as a message prints it. day: "14 mai 2024"."""

    title: str
    url: str
    day: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What both kinds of messages need.

    sender, address: who writes to whom. title: that of the feed. end_url: the page that ends the
    alert.
    """

    sender: str
    address: str
    title: str
    end_url: str


def invitation(letter: Letter, confirm_url: str) -> EmailMessage:
    """Return the message that asks whether the alert is wanted. confirm_url: where to say so."""
    return _message(
        letter,
        f"Confirmez votre alerte\u00a0: {letter.title}",
        "Bonjour,\n\n"
        "Quelqu’un, sans doute vous, a demandé à recevoir à cette adresse"
        " ce qui sera nouveau dans\u00a0:\n\n"
        f"    {letter.title}\n\n"
        f"Pour les recevoir, ouvrez cette page et confirmez\u00a0:\n{confirm_url}\n\n"
        "Si vous n’avez rien demandé, ne faites rien\u00a0: sans confirmation, votre adresse est"
        " effacée dans les deux jours et aucun autre message ne vous parviendra.\n",
    )


def bulletin(letter: Letter, news: Sequence[News], page_url: str) -> EmailMessage:
    """Return the message that tells what is new, the latest first. page_url: all documents."""
    count = "1 nouveauté" if len(news) == 1 else f"{len(news)} nouveautés"
    listed = "\n\n".join(
        "\n".join(filter(None, (one.title, one.day, one.summary, one.url))) for one in news
    )
    return _message(
        letter,
        f"{count}\u00a0: {letter.title}",
        f"{listed}\n\n"
        f"Tous les documents de cette recherche\u00a0:\n{page_url}\n\n"
        "-- \n"
        "Pour ne plus recevoir cette alerte et faire oublier votre adresse\u00a0:\n"
        f"{letter.end_url}\n",
    )


def _message(letter: Letter, subject: str, text: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = letter.sender
    message["To"] = letter.address
    message["Subject"] = " ".join(subject.split())[:_SUBJECT_CHARACTERS]
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=letter.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message["List-Unsubscribe"] = f"<{letter.end_url}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(text, cte="quoted-printable")
    return message

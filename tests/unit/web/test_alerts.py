"""An alert from the form to the message and to its end, through a real SMTP server."""

import datetime as dt
import email
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from click.testing import CliRunner
from flask.testing import FlaskClient
from page_reading import page

from hostile import HOSTILE
from making import question
from search_app.alerts import AlertStore
from search_app.cli.main import cli, explain
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.model.document import Document, Event, EventKind
from search_app.model.errors import SettingsError
from search_app.settings import Settings, load
from search_app.web.app import create_app

READER = "lectrice@example.org"
SITE = "https://questions.example.fr/recherche"
PASSWORD = "mot-de-passe-bien-secret"  # noqa: S105 - of a server that this file starts
NOW = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
# The server of the test takes a password without TLS, which it thinks unwise.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")


class Postbox:
    """What the server accepted. refused: addresses that it does not know."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.refused: set[str] = set()

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 no such reader"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 OK"


def authenticated(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
) -> AuthResult:
    # Not handled here: the server itself answers the client.
    is_right = getattr(data, "password", b"") == PASSWORD.encode()
    return AuthResult(success=is_right, handled=False)


class World:
    """A site with alerts, its index, and the mail server behind it."""

    def __init__(self, folder: Path, box: Postbox, port: int) -> None:
        self.box = box
        self.config = folder / "search-app.toml"
        (folder / "password").write_text(f"{PASSWORD}\n", encoding="utf-8")
        self.config.write_text(
            f'index = "index"\nsite_url = "{SITE}"\nalerts_file = "alerts.sqlite"\n'
            f'smtp_host = "127.0.0.1"\nsmtp_port = {port}\nsmtp_security = "none"\n'
            'smtp_user = "site"\nsmtp_password_file = "password"\n'
            'mail_from = "alertes@example.fr"\nsearch_timeout_ms = 60000\n',
            encoding="utf-8",
        )
        self.settings: Settings = load(config=self.config, environment={}).settings

    @property
    def client(self) -> FlaskClient:
        return create_app(self.settings).test_client()

    def index(self, documents: Iterable[Document]) -> None:
        with EmbeddedBuilder(self.settings.index, full=True) as builder:
            for document in documents:
                builder.add(document)
            builder.publish(corpus_digest="", rejected=0, ledger=b"")

    def run(self) -> tuple[int, str, list[EmailMessage]]:
        """Run `alerts send`; return its status, what it printed and the messages it sent."""
        before = len(self.box.messages)
        done = CliRunner().invoke(cli, ["--config", str(self.config), "alerts", "send"])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output, self.box.messages[before:]

    def ask(self, feed: str = "q=cloud", address: str = READER) -> int:
        sent = self.client.post("/recherche/alerts", data={"address": address, "feed": feed})
        return sent.status_code

    @property
    def file(self) -> bytes:
        assert self.settings.alerts_file
        return self.settings.alerts_file.read_bytes()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    box = Postbox()
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=0,
        auth_require_tls=False,
        authenticator=authenticated,
        auth_required=True,
    )
    controller.port = _free_port()
    controller.start()
    try:
        made = World(tmp_path, box, controller.port)
        made.index([asked(1)])
        yield made
    finally:
        controller.stop()


def _free_port() -> int:
    import socket  # noqa: PLC0415 - needed here alone

    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def asked(number: int, *later: tuple[EventKind, int]) -> Document:
    first = (EventKind.ASKED, number)
    return question(
        number,
        "Où est hébergé le cloud ?",
        title=f"Cloud souverain {number}",
        date=dt.date(2024, 3, number),
        events=tuple(Event(kind=k, date=dt.date(2024, 3, day)) for k, day in (first, *later)),
    )


def text_of(message: EmailMessage) -> str:
    return str(message.get_content()).replace("\r\n", "\n")


def path_in(message: EmailMessage, ending: str) -> str:
    """Return the path of the link in a message that ends so."""
    (found,) = set(re.findall(rf"{SITE}/alerts/[\w-]+/{ending}", text_of(message)))
    return found.removeprefix("https://questions.example.fr")


def confirmed(world: World, feed: str = "q=cloud") -> str:
    """Begin an alert as a reader would, and return the path that ends it."""
    assert world.ask(feed) == 200
    _, _, (message,) = world.run()
    place = path_in(message, "confirm")
    assert "Recevoir les nouveautés" in page(world.client, place)
    assert world.client.post(place).status_code == 200
    assert world.run()[1:] == ("0 to confirm, 0 with news, 0 failed\n", [])
    return place.replace("confirm", "end")


def test_an_alert_tells_what_is_new_once(world: World):
    confirmed(world)
    world.index([asked(1, (EventKind.ANSWERED, 20)), asked(2), question(3, "Autre chose.")])
    status, said, (message,) = world.run()
    assert (status, said) == (0, "0 to confirm, 1 with news, 0 failed\n")
    assert (message["To"], message["From"]) == (READER, "alertes@example.fr")
    assert message["Subject"] == "2 nouveautés : cloud — Tout ce qui se passe"
    text = text_of(message)
    assert "Réponse publiée au JO\u00a0: Cloud souverain 1\n20 mars 2024\n" in text
    assert f"{SITE}/documents/QANR5L16QE2" in text
    assert "QE3" not in text
    assert (
        message["List-Unsubscribe"]
        == f"<{SITE.partition('/recherche')[0]}{path_in(message, 'end')}>"
    )
    assert world.run()[2] == []
    world.index([asked(1, (EventKind.ANSWERED, 20)), asked(2)])
    assert world.run()[2] == []


def test_without_confirmation_nothing_is_told(world: World):
    world.ask()
    (invitation,) = world.run()[2]
    assert invitation["Subject"].startswith("Confirmez votre alerte")
    # Programs that look at messages follow their links.
    assert world.client.get(path_in(invitation, "confirm")).status_code == 200
    world.index([asked(1), asked(2)])
    assert world.run()[2] == []


def test_one_link_ends_an_alert_and_forgets_the_address(world: World):
    end = confirmed(world)
    assert READER.encode() in world.file
    assert "Arrêter et effacer mon adresse" in page(world.client, end)
    # As a mail program does it for its reader.
    one_click = {"List-Unsubscribe": "One-Click"}
    assert world.client.post(end, data=one_click).status_code == 200
    assert READER.encode() not in world.file
    assert end.split("/")[3].encode() not in world.file
    world.index([asked(1), asked(2)])
    assert world.run()[2] == []
    assert world.client.post(end).status_code == 200
    assert world.client.get(end.replace("end", "confirm")).status_code == 404


def test_a_message_that_fails_keeps_nobody_waiting_and_is_tried_again(world: World):
    confirmed(world)
    world.ask(address="inconnue@example.org")
    world.box.refused = {"inconnue@example.org"}
    world.index([asked(1), asked(2)])
    status, said, messages = world.run()
    assert (status, said) == (10, "0 to confirm, 1 with news, 1 failed\n")
    assert [message["To"] for message in messages] == [READER]
    world.box.refused = set()
    assert [message["To"] for message in world.run()[2]] == ["inconnue@example.org"]


def test_a_server_that_does_not_answer_loses_nothing(world: World):
    confirmed(world)
    world.index([asked(1), asked(2)])
    text = world.config.read_text()
    for wrong in ("smtp_port = 1\n", "smtp_port = 9\n"):
        world.config.write_text(re.sub("smtp_port = .*\n", wrong, text))
        status, said, _ = world.run()
        assert status == 1
        assert "the next run tries again" in said
    world.config.write_text(text)
    assert len(world.run()[2]) == 1


def test_no_password_is_ever_printed(world: World, tmp_path: Path):
    world.ask()
    for wrong in ("faux-mot", "mot-à-accent"):
        (tmp_path / "password").write_text(wrong, encoding="utf-8")
        status, said, _ = world.run()
        assert status == 1
        assert wrong not in said
    shown = CliRunner().invoke(
        cli,
        ["--config", str(world.config), "settings", "show"],
        env={"SEARCH_APP_SMTP_PASSWORD": PASSWORD},
    )
    assert PASSWORD not in shown.output
    assert "smtp_password = ***" in shown.output


@pytest.mark.parametrize(
    ("asked", "day", "open_end"),
    [
        ("date=2020..2021", "31 décembre 2021", "date=2020.."),
        ("date=avant+2020", "31 décembre 2019", "/recherche/follow?q=cloud"),
        ("q=cloud+date:2019", "31 décembre 2019", ""),
    ],
)
def test_a_period_that_is_over_is_said(world: World, asked: str, day: str, open_end: str):
    text = page(world.client, f"/recherche/follow?q=cloud&{asked}".replace("q=cloud&q=", "q="))
    assert f"a pris fin le {day}" in text
    assert ("Suivre sans date de fin" in text) is bool(open_end)
    assert f'{open_end}" rel="nofollow">Suivre sans' in text or not open_end


@pytest.mark.parametrize("asked", ["q=cloud", "date=2020..", "date=..2999"])
def test_a_period_that_goes_on_needs_no_word(world: World, asked: str):
    assert "a pris fin" not in page(world.client, f"/recherche/follow?{asked}")


def test_the_form_is_there_only_with_alerts(world: World):
    assert 'action="/recherche/alerts"' in page(world.client, "/recherche/follow?q=cloud")
    off = create_app(world.settings.model_copy(update={"alerts_file": None})).test_client()
    assert "<h2>Par courriel</h2>" not in page(off, "/recherche/follow?q=cloud")
    assert off.post("/recherche/alerts").status_code == 404


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        ("", "q=cloud"),
        ("lectrice", "q=cloud"),
        ("a@b.fr\nBcc: c@d.fr", "q=cloud"),
        ("a@b.fr, c@d.fr", "q=cloud"),
        (f"{'a' * 250}@b.fr", "q=cloud"),
        (READER, "q=(cloud"),
        (READER, "q=%3F"),
        (READER, "what=rien"),
    ],
)
def test_what_cannot_be_sent_is_refused_in_words(world: World, address: str, feed: str):
    answer = world.client.post("/recherche/alerts", data={"address": address, "feed": feed})
    assert answer.status_code == 400
    assert "Demande incomprise" in answer.text
    assert world.run()[2] == []


def test_a_form_that_is_too_large_is_refused(world: World):
    assert world.ask("q=" + "a" * 20_000) == 413
    assert world.ask("&".join(f"party={n:0>190}" for n in range(45))) == 414


@pytest.mark.parametrize("word", HOSTILE)
def test_messages_hold_any_text(world: World, word: str):
    assert world.client.post(
        "/recherche/alerts", data={"address": READER, "feed": f"topic={word.replace('&', '%26')}"}
    ).status_code in {200, 400}
    for message in world.run()[2]:
        assert message["To"] == READER
        assert not message.defects
        assert "\n" not in message["Subject"]
        assert path_in(message, "confirm")


def test_nobody_can_have_a_stranger_written_to_again_and_again(tmp_path: Path):
    store = AlertStore(tmp_path / "alerts.sqlite")
    for number in range(20):
        store.ask(READER, f"q={number}", NOW)
        store.ask(READER, "q=0", NOW)
    assert {alert.feed for alert in store.to_invite(NOW)} == {"q=0", "q=1", "q=2"}
    for alert in store.to_invite(NOW):
        store.invited(alert.token)
    assert store.to_invite(NOW) == []
    store.ask(READER, "q=later", NOW + dt.timedelta(days=1))
    assert store.to_invite(NOW + dt.timedelta(days=1)) == []


def test_what_is_not_confirmed_is_forgotten(tmp_path: Path):
    store = AlertStore(tmp_path / "alerts.sqlite")
    store.ask(READER, "q=cloud", NOW)
    store.to_invite(NOW + dt.timedelta(days=2, seconds=1))
    assert READER.encode() not in (tmp_path / "alerts.sqlite").read_bytes()


def test_alerts_need_an_address_and_a_server() -> None:
    with pytest.raises(SettingsError) as caught:
        load(environment={"SEARCH_APP_ALERTS_FILE": "a.sqlite", "SEARCH_APP_SMTP_HOST": "x"})
    assert "alerts need site_url, mail_from, too" in explain(caught.value)
    with pytest.raises(SettingsError):
        load(environment={"SEARCH_APP_MAIL_FROM": "Alertes <a@b.fr>\nBcc: c@d.fr"})


def test_without_the_setting_the_command_says_what_is_missing() -> None:
    done = CliRunner().invoke(cli, ["alerts", "send"])
    assert isinstance(done.exception, SettingsError)
    assert "alerts_file" in explain(done.exception)

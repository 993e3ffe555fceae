"""Which messages are due, and what do they tell? Those of a feed that its reader has not had.

Each alert is looked at once in each generation. What is sent is noted after it has left, so that a
message may come twice when the program dies in between, and none is lost.
"""

import datetime as dt
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import parse_qs

from flask import Flask
from werkzeug.exceptions import HTTPException

from search_app.alerts import (
    Alert,
    AlertStore,
    Letter,
    News,
    SmtpServer,
    bulletin,
    connected,
    invitation,
)
from search_app.model.errors import LimitError, ParameterError, QueryError
from search_app.settings import Settings
from search_app.web import labels
from search_app.web.asking import absolute, searcher
from search_app.web.feed import Entry, Feed
from search_app.web.feed_views import feed_at
from search_app.web.places import url_for

Send = Callable[[EmailMessage], None]


@dataclass(slots=True)
class Sent:
    """How many messages asked for a confirmation, told news, or could not be sent.

    failed counts also the alerts whose feed could not be looked at. They are tried again.
    """

    invitations: int = 0
    bulletins: int = 0
    failed: int = 0


def send_alerts(app: Flask, settings: Settings, store: AlertStore, server: SmtpServer) -> Sent:
    """Send what is due, and return how much that was.

    Raises OSError or `smtplib.SMTPException` when the server cannot be spoken to, and
    SearchIndexError when no index can be opened.
    """
    with app.test_request_context(base_url=settings.site_url):
        due = store.to_tell(searcher().generation.id)
    invited = store.to_invite(dt.datetime.now(dt.UTC))
    sent = Sent()
    if invited or due:
        with connected(server) as send:
            round_ = _Round(settings, store, send, sent)
            for deed, alerts in ((round_.invite, invited), (round_.tell, due)):
                for alert in alerts:
                    # A request of its own, so that no alert keeps what another has taken.
                    with app.test_request_context(base_url=settings.site_url):
                        _try(sent, deed, alert)
    return sent


def _try(sent: Sent, deed: Callable[[Alert], None], alert: Alert) -> None:
    """Do something for one alert. What is wrong with it alone keeps nobody else waiting."""
    try:
        deed(alert)
    except (
        smtplib.SMTPRecipientsRefused,
        smtplib.SMTPDataError,
        smtplib.SMTPSenderRefused,
        HTTPException,
        QueryError,
        ParameterError,
        LimitError,
    ):
        sent.failed += 1


@dataclass(frozen=True, slots=True)
class _Round:
    """One run over all alerts. The methods need a request of the site."""

    settings: Settings
    store: AlertStore
    send: Send
    sent: Sent

    def invite(self, alert: Alert) -> None:
        letter = self._letter(alert, feed_at(parse_qs(alert.feed)))
        self.send(invitation(letter, absolute(url_for("alerts.confirm", token=alert.token))))
        self.store.invited(alert.token)
        self.sent.invitations += 1

    def tell(self, alert: Alert) -> None:
        """Tell what is new; at the first look everything is old."""
        found = feed_at(parse_qs(alert.feed))
        ids = [entry.id for entry in found.entries]
        untold = self.store.untold(alert.token, ids)
        if alert.generation and untold:
            news = [_news(entry) for entry in found.entries if entry.id in untold]
            self.send(bulletin(self._letter(alert, found), news, found.page_url))
            self.sent.bulletins += 1
        self.store.told(alert.token, ids, searcher().generation.id)

    def _letter(self, alert: Alert, found: Feed) -> Letter:
        return Letter(
            sender=self.settings.mail_from,
            address=alert.address,
            title=found.title.removesuffix(f" — {labels.SITE_NAME}"),
            end_url=absolute(url_for("alerts.end", token=alert.token)),
        )


def _news(entry: Entry) -> News:
    return News(
        title=entry.title,
        url=entry.url,
        day=labels.day(dt.date.fromisoformat(entry.updated[:10])),
        summary=entry.summary,
    )

"""How does a message leave the machine? Through the SMTP server of the settings."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from typing import cast

_TIMEOUT_S = 30.0


class Security(StrEnum):
    """How the connection is kept from being read: from its start, once it is open, or not."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """user, password: "" where the server asks for none."""

    host: str
    port: int
    security: Security
    user: str
    password: str


@contextmanager
def connected(server: SmtpServer) -> Iterator[Callable[[EmailMessage], None]]:
    """Open the connection, and lend a function that sends a message over it.

    The function and the opening raise `smtplib.SMTPException` or OSError, which name no password.
    """
    context = ssl.create_default_context()
    opened = (
        smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT_S, context=context)
        if server.security is Security.TLS
        else smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT_S)
    )
    with opened as connection:
        if server.security is Security.STARTTLS:
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
        yield cast("Callable[[EmailMessage], None]", connection.send_message)

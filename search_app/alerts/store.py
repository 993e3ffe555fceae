"""Who wants to be told of which feed, and what were they told already? One SQLite file, no account.

A reader asks for an alert; a message asks whether the address is theirs; what is not confirmed in
two days is forgotten, and so is everything about an alert that is ended.
"""

import datetime as dt
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

# An address may wait for so many confirmations, and the site for so many in all: nobody can have
# it write to strangers again and again.
OPEN_OF_ADDRESS_MAX = 3
OPEN_MAX = 500
OPEN_FOR = dt.timedelta(days=2)
_TOKEN_BYTES = 24
_BUSY_TIMEOUT_S = 10.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS alert (
    token TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    feed TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    invited INTEGER NOT NULL DEFAULT 0,
    confirmed INTEGER NOT NULL DEFAULT 0,
    generation TEXT NOT NULL DEFAULT '',
    UNIQUE (address, feed)
);
CREATE TABLE IF NOT EXISTS told (
    token TEXT NOT NULL REFERENCES alert ON DELETE CASCADE,
    entry TEXT NOT NULL,
    PRIMARY KEY (token, entry)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """token: the secret in the links of its messages. feed: the parameters of the feed's address.

    generation: that of the index of which everything was told, "" before the first look.
    """

    token: str
    address: str
    feed: str
    generation: str


class AlertStore:
    """The alerts in one file, which is made when it is first used. Several processes may use it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def ask(self, address: str, feed: str, now: dt.datetime) -> None:
        """Note that somebody wants to be told of a feed. The same again changes nothing.

        So does one too many; nobody learns from the outside which addresses are known.
        """
        with self._opened() as file:
            _forget_open(file, now)
            (of_address,) = file.execute(
                "SELECT count(*) FROM alert WHERE address = ? AND NOT confirmed", (address,)
            ).fetchone()
            (of_all,) = file.execute("SELECT count(*) FROM alert WHERE NOT confirmed").fetchone()
            if of_address < OPEN_OF_ADDRESS_MAX and of_all < OPEN_MAX:
                file.execute(
                    "INSERT INTO alert (token, address, feed, asked_at) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT DO NOTHING",
                    (secrets.token_urlsafe(_TOKEN_BYTES), address, feed, now.isoformat()),
                )

    def get(self, token: str) -> Alert | None:
        """Return the alert that has the token, or None."""
        return next(self._alerts("token = ?", token), None)

    def confirm(self, token: str) -> None:
        """Begin to tell what is new from now on."""
        with self._opened() as file:
            file.execute("UPDATE alert SET confirmed = 1 WHERE token = ?", (token,))

    def end(self, token: str) -> None:
        """Forget an alert with its address. One that is gone already changes nothing."""
        with self._opened() as file:
            file.execute("DELETE FROM alert WHERE token = ?", (token,))

    def to_invite(self, now: dt.datetime) -> list[Alert]:
        """Return the alerts whose addresses were not yet asked; forget what waited too long."""
        with self._opened() as file:
            _forget_open(file, now)
        return list(self._alerts("NOT invited AND NOT confirmed"))

    def invited(self, token: str) -> None:
        """Note that the message was sent that asks for the confirmation."""
        with self._opened() as file:
            file.execute("UPDATE alert SET invited = 1 WHERE token = ?", (token,))

    def to_tell(self, generation: str) -> list[Alert]:
        """Return the confirmed alerts that were not yet looked at in this generation."""
        return list(self._alerts("confirmed AND generation <> ?", generation))

    def untold(self, token: str, entries: Iterable[str]) -> set[str]:
        """Return those of the ids of entries that were never told."""
        with self._opened() as file:
            told = file.execute("SELECT entry FROM told WHERE token = ?", (token,))
            return set(entries) - {entry for (entry,) in told}

    def told(self, token: str, entries: Iterable[str], generation: str) -> None:
        """Note that entries were told, and that there are no others in this generation.

        Nothing is noted of an alert that was ended meanwhile.
        """
        with self._opened() as file:
            changed = file.execute(
                "UPDATE alert SET generation = ? WHERE token = ?", (generation, token)
            )
            if changed.rowcount:
                file.executemany(
                    "INSERT OR IGNORE INTO told VALUES (?, ?)", [(token, e) for e in entries]
                )

    def _alerts(self, condition: str, *values: str) -> Iterator[Alert]:
        with self._opened() as file:
            rows = file.execute(
                "SELECT token, address, feed, generation FROM alert"  # noqa: S608 - ours
                f" WHERE {condition} ORDER BY asked_at, token",
                values,
            ).fetchall()
        for token, address, feed, generation in rows:
            yield Alert(token=token, address=address, feed=feed, generation=generation)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction. What is deleted is overwritten, not only unlinked."""
        with closing(sqlite3.connect(self._path, timeout=_BUSY_TIMEOUT_S)) as file, file:
            file.execute("PRAGMA foreign_keys = ON")
            file.execute("PRAGMA secure_delete = ON")
            file.executescript(_SCHEMA)
            yield file


def _forget_open(file: sqlite3.Connection, now: dt.datetime) -> None:
    oldest = (now - OPEN_FOR).isoformat()
    file.execute("DELETE FROM alert WHERE NOT confirmed AND asked_at < ?", (oldest,))
